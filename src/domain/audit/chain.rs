//! Entries, their links, and the check of a chain.

use std::fmt;

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;
use uuid::Uuid;

use super::{Hash, NotCanonical, canonical, commitment, sha256, utc_text};

/// One entry of a topic's chain. Holds no names, phones or free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The street.
    pub tenant: i32,
    /// The topic.
    pub topic: Uuid,
    /// Its place in the chain, from 1, without gaps.
    pub seq: i32,
    /// When, at microseconds.
    #[serde(serialize_with = "as_utc_text")]
    pub at: DateTime<Utc>,
    /// The verb, as in docs/verbs.md.
    pub verb: String,
    /// The step before, 1 to 8; 0 before the first entry.
    pub step_before: i16,
    /// The step after, 1 to 8.
    pub step_after: i16,
    /// By whom: a seat or post, or a resident's per-topic reference.
    pub by: String,
    /// SHA-256(salt ‖ canonical content).
    pub commitment: Hash,
    /// The hash of the entry before, or [`genesis`].
    pub prev: Hash,
}

impl Entry {
    /// The canonical text that is hashed.
    ///
    /// # Errors
    /// Never for an entry made by this program; the type is the canonical form's.
    pub fn canonical(&self) -> Result<String, NotCanonical> {
        canonical(&json!({
            "at": utc_text(self.at),
            "by": self.by,
            "commitment": self.commitment,
            "prev": self.prev,
            "seq": self.seq,
            "step_after": self.step_after,
            "step_before": self.step_before,
            "tenant": self.tenant,
            "topic": self.topic,
            "v": 1,
            "verb": self.verb,
        }))
    }

    /// The entry's hash: SHA-256 of its canonical text. The next entry carries it as `prev`.
    ///
    /// # Errors
    /// As [`Entry::canonical`].
    pub fn hash(&self) -> Result<Hash, NotCanonical> {
        self.canonical().map(|text| sha256(text.as_bytes()))
    }

    /// The entry as the database can keep it: its time cut to microseconds.
    #[must_use]
    pub fn at_micros(mut self) -> Self {
        self.at = self.at.trunc_subsecs(6);
        self
    }
}

fn as_utc_text<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&utc_text(*at))
}

/// An entry with the hash that was stored for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The entry.
    #[serde(flatten)]
    pub entry: Entry,
    /// Its hash, as stored.
    pub hash: Hash,
}

/// The end of a chain: what the topic's row holds too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// How many entries.
    pub length: i32,
    /// The last entry's hash, or [`genesis`] of an empty chain.
    pub hash: Hash,
}

/// What the first entry carries as `prev`: bound to the street and the topic, so that a chain
/// cannot be hung on another topic.
pub fn genesis(tenant: i32, topic: Uuid) -> Hash {
    let mut bytes = b"yishi record 1\0".to_vec();
    bytes.extend(tenant.to_be_bytes());
    bytes.extend(topic.as_bytes());
    sha256(&bytes)
}

/// What is wrong with a record, and where: every fault names the topic, and the entry where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The topic.
    pub topic: Uuid,
    /// The entry's place in the chain, where the fault lies in or after one.
    pub seq: Option<i32>,
    /// What is wrong.
    pub what: Broken,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "topic {}", self.topic)?;
        if let Some(seq) = self.seq {
            write!(f, ", entry {seq}")?;
        }
        write!(f, ": {}", self.what)
    }
}

impl std::error::Error for Fault {}

/// The ways in which a record can be broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A gap or a repetition in the sequence.
    #[error("the entry is out of sequence, {expected} was expected")]
    Sequence {
        /// The number that should stand here.
        expected: i32,
    },
    /// An entry of another topic or street.
    #[error("the entry belongs to another topic or street")]
    Foreign,
    /// `prev` is not the hash of the entry before.
    #[error("the entry does not follow from the one before it")]
    Prev,
    /// The stored hash is not the entry's.
    #[error("the entry was altered: its hash does not match")]
    Hash,
    /// The entry is older than the one before it.
    #[error("the entry is older than the one before it")]
    Time,
    /// The entry starts at another step than the one before it ended at.
    #[error("the entry starts at step {found}, but the one before it ended at {expected}")]
    Step {
        /// Where the chain stood.
        expected: i16,
        /// Where the entry says that it stood.
        found: i16,
    },
    /// The content or its salt is not there, and no entry redacts it.
    #[error("the content is missing")]
    ContentMissing,
    /// The content is not what was committed to.
    #[error("the content was altered: it does not match its commitment")]
    Content,
    /// The content is there, but cannot be read.
    #[error("the content cannot be read: {0}")]
    Unreadable(String),
    /// The entry and the act in its content do not say the same.
    #[error("the entry's {0} is not that of its content")]
    Mismatch(&'static str),
    /// The topic's row and its chain do not end alike.
    #[error("the topic's row says {row} entries, the chain has {chain}, or their heads differ")]
    Head {
        /// The length in the topic's row.
        row: i32,
        /// The length of the chain.
        chain: i32,
    },
    /// The rules refuse what the entry says happened.
    #[error("the rules refuse this entry: {0}")]
    Refused(String),
    /// The topic's row is not what its entries come to.
    #[error("the topic's {field} is {row}, but its entries come to {chain}")]
    Row {
        /// The column, or a path into the workflow.
        field: String,
        /// What the row says.
        row: String,
        /// What the entries say.
        chain: String,
    },
    /// A covered row is not what the last entry that set it says.
    #[error("{0}")]
    Covered(Box<Uncovered>),
}

/// A covered row that does not say what its entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// The table.
    pub table: String,
    /// The row's id.
    pub id: Uuid,
    /// The column, or `row` where the whole row is missing or too many.
    pub column: String,
    /// What the row says.
    pub row: String,
    /// What the entry says.
    pub chain: String,
}

impl fmt::Display for Uncovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            id,
            column,
            row,
            chain,
        } = self;
        write!(
            f,
            "{table} {id}: {column} is {row}, but the entry says {chain}"
        )
    }
}

/// Checks a topic's chain from its beginning: sequence, links, hashes, times and steps.
///
/// # Errors
/// The first [`Fault`], naming topic and entry.
pub fn verify_chain(tenant: i32, topic: Uuid, links: &[Link]) -> Result<Head, Fault> {
    let mut head = Head {
        length: 0,
        hash: genesis(tenant, topic),
    };
    let mut before: Option<&Entry> = None;
    for Link { entry, hash } in links {
        let fault = |what| Fault {
            topic,
            seq: Some(entry.seq),
            what,
        };
        let expected = head.length + 1;
        if entry.seq != expected {
            return Err(fault(Broken::Sequence { expected }));
        }
        if entry.topic != topic || entry.tenant != tenant {
            return Err(fault(Broken::Foreign));
        }
        let found = entry
            .hash()
            .map_err(|why| fault(Broken::Unreadable(why.to_string())))?;
        if found != *hash {
            return Err(fault(Broken::Hash));
        }
        if entry.prev != head.hash {
            return Err(fault(Broken::Prev));
        }
        let (step, at) = before.map_or((0, None), |before| (before.step_after, Some(before.at)));
        if entry.step_before != step {
            return Err(fault(Broken::Step {
                expected: step,
                found: entry.step_before,
            }));
        }
        if at.is_some_and(|at| entry.at < at) {
            return Err(fault(Broken::Time));
        }
        head = Head {
            length: expected,
            hash: *hash,
        };
        before = Some(entry);
    }
    Ok(head)
}

/// Checks a content against the commitment of its entry. `kept` is the salt and the canonical text.
///
/// # Errors
/// [`Broken::ContentMissing`] or [`Broken::Content`] with topic and entry.
pub fn check_content(entry: &Entry, kept: Option<(&[u8; 32], &str)>) -> Result<(), Fault> {
    let fault = |what| {
        Err(Fault {
            topic: entry.topic,
            seq: Some(entry.seq),
            what,
        })
    };
    match kept {
        None => fault(Broken::ContentMissing),
        Some((salt, content)) if commitment(salt, content) != entry.commitment => {
            fault(Broken::Content)
        }
        Some(_) => Ok(()),
    }
}
