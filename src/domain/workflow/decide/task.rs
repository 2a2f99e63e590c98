//! Step 6: the conversion tasks. Tasks graded B or C outlive their topic and never move it then.

use chrono::{DateTime, Utc};

use crate::domain::actor::Capacity;
use crate::domain::policy::Who;
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::Event;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::{Grade, Ruling};
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{Task, TaskState};
use crate::domain::workflow::rules::Bound;
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, given, need};

/// The task, if it is in a state for the verb. After the topic's end only B and C go on.
pub fn ready<'t>(
    turn: &'t mut Turn,
    n: u32,
    fits: impl FnOnce(&Task) -> bool,
) -> Result<&'t mut Task, Refusal> {
    let verb = turn.act.verb;
    let ended = turn.s.standing.is_ended();
    let task = turn.task(n)?;
    if (ended && !task.goes_on()) || !fits(task) {
        return Err(Refusal::TaskState { n, verb });
    }
    Ok(task)
}

/// Under way: accepted, or graded B or C.
fn running(task: &Task) -> bool {
    task.state == TaskState::Accepted || task.goes_on()
}

/// An officer of another unit than the task's is not its lead unit, whatever else they lead.
fn own(turn: &Turn, n: u32) -> Done {
    let unit = turn.s.task(n).and_then(|t| t.unit);
    match (turn.capacity(), turn.act.by.unit) {
        (Capacity::LeadUnit, Some(mine)) if unit != Some(mine) => {
            Err(turn.not_yours(&[Who::LeadUnit]))
        }
        (_, _) => Ok(()),
    }
}

fn ahead(key: &'static str, date: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Condition {
    Condition::flag(key, date.is_some_and(|d| d > at))
}

pub fn assign(turn: &mut Turn) -> Done {
    let Evidence::TaskAssign {
        n,
        unit,
        target,
        due,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let task = ready(turn, n, |t| match t.state {
        TaskState::Unassigned => true,
        // After two refusals office and leader decide.
        TaskState::Refused => t.refusals < 2,
        TaskState::Assigned | TaskState::Accepted | TaskState::Graded => false,
    })?;
    need([ahead("condition-due-ahead", Some(due), at)])?;
    task.unit = Some(unit);
    task.target = Some(target);
    task.due = Some(due);
    task.assigned_at = Some(at);
    task.state = TaskState::Assigned;
    task.binding = false;
    Ok(())
}

pub fn transfer(turn: &mut Turn) -> Done {
    let Evidence::TaskTransfer { n, unit, reason } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    given(reason)?;
    let task = ready(turn, n, |t| match t.state {
        TaskState::Assigned | TaskState::Accepted => t.unit != Some(unit),
        TaskState::Graded => t.goes_on() && t.unit != Some(unit),
        TaskState::Unassigned | TaskState::Refused => false,
    })?;
    task.unit = Some(unit);
    task.assigned_at = Some(at);
    task.binding = false;
    task.extension_asked = None;
    if task.state != TaskState::Graded {
        task.state = TaskState::Assigned;
    }
    Ok(())
}

pub fn accept(turn: &mut Turn) -> Done {
    let Evidence::Task { n } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    own(turn, n)?;
    ready(turn, n, |t| t.state == TaskState::Assigned)?.state = TaskState::Accepted;
    Ok(())
}

pub fn refuse(turn: &mut Turn) -> Done {
    let Evidence::TaskReason { n, reason } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    own(turn, n)?;
    given(reason)?;
    let task = ready(turn, n, |t| t.state == TaskState::Assigned && !t.binding)?;
    task.state = TaskState::Refused;
    task.refusals = task.refusals.saturating_add(1);
    task.unit = None;
    task.ruling = None;
    task.ruling_by = None;
    Ok(())
}

pub fn decide(turn: &mut Turn) -> Done {
    let Evidence::TaskDecide { n, ruling, reason } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    let (n, at, person) = (*n, turn.act.at, turn.act.by.person.clone());
    let leader = turn.capacity() == Capacity::Leader;
    given(*reason)?;
    let task = ready(turn, n, |t| {
        t.state == TaskState::Refused && t.refusals >= 2
    })?;
    if let Ruling::Binding { due, .. } = ruling {
        need([ahead("condition-due-ahead", Some(*due), at)])?;
    }
    if !leader {
        task.ruling = Some(ruling.clone());
        task.ruling_by = Some(person);
        return Ok(());
    }
    need([Condition::flag(
        "condition-ruling-proposed",
        task.ruling.is_some(),
    )])?;
    if task.ruling.as_ref() != Some(ruling) {
        return Err(Refusal::ContentChanged);
    }
    if task.ruling_by.as_ref() == Some(&person) {
        return Err(Refusal::DecidedBefore);
    }
    match ruling {
        Ruling::Binding { unit, due } => {
            task.unit = Some(*unit);
            task.due = Some(*due);
            task.assigned_at = Some(at);
            task.binding = true;
            task.state = TaskState::Accepted;
        }
        Ruling::Kept => grade(turn, n, Grade::C),
        Ruling::NotFeasible => grade(turn, n, Grade::D),
    }
    Ok(())
}

pub fn progress(turn: &mut Turn) -> Done {
    let Evidence::Task { n } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    own(turn, n)?;
    ready(turn, n, running).map(|_| ())
}

pub fn extend(turn: &mut Turn) -> Done {
    let Evidence::TaskExtend { n, due, reason } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    own(turn, n)?;
    given(reason)?;
    let already = turn.already();
    let at = turn.act.at;
    let task = ready(turn, n, |t| running(t) && t.due.is_some())?;
    if task.extension_asked.is_some() {
        return Err(already);
    }
    let later = due > at && task.due.is_some_and(|now| due > now);
    need([Condition::flag("condition-due-later", later)])?;
    task.extension_asked = Some(due);
    let used = task.extensions;
    turn.spend(Bound::Extension, used, 1)
}

pub fn approve_extension(turn: &mut Turn) -> Done {
    let Evidence::TaskExtend { n, due, .. } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let task = ready(turn, n, running)?;
    need([
        Condition::flag("condition-extension-asked", task.extension_asked.is_some()),
        ahead("condition-due-ahead", Some(due), at),
    ])?;
    task.extension_asked = None;
    task.extensions = task.extensions.saturating_add(1);
    task.due = Some(due);
    Ok(())
}

pub fn legal(turn: &mut Turn) -> Done {
    let Evidence::TaskLegal { n, obtained } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let verb = turn.act.verb;
    let task = turn.task(n)?;
    if !task.legal_needed {
        return Err(Refusal::TaskState { n, verb });
    }
    task.legal_obtained = obtained;
    Ok(())
}

pub fn complete(turn: &mut Turn) -> Done {
    let Evidence::TaskComplete { n, proofs } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    own(turn, n)?;
    let task = ready(turn, n, running)?;
    need([
        Condition::count("condition-proofs", proofs, 1),
        Condition::flag("condition-legal", !task.legal_needed || task.legal_obtained),
    ])?;
    task.verified = false;
    task.next_check = None;
    grade(turn, n, Grade::A);
    Ok(())
}

pub fn explain(turn: &mut Turn) -> Done {
    let Evidence::TaskExplain {
        n,
        grade: result,
        reason,
        due,
        next_check,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    if result == Grade::A {
        return Err(turn.wrong());
    }
    own(turn, n)?;
    given(reason)?;
    let at = turn.act.at;
    // A date once given is moved by an extension, not by another explanation.
    let task = ready(turn, n, |t| running(t) && t.grade != Some(result))?;
    if result == Grade::B {
        need([
            ahead("condition-due-ahead", due, at),
            ahead("condition-next-check", next_check, at),
        ])?;
        task.due = due;
    }
    task.next_check = next_check.filter(|_| result == Grade::B);
    grade(turn, n, result);
    Ok(())
}

/// Grades a task; the last one at step 6 moves the topic on.
fn grade(turn: &mut Turn, n: u32, result: Grade) {
    let (at, person) = (turn.act.at, turn.act.by.person.clone());
    if let Some(task) = turn.s.tasks.iter_mut().find(|t| t.n == n) {
        task.state = TaskState::Graded;
        task.grade = Some(result);
        task.graded_by = Some(person);
        task.graded_at = Some(at);
        task.extension_asked = None;
    }
    turn.events.push(Event::TaskGraded { n, grade: result });
    let all = turn.s.tasks_now().all(|t| t.state == TaskState::Graded);
    if turn.s.open_at(Step::Conversion) && all {
        turn.go(Step::Supervision);
    }
}
