//! The name of a closed account: on no page of anybody, however often the record holds what it was.

use axum::http::Method;
use yishi::domain::fields::Raw;
use yishi::domain::workflow::Verb;
use yishi::service::people;
use yishi::web::routes;

use crate::support::{Browser, PASSWORD, World, world};

/// Named for the session, with an account each: a resident and somebody of a department.
const NAMED: [(&str, &str); 2] = [
    ("second_resident", "欧阳平"),
    ("department_officer", "赵强"),
];

/// Every page of the street, with this topic and session in its address.
fn pages(code: &str, session: &str) -> Vec<String> {
    let with = [
        ("{street}", "yunxi"),
        ("{code}", code),
        ("{step}", "deliberation"),
        ("{n}", "1"),
        ("{id}", session),
        ("{slug}", "yunxi"),
        ("{page}", "steps"),
    ];
    routes::table()
        .into_iter()
        .filter(|r| r.method == Method::GET && r.path.starts_with("/{street}"))
        .map(|r| {
            with.iter()
                .fold(r.path, |p, (name, value)| p.replace(name, value))
        })
        .collect()
}

/// The pages on which somebody reads one of the names.
async fn named_on(world: &World, pages: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for who in [
        "",
        "liaison",
        "secretary",
        "linked_member",
        "office_officer",
        "street_admin",
    ] {
        let mut browser = Browser::new(world).await;
        if !who.is_empty() {
            browser.log_in(world, who).await;
        }
        for page in pages {
            let text = browser.get(page).await.text;
            for (_, name) in NAMED.iter().filter(|(_, name)| text.contains(name)) {
                found.push(format!("{who} {page} {name}"));
            }
        }
    }
    found
}

/// Closes the accounts, and looks at every page before and after it.
async fn closed(world: &World, code: &str, session: &str, on: &[&str]) {
    let mut pages = pages(code, session);
    pages.push(format!(
        "/yunxi/desk/topics/{code}/deliberation?part=opinion"
    ));
    let before = named_on(world, &pages).await;
    for page in on {
        assert!(
            before.iter().any(|b| b.contains(page)),
            "{page}: {before:?}"
        );
    }
    let record = || yishi::service::record::verify(&world.db.store, world.street.tenant, |_| ());
    let held = record().await.unwrap().broken;
    for (key, _) in NAMED {
        let raw = Raw::of([("sure", "yes"), ("password", PASSWORD)]);
        let me = world.me(key).await;
        people::close(&world.app, &world.row, &me, &raw)
            .await
            .unwrap();
    }
    assert_eq!(named_on(world, &pages).await, Vec::<String>::new());
    assert_eq!(record().await.unwrap().broken, held);
}

#[tokio::test]
async fn the_name_of_a_closed_account_stands_on_no_page_feed_or_file_and_the_record_holds() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let row = world.row_of(session, "赵强").await;
    let remark = [
        ("person", row.as_str()),
        ("place", "room"),
        ("body", "容量够用，十月可以开工。"),
    ];
    world
        .held_at("liaison", Verb::SessionRemark, session, &remark)
        .await;
    let topic = world.topic(&code).await;
    for (key, name) in NAMED {
        sqlx::query(
            "insert into research_member (tenant_id, topic_id, id, group_id, account_id, name)
             select tenant_id, topic_id, gen_random_uuid(), id, $2, $3 from research_group where topic_id = $1",
        )
        .bind(topic)
        .bind(world.street.person(key).id)
        .bind(name)
        .execute(&world.db.owner)
        .await
        .unwrap();
    }
    let on = ["/research", "/deliberation ", "/scheduling", "/sessions/"];
    closed(&world, &code, &session.to_string(), &on).await;
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/deliberation");
    assert!(liaison.get(&page).await.text.contains("已注销"));
}

#[tokio::test]
async fn what_somebody_said_to_an_opinion_stays_without_the_name() {
    let world = world().await;
    let (code, session) = world.drafted().await;
    let hash = world.opinion_hash(&code).await;
    let said = [
        ("hash", hash.as_str()),
        ("stance", "agree"),
        ("words", "同意，尽快建。"),
    ];
    world
        .done("second_resident", Verb::OpinionConsent, &code, &said)
        .await;
    closed(&world, &code, &session.to_string(), &["part=opinion"]).await;
    let mut liaison = Browser::new(&world).await;
    liaison.log_in(&world, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/deliberation?part=opinion");
    let page = liaison.get(&page).await;
    assert!(page.text.contains("已注销") && page.text.contains("尽快建"));
}
