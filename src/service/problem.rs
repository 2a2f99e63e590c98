//! Why a deed was not done. Nothing has changed when one is given.

use crate::domain::audit::NotCanonical;
use crate::domain::fields::FieldErrors;
use crate::domain::workflow::Refusal;
use crate::kit::password::PasswordError;
use crate::store;
use crate::store::topics::locks::Lock;

/// Why a deed was not done.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// There is no such thing in this street, or not for this person.
    #[error("no such thing")]
    NotFound,
    /// Somebody must log in first.
    #[error("log-in needed")]
    LoginNeeded,
    /// The rules refuse.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Somebody else's to do; the key of a sentence that says whose.
    #[error("not theirs: {0}")]
    Forbidden(&'static str),
    /// The topic has changed since the person saw it.
    #[error("the topic is at version {now}, {seen} was seen")]
    Stale {
        /// The version that the person saw.
        seen: u32,
        /// The version now.
        now: u32,
    },
    /// Somebody has begun to work on the topic since the person saw it.
    #[error("somebody else works on the topic since {}", .0.begun_at)]
    TakenOver(Box<Lock>),
    /// The form has errors.
    #[error("the form has errors")]
    Invalid(FieldErrors),
    /// The database.
    #[error(transparent)]
    Store(store::Error),
    /// Passwords cannot be hashed right now.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// A fault of the program: a content without a canonical form, a state that cannot be read.
    #[error("fault: {0}")]
    Fault(String),
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

impl From<FieldErrors> for Problem {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<NotCanonical> for Problem {
    fn from(error: NotCanonical) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(error.to_string())
    }
}
