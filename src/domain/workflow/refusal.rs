//! Refusals: why an act is not done, who may do it, or what is missing. Each has a text in both
//! languages, `locales/*/refusal.ftl`.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::rules::Bound;
use super::state::Standing;
use super::step::Step;
use super::verb::Verb;
use crate::domain::actor::SigningSeat;
use crate::domain::policy::Who;

/// Why an act is not done. Nothing has changed when one is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// Somebody else may do it.
    #[error("{verb:?} is for others: {who:?}")]
    NotYours {
        /// The verb.
        verb: Verb,
        /// Who may.
        who: Vec<Who>,
    },
    /// It is not done at this step.
    #[error("{verb:?} is not done at step {step:?}")]
    WrongStep {
        /// The verb.
        verb: Verb,
        /// Where the topic stands.
        step: Step,
    },
    /// The topic has ended.
    #[error("the topic has ended: {standing:?}")]
    Ended {
        /// How.
        standing: Standing,
    },
    /// The topic is suspended.
    #[error("the topic is suspended")]
    Suspended,
    /// The topic is not in the state that the verb undoes (merged, declined, suspended, hidden).
    #[error("{verb:?} has nothing to undo")]
    NothingToUndo {
        /// The verb.
        verb: Verb,
    },
    /// It has been done already.
    #[error("{verb:?} has been done")]
    AlreadyDone {
        /// The verb.
        verb: Verb,
    },
    /// The time for it is over.
    #[error("the time for {verb:?} is over")]
    TooLate {
        /// The verb.
        verb: Verb,
    },
    /// The time for it has not come.
    #[error("the time for {verb:?} has not come")]
    TooEarly {
        /// The verb.
        verb: Verb,
    },
    /// Conditions are unmet.
    #[error("missing: {unmet:?}")]
    Missing {
        /// Those that are unmet.
        unmet: Vec<Condition>,
    },
    /// What would be signed is not what was seen: it has changed.
    #[error("the content has changed")]
    ContentChanged,
    /// The seat has signed this content.
    #[error("seat {seat:?} has signed")]
    SeatSigned {
        /// The seat.
        seat: SigningSeat,
    },
    /// One person cannot sign in two seats.
    #[error("one person cannot sign two seats")]
    SamePerson,
    /// The person stepped aside, is the author or belongs to a stakeholder group (回避).
    #[error("recused: the seat's delegate signs")]
    Recused,
    /// It is for others than the author: who raised a topic stands behind it already.
    #[error("{verb:?} is not for the author")]
    OwnTopic {
        /// The verb.
        verb: Verb,
    },
    /// The person decided in this round, or proposed the topic.
    #[error("somebody else must decide")]
    DecidedBefore,
    /// A bound is reached; the leader's recorded consent is needed.
    #[error("{bound:?} was used {used} of {limit} times: the leader's consent is needed")]
    NeedsConsent {
        /// The bound.
        bound: Bound,
        /// Uses so far (working days for the suspension).
        used: u32,
        /// Uses allowed.
        limit: u32,
    },
    /// The bound is not reached: no consent is needed.
    #[error("{bound:?} is not reached")]
    BoundNotReached {
        /// The bound.
        bound: Bound,
    },
    /// The task is not in a state for this verb.
    #[error("task {n} is not in a state for {verb:?}")]
    TaskState {
        /// The task's number.
        n: u32,
        /// The verb.
        verb: Verb,
    },
    /// There is no such thing in this topic: task, session, group.
    #[error("{verb:?} names something that this topic does not have")]
    Unknown {
        /// The verb.
        verb: Verb,
    },
    /// The evidence does not belong to the verb: a fault of the program.
    #[error("wrong evidence for {verb:?}")]
    WrongEvidence {
        /// The verb.
        verb: Verb,
    },
    /// The verb is a row of its own and never moves a topic: a fault of the program.
    #[error("{verb:?} is a row, not an act")]
    RowVerb {
        /// The verb.
        verb: Verb,
    },
}

impl Refusal {
    /// The catalogue key of the refusal's sentence. Its arguments are [`Refusal::args`].
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NotYours { .. } => "refusal-not-yours",
            Self::WrongStep { .. } => "refusal-wrong-step",
            Self::Ended { .. } => "refusal-ended",
            Self::Suspended => "refusal-suspended",
            Self::NothingToUndo { .. } => "refusal-nothing-to-undo",
            Self::AlreadyDone { .. } => "refusal-already-done",
            Self::TooLate { .. } => "refusal-too-late",
            Self::TooEarly { .. } => "refusal-too-early",
            Self::Missing { .. } => "refusal-missing",
            Self::ContentChanged => "refusal-content-changed",
            Self::SeatSigned { .. } => "refusal-seat-signed",
            Self::SamePerson => "refusal-same-person",
            Self::Recused => "refusal-recused",
            Self::OwnTopic { .. } => "refusal-own-topic",
            Self::DecidedBefore => "refusal-decided-before",
            Self::NeedsConsent {
                bound: Bound::Suspension,
                ..
            } => "refusal-needs-consent-days",
            Self::NeedsConsent { .. } => "refusal-needs-consent",
            Self::BoundNotReached { .. } => "refusal-bound-not-reached",
            Self::TaskState { .. } => "refusal-task-state",
            Self::Unknown { .. } => "refusal-unknown",
            Self::WrongEvidence { .. } => "refusal-wrong-evidence",
            Self::RowVerb { .. } => "refusal-row-verb",
        }
    }

    /// The arguments of the sentence, each with its name. An [`Arg::Keys`] is a list of catalogue
    /// keys, to be looked up in the reader's language and joined (`、` or `, `).
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::NotYours { verb, who } => vec![
                ("verb", Arg::Keys(vec![verb.key()])),
                ("who", Arg::Keys(who.iter().map(|w| w.key()).collect())),
            ],
            Self::WrongStep { verb, step } => vec![
                ("verb", Arg::Keys(vec![verb.key()])),
                ("step", Arg::Keys(vec![step.key()])),
            ],
            Self::Ended { standing } => vec![("standing", Arg::Keys(vec![standing.key()]))],
            Self::NothingToUndo { verb }
            | Self::AlreadyDone { verb }
            | Self::OwnTopic { verb }
            | Self::TooLate { verb }
            | Self::TooEarly { verb }
            | Self::Unknown { verb }
            | Self::WrongEvidence { verb }
            | Self::RowVerb { verb } => vec![("verb", Arg::Keys(vec![verb.key()]))],
            Self::Missing { unmet } => vec![(
                "what",
                Arg::Keys(unmet.iter().map(|c| c.key.to_string()).collect()),
            )],
            Self::SeatSigned { seat } => vec![("seat", Arg::Keys(vec![seat.key()]))],
            Self::NeedsConsent { bound, used, limit } => vec![
                ("bound", Arg::Keys(vec![bound.key()])),
                ("used", Arg::Number(*used)),
                ("limit", Arg::Number(*limit)),
            ],
            Self::BoundNotReached { bound } => vec![("bound", Arg::Keys(vec![bound.key()]))],
            Self::TaskState { n, verb } => vec![
                ("n", Arg::Number(*n)),
                ("verb", Arg::Keys(vec![verb.key()])),
            ],
            Self::Suspended
            | Self::ContentChanged
            | Self::SamePerson
            | Self::Recused
            | Self::DecidedBefore => Vec::new(),
        }
    }

    /// True when the person may not; false when the topic is not in a state for it (409).
    #[must_use]
    pub const fn is_forbidden(&self) -> bool {
        match self {
            Self::NotYours { .. }
            | Self::OwnTopic { .. }
            | Self::SamePerson
            | Self::Recused
            | Self::DecidedBefore => true,
            Self::WrongStep { .. }
            | Self::Ended { .. }
            | Self::Suspended
            | Self::NothingToUndo { .. }
            | Self::AlreadyDone { .. }
            | Self::TooLate { .. }
            | Self::TooEarly { .. }
            | Self::Missing { .. }
            | Self::ContentChanged
            | Self::SeatSigned { .. }
            | Self::NeedsConsent { .. }
            | Self::BoundNotReached { .. }
            | Self::TaskState { .. }
            | Self::Unknown { .. }
            | Self::WrongEvidence { .. }
            | Self::RowVerb { .. } => false,
        }
    }
}

/// An argument of a refusal's sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Catalogue keys, to be looked up and joined.
    Keys(Vec<String>),
    /// A number.
    Number(u32),
}
