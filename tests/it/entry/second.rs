//! The second factor: asked for after the password, no code taken twice, administrators must have it.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta};
use scraper::Selector;
use yishi::domain::fields::Raw;
use yishi::kit::seal::SealingKey;
use yishi::kit::totp::Authenticator;
use yishi::service::{people, platform};

use super::street;
use crate::support::{Answer, Browser, PASSWORD, World, app_code};

/// Phone and password, sent.
async fn password(world: &World, browser: &mut Browser, key: &str) -> Answer {
    let path = format!("/{}/login", world.street.slug);
    let phone = world.street.person(key).phone.clone();
    let fields = [("phone", phone.as_str()), ("password", PASSWORD)];
    browser.submit(&path, &path, &fields).await
}

/// The code after the password, sent.
async fn code(browser: &mut Browser, slug: &str, code: &str) -> Answer {
    let path = format!("{slug}/login/code");
    browser.submit(&path, &path, &[("code", code)]).await
}

/// Sets the second factor of somebody up by choice; gives the app's key and the recovery codes.
async fn set_up(world: &World, browser: &mut Browser, key: &str) -> (String, Vec<String>) {
    let slug = format!("/{}", world.street.slug);
    browser.log_in(world, key).await;
    let page = format!("{slug}/account/second-factor");
    let begun = browser.submit(&page, &page, &[]).await;
    assert_eq!(begun.location(), page, "{}", begun.text);
    let shown = browser.get(&page).await;
    assert_eq!(shown.header("cache-control"), "no-store");
    assert!(
        shown
            .attribute("img.qr", "src")
            .starts_with("data:image/svg+xml,")
    );
    let app_key = shown.text_of("#second-key");
    let path = format!("{page}/confirm");
    let wrong = browser.submit(&page, &path, &[("code", "12345")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let now = app_code(&app_key, world.now());
    let done = browser.submit(&page, &path, &[("code", &now)]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let html = done.html();
    let each = Selector::parse(".recovery").unwrap();
    let codes: Vec<String> = html.select(&each).map(|e| e.text().collect()).collect();
    assert_eq!(codes.len(), people::RECOVERY_CODES);
    (app_key, codes)
}

/// Half a minute later: a code that was not taken yet.
fn next_code(world: &World, key: &str) -> String {
    world.app.clock.advance(TimeDelta::seconds(30));
    app_code(key, world.now())
}

#[tokio::test]
async fn with_a_second_factor_the_password_alone_lets_nobody_in() {
    let (world, mut browser, slug) = street().await;
    let (key, _) = set_up(&world, &mut browser, "liaison").await;
    let mut other = browser.other();
    let answer = password(&world, &mut other, "liaison").await;
    assert_eq!(answer.location(), format!("{slug}/login/code"));
    let account = other.get(&format!("{slug}/account")).await;
    assert_eq!(
        account.status,
        StatusCode::SEE_OTHER,
        "half a log-in is none"
    );
    let wrong = code(&mut other, &slug, "000000").await;
    assert!(wrong.text_of(".mistakes").contains("动态码"));
    let now = next_code(&world, &key);
    let right = code(&mut other, &slug, &now).await;
    assert_eq!(right.location(), format!("{slug}/desk"), "{}", right.text);
    let account = other.get(&format!("{slug}/account")).await;
    assert_eq!(account.status, StatusCode::OK);
}

#[tokio::test]
async fn no_code_is_taken_twice_and_none_of_an_earlier_half_minute_after_a_later() {
    let (world, mut browser, slug) = street().await;
    let (key, _) = set_up(&world, &mut browser, "liaison").await;
    // The code that confirmed the set-up is used.
    let used = app_code(&key, world.now());
    let mut thief = browser.other();
    password(&world, &mut thief, "liaison").await;
    let answer = code(&mut thief, &slug, &used).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = app_code(&key, world.now() + TimeDelta::seconds(30));
    world.app.clock.advance(TimeDelta::seconds(60));
    let now = app_code(&key, world.now());
    let answer = code(&mut thief, &slug, &now).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let mut late = browser.other();
    password(&world, &mut late, "liaison").await;
    for code_seen in [&now, &before] {
        let answer = code(&mut late, &slug, code_seen).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn of_two_who_come_with_the_same_code_at_once_one_enters() {
    let (world, mut browser, slug) = street().await;
    let (key, recovery) = set_up(&world, &mut browser, "liaison").await;
    let mut other = browser.other();
    password(&world, &mut other, "liaison").await;
    let (_, mark) = other
        .cookies
        .iter()
        .find(|(n, _)| n.contains("half"))
        .unwrap();
    let (world, mark) = (Arc::new(world), mark.clone());
    for typed in [next_code(&world, &key), recovery[0].clone()] {
        let tries = (0..4).map(|_| {
            let (world, mark) = (world.clone(), mark.clone());
            let raw = Raw::of([("code", typed.as_str())]);
            tokio::spawn(async move {
                let done = people::second(&world.app, &world.row, &mark, &raw).await;
                done.is_ok()
            })
        });
        let done = futures::future::join_all(tries).await;
        assert_eq!(done.into_iter().filter(|d| *d.as_ref().unwrap()).count(), 1);
        world.app.clock.advance(people::WINDOW);
    }
    assert!(slug.starts_with('/'));
}

#[tokio::test]
async fn a_recovery_code_lets_in_once() {
    let (world, mut browser, slug) = street().await;
    let (_, codes) = set_up(&world, &mut browser, "liaison").await;
    let typed = codes[3].to_lowercase().replace('-', "");
    let mut other = browser.other();
    password(&world, &mut other, "liaison").await;
    assert_eq!(
        code(&mut other, &slug, &typed).await.status,
        StatusCode::SEE_OTHER
    );
    let page = other.get(&format!("{slug}/account/second-factor")).await;
    assert!(
        page.text_of(".lead").contains("9 个"),
        "{}",
        page.text_of(".lead")
    );
    let mut again = browser.other();
    password(&world, &mut again, "liaison").await;
    let answer = code(&mut again, &slug, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn five_wrong_codes_close_the_second_step_for_five_minutes() {
    let (world, mut browser, slug) = street().await;
    let (key, _) = set_up(&world, &mut browser, "liaison").await;
    let mut other = browser.other();
    password(&world, &mut other, "liaison").await;
    for _ in 0..people::LOCK_AFTER {
        code(&mut other, &slug, "000000").await;
    }
    let now = next_code(&world, &key);
    let locked = code(&mut other, &slug, &now).await;
    assert!(locked.text_of(".mistakes").contains("5 分钟"));
    world.app.clock.advance(people::WINDOW);
    let now = next_code(&world, &key);
    assert_eq!(
        code(&mut other, &slug, &now).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn half_a_log_in_ends_after_ten_minutes_and_with_its_password() {
    let (world, mut browser, slug) = street().await;
    let (key, _) = set_up(&world, &mut browser, "liaison").await;
    let mut late = browser.other();
    password(&world, &mut late, "liaison").await;
    let mut tx = world.write("test.password").await;
    let hash = world.app.passwords.hash("Lantern-Bridge-9").await.unwrap();
    let person = world.street.person("liaison").id;
    yishi::store::people::accounts::set_password(&mut tx, person, &hash)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = format!("{slug}/login/code");
    assert_eq!(late.get(&page).await.location(), format!("{slug}/login"));
    let now = next_code(&world, &key);
    let answer = late.post(&page, &[("code", &now)]).await;
    assert_eq!(answer.location(), format!("{slug}/login"));
    let login = format!("{slug}/login");
    let fields = [("phone", "13800000010"), ("password", "Lantern-Bridge-9")];
    late.submit(&login, &login, &fields).await;
    assert_eq!(late.get(&page).await.status, StatusCode::OK);
    world.app.clock.advance(TimeDelta::minutes(10));
    assert_eq!(late.get(&page).await.location(), login);
}

#[tokio::test]
async fn an_administrator_sets_it_up_before_the_first_log_in_and_keeps_it() {
    let (world, mut browser, slug) = street().await;
    let answer = password(&world, &mut browser, "street_admin").await;
    let page = format!("{slug}/login/set-up");
    assert_eq!(answer.location(), page);
    let shown = browser.get(&page).await;
    assert!(shown.text_of(".lead").contains("管理员"));
    let key = shown.text_of("#second-key");
    // Begun again, it is the same key: what was scanned stays good.
    password(&world, &mut browser, "street_admin").await;
    assert_eq!(browser.get(&page).await.text_of("#second-key"), key);
    let now = app_code(&key, world.now());
    let done = browser.submit(&page, &page, &[("code", &now)]).await;
    assert_eq!(
        done.count(".recovery"),
        people::RECOVERY_CODES,
        "{}",
        done.text
    );
    assert_eq!(
        browser.get(&format!("{slug}/desk")).await.status,
        StatusCode::OK
    );
    let account = browser.get(&format!("{slug}/account/second-factor")).await;
    assert_eq!(account.count("input[name=password]"), 0);
    let path = format!("{slug}/account/second-factor/remove");
    let answer = browser.post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let mut again = browser.other();
    let answer = password(&world, &mut again, "street_admin").await;
    assert_eq!(answer.location(), format!("{slug}/login/code"));
}

#[tokio::test]
async fn in_the_demonstration_an_administrator_may_do_without() {
    let (world, browser, slug) = street().await;
    sqlx::query("update tenant set demo = true")
        .execute(&world.db.owner)
        .await
        .unwrap();
    drop(browser);
    let mut browser = Browser::new(&world).await;
    let answer = password(&world, &mut browser, "street_admin").await;
    assert_eq!(answer.location(), format!("{slug}/desk"));
}

#[tokio::test]
async fn by_choice_it_is_taken_off_with_the_password_and_residents_have_none() {
    let (world, mut browser, slug) = street().await;
    set_up(&world, &mut browser, "liaison").await;
    let (page, path) = (
        format!("{slug}/account/second-factor"),
        format!("{slug}/account/second-factor/remove"),
    );
    let wrong = browser
        .submit(&page, &path, &[("password", "Wrong-Bridge-7")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = browser
        .submit(&page, &path, &[("password", PASSWORD)])
        .await;
    assert_eq!(right.location(), format!("{slug}/account"));
    let mut other = browser.other();
    other.log_in(&world, "liaison").await;
    let mut resident = browser.other();
    resident.log_in(&world, "resident").await;
    assert_eq!(resident.get(&page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        resident.post(&page, &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn who_lost_phone_and_codes_is_helped_from_the_command_line() {
    let (world, mut browser, slug) = street().await;
    set_up(&world, &mut browser, "liaison").await;
    let reset = platform::reset_second_factor(&world.app, world.street.tenant, "13800000010");
    assert!(reset.await.unwrap());
    let account = browser.get(&format!("{slug}/account")).await;
    assert_eq!(account.status, StatusCode::SEE_OTHER);
    browser.other().log_in(&world, "liaison").await;
    let reset = platform::reset_second_factor(&world.app, world.street.tenant, "13800000010");
    assert!(!reset.await.unwrap());
}

#[tokio::test]
async fn what_was_typed_outlives_the_log_in_with_its_second_factor() {
    let (world, mut browser, slug) = street().await;
    let (key, _) = set_up(&world, &mut browser, "liaison").await;
    let mut late = browser.other();
    let page = format!("{slug}/account");
    let action = format!("{slug}/topics/YX-2026-0001/withdraw");
    let fields = [("reason", "邻里之间已经商量好了"), ("page", page.as_str())];
    let refused = late.post(&action, &fields).await;
    let login = format!("{slug}/login");
    let mut form = refused.form(&login);
    form.retain(|(n, _)| n != "phone" && n != "password");
    let kept: Vec<(&str, &str)> = form
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .chain([("phone", "13800000010"), ("password", PASSWORD)])
        .collect();
    let asked = late.post(&login, &kept).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
    let path = format!("{slug}/login/code");
    let mut form = asked.form(&path);
    form.retain(|(n, _)| n != "code");
    // Whoever takes too long begins again, and loses nothing either.
    let mut slow = late.other();
    let sent: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let again = slow.post(&path, &sent).await;
    assert_eq!(again.count("input[name=kept]"), 1, "{}", again.text);
    assert_eq!(again.count(&format!("form[action=\"{login}\"]")), 1);
    let now = next_code(&world, &key);
    let sent: Vec<(&str, &str)> = form
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .chain([("code", now.as_str())])
        .collect();
    let shown = late.post(&path, &sent).await;
    // The account has no such form: what was written is there to copy.
    assert_eq!(shown.status, StatusCode::FORBIDDEN, "{}", shown.text);
    assert_eq!(shown.text_of(".kept textarea"), "邻里之间已经商量好了");
    let account = late.get(&page).await;
    assert!(account.text.contains("郑洁"), "{}", account.text);
}

#[tokio::test]
async fn the_key_lies_sealed_and_opens_for_its_account_and_street_alone() {
    let (world, mut browser, _slug) = street().await;
    let (key, codes) = set_up(&world, &mut browser, "liaison").await;
    let rows: String = sqlx::query_scalar(
        "select (select string_agg(to_jsonb(f)::text, ' ') from second_factor f)
           || (select string_agg(to_jsonb(r)::text, ' ') from recovery_code r)",
    )
    .fetch_one(&world.db.owner)
    .await
    .unwrap();
    let bytes = totp_rs::Secret::try_from_base32(key.replace(' ', "")).unwrap();
    assert!(!rows.contains(&hex::encode(bytes.as_bytes())) && !rows.contains(&codes[0]));
    let (one, two) = (SealingKey::new([1; 32]), SealingKey::new([2; 32]));
    let sealed = one.seal(b"key", b"account").unwrap();
    assert_eq!(one.open(&sealed, b"account").unwrap(), b"key");
    assert_eq!(one.open(&sealed, b"another"), None);
    assert_eq!(two.open(&sealed, b"account"), None);
    let mut altered = sealed;
    altered[14] ^= 1;
    assert_eq!(one.open(&altered, b"account"), None);
    assert_eq!(one.open(b"short", b"account"), None);
}

#[test]
fn codes_are_those_of_rfc_6238() {
    let app = Authenticator::of(b"12345678901234567890", "云溪街道", "138****0010").unwrap();
    // Appendix B of the RFC, the last six figures of eight.
    for (at, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (20_000_000_000, "353130"),
    ] {
        let at = DateTime::from_timestamp(at, 0).unwrap();
        assert_eq!(app.step(code, at), Some(at.timestamp() / 30));
        assert_eq!(app.step(code, at + TimeDelta::seconds(61)), None);
        assert_eq!(app.step("", at), None);
    }
    let address = app.address().unwrap();
    assert!(address.starts_with("otpauth://totp/"), "{address}");
    assert_eq!(
        app.key_text().replace(' ', ""),
        "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    );
}
