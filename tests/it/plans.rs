//! The plan: one content, two signatures, published by the last one.

use yishi::domain::fields::FieldErrors;
use yishi::domain::workflow::{Event, Refusal, Step, Verb};
use yishi::service::{Problem, Target, step};
use yishi::store::{research, sessions, topics::groups};

use crate::support::{World, world};

async fn sign(world: &World, key: &str, code: &str, hash: &str) -> Result<Step, Refusal> {
    match world
        .act(key, Verb::PlanSign, Target::topic(code), &[("hash", hash)])
        .await
    {
        Ok(done) => Ok(done.state.step),
        Err(Problem::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other:?}"),
    }
}

async fn save(world: &World, code: &str, more: &[(&str, &str)]) -> Result<(), FieldErrors> {
    let mut form = world.plan_form(code).await;
    for (name, value) in more {
        form.retain(|(n, _)| n != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    match world
        .act("liaison", Verb::PlanSave, Target::topic(code), &form)
        .await
    {
        Ok(_) => Ok(()),
        Err(Problem::Invalid(errors)) => Err(errors),
        Err(other) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn second_convener_publishes_the_plan() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    assert_eq!(
        sign(&world, "linked_member", &code, &hash).await,
        Ok(Step::Scheduling)
    );
    assert_eq!(
        sign(&world, "secretary", &code, &hash).await,
        Ok(Step::Research)
    );
    let mut tx = world.read().await;
    let held = step::see(&mut tx, &code).await.unwrap();
    let planned = sessions::of_topic(&mut tx, held.row.id).await.unwrap();
    assert_eq!(
        (planned.len(), planned[0].room.as_str()),
        (1, "云溪社区议事室")
    );
    let people = sessions::people::of_topic(&mut tx, held.row.id)
        .await
        .unwrap();
    // Three named, and both conveners, who are always there.
    assert_eq!(people.len(), 5);
    let found = research::of_topic(&mut tx, held.row.id).await.unwrap();
    assert_eq!((found.len(), found[0].name.as_str()), (1, "用电安全组"));
    let members = groups::members(&mut tx, held.row.id).await.unwrap();
    assert_eq!(members.len(), 2);
    drop(tx);
    world.sound().await;
}

#[tokio::test]
async fn a_change_voids_the_signatures() {
    let world = world().await;
    let code = world.approved().await;
    let first = world.save_plan(&code).await;
    sign(&world, "secretary", &code, &first).await.unwrap();
    let second = world.save_plan(&code).await;
    assert_ne!(first, second);
    assert!(world.state(&code).await.plan.signatures.0.is_empty());
    let old = sign(&world, "linked_member", &code, &first).await;
    assert_eq!(old, Err(Refusal::ContentChanged));
    sign(&world, "linked_member", &code, &second).await.unwrap();
    assert_eq!(
        sign(&world, "secretary", &code, &second).await,
        Ok(Step::Research)
    );
}

#[tokio::test]
async fn one_person_cannot_sign_for_two_seats() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    sign(&world, "secretary", &code, &hash).await.unwrap();
    let twice = sign(&world, "secretary", &code, &hash).await.unwrap_err();
    assert!(
        matches!(twice, Refusal::SeatSigned { .. } | Refusal::SamePerson),
        "{twice:?}"
    );
    for key in ["liaison", "dongxi_secretary", "leader", "street_head"] {
        let other = sign(&world, key, &code, &hash).await.unwrap_err();
        assert!(
            matches!(other, Refusal::NotYours { .. }),
            "{key}: {other:?}"
        );
    }
}

#[tokio::test]
async fn two_signatures_at_once_publish_once() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    let one = sign(&world, "secretary", &code, &hash);
    let two = sign(&world, "linked_member", &code, &hash);
    let (one, two) = tokio::join!(one, two);
    let mut steps = [one.unwrap(), two.unwrap()];
    steps.sort();
    assert_eq!(steps, [Step::Scheduling, Step::Research]);
    world.sound().await;
}

#[tokio::test]
async fn the_same_signature_twice_at_once_counts_once() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    let one = sign(&world, "secretary", &code, &hash);
    let two = sign(&world, "secretary", &code, &hash);
    let (one, two) = tokio::join!(one, two);
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(world.state(&code).await.plan.signatures.0.len(), 1);
}

#[tokio::test]
async fn a_session_without_three_working_days_of_notice_is_not_signed() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    world.set_clock("2026-11-25T09:00");
    match sign(&world, "secretary", &code, &hash).await {
        Err(Refusal::Missing { unmet }) => assert_eq!(unmet[0].key, "condition-notice-days"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_plan_that_leaves_a_stakeholder_group_out_is_not_signed() {
    let world = world().await;
    let code = world.approved().await;
    save(&world, &code, &[("person2_group", "")]).await.unwrap();
    let hash = world.state(&code).await.plan.facts.unwrap().hash.0;
    match sign(&world, "secretary", &code, &hash).await {
        Err(Refusal::Missing { unmet }) => {
            assert_eq!(unmet[0].key, "condition-plan-covers-groups");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_room_or_person_that_is_taken_at_that_time_stops_the_signature() {
    let world = world().await;
    let first = world.published().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    match sign(&world, "secretary", &code, &hash).await {
        Err(Refusal::Missing { unmet }) => assert_eq!(unmet[0].key, "condition-no-conflict"),
        other => panic!("{other:?}"),
    }
    // What was announced is off once the first topic is planned anew.
    world
        .done("secretary", Verb::Replan, &first, &[("reason", "换个时间")])
        .await;
    assert_eq!(
        sign(&world, "secretary", &code, &hash).await,
        Ok(Step::Scheduling)
    );
}

#[tokio::test]
async fn a_replan_keeps_the_approval_and_what_research_has_found() {
    let world = world().await;
    let code = world.published().await;
    let before = world.state(&code).await.research.groups;
    let done = world
        .done("secretary", Verb::Replan, &code, &[("reason", "场地有变")])
        .await;
    assert_eq!(done.state.step, Step::Scheduling);
    assert!(done.state.approved());
    let hash = world.save_plan(&code).await;
    sign(&world, "secretary", &code, &hash).await.unwrap();
    assert_eq!(
        sign(&world, "linked_member", &code, &hash).await,
        Ok(Step::Research)
    );
    let after = world.state(&code).await.research.groups;
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    world.sound().await;
}

#[tokio::test]
async fn a_rejected_plan_must_be_saved_anew() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    let done = world
        .done(
            "linked_member",
            Verb::PlanReject,
            &code,
            &[("reason", "缺物业代表")],
        )
        .await;
    assert!(done.events.iter().any(|e| matches!(e, Event::Done { .. })));
    assert!(sign(&world, "secretary", &code, &hash).await.is_err());
}

#[tokio::test]
async fn a_convener_who_stepped_aside_does_not_sign() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    sign(&world, "secretary", &code, &hash).await.unwrap();
    world
        .done("secretary", Verb::Recuse, &code, &[("reason", "家住一楼")])
        .await;
    assert!(world.state(&code).await.plan.signatures.0.is_empty());
    assert_eq!(
        sign(&world, "secretary", &code, &hash).await,
        Err(Refusal::Recused)
    );
}

#[tokio::test]
async fn the_form_of_a_plan_names_every_row_that_is_wrong() {
    let world = world().await;
    let code = world.approved().await;
    let errors = save(
        &world,
        &code,
        &[
            ("session1_ends", "2026-11-27T08:00"),
            ("person1_identity", "king"),
            ("person2_phone", "138"),
        ],
    )
    .await
    .unwrap_err();
    for field in ["session1_ends", "person1_identity", "person2_phone"] {
        assert!(errors.of(field).is_some(), "{field}: {errors:?}");
    }
    let unknown = [("person1_phone", "13900000000")];
    let errors = save(&world, &code, &unknown).await.unwrap_err();
    assert_eq!(
        errors.of("person1_phone").map(|e| e.key),
        Some("error-no-account")
    );
}

#[tokio::test]
async fn the_version_that_was_seen_must_be_the_latest() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    let mut deed = world
        .deed(
            "secretary",
            Target::topic(&code),
            &[("hash", hash.as_str())],
        )
        .await;
    deed.version = Some(1);
    let stale = yishi::service::deeds::perform(Verb::PlanSign, deed).await;
    assert!(
        matches!(stale, Err(Problem::Stale { seen: 1, .. })),
        "{stale:?}"
    );
}

#[tokio::test]
async fn who_may_not_know_of_a_topic_is_not_told_its_version_either() {
    let world = world().await;
    let code = world.submitted().await;
    for (key, verb) in [
        ("second_resident", Verb::Accept),
        ("second_resident", Verb::Revise),
        ("second_resident", Verb::Merge),
        ("second_resident", Verb::PlanSave),
        ("member", Verb::Withdraw),
        ("department_officer", Verb::Decline),
    ] {
        for version in [None, Some(0), Some(1)] {
            let mut deed = world.deed(key, Target::topic(&code), &[]).await;
            deed.version = version;
            let tried = yishi::service::deeds::perform(verb, deed).await;
            assert!(matches!(tried, Err(Problem::NotFound)), "{key} {verb:?}");
        }
    }
}

#[tokio::test]
async fn a_plan_of_another_street_is_not_there_to_be_signed() {
    let world = world().await;
    let code = world.approved().await;
    let hash = world.save_plan(&code).await;
    let other = world.across().await;
    for verb in [
        Verb::PlanSave,
        Verb::PlanReject,
        Verb::PlanSign,
        Verb::Replan,
    ] {
        let found = other
            .act(
                "secretary",
                verb,
                Target::topic(&code),
                &[("hash", &hash), ("reason", "x")],
            )
            .await;
        assert!(matches!(found, Err(Problem::NotFound)), "{verb:?}");
    }
}

#[tokio::test]
async fn a_session_at_a_strange_hour_is_pointed_out_to_whoever_plans_and_signs() {
    let world = world().await;
    let code = world.approved().await;
    let page = format!("/yunxi/desk/topics/{code}/scheduling");
    let mut secretary = crate::support::Browser::new(&world).await.speaks("zh");
    secretary.log_in(&world, "secretary").await;
    world.save_plan(&code).await;
    assert_eq!(secretary.get(&page).await.count(".notice"), 0);
    let midnight = [
        ("session1_starts", "2026-11-28T00:00"),
        ("session1_ends", "2026-11-28T02:00"),
    ];
    save(&world, &code, &midnight).await.unwrap();
    let shown = secretary.get(&page).await;
    assert_eq!(shown.count(".notice"), 2, "{}", shown.text);
    assert!(shown.text.contains("不是工作日") && shown.text.contains("8:00 至 21:00"));
    // A round goes on by day and night.
    let round = [
        ("session1_form", "online"),
        ("session1_starts", "2026-11-28T00:00"),
        ("session1_ends", "2026-12-02T00:00"),
    ];
    save(&world, &code, &round).await.unwrap();
    assert_eq!(secretary.get(&page).await.count(".notice"), 0);
}
