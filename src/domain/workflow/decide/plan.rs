//! Step 2, and step 4 after a sustained objection: the plan.

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::{Event, Paper};
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::PlanFacts;
use crate::domain::workflow::gate;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{Meeting, MeetingState};
use crate::domain::workflow::rules::Bound;
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, need, put_signature};

/// At step 2 once approved; at step 4 only where a further session is due.
fn planning(turn: &Turn) -> Done {
    if turn.s.step == Step::Scheduling {
        need([Condition::flag("condition-approved", turn.s.approved())])
    } else if turn.s.deliberation.further_plan_due {
        Ok(())
    } else {
        Err(Refusal::WrongStep {
            verb: turn.act.verb,
            step: turn.s.step,
        })
    }
}

pub fn save(turn: &mut Turn) -> Done {
    let Evidence::Plan(facts) = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    planning(turn)?;
    need([Condition::flag(
        "condition-sessions-new",
        sessions_are_new(turn, facts),
    )])?;
    turn.void_plan();
    turn.s.plan.facts = Some(facts.clone());
    turn.s.plan.rejected = false;
    turn.s.plan.published_at = None;
    Ok(())
}

/// No session is named twice, and none that was held, adjourned or is announced.
fn sessions_are_new(turn: &Turn, facts: &PlanFacts) -> bool {
    facts.sessions.iter().enumerate().all(|(i, s)| {
        facts.sessions.iter().skip(i + 1).all(|o| o.id != s.id)
            && turn
                .s
                .deliberation
                .meetings
                .iter()
                .all(|m| m.id != s.id || m.state == MeetingState::Cancelled)
    })
}

pub fn reject(turn: &mut Turn) -> Done {
    turn.reason()?;
    planning(turn)?;
    turn.signer()?;
    need([Condition::flag(
        "condition-plan-saved",
        turn.s.plan.facts.is_some() && !turn.s.plan.rejected,
    )])?;
    turn.spend_once(Bound::PlanReject)?;
    turn.void_plan();
    turn.s.plan.rejected = true;
    Ok(())
}

pub fn sign(turn: &mut Turn) -> Done {
    let Evidence::PlanSign {
        hash,
        notice_days,
        conflicts,
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    planning(turn)?;
    let seat = turn.signer()?;
    need(gate::plan(&turn.s))?;
    if turn.s.plan.facts.as_ref().map(|f| &f.hash) != Some(hash) {
        return Err(Refusal::ContentChanged);
    }
    let notice = turn.s.rules.notice(turn.s.level);
    need([
        Condition::count("condition-notice-days", *notice_days, notice),
        Condition::flag("condition-no-conflict", *conflicts == 0),
    ])?;
    let level = turn.s.level;
    let last = put_signature(&mut turn.s.plan.signatures, level, seat, hash, turn.act)?;
    let paper = Paper::Plan;
    turn.events.push(Event::Signed { paper, seat });
    if last {
        turn.events.push(Event::Completed { paper });
        publish(turn);
    }
    Ok(())
}

/// The last signature is itself the publication: the sessions are announced, and from step 2 the
/// research begins. Reports of groups that are planned again are kept.
fn publish(turn: &mut Turn) {
    let Some(facts) = turn.s.plan.facts.clone() else {
        return;
    };
    turn.s.plan.published_at = Some(turn.act.at);
    turn.cancel_planned();
    let talk = &mut turn.s.deliberation;
    for session in &facts.sessions {
        talk.meetings.retain(|m| m.id != session.id);
        talk.meetings.push(Meeting {
            id: session.id,
            at: session.at,
            form: session.form,
            turn: talk.turn,
            state: MeetingState::Planned,
            presence: None,
            heard: std::collections::BTreeSet::new(),
            ballots: std::collections::BTreeMap::new(),
            closed_at: None,
        });
    }
    talk.further_plan_due = false;
    turn.events.push(Event::PlanPublished {
        sessions: facts.sessions.iter().map(|s| s.id).collect(),
    });
    if turn.s.step == Step::Scheduling {
        let mut kept = std::mem::take(&mut turn.s.research.groups);
        for group in &facts.research_groups {
            let work = kept.remove(group).unwrap_or_default();
            turn.s.research.groups.insert(*group, work);
        }
        turn.go(Step::Research);
    }
}

pub fn replan(turn: &mut Turn) -> Done {
    turn.reason()?;
    need([Condition::flag(
        "condition-no-session-under-way",
        turn.s.deliberation.under_way().is_none(),
    )])?;
    turn.spend_once(Bound::Replan)?;
    turn.void_plan();
    turn.void_waiver();
    turn.void_opinion();
    turn.s.plan.published_at = None;
    turn.s.research.adopted_at = None;
    turn.s.deliberation.further_plan_due = false;
    turn.cancel_planned();
    turn.go(Step::Scheduling);
    Ok(())
}
