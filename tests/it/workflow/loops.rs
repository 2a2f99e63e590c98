//! The loops of the method: each goes back one way, is counted, and comes on again.

use chrono::TimeDelta;
use uuid::Uuid;
use yishi::domain::workflow::{
    Event, Evidence, MeetingState, Refusal, Segment, Standing, Step, Verb, duties, gate, track,
};

use super::cast::{
    Kind, OTHER_COUNCIL, Topic, author, by, leader, liaison, linked, officer, plan, rated, ratings,
    reason, secretary, sign_plan,
};

const KIND: Kind = Kind::Community;

fn propose() -> Evidence {
    Evidence::Propose {
        reviewers: 1,
        approvers: 1,
    }
}

#[test]
fn a_returned_topic_goes_back_is_revised_and_proposed_in_a_new_round() {
    let mut t = Topic::proposed(KIND);
    t.does(Verb::Approve, &officer(), Evidence::Nothing)
        .does(Verb::Return, &leader(), reason());
    assert_eq!(t.state.step, Step::Solicitation);
    assert_eq!(t.state.proposal.approvals, []);
    t.does(Verb::Revise, &author(), reason())
        .does(Verb::Propose, &liaison(), propose());
    assert_eq!(t.state.proposal.round, 2);
    // The round is new: who decided before decides again.
    t.does(Verb::Approve, &officer(), Evidence::Nothing);
    let visits: Vec<u32> = track(&t.state).iter().map(|s| s.visits).collect();
    assert_eq!(visits[..3], [2, 2, 0]);
}

#[test]
fn who_proposed_takes_the_proposal_back_and_nobody_else() {
    let mut t = Topic::proposed(KIND);
    assert!(matches!(
        t.refused(Verb::TakeBack, &secretary(), reason()),
        Refusal::NotYours { .. }
    ));
    t.does(Verb::TakeBack, &liaison(), reason());
    assert_eq!(t.state.step, Step::Solicitation);
    t.does(Verb::Propose, &secretary(), propose());
}

#[test]
fn nobody_decides_twice_in_a_round_or_on_what_they_proposed() {
    let mut t = Topic::proposed(KIND);
    t.does(Verb::Approve, &officer(), Evidence::Nothing);
    let both = by("officer", leader().capacity);
    assert_eq!(
        t.refused(Verb::Approve, &both, Evidence::Nothing),
        Refusal::DecidedBefore
    );
    let proposer = by("liaison", leader().capacity);
    assert_eq!(
        t.refused(Verb::Approve, &proposer, Evidence::Nothing),
        Refusal::DecidedBefore
    );
}

#[test]
fn the_chain_decides_in_its_order() {
    let mut t = Topic::proposed(KIND);
    assert!(matches!(
        t.refused(Verb::Approve, &leader(), Evidence::Nothing),
        Refusal::NotYours { .. }
    ));
}

#[test]
fn a_proposal_names_who_is_missing_to_decide_on_it() {
    let mut t = Topic::at_gate_1(KIND);
    let nobody = Evidence::Propose {
        reviewers: 0,
        approvers: 1,
    };
    let Refusal::Missing { unmet } = t.refused(Verb::Propose, &liaison(), nobody) else {
        panic!("it was proposed");
    };
    assert_eq!(unmet.len(), 1);
    assert_eq!(unmet[0].key, "condition-reviewer");
}

#[test]
fn replanning_keeps_approval_and_reports_and_starts_the_notice_anew() {
    let mut t = Topic::at_deliberation(KIND);
    t.days(14);
    let session = Uuid::from_u128(1);
    t.does(
        Verb::SessionAdjourn,
        &secretary(),
        Evidence::Adjourn {
            session,
            reason: true,
        },
    );
    let desk = duties(&t.state, t.now);
    assert!(desk.iter().all(|d| d.verb == Verb::Replan), "{desk:?}");
    t.does(Verb::Replan, &linked(), reason());
    assert_eq!(t.state.step, Step::Scheduling);
    assert!(t.state.approved());
    assert_eq!(t.state.plan.signatures.0.len(), 0);
    let at = t.now + TimeDelta::days(14);
    t.does(
        Verb::PlanSave,
        &liaison(),
        Evidence::Plan(plan("p2", 2, at)),
    )
    .does(Verb::PlanSign, &secretary(), sign_plan("p2"))
    .does(Verb::PlanSign, &linked(), sign_plan("p2"));
    assert_eq!(t.state.step, Step::Research);
    // What was reported and sent is kept.
    assert!(gate(&t.state, t.now, 0).iter().all(|c| c.met));
    t.does(Verb::ResearchAdopt, &secretary(), Evidence::Nothing);
    let states: Vec<MeetingState> = t
        .state
        .deliberation
        .meetings
        .iter()
        .map(|m| m.state)
        .collect();
    assert_eq!(states, [MeetingState::Adjourned, MeetingState::Planned]);
}

#[test]
fn a_session_that_was_held_is_not_planned_again() {
    let mut t = Topic::held(KIND);
    t.does(Verb::Replan, &secretary(), reason());
    let facts = plan("p2", 1, t.now + TimeDelta::days(14));
    assert!(matches!(
        t.refused(Verb::PlanSave, &liaison(), Evidence::Plan(facts)),
        Refusal::Missing { .. }
    ));
}

fn sustain(t: &mut Topic, objection: u128) {
    for signer in KIND.set() {
        t.does(
            Verb::FeedbackSustain,
            &signer,
            Evidence::Objection {
                objection: Uuid::from_u128(objection),
                hash: format!("answer {objection}").as_str().into(),
                reason: true,
            },
        );
    }
}

#[test]
fn a_sustained_objection_leads_to_further_deliberation_at_most_twice() {
    let mut t = Topic::at_feedback(KIND, &[1]);
    for turn in 1..=2_u32 {
        t.post(KIND);
        sustain(&mut t, u128::from(turn));
        assert_eq!(t.state.step, Step::Deliberation);
        assert_eq!(t.state.deliberation.turn, turn);
        assert_eq!(t.state.opinion.consents, (0, 0));
        assert!(t.state.feedback.posting.is_none());
        // A further session is planned, held, and its papers are new.
        let session = 10 + u128::from(turn);
        let at = t.now + TimeDelta::days(14);
        let mark = format!("again {turn}");
        let hash = format!("p{mark}");
        let facts = plan(&hash, session, at);
        t.does(Verb::PlanSave, &liaison(), Evidence::Plan(facts));
        for signer in KIND.set() {
            t.does(Verb::PlanSign, &signer, sign_plan(&hash));
        }
        assert_eq!(t.state.step, Step::Deliberation);
        t.days(14)
            .hold_session(KIND, session)
            .write_papers(KIND, &mark, &[1])
            .issue(KIND, &mark);
        assert_eq!(t.state.step, Step::Feedback);
    }
    t.post(KIND);
    let third = Evidence::Objection {
        objection: Uuid::from_u128(3),
        hash: "answer 3".into(),
        reason: true,
    };
    assert!(matches!(
        t.refused(Verb::FeedbackSustain, &secretary(), third.clone()),
        Refusal::Missing { .. }
    ));
    // Then it is answered, the dissent is kept, and the topic goes on.
    for signer in KIND.set() {
        t.does(Verb::FeedbackAnswer, &signer, third.clone());
    }
    t.close_feedback(1);
    assert_eq!(t.state.step, Step::Conversion);
}

#[test]
fn an_objection_without_an_answer_holds_up_the_feedback() {
    let mut t = Topic::at_feedback(KIND, &[1]);
    t.post(KIND).days(7);
    let close = Evidence::FeedbackClose {
        objections: 1,
        acknowledged: 0,
        root: None,
    };
    assert!(matches!(
        t.refused(Verb::FeedbackClose, &liaison(), close),
        Refusal::Missing { .. }
    ));
}

#[test]
fn a_failed_topic_is_handled_once_more_with_a_new_task_for_each_accepted_item() {
    let mut t = Topic::counted(KIND, ratings(3, 9));
    let bad = rated(ratings(3, 9));
    assert!(matches!(
        t.refused(Verb::Conclude, &officer(), bad.clone()),
        Refusal::Missing { .. }
    ));
    t.does(Verb::Rehandle, &officer(), bad);
    assert_eq!((t.state.step, t.state.round), (Step::Conversion, 2));
    let numbers: Vec<(u32, u32, u32)> = t
        .state
        .tasks
        .iter()
        .map(|t| (t.n, t.item, t.round))
        .collect();
    assert_eq!(numbers, [(1, 1, 1), (2, 1, 2)]);
    t.accept_task(2)
        .complete_task(2)
        .verify_task(2)
        .open_window()
        .days(10)
        .does(Verb::EvaluationAccount, &officer(), rated(ratings(3, 9)));
    assert!(t.state.failed_for_good());
    assert!(matches!(
        t.refused(Verb::Rehandle, &officer(), rated(ratings(3, 9))),
        Refusal::AlreadyDone { .. }
    ));
    let successor = Uuid::from_u128(99);
    t.does(
        Verb::Escalate,
        &officer(),
        Evidence::Escalate {
            reason: true,
            successor,
        },
    );
    assert!(
        t.events
            .contains(&Event::SuccessorOpens { topic: successor })
    );
}

#[test]
fn a_good_topic_is_not_handled_once_more() {
    let mut t = Topic::counted(KIND, ratings(12, 1));
    assert!(matches!(
        t.refused(Verb::Rehandle, &officer(), rated(ratings(12, 1))),
        Refusal::Missing { .. }
    ));
}

#[test]
fn a_merge_is_undone_within_24_hours_and_not_later() {
    let mut t = Topic::at_gate_1(KIND);
    let before = t.state.clone();
    t.does(
        Verb::Merge,
        &liaison(),
        Evidence::Merge {
            target: Uuid::from_u128(5),
            target_open: true,
        },
    );
    assert_eq!(t.state.standing, Standing::Merged);
    let mut late = t.clone();
    late.now += TimeDelta::hours(25);
    let undo = Evidence::Unmerge { moved_back: 4 };
    assert!(matches!(
        late.refused(Verb::Unmerge, &liaison(), undo.clone()),
        Refusal::TooLate { .. }
    ));
    t.now += TimeDelta::hours(24);
    t.does(Verb::Unmerge, &liaison(), undo);
    assert_eq!(t.state.standing, Standing::Open);
    assert_eq!(t.state.passages, before.passages);
    assert_eq!(t.state.intake, before.intake);
}

fn decline(t: &Topic) -> Evidence {
    Evidence::Decline {
        reason: true,
        elsewhere: true,
        reconsider_until: t.now + TimeDelta::days(14),
    }
}

#[test]
fn at_step_1_one_asks_for_a_decline_and_another_confirms_it() {
    let mut t = Topic::at_gate_1(KIND);
    let ask = decline(&t);
    t.does(Verb::Decline, &secretary(), ask);
    assert_eq!(t.state.standing, Standing::Open);
    assert_eq!(
        t.refused(Verb::DeclineConfirm, &secretary(), reason()),
        Refusal::DecidedBefore
    );
    let desk: Vec<_> = duties(&t.state, t.now);
    assert_eq!(desk.len(), 1, "{desk:?}");
    t.does(Verb::DeclineConfirm, &linked(), reason());
    assert_eq!(t.state.standing, Standing::Declined);
}

#[test]
fn proposing_drops_an_open_ask_for_a_decline() {
    let mut t = Topic::at_gate_1(KIND);
    let ask = decline(&t);
    t.does(Verb::Decline, &secretary(), ask)
        .does(Verb::Propose, &liaison(), propose());
    assert!(t.state.intake.decline_asked.is_none());
}

#[test]
fn a_declined_topic_is_reconsidered_once_by_the_chain() {
    let mut t = Topic::proposed(KIND);
    let ask = decline(&t);
    t.does(Verb::Decline, &officer(), ask);
    assert_eq!(t.state.standing, Standing::Declined);
    let yes = Evidence::Decide {
        granted: true,
        reason: true,
        bound: None,
    };
    t.does(Verb::Reconsider, &author(), reason()).does(
        Verb::ReconsiderDecide,
        &officer(),
        yes.clone(),
    );
    assert_eq!(t.state.standing, Standing::Declined);
    t.does(Verb::ReconsiderDecide, &leader(), yes);
    assert!(t.state.open_at(Step::Scheduling));
    assert_eq!(t.state.proposal.round, 2);
    // Declined again, it stays so.
    let ask = decline(&t);
    t.does(Verb::Decline, &officer(), ask);
    assert!(matches!(
        t.refused(Verb::Reconsider, &author(), reason()),
        Refusal::AlreadyDone { .. }
    ));
}

#[test]
fn reconsideration_is_asked_in_time() {
    let mut t = Topic::proposed(KIND);
    let ask = decline(&t);
    t.does(Verb::Decline, &officer(), ask).days(15);
    assert!(matches!(
        t.refused(Verb::Reconsider, &author(), reason()),
        Refusal::TooLate { .. }
    ));
}

#[test]
fn a_transfer_within_the_street_starts_a_new_round_at_the_same_step() {
    let mut t = Topic::proposed(KIND);
    t.does(Verb::Approve, &officer(), Evidence::Nothing);
    let there = Evidence::TransferWithin {
        council: OTHER_COUNCIL,
        level: KIND.level(),
        has_liaison: false,
        reason: true,
    };
    t.does(Verb::Transfer, &liaison(), there);
    assert!(t.state.open_at(Step::Scheduling));
    assert_eq!(t.state.council, OTHER_COUNCIL);
    assert_eq!(
        (t.state.proposal.round, t.state.proposal.approvals.len()),
        (2, 0)
    );
    t.does(Verb::Approve, &officer(), Evidence::Nothing).does(
        Verb::Approve,
        &leader(),
        Evidence::Nothing,
    );
    let back = Evidence::TransferOut {
        receiver_named: true,
        reason: true,
    };
    assert!(matches!(
        t.refused(Verb::Transfer, &secretary(), back),
        Refusal::TooLate { .. }
    ));
}

#[test]
fn a_topic_out_of_the_street_ends_as_transferred() {
    let mut t = Topic::submitted(KIND);
    t.does(
        Verb::Transfer,
        &liaison(),
        Evidence::TransferOut {
            receiver_named: true,
            reason: true,
        },
    );
    assert_eq!(t.state.standing, Standing::Transferred);
    assert!(matches!(
        t.refused(Verb::Accept, &liaison(), Evidence::Nothing),
        Refusal::Ended { .. }
    ));
    assert!(matches!(
        track(&t.state)[0].segment,
        Segment::Current { .. }
    ));
}
