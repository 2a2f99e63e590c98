//! An act: who does which verb, when, and on which evidence.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::evidence::Evidence;
use super::verb::Verb;
use crate::domain::actor::{Capacity, SigningSeat};

/// A person as entries know them: hex of HMAC(street key, person, topic). No name can be read from it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonRef(pub String);

impl From<&str> for PersonRef {
    fn from(s: &str) -> Self {
        Self(s.to_owned())
    }
}

/// Hex of the SHA-256 of a content's canonical form: what a signature is bound to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(pub String);

impl From<&str> for ContentHash {
    fn from(s: &str) -> Self {
        Self(s.to_owned())
    }
}

/// Who does an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The person.
    pub person: PersonRef,
    /// In which capacity, as `policy::may` found it. The seat of a signature is read from it.
    pub capacity: Capacity,
    /// The person belongs to a stakeholder group of the topic: a signature is then refused (回避).
    #[serde(default)]
    pub interested: bool,
    /// Entered by staff on behalf of somebody (代录): the way it came stands in the content.
    #[serde(default)]
    pub on_behalf: bool,
    /// The unit that a department officer acts for.
    #[serde(default)]
    pub unit: Option<Uuid>,
}

impl By {
    /// Somebody in a capacity, without interest of their own.
    #[must_use]
    pub const fn new(person: PersonRef, capacity: Capacity) -> Self {
        Self {
            person,
            capacity,
            interested: false,
            on_behalf: false,
            unit: None,
        }
    }

    /// The seat of the signing set that is filled in this act.
    #[must_use]
    pub const fn seat(&self) -> Option<SigningSeat> {
        self.capacity.seat()
    }
}

/// One verb, done by somebody at a time: the input of `advance` and the content of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The verb.
    pub verb: Verb,
    /// Who does it.
    pub by: By,
    /// What the verb asks, as counts, flags, hashes and ids.
    pub evidence: Evidence,
    /// When, cut to microseconds.
    pub at: DateTime<Utc>,
}
