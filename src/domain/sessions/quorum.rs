//! Quorum (法定人数), explained: the signing set, two thirds of the invited delegates, and every
//! stakeholder group with at least one person or with its absence explained. Observers never count.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::actor::SigningSeat;
use crate::domain::workflow::{ContentHash, Fraction, Presence, quorum_of};

/// Somebody named for a session, as far as the quorum asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The account, if there is one.
    pub account: Option<Uuid>,
    /// The stakeholder group that the person sits for.
    pub group: Option<Uuid>,
    /// Counts for the quorum; observers do not.
    pub counts: bool,
    /// Is there, or has answered.
    pub present: bool,
}

/// The rule as it is frozen when the session opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The part of the invited delegates that must be there.
    pub quorum: Fraction,
    /// Seats of the signing set that must be there.
    pub set: u32,
    /// The stakeholder groups, each of which must be there or have its absence explained.
    pub groups: Vec<Uuid>,
}

/// How a stakeholder group is represented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupPresence {
    /// The group.
    pub group: Uuid,
    /// Its people who are there.
    pub present: u32,
    /// Its absence is explained after two invitations, or it was heard in this deliberation before.
    pub explained: bool,
}

impl GroupPresence {
    /// Nothing is missing for this group.
    #[must_use]
    pub const fn met(&self) -> bool {
        self.present > 0 || self.explained
    }
}

/// Who is there against what the rule asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quorum {
    /// Seats of the signing set whose holders are there.
    pub set_present: u32,
    /// Seats of the signing set.
    pub set_wanted: u32,
    /// Delegates who count.
    pub invited: u32,
    /// Of them, who is there.
    pub present: u32,
    /// How many of them must be there.
    pub wanted: u32,
    /// Each stakeholder group.
    pub groups: Vec<GroupPresence>,
}

/// Counts who is there. `seats` says who fills which seat of the signing set today; one person fills
/// one seat at a time.
#[must_use]
pub fn count(
    rule: &Rule,
    named: &[Named],
    seats: &[(SigningSeat, Uuid)],
    explained: &BTreeSet<Uuid>,
) -> Quorum {
    let there: BTreeSet<Uuid> = named
        .iter()
        .filter(|n| n.present)
        .filter_map(|n| n.account)
        .collect();
    let invited = number(named.iter().filter(|n| n.counts).count());
    let present = number(named.iter().filter(|n| n.counts && n.present).count());
    Quorum {
        set_present: seated(seats, &there).min(rule.set),
        set_wanted: rule.set,
        invited,
        present,
        wanted: quorum_of(invited, rule.quorum),
        groups: rule
            .groups
            .iter()
            .map(|group| GroupPresence {
                group: *group,
                present: number(
                    named
                        .iter()
                        .filter(|n| n.present && n.counts && n.group == Some(*group))
                        .count(),
                ),
                explained: explained.contains(group),
            })
            .collect(),
    }
}

/// How many seats are filled by different people who are there. With two seats the one with fewer
/// people to choose from is filled first, so that one person never fills both and none is wasted.
fn seated(seats: &[(SigningSeat, Uuid)], there: &BTreeSet<Uuid>) -> u32 {
    let mut of_seat: std::collections::BTreeMap<SigningSeat, BTreeSet<Uuid>> =
        std::collections::BTreeMap::new();
    for (seat, account) in seats {
        if there.contains(account) {
            of_seat.entry(*seat).or_default().insert(*account);
        }
    }
    let mut choices: Vec<BTreeSet<Uuid>> = of_seat.into_values().collect();
    choices.sort_by_key(BTreeSet::len);
    let mut taken = BTreeSet::new();
    let mut filled = 0;
    for choice in choices {
        if let Some(free) = choice.iter().find(|a| !taken.contains(*a)) {
            taken.insert(*free);
            filled += 1;
        }
    }
    filled
}

impl Quorum {
    /// Nothing is missing.
    #[must_use]
    pub fn met(&self) -> bool {
        self.set_present >= self.set_wanted
            && self.present >= self.wanted
            && self.groups.iter().all(GroupPresence::met)
    }

    /// Groups of which nobody is there and no absence is explained.
    pub fn missing(&self) -> impl Iterator<Item = Uuid> + '_ {
        self.groups.iter().filter(|g| !g.met()).map(|g| g.group)
    }

    /// As the workflow takes it: counts, and the root over the check-ins.
    #[must_use]
    pub fn presence(&self, root: Option<ContentHash>) -> Presence {
        Presence {
            set_present: self.set_present,
            invited: self.invited,
            present: self.present,
            groups: self
                .groups
                .iter()
                .filter(|g| g.present > 0)
                .map(|g| g.group)
                .collect(),
            root,
        }
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
