//! Step 7 and after: inspect, urge, verify.

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::Event;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::Grade;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::TaskState;
use crate::domain::workflow::rules::Bound;

use super::common::{Done, Turn, need};
use super::task::ready;

pub fn inspect(turn: &mut Turn) -> Done {
    let Evidence::TaskInspect { n, next_check } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let task = ready(turn, n, |t| match t.state {
        TaskState::Assigned | TaskState::Accepted => true,
        TaskState::Graded => t.grade != Some(Grade::D),
        TaskState::Unassigned | TaskState::Refused => false,
    })?;
    need([Condition::flag("condition-next-check", next_check > at)])?;
    task.inspections = task.inspections.saturating_add(1);
    task.next_check = Some(next_check);
    Ok(())
}

pub fn urge(turn: &mut Turn) -> Done {
    let Evidence::Task { n } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let early = turn.too_early();
    let task = ready(turn, n, |t| t.unit.is_some())?;
    if !task.overdue(at) {
        return Err(early);
    }
    task.urged_at = Some(at);
    Ok(())
}

pub fn verify(turn: &mut Turn) -> Done {
    let Evidence::TaskVerify {
        n,
        confirmed,
        due,
        next_check,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let verb = turn.act.verb;
    let at = turn.act.at;
    let (person, unit) = (turn.act.by.person.clone(), turn.act.by.unit);
    let task = turn.task(n)?;
    if !task.unverified() {
        return Err(Refusal::TaskState { n, verb });
    }
    // Never by its owner: neither who graded it nor anybody of the unit that leads it.
    if task.graded_by.as_ref() == Some(&person) || (unit.is_some() && unit == task.unit) {
        return Err(Refusal::DecidedBefore);
    }
    if confirmed {
        task.verified = true;
        return Ok(());
    }
    need([
        Condition::flag("condition-due-ahead", due.is_some_and(|d| d > at)),
        Condition::flag("condition-next-check", next_check.is_some_and(|d| d > at)),
    ])?;
    task.grade = Some(Grade::B);
    task.graded_at = Some(at);
    task.due = due;
    task.next_check = next_check;
    let used = task.not_confirmed;
    task.not_confirmed = used.saturating_add(1);
    turn.spend(Bound::NotConfirmed, used, 1)?;
    turn.events.push(Event::TaskGraded { n, grade: Grade::B });
    Ok(())
}
