//! The score of an evaluation: satisfaction by kind, weighted; integers only, so that it can be replayed.

use super::facts::{Ratings, Tally};
use super::rules::{EvaluationKind, PerKind, Rules};

impl Ratings {
    /// The counts of one kind.
    #[must_use]
    pub const fn of(&self, kind: EvaluationKind) -> &Tally {
        match kind {
            EvaluationKind::PartyGov => &self.party_gov,
            EvaluationKind::Member => &self.member,
            EvaluationKind::Public => &self.public,
        }
    }
}

/// Satisfaction of one kind in hundredths of a percent, rounded down: (satisfied + basically
/// satisfied) / valid. None without a valid rating.
#[must_use]
pub fn satisfaction(tally: &Tally) -> Option<u32> {
    let good = u64::from(tally.satisfied) + u64::from(tally.basically);
    let share = (good * 10_000).checked_div(u64::from(tally.valid()))?;
    u32::try_from(share).ok()
}

/// The weights in hundredths of a percent as they count here: a kind without valid ratings gives its
/// weight to the others in proportion. All are 0 when there is no valid rating at all.
#[must_use]
pub fn shares(ratings: &Ratings, weights: &PerKind) -> [(EvaluationKind, u32); 3] {
    let counts = |kind| ratings.of(kind).valid() > 0;
    let sum: u64 = EvaluationKind::ALL
        .into_iter()
        .filter(|kind| counts(*kind))
        .map(|kind| u64::from(weights.of(kind)))
        .sum();
    EvaluationKind::ALL.map(|kind| {
        let share = if counts(kind) {
            (u64::from(weights.of(kind)) * 10_000)
                .checked_div(sum)
                .unwrap_or(0)
        } else {
            0
        };
        (kind, u32::try_from(share).unwrap_or(0))
    })
}

/// The score in hundredths of a percent, rounded down once. None without any valid rating: that counts
/// as below the pass mark.
#[must_use]
pub fn score(ratings: &Ratings, weights: &PerKind) -> Option<u32> {
    // Over one denominator, so that nothing is rounded before the end; three counts below 2^32 and
    // two small factors fit into 128 bits.
    let (mut good, mut over, mut sum) = (0_u128, 1_u128, 0_u128);
    for kind in EvaluationKind::ALL {
        let tally = ratings.of(kind);
        let valid = u128::from(tally.valid());
        let weight = u128::from(weights.of(kind));
        if valid == 0 || weight == 0 {
            continue;
        }
        let satisfied = u128::from(tally.satisfied) + u128::from(tally.basically);
        good = good * valid + weight * satisfied * over;
        over *= valid;
        sum += weight;
    }
    let score = (good * 10_000).checked_div(over * sum)?;
    u32::try_from(score).ok()
}

/// The score reaches the pass mark.
#[must_use]
pub fn passed(score: Option<u32>, rules: &Rules) -> bool {
    score.is_some_and(|s| s >= rules.pass.saturating_mul(100))
}

/// The score counts as good.
#[must_use]
pub fn good(score: Option<u32>, rules: &Rules) -> bool {
    score.is_some_and(|s| s >= rules.good.saturating_mul(100))
}

/// The kinds below their minimum of valid ratings, with how many there are and must be.
#[must_use]
pub fn shortfalls(ratings: &Ratings, minimum: &PerKind) -> Vec<(EvaluationKind, u32, u32)> {
    EvaluationKind::ALL
        .into_iter()
        .map(|kind| (kind, ratings.of(kind).valid(), minimum.of(kind)))
        .filter(|(_, have, want)| have < want)
        .collect()
}
