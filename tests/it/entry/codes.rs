//! A code works once, for ten minutes and five tries, for its phone, purpose and street alone.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use yishi::domain::fields::Raw;
use yishi::kit::i18n::Lang;
use yishi::service::people::{self, Asker, Marked, Purpose, Sending};
use yishi::service::{App, Problem};
use yishi::store::system_tx;

use crate::support::{Browser, World, at, other_street, world};

const PHONE: &str = "13800000001";

/// A device: the mark of its last request, and the network it comes from.
struct Device(Mutex<Asker>);

impl Device {
    fn in_network(network: &str) -> Self {
        Self(Mutex::new(Asker {
            network: network.to_owned(),
            ..Asker::default()
        }))
    }

    /// Asks for a new password; what the page says.
    async fn forgets(&self, world: &World, phone: &str) -> Result<Sending, Problem> {
        let asker = self.0.lock().unwrap().clone();
        let asked =
            people::forgotten_again(&world.app, &world.row, Lang::Zh, phone, &asker).await?;
        self.0.lock().unwrap().mark = asked.mark;
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        Ok(asked.sending)
    }

    fn marked(&self, world: &World, purpose: Purpose) -> Marked {
        let mark = self.0.lock().unwrap().mark.clone();
        people::marked(&world.app, &world.row, purpose, &mark).unwrap()
    }

    async fn resets(&self, world: &World, code: &str) -> Result<(), Problem> {
        let raw = Raw::of([("code", code), ("new_password", "Lantern-Bridge-9")]);
        let by = self.marked(world, Purpose::Password);
        people::reset(&world.app, &world.row, &by, &raw).await
    }
}

fn device() -> Device {
    Device::in_network("10.0.0.0")
}

/// Asks for a registration; the mark of the next page.
async fn registers(world: &World, phone: &str) -> Marked {
    let (app, asker) = (&world.app, Asker::default());
    let asked = people::to_new_phone(app, &world.row, Lang::Zh, phone, Purpose::Register, &asker);
    let mark = asked.await.unwrap().mark;
    people::marked(app, &world.row, Purpose::Register, &mark).unwrap()
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
    let own = device();
    own.forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    own.resets(&world, &code).await.unwrap();
    refused(own.resets(&world, &code).await, "error-code");
}

#[tokio::test]
async fn of_many_who_come_with_the_same_code_at_once_one_uses_it() {
    let world = Arc::new(world().await);
    let own = Arc::new(device());
    own.forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    let tries = (0..4).map(|_| {
        let (world, own, code) = (world.clone(), own.clone(), code.clone());
        tokio::spawn(async move { own.resets(&world, &code).await.is_ok() })
    });
    let done = futures::future::join_all(tries).await;
    let used = done.into_iter().filter(|d| *d.as_ref().unwrap()).count();
    assert_eq!(used, 1);
}

#[tokio::test]
async fn two_registrations_with_the_same_code_at_once_make_one_account() {
    let world = Arc::new(world().await);
    let by = registers(&world, "13700000001").await;
    let code = world.last_code("13700000001");
    let community = world.street.communities[0].id.to_string();
    let tries = (0..3).map(|_| {
        let (world, code) = (world.clone(), code.clone());
        let (by, community) = (by.clone(), community.clone());
        tokio::spawn(async move {
            let raw = Raw::of([
                ("code", code.as_str()),
                ("name", "许小满"),
                ("community", &community),
                ("password", "Lantern-Bridge-8"),
            ]);
            let made = people::registered(&world.app, &world.row, &by, &raw).await;
            matches!(made.unwrap(), people::Registered::New { .. })
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
    let own = device();
    own.forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    for _ in 0..people::CODE_TRIES {
        refused(own.resets(&world, other_than(&code)).await, "error-code");
    }
    refused(own.resets(&world, &code).await, "error-code");
    // The next one has its five tries again.
    world.app.clock.advance(people::CODE_EVERY);
    assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Fresh);
    let code = world.last_code(PHONE);
    for _ in 1..people::CODE_TRIES {
        refused(own.resets(&world, other_than(&code)).await, "error-code");
    }
    own.resets(&world, &code).await.unwrap();
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes() {
    let world = world().await;
    let own = device();
    own.forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    world.app.clock.advance(people::CODE_LIFE);
    refused(own.resets(&world, &code).await, "error-code");
    assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Fresh);
    world
        .app
        .clock
        .advance(people::CODE_LIFE - TimeDelta::seconds(1));
    own.resets(&world, &world.last_code(PHONE)).await.unwrap();
}

#[tokio::test]
async fn a_phone_gets_one_code_a_minute_and_ten_a_day() {
    let world = world().await;
    let own = device();
    world.set_clock("2026-11-27T09:00");
    assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Fresh);
    let first = world.last_code(PHONE);
    world.app.clock.advance(TimeDelta::seconds(59));
    assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Waits);
    assert_eq!(world.app.sms.messages().len(), 1);
    for _ in 1..people::CODES_A_DAY {
        world.app.clock.advance(people::CODE_EVERY);
        assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Fresh);
    }
    world.app.clock.advance(people::CODE_EVERY);
    refused(own.forgets(&world, PHONE).await, "error-code-day");
    // A newer code has taken the place of the first.
    refused(own.resets(&world, &first).await, "error-code");
    world.app.clock.set(at("2026-11-28T00:01"));
    assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Fresh);
}

#[tokio::test]
async fn a_code_is_for_its_phone_and_its_purpose() {
    let world = world().await;
    let own = device();
    own.forgets(&world, PHONE).await.unwrap();
    let other = device();
    other.forgets(&world, "13800000002").await.unwrap();
    let code = world.last_code(PHONE);
    if code != world.last_code("13800000002") {
        refused(other.resets(&world, &code).await, "error-code");
    }
    let by = registers(&world, "13700000001").await;
    let code = world.last_code("13700000001");
    let raw = Raw::of([
        ("code", code.as_str()),
        ("new_password", "Lantern-Bridge-9"),
    ]);
    refused(
        people::reset(&world.app, &world.row, &by, &raw).await,
        "error-code",
    );
}

#[tokio::test]
async fn a_code_of_one_street_is_nothing_in_another() {
    let world = world().await;
    let own = device();
    let other = other_street(&world.db).await;
    let row = system_tx::street(&world.db.store, other.slug)
        .await
        .unwrap();
    let there = Arc::new(row.unwrap());
    own.forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    let raw = Raw::of([
        ("code", code.as_str()),
        ("new_password", "Lantern-Bridge-9"),
    ]);
    refused(
        people::reset(
            &world.app,
            &there,
            &own.marked(&world, Purpose::Password),
            &raw,
        )
        .await,
        "error-code",
    );
    // Nor does the mark of its page lead anywhere there.
    let app: &App = &world.app;
    let mark = own.0.lock().unwrap().mark.clone();
    let purpose = Purpose::Password;
    assert!(people::marked(app, &world.row, purpose, &mark).is_some());
    assert_eq!(people::marked(app, &there, purpose, &mark), None);
}

#[tokio::test]
async fn a_code_stands_nowhere_in_the_database() {
    let world = world().await;
    let own = device();
    own.forgets(&world, PHONE).await.unwrap();
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

#[tokio::test]
async fn a_stranger_who_asks_for_the_same_phone_and_tries_wrong_codes_takes_nothing_from_its_holder()
 {
    let world = world().await;
    let (own, stranger) = (device(), Device::in_network("10.9.9.0"));
    own.forgets(&world, PHONE).await.unwrap();
    let code = world.last_code(PHONE);
    // From elsewhere, and from the same network.
    let near = device();
    assert_eq!(
        near.forgets(&world, PHONE).await.unwrap(),
        Sending::Elsewhere
    );
    stranger.forgets(&world, PHONE).await.unwrap();
    registers(&world, PHONE).await;
    for other in [&near, &stranger] {
        for _ in 0..=people::CODE_TRIES {
            refused(other.resets(&world, other_than(&code)).await, "error-code");
        }
        // Not even with the code that the holder was sent.
        refused(other.resets(&world, &code).await, "error-code");
    }
    own.resets(&world, &code).await.unwrap();
}

#[tokio::test]
async fn strangers_use_up_a_phones_day_for_themselves_and_not_for_the_devices_it_logs_in_from() {
    let world = world().await;
    world.set_clock("2026-11-27T09:00");
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "resident").await;
    let known = browser.cookies.iter().find(|(n, _)| n.contains("device"));
    let own = device();
    own.0.lock().unwrap().known = known.unwrap().1.clone();
    for network in 0..3 {
        for _ in 0..people::CODES_A_DAY {
            let stranger = Device::in_network(&format!("10.0.{network}.0"));
            world.app.clock.advance(people::CODE_EVERY);
            stranger.forgets(&world, PHONE).await.unwrap();
        }
        let stranger = Device::in_network(&format!("10.0.{network}.0"));
        world.app.clock.advance(people::CODE_EVERY);
        refused(stranger.forgets(&world, PHONE).await, "error-code-day");
    }
    let stranger = Device::in_network("10.0.9.0");
    refused(stranger.forgets(&world, PHONE).await, "error-code-day");
    assert_eq!(own.forgets(&world, PHONE).await.unwrap(), Sending::Fresh);
    own.resets(&world, &world.last_code(PHONE)).await.unwrap();
}

#[tokio::test]
async fn of_many_requests_at_once_a_phone_gets_one_code() {
    let world = Arc::new(world().await);
    let asks = (0..5).map(|_| {
        let world = world.clone();
        tokio::spawn(async move { device().forgets(&world, PHONE).await.unwrap() })
    });
    let said = futures::future::join_all(asks).await;
    let fresh = said
        .iter()
        .filter(|s| *s.as_ref().unwrap() == Sending::Fresh);
    assert_eq!(fresh.count(), 1);
    assert_eq!(world.app.sms.messages().len(), 1);
}

#[tokio::test]
async fn whoever_presses_twice_on_the_last_page_of_a_registration_is_told_that_it_is_done() {
    let world = world().await;
    let mut browser = Browser::new(&world).await;
    let path = format!("/{}/register", world.street.slug);
    let code = format!("{path}/code");
    let first = [
        ("phone", "13700000001"),
        ("birth_year", "1968"),
        ("consent", "yes"),
    ];
    browser.submit(&path, &path, &first).await;
    let community = world.street.communities[0].id.to_string();
    let sms = world.last_code("13700000001");
    let second = [
        ("code", sms.as_str()),
        ("name", "许小满"),
        ("community", &community),
        ("password", "Lantern-Bridge-8"),
    ];
    let wrong = [second[1], second[2], second[3], ("code", other_than(&sms))];
    let (mut one, mut two, mut three) = (browser.clone(), browser.clone(), browser.clone());
    let (one, two, three) = tokio::join!(
        one.post(&code, &second),
        two.post(&code, &second),
        three.post(&code, &second)
    );
    let mut places = [one, two, three].map(|a| a.location().to_owned());
    places.sort();
    let login = format!("/{}/login", world.street.slug);
    let account = format!("/{}/account", world.street.slug);
    assert_eq!(places, [account, login.clone(), login.clone()]);
    // A wrong code, and another device, are told nothing.
    assert_eq!(browser.clone().post(&code, &wrong).await.status, 422);
    let answer = browser.post(&code, &second).await;
    assert_eq!(answer.location(), login);
    let page = browser.get(&login).await;
    assert!(
        page.text_of(".flash").contains("已经注册好"),
        "{}",
        page.text
    );
}
