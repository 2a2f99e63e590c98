//! Events: what an act brought about, for notices and the outbox.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::facts::Grade;
use super::rules::Bound;
use super::state::Standing;
use super::step::Step;
use super::verb::Verb;
use crate::domain::actor::SigningSeat;

/// A content that the signing set signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// 协商计划.
    Plan,
    /// The waiver of research.
    Waiver,
    /// 纪要.
    Minutes,
    /// 协商意见书.
    Opinion,
    /// That nothing was accepted.
    NoResult,
    /// The answer to an objection.
    Answer,
}

/// What an act brought about. Every act brings [`Event::Done`] first, then what followed from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The verb was done.
    Done {
        /// The verb.
        verb: Verb,
    },
    /// The topic went from a step to another.
    Moved {
        /// Before.
        from: Step,
        /// After.
        to: Step,
    },
    /// The topic ended.
    Ended {
        /// How.
        standing: Standing,
    },
    /// An ended topic is open again.
    Reopened {
        /// At which step.
        step: Step,
    },
    /// A seat has signed.
    Signed {
        /// What.
        paper: Paper,
        /// In which seat.
        seat: SigningSeat,
    },
    /// The last signature was given.
    Completed {
        /// On what.
        paper: Paper,
    },
    /// Signatures were void.
    Voided {
        /// On what.
        paper: Paper,
    },
    /// The plan is published: notices of the sessions go out.
    PlanPublished {
        /// The sessions announced.
        sessions: Vec<Uuid>,
    },
    /// Conversion tasks were made.
    TasksMade {
        /// Their numbers.
        numbers: Vec<u32>,
    },
    /// A conversion task was graded.
    TaskGraded {
        /// Its number.
        n: u32,
        /// The result.
        grade: Grade,
    },
    /// The posting began.
    PostingBegan,
    /// The evaluation window was opened.
    WindowOpened,
    /// The leader was asked to let a bound be passed.
    ConsentAsked {
        /// The bound.
        bound: Bound,
    },
    /// The topic goes on as another one of the street council.
    SuccessorOpens {
        /// The successor.
        topic: Uuid,
    },
    /// The text was hidden or is shown again.
    Hidden {
        /// Hidden now.
        hidden: bool,
    },
    /// Content and salt of these entries are to be removed.
    Redacted {
        /// Their sequence numbers.
        entries: Vec<u32>,
    },
}
