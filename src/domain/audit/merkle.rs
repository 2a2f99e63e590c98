//! Merkle roots as in RFC 6962: leaves and nodes are hashed apart, so that neither can pass for
//! the other. Supports, ballots and ratings enter the chain as the root of their salted leaves.

use sha2::{Digest, Sha256};

use super::{Hash, NotCanonical, canonical_of, commitment, sha256};
use serde::Serialize;

const LEAF: u8 = 0;
const NODE: u8 = 1;

/// The root over the leaves in their order; of no leaves it is the SHA-256 of nothing.
pub fn merkle_root<L: AsRef<[u8]>>(leaves: &[L]) -> Hash {
    let hashed: Vec<Hash> = leaves
        .iter()
        .map(|leaf| tagged(LEAF, &[leaf.as_ref()]))
        .collect();
    subtree(&hashed)
}

/// A leaf that does not give its row away: the salted commitment to the row's canonical form.
///
/// # Errors
/// [`NotCanonical`] where the row has no canonical form.
pub fn salted_leaf<T: Serialize>(salt: &[u8; 32], row: &T) -> Result<Hash, NotCanonical> {
    Ok(commitment(salt, &canonical_of(row)?))
}

fn subtree(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => sha256(&[]),
        [only] => *only,
        _ => {
            // RFC 6962 2.1: the left side takes the largest power of two below the number of leaves.
            let split = leaves.len().next_power_of_two() / 2;
            let (left, right) = leaves.split_at(split);
            tagged(NODE, &[subtree(left).as_bytes(), subtree(right).as_bytes()])
        }
    }
}

fn tagged(tag: u8, parts: &[&[u8]]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([tag]);
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

impl AsRef<[u8]> for Hash {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}
