//! A code works once, for ten minutes and five tries, for its phone, purpose and street alone.

use std::sync::Arc;

use chrono::TimeDelta;
use yishi::domain::fields::Raw;
use yishi::kit::i18n::Lang;
use yishi::service::{App, Problem, people};
use yishi::store::system_tx;

use crate::support::{Browser, World, at, other_street, world};

const PHONE: &str = "13800000001";

/// Asks for a new password as the phone's holder does; true when a new code was written.
async fn forgets(world: &World, phone: &str) -> Result<bool, Problem> {
    let asked = people::forgotten_again(&world.app, &world.row, Lang::Zh, phone).await?;
    tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    Ok(asked.fresh)
}

async fn resets(world: &World, phone: &str, code: &str) -> Result<(), Problem> {
    let raw = Raw::of([("code", code), ("new_password", "Lantern-Bridge-9")]);
    people::reset(&world.app, &world.row, phone, &raw).await
}

/// Refused with this sentence's key.
fn refused<T: std::fmt::Debug>(done: Result<T, Problem>, key: &str) {
    match done {
        Err(Problem::Invalid(errors)) => assert_eq!(errors.0[0].1.key, key),
        other => panic!("not refused with {key}: {other:?}"),
    }
}

fn other_than(code: &str) -> &'static str {
    if code == "000000" { "000001" } else { "000000" }
}

#[tokio::test]
async fn a_code_is_used_once() {
    let world = world().await;
    forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    resets(&world, PHONE, &code).await.unwrap();
    refused(resets(&world, PHONE, &code).await, "error-code");
}

#[tokio::test]
async fn of_many_who_come_with_the_same_code_at_once_one_uses_it() {
    let world = Arc::new(world().await);
    forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    let tries = (0..4).map(|_| {
        let (world, code) = (world.clone(), code.clone());
        tokio::spawn(async move { resets(&world, PHONE, &code).await.is_ok() })
    });
    let done = futures::future::join_all(tries).await;
    let used = done.into_iter().filter(|d| *d.as_ref().unwrap()).count();
    assert_eq!(used, 1);
}

#[tokio::test]
async fn two_registrations_with_the_same_code_at_once_make_one_account() {
    let world = Arc::new(world().await);
    let begin = people::register_again(&world.app, &world.row, Lang::Zh, "13700000001");
    begin.await.unwrap();
    let code = world.last_code("13700000001");
    let community = world.street.communities[0].id.to_string();
    let tries = (0..3).map(|_| {
        let (world, code, community) = (world.clone(), code.clone(), community.clone());
        tokio::spawn(async move {
            let raw = Raw::of([
                ("code", code.as_str()),
                ("name", "许小满"),
                ("community", &community),
                ("password", "Lantern-Bridge-8"),
            ]);
            let made = people::registered(&world.app, &world.row, "13700000001", &raw).await;
            made.is_ok()
        })
    });
    let done = futures::future::join_all(tries).await;
    let made = done.into_iter().filter(|d| *d.as_ref().unwrap()).count();
    assert_eq!(made, 1);
    let rows: i64 = sqlx::query_scalar("select count(*) from account where phone = '13700000001'")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(rows, 1);
}

#[tokio::test]
async fn after_five_tries_even_the_right_code_is_wrong() {
    let world = world().await;
    forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    for _ in 0..people::CODE_TRIES {
        refused(resets(&world, PHONE, other_than(&code)).await, "error-code");
    }
    refused(resets(&world, PHONE, &code).await, "error-code");
    // The next one has its five tries again.
    world.app.clock.advance(people::CODE_EVERY);
    assert!(forgets(&world, PHONE).await.unwrap());
    let code = world.last_code(PHONE);
    for _ in 1..people::CODE_TRIES {
        refused(resets(&world, PHONE, other_than(&code)).await, "error-code");
    }
    resets(&world, PHONE, &code).await.unwrap();
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes() {
    let world = world().await;
    forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    world.app.clock.advance(people::CODE_LIFE);
    refused(resets(&world, PHONE, &code).await, "error-code");
    assert!(forgets(&world, PHONE).await.unwrap());
    world
        .app
        .clock
        .advance(people::CODE_LIFE - TimeDelta::seconds(1));
    resets(&world, PHONE, &world.last_code(PHONE))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_phone_gets_one_code_a_minute_and_ten_a_day() {
    let world = world().await;
    world.set_clock("2026-11-27T09:00");
    assert!(forgets(&world, PHONE).await.unwrap());
    let first = world.last_code(PHONE);
    world.app.clock.advance(TimeDelta::seconds(59));
    assert!(!forgets(&world, PHONE).await.unwrap());
    assert_eq!(world.app.sms.messages().len(), 1);
    for _ in 1..people::CODES_A_DAY {
        world.app.clock.advance(people::CODE_EVERY);
        assert!(forgets(&world, PHONE).await.unwrap());
    }
    world.app.clock.advance(people::CODE_EVERY);
    refused(forgets(&world, PHONE).await, "error-code-day");
    // A newer code has taken the place of the first.
    refused(resets(&world, PHONE, &first).await, "error-code");
    world.app.clock.set(at("2026-11-28T00:01"));
    assert!(forgets(&world, PHONE).await.unwrap());
}

#[tokio::test]
async fn a_code_is_for_its_phone_and_its_purpose() {
    let world = world().await;
    forgets(&world, PHONE).await.unwrap();
    forgets(&world, "13800000002").await.unwrap();
    let code = world.last_code(PHONE);
    if code != world.last_code("13800000002") {
        refused(resets(&world, "13800000002", &code).await, "error-code");
    }
    let begin = people::register_again(&world.app, &world.row, Lang::Zh, "13700000001");
    begin.await.unwrap();
    let code = world.last_code("13700000001");
    refused(resets(&world, "13700000001", &code).await, "error-code");
}

#[tokio::test]
async fn a_code_of_one_street_is_nothing_in_another() {
    let world = world().await;
    let other = other_street(&world.db).await;
    let row = system_tx::street(&world.db.store, other.slug)
        .await
        .unwrap();
    let there = Arc::new(row.unwrap());
    forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    let raw = Raw::of([
        ("code", code.as_str()),
        ("new_password", "Lantern-Bridge-9"),
    ]);
    refused(
        people::reset(&world.app, &there, PHONE, &raw).await,
        "error-code",
    );
    // Nor does the mark of its page lead anywhere there.
    let app: &App = &world.app;
    let asked = people::forgotten_again(&world.app, &world.row, Lang::Zh, "13800000002");
    let mark = asked.await.unwrap().mark;
    let purpose = people::Purpose::Password;
    assert!(people::marked_phone(app, &world.row, purpose, &mark).is_some());
    assert_eq!(people::marked_phone(app, &there, purpose, &mark), None);
}

#[tokio::test]
async fn a_code_stands_nowhere_in_the_database() {
    let world = world().await;
    forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    let row: String =
        sqlx::query_scalar("select to_jsonb(c)::text from sms_code c where phone = $1")
            .bind(PHONE)
            .fetch_one(&world.db.owner)
            .await
            .unwrap();
    let hash = yishi::domain::audit::sha256(code.as_bytes()).hex();
    assert!(
        !row.contains(&format!("\"{code}\"")) && !row.contains(&hash),
        "{row}"
    );
}

#[tokio::test]
async fn one_address_does_not_ask_for_codes_without_end() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let path = format!("/{}/password/code", world.street.slug);
    let mut last = 0;
    for n in 0..70 {
        let phone = format!("139000000{n:02}");
        last = browser
            .post(&path, &[("phone", &phone)])
            .await
            .status
            .as_u16();
    }
    assert_eq!(last, 429);
}
