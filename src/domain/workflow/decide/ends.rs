//! The ends but conclude and decline: withdraw, merge, transfer, escalate, unresolved; and unmerge.

use chrono::TimeDelta;

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::Event;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rules::Bound;
use crate::domain::workflow::state::{Merged, Standing};
use crate::domain::workflow::step::Step;

use super::approval::new_round;
use super::common::{Done, Turn, given, need};

/// Early ends are possible until the chain has approved.
fn until_approved(turn: &Turn) -> Done {
    if turn.s.step == Step::Scheduling && turn.s.approved() {
        return Err(turn.too_late());
    }
    Ok(())
}

pub fn withdraw(turn: &mut Turn) -> Done {
    turn.reason()?;
    until_approved(turn)?;
    turn.end(Standing::Withdrawn);
    Ok(())
}

pub fn merge(turn: &mut Turn) -> Done {
    let Evidence::Merge {
        target,
        target_open,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    until_approved(turn)?;
    need([Condition::flag("condition-target-open", target_open)])?;
    turn.s.merged = Some(Merged {
        into: target,
        at: turn.act.at,
    });
    turn.end(Standing::Merged);
    Ok(())
}

pub fn unmerge(turn: &mut Turn) -> Done {
    let Evidence::Unmerge { .. } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let hours = TimeDelta::hours(i64::from(turn.s.rules.limits.unmerge_hours));
    let in_time = turn
        .s
        .merged
        .as_ref()
        .is_some_and(|m| turn.act.at <= m.at + hours);
    if !in_time {
        return Err(turn.too_late());
    }
    turn.spend_once(Bound::Unmerge)?;
    turn.s.merged = None;
    turn.reopen();
    Ok(())
}

pub fn transfer(turn: &mut Turn) -> Done {
    until_approved(turn)?;
    match turn.act.evidence {
        Evidence::TransferWithin {
            council,
            level,
            has_liaison,
            reason,
        } => {
            need([
                Condition::flag("condition-reason", reason),
                Condition::flag("condition-other-council", council != turn.s.council),
                Condition::flag("condition-not-back", turn.s.never_back_to != Some(council)),
            ])?;
            turn.spend_once(Bound::Transfer)?;
            let s = &mut turn.s;
            s.council = council;
            s.level = level;
            s.has_liaison = has_liaison;
            s.intake.decline_asked = None;
            // Its new council has the whole time; the chain decides in a new round.
            s.since = turn.act.at;
            s.intake.clock_from = Some(turn.act.at);
            if s.step == Step::Scheduling {
                new_round(turn);
            }
            Ok(())
        }
        Evidence::TransferOut {
            receiver_named,
            reason,
        } => {
            need([
                Condition::flag("condition-reason", reason),
                Condition::flag("condition-receiver", receiver_named),
            ])?;
            turn.spend_once(Bound::Transfer)?;
            turn.end(Standing::Transferred);
            Ok(())
        }
        _ => Err(turn.wrong()),
    }
}

/// Where nobody is above: the street council's topic, once approved; at step 8 after failing for good.
fn can_end_unresolved(turn: &Turn) -> Done {
    let s = &turn.s;
    need([
        Condition::flag("condition-street-council", s.level.is_street()),
        Condition::flag(
            "condition-approved",
            s.step != Step::Scheduling || s.approved(),
        ),
        Condition::flag(
            "condition-failed-for-good",
            s.step != Step::Evaluation || s.failed_for_good(),
        ),
    ])
}

pub fn end_unresolved(turn: &mut Turn) -> Done {
    let Evidence::EndUnresolved {
        reason,
        sent_upward,
        document,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    can_end_unresolved(turn)?;
    if turn.s.end_asked.is_some() {
        return Err(turn.already());
    }
    need([
        Condition::flag("condition-reason", reason),
        Condition::flag("condition-document", !sent_upward || document),
    ])?;
    turn.s.end_asked = Some(turn.act.by.person.clone());
    Ok(())
}

pub fn end_unresolved_sign(turn: &mut Turn) -> Done {
    turn.reason()?;
    can_end_unresolved(turn)?;
    match &turn.s.end_asked {
        None => need([Condition::flag("condition-end-asked", false)])?,
        Some(asker) if asker == turn.person() => return Err(Refusal::DecidedBefore),
        Some(_) => {}
    }
    turn.end(Standing::ConcludedUnresolved);
    Ok(())
}

pub fn escalate(turn: &mut Turn) -> Done {
    let Evidence::Escalate { reason, successor } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    given(reason)?;
    need([
        Condition::flag("condition-council-above", !turn.s.level.is_street()),
        Condition::flag(
            "condition-failed-for-good",
            turn.s.step != Step::Evaluation || turn.s.failed_for_good(),
        ),
    ])?;
    turn.s.successor = Some(successor);
    turn.end(Standing::Escalated);
    turn.events.push(Event::SuccessorOpens { topic: successor });
    Ok(())
}
