//! What stands beside an entry, and how an entry is made from it.

use std::collections::BTreeMap;

use chrono::SubsecRound;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Entry, Hash, Head, Link, NotCanonical, canonical_of, commitment, genesis};
use crate::domain::workflow::{Act, By};

/// The content of an entry: the act that the machine did, the words given with it, and every
/// covered row as the verb left it. Kept in canonical form beside its salt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The act: what a replay feeds to the machine. Holds no free text.
    pub act: Act,
    /// The public reason, where one was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Other words and facts of the verb that no covered row holds.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub words: Map<String, Value>,
    /// The covered rows that the verb wrote, read back from the database.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<CoveredRow>,
    /// The escalated topic before this one, in the first entry only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<Predecessor>,
    /// In an entry that redacts: the acts of the entries whose contents go, so that a replay goes on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub redacted: BTreeMap<i32, Act>,
}

/// A covered row as a verb left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoveredRow {
    /// The table.
    pub table: String,
    /// The row's id.
    pub id: Uuid,
    /// The covered columns; none when the verb removed the row.
    pub columns: Option<Value>,
}

/// Binds an escalated topic's successor to its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Predecessor {
    /// The topic that was escalated.
    pub topic: Uuid,
    /// The end of its chain.
    pub head: Head,
}

impl Content {
    /// A content with nothing but its act.
    #[must_use]
    pub fn of(act: Act) -> Self {
        Self {
            act,
            reason: String::new(),
            words: Map::new(),
            rows: Vec::new(),
            predecessor: None,
            redacted: BTreeMap::new(),
        }
    }
}

/// A new entry, ready to be written with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The entry and its hash.
    pub link: Link,
    /// The canonical text of the content.
    pub content: String,
    /// The salt of the commitment.
    pub salt: [u8; 32],
}

impl Made {
    /// The end of the chain with this entry: what the topic's row gets.
    #[must_use]
    pub const fn head(&self) -> Head {
        Head {
            length: self.link.entry.seq,
            hash: self.link.hash,
        }
    }
}

/// Makes the next entry of a topic's chain. `head` is the end of the chain so far, none for the
/// first entry; the steps are those of the state before (0 for none) and after; `salt` is random.
///
/// # Errors
/// [`NotCanonical`] where the content holds a fraction or a number that is not exact.
pub fn make(
    tenant: i32,
    topic: Uuid,
    head: Option<Head>,
    steps: (i16, i16),
    content: &Content,
    salt: [u8; 32],
) -> Result<Made, NotCanonical> {
    let head = head.unwrap_or_else(|| Head {
        length: 0,
        hash: genesis(tenant, topic),
    });
    let text = canonical_of(content)?;
    let entry = Entry {
        tenant,
        topic,
        seq: head.length + 1,
        at: content.act.at.trunc_subsecs(6),
        verb: content.act.verb.code().to_owned(),
        step_before: steps.0,
        step_after: steps.1,
        by: by_text(&content.act.by),
        commitment: commitment(&salt, &text),
        prev: head.hash,
    };
    let hash: Hash = entry.hash()?;
    Ok(Made {
        link: Link { entry, hash },
        content: text,
        salt,
    })
}

/// Who acted, as it stands in the entry: the capacity and the per-topic reference, parted by a space.
pub(super) fn by_text(by: &By) -> String {
    format!("{} {}", by.capacity.code(), by.person.0)
}

/// The capacity's code and the reference out of an entry's `by`.
#[must_use]
pub fn split_by(by: &str) -> (&str, &str) {
    by.split_once(' ').unwrap_or((by, ""))
}
