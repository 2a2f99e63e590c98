//! Invitation codes of households, and what somebody may do whose name nobody has checked.

use std::sync::Arc;

use axum::http::StatusCode;
use chrono::TimeDelta;
use scraper::Selector;
use yishi::domain::actor::Unverified;
use yishi::domain::fields::Raw;
use yishi::domain::workflow::Verb;
use yishi::service::{Target, people};
use yishi::store::settings;

use super::{asks, street};
use crate::support::{Browser, World, other_street, world};

/// Makes codes for the first community as its liaison does, through the page.
pub(super) async fn codes(
    world: &World,
    browser: &Browser,
    slug: &str,
    number: &str,
) -> Vec<String> {
    let mut liaison = browser.other();
    liaison.log_in(world, "liaison").await;
    let path = format!("{slug}/desk/invitations");
    let community = world.street.communities[0].id.to_string();
    let fields = [
        ("community", community.as_str()),
        ("number", number),
        ("days", "30"),
    ];
    let sheet = liaison.submit(&path, &path, &fields).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text);
    assert_eq!(sheet.header("cache-control"), "no-store");
    let html = sheet.html();
    let code = Selector::parse(".slip-code").unwrap();
    html.select(&code).map(|e| e.text().collect()).collect()
}

#[tokio::test]
async fn pressed_twice_one_sheet_is_made_and_both_answers_show_it() {
    let (world, mut liaison, slug) = street().await;
    liaison.log_in(&world, "liaison").await;
    let path = format!("{slug}/desk/invitations");
    let community = world.street.communities[0].id.to_string();
    let code = Selector::parse(".slip-code").unwrap();
    let codes = |sheet: &crate::support::Answer| -> Vec<String> {
        let html = sheet.html();
        let found = html.select(&code);
        found.map(|e| e.text().collect()).collect()
    };
    let mut made = std::collections::BTreeSet::new();
    for _ in 0..2 {
        let key = liaison
            .get(&path)
            .await
            .attribute("input[name=key]", "value");
        let fields = [
            ("key", key.as_str()),
            ("community", &community),
            ("number", "3"),
            ("days", "60"),
        ];
        let mut other = liaison.clone();
        let (one, two) = tokio::join!(liaison.post(&path, &fields), other.post(&path, &fields));
        assert_eq!((codes(&one).len(), codes(&one)), (3, codes(&two)));
        made.extend(codes(&one));
    }
    assert_eq!(made.len(), 6, "another form makes another sheet");
    let valid: i64 = sqlx::query_scalar("select count(*) from invitation")
        .fetch_one(&world.db.owner)
        .await
        .unwrap();
    assert_eq!(valid, 6);
}

/// The second page of a registration with an invitation code.
async fn registers(
    world: &World,
    browser: &mut Browser,
    phone: &str,
    community: usize,
    invitation: &str,
) -> crate::support::Answer {
    let slug = format!("/{}", world.street.slug);
    asks(browser, &slug, phone).await;
    let path = format!("{slug}/register/code");
    let community = world.street.communities[community].id.to_string();
    let fields = [
        ("code", &*world.last_code(phone)),
        ("name", "许小满"),
        ("community", &community),
        ("password", "Lantern-Bridge-8"),
        ("invitation", invitation),
    ];
    browser.submit(&path, &path, &fields).await
}

#[tokio::test]
async fn a_household_s_code_checks_a_resident_at_registration_once() {
    let (world, mut browser, slug) = street().await;
    let codes = codes(&world, &browser, &slug, "3").await;
    assert_eq!(codes.len(), 3);
    // As people type it: small letters, no hyphen.
    let typed = codes[0].to_lowercase().replace('-', " ");
    let answer = registers(&world, &mut browser, "13700000001", 0, &typed).await;
    assert_eq!(
        answer.location(),
        format!("{slug}/account"),
        "{}",
        answer.text
    );
    let page = browser.get(&format!("{slug}/account")).await;
    assert!(page.text_of(".chip").contains("已核实"));
    let mut second = browser.other();
    let answer = registers(&world, &mut second, "13700000002", 0, &codes[0]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text_of(".mistakes").contains("邀请码不对"));
    assert_eq!(
        answer.attribute("input[name=invitation]", "value"),
        codes[0]
    );
    // Nothing of the refused registration was written: the same code of the phone still serves.
    let path = format!("{slug}/register/code");
    let community = world.street.communities[0].id.to_string();
    let fields = [
        ("code", &*world.last_code("13700000002")),
        ("name", "许小满"),
        ("community", &community),
        ("password", "Lantern-Bridge-8"),
        ("invitation", &codes[1]),
    ];
    let answer = second.submit(&path, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

#[tokio::test]
async fn a_code_of_another_community_or_past_its_days_checks_nobody() {
    let (world, browser, slug) = street().await;
    let codes = codes(&world, &browser, &slug, "2").await;
    let mut other = browser.other();
    let answer = registers(&world, &mut other, "13700000001", 1, &codes[0]).await;
    assert!(answer.text_of(".mistakes").contains("不是您所在社区"));
    world.app.clock.advance(TimeDelta::days(31));
    let mut late = browser.other();
    let answer = registers(&world, &mut late, "13700000002", 0, &codes[0]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_registered_without_a_code_uses_one_on_the_account_page() {
    let (world, mut browser, slug) = street().await;
    browser.register(&world, "13700000001", "许小满", 0).await;
    let codes = codes(&world, &browser, &slug, "1").await;
    let (page, path) = (
        format!("{slug}/account"),
        format!("{slug}/account/invitation"),
    );
    let wrong = browser
        .submit(&page, &path, &[("invitation", "AAAAA-AAAAA")])
        .await;
    assert!(wrong.text_of(".mistakes").contains("邀请码不对"));
    let right = browser
        .submit(&page, &path, &[("invitation", &codes[0])])
        .await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let account = browser.get(&page).await;
    assert!(account.text_of(".chip").contains("已核实"));
    assert_eq!(account.count(&format!("form[action='{path}']")), 0);
}

#[tokio::test]
async fn of_two_who_use_the_same_code_at_once_one_is_checked() {
    let (world, browser, slug) = street().await;
    for (phone, name) in [("13700000001", "许小满"), ("13700000002", "沈知夏")] {
        browser.other().register(&world, phone, name, 0).await;
    }
    let codes = codes(&world, &browser, &slug, "1").await;
    let world = Arc::new(world);
    let tries = ["13700000001", "13700000002"].map(|phone| {
        let (world, code) = (world.clone(), codes[0].clone());
        tokio::spawn(async move {
            let mut tx = world.write("test.who").await;
            let id = yishi::store::people::accounts::id_by_phone(&mut tx, phone).await;
            let person = crate::support::Person {
                id: id.unwrap().unwrap(),
                phone: phone.to_owned(),
                name: String::new(),
                post: String::new(),
            };
            drop(tx);
            let me = world.log_in(&person).await;
            let tx = world.write("people.invited").await;
            let raw = Raw::of([("invitation", code)]);
            people::invited(&world.app, tx, &me, &raw).await.is_ok()
        })
    });
    let done = futures::future::join_all(tries).await;
    assert_eq!(done.into_iter().filter(|d| *d.as_ref().unwrap()).count(), 1);
}

#[tokio::test]
async fn codes_are_made_by_liaisons_for_their_community_and_by_the_administrator() {
    let (world, browser, slug) = street().await;
    let path = format!("{slug}/desk/invitations");
    let mut resident = browser.other();
    resident.log_in(&world, "resident").await;
    assert_eq!(resident.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        resident.post(&path, &[]).await.status,
        StatusCode::NOT_FOUND
    );
    let mut liaison = browser.other();
    liaison.log_in(&world, "dongxi_liaison").await;
    let first = world.street.communities[0].id.to_string();
    let fields = [
        ("community", first.as_str()),
        ("number", "1"),
        ("days", "1"),
    ];
    let answer = liaison.submit(&path, &path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for number in ["0", "201", "many"] {
        let second = world.street.communities[1].id.to_string();
        let fields = [
            ("community", second.as_str()),
            ("number", number),
            ("days", "1"),
        ];
        let answer = liaison.submit(&path, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
    let me = world.me("street_admin").await;
    let tx = world.write("people.invite").await;
    let raw = Raw::of([
        ("community", first.as_str()),
        ("number", "200"),
        ("days", "180"),
    ]);
    let sheet = people::invite(&world.app, tx, &me, &raw).await.unwrap();
    let distinct: std::collections::BTreeSet<_> = sheet.codes.iter().collect();
    assert_eq!(distinct.len(), 200);
    let page = liaison.get(&path).await;
    assert!(!page.text.contains(&sheet.codes[0]));
    let kept: String =
        sqlx::query_scalar("select string_agg(to_jsonb(i)::text, ' ') from invitation i")
            .fetch_one(&world.db.owner)
            .await
            .unwrap();
    assert!(!kept.contains(&sheet.codes[0].replace('-', "")));
}

#[tokio::test]
async fn what_somebody_may_do_before_the_check_is_the_street_s_choice() {
    let world = world().await;
    let fields = [
        ("title", "雨天积水的下沉路口"),
        ("body", "每次下雨都积水，老人孩子过不去。"),
        ("community", "yunxi"),
        ("category", "facilities"),
        ("consent", "yes"),
    ];
    let submit = world.act("second_resident", Verb::Submit, Target::default(), &fields);
    let code = submit.await.unwrap().code;
    world
        .act(
            "liaison",
            Verb::Accept,
            Target::topic(&code),
            &[("focus", "livelihood")],
        )
        .await
        .unwrap();
    sqlx::query("update account set verified_at = null where phone = '13800000001'")
        .execute(&world.db.owner)
        .await
        .unwrap();
    for (choice, expected) in [
        ("follow", [false, false, true]),
        ("submit", [true, false, true]),
        ("support", [true, true, true]),
    ] {
        let admin = world.me("street_admin").await;
        let raw = Raw::of([("unverified", choice)]);
        let tx = world.write("settings.save").await;
        people::set_unverified(tx, &admin, &raw, world.now())
            .await
            .unwrap();
        let topic = Target::topic(&code);
        let done = [
            world
                .act("resident", Verb::Submit, Target::default(), &fields)
                .await
                .is_ok(),
            world
                .act("resident", Verb::Support, topic.clone(), &[])
                .await
                .is_ok(),
            world
                .act("resident", Verb::Follow, topic, &[])
                .await
                .is_ok(),
        ];
        assert_eq!(done, expected, "{choice}");
    }
}

#[tokio::test]
async fn the_street_s_choices_are_the_administrator_s_and_of_one_street() {
    let (world, mut browser, slug) = street().await;
    let path = format!("{slug}/admin/settings");
    browser.log_in(&world, "liaison").await;
    assert_eq!(browser.get(&path).await.status, StatusCode::FORBIDDEN);
    let answer = browser.post(&path, &[("unverified", "support")]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let admin = world.me("street_admin").await;
    let tx = world.write("settings.save").await;
    let raw = Raw::of([("unverified", "all")]);
    assert!(
        people::set_unverified(tx, &admin, &raw, world.now())
            .await
            .is_err()
    );
    let tx = world.write("settings.save").await;
    let raw = Raw::of([("unverified", "submit")]);
    people::set_unverified(tx, &admin, &raw, world.now())
        .await
        .unwrap();
    let other = other_street(&world.db).await;
    let mut tx = world
        .db
        .store
        .read(other.tenant, "test.read")
        .await
        .unwrap();
    let there = settings::of_street(&mut tx).await.unwrap();
    assert_eq!(there.unverified, Unverified::Follow);
    let mut tx = world.read().await;
    let here = settings::of_street(&mut tx).await.unwrap();
    assert_eq!(here.unverified, Unverified::Submit);
}
