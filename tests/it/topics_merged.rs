//! What a merge and an escalation say, to whom, and whose voices they count.

use yishi::domain::workflow::Verb;
use yishi::service::{Target, notices, step};

use crate::support::{Browser, World, world};

async fn supports(world: &World, code: &str) -> i32 {
    let mut tx = world.read().await;
    step::see(&mut tx, code).await.unwrap().row.supports
}

/// A topic of the second resident's, accepted.
async fn theirs(world: &World, title: &str) -> String {
    let fields = [
        ("title", title),
        ("body", "三号楼楼道有人拉线充电，请管一管。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
    ];
    let submit = world.act("second_resident", Verb::Submit, Target::default(), &fields);
    let code = submit.await.unwrap().code;
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &code, &focus).await;
    code
}

/// What somebody's notices say, the latest first.
async fn notices_of(world: &World, key: &str) -> String {
    notices::tell_all(&world.app, world.street.tenant)
        .await
        .unwrap();
    let mut browser = Browser::new(world).await.speaks("zh");
    browser.log_in(world, key).await;
    let page = browser.get("/yunxi/notices").await;
    page.text_of("main")
}

#[tokio::test]
async fn an_author_who_supports_what_goes_into_their_own_topic_does_not_support_the_own_one() {
    let world = world().await;
    let (into, from) = (
        world.assessed().await,
        theirs(&world, "楼道里不要拉线充电").await,
    );
    for key in ["resident", "delegate"] {
        world.done(key, Verb::Support, &from, &[]).await;
    }
    let target = [("target", into.as_str())];
    world.done("liaison", Verb::Merge, &from, &target).await;
    assert_eq!(supports(&world, &into).await, 1, "the delegate's");
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "resident").await;
    let page = browser.get(&format!("/yunxi/topics/{into}")).await;
    assert!(!page.text.contains("取消附议"), "{}", page.text);
    world.done("liaison", Verb::Unmerge, &from, &[]).await;
    let both = (supports(&world, &into).await, supports(&world, &from).await);
    assert_eq!(both, (0, 2));
    // The same where another merge that is undone brings back who stands behind both.
    let third = theirs(&world, "楼道里又有人拉线").await;
    for key in ["resident", "delegate"] {
        world.done(key, Verb::Support, &third, &[]).await;
    }
    for code in [&from, &third] {
        world.app.clock.advance(chrono::TimeDelta::minutes(1));
        world
            .act("liaison", Verb::Merge, Target::topic(code), &target)
            .await
            .unwrap();
    }
    assert_eq!(supports(&world, &into).await, 1);
    world.done("liaison", Verb::Unmerge, &third, &[]).await;
    assert_eq!(supports(&world, &into).await, 1);
    world.sound().await;
}

#[tokio::test]
async fn both_topics_of_a_merge_say_so_and_both_sides_are_told_by_code_and_title() {
    let world = world().await;
    let (into, from) = (
        world.assessed().await,
        theirs(&world, "楼道里不要拉线充电").await,
    );
    world.done("delegate", Verb::Follow, &into, &[]).await;
    let target = [("target", into.as_str()), ("reason", "说的是同一处")];
    world.done("liaison", Verb::Merge, &from, &target).await;
    let title = {
        let mut tx = world.read().await;
        step::see(&mut tx, &into).await.unwrap().row.title
    };
    for key in ["resident", "delegate"] {
        let told = notices_of(&world, key).await;
        let wanted = format!("议题 {from}“楼道里不要拉线充电”并入了这个议题");
        let n = told.matches(&wanted).count();
        assert_eq!(n, 1, "{key}: {told}");
    }
    let told = notices_of(&world, "second_resident").await;
    let wanted = format!("并入了议题 {into}“{title}”");
    assert!(told.contains(&wanted), "{told}");
    assert!(!told.contains(&from), "told once: {told}");
    let mut anybody = Browser::new(&world).await.speaks("zh");
    let page = anybody.get(&format!("/yunxi/topics/{into}")).await;
    let here = format!("把议题 {from}“楼道里不要拉线充电”并入这件议题");
    assert!(page.text.contains(&here), "{}", page.text);
    let page = anybody.get(&format!("/yunxi/topics/{from}")).await;
    assert!(
        page.text.contains(&format!("把这件议题并入议题 {into}")),
        "{}",
        page.text
    );
    let feed = anybody
        .get(&format!("/yunxi/topics/{into}/feed.atom"))
        .await;
    assert!(feed.text.contains(&from), "{}", feed.text);
    world.app.clock.advance(chrono::TimeDelta::minutes(1));
    world.done("liaison", Verb::Unmerge, &from, &[]).await;
    let page = anybody.get(&format!("/yunxi/topics/{into}")).await;
    let out = format!("议题 {from}“楼道里不要拉线充电”从这件议题分出去");
    assert!(page.text.contains(&out), "{}", page.text);
    let told = notices_of(&world, "resident").await;
    assert!(told.contains("分出去单独办理"), "{told}");
}

/// What is not public yet is like a topic, too; the title of one goes to the other's followers.
#[tokio::test]
async fn the_desk_does_not_offer_to_merge_into_what_is_not_public() {
    let world = world().await;
    let (waiting, open) = (world.submitted().await, world.submitted().await);
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let desk = format!("/yunxi/desk/topics/{open}/solicitation");
    let merges = format!("main a[href='/yunxi/desk/topics/{open}/merge?target={waiting}']");
    let page = liaison.get(&desk).await;
    assert!(page.text.contains(&waiting), "{}", page.text);
    assert_eq!(page.count(&merges), 0, "{}", page.text);
    assert!(
        page.text.contains("还没有公开，受理以后才能并入"),
        "{}",
        page.text
    );
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &waiting, &focus).await;
    assert_eq!(liaison.get(&desk).await.count(&merges), 1);
}

#[tokio::test]
async fn who_asks_a_third_time_reads_in_a_sentence_whose_consent_it_needs() {
    let world = world().await;
    let code = world.submitted().await;
    for _ in 0..2 {
        let asks = [("reason", "是哪一栋楼？")];
        world.done("liaison", Verb::AskMore, &code, &asks).await;
        let says = [
            ("title", "电动自行车飞线充电"),
            ("body", "三号楼楼下，靠东门。"),
            ("category", "facilities"),
        ];
        world.done("resident", Verb::Revise, &code, &says).await;
    }
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let desk = format!("/yunxi/desk/topics/{code}/solicitation");
    let asks = format!("/yunxi/topics/{code}/ask-more");
    let third = [("reason", "哪个单元？")];
    let page = liaison.submit(&desk, &asks, &third).await;
    assert!(
        page.text
            .contains("每件议题最多可以“请求补充”2 次，这件已经有 2 次"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("次（天）"), "{}", page.text);
}

#[tokio::test]
async fn an_escalation_says_why_and_under_which_code_and_its_successor_who_passed_it_on() {
    let world = world().await;
    let code = world.approved().await;
    let why = [("reason", "涉及多个社区")];
    world.done("secretary", Verb::Escalate, &code, &why).await;
    notices::tell_all(&world.app, world.street.tenant)
        .await
        .unwrap();
    let mut author = Browser::new(&world).await.speaks("zh");
    author.log_in(&world, "resident").await;
    let told = author.get("/yunxi/notices").await;
    for said in ["以议题 YX-2026-0002", "涉及多个社区"] {
        assert!(told.text.contains(said), "{said}: {}", told.text);
    }
    let page = author.get("/yunxi/topics/YX-2026-0002").await;
    assert!(!page.text.contains("提出议题。"), "{}", page.text);
    assert!(page.text.contains("从社区提级而来"), "{}", page.text);
    let page = author.get("/yunxi/topics/YX-2026-0002/record").await;
    assert!(page.text.contains("从社区提级而来"), "{}", page.text);
    let page = author.get(&format!("/yunxi/topics/{code}")).await;
    assert!(page.text.contains("以议题 YX-2026-0002"), "{}", page.text);
}

#[tokio::test]
async fn a_merge_that_cannot_be_undone_any_more_offers_no_button_and_says_why() {
    let world = world().await;
    let into = world.assessed().await;
    let from = theirs(&world, "楼道里不要拉线充电").await;
    let target = [("target", into.as_str()), ("reason", "说的是同一处")];
    world.done("liaison", Verb::Merge, &from, &target).await;
    let mut liaison = Browser::new(&world).await.speaks("zh");
    let form = format!("form[action='/yunxi/topics/{from}/unmerge']");
    let (live, still) = (
        format!("{form} button:not([type])"),
        format!("{form} button[aria-disabled]"),
    );
    let mut seen = async |works: bool, said: &str| {
        liaison.log_in(&world, "liaison").await;
        for page in ["solicitation", "more"] {
            let path = format!("/yunxi/desk/topics/{from}/{page}");
            let page = liaison.get(&path).await;
            assert_eq!(page.count(&live), usize::from(works), "{}", page.text);
            assert_eq!(page.count(&still), usize::from(!works));
            assert!(page.text_of(&form).contains(said), "{}", page.text);
        }
    };
    seen(true, "").await;
    world.app.clock.advance(chrono::TimeDelta::hours(25));
    seen(false, "时间已过").await;
    // The one undoing that there is has been used.
    let from = theirs(&world, "楼道里的电线太乱").await;
    for _ in 0..2 {
        world.app.clock.advance(chrono::TimeDelta::minutes(1));
        world.done("liaison", Verb::Merge, &from, &target).await;
        if world.state(&from).await.loops.used.is_empty() {
            world.done("liaison", Verb::Unmerge, &from, &[]).await;
        }
    }
    let path = format!("/yunxi/desk/topics/{from}/more");
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let page = liaison.get(&path).await;
    let form = format!("form[action='/yunxi/topics/{from}/unmerge']");
    assert_eq!(
        page.count(&format!("{form} button[aria-disabled]")),
        1,
        "{}",
        page.text
    );
    assert!(
        page.text_of(&form).contains("街道分管领导"),
        "{}",
        page.text
    );
}
