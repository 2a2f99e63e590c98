//! What a press meant is done although a log-in or a switch of the header comes between.

use axum::http::StatusCode;
use chrono::TimeDelta;
use yishi::domain::privacy::surname;
use yishi::service::step;

use super::{FIRST, NEW, SEND, at, with, written};
use crate::support::{Browser, PASSWORD, World, world};

/// The log-in's page after somebody pressed the button to join.
const LOGIN: &str = "/yunxi/login?next=/yunxi/topics/new%3Fstep%3D2";

/// The form of a log-in that leads to `next`.
fn logs_in<'a>(world: &'a World, key: &str, next: &'a str) -> [(&'a str, &'a str); 3] {
    let phone = world.street.person(key).phone.as_str();
    [("phone", phone), ("password", PASSWORD), ("next", next)]
}

#[tokio::test]
async fn a_log_in_between_joins_the_topic_as_its_page_says() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    assert_eq!(browser.get(LOGIN).await.count("main .notice"), 0);
    browser.post(NEW, &FIRST).await;
    let answer = browser.post(NEW, &[("step", "2"), ("join", &code)]).await;
    assert_eq!(answer.location(), LOGIN);
    let said = browser.get(LOGIN).await.text_of("main .notice");
    assert!(said.contains("登录后就加入议题"), "{said}");
    let next = format!("{NEW}?step=2");
    let form = logs_in(&world, "second_resident", &next);
    let answer = browser.post("/yunxi/login", &form).await;
    let topic = format!("/yunxi/topics/{code}");
    assert_eq!(answer.location(), topic, "{}", answer.text);
    assert!(
        browser
            .get(&topic)
            .await
            .text_of("#said")
            .contains("已加入")
    );
    let voices = async || {
        let mut tx = world.read().await;
        let row = step::see(&mut tx, &code).await.unwrap().row;
        (row.supports, row.follows)
    };
    assert_eq!(voices().await, (1, 1));
    // It was done once: a log-in that leads there later joins nothing.
    let undo = [("undo", "yes")];
    browser.post(&format!("{topic}/support"), &undo).await;
    assert_eq!(voices().await, (0, 1));
    browser.post("/yunxi/logout", &[]).await;
    assert_eq!(browser.get(LOGIN).await.count("main .notice"), 0);
    assert_eq!(browser.post("/yunxi/login", &form).await.location(), next);
    assert_eq!(voices().await, (0, 1));
}

#[tokio::test]
async fn who_raised_it_is_told_so_and_led_there_by_the_log_in_and_by_the_press() {
    let world = world().await;
    let code = world.assessed().await;
    let mut browser = Browser::new(&world).await;
    browser.post(NEW, &FIRST).await;
    browser.post(NEW, &[("step", "2"), ("join", &code)]).await;
    // It is the author's own.
    let next = format!("{NEW}?step=2");
    let form = logs_in(&world, "resident", &next);
    let answer = browser.post("/yunxi/login", &form).await;
    let topic = format!("/yunxi/topics/{code}");
    assert_eq!(answer.location(), topic, "{}", answer.text);
    let said = browser.get(&topic).await.text_of("#said");
    assert!(said.contains("您自己提的"), "{said}");
    let page = browser.get(&next).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.count("main .notice"), 0, "no press is asked for");
    assert_eq!(page.count("button[name=join]"), 0, "{}", page.text);
    let answer = browser.post(NEW, &[("step", "2"), ("join", &code)]).await;
    assert_eq!(answer.location(), topic, "{}", answer.text);
    let mut tx = world.read().await;
    let row = step::see(&mut tx, &code).await.unwrap().row;
    assert_eq!((row.supports, row.follows), (0, 0));
}

/// Whose name nobody has checked follows at once, and is told what the support waits for.
#[tokio::test]
async fn who_is_not_checked_yet_follows_and_is_told_what_is_missing() {
    let world = world().await;
    let code = world.assessed().await;
    let phone = &world.street.person("second_resident").phone;
    sqlx::query("update account set verified_at = null where phone = $1")
        .bind(phone)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let topic = format!("/yunxi/topics/{code}");
    let (next, press) = (format!("{NEW}?step=2"), [("step", "2"), ("join", &*code)]);
    for before in [true, false] {
        let mut browser = Browser::new(&world).await;
        browser.post(NEW, &FIRST).await;
        let form = logs_in(&world, "second_resident", &next);
        let answer = if before {
            browser.post("/yunxi/login", &form).await;
            browser.post(NEW, &press).await
        } else {
            browser.post(NEW, &press).await;
            browser.post("/yunxi/login", &form).await
        };
        assert_eq!(answer.location(), topic, "{}", answer.text);
        let page = browser.get(&topic).await;
        let said = page.text_of("#said");
        assert!(
            said.contains("已关注") && said.contains("姓名核实"),
            "{said}"
        );
        assert_eq!(page.count("main a[href='/yunxi/account']"), 1, "where");
        let mut tx = world.read().await;
        let row = step::see(&mut tx, &code).await.unwrap().row;
        assert_eq!((row.supports, row.follows), (0, 1));
    }
}

#[tokio::test]
async fn a_switch_of_the_header_keeps_what_is_typed() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let page = browser.get(NEW).await;
    let form = page.attribute("main .card form", "id");
    let switches = format!("header button[form={form}]");
    assert_eq!(page.count(&switches), 3);
    // Enter in a field does not press one of them: the form's first button is another.
    let first = format!("body > button[form={form}][hidden]");
    assert_eq!(page.count(&first), 1);
    // Nothing was typed: no draft begins.
    let bare = [("step", "1"), ("community", "yunxi"), ("on", "1")];
    let answer = browser.post(NEW, &bare).await;
    assert_eq!(answer.location(), at(1));
    assert!(!answer.set_cookies().join(";").contains("draft"));
    assert_eq!(browser.get(&at(1)).await.count("html.large"), 1);
    let typed = [("step", "1"), ("title", "三号楼门前"), ("on", "0")];
    browser.post(NEW, &typed).await;
    let page = browser.get(&at(1)).await;
    assert_eq!(page.count("html.large"), 0);
    assert_eq!(page.attribute("main [name=title]", "value"), "三号楼门前");
    browser.post(NEW, &FIRST).await;
    let third = [("step", "3"), ("details", "又塌了。"), ("language", "en")];
    assert_eq!(browser.post(NEW, &third).await.location(), at(3));
    let page = browser.get(&at(3)).await;
    assert_eq!(page.count("html[lang=en]"), 1, "{}", page.text);
    assert!(page.text_of("textarea[name=details]").contains("又塌了"));
    // A tick of the last page too.
    browser
        .post(NEW, &with(&third, &[("language", "zh")]))
        .await;
    browser.post(NEW, &with(&SEND, &[("on", "1")])).await;
    let page = browser.get(&at(4)).await;
    assert_eq!(page.count("input[name=consent][checked]"), 1);
}

#[tokio::test]
async fn who_has_a_post_is_shown_by_it_and_not_asked() {
    let world = world().await;
    for (key, asked) in [("resident", 2), ("third_member", 0), ("liaison", 2)] {
        let mut browser = Browser::new(&world).await;
        browser.log_in(&world, key).await;
        browser.post(NEW, &FIRST).await;
        let page = browser.get(&at(3)).await;
        let radios = page.count("input[type=radio][name=show_name]");
        assert_eq!(radios, asked, "{key}");
        let folded = page.count("details input[type=radio][name=show_name]");
        // A clerk is asked for the resident that it is entered for, in the same fold.
        assert_eq!(folded, if key == "liaison" { 2 } else { 0 }, "{key}");
    }
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "liaison").await;
    let check = written(&mut browser, &FIRST, &[("show_name", "resident")]).await;
    let post = &world.street.person("liaison").post;
    assert!(check.text_of("main .pairs").contains(post.as_str()));
    let sent = browser.post(NEW, &SEND).await;
    let topic = sent.location().trim_end_matches("/sent").to_owned();
    let page = browser.get(&topic).await;
    assert!(
        page.text_of("#facts").contains(post.as_str()),
        "{}",
        page.text_of("#facts")
    );
}

#[tokio::test]
async fn a_name_is_offered_as_it_will_be_shown_and_not_as_it_cannot_be() {
    let world = world().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "resident").await;
    let salutation = "input[name=show_name][value=salutation]";
    let mut say = async |title: &str| {
        sqlx::query("update account set salutation = $1 where id = $2")
            .bind(title)
            .bind(world.street.person("resident").id)
            .execute(&world.db.owner)
            .await
            .unwrap();
        written(&mut browser, &FIRST, &[("show_name", "salutation")]).await;
        (browser.get(&at(3)).await, browser.get(&at(4)).await)
    };
    let (third, check) = say("").await;
    assert_eq!(third.count(salutation), 0, "{}", third.text);
    assert!(third.text.contains("没有选先生或女士"), "{}", third.text);
    assert!(check.text.contains("没有选先生或女士"), "{}", check.text);
    let (third, check) = say("ms").await;
    assert_eq!(third.count(salutation), 1, "{}", third.text);
    let shown = format!("{}女士", surname(&world.street.person("resident").name));
    assert!(third.text.contains(&shown) && check.text.contains(&shown));
    assert!(!check.text.contains("没有选先生或女士"), "{}", check.text);
}

#[tokio::test]
async fn a_draft_that_has_lapsed_is_said_to_have_and_what_was_just_sent_is_kept() {
    let world = world().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "resident").await;
    written(&mut browser, &FIRST, &[]).await;
    world.app.clock.advance(TimeDelta::days(8));
    browser.log_in(&world, "resident").await;
    for forgets in [false, true] {
        if forgets {
            browser.cookies.retain(|name, _| !name.contains("draft"));
        }
        assert_eq!(browser.post(NEW, &SEND).await.location(), at(1));
        let page = browser.get(&at(1)).await;
        assert!(page.text.contains("已经过期"), "{}", page.text);
        assert!(!page.text.contains("上次没写完的内容还在"));
    }
    let third = [
        ("step", "3"),
        ("details", "已经找过物业三次。"),
        ("show_name", "masked"),
    ];
    assert_eq!(browser.post(NEW, &third).await.location(), at(1));
    let page = browser.get(&at(1)).await;
    assert!(page.text.contains("刚才这一步写的都留着"), "{}", page.text);
    assert!(!page.text.contains("上次没写完的内容还在"));
    assert_eq!(browser.post(NEW, &FIRST).await.location(), at(2));
    let check = browser.get(&at(4)).await;
    assert!(check.text.contains("已经找过物业三次"), "{}", check.text);
}

#[tokio::test]
async fn what_is_wrong_with_the_first_page_is_mended_there_when_the_last_one_is_sent() {
    let world = world().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, "resident").await;
    written(&mut browser, &FIRST, &[]).await;
    // In another window the first page is saved with a fault.
    let wrong = with(&FIRST, &[("title", "短")]);
    let refused = browser.post(NEW, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = browser.post(NEW, &SEND).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(sent.attribute("input[name=title]", "value"), "短");
    assert!(sent.text_of("textarea[name=body]").contains("下雨积水"));
    assert_eq!(sent.count(".mistakes"), 1, "{}", sent.text);
}

#[tokio::test]
async fn who_sends_too_much_is_led_back_and_told_what_to_shorten() {
    let world = world().await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    let long = "长".repeat(100_000);
    let refused = browser.post(NEW, &with(&FIRST, &[("body", &long)])).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        refused.text.contains("把最长的一栏删短"),
        "{}",
        refused.text
    );
    assert_eq!(refused.count(&format!("main a[href='{NEW}']")), 1);
}
