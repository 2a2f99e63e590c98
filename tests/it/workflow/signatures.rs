//! The signing set: two seats, two people, one content.

use rstest::rstest;
use yishi::domain::actor::{Capacity, ConvenerSeat, SigningSeat};
use yishi::domain::workflow::{
    By, Event, Evidence, Paper, Refusal, Signature, Signatures, Step, Verb,
};

use super::cast::{
    Kind, OWNERS, Topic, assessment, by, liaison, linked, monday, plan, reason, secretary,
    sign_opinion, sign_plan,
};

#[rstest]
#[case(Kind::Community)]
#[case(Kind::Street)]
fn the_second_signature_publishes_the_plan_and_moves_the_topic(#[case] kind: Kind) {
    let mut t = Topic::planned(kind);
    let [first, second] = kind.set();
    t.does(Verb::PlanSign, &first, sign_plan("p1"));
    assert_eq!(t.state.step, Step::Scheduling);
    assert!(t.state.plan.published_at.is_none());
    t.does(Verb::PlanSign, &second, sign_plan("p1"));
    assert_eq!(t.state.step, Step::Research);
    let sessions = t.state.deliberation.meetings.iter().map(|m| m.id).collect();
    assert!(t.events.contains(&Event::PlanPublished { sessions }));
    assert!(t.events.contains(&Event::Completed { paper: Paper::Plan }));
}

#[test]
fn the_order_of_the_signatures_does_not_matter() {
    let mut t = Topic::planned(Kind::Community);
    t.does(Verb::PlanSign, &linked(), sign_plan("p1")).does(
        Verb::PlanSign,
        &secretary(),
        sign_plan("p1"),
    );
    assert_eq!(t.state.step, Step::Research);
}

#[test]
fn any_change_of_the_plan_voids_its_signatures() {
    let mut t = Topic::planned(Kind::Community);
    let at = t.now + chrono::TimeDelta::days(14);
    t.does(Verb::PlanSign, &secretary(), sign_plan("p1")).does(
        Verb::PlanSave,
        &liaison(),
        Evidence::Plan(plan("p2", 2, at)),
    );
    assert_eq!(t.state.plan.signatures, Signatures::default());
    assert!(t.events.contains(&Event::Voided { paper: Paper::Plan }));
    t.does(Verb::PlanSign, &linked(), sign_plan("p2"));
    assert_eq!(t.state.step, Step::Scheduling);
    t.does(Verb::PlanSign, &secretary(), sign_plan("p2"));
    assert_eq!(t.state.step, Step::Research);
}

#[test]
fn other_stakeholder_groups_void_the_signatures_and_the_same_ones_do_not() {
    let mut t = Topic::planned(Kind::Community);
    t.does(Verb::PlanSign, &secretary(), sign_plan("p1")).does(
        Verb::Assess,
        &liaison(),
        Evidence::Assess(assessment()),
    );
    assert_eq!(t.state.plan.signatures.0.len(), 1);
    let mut fewer = assessment();
    fewer.groups = vec![OWNERS];
    t.does(Verb::Assess, &liaison(), Evidence::Assess(fewer));
    assert_eq!(t.state.plan.signatures.0.len(), 0);
}

#[test]
fn what_was_not_seen_is_not_signed() {
    let mut t = Topic::planned(Kind::Community);
    let why = t.refused(Verb::PlanSign, &secretary(), sign_plan("p0"));
    assert_eq!(why, Refusal::ContentChanged);
}

#[test]
fn a_seat_signs_once() {
    let mut t = Topic::planned(Kind::Community);
    t.does(Verb::PlanSign, &secretary(), sign_plan("p1"));
    let delegate = By {
        person: "delegate".into(),
        ..secretary()
    };
    for person in [secretary(), delegate] {
        let why = t.refused(Verb::PlanSign, &person, sign_plan("p1"));
        let seat = SigningSeat::PartySecretary;
        assert_eq!(why, Refusal::SeatSigned { seat });
    }
}

#[rstest]
#[case(Kind::Community)]
#[case(Kind::Street)]
fn one_person_does_not_sign_two_seats(#[case] kind: Kind) {
    let mut t = Topic::planned(kind);
    let [first, second] = kind.set();
    let same = By {
        person: first.person.clone(),
        ..second
    };
    t.does(Verb::PlanSign, &first, sign_plan("p1"));
    let why = t.refused(Verb::PlanSign, &same, sign_plan("p1"));
    assert_eq!(why, Refusal::SamePerson);
}

#[test]
fn a_seat_of_another_kind_of_council_signs_nothing() {
    let mut t = Topic::planned(Kind::Community);
    let head = by("head", Capacity::Convener(ConvenerSeat::StreetHead));
    let officer = by("officer", Capacity::SecondSigner);
    for stranger in [head, officer] {
        let why = t.refused(Verb::PlanSign, &stranger, sign_plan("p1"));
        assert!(matches!(why, Refusal::NotYours { .. }), "{why:?}");
    }
}

#[test]
fn an_author_or_stakeholder_does_not_sign_declared_or_not() {
    let mut t = Topic::planned(Kind::Community);
    let author = by("author", secretary().capacity);
    assert_eq!(
        t.refused(Verb::PlanSign, &author, sign_plan("p1")),
        Refusal::Recused
    );
    let interested = By {
        interested: true,
        ..secretary()
    };
    assert_eq!(
        t.refused(Verb::PlanSign, &interested, sign_plan("p1")),
        Refusal::Recused
    );
}

#[test]
fn who_steps_aside_takes_back_open_signatures_and_the_delegate_signs() {
    let mut t = Topic::planned(Kind::Community);
    t.does(Verb::PlanSign, &secretary(), sign_plan("p1")).does(
        Verb::Recuse,
        &secretary(),
        reason(),
    );
    assert_eq!(t.state.plan.signatures.0.len(), 0);
    assert_eq!(
        t.refused(Verb::PlanSign, &secretary(), sign_plan("p1")),
        Refusal::Recused
    );
    let delegate = by("delegate", secretary().capacity);
    t.does(Verb::PlanSign, &delegate, sign_plan("p1")).does(
        Verb::PlanSign,
        &linked(),
        sign_plan("p1"),
    );
    assert_eq!(t.state.step, Step::Research);
}

#[test]
fn stepping_aside_leaves_what_is_published() {
    let mut t = Topic::at_research(Kind::Community);
    t.does(Verb::Recuse, &secretary(), reason());
    assert_eq!(t.state.plan.signatures.0.len(), 2);
    assert!(t.state.plan.published_at.is_some());
}

#[test]
fn a_signature_stands_if_the_seat_was_held_when_it_was_given() {
    let mut t = Topic::planned(Kind::Community);
    let before = by("the holder before", secretary().capacity);
    t.does(Verb::PlanSign, &before, sign_plan("p1")).does(
        Verb::PlanSign,
        &linked(),
        sign_plan("p1"),
    );
    assert_eq!(t.state.step, Step::Research);
}

#[test]
fn the_second_signer_is_another_one_than_proposed() {
    let mut t = Topic::at_gate_1(Kind::Street);
    let proposer = by("officer", Capacity::Liaison);
    t.does(
        Verb::Propose,
        &proposer,
        Evidence::Propose {
            reviewers: 1,
            approvers: 1,
        },
    );
    let other = by("another officer", Capacity::Office);
    t.does(Verb::Approve, &other, Evidence::Nothing).does(
        Verb::Approve,
        &super::cast::leader(),
        Evidence::Nothing,
    );
    let at = t.now + chrono::TimeDelta::days(14);
    t.does(
        Verb::PlanSave,
        &liaison(),
        Evidence::Plan(plan("p1", 1, at)),
    );
    let why = t.refused(Verb::PlanSign, &super::cast::second(), sign_plan("p1"));
    assert_eq!(why, Refusal::DecidedBefore);
}

#[test]
fn too_short_a_notice_is_refused_five_days_in_the_street_and_three_in_a_community() {
    for (kind, days) in [(Kind::Community, 3), (Kind::Street, 5)] {
        let mut t = Topic::planned(kind);
        let signer = &kind.set()[0];
        let sign = |notice_days| Evidence::PlanSign {
            hash: "p1".into(),
            notice_days,
            conflicts: 0,
        };
        let why = t.refused(Verb::PlanSign, signer, sign(days - 1));
        assert!(matches!(why, Refusal::Missing { .. }));
        t.does(Verb::PlanSign, signer, sign(days));
    }
}

#[test]
fn a_plan_that_leaves_out_a_stakeholder_group_is_not_signed() {
    let mut t = Topic::approved(Kind::Community);
    let mut facts = plan("p1", 1, t.now + chrono::TimeDelta::days(14));
    facts.groups = vec![OWNERS];
    t.does(Verb::PlanSave, &liaison(), Evidence::Plan(facts));
    let Refusal::Missing { unmet } = t.refused(Verb::PlanSign, &secretary(), sign_plan("p1"))
    else {
        panic!("the plan was signed");
    };
    let what: Vec<_> = unmet
        .iter()
        .map(|c| (c.key.as_ref(), c.have, c.want))
        .collect();
    assert_eq!(what, [("condition-plan-covers-groups", 1, 2)]);
}

#[test]
fn a_rejected_plan_is_saved_anew_before_it_is_signed() {
    let mut t = Topic::planned(Kind::Community);
    t.does(Verb::PlanSign, &secretary(), sign_plan("p1")).does(
        Verb::PlanReject,
        &linked(),
        reason(),
    );
    assert_eq!(t.state.plan.signatures.0.len(), 0);
    let why = t.refused(Verb::PlanSign, &linked(), sign_plan("p1"));
    assert!(matches!(why, Refusal::Missing { .. }));
}

#[test]
fn the_opinion_is_signed_once_the_minutes_are() {
    let kind = Kind::Community;
    let mut t = Topic::held(kind);
    t.does(
        Verb::OpinionSave,
        &liaison(),
        Evidence::Opinion(super::cast::opinion("o1", &[1])),
    );
    let why = t.refused(Verb::OpinionSign, &secretary(), sign_opinion("o1"));
    assert!(matches!(why, Refusal::Missing { .. }));
    t.write_papers(kind, "1", &[1]);
    t.does(Verb::OpinionSign, &secretary(), sign_opinion("o1"));
    // New minutes are unsigned again, and so the opinion waits.
    t.does(
        Verb::MinutesSave,
        &liaison(),
        Evidence::Minutes { hash: "m2".into() },
    );
    let why = t.refused(Verb::OpinionSign, &linked(), sign_opinion("o1"));
    assert!(matches!(why, Refusal::Missing { .. }));
}

#[test]
fn a_reason_that_one_seat_signed_is_not_changed_by_the_other() {
    let mut t = Topic::at_research(Kind::Community);
    t.does(
        Verb::ResearchBriefing,
        &liaison(),
        Evidence::Briefing {
            papers: 1,
            sent_to: 15,
        },
    );
    let waive = |hash: &str| Evidence::SignReason {
        hash: hash.into(),
        reason: true,
    };
    t.does(Verb::ResearchWaive, &secretary(), waive("w1"));
    let why = t.refused(Verb::ResearchWaive, &linked(), waive("w2"));
    assert_eq!(why, Refusal::ContentChanged);
    // The seat that signed alone puts another reason in its place.
    t.does(Verb::ResearchWaive, &secretary(), waive("w2")).does(
        Verb::ResearchWaive,
        &linked(),
        waive("w2"),
    );
    assert_eq!(t.state.step, Step::Deliberation);
}

#[test]
fn signatures_count_by_seat_and_hash() {
    let signature = |seat, hash: &str| Signature {
        seat,
        by: "somebody".into(),
        hash: hash.into(),
        at: monday(),
    };
    let level = Kind::Community.level();
    let signatures = Signatures(vec![
        signature(SigningSeat::PartySecretary, "a"),
        signature(SigningSeat::LinkedMember, "b"),
        signature(SigningSeat::SecondSigner, "a"),
    ]);
    assert_eq!(signatures.count(level, &"a".into()), 1);
    assert!(!signatures.complete(level, &"a".into()));
}
