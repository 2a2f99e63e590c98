//! Evidence for the verbs of tasks.

use chrono::{DateTime, TimeDelta, Utc};
use yishi::domain::workflow::{Evidence, Grade, Ruling, State, Target, Task, TaskState, Verb};

use super::cast::{OTHER_UNIT, UNIT};
use super::evidence::Mood;

/// A task that the verb could be about: the subject, else the first in a fitting state.
fn task(state: &State, subject: &str, fits: impl Fn(&Task) -> bool) -> u32 {
    subject.parse().ok().unwrap_or_else(|| {
        state
            .tasks
            .iter()
            .rev()
            .find(|t| fits(t))
            .or_else(|| state.tasks.first())
            .map_or(1, |t| t.n)
    })
}

/// Evidence for the verb on the subject, else on the task that it fits best.
pub fn of_task(
    verb: Verb,
    state: &State,
    at: DateTime<Utc>,
    subject: &str,
    mood: Mood,
) -> Evidence {
    let dial = mood.dial;
    let is = |wanted: TaskState| move |t: &Task| t.state == wanted;
    let running = |t: &Task| t.state == TaskState::Accepted || t.goes_on();
    let unit = if dial.is_multiple_of(2) {
        UNIT
    } else {
        OTHER_UNIT
    };
    let later = |days| at + TimeDelta::days(days);
    match verb {
        Verb::TaskAssign => Evidence::TaskAssign {
            n: task(state, subject, |t| {
                t.state == TaskState::Unassigned || t.state == TaskState::Refused
            }),
            unit,
            target: Target::Improvement,
            due: later(if dial % 3 == 1 { 2 } else { 60 }),
        },
        Verb::TaskTransfer => {
            // By default only what a unit leaves lying: the answer is long overdue.
            let n = task(state, subject, |t| t.state == TaskState::Assigned);
            let lying = state.task(n).is_some_and(|t| {
                t.state == TaskState::Assigned
                    && t.assigned_at.is_some_and(|since| later(-30) > since)
            });
            Evidence::TaskTransfer {
                n,
                unit: match state.task(n).and_then(|t| t.unit) {
                    Some(UNIT) => OTHER_UNIT,
                    Some(_) | None => UNIT,
                },
                reason: dial > 0 || lying,
            }
        }
        Verb::TaskAccept => Evidence::Task {
            n: task(state, subject, is(TaskState::Assigned)),
        },
        Verb::TaskRefuse => Evidence::TaskReason {
            n: task(state, subject, is(TaskState::Assigned)),
            reason: true,
        },
        Verb::TaskDecide => {
            let n = task(state, subject, is(TaskState::Refused));
            let proposed = state.task(n).and_then(|t| t.ruling.clone());
            let ruling = match (proposed, dial % 3) {
                (Some(ruling), _) => ruling,
                (None, 1) => Ruling::Binding {
                    unit,
                    due: later(60),
                },
                (None, 2) => Ruling::NotFeasible,
                (None, _) => Ruling::Kept,
            };
            Evidence::TaskDecide {
                n,
                ruling,
                reason: true,
            }
        }
        Verb::TaskExtend | Verb::TaskApproveExtension => {
            let n = task(state, subject, running);
            let due = state.task(n).and_then(|t| t.due).unwrap_or(at);
            Evidence::TaskExtend {
                n,
                due: due.max(at) + TimeDelta::days(20),
                reason: true,
            }
        }
        Verb::TaskLegal => Evidence::TaskLegal {
            n: task(state, subject, |t| t.legal_needed && !t.legal_obtained),
            obtained: dial % 4 != 1,
        },
        Verb::TaskComplete => Evidence::TaskComplete {
            n: task(state, subject, running),
            proofs: 1,
        },
        Verb::TaskExplain => Evidence::TaskExplain {
            n: task(state, subject, running),
            grade: [Grade::B, Grade::C, Grade::D][dial as usize % 3],
            reason: true,
            due: Some(later(if dial % 4 == 2 { 2 } else { 40 })),
            next_check: Some(later(30)),
        },
        Verb::TaskInspect => {
            let overdue = |t: &Task| {
                t.grade == Some(Grade::B) && t.next_check.is_none_or(|check| check <= at)
            };
            let n = task(state, subject, overdue);
            // By default only where the check is due.
            let due = dial > 0 || !subject.is_empty() || state.task(n).is_some_and(overdue);
            Evidence::TaskInspect {
                n,
                next_check: if due { later(30) } else { later(-1) },
            }
        }
        Verb::TaskUrge => {
            let fits = |t: &Task| dial > 0 || t.urge_due(at);
            Evidence::Task {
                n: state.tasks.iter().find(|t| fits(t)).map_or(0, |t| t.n),
            }
        }
        Verb::TaskVerify => Evidence::TaskVerify {
            n: task(state, subject, Task::unverified),
            confirmed: dial % 4 != 1,
            due: Some(later(20)),
            next_check: Some(later(15)),
        },
        _ => Evidence::Task {
            n: task(state, subject, running),
        },
    }
}
