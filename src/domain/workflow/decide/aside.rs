//! Beside the way: suspend and resume, recusal, bounds and the leader's consent.

use chrono::TimeDelta;

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::{Event, Paper};
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rules::Bound;
use crate::domain::workflow::state::{Signatures, Standing, State, Suspension};
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, given, need};

pub fn suspend(turn: &mut Turn) -> Done {
    let Evidence::Suspend {
        reason,
        review,
        review_days,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let longest = turn.s.rules.limits.suspension_review;
    need([
        Condition::flag("condition-reason", reason),
        Condition::flag(
            "condition-review-date",
            review > at && review_days <= longest,
        ),
    ])?;
    let used = used(&turn.s, Bound::Suspension);
    turn.spend(Bound::Suspension, used, review_days)?;
    turn.s.suspension = Some(Suspension { since: at, review });
    turn.s.standing = Standing::Suspended;
    Ok(())
}

/// The clock stood still: every date that runs for the topic moves by the days it stood.
pub fn resume(turn: &mut Turn) -> Done {
    let Evidence::Resume { working_days } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let Some(suspension) = turn.s.suspension.take() else {
        return Err(turn.unknown());
    };
    let s = &mut turn.s;
    let used = used(s, Bound::Suspension);
    s.loops
        .used
        .insert(Bound::Suspension, used.saturating_add(working_days));
    s.standing = Standing::Open;
    let stood = at - suspension.since;
    // A date keeps its hour, so it moves by whole days, rounded up.
    let mut days = TimeDelta::days(stood.num_days());
    if days < stood {
        days += TimeDelta::days(1);
    }
    s.since += stood;
    for clock in [&mut s.intake.clock_from, &mut s.intake.asked_at] {
        *clock = clock.map(|t| t + stood);
    }
    if let Some(posting) = &mut s.feedback.posting
        && s.step == Step::Feedback
    {
        posting.until = posting.until.map(|t| t + days);
    }
    if s.step == Step::Evaluation {
        s.evaluation.until = s.evaluation.until.map(|t| t + days);
    }
    for task in &mut s.tasks {
        if task.grade.is_none() || task.goes_on() {
            task.assigned_at = task.assigned_at.map(|t| t + stood);
            task.due = task.due.map(|t| t + days);
            task.next_check = task.next_check.map(|t| t + days);
        }
    }
    Ok(())
}

pub fn recuse(turn: &mut Turn) -> Done {
    turn.reason()?;
    let person = turn.act.by.person.clone();
    if !turn.s.recused.insert(person.clone()) {
        return Err(turn.already());
    }
    let events = &mut turn.events;
    for (paper, signatures) in unfinished(&mut turn.s) {
        let before = signatures.0.len();
        signatures.0.retain(|s| s.by != person);
        if signatures.0.len() < before {
            events.push(Event::Voided { paper });
        }
    }
    Ok(())
}

/// The signatures on papers that are not out yet.
fn unfinished(s: &mut State) -> Vec<(Paper, &mut Signatures)> {
    let mut open = Vec::new();
    if s.plan.published_at.is_none() {
        open.push((Paper::Plan, &mut s.plan.signatures));
    }
    if s.step == Step::Research {
        open.push((Paper::Waiver, &mut s.research.waiver_signatures));
    }
    if s.opinion.issued_at.is_none() {
        open.push((Paper::Minutes, &mut s.deliberation.minutes_signatures));
        open.push((Paper::Opinion, &mut s.opinion.signatures));
    }
    if s.opinion.no_result_at.is_none() {
        open.push((Paper::NoResult, &mut s.opinion.no_result_signatures));
    }
    for reply in s.feedback.replies.values_mut() {
        if reply.given_at.is_none() {
            open.push((Paper::Answer, &mut reply.signatures));
        }
    }
    open
}

/// How often the bounded verb was done; of tasks, by the one where it was done most.
pub fn used(s: &State, bound: Bound) -> u32 {
    match bound {
        Bound::Extension => s.tasks.iter().map(|t| t.extensions).max().unwrap_or(0),
        Bound::NotConfirmed => s.tasks.iter().map(|t| t.not_confirmed).max().unwrap_or(0),
        Bound::AskMore
        | Bound::Return
        | Bound::Replan
        | Bound::Unmerge
        | Bound::Transfer
        | Bound::Suspension
        | Bound::PlanReject
        | Bound::OpinionReject => s.loops.used.get(&bound).copied().unwrap_or(0),
    }
}

pub fn bound_ask(turn: &mut Turn) -> Done {
    let Evidence::BoundAsk { bound, verb } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    if bound.verb() != verb {
        return Err(turn.wrong());
    }
    let used = used(&turn.s, bound);
    // A suspension is counted in working days: one more may be as long as a review allows.
    let more = match bound {
        Bound::Suspension => turn.s.rules.limits.suspension_review,
        Bound::AskMore
        | Bound::Return
        | Bound::Replan
        | Bound::Unmerge
        | Bound::Transfer
        | Bound::PlanReject
        | Bound::OpinionReject
        | Bound::Extension
        | Bound::NotConfirmed => 1,
    };
    if used.saturating_add(more) <= turn.s.rules.bounds.of(bound) {
        return Err(Refusal::BoundNotReached { bound });
    }
    let granted = turn.s.loops.granted.get(&bound).is_some_and(|n| *n > 0);
    if granted || turn.s.loops.asked.contains_key(&bound) {
        return Err(turn.already());
    }
    turn.s.loops.asked.insert(bound, verb);
    turn.events.push(Event::ConsentAsked { bound });
    Ok(())
}

pub fn bound_consent(turn: &mut Turn) -> Done {
    let Evidence::Decide {
        granted,
        reason,
        bound,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let Some(bound) = bound else {
        return Err(turn.wrong());
    };
    if turn.s.loops.asked.remove(&bound).is_none() {
        return need([Condition::flag("condition-consent-asked", false)]);
    }
    given(reason)?;
    if granted {
        let left = turn.s.loops.granted.entry(bound).or_insert(0);
        *left = left.saturating_add(1);
    }
    Ok(())
}
