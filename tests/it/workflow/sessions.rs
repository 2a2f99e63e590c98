//! Sessions: their day, their quorum, their ballots.

use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;
use yishi::domain::workflow::{
    Evidence, Form, Fraction, Presence, Refusal, Verb, gate, quorum, quorum_of,
};

use super::cast::{
    Kind, OWNERS, SHOPS, Topic, liaison, linked, officer, plan, presence, reason, secretary,
    sign_plan,
};

const KIND: Kind = Kind::Community;
const SESSION: Uuid = Uuid::from_u128(1);

fn open(presence: Presence) -> Evidence {
    Evidence::Open {
        session: SESSION,
        presence,
    }
}

fn close(presence: Presence) -> Evidence {
    Evidence::Close {
        session: SESSION,
        heard: presence.groups.clone(),
        presence,
    }
}

fn unmet(why: Refusal) -> Vec<String> {
    let Refusal::Missing { unmet } = why else {
        panic!("{why:?}");
    };
    unmet.into_iter().map(|c| c.key.into_owned()).collect()
}

#[rstest]
#[case(15, 10)]
#[case(16, 11)]
#[case(3, 2)]
#[case(1, 1)]
#[case(0, 1)]
fn two_thirds_of_the_invited_are_rounded_up_and_never_none(
    #[case] invited: u32,
    #[case] present: u32,
) {
    assert_eq!(quorum_of(invited, Fraction { of: 2, in_all: 3 }), present);
}

#[test]
fn a_quorum_is_the_signing_set_two_thirds_and_every_group() {
    let t = Topic::at_deliberation(KIND);
    assert!(quorum(&t.state, &presence()).iter().all(|c| c.met));
    let poor = Presence {
        set_present: 1,
        present: 9,
        groups: vec![OWNERS],
        ..presence()
    };
    assert!(quorum(&t.state, &poor).iter().all(|c| !c.met));
}

#[test]
fn a_session_opens_on_its_day_and_with_a_quorum_only() {
    let mut t = Topic::at_deliberation(KIND);
    assert!(matches!(
        t.refused(Verb::SessionOpen, &secretary(), open(presence())),
        Refusal::TooEarly { .. }
    ));
    t.days(14);
    let few = Presence {
        present: 9,
        ..presence()
    };
    let why = t.refused(Verb::SessionOpen, &secretary(), open(few));
    assert_eq!(unmet(why), ["condition-quorum-delegates"]);
    assert!(matches!(
        t.refused(Verb::SessionOpen, &officer(), open(presence())),
        Refusal::NotYours { .. }
    ));
    t.does(Verb::SessionOpen, &linked(), open(presence()));
}

#[test]
fn a_group_that_stays_away_is_explained_after_two_invitations() {
    let mut t = Topic::at_deliberation(KIND);
    t.days(14);
    let without = Presence {
        groups: vec![OWNERS],
        ..presence()
    };
    let why = t.refused(Verb::SessionOpen, &secretary(), open(without.clone()));
    assert_eq!(unmet(why), ["condition-quorum-groups"]);
    let absence = |invitations| Evidence::Absence {
        session: SESSION,
        group: SHOPS,
        invitations,
        reason: true,
    };
    let why = t.refused(Verb::SessionAbsence, &liaison(), absence(1));
    assert_eq!(unmet(why), ["condition-invitations"]);
    t.does(Verb::SessionAbsence, &liaison(), absence(2))
        .does(Verb::SessionOpen, &secretary(), open(without.clone()))
        .does(Verb::SessionClose, &secretary(), close(without));
    let heard = gate(&t.state, t.now, 0);
    let heard = heard
        .iter()
        .find(|c| c.key == "condition-groups-heard")
        .unwrap();
    assert!(heard.met);
}

#[test]
fn a_written_or_online_round_has_its_quorum_at_the_close() {
    for form in [Form::Written, Form::Online] {
        assert!(form.is_round());
        let mut t = Topic::approved(KIND);
        let mut facts = plan("p1", 1, t.now + TimeDelta::days(14));
        facts.sessions[0].form = form;
        t.does(Verb::PlanSave, &liaison(), Evidence::Plan(facts));
        for signer in KIND.set() {
            t.does(Verb::PlanSign, &signer, sign_plan("p1"));
        }
        let briefing = Evidence::Briefing {
            papers: 1,
            sent_to: 15,
        };
        t.does(Verb::ResearchBriefing, &liaison(), briefing);
        for signer in KIND.set() {
            let waive = Evidence::SignReason {
                hash: "w".into(),
                reason: true,
            };
            t.does(Verb::ResearchWaive, &signer, waive);
        }
        // It begins before its date, when nobody has answered yet.
        t.does(Verb::SessionOpen, &secretary(), open(Presence::default()));
        let why = t.refused(
            Verb::SessionClose,
            &secretary(),
            close(Presence {
                present: 9,
                ..presence()
            }),
        );
        assert_eq!(unmet(why), ["condition-quorum-delegates"]);
        t.days(14)
            .does(Verb::SessionClose, &secretary(), close(presence()));
    }
}

#[test]
fn without_a_quorum_a_session_is_adjourned_and_planned_anew() {
    let mut t = Topic::at_deliberation(KIND);
    let adjourn = Evidence::Adjourn {
        session: SESSION,
        reason: true,
    };
    assert!(matches!(
        t.refused(Verb::SessionAdjourn, &secretary(), adjourn.clone()),
        Refusal::TooEarly { .. }
    ));
    t.days(14)
        .does(Verb::SessionAdjourn, &secretary(), adjourn)
        .does(Verb::Replan, &secretary(), reason());
    assert_eq!(t.state.loops.adjourned, 1);
}

#[test]
fn a_session_under_way_is_not_replanned_over() {
    let mut t = Topic::at_deliberation(KIND);
    t.days(14)
        .does(Verb::SessionOpen, &secretary(), open(presence()));
    let why = t.refused(Verb::Replan, &secretary(), reason());
    assert_eq!(unmet(why), ["condition-no-session-under-way"]);
}

#[test]
fn a_ballot_is_frozen_when_it_opens_and_counted_when_it_closes() {
    let mut t = Topic::at_deliberation(KIND);
    t.days(14)
        .does(Verb::SessionOpen, &secretary(), open(presence()));
    let ballot = Uuid::from_u128(7);
    let opened = |options| Evidence::BallotOpen {
        session: SESSION,
        ballot,
        options,
        electorate: 10,
        secret: true,
    };
    let counted = |counts: &[u32]| Evidence::BallotClose {
        session: SESSION,
        ballot,
        counts: counts.to_vec(),
        root: None,
    };
    let why = t.refused(Verb::BallotOpen, &secretary(), opened(1));
    assert_eq!(unmet(why), ["condition-ballot-options"]);
    t.does(Verb::BallotOpen, &secretary(), opened(3));
    let why = t.refused(Verb::SessionClose, &secretary(), close(presence()));
    assert_eq!(unmet(why), ["condition-no-ballot-open"]);
    for wrong in [&[6, 4][..], &[6, 4, 1]] {
        let why = t.refused(Verb::BallotClose, &secretary(), counted(wrong));
        assert_eq!(unmet(why), ["condition-ballot-counts"]);
    }
    t.does(Verb::BallotClose, &secretary(), counted(&[6, 3, 1]))
        .does(Verb::SessionClose, &secretary(), close(presence()));
}

#[test]
fn a_remark_is_recorded_while_the_session_is_under_way_and_leaves_the_version() {
    let mut t = Topic::at_deliberation(KIND);
    let remark = Evidence::Session { session: SESSION };
    let why = t.refused(Verb::SessionRemark, &liaison(), remark.clone());
    assert_eq!(unmet(why), ["condition-session-under-way"]);
    t.days(14)
        .does(Verb::SessionOpen, &secretary(), open(presence()));
    let version = t.state.version;
    t.does(Verb::SessionRemark, &liaison(), remark);
    assert_eq!(t.state.version, version);
}

#[test]
fn minutes_and_opinion_wait_for_a_session() {
    let mut t = Topic::at_deliberation(KIND);
    let minutes = Evidence::Minutes { hash: "m".into() };
    let why = t.refused(Verb::MinutesSave, &liaison(), minutes);
    assert_eq!(unmet(why), ["condition-session-held"]);
}
