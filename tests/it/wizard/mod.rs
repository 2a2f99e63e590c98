//! The wizard: four pages without script, a draft behind a cookie, the log-in asked for at the last page.

mod behalf;
mod kept;
mod told;

use axum::http::StatusCode;
use chrono::TimeDelta;
use yishi::service::step;
use yishi::service::topics::drafts;

use crate::support::{Answer, Browser, World, world};

const NEW: &str = "/yunxi/topics/new";

const FIRST: [(&str, &str); 9] = [
    ("step", "1"),
    ("title", "三号楼门前的路面塌了"),
    ("body", "三号楼门前塌了一块，下雨积水，老人摔过跤。"),
    ("community", "yunxi"),
    ("category", "facilities"),
    ("estate", "云溪小区"),
    ("building", "3号楼"),
    ("place", "单元门前"),
    ("people", "50"),
];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = fields.to_vec();
    for (name, value) in more {
        all.retain(|(n, _)| n != name);
        all.push((name, value));
    }
    all
}

fn at(step: u8) -> String {
    format!("{NEW}?step={step}")
}

/// Writes the first three pages; what comes is the fourth.
async fn written(browser: &mut Browser, first: &[(&str, &str)], third: &[(&str, &str)]) -> Answer {
    let answer = browser.post(NEW, first).await;
    assert_eq!(answer.location(), at(2), "{}", answer.text);
    let page = browser.get(&at(2)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let third = with(
        &[
            ("step", "3"),
            ("details", "已经找过物业。"),
            ("show_name", "masked"),
        ],
        third,
    );
    let answer = browser.post(NEW, &third).await;
    assert_eq!(answer.location(), at(4), "{}", answer.text);
    browser.get(&at(4)).await
}

const SEND: [(&str, &str); 2] = [("step", "4"), ("consent", "yes")];

async fn count(world: &World) -> i64 {
    sqlx::query_scalar("select count(*) from topic")
        .fetch_one(&world.db.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn nobody_writes_all_four_pages_logs_in_at_the_last_and_sends_once() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let check = written(&mut browser, &FIRST, &[]).await;
    assert!(
        check.text.contains("云溪小区 3号楼 单元门前"),
        "{}",
        check.text
    );
    assert!(check.text.contains("已经找过物业"));
    assert!(check.text_of("main .form button").contains("登录后提交"));
    let answer = browser.post(NEW, &SEND).await;
    assert_eq!(
        answer.location(),
        "/yunxi/login?next=/yunxi/topics/new%3Fstep%3D4"
    );
    assert_eq!(count(&world).await, 0);
    browser.log_in(&world, "resident").await;
    let check = browser.get(&at(4)).await;
    assert_eq!(
        check.count("input[name=consent][checked]"),
        1,
        "what was ticked is kept"
    );
    let answer = browser.post(NEW, &SEND).await;
    assert_eq!(answer.location(), "/yunxi/topics/YX-2026-0001/sent");
    // The second press, and the way back, lead to the same topic.
    let again = browser.post(NEW, &SEND).await;
    assert_eq!(again.location(), "/yunxi/topics/YX-2026-0001/sent");
    assert_eq!(
        browser.get(&at(4)).await.location(),
        "/yunxi/topics/YX-2026-0001/sent"
    );
    assert_eq!(count(&world).await, 1);
    let mut tx = world.read().await;
    let row = step::see(&mut tx, "YX-2026-0001").await.unwrap().row;
    assert_eq!(row.place, "云溪小区 3号楼 单元门前");
    assert!(row.body.ends_with("\n\n已经找过物业。"), "{}", row.body);
    assert_eq!(row.people, Some(50));
    drop(tx);
    world.sound().await;
    // A new topic begins with empty pages.
    let page = browser.get(NEW).await;
    assert_eq!(page.attribute("input[name=title]", "value"), "");
}

#[tokio::test]
async fn two_presses_at_once_make_one_topic() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    written(&mut browser, &FIRST, &[]).await;
    let (mut one, mut two) = (browser.clone(), browser.clone());
    let (one, two) = tokio::join!(one.post(NEW, &SEND), two.post(NEW, &SEND));
    assert_eq!(
        one.location(),
        "/yunxi/topics/YX-2026-0001/sent",
        "{}",
        one.text
    );
    assert_eq!(two.location(), one.location(), "{}", two.text);
    assert_eq!(count(&world).await, 1);
}

#[tokio::test]
async fn a_log_in_that_runs_out_at_the_last_page_loses_nothing() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    written(&mut browser, &FIRST, &[("details", "请在雨季之前修好。")]).await;
    world.app.clock.advance(TimeDelta::days(2));
    let answer = browser.post(NEW, &SEND).await;
    assert!(
        answer.location().starts_with("/yunxi/login?next="),
        "{}",
        answer.text
    );
    browser.log_in(&world, "resident").await;
    let check = browser.get(&at(4)).await;
    assert!(check.text.contains("请在雨季之前修好"), "{}", check.text);
    assert_eq!(check.count("input[name=consent][checked]"), 1);
    let answer = browser.post(NEW, &SEND).await;
    assert!(answer.location().ends_with("/sent"), "{}", answer.text);
}

#[tokio::test]
async fn the_page_after_sending_names_code_picture_and_dates_for_its_author_alone() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    written(&mut browser, &FIRST, &[]).await;
    let sent = browser.post(NEW, &SEND).await.location().to_owned();
    let page = browser.get(&sent).await;
    assert_eq!(page.text_of(".sent-code"), "YX-2026-0001");
    // Monday 23 November: five working days are Monday 30 November.
    assert!(page.text.contains("2026年11月30日前"), "{}", page.text);
    let qr = browser.get("/yunxi/topics/YX-2026-0001/qr.svg").await;
    assert_eq!(qr.status, StatusCode::OK);
    assert!(qr.text.contains("<svg"));
    assert_eq!(page.count(".share #share-link"), 1);
    assert!(page.text.contains("没有采纳并说明理由），别人才打得开"));
    let mut other = browser.other();
    other.log_in(&world, "second_resident").await;
    for path in [sent.as_str(), "/yunxi/topics/YX-2026-0001/qr.svg"] {
        assert_eq!(
            other.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn somebody_joins_a_topic_in_place_of_raising_their_own() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    let first = with(
        &FIRST,
        &[
            ("title", "电瓶车没有地方充电"),
            ("body", "楼下拉线充电瓶车，怕着火，请建充电棚。"),
            ("building", ""),
            ("place", "东门"),
        ],
    );
    browser.post(NEW, &first).await;
    let page = browser.get(&at(2)).await;
    assert_eq!(
        page.attribute("button[name=join]", "value"),
        code,
        "{}",
        page.text
    );
    assert!(page.count("mark") > 0, "it says why");
    let join = [("step", "2"), ("join", code.as_str())];
    let answer = browser.post(NEW, &join).await;
    assert_eq!(
        answer.location(),
        "/yunxi/login?next=/yunxi/topics/new%3Fstep%3D2"
    );
    browser.log_in(&world, "second_resident").await;
    assert_eq!(
        browser.get(&at(2)).await.count(".notice"),
        1,
        "one more press is asked for"
    );
    let answer = browser.post(NEW, &join).await;
    assert_eq!(answer.location(), format!("/yunxi/topics/{code}"));
    let mut tx = world.read().await;
    let row = step::see(&mut tx, &code).await.unwrap().row;
    assert_eq!((row.supports, row.follows), (1, 1));
    drop(tx);
    assert_eq!(count(&world).await, 1);
    let page = browser.get(&at(2)).await;
    assert_eq!(page.count("button[name=join]"), 0, "nobody joins twice");
}

#[tokio::test]
async fn what_is_wrong_on_a_page_is_said_at_its_field_and_the_text_stays() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let long = "长".repeat(20_000);
    for (field, value, says) in [
        ("title", "", "请填写"),
        ("title", "😀🎉😀🎉", "不能只有符号或表情"),
        ("body", "😡😡😡", "不能只有符号或表情"),
        ("body", long.as_str(), "最多 5000 个字，现在有 20000 个"),
        ("latitude", "北纬三十一度", "请填写度数"),
        ("people", "很多", "请填写 1 到 1000000 之间的整数"),
        ("category", "", "请填写"),
    ] {
        let wrong = with(
            &FIRST,
            &[(field, value), ("page", "/yunxi/topics/new?step=1")],
        );
        let page = browser.post(NEW, &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            page.text.contains(says),
            "{field}: {}",
            page.text_of(".mistakes")
        );
        assert!(page.text.contains("老人摔过跤") || field == "body");
        // The draft has it too: a closed tab loses nothing, and the next page is not open yet.
        assert_eq!(browser.get(&at(2)).await.location(), at(1));
        if !value.is_empty() {
            let start: String = value.chars().take(3).collect();
            assert!(browser.get(NEW).await.text.contains(&start), "{field}");
        }
    }
}

#[tokio::test]
async fn tricks_in_a_text_are_shown_as_text() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let body = "<script>alert(1)</script> **粗** [点](javascript:alert(1)) <img src=x onerror=alert(1)>\u{202e}反写\u{202c} 𠮷野家\u{a0}门前\u{b}\u{f0b7}第一条";
    let first = with(&FIRST, &[("title", "<b>路面</b>塌了𠮷"), ("body", body)]);
    let check = written(&mut browser, &first, &[]).await;
    let safe = |text: &str| {
        assert!(
            !text.contains("<script>") && !text.contains("<img src=x"),
            "{text}"
        );
        assert!(!text.contains("href=\"javascript"), "{text}");
        assert!(
            text.contains("𠮷野家 门前") && text.contains("•第一条"),
            "{text}"
        );
        assert!(!text.contains('\u{202e}'), "{text}");
    };
    safe(&check.text);
    browser.post(NEW, &SEND).await;
    let page = browser.get("/yunxi/topics/YX-2026-0001").await;
    assert_eq!(page.text_of("h1"), "<b>路面</b>塌了𠮷");
    safe(&page.text);
}

#[tokio::test]
async fn a_phone_number_is_warned_of_before_sending_and_masked_in_public() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let first = with(
        &FIRST,
        &[
            ("body", "请打13812345678找我，门前塌了。"),
            ("page", "/yunxi/topics/new?step=4"),
        ],
    );
    let check = written(&mut browser, &first, &[]).await;
    assert!(
        check.text_of(".notice").contains("手机号"),
        "{}",
        check.text
    );
    let send = with(&SEND, &[("page", "/yunxi/topics/new?step=4")]);
    let refused = browser.post(NEW, &send).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.count(".mistakes") > 0);
    assert_eq!(count(&world).await, 0);
    let masked = with(&SEND, &[("mask", "yes")]);
    let sent = browser.post(NEW, &masked).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
    let page = browser.get("/yunxi/topics/YX-2026-0001").await;
    assert!(page.text.contains("138****5678") && !page.text.contains("13812345678"));
}

#[tokio::test]
async fn a_draft_is_seen_through_its_own_cookie_alone_and_kept_by_no_cache() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let answer = browser.post(NEW, &FIRST).await;
    let cookie = answer.set_cookies().join("\n");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("Max-Age=604800"),
        "{cookie}"
    );
    let mine = browser.get(NEW).await;
    assert!(mine.text.contains("路面塌了"));
    assert_eq!(mine.headers["cache-control"], "no-store");
    let mut other = browser.other();
    assert!(!other.get(NEW).await.text.contains("路面塌了"));
    assert_eq!(other.get(&at(3)).await.location(), at(1));
    // The same cookie is nothing in another street, and a guessed one nothing anywhere.
    other
        .cookies
        .insert("yishi_draft_1".into(), "guessed".into());
    assert!(!other.get(NEW).await.text.contains("路面塌了"));
    let across = world.across().await;
    let mut there = Browser::new(&across).await;
    let token = browser.cookies["yishi_draft_1"].clone();
    there.cookies.insert("yishi_draft_2".into(), token);
    assert!(
        !there
            .get("/dongli/topics/new")
            .await
            .text
            .contains("路面塌了")
    );
}

#[tokio::test]
async fn a_draft_is_kept_for_seven_days_after_its_last_change_and_can_be_thrown_away() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.post(NEW, &FIRST).await;
    world.app.clock.advance(TimeDelta::days(6));
    browser.post(NEW, &FIRST).await;
    world.app.clock.advance(TimeDelta::days(6));
    assert!(browser.get(NEW).await.text.contains("路面塌了"));
    assert_eq!(drafts::remove_old(&world.app, 1).await.unwrap(), 0);
    world.app.clock.advance(TimeDelta::days(2));
    assert!(!browser.get(NEW).await.text.contains("路面塌了"));
    assert_eq!(drafts::remove_old(&world.app, 1).await.unwrap(), 1);
    browser.post(NEW, &FIRST).await;
    assert!(browser.get(NEW).await.text.contains("路面塌了"));
    browser.post(NEW, &[("step", "clear")]).await;
    assert!(!browser.get(NEW).await.text.contains("路面塌了"));
    assert!(!browser.cookies.contains_key("yishi_draft_1"));
}

#[tokio::test]
async fn a_member_is_asked_for_the_grounds_before_the_last_page() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    written(&mut browser, &FIRST, &[]).await;
    browser.log_in(&world, "third_member").await;
    assert_eq!(browser.get(&at(4)).await.location(), at(3));
    let third = [
        ("step", "3"),
        ("show_name", "masked"),
        ("source", "member_recommendation"),
        ("suggested", "物业和沿街商户"),
        ("page", "/yunxi/topics/new?step=3"),
    ];
    let refused = browser.post(NEW, &third).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text_of(".mistakes").contains("荐题理由"));
    assert_eq!(
        refused.attribute("input[name=suggested]", "value"),
        "物业和沿街商户"
    );
    let third = with(&third, &[("grounds", "雨季之前要修好。")]);
    assert_eq!(browser.post(NEW, &third).await.location(), at(4));
    let check = browser.get(&at(4)).await;
    assert!(check.text.contains("雨季之前要修好"), "{}", check.text);
    let sent = browser.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
}

#[tokio::test]
async fn the_liaison_enters_a_topic_for_somebody_through_the_wizard() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "liaison").await;
    let behalf = [("on_behalf_of", "王秀英"), ("on_behalf_way", "visit")];
    written(&mut browser, &FIRST, &behalf).await;
    let sent = browser.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.text);
    assert_eq!(browser.get(sent.location()).await.status, StatusCode::OK);
    let mut tx = world.read().await;
    let row = step::see(&mut tx, "YX-2026-0001").await.unwrap().row;
    assert_eq!((row.author_id, row.author_label.as_str()), (None, "王**"));
}

#[tokio::test]
async fn what_is_typed_is_kept_before_its_page_is_sent_and_ends_in_one_topic() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let typing = [("step", "1"), ("keep", "1"), ("title", "三号楼门前")];
    let kept = browser.post(NEW, &typing).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    assert!(kept.text.starts_with("已为您保存草稿"), "{}", kept.text);
    assert!(kept.header("set-cookie").contains("HttpOnly"));
    let page = browser.get(NEW).await;
    assert_eq!(page.attribute("main [name=title]", "value"), "三号楼门前");
    let check = written(&mut browser, &FIRST, &[]).await;
    assert!(check.text.contains("三号楼门前的路面塌了"));
    let later = [("step", "3"), ("keep", "1"), ("details", "又塌了一块。")];
    browser.post(NEW, &later).await;
    let sent = browser.post(NEW, &SEND).await;
    assert!(sent.location().ends_with("/sent"), "{}", sent.location());
    let topic = sent.location().trim_end_matches("/sent").to_owned();
    assert!(browser.get(&topic).await.text.contains("又塌了一块"));
    assert_eq!(count(&world).await, 1);
    // Anything else that says so is a page like any other.
    let odd = browser.post(NEW, &[("step", "4"), ("keep", "1")]).await;
    assert_ne!(odd.status, StatusCode::OK);
    assert_eq!(count(&world).await, 1);
}
