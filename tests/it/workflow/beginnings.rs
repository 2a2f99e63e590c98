//! How topics begin: submitted, recommended, assigned, carried up; and how their text is hidden.

use rstest::rstest;
use uuid::Uuid;
use yishi::domain::actor::{Capacity, Level};
use yishi::domain::policy::Visibility;
use yishi::domain::workflow::{
    Act, Evidence, Refusal, Segment, Source, Standing, State, Step, Submission, Verb, submit, track,
};

use super::cast::{
    COUNCIL, Kind, OTHER_COUNCIL, Topic, admin, author, by, head, liaison, monday, officer, plan,
    reason, sign_plan, submission,
};

fn try_submit(capacity: Capacity, sent: Submission) -> Result<State, Refusal> {
    let act = Act {
        verb: Verb::Submit,
        by: by("somebody", capacity),
        evidence: Evidence::Submit(Box::new(sent)),
        at: monday(),
    };
    submit(&act).map(|(state, _)| state)
}

#[rstest]
#[case(Capacity::Resident, Source::PublicCall, true)]
#[case(Capacity::Resident, Source::Assignment, false)]
#[case(Capacity::Resident, Source::MemberRecommendation, false)]
#[case(Capacity::Member, Source::MemberRecommendation, true)]
#[case(Capacity::Member, Source::Assignment, false)]
#[case(Capacity::Leader, Source::Assignment, true)]
#[case(Capacity::Office, Source::Assignment, true)]
#[case(Capacity::Liaison, Source::MemberRecommendation, true)]
#[case(Capacity::StreetAdmin, Source::PublicCall, false)]
fn who_brings_a_topic_from_which_source(
    #[case] capacity: Capacity,
    #[case] source: Source,
    #[case] goes: bool,
) {
    let sent = Submission {
        source,
        ..submission(Kind::Community)
    };
    assert_eq!(try_submit(capacity, sent).is_ok(), goes);
}

#[test]
fn a_topic_needs_consent() {
    let sent = Submission {
        consent: false,
        ..submission(Kind::Community)
    };
    assert!(matches!(
        try_submit(Capacity::Resident, sent),
        Err(Refusal::Missing { .. })
    ));
}

#[test]
fn the_author_revises_until_acceptance_and_again_after_a_question() {
    let mut t = Topic::submitted(Kind::Community);
    let bare = Evidence::Reason { reason: false };
    t.does(Verb::Revise, &author(), bare.clone()).does(
        Verb::Accept,
        &liaison(),
        Evidence::Accept {
            focus: yishi::domain::workflow::Focus::Governance,
        },
    );
    assert!(matches!(
        t.refused(Verb::Revise, &author(), reason()),
        Refusal::TooLate { .. }
    ));
    t.does(Verb::AskMore, &liaison(), reason());
    assert!(matches!(
        t.refused(Verb::Revise, &author(), bare),
        Refusal::Missing { .. }
    ));
    t.does(Verb::Revise, &author(), reason());
}

/// The community's topic that goes up at this step, and its successor.
fn escalated(mut t: Topic) -> (Topic, Topic) {
    let successor = Uuid::from_u128(99);
    t.does(
        Verb::Escalate,
        &officer(),
        Evidence::Escalate {
            reason: true,
            successor,
        },
    );
    let carried = t.state.carried(Uuid::from_u128(98), "head".into());
    let sent = Submission {
        council: OTHER_COUNCIL,
        carried: Some(carried),
        ..submission(Kind::Street)
    };
    let next = Topic::of(sent, by("officer", Capacity::Office));
    (t, next)
}

#[test]
fn a_successor_begins_at_1_if_its_predecessor_stood_there() {
    let (before, next) = escalated(Topic::submitted(Kind::Community));
    assert_eq!(before.state.standing, Standing::Escalated);
    assert_eq!(next.state.step, Step::Solicitation);
    assert!(!next.state.accepted());
    assert_eq!(next.state.predecessor, Some(Uuid::from_u128(98)));
}

#[test]
fn a_successor_of_a_later_topic_begins_at_2_approved_only_if_it_was() {
    let (_, next) = escalated(Topic::proposed(Kind::Community));
    assert_eq!(
        (next.state.step, next.state.approved()),
        (Step::Scheduling, false)
    );
    let (_, mut next) = escalated(Topic::at_deliberation(Kind::Community));
    assert_eq!(
        (next.state.step, next.state.approved()),
        (Step::Scheduling, true)
    );
    assert_eq!(track(&next.state)[0].segment, Segment::Skipped);
    // One officer carried it up and signs beside the head: signing is not deciding.
    let at = next.now + chrono::TimeDelta::days(14);
    next.does(
        Verb::PlanSave,
        &liaison(),
        Evidence::Plan(plan("p1", 1, at)),
    )
    .does(Verb::PlanSign, &head(), sign_plan("p1"))
    .does(Verb::PlanSign, &super::cast::second(), sign_plan("p1"));
    assert_eq!(next.state.step, Step::Research);
}

#[test]
fn a_successor_is_never_transferred_back() {
    let (_, mut next) = escalated(Topic::proposed(Kind::Community));
    let back = |council| Evidence::TransferWithin {
        council,
        level: Level::Community,
        has_liaison: true,
        reason: true,
    };
    assert!(matches!(
        next.refused(Verb::Transfer, &liaison(), back(COUNCIL)),
        Refusal::Missing { .. }
    ));
    next.does(Verb::Transfer, &liaison(), back(Uuid::from_u128(5)));
}

#[test]
fn only_the_streets_council_takes_up_what_was_escalated() {
    let t = Topic::submitted(Kind::Community);
    let sent = Submission {
        carried: Some(t.state.carried(Uuid::from_u128(98), "head".into())),
        ..submission(Kind::Community)
    };
    assert!(matches!(
        try_submit(Capacity::Office, sent),
        Err(Refusal::WrongEvidence { .. })
    ));
}

#[test]
fn a_text_is_hidden_by_two_and_shown_again_on_appeal_and_the_topic_goes_on() {
    let mut t = Topic::at_gate_1(Kind::Community);
    t.does(Verb::TakeDown, &admin(), reason());
    assert_eq!(Visibility::of(&t.state), Visibility::Public);
    let same = by("admin", Capacity::Office);
    assert_eq!(
        t.refused(Verb::TakeDownConfirm, &same, reason()),
        Refusal::DecidedBefore
    );
    t.does(Verb::TakeDownConfirm, &officer(), reason());
    assert_eq!(Visibility::of(&t.state), Visibility::TakenDown);
    assert_eq!(t.state.standing, Standing::Open);
    let decide = |granted| Evidence::Decide {
        granted,
        reason: true,
        bound: None,
    };
    t.does(Verb::Restore, &author(), reason())
        .does(Verb::Restore, &officer(), decide(false));
    assert!(t.state.moderation.taken_down);
    t.does(Verb::Restore, &author(), reason())
        .does(Verb::Restore, &officer(), decide(true));
    assert_eq!(Visibility::of(&t.state), Visibility::Public);
}

#[test]
fn content_is_removed_by_two_who_mean_the_same_entries() {
    let mut t = Topic::at_gate_1(Kind::Community);
    let redact = |entries: &[u32]| Evidence::Redact {
        entries: entries.to_vec(),
        reason: true,
    };
    assert!(matches!(
        t.refused(Verb::Redact, &admin(), redact(&[])),
        Refusal::Missing { .. }
    ));
    t.does(Verb::Redact, &admin(), redact(&[1]));
    assert_eq!(
        t.refused(Verb::RedactConfirm, &officer(), redact(&[1, 2])),
        Refusal::ContentChanged
    );
    t.does(Verb::RedactConfirm, &officer(), redact(&[1]));
    assert!(t.state.moderation.redacted.contains(&1));
}
