//! Log-in and log-out through the pages, and the check of residents by staff.

use axum::http::StatusCode;
use chrono::TimeDelta;

use yishi::domain::workflow::Verb;

use crate::support::{Browser, PASSWORD, World, world};

async fn street() -> (World, Browser, String) {
    let world = world().await;
    let browser = Browser::new(&world).await;
    let slug = format!("/{}", world.street.slug);
    (world, browser, slug)
}

fn login_cookie(browser: &Browser, world: &World) -> Option<String> {
    let name = format!("yishi_{}", world.street.tenant);
    browser.cookies.get(&name).cloned()
}

#[tokio::test]
async fn a_resident_logs_in_and_out() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    let token = login_cookie(&browser, &world).expect("a log-in cookie");
    let page = browser.get(&format!("{slug}/account")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("张晓云") && page.text.contains("13800000001"));
    assert_eq!(page.header("cache-control"), "no-store");
    let out = browser.post(&format!("{slug}/logout"), &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(login_cookie(&browser, &world), None);
    // The row is gone too: the old cookie is nothing.
    let name = format!("yishi_{}", world.street.tenant);
    browser.cookies.insert(name, token);
    let page = browser.get(&format!("{slug}/account")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.location().starts_with(&format!("{slug}/login?next=")));
}

#[tokio::test]
async fn the_token_is_new_at_every_log_in_and_the_old_one_ends() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "resident").await;
    let first = login_cookie(&browser, &world).unwrap();
    browser.log_in(&world, "resident").await;
    let second = login_cookie(&browser, &world).unwrap();
    assert_ne!(first, second);
    let mut thief = browser.other();
    thief
        .cookies
        .insert(format!("yishi_{}", world.street.tenant), first);
    let page = thief.get(&format!("{slug}/account")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_phone_and_a_wrong_password_are_answered_alike() {
    let (_world, mut browser, slug) = street().await;
    let path = format!("{slug}/login");
    let mut answers = Vec::new();
    for phone in ["13800000001", "13899999999"] {
        let fields = [
            ("phone", phone),
            ("password", "Wrong-Bridge-7"),
            ("page", &path),
        ];
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.attribute("input[name=phone]", "value"), phone);
        assert_eq!(answer.attribute("input[name=password]", "value"), "");
        answers.push(answer.text_of(".mistakes"));
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0].contains("手机号或密码不对"));
}

#[tokio::test]
async fn five_failures_close_a_network_for_the_account_but_not_a_known_device() {
    let (world, mut browser, slug) = street().await;
    let path = format!("{slug}/login");
    browser.log_in(&world, "resident").await;
    let mut stranger = browser.other();
    for _ in 0..5 {
        let wrong = [("phone", "13800000001"), ("password", "Wrong-Bridge-7")];
        let answer = stranger.post(&path, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let right = [("phone", "13800000001"), ("password", PASSWORD)];
    let answer = stranger.post(&path, &right).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "300");
    assert_eq!(
        answer.attribute("input[name=phone]", "value"),
        "13800000001"
    );
    assert!(answer.text_of(".mistakes").contains("5 分钟"));
    // Somebody else of the same network is not held up, nor is the device that was here before.
    stranger.log_in(&world, "second_resident").await;
    browser
        .cookies
        .remove(&format!("yishi_{}", world.street.tenant));
    browser.log_in(&world, "resident").await;
    world.app.clock.advance(TimeDelta::minutes(6));
    browser.other().log_in(&world, "resident").await;
}

#[tokio::test]
async fn after_fifty_failures_from_anywhere_a_new_device_gives_the_name_too() {
    let (world, browser, slug) = street().await;
    let path = format!("{slug}/login");
    let mut tx = world.write("test.failures").await;
    for _ in 0..50 {
        let id = world.app.ids.make(world.now());
        let failed = yishi::store::people::logins::insert_failure;
        failed(&mut tx, id, "13800000001", "network:elsewhere", world.now())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let mut new = browser.other();
    let right = [("phone", "13800000001"), ("password", PASSWORD)];
    let answer = new.post(&path, &right).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.count("input[name=name]"), 1);
    let proved = [right[0], right[1], ("name", "张晓云")];
    assert_eq!(new.post(&path, &proved).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn staff_who_do_nothing_for_ten_minutes_are_logged_out() {
    let (world, mut browser, slug) = street().await;
    browser.log_in(&world, "liaison").await;
    let account = format!("{slug}/account");
    world.app.clock.advance(TimeDelta::minutes(9));
    assert_eq!(browser.get(&account).await.status, StatusCode::OK);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.app.clock.advance(TimeDelta::minutes(9));
    assert_eq!(browser.get(&account).await.status, StatusCode::OK);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.app.clock.advance(TimeDelta::minutes(11));
    assert_eq!(browser.get(&account).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn log_out_everywhere_ends_every_device() {
    let (world, mut phone, slug) = street().await;
    let mut desktop = phone.other();
    phone.log_in(&world, "resident").await;
    desktop.log_in(&world, "resident").await;
    phone.post(&format!("{slug}/logout/everywhere"), &[]).await;
    let page = desktop.get(&format!("{slug}/account")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn residents_of_another_community_are_not_a_liaison_s_to_check() {
    let (world, mut browser, slug) = street().await;
    let desk = format!("{slug}/desk/residents");
    browser.log_in(&world, "resident").await;
    assert_eq!(browser.get(&desk).await.status, StatusCode::FORBIDDEN);
    browser
        .other()
        .register(&world, "13700000002", "许小满", 1)
        .await;
    let mut liaison = browser.other();
    liaison.log_in(&world, "liaison").await;
    assert!(!liaison.get(&desk).await.text.contains("13700000002"));
    let mut dongxi = browser.other();
    dongxi.log_in(&world, "dongxi_liaison").await;
    assert!(dongxi.get(&desk).await.text.contains("13700000002"));
}

#[tokio::test]
async fn a_changed_password_ends_the_other_log_ins() {
    let (world, mut phone, slug) = street().await;
    let mut desktop = phone.other();
    phone.log_in(&world, "resident").await;
    desktop.log_in(&world, "resident").await;
    let (account, path) = (format!("{slug}/account"), format!("{slug}/password"));
    let wrong = [
        ("password", "Wrong-Bridge-7"),
        ("new_password", "Lantern-Bridge-9"),
    ];
    let answer = phone.submit(&account, &path, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = [("password", PASSWORD), ("new_password", "Lantern-Bridge-9")];
    let answer = phone.submit(&account, &path, &right).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(phone.get(&account).await.status, StatusCode::OK);
    assert_eq!(desktop.get(&account).await.status, StatusCode::SEE_OTHER);
}

/// Somebody logs in and begins to write a topic.
async fn writing(world: &World, browser: &mut Browser) {
    browser.log_in(world, "resident").await;
    let first = [
        ("step", "1"),
        ("title", "三号楼前的路灯坏了"),
        ("body", "晚上看不清台阶，老人摔过两次。"),
        ("community", "yunxi"),
        ("category", "facilities"),
    ];
    let sent = browser.post("/yunxi/topics/new", &first).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = browser.get("/yunxi/topics/new").await;
    assert!(page.text.contains("三号楼前的路灯坏了"));
}

#[tokio::test]
async fn who_sits_down_after_a_log_out_is_not_shown_the_draft_of_the_last() {
    let (world, mut browser, slug) = street().await;
    let draft = format!("yishi_draft_{}", world.street.tenant);
    for way in ["logout", "logout/everywhere", "account/close"] {
        writing(&world, &mut browser).await;
        let cookie = browser.cookies.get(&draft).cloned().expect("a draft");
        let sure = [("sure", "yes"), ("password", PASSWORD)];
        let out = browser.post(&format!("{slug}/{way}"), &sure).await;
        assert_eq!(out.status, StatusCode::SEE_OTHER, "{way}: {}", out.text);
        assert_eq!(browser.cookies.get(&draft), None, "{way}");
        // Nor does the old cookie lead to it.
        browser.cookies.insert(draft.clone(), cookie);
        let page = browser.get("/yunxi/topics/new").await;
        assert!(!page.text.contains("三号楼前的路灯坏了"), "{way}");
        browser.cookies.remove(&draft);
    }
    let left: i64 = sqlx::query_scalar("select count(*) from draft")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_wrong_password_loses_nothing_of_what_the_log_in_carries() {
    let (world, browser, slug) = street().await;
    let code = world.submitted().await;
    let focus = [("focus", "livelihood")];
    world.done("liaison", Verb::Accept, &code, &focus).await;
    let mut late = browser.other();
    let (text, login) = ("充电棚放在东门最合适", format!("{slug}/login"));
    let page = format!("{slug}/topics/{code}/comments");
    let comment = [("body", text), ("page", page.as_str())];
    let mut answer = late.post(&page, &comment).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let mut seen = Vec::new();
    // Wrong passwords, too many of them, so many that nobody looks at them, and at last the right one.
    for n in 0..40 {
        assert_eq!(answer.count("input[name=kept]"), 1, "{n}: {}", answer.text);
        assert!(answer.text.contains(text), "{n}");
        let password = if n == 39 { PASSWORD } else { "Wrong-Bridge-7" };
        let form = answer.form(&login);
        let typed = |name: &str| name == "phone" || name == "password";
        let mut pairs: Vec<(&str, &str)> = (form.iter())
            .filter(|(name, _)| !typed(name))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let phone = if n == 39 {
            "13800000001"
        } else {
            "13800000002"
        };
        pairs.extend([("phone", phone), ("password", password)]);
        answer = late.post(&login, &pairs).await;
        if seen.last() != Some(&answer.status) {
            seen.push(answer.status);
        }
    }
    let (wrong, often) = (
        StatusCode::UNPROCESSABLE_ENTITY,
        StatusCode::TOO_MANY_REQUESTS,
    );
    assert_eq!(seen, [wrong, often, StatusCode::OK]);
    assert_eq!(
        answer.text_of("textarea[name=body]"),
        text,
        "{}",
        answer.text
    );
}
