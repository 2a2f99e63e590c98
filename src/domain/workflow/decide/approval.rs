//! Between step 1 and 2: propose, the approval chain, decline and reconsider.

use crate::domain::policy::Who;
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::gate;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rules::{Bound, ChainLink};
use crate::domain::workflow::state::{Approval, DeclineAsk, Declined, Standing};
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, given, many, need};

pub fn propose(turn: &mut Turn) -> Done {
    let Evidence::Propose {
        reviewers,
        approvers,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let mut conditions = gate::solicitation(&turn.s);
    let chain = &turn.s.rules.chain;
    let wanted = |link: ChainLink| many(chain.iter().filter(|l| **l == link).count());
    conditions.push(Condition::count(
        "condition-reviewer",
        reviewers,
        wanted(ChainLink::Office),
    ));
    conditions.push(Condition::count(
        "condition-approver",
        approvers,
        wanted(ChainLink::Leader),
    ));
    need(conditions)?;
    let s = &mut turn.s;
    s.intake.decline_asked = None;
    s.intake.asked_at = None;
    s.intake.returned = false;
    s.proposal.by = Some(turn.act.by.person.clone());
    s.proposal.at = Some(turn.act.at);
    new_round(turn);
    turn.go(Step::Scheduling);
    Ok(())
}

/// A new round voids the approvals of the one before.
pub fn new_round(turn: &mut Turn) {
    let proposal = &mut turn.s.proposal;
    proposal.round = proposal.round.saturating_add(1);
    proposal.approvals.clear();
    proposal.approved_at = None;
}

pub fn take_back(turn: &mut Turn) -> Done {
    turn.reason()?;
    if turn.s.approved() {
        return Err(turn.too_late());
    }
    if turn.s.proposal.by.as_ref() != Some(turn.person()) {
        return Err(turn.not_yours(&[Who::Proposer]));
    }
    turn.s.proposal.approvals.clear();
    turn.go(Step::Solicitation);
    Ok(())
}

/// Nobody decides twice in one round, or on what they proposed.
fn decides(turn: &Turn) -> Done {
    let proposal = &turn.s.proposal;
    let person = turn.person();
    if proposal.by.as_ref() == Some(person) || proposal.approvals.iter().any(|a| a.by == *person) {
        return Err(Refusal::DecidedBefore);
    }
    Ok(())
}

pub fn approve(turn: &mut Turn) -> Done {
    let Evidence::Nothing = turn.act.evidence else {
        return Err(turn.wrong());
    };
    turn.link()?;
    decides(turn)?;
    let at = turn.act.at;
    let links = turn.s.rules.chain.len();
    turn.s.proposal.approvals.push(Approval {
        by: turn.act.by.person.clone(),
        at,
    });
    if turn.s.proposal.approvals.len() >= links {
        turn.s.proposal.approved_at = Some(at);
        // The clock of the plan begins.
        turn.s.since = at;
    }
    Ok(())
}

pub fn send_back(turn: &mut Turn) -> Done {
    turn.reason()?;
    if turn.s.approved() {
        return Err(turn.too_late());
    }
    turn.link()?;
    decides(turn)?;
    turn.spend_once(Bound::Return)?;
    turn.s.proposal.approvals.clear();
    turn.s.intake.returned = true;
    turn.go(Step::Solicitation);
    Ok(())
}

pub fn decline(turn: &mut Turn) -> Done {
    let Evidence::Decline {
        reason,
        elsewhere,
        reconsider_until,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    need([
        Condition::flag("condition-reason", reason),
        Condition::flag("condition-elsewhere", elsewhere),
    ])?;
    if turn.s.step == Step::Solicitation {
        if turn.s.intake.decline_asked.is_some() {
            return Err(turn.already());
        }
        turn.s.intake.decline_asked = Some(DeclineAsk {
            by: turn.act.by.person.clone(),
            seat: turn.act.by.seat(),
            at: turn.act.at,
            until: reconsider_until,
        });
        return Ok(());
    }
    if turn.s.approved() {
        // The round is over: any link may decide anew, but not on what they proposed.
        if turn.s.proposal.by.as_ref() == Some(turn.person()) {
            return Err(Refusal::DecidedBefore);
        }
    } else {
        turn.link()?;
        decides(turn)?;
    }
    declined(turn, reconsider_until);
    Ok(())
}

fn declined(turn: &mut Turn, until: chrono::DateTime<chrono::Utc>) {
    let used = turn.s.declined.as_ref().is_some_and(|d| d.used);
    turn.s.declined = Some(Declined {
        at: turn.act.at,
        until,
        asked: None,
        used,
        granted: Vec::new(),
    });
    turn.end(Standing::Declined);
}

pub fn decline_confirm(turn: &mut Turn) -> Done {
    let Evidence::Reason { .. } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let Some(ask) = turn.s.intake.decline_asked.take() else {
        return need([Condition::flag("condition-decline-asked", false)]);
    };
    if ask.by == *turn.person() {
        return Err(Refusal::DecidedBefore);
    }
    declined(turn, ask.until);
    Ok(())
}

pub fn reconsider(turn: &mut Turn) -> Done {
    turn.reason()?;
    let at = turn.at();
    let person = turn.person().clone();
    let (already, too_late) = (turn.already(), turn.too_late());
    let Some(declined) = &mut turn.s.declined else {
        return Err(turn.unknown());
    };
    if declined.used {
        return Err(already);
    }
    if at > declined.until {
        return Err(too_late);
    }
    declined.used = true;
    declined.asked = Some((person, at));
    declined.granted.clear();
    Ok(())
}

pub fn reconsider_decide(turn: &mut Turn) -> Done {
    let Evidence::Decide {
        granted, reason, ..
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let person = turn.person().clone();
    let Some((asker, _)) = turn.s.declined.as_ref().and_then(|d| d.asked.clone()) else {
        return need([Condition::flag("condition-reconsider-asked", false)]);
    };
    given(reason)?;
    turn.link()?;
    let links = turn.s.rules.chain.len();
    let proposer = turn.s.proposal.by.as_ref() == Some(&person);
    let Some(declined) = &mut turn.s.declined else {
        return Err(turn.unknown());
    };
    if proposer || asker == person || declined.granted.contains(&person) {
        return Err(Refusal::DecidedBefore);
    }
    if !granted {
        declined.asked = None;
        return Ok(());
    }
    declined.granted.push(person);
    if declined.granted.len() < links {
        return Ok(());
    }
    declined.asked = None;
    turn.s.intake.decline_asked = None;
    // The author did not have the council's attention meanwhile: the clocks begin anew.
    turn.s.since = turn.act.at;
    turn.s.intake.clock_from = Some(turn.act.at);
    turn.void_plan();
    new_round(turn);
    turn.reopen();
    Ok(())
}
