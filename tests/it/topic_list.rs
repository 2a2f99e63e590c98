//! The list of topics as a page: narrowed by links, found by words, read on by key.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::Datelike;
use yishi::domain::workflow::Verb;

use crate::support::{Browser, world};

const TOPICS: &str = "/yunxi/topics";

#[tokio::test]
async fn the_list_is_narrowed_by_links_and_found_by_words_and_codes() {
    let world = world().await;
    let code = world.assessed().await;
    let mut nobody = Browser::new(&world).await.speaks("zh");
    for (query, n) in [
        ("", 1),
        ("community=yunxi&step=1", 1),
        ("community=dongxi", 0),
        ("step=4", 0),
        ("source=public_call&category=facilities", 1),
        ("state=concluded", 0),
        ("q=充电棚", 1),
        ("q=停车", 0),
        (&format!("q={code}"), 1),
    ] {
        let query: String = query
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    encoded(c)
                }
            })
            .collect();
        let page = nobody.get(&format!("{TOPICS}?{query}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.count("ul.rows > li"), n, "{query}");
    }
}

fn encoded(c: char) -> String {
    let mut buffer = [0; 4];
    let bytes = c.encode_utf8(&mut buffer).bytes();
    bytes.map(|b| format!("%{b:02X}")).collect()
}

#[tokio::test]
async fn a_long_list_goes_on_by_key() {
    let mut world = world().await;
    // One resident has more to say than a day takes.
    Arc::get_mut(&mut world.app).unwrap().topics_a_day = 0;
    for _ in 0..23 {
        let code = world.submitted().await;
        world
            .done("liaison", Verb::Accept, &code, &[("focus", "livelihood")])
            .await;
    }
    let mut nobody = Browser::new(&world).await;
    let first = nobody.get(TOPICS).await;
    assert_eq!(first.count("ul.rows > li"), 20);
    let next = first.attribute("a[rel=next]", "href");
    let second = nobody.get(&next).await;
    assert_eq!(second.count("ul.rows > li"), 3);
    assert_eq!(second.count("a[rel=next]"), 0);
}

#[tokio::test]
async fn what_concerns_the_whole_street_is_a_filter_and_what_is_none_lists_nothing() {
    let world = world().await;
    let code = world.accepted("东门积水", "东门", "全是水。").await;
    let mut browser = Browser::new(&world).await;
    let link = format!("/topics/{code}\"");
    let page = browser.get("/yunxi/topics").await;
    let street = ".filters a[href=\"/yunxi/topics?community=street\"]";
    assert_eq!(page.text_of(street), "全街道 0 件");
    let page = browser.get("/yunxi/topics?community=street").await;
    assert!(!page.text.contains(&link), "it is of one community");
    assert_eq!(
        page.text_of(".filters a[href*=street][aria-current]"),
        "全街道 0 件"
    );
    sqlx::query("update topic set community_id = null where code = $1")
        .bind(&code)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let page = browser.get("/yunxi/topics?community=street").await;
    assert!(page.text.contains(&link));
    for none in [
        "community=nope",
        "step=99",
        "stage=9",
        "source=x",
        "state=x",
        "category=x",
    ] {
        let page = browser.get(&format!("/yunxi/topics?{none}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains(&link), "{none}");
        assert!(
            page.text_of(".empty").contains("没有这样的筛选条件"),
            "{none}"
        );
    }
}

#[tokio::test]
async fn what_the_portal_s_satisfaction_leads_to_is_named_among_the_filters_and_taken_off_there() {
    let world = world().await;
    let code = world.accounted("satisfied").await;
    world.assessed().await;
    let year = world.now().year();
    let list = format!("{TOPICS}?rated={year}");
    let figure = format!("dl.facts a[href='{list}']");
    let mut nobody = Browser::new(&world).await.speaks("zh");
    assert_eq!(nobody.get("/yunxi").await.text_of(&figure), "100% 10 票");
    let page = nobody.get(&list).await;
    assert_eq!(page.text_of("#count"), "共 1 件");
    assert!(page.text.contains(&format!("{TOPICS}/{code}\"")));
    let chosen = |label: &str| format!("details[open] nav[aria-label={label}] a[aria-current]");
    let said = page.text_of(&chosen("状态"));
    assert_eq!(said, format!("{year}年群众评议过的"));
    // Off again by "all", kept by the other filters and by a search, and gone with another state or a step.
    let off = format!(".filters a[href='{TOPICS}']");
    assert_eq!(page.text_of(&off), "全部 2 件");
    for kept in ["community=yunxi", "category=environment"] {
        let both = format!(".filters a[href='{TOPICS}?{kept}&rated={year}']");
        assert_eq!(page.count(&both), 1, "{kept}");
    }
    assert_eq!(page.count("form.search input[name=rated]"), 1);
    for instead in ["step=8", "state=open"] {
        let alone = format!(".filters a[href='{TOPICS}?{instead}']");
        assert_eq!(page.count(&alone), 1, "{instead}");
    }
    let mut en = Browser::new(&world).await.speaks("en");
    let said = en.get(&list).await.text_of(&chosen("State"));
    assert_eq!(said, format!("Rated by residents: {year}"));
    // Another year has none, and what is no year is no filter.
    let before = nobody.get(&format!("{TOPICS}?rated={}", year - 1)).await;
    assert_eq!(before.text_of("#count"), "共 0 件");
    let none = nobody.get(&format!("{TOPICS}?rated=x")).await;
    assert!(none.text_of(".empty").contains("没有这样的筛选条件"));
}

#[tokio::test]
async fn what_is_taken_down_or_done_once_more_is_in_neither_the_satisfaction_nor_its_list() {
    for (score, taken_down, share) in [("satisfied", true, "100%"), ("not_satisfied", false, "0%")]
    {
        let world = world().await;
        let code = world.accounted(score).await;
        let list = format!("{TOPICS}?rated={}", world.now().year());
        let figure = format!("dl.facts a[href='{list}']");
        let mut nobody = Browser::new(&world).await.speaks("zh");
        let said = nobody.get("/yunxi").await.text_of(&figure);
        assert_eq!(said, format!("{share} 10 票"));
        if taken_down {
            world.take_down(&code, "含有他人隐私").await;
        } else {
            let why = [("reason", "群众普遍不满意，重新办理。")];
            world
                .done("office_officer", Verb::Rehandle, &code, &why)
                .await;
        }
        let said = nobody.get("/yunxi").await.text_of(&figure);
        assert_eq!(said, "– 还没有评议");
        // Its author sees the text that was taken down, but it is in no figure.
        let mut author = nobody.other();
        author.log_in(&world, "resident").await;
        for reader in [&mut nobody, &mut author] {
            assert_eq!(reader.get(&list).await.text_of("#count"), "共 0 件");
        }
    }
}
