//! Bounds: what can be done so often, and then with the leader's recorded consent.

use chrono::TimeDelta;
use rstest::rstest;
use yishi::domain::actor::Role;
use yishi::domain::workflow::{Bound, Bounds, Evidence, Holder, Refusal, Verb, duties};

use super::cast::{
    Kind, Topic, author, leader, liaison, linked, monday, officer, plan, reason, secretary,
};

const KIND: Kind = Kind::Community;

fn ask(bound: Bound) -> Evidence {
    Evidence::BoundAsk {
        bound,
        verb: bound.verb(),
    }
}

fn consent(bound: Bound, granted: bool) -> Evidence {
    Evidence::Decide {
        granted,
        reason: true,
        bound: Some(bound),
    }
}

#[test]
fn beyond_a_bound_the_leaders_consent_lets_it_be_done_once_more() {
    let mut t = Topic::submitted(KIND);
    let bound = Bound::AskMore;
    for _ in 0..2 {
        t.does(Verb::AskMore, &liaison(), reason())
            .does(Verb::Revise, &author(), reason());
    }
    assert_eq!(
        t.refused(Verb::AskMore, &liaison(), reason()),
        Refusal::NeedsConsent {
            bound,
            used: 2,
            limit: 2
        }
    );
    t.does(Verb::BoundAsk, &liaison(), ask(bound));
    let desk = duties(&t.state, t.now);
    assert!(desk.iter().any(|d| d.verb == Verb::BoundConsent
        && d.holder == Holder::Role(Role::Leader)
        && d.subject == "ask_more"));
    t.does(Verb::BoundConsent, &leader(), consent(bound, true))
        .does(Verb::AskMore, &liaison(), reason())
        .does(Verb::Revise, &author(), reason());
    // Once, and not again.
    assert!(matches!(
        t.refused(Verb::AskMore, &liaison(), reason()),
        Refusal::NeedsConsent { used: 3, .. }
    ));
}

#[test]
fn a_refused_consent_leaves_the_bound_as_it_is() {
    let mut t = Topic::submitted(KIND);
    let bound = Bound::AskMore;
    for _ in 0..2 {
        t.does(Verb::AskMore, &liaison(), reason())
            .does(Verb::Revise, &author(), reason());
    }
    t.does(Verb::BoundAsk, &liaison(), ask(bound)).does(
        Verb::BoundConsent,
        &leader(),
        consent(bound, false),
    );
    assert!(matches!(
        t.refused(Verb::AskMore, &liaison(), reason()),
        Refusal::NeedsConsent { .. }
    ));
    // It can be asked again.
    t.does(Verb::BoundAsk, &liaison(), ask(bound));
}

#[test]
fn consent_is_not_asked_before_the_bound_is_reached() {
    let mut t = Topic::submitted(KIND);
    assert_eq!(
        t.refused(Verb::BoundAsk, &liaison(), ask(Bound::AskMore)),
        Refusal::BoundNotReached {
            bound: Bound::AskMore
        }
    );
}

#[test]
fn only_the_leader_consents_and_only_when_asked() {
    let mut t = Topic::submitted(KIND);
    let yes = consent(Bound::Replan, true);
    assert!(matches!(
        t.refused(Verb::BoundConsent, &officer(), yes.clone()),
        Refusal::NotYours { .. }
    ));
    assert!(matches!(
        t.refused(Verb::BoundConsent, &leader(), yes),
        Refusal::Missing { .. }
    ));
}

#[rstest]
#[case(Bound::AskMore, 2)]
#[case(Bound::Return, 2)]
#[case(Bound::Replan, 3)]
#[case(Bound::Unmerge, 1)]
#[case(Bound::Transfer, 1)]
#[case(Bound::Suspension, 120)]
#[case(Bound::PlanReject, 3)]
#[case(Bound::OpinionReject, 3)]
#[case(Bound::Extension, 2)]
#[case(Bound::NotConfirmed, 2)]
fn the_bounds_are_those_of_the_method(#[case] bound: Bound, #[case] limit: u32) {
    assert_eq!(Bounds::default().of(bound), limit);
    assert_eq!(Bound::from_code(bound.code()), Some(bound));
}

#[test]
fn a_plan_is_sent_back_three_times() {
    let mut t = Topic::planned(KIND);
    for n in 2..=4 {
        t.does(Verb::PlanReject, &linked(), reason());
        let facts = plan("again", n, t.now + TimeDelta::days(14));
        t.does(Verb::PlanSave, &liaison(), Evidence::Plan(facts));
    }
    assert!(matches!(
        t.refused(Verb::PlanReject, &linked(), reason()),
        Refusal::NeedsConsent {
            bound: Bound::PlanReject,
            used: 3,
            limit: 3
        }
    ));
}

#[test]
fn a_task_is_extended_twice_and_each_task_counts_alone() {
    let mut t = Topic::at_conversion(KIND, &[1, 2]);
    t.accept_task(1).accept_task(2);
    let extend = |t: &Topic, n: u32| Evidence::TaskExtend {
        n,
        due: t.state.task(n).unwrap().due.unwrap() + TimeDelta::days(20),
        reason: true,
    };
    for _ in 0..2 {
        let more = extend(&t, 1);
        t.does(Verb::TaskExtend, &super::cast::unit(), more.clone())
            .does(Verb::TaskApproveExtension, &officer(), more);
    }
    let more = extend(&t, 1);
    assert!(matches!(
        t.refused(Verb::TaskExtend, &super::cast::unit(), more),
        Refusal::NeedsConsent {
            bound: Bound::Extension,
            ..
        }
    ));
    let other = extend(&t, 2);
    t.does(Verb::TaskExtend, &super::cast::unit(), other);
}

fn suspend(t: &Topic, review_days: u32) -> Evidence {
    Evidence::Suspend {
        reason: true,
        review: t.now + TimeDelta::days(i64::from(review_days) * 7 / 5),
        review_days,
    }
}

#[test]
fn a_suspension_is_reviewed_within_60_working_days_and_counted_to_120() {
    let mut t = Topic::proposed(KIND);
    let long = suspend(&t, 61);
    assert!(matches!(
        t.refused(Verb::Suspend, &officer(), long),
        Refusal::Missing { .. }
    ));
    for _ in 0..2 {
        let pause = suspend(&t, 60);
        t.does(Verb::Suspend, &secretary(), pause).days(84).does(
            Verb::Resume,
            &secretary(),
            Evidence::Resume { working_days: 60 },
        );
    }
    let more = suspend(&t, 1);
    assert!(matches!(
        t.refused(Verb::Suspend, &secretary(), more),
        Refusal::NeedsConsent {
            used: 120,
            limit: 120,
            ..
        }
    ));
}

#[test]
fn while_suspended_nothing_goes_on_but_resume_and_an_early_withdrawal() {
    let mut t = Topic::proposed(KIND);
    let pause = suspend(&t, 10);
    t.does(Verb::Suspend, &officer(), pause);
    assert_eq!(
        t.refused(Verb::Approve, &officer(), Evidence::Nothing),
        Refusal::Suspended
    );
    let mut gone = t.clone();
    gone.does(Verb::Withdraw, &author(), reason());
    assert_eq!(
        gone.state.standing,
        yishi::domain::workflow::Standing::Withdrawn
    );
    t.days(14).does(
        Verb::Resume,
        &officer(),
        Evidence::Resume { working_days: 10 },
    );
    t.does(Verb::Approve, &officer(), Evidence::Nothing);
}

#[test]
fn the_clocks_stand_while_a_topic_is_suspended() {
    let mut t = Topic::at_evaluation(KIND);
    let before = t.state.clone();
    let pause = suspend(&t, 10);
    t.does(Verb::Suspend, &officer(), pause);
    t.now += TimeDelta::hours(14 * 24 + 5);
    t.does(
        Verb::Resume,
        &officer(),
        Evidence::Resume { working_days: 10 },
    );
    let stood = TimeDelta::hours(14 * 24 + 5);
    assert_eq!(t.state.since, before.since + stood);
    // A date keeps its hour.
    let until = before.evaluation.until.unwrap() + TimeDelta::days(15);
    assert_eq!(t.state.evaluation.until, Some(until));
}

#[test]
fn the_first_answers_clock_stands_while_the_author_is_asked() {
    let mut t = Topic::submitted(KIND);
    t.days(1).does(Verb::AskMore, &liaison(), reason());
    assert_eq!(yishi::domain::workflow::deadline(&t.state), None);
    t.days(6).does(Verb::Revise, &author(), reason());
    assert_eq!(
        t.state.intake.clock_from,
        Some(monday() + TimeDelta::days(6))
    );
}
