//! Residents who look after a topic's tasks (居民监督员): appointed by page, told, at their desk.

use axum::http::StatusCode;
use yishi::domain::workflow::{Refusal, Verb};
use yishi::service::{Problem, Target, deeds, notices};

use crate::support::{Browser, World, world};

const PHONE: &str = "13800000016";

async fn logged_in(world: &World, key: &str) -> Browser {
    let mut browser = Browser::new(world).await.speaks("zh");
    browser.log_in(world, key).await;
    browser
}

async fn appoint(world: &World, key: &str, code: &str, phone: &str) -> Result<(), Problem> {
    let fields = [("phone", phone)];
    let done = world.act(key, Verb::SupervisorAppoint, Target::topic(code), &fields);
    done.await.map(|_| ())
}

fn error(result: Result<(), Problem>) -> String {
    match result {
        Err(Problem::Invalid(errors)) => errors.of("phone").unwrap().key.to_owned(),
        other => panic!("not invalid: {other:?}"),
    }
}

async fn items(world: &World) -> Vec<(String, String)> {
    let holder = format!("person:{}", world.street.person("dongxi_resident").id);
    sqlx::query_as("select verb, subject from desk_item where holder = $1 order by verb, subject")
        .bind(holder)
        .fetch_all(&world.db.owner)
        .await
        .unwrap()
}

#[tokio::test]
async fn the_office_appoints_a_resident_on_the_work_page_who_verifies_from_their_desk() {
    let world = world().await;
    let code = world.accepted_task().await;
    let page = format!("/yunxi/desk/topics/{code}/conversion");
    let action = format!("/yunxi/topics/{code}/supervisors");
    let mut resident = logged_in(&world, "dongxi_resident").await;
    let home = resident.get("/yunxi").await;
    assert_eq!(home.count("nav a[href=\"/yunxi/desk\"]"), 0);
    assert_eq!(resident.get(&page).await.status, StatusCode::FORBIDDEN);

    let mut office = logged_in(&world, "office_officer").await;
    let done = office
        .submit(&page, &action, &[("phone", "138 0000 0016")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let shown = office.get(&page).await;
    assert!(shown.text.contains("沈宜"), "{}", shown.text);
    notices::tell_all(&world.app, world.street.tenant)
        .await
        .unwrap();

    let home = resident.get("/yunxi").await;
    assert!(
        home.count("nav a[href=\"/yunxi/desk\"]") > 0,
        "the desk is in the navigation"
    );
    let told = resident.get("/yunxi/notices").await;
    assert!(told.text.contains("聘任居民监督员"), "{}", told.text);
    let desk = resident.get("/yunxi/desk").await;
    assert_eq!(
        desk.count(&format!("a[href=\"{page}\"]")),
        1,
        "{}",
        desk.text
    );
    assert_eq!(resident.get(&page).await.status, StatusCode::OK);

    world.complete(&code, 1).await;
    assert_eq!(
        items(&world).await,
        [("task_verify".to_owned(), "1".to_owned())]
    );
    let page = format!("/yunxi/desk/topics/{code}/supervision");
    let desk = resident.get("/yunxi/desk").await;
    assert!(desk.text.contains("现场核实"), "{}", desk.text);
    let verify = format!("/yunxi/topics/{code}/tasks/1/verify");
    let found = [("result", "confirmed"), ("words", "到场看过，确已建成。")];
    let done = resident.submit(&page, &verify, &found).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(world.state(&code).await.task(1).unwrap().verified);
    assert_eq!(items(&world).await, []);
    world.sound().await;
}

#[tokio::test]
async fn the_liaison_ends_an_appointment_and_the_desk_is_empty_again() {
    let world = world().await;
    let code = world.accepted_task().await;
    world.complete(&code, 1).await;
    appoint(&world, "liaison", &code, PHONE).await.unwrap();
    assert_eq!(items(&world).await.len(), 1);
    let again = appoint(&world, "liaison", &code, PHONE).await;
    assert_eq!(error(again), "error-supervisor-already");
    let page = format!("/yunxi/desk/topics/{code}/supervision");
    let id = world.street.person("dongxi_resident").id;
    let action = format!("/yunxi/topics/{code}/supervisors?account={id}");
    let mut liaison = logged_in(&world, "liaison").await;
    let done = liaison.submit(&page, &action, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(items(&world).await, []);
    let found = [("result", "confirmed"), ("words", "到场看过，确已建成。")];
    let verified = world
        .at_task("dongxi_resident", Verb::TaskVerify, &code, 1, &found)
        .await;
    assert!(
        matches!(verified, Err(Problem::Refused(Refusal::NotYours { .. }))),
        "{verified:?}"
    );
    let mut resident = logged_in(&world, "dongxi_resident").await;
    assert_eq!(resident.get(&page).await.status, StatusCode::FORBIDDEN);
    world.sound().await;
}

#[tokio::test]
async fn only_a_verified_resident_without_an_office_looks_after_tasks() {
    let world = world().await;
    let code = world.accepted_task().await;
    for (phone, key) in [
        ("13700000000", "error-no-account"),
        ("1380000", "error-phone"),
        ("", "error-empty"),
        // A department's officer, a convener, a member, a leader.
        ("13800000006", "error-supervisor-in-office"),
        ("13800000003", "error-supervisor-in-office"),
        ("13800000005", "error-supervisor-in-office"),
        ("13800000008", "error-supervisor-in-office"),
    ] {
        assert_eq!(
            error(appoint(&world, "office_officer", &code, phone).await),
            key,
            "{phone}"
        );
    }
    sqlx::query("update account set verified_at = null where phone = $1")
        .bind(PHONE)
        .execute(&world.db.owner)
        .await
        .unwrap();
    let unverified = appoint(&world, "office_officer", &code, PHONE).await;
    assert_eq!(error(unverified), "error-not-verified");
    appoint(&world, "office_officer", &code, "13800000021")
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_else_appoints_and_not_before_there_are_tasks() {
    let world = world().await;
    let early = world.assessed().await;
    let refused = appoint(&world, "office_officer", &early, PHONE).await;
    assert!(
        matches!(refused, Err(Problem::Refused(Refusal::WrongStep { .. }))),
        "{refused:?}"
    );
    let code = world.accepted_task().await;
    for key in [
        "department_officer",
        "member",
        "resident",
        "dongxi_liaison",
        "leader",
    ] {
        let refused = appoint(&world, key, &code, PHONE).await;
        assert!(
            matches!(refused, Err(Problem::Refused(Refusal::NotYours { .. }))),
            "{key}: {refused:?}"
        );
    }
    let mut tx = world.read().await;
    let topic = world.topic(&code).await;
    let found = yishi::store::tasks::supervisors::accounts(&mut tx, topic)
        .await
        .unwrap();
    assert!(found.is_empty());
}

#[tokio::test]
async fn two_appointments_of_one_resident_at_once_are_one() {
    let world = world().await;
    let code = world.accepted_task().await;
    let fields = [("phone", PHONE)];
    let one = world
        .deed("office_officer", Target::topic(&code), &fields)
        .await;
    let two = world.deed("liaison", Target::topic(&code), &fields).await;
    let (one, two) = tokio::join!(
        deeds::perform(Verb::SupervisorAppoint, one),
        deeds::perform(Verb::SupervisorAppoint, two)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}
