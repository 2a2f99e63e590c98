//! Who rates as a member: those linked to the topic's community, and those who attended a session of it.

use yishi::domain::workflow::{Refusal, Verb};
use yishi::service::Problem;
use yishi::store::evaluations::ratings;

use crate::support::{Browser, World, world};

/// A member linked to another community.
const STRANGER: &str = "dongxi_member";

/// The member is named for the topic's session, and there or not.
async fn invited(world: &World, code: &str, key: &str, present: bool) {
    let person = world.street.person(key);
    let (topic, session) = (world.topic(code).await, world.session(code).await);
    sqlx::query(
        "insert into session_person (tenant_id, id, topic_id, session_id, account_id, name, identity, counts, present_at, present_way, salt)
         values ($1, $2, $3, $4, $5, $6, 'member', true, $7, $8, $9)",
    )
    .bind(world.street.tenant)
    .bind(world.app.ids.make(world.now()))
    .bind(topic)
    .bind(session)
    .bind(person.id)
    .bind(&person.name)
    .bind(present.then(|| world.now()))
    .bind(if present { "room" } else { "" })
    .bind(present.then(|| vec![7_u8; 32]))
    .execute(&world.db.owner)
    .await
    .unwrap();
}

async fn kinds(world: &World, code: &str) -> Vec<String> {
    let topic = world.topic(code).await;
    let mut tx = world.read().await;
    let rows = ratings::of_round(&mut tx, topic, 1).await.unwrap();
    rows.into_iter().map(|r| r.kind).collect()
}

fn is_not_theirs<T: std::fmt::Debug>(result: &Result<T, Problem>) -> bool {
    matches!(result, Err(Problem::Refused(Refusal::NotYours { .. })))
}

#[tokio::test]
async fn a_linked_member_rates_as_a_member() {
    let world = world().await;
    let code = world.rated().await;
    world
        .rate("third_member", &code, "satisfied")
        .await
        .unwrap();
    assert_eq!(kinds(&world, &code).await, ["member"]);
}

#[tokio::test]
async fn a_member_of_elsewhere_who_attended_rates_as_a_member_once() {
    let world = world().await;
    let code = world.rated().await;
    invited(&world, &code, STRANGER, true).await;
    let mut browser = Browser::new(&world).await.speaks("zh");
    browser.log_in(&world, STRANGER).await;
    let (page, action) = (
        format!("/yunxi/topics/{code}"),
        format!("/yunxi/topics/{code}/evaluation/rate"),
    );
    let done = browser
        .submit(&page, &action, &[("score", "satisfied")])
        .await;
    assert_eq!(
        done.status,
        axum::http::StatusCode::SEE_OTHER,
        "{}",
        done.text
    );
    assert_eq!(kinds(&world, &code).await, ["member"]);
    let again = world.rate(STRANGER, &code, "basically").await;
    assert!(matches!(
        again,
        Err(Problem::Refused(Refusal::AlreadyDone { .. }))
    ));
}

#[tokio::test]
async fn a_linked_member_who_attended_rates_once_and_as_one_kind() {
    let world = world().await;
    let code = world.rated().await;
    invited(&world, &code, "member", true).await;
    world.rate("member", &code, "satisfied").await.unwrap();
    assert_eq!(kinds(&world, &code).await, ["member"]);
}

#[tokio::test]
async fn a_member_of_elsewhere_does_not_rate() {
    let world = world().await;
    let code = world.rated().await;
    assert!(is_not_theirs(
        &world.rate(STRANGER, &code, "satisfied").await
    ));
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, STRANGER).await;
    let page = browser.get(&format!("/yunxi/topics/{code}")).await;
    let form = format!("form[action=\"/yunxi/topics/{code}/evaluation/rate\"]");
    assert_eq!(page.count(&form), 0);
}

#[tokio::test]
async fn a_member_who_was_invited_and_did_not_come_does_not_rate() {
    let world = world().await;
    let code = world.rated().await;
    invited(&world, &code, STRANGER, false).await;
    assert!(is_not_theirs(
        &world.rate(STRANGER, &code, "satisfied").await
    ));
    assert_eq!(kinds(&world, &code).await, [""; 0]);
}

#[tokio::test]
async fn whoever_attended_another_topic_s_session_does_not_rate_this_one() {
    let world = world().await;
    let code = world.rated().await;
    let other = world.submitted().await;
    let (topic, session) = (world.topic(&other).await, world.session(&code).await);
    invited(&world, &code, STRANGER, true).await;
    sqlx::query("update session_person set topic_id = $1 where session_id = $2 and identity = 'member' and account_id = $3")
        .bind(topic)
        .bind(session)
        .bind(world.street.person(STRANGER).id)
        .execute(&world.db.owner)
        .await
        .unwrap();
    assert!(is_not_theirs(
        &world.rate(STRANGER, &code, "satisfied").await
    ));
    assert!(Verb::EvaluationRate.is_row());
}
