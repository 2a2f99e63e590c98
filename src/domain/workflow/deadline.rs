//! Deadlines as facts: since when, how many working days. `domain::calendar` turns them into dates.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
