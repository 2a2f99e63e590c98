//! What officials say about a topic: it reaches those whom it is for.

use yishi::domain::workflow::Verb;
use yishi::service::notices::tell_all;

use crate::support::{Answer, Browser, World, world};

/// The page of a topic as somebody sees it; a visitor without a name.
async fn seen(world: &World, key: &str, code: &str) -> Answer {
    let mut browser = Browser::new(world).await;
    if !key.is_empty() {
        browser.log_in(world, key).await;
    }
    browser.get(&format!("/yunxi/topics/{code}")).await
}

/// What a visitor reads in the feed of a topic.
async fn feed(world: &World, code: &str) -> String {
    let path = format!("/yunxi/topics/{code}/feed.atom");
    Browser::new(world).await.get(&path).await.text
}

#[tokio::test]
async fn the_author_reads_what_is_asked_on_the_page_and_in_the_notice() {
    let world = world().await;
    let code = world.submitted().await;
    let ask = [("reason", "请补充地点：哪一个门？")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    for key in ["resident", "liaison"] {
        let page = seen(&world, key, &code).await;
        assert!(page.text.contains("哪一个门"), "{key}");
    }
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    let mine = page.text_of("aside .card");
    assert!(mine.contains("哪一个门"), "beside the form: {mine}");
    let notices = author.get("/yunxi/notices").await;
    assert!(notices.text_of(".notices blockquote").contains("哪一个门"));
}

#[tokio::test]
async fn what_the_author_was_asked_is_not_for_the_public() {
    let world = world().await;
    let code = world.submitted().await;
    let ask = [("reason", "请补充地点：哪一个门？")];
    world.done("liaison", Verb::AskMore, &code, &ask).await;
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &code, &focus).await;
    let page = seen(&world, "", &code).await;
    assert!(page.text.contains("请提出人补充情况"));
    assert!(!page.text.contains("哪一个门"));
    assert!(!feed(&world, &code).await.contains("哪一个门"));
}

#[tokio::test]
async fn a_confirmed_decline_says_publicly_by_whom_why_and_where_else_to_go() {
    let world = world().await;
    let code = world.submitted().await;
    let why = [
        ("reason", "属于物业日常维修"),
        ("elsewhere", "请找云溪物业服务中心，电话 0571-88001234"),
    ];
    world.done("liaison", Verb::Decline, &code, &why).await;
    let confirm = Verb::DeclineConfirm;
    world.done("secretary", confirm, &code, &[]).await;
    tell_all(&world.app, world.street.tenant).await.unwrap();
    for key in ["", "resident", "liaison"] {
        let page = seen(&world, key, &code).await;
        let happened = page.text_of(".timeline");
        for words in [
            "确认不予采纳",
            "属于物业日常维修",
            "云溪物业服务中心",
            "0571-88001234",
        ] {
            assert!(happened.contains(words), "{key} {words}: {happened}");
        }
    }
    let feed = feed(&world, &code).await;
    assert!(feed.contains("确认不予采纳") && feed.contains("云溪物业服务中心"));
    let mut author = Browser::new(&world).await;
    author.log_in(&world, "resident").await;
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    assert!(page.text_of("aside .card").contains("云溪物业服务中心"));
    let notices = author.get("/yunxi/notices").await;
    let told = notices.text_of(".notices blockquote");
    assert!(
        told.contains("属于物业日常维修") && told.contains("云溪物业服务中心"),
        "{told}"
    );
}

#[tokio::test]
async fn a_decline_by_the_chain_reads_as_decided_not_as_proposed() {
    let world = world().await;
    let code = world.assessed().await;
    world.done("liaison", Verb::Propose, &code, &[]).await;
    let why = [("reason", "已列入改造计划"), ("elsewhere", "请找城建办")];
    world
        .done("office_officer", Verb::Decline, &code, &why)
        .await;
    let page = seen(&world, "", &code).await;
    let happened = page.text_of(".timeline");
    assert!(happened.contains("决定不予采纳") && happened.contains("请找城建办"));
    assert!(!happened.contains("提出不予采纳"));
}

#[tokio::test]
async fn a_topic_handed_on_says_to_whom() {
    let world = world().await;
    let code = world.assessed().await;
    let to = [("receiver", "江南区水务局"), ("reason", "河道归区里管")];
    world.done("liaison", Verb::Transfer, &code, &to).await;
    for key in ["", "resident"] {
        let page = seen(&world, key, &code).await;
        let happened = page.text_of(".timeline");
        assert!(
            happened.contains("把议题转给江南区水务局"),
            "{key}: {happened}"
        );
    }
    assert!(feed(&world, &code).await.contains("转给江南区水务局"));
}
