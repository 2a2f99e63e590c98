//! The record: a chain of entries that nobody can quietly alter (议事记录链).
//!
//! An entry says when, which verb, from which step to which, and by whom as a post or a per-topic
//! reference; it binds its content by a salted commitment and the entry before by its hash. Names,
//! phones and free text are in the content only, which can be redacted without breaking the chain.

mod canonical;
mod chain;
mod check;
mod content;
mod hash;
mod merkle;
mod replay;

pub use canonical::{NotCanonical, canonical, canonical_of, content_hash, utc_text};
pub use chain::{
    Broken, Entry, Fault, Head, Link, Uncovered, check_content, genesis, verify_chain,
};
pub use check::{CoveredNow, TopicClaim, check_topic};
pub use content::{Content, CoveredRow, Made, Predecessor, make, split_by};
pub use hash::{Hash, commitment, sha256};
pub use merkle::{merkle_root, salted_leaf};
pub use replay::{Kept, Replayed, replay};
