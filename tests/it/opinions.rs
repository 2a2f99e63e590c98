//! The end of step 4: minutes and opinion, one content each, signed by the whole set.

use yishi::domain::workflow::{Refusal, Step, Verb};
use yishi::service::{Done, Problem, Target};
use yishi::store::opinions;

use crate::support::{World, world};

fn refusal(result: Result<Done, Problem>) -> Refusal {
    match result {
        Err(Problem::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn unmet(result: Result<Done, Problem>) -> Vec<String> {
    match refusal(result) {
        Refusal::Missing { unmet } => unmet.into_iter().map(|c| c.key.into_owned()).collect(),
        other => panic!("not missing: {other:?}"),
    }
}

fn error(result: Result<Done, Problem>, field: &str) -> &'static str {
    match result {
        Err(Problem::Invalid(errors)) => errors.of(field).map_or("", |e| e.key),
        other => panic!("not invalid: {other:?}"),
    }
}

async fn sign(
    world: &World,
    key: &str,
    verb: Verb,
    code: &str,
    hash: &str,
) -> Result<Done, Problem> {
    world
        .act(key, verb, Target::topic(code), &[("hash", hash)])
        .await
}

#[tokio::test]
async fn minutes_are_signed_by_both_on_one_content() {
    let world = world().await;
    let (code, session) = world.closed().await;
    world.save_minutes(&code, session, "九点开始").await;
    let old = world.minutes_hash(&code).await;
    sign(&world, "secretary", Verb::MinutesSign, &code, &old)
        .await
        .unwrap();
    // A change voids what was signed, and the old version can no longer be.
    world.save_minutes(&code, session, "九点十分开始").await;
    let new = world.minutes_hash(&code).await;
    assert_ne!(old, new);
    let stale = refusal(sign(&world, "linked_member", Verb::MinutesSign, &code, &old).await);
    assert_eq!(stale, Refusal::ContentChanged);
    sign(&world, "linked_member", Verb::MinutesSign, &code, &new)
        .await
        .unwrap();
    let twice = refusal(sign(&world, "linked_member", Verb::MinutesSign, &code, &new).await);
    assert!(matches!(twice, Refusal::SeatSigned { .. }), "{twice:?}");
    let done = sign(&world, "secretary", Verb::MinutesSign, &code, &new)
        .await
        .unwrap();
    let mut tx = world.read().await;
    let row = opinions::minutes(&mut tx, done.topic)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.n, row.signed_at.is_some()), (2, true));
    drop(tx);
    world.sound().await;
}

#[tokio::test]
async fn minutes_are_of_a_session_that_was_held() {
    let world = world().await;
    let (code, session) = world.opened().await;
    let session = session.to_string();
    let fields = [
        ("session", session.as_str()),
        ("course", "还没开完"),
        ("points", "还没说完"),
        ("conclusions", "还没有"),
    ];
    let tried = world
        .act("liaison", Verb::MinutesSave, Target::topic(&code), &fields)
        .await;
    assert_eq!(error(tried, "session"), "error-session-not-held");
}

#[tokio::test]
async fn the_last_signature_issues_the_opinion_with_what_participants_said() {
    let world = world().await;
    let (code, _) = world.drafted().await;
    let hash = world.opinion_hash(&code).await;
    let consent = async |key: &str, stance: &str, words: &str| {
        let fields = [
            ("hash", hash.as_str()),
            ("stance", stance),
            ("words", words),
        ];
        world
            .act(key, Verb::OpinionConsent, Target::topic(&code), &fields)
            .await
    };
    assert_eq!(
        error(consent("delegate", "dissent", "").await, "words"),
        "error-dissent-words"
    );
    consent("second_resident", "agree", "").await.unwrap();
    consent("delegate", "dissent", "希望再近一些")
        .await
        .unwrap();
    let twice = refusal(consent("delegate", "agree", "").await);
    assert!(matches!(twice, Refusal::AlreadyDone { .. }), "{twice:?}");
    let stranger = refusal(consent("resident", "agree", "").await);
    assert!(matches!(stranger, Refusal::NotYours { .. }), "{stranger:?}");
    let first = sign(&world, "linked_member", Verb::OpinionSign, &code, &hash)
        .await
        .unwrap();
    assert_eq!(first.state.step, Step::Deliberation);
    let same = refusal(sign(&world, "linked_member", Verb::OpinionSign, &code, &hash).await);
    assert!(matches!(same, Refusal::SeatSigned { .. }), "{same:?}");
    let last = sign(&world, "secretary", Verb::OpinionSign, &code, &hash)
        .await
        .unwrap();
    assert_eq!(last.state.step, Step::Feedback);
    assert_eq!(last.state.opinion.consents, (1, 1));
    let row = world.opinion_row(&code).await;
    assert!(row.signed_at.is_some());
    let accepted: Vec<(u32, bool)> = last.state.opinion.accepted().collect();
    assert_eq!(accepted, [(1, true)]);
    world.sound().await;
}

#[tokio::test]
async fn the_opinion_is_not_signed_before_the_minutes() {
    let world = world().await;
    let (code, session) = world.closed().await;
    world.save_minutes(&code, session, "九点开始").await;
    world.save_opinion(&code, "同意建").await;
    let hash = world.opinion_hash(&code).await;
    let tried = sign(&world, "secretary", Verb::OpinionSign, &code, &hash).await;
    assert_eq!(unmet(tried), ["condition-minutes-signed"]);
}

#[tokio::test]
async fn a_change_voids_signatures_and_consents() {
    let world = world().await;
    let (code, _) = world.drafted().await;
    let old = world.opinion_hash(&code).await;
    sign(&world, "secretary", Verb::OpinionSign, &code, &old)
        .await
        .unwrap();
    let agree = [("hash", old.as_str()), ("stance", "agree")];
    world
        .act(
            "delegate",
            Verb::OpinionConsent,
            Target::topic(&code),
            &agree,
        )
        .await
        .unwrap();
    world.save_opinion(&code, "同意在东门建，先建一半。").await;
    let state = world.state(&code).await;
    assert!(state.opinion.signatures.0.is_empty());
    let stale = refusal(sign(&world, "linked_member", Verb::OpinionSign, &code, &old).await);
    assert_eq!(stale, Refusal::ContentChanged);
    let late = world
        .act(
            "second_resident",
            Verb::OpinionConsent,
            Target::topic(&code),
            &agree,
        )
        .await;
    assert_eq!(refusal(late), Refusal::ContentChanged);
    let new = world.opinion_hash(&code).await;
    for key in ["linked_member", "secretary"] {
        sign(&world, key, Verb::OpinionSign, &code, &new)
            .await
            .unwrap();
    }
    assert_eq!(world.state(&code).await.opinion.consents, (0, 0));
    world.sound().await;
}

#[tokio::test]
async fn an_opinion_sent_back_is_saved_anew_before_it_is_signed() {
    let world = world().await;
    let (code, _) = world.drafted().await;
    let hash = world.opinion_hash(&code).await;
    sign(&world, "secretary", Verb::OpinionSign, &code, &hash)
        .await
        .unwrap();
    let why = [("reason", "少写了不同意见")];
    world
        .done("linked_member", Verb::OpinionReject, &code, &why)
        .await;
    let tried = sign(&world, "secretary", Verb::OpinionSign, &code, &hash).await;
    assert_eq!(unmet(tried), ["condition-opinion-saved"]);
    world.save_opinion(&code, "同意建，另附不同意见。").await;
    let hash = world.opinion_hash(&code).await;
    sign(&world, "secretary", Verb::OpinionSign, &code, &hash)
        .await
        .unwrap();
    world.sound().await;
}

#[tokio::test]
async fn consensus_with_dissent_and_division_without_are_errors_at_their_fields() {
    let world = world().await;
    let (code, _) = world.closed().await;
    let save = async |agreement: &str, dissents: &str| {
        let fields = [
            ("summary", "同意建"),
            ("item_1_text", "建在东门"),
            ("item_1_result", "accepted"),
            ("agreement", agreement),
            ("dissents", dissents),
        ];
        world
            .act("liaison", Verb::OpinionSave, Target::topic(&code), &fields)
            .await
    };
    assert_eq!(
        error(save("consensus", "一户不同意").await, "agreement"),
        "error-consensus-with-dissent"
    );
    assert_eq!(
        error(save("divided", "").await, "dissents"),
        "error-dissent-due"
    );
    save("", "").await.unwrap();
    let hash = world.opinion_hash(&code).await;
    let tried = sign(&world, "secretary", Verb::OpinionSign, &code, &hash).await;
    assert_eq!(
        unmet(tried),
        ["condition-minutes-signed", "condition-agreement"]
    );
}

#[tokio::test]
async fn two_last_signatures_at_once_issue_it_once() {
    let world = world().await;
    let (code, _) = world.drafted().await;
    let hash = world.opinion_hash(&code).await;
    let (one, two) = tokio::join!(
        sign(&world, "secretary", Verb::OpinionSign, &code, &hash),
        sign(&world, "linked_member", Verb::OpinionSign, &code, &hash),
    );
    // Both are valid signatures in some order; one of them was the last.
    let steps = [one.unwrap().state.step, two.unwrap().state.step];
    assert_eq!(
        steps.iter().filter(|s| **s == Step::Feedback).count(),
        1,
        "{steps:?}"
    );
    let (one, two) = tokio::join!(
        sign(&world, "secretary", Verb::OpinionSign, &code, &hash),
        sign(&world, "secretary", Verb::OpinionSign, &code, &hash),
    );
    assert!(one.is_err() && two.is_err());
    world.sound().await;
}

#[tokio::test]
async fn a_sustained_objection_takes_a_further_session_minutes_and_opinion() {
    let world = world().await;
    let code = world.posted().await;
    let words = [("body", "东门离幼儿园太近，接送的时候不安全。")];
    world
        .done("second_resident", Verb::FeedbackObject, &code, &words)
        .await;
    let id = world.objections(&code).await[0].id.to_string();
    let sustain = [
        ("objection", id.as_str()),
        ("reason", "理由成立，应当重新商量。"),
    ];
    for key in ["secretary", "linked_member"] {
        world
            .done(key, Verb::FeedbackSustain, &code, &sustain)
            .await;
    }
    let mut plan = world.plan_form(&code).await;
    for (name, value) in &mut plan {
        *value = match name.as_str() {
            "session1_starts" => "2026-12-18T09:00".to_owned(),
            "session1_ends" => "2026-12-18T11:00".to_owned(),
            _ => continue,
        };
    }
    let plan: Vec<(&str, &str)> = plan.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    world.done("liaison", Verb::PlanSave, &code, &plan).await;
    let facts = world.state(&code).await.plan.facts.unwrap();
    for key in ["secretary", "linked_member"] {
        let hash = [("hash", facts.hash.0.as_str())];
        world.done(key, Verb::PlanSign, &code, &hash).await;
    }
    // What was held before does not count: this deliberation has its own session.
    let session = world.session(&code).await;
    world.set_clock("2026-12-18T09:00");
    let names = ["李建国", "王敏", "欧阳平", "秦朗", "赵强"];
    world.check_in(session, &names).await;
    world
        .held_at("secretary", Verb::SessionOpen, session, &[])
        .await;
    let groups = world.groups(&code).await;
    let heard: Vec<String> = groups.iter().map(ToString::to_string).collect();
    let heard: Vec<(&str, &str)> = heard.iter().map(|g| ("heard", g.as_str())).collect();
    world
        .held_at("secretary", Verb::SessionClose, session, &heard)
        .await;
    world.save_minutes(&code, session, "再次协商").await;
    world.sign_minutes(&code).await;
    // The very words of the opinion before: a new version all the same.
    world.save_opinion(&code, "同意在东门建充电棚。").await;
    let hash = world.opinion_hash(&code).await;
    let agree = [("hash", hash.as_str()), ("stance", "agree")];
    world
        .done("delegate", Verb::OpinionConsent, &code, &agree)
        .await;
    for key in ["secretary", "linked_member"] {
        sign(&world, key, Verb::OpinionSign, &code, &hash)
            .await
            .unwrap();
    }
    let state = world.state(&code).await;
    assert_eq!(
        (state.step, state.opinion.consents),
        (Step::Feedback, (1, 0))
    );
    let row = world.opinion_row(&code).await;
    assert_eq!((row.n, row.turn, row.voided_at), (2, 1, None));
    world.sound().await;
}

#[tokio::test]
async fn another_street_reads_no_opinion_of_this_one() {
    let world = world().await;
    let (code, _) = world.drafted().await;
    let hash = world.opinion_hash(&code).await;
    let mut tx = world.read().await;
    let topic = yishi::service::step::see(&mut tx, &code)
        .await
        .unwrap()
        .row
        .id;
    drop(tx);
    let world = world.across().await;
    let tried = sign(&world, "secretary", Verb::OpinionSign, &code, &hash).await;
    assert!(matches!(tried, Err(Problem::NotFound)), "{tried:?}");
    let mut tx = world.read().await;
    let table = opinions::table(&mut tx, topic).await.unwrap();
    assert!(table.minutes.is_none() && table.opinion.is_none() && table.said.is_empty());
}
