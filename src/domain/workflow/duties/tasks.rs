//! The duties of conversion tasks, at steps 6 to 8 and after the end.

use chrono::Days;

use super::{Desk, Holder, LEADER, OFFICE, TOPIC};
use crate::domain::workflow::deadline::{Deadline, DeadlineKind};
use crate::domain::workflow::facts::Grade;
use crate::domain::workflow::gate;
use crate::domain::workflow::rooms::{Task, TaskState};
use crate::domain::workflow::state::State;
use crate::domain::workflow::step::Step;
use crate::domain::workflow::verb::Verb;

fn due(task: &Task) -> Option<Deadline> {
    task.due.map(|d| Deadline::at(DeadlineKind::Task, d))
}

pub fn conversion(desk: &mut Desk) {
    let s = desk.s;
    for task in s.tasks_now() {
        let since = task.assigned_at.unwrap_or(s.since);
        match (task.state, task.unit) {
            (TaskState::Unassigned, _) => {
                desk.put(Verb::TaskAssign, OFFICE, &task.n, s.since, None);
            }
            (TaskState::Refused, _) if task.refusals < 2 => {
                desk.put(Verb::TaskAssign, OFFICE, &task.n, since, None);
            }
            (TaskState::Refused, _) => {
                let holder = if task.ruling.is_some() {
                    LEADER
                } else {
                    OFFICE
                };
                desk.put(Verb::TaskDecide, holder, &task.n, since, None);
            }
            (TaskState::Assigned, Some(unit)) => {
                let limit =
                    Deadline::after(DeadlineKind::TaskAnswer, since, s.rules.limits.task_answer);
                let holder = Holder::Unit(unit);
                desk.put(Verb::TaskAccept, holder, &task.n, since, Some(limit));
            }
            (TaskState::Accepted, Some(unit)) => {
                let holder = Holder::Unit(unit);
                legal(desk, task);
                desk.put(Verb::TaskComplete, holder, &task.n, since, due(task));
            }
            (TaskState::Assigned | TaskState::Accepted | TaskState::Graded, _) => {}
        }
        office(desk, task);
    }
    // Those of round 1 that were left under way go on beside.
    going_on(desk);
}

/// A legal follow-up that is needed before the task can be done.
fn legal(desk: &mut Desk, task: &Task) {
    if task.legal_needed && !task.legal_obtained {
        let since = task.assigned_at.unwrap_or(desk.s.since);
        let clerk = desk.clerk();
        desk.put_all(Verb::TaskLegal, &clerk, &task.n, since, due(task));
    }
}

/// What the office owes a task: more time that was asked for, urging when it is overdue.
fn office(desk: &mut Desk, task: &Task) {
    let since = task.assigned_at.unwrap_or(desk.s.since);
    if task.extension_asked.is_some() {
        desk.put(Verb::TaskApproveExtension, OFFICE, &task.n, since, None);
    }
    if let Some(due) = task.due.filter(|_| task.urge_due(desk.at)) {
        let limit = Deadline::after(DeadlineKind::Task, due, desk.s.rules.limits.urge);
        desk.put(Verb::TaskUrge, OFFICE, &task.n, due, Some(limit));
    }
}

/// B: done by its date and looked at; A: seen on site. Of every round, since tasks outlive theirs.
pub fn going_on(desk: &mut Desk) {
    let s = desk.s;
    // Whom the community sees its tasks checked by; the street's are the office's.
    let checker = if s.level.is_street() {
        OFFICE
    } else {
        Holder::LinkedMembers
    };
    for task in &s.tasks {
        let since = task.graded_at.unwrap_or(s.since);
        if task.unverified() && s.step != Step::Conversion {
            desk.put(Verb::TaskVerify, checker.clone(), &task.n, since, None);
            if checker != OFFICE {
                desk.put(Verb::TaskVerify, OFFICE, &task.n, since, None);
            }
        }
        if task.grade == Some(Grade::B) {
            if let Some(unit) = task.unit {
                let holder = Holder::Unit(unit);
                legal(desk, task);
                desk.put(Verb::TaskComplete, holder, &task.n, since, due(task));
            }
            let check = task
                .next_check
                .map(|at| Deadline::at(DeadlineKind::Check, at));
            desk.put(Verb::TaskInspect, checker.clone(), &task.n, since, check);
            office(desk, task);
        }
    }
}

/// The evaluation opens within 30 days of completion.
pub fn opens(s: &State) -> Deadline {
    let days = Days::new(u64::from(s.rules.limits.evaluation_within_days));
    let at = s.since.checked_add_days(days).unwrap_or(s.since);
    Deadline::at(DeadlineKind::EvaluationOpens, at)
}

pub fn supervision(desk: &mut Desk) {
    let s = desk.s;
    going_on(desk);
    if gate::supervision(s, desk.at).iter().all(|c| c.met) {
        desk.put(
            Verb::EvaluationOpen,
            OFFICE,
            &TOPIC,
            s.since,
            Some(opens(s)),
        );
    }
}

pub fn after_the_end(desk: &mut Desk) {
    going_on(desk);
}
