//! Feedback: who is told, the posting by two people, objections answered by the whole signing set.

use axum::http::StatusCode;
use chrono::TimeDelta;
use yishi::domain::workflow::{Event, Refusal, Standing, Step, Verb};
use yishi::service::{Problem, Target};

use crate::support::{Browser, POSTING, World, at, world};

fn refusal(problem: Problem) -> Refusal {
    match problem {
        Problem::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

fn errors(problem: Problem) -> Vec<String> {
    match problem {
        Problem::Invalid(errors) => errors
            .0
            .into_iter()
            .map(|(f, e)| format!("{f}: {}", e.key))
            .collect(),
        other => panic!("{other:?}"),
    }
}

async fn object(world: &World, key: &str, code: &str) -> Result<yishi::service::Done, Problem> {
    let body = [("body", "东门离二号楼太近，夜里会吵。")];
    world
        .act(key, Verb::FeedbackObject, Target::topic(code), &body)
        .await
}

#[tokio::test]
async fn a_posting_is_released_by_a_second_person_and_runs_five_working_days() {
    let world = world().await;
    let code = world.told().await;
    world.set_clock("2026-11-30T09:00");
    world.post(&code, POSTING).await;
    let hash = world.posting_hash(&code).await;
    let own = world
        .act(
            "liaison",
            Verb::FeedbackRelease,
            Target::topic(&code),
            &[("hash", &hash)],
        )
        .await;
    assert!(matches!(
        refusal(own.unwrap_err()),
        Refusal::NotYours { .. }
    ));
    let seen = world
        .act(
            "secretary",
            Verb::FeedbackRelease,
            Target::topic(&code),
            &[("hash", "00")],
        )
        .await;
    assert_eq!(refusal(seen.unwrap_err()), Refusal::ContentChanged);
    let until = world.release(&code).await;
    assert_eq!(until, at("2026-12-07T18:00"));
    let early = world
        .act("liaison", Verb::FeedbackClose, Target::topic(&code), &[])
        .await;
    assert!(matches!(
        refusal(early.unwrap_err()),
        Refusal::Missing { .. }
    ));
    world.set_clock("2026-12-07T18:01");
    let done = world.done("liaison", Verb::FeedbackClose, &code, &[]).await;
    assert!(done.events.contains(&Event::TasksMade { numbers: vec![1] }));
    assert_eq!(done.state.step, Step::Conversion);
    let tasks = world.tasks(&code).await;
    assert_eq!(tasks.len(), 1);
    assert_eq!(
        (tasks[0].title.as_str(), tasks[0].status.as_str()),
        ("在东门空地建 20 个充电位", "unassigned")
    );
    world.sound().await;
}

#[tokio::test]
async fn what_the_scan_finds_is_masked_or_passed_with_a_reason() {
    let world = world().await;
    let code = world.told().await;
    let body = format!("{POSTING}联系人手机 13812345678。");
    world.post(&code, &body).await;
    assert_eq!(world.posting(&code).await.hits.as_array().unwrap().len(), 1);
    let hash = world.posting_hash(&code).await;
    let bare = world
        .act(
            "secretary",
            Verb::FeedbackRelease,
            Target::topic(&code),
            &[("hash", &hash)],
        )
        .await;
    assert_eq!(errors(bare.unwrap_err()), ["reason: error-empty"]);
    world
        .done(
            "liaison",
            Verb::FeedbackPost,
            &code,
            &[("body", &body), ("mask", "yes")],
        )
        .await;
    let posting = world.posting(&code).await;
    assert_eq!(posting.hits.as_array().unwrap().len(), 0);
    assert!(posting.body.contains("138****5678"));
    world.release(&code).await;
    world.sound().await;
}

#[tokio::test]
async fn a_stakeholder_objects_once_and_others_not_at_all() {
    let world = world().await;
    let code = world.posted().await;
    object(&world, "second_resident", &code).await.unwrap();
    let twice = object(&world, "second_resident", &code).await.unwrap_err();
    assert!(matches!(refusal(twice), Refusal::AlreadyDone { .. }));
    let stranger = object(&world, "dongxi_resident", &code).await.unwrap_err();
    assert!(matches!(refusal(stranger), Refusal::NotYours { .. }));
    world
        .act(
            "delegate",
            Verb::FeedbackAcknowledge,
            Target::topic(&code),
            &[],
        )
        .await
        .unwrap();
    assert_eq!(world.posting(&code).await.acknowledged, 1);
    world.posting_over(&code).await;
    let late = object(&world, "delegate", &code).await.unwrap_err();
    assert!(matches!(refusal(late), Refusal::TooLate { .. }));
}

#[tokio::test]
async fn an_objection_is_answered_when_both_have_signed_the_same_words() {
    let world = world().await;
    let code = world.posted().await;
    object(&world, "second_resident", &code).await.unwrap();
    world.posting_over(&code).await;
    let close = world
        .act("liaison", Verb::FeedbackClose, Target::topic(&code), &[])
        .await;
    assert!(matches!(
        refusal(close.unwrap_err()),
        Refusal::Missing { .. }
    ));
    let id = world.objections(&code).await[0].id.to_string();
    let words = [
        ("objection", id.as_str()),
        ("reason", "充电棚离二号楼二十米，夜间停用。"),
    ];
    world
        .done("secretary", Verb::FeedbackAnswer, &code, &words)
        .await;
    assert_eq!(world.objections(&code).await[0].decided_at, None);
    let other = [
        ("objection", id.as_str()),
        ("reason", "换一个说法，另外答复如下。"),
    ];
    let other = world
        .act(
            "linked_member",
            Verb::FeedbackAnswer,
            Target::topic(&code),
            &other,
        )
        .await;
    assert_eq!(refusal(other.unwrap_err()), Refusal::ContentChanged);
    let hash = world.objections(&code).await[0].hash.clone();
    let same = [("objection", id.as_str()), ("hash", hash.as_str())];
    world
        .done("linked_member", Verb::FeedbackAnswer, &code, &same)
        .await;
    let answered = &world.objections(&code).await[0];
    assert_eq!(
        (answered.outcome.as_str(), answered.decided_at),
        ("answered", Some(world.now()))
    );
    world.done("liaison", Verb::FeedbackClose, &code, &[]).await;
    world.sound().await;
}

#[tokio::test]
async fn a_sustained_objection_sends_the_topic_back_and_voids_the_posting() {
    let world = world().await;
    let code = world.posted().await;
    object(&world, "second_resident", &code).await.unwrap();
    let id = world.objections(&code).await[0].id.to_string();
    let words = [
        ("objection", id.as_str()),
        ("reason", "理由成立，应当重新选址。"),
    ];
    world
        .done("secretary", Verb::FeedbackSustain, &code, &words)
        .await;
    assert_eq!(world.state(&code).await.step, Step::Feedback);
    let hash = world.objections(&code).await[0].hash.clone();
    let same = [("objection", id.as_str()), ("hash", hash.as_str())];
    let done = world
        .done("linked_member", Verb::FeedbackSustain, &code, &same)
        .await;
    assert_eq!(done.state.step, Step::Deliberation);
    assert_eq!(done.state.loops.sustained, 1);
    assert_eq!(world.posting(&code).await.voided_at, Some(world.now()));
    assert!(world.opinion_row(&code).await.voided_at.is_some());
    // The plan of the session before is there to make the further one's from, not to be signed.
    let mut secretary = Browser::new(&world).await.speaks("zh");
    secretary.log_in(&world, "secretary").await;
    let page = format!("/yunxi/desk/topics/{code}/scheduling");
    let page = secretary.get(&page).await;
    let form = |verb: Verb| format!("form[action=\"/yunxi/topics/{code}/{}\"]", verb.address());
    assert_eq!(page.count(&form(Verb::PlanSave)), 1, "{}", page.text);
    assert_eq!(page.count(&form(Verb::PlanSign)), 0);
    assert_eq!(page.count(".sign"), 0);
    assert!(page.text.contains("还要再协商一次"), "{}", page.text);
    world.sound().await;
}

#[tokio::test]
async fn the_answer_to_an_objection_lies_on_the_desks_of_the_set() {
    let world = world().await;
    let code = world.posted().await;
    object(&world, "second_resident", &code).await.unwrap();
    let answers = async || {
        let mut tx = world.read().await;
        let me = world.me("linked_member").await;
        let keys = me.actor.holder_keys();
        let rows = yishi::store::record::desk::of_holders(&mut tx, &keys, world.now(), 50)
            .await
            .unwrap();
        rows.iter().filter(|r| r.verb == "feedback_answer").count()
    };
    assert_eq!(answers().await, 1);
    // Written anew with another decision of the topic, it is still there.
    let group = world.groups(&code).await[0].to_string();
    let fields = [
        ("group", group.as_str()),
        ("way", "phone"),
        ("recipient", "欧阳平"),
    ];
    world
        .done("liaison", Verb::FeedbackDeliver, &code, &fields)
        .await;
    assert_eq!(answers().await, 1);
}

#[tokio::test]
async fn objections_come_in_or_are_counted_but_never_lost() {
    let world = world().await;
    let code = world.posted().await;
    let until = world.posting(&code).await.closes_at.unwrap();
    world.app.clock.set(until - TimeDelta::seconds(1));
    object(&world, "second_resident", &code).await.unwrap();
    world
        .act(
            "delegate",
            Verb::FeedbackAcknowledge,
            Target::topic(&code),
            &[],
        )
        .await
        .unwrap();
    world.app.clock.set(until + TimeDelta::minutes(1));
    let id = world.objections(&code).await[0].id.to_string();
    let words = [
        ("objection", id.as_str()),
        ("reason", "充电棚离二号楼二十米，夜间停用。"),
    ];
    world
        .done("secretary", Verb::FeedbackAnswer, &code, &words)
        .await;
    let hash = world.objections(&code).await[0].hash.clone();
    let same = [("objection", id.as_str()), ("hash", hash.as_str())];
    world
        .done("linked_member", Verb::FeedbackAnswer, &code, &same)
        .await;
    world.done("liaison", Verb::FeedbackClose, &code, &[]).await;
    let mut tx = world.read().await;
    let topic = world.topic(&code).await;
    let contents = yishi::store::record::entries::contents_of_topic(&mut tx, topic)
        .await
        .unwrap();
    let last = &contents.last().unwrap().content;
    assert!(
        last.contains("\"objections\":1") && last.contains("\"acknowledged\":1"),
        "{last}"
    );
}

#[tokio::test]
async fn a_form_with_faults_comes_back_with_what_was_typed() {
    let world = world().await;
    let code = world.issued().await;
    let mut browser = Browser::new(&world).await;
    browser.log_in(&world, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/feedback");
    let action = format!("/yunxi/topics/{code}/feedback/post");
    let answer = browser.submit(&page, &action, &[("body", "太短")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("太短"));
    assert!(answer.count(".mistakes li") == 1, "{}", answer.text);
    // The draft was made from the opinion.
    let fresh = browser.get(&page).await;
    assert!(fresh.text.contains("在东门空地建 20 个充电位"));
    let stale = browser
        .post(
            &action,
            &[("body", POSTING), ("version", "1"), ("page", &page)],
        )
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("东门空地"));
    let done = browser.submit(&page, &action, &[("body", POSTING)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
}

#[tokio::test]
async fn feedback_of_one_street_is_nothing_in_another() {
    let world = world().await;
    let code = world.posted().await;
    let two = world.across().await;
    for (key, verb) in [
        ("liaison", Verb::FeedbackPost),
        ("second_resident", Verb::FeedbackObject),
        ("secretary", Verb::FeedbackAnswer),
        ("liaison", Verb::FeedbackClose),
    ] {
        let there = two
            .act(key, verb, Target::topic(&code), &[("body", POSTING)])
            .await;
        assert!(matches!(there, Err(Problem::NotFound)), "{verb:?}");
    }
}

#[tokio::test]
async fn nothing_accepted_is_signed_by_both_and_skips_two_steps() {
    let world = world().await;
    let code = world.issued_empty().await;
    world.tell(&code).await;
    world.post(&code, POSTING).await;
    world.release(&code).await;
    let reason = [("reason", "两处场地都不具备条件，今年无法建设。")];
    world
        .done("secretary", Verb::NoResult, &code, &reason)
        .await;
    let hash = world.state(&code).await.opinion.no_result.unwrap().0;
    world
        .done("linked_member", Verb::NoResult, &code, &[("hash", &hash)])
        .await;
    world.posting_over(&code).await;
    let done = world.done("liaison", Verb::FeedbackClose, &code, &[]).await;
    assert_eq!(
        (done.state.step, done.state.standing),
        (Step::Evaluation, Standing::Open)
    );
    world
        .done("office_officer", Verb::EvaluationOpen, &code, &[])
        .await;
    assert!(world.tasks(&code).await.is_empty());
    world.sound().await;
}

#[tokio::test]
async fn a_group_is_told_once_in_each_way_and_a_second_time_says_when() {
    let world = world().await;
    let code = world.issued().await;
    world.set_clock("2026-11-30T10:00");
    let group = world.groups(&code).await[0].to_string();
    let tell = async |way: &str| {
        let fields = [
            ("group", group.as_str()),
            ("way", way),
            ("recipient", "欧阳平"),
        ];
        world
            .act(
                "liaison",
                Verb::FeedbackDeliver,
                Target::topic(&code),
                &fields,
            )
            .await
    };
    tell("handed").await.unwrap();
    world.set_clock("2026-12-01T10:00");
    assert_eq!(
        errors(tell("handed").await.unwrap_err()),
        ["way: error-told-before"]
    );
    let deliveries = async || -> i64 {
        sqlx::query_scalar("select count(*) from feedback_delivery")
            .fetch_one(&world.db.owner)
            .await
            .unwrap()
    };
    assert_eq!(deliveries().await, 1);
    let mut liaison = Browser::new(&world).await.speaks("zh");
    liaison.log_in(&world, "liaison").await;
    let page = format!("/yunxi/desk/topics/{code}/feedback");
    let action = format!("/yunxi/topics/{code}/feedback/deliver");
    let fields = [
        ("group", group.as_str()),
        ("way", "handed"),
        ("recipient", "秦朗"),
    ];
    let answer = liaison.submit(&page, &action, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("11 月 30 日"), "{}", answer.text);
    assert_eq!(answer.attribute("input[name=recipient]", "value"), "秦朗");
    // By telephone too: another way is another delivery.
    tell("phone").await.unwrap();
    assert_eq!(deliveries().await, 2);
    world.sound().await;
}

#[tokio::test]
async fn two_presses_of_the_button_at_once_are_one_delivery() {
    let world = world().await;
    let code = world.issued().await;
    let group = world.groups(&code).await[0].to_string();
    let fields = [
        ("group", group.as_str()),
        ("way", "handed"),
        ("recipient", "欧阳平"),
    ];
    let one = world.deed("liaison", Target::topic(&code), &fields).await;
    let two = world.deed("liaison", Target::topic(&code), &fields).await;
    let (one, two) = tokio::join!(
        yishi::service::deeds::perform(Verb::FeedbackDeliver, one),
        yishi::service::deeds::perform(Verb::FeedbackDeliver, two)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    world.sound().await;
}
