//! Deadlines as facts: since when, how many working days. `domain::calendar` turns them into dates.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::rooms::{Meeting, MeetingState};
use super::state::{Standing, State};
use super::step::Step;

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The first answer to the author.
    FirstAnswer,
    /// The approval chain's decision.
    Approval,
    /// The plan.
    Plan,
    /// Research, before the session.
    Research,
    /// The session itself.
    Session,
    /// The minutes, after the session.
    Minutes,
    /// Feedback, after the opinion.
    Feedback,
    /// The lead unit's answer to its assignment.
    TaskAnswer,
    /// A conversion task.
    Task,
    /// The next check of a task.
    Check,
    /// Opening the evaluation.
    EvaluationOpens,
    /// The end of the evaluation window.
    EvaluationCloses,
    /// The review of a suspension.
    Review,
}

impl DeadlineKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::FirstAnswer,
        Self::Approval,
        Self::Plan,
        Self::Research,
        Self::Session,
        Self::Minutes,
        Self::Feedback,
        Self::TaskAnswer,
        Self::Task,
        Self::Check,
        Self::EvaluationOpens,
        Self::EvaluationCloses,
        Self::Review,
    ];

    /// The catalogue key of the kind's name.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::FirstAnswer => "deadline-first-answer",
            Self::Approval => "deadline-approval",
            Self::Plan => "deadline-plan",
            Self::Research => "deadline-research",
            Self::Session => "deadline-session",
            Self::Minutes => "deadline-minutes",
            Self::Feedback => "deadline-feedback",
            Self::TaskAnswer => "deadline-task-answer",
            Self::Task => "deadline-task",
            Self::Check => "deadline-check",
            Self::EvaluationOpens => "deadline-evaluation-opens",
            Self::EvaluationCloses => "deadline-evaluation-closes",
            Self::Review => "deadline-review",
        }
    }
}

/// How a date is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "snake_case")]
pub enum Limit {
    /// So many working days after an instant, at 18:00 Asia/Shanghai.
    After {
        /// Counting begins here.
        since: DateTime<Utc>,
        /// Working days.
        working_days: u32,
    },
    /// So many working days before an instant.
    Before {
        /// Counting back begins here.
        until: DateTime<Utc>,
        /// Working days.
        working_days: u32,
    },
    /// At this instant.
    At {
        /// The instant.
        at: DateTime<Utc>,
    },
}

/// Something due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// What.
    pub kind: DeadlineKind,
    /// When, as a fact.
    pub limit: Limit,
}

impl Deadline {
    pub(super) const fn after(kind: DeadlineKind, since: DateTime<Utc>, working_days: u32) -> Self {
        Self {
            kind,
            limit: Limit::After {
                since,
                working_days,
            },
        }
    }

    pub(super) const fn before(
        kind: DeadlineKind,
        until: DateTime<Utc>,
        working_days: u32,
    ) -> Self {
        Self {
            kind,
            limit: Limit::Before {
                until,
                working_days,
            },
        }
    }

    pub(super) const fn at(kind: DeadlineKind, at: DateTime<Utc>) -> Self {
        Self {
            kind,
            limit: Limit::At { at },
        }
    }
}

/// Research is done so long before the first session that is announced.
pub(super) fn before_session(state: &State) -> Option<Deadline> {
    next_session(state).map(|at| {
        Deadline::before(
            DeadlineKind::Research,
            at,
            state.rules.limits.research_before,
        )
    })
}

fn next_session(state: &State) -> Option<DateTime<Utc>> {
    let planned = |m: &&Meeting| m.state == MeetingState::Planned;
    state.deliberation.now().filter(planned).map(|m| m.at).min()
}

/// What is due next for the topic as a whole; none where nothing runs: after the end, while the author
/// is asked, or between two steps that have no limit.
#[must_use]
pub fn deadline(state: &State) -> Option<Deadline> {
    let limits = &state.rules.limits;
    if let Some(pause) = &state.suspension {
        return Some(Deadline::at(DeadlineKind::Review, pause.review));
    }
    if state.standing != Standing::Open {
        return None;
    }
    let since = state.since;
    match state.step {
        Step::Solicitation => {
            let waits = state.accepted() || state.intake.asked_at.is_some();
            let from = state.intake.clock_from.filter(|_| !waits)?;
            Some(Deadline::after(
                DeadlineKind::FirstAnswer,
                from,
                limits.first_answer,
            ))
        }
        Step::Scheduling if state.approved() => {
            Some(Deadline::after(DeadlineKind::Plan, since, limits.plan))
        }
        Step::Scheduling => Some(Deadline::after(
            DeadlineKind::Approval,
            since,
            limits.approval,
        )),
        Step::Research => before_session(state),
        Step::Deliberation => deliberation(state),
        Step::Feedback => Some(Deadline::after(
            DeadlineKind::Feedback,
            since,
            limits.feedback,
        )),
        Step::Conversion => conversion(state),
        Step::Supervision => Some(super::duties::opens(state)),
        // What follows the account of a round has no limit.
        Step::Evaluation if state.evaluation.account.is_some() => None,
        Step::Evaluation => Some(state.evaluation.until.map_or_else(
            || super::duties::opens(state),
            |until| Deadline::at(DeadlineKind::EvaluationCloses, until),
        )),
    }
}

fn deliberation(state: &State) -> Option<Deadline> {
    let limits = &state.rules.limits;
    let talk = &state.deliberation;
    if talk.further_plan_due {
        return Some(Deadline::after(
            DeadlineKind::Plan,
            state.since,
            limits.plan,
        ));
    }
    match talk.now().filter_map(|m| m.closed_at).max() {
        Some(closed) => Some(Deadline::after(
            DeadlineKind::Minutes,
            closed,
            limits.minutes,
        )),
        None => next_session(state).map(|at| Deadline::at(DeadlineKind::Session, at)),
    }
}

/// The earliest date of a task that is not graded.
fn conversion(state: &State) -> Option<Deadline> {
    let open = || state.tasks_now().filter(|t| t.grade.is_none());
    let dated = open().filter_map(|t| t.due).min();
    dated.map(|due| Deadline::at(DeadlineKind::Task, due))
}
