//! The ratings of a round, counted, with the Merkle root of their salted leaves.

use serde_json::json;

use super::round;
use crate::domain::audit::{Hash, merkle_root, salted_leaf, utc_text};
use crate::domain::evaluations::{count, tally};
use crate::domain::workflow::{ContentHash, EvaluationKind, Ratings, Rules, Satisfaction};
use crate::service::step::Held;
use crate::service::{Deed, Problem};
use crate::store::evaluations::ratings as rows;

/// Counts the ratings of the round under way; a person's name stands in none of the leaves.
///
/// # Errors
/// When the database is away, or a row cannot be read.
pub async fn counted(deed: &mut Deed, held: &Held) -> Result<Ratings, Problem> {
    let mut ratings = Ratings::default();
    let mut leaves: Vec<Hash> = Vec::new();
    for row in rows::of_round(&mut deed.tx, held.row.id, round(&held.state)).await? {
        let score = Satisfaction::from_code(&row.score)
            .ok_or_else(|| Problem::Fault(format!("rating {}", row.score)))?;
        let kind = EvaluationKind::ALL
            .into_iter()
            .find(|k| k.code() == row.kind)
            .ok_or_else(|| Problem::Fault(format!("rating kind {}", row.kind)))?;
        let of_kind = match kind {
            EvaluationKind::PartyGov => &mut ratings.party_gov,
            EvaluationKind::Member => &mut ratings.member,
            EvaluationKind::Public => &mut ratings.public,
        };
        count(of_kind, score);
        if row.by_author {
            ratings.author = Some(score);
        }
        let salt: [u8; 32] = row
            .salt
            .as_slice()
            .try_into()
            .map_err(|_| Problem::Fault("a salt is not 32 bytes".to_owned()))?;
        let leaf = json!({
            "voter": row.voter,
            "kind": row.kind,
            "score": row.score,
            "body": row.body,
            "way": row.way,
            "at": utc_text(row.at),
        });
        leaves.push(salted_leaf(&salt, &leaf)?);
    }
    ratings.root = Some(ContentHash(merkle_root(&leaves).hex()));
    Ok(ratings)
}

/// The kinds with fewer valid ratings than the rules ask.
#[must_use]
pub fn shortfalls(ratings: &Ratings, rules: &Rules) -> Vec<EvaluationKind> {
    EvaluationKind::ALL
        .into_iter()
        .filter(|kind| tally(ratings, *kind).valid() < rules.minimum.of(*kind))
        .collect()
}
