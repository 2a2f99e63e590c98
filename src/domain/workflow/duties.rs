//! On whose desk which verb lies. `service::step::record` writes the duties as rows of `desk_item`.

use uuid::Uuid;

use super::deadline::Deadline;
use super::state::State;
use super::verb::Verb;
use crate::domain::actor::{Role, SigningSeat};

/// Whose desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A seat of the signing set; the second signer's desk is the office's.
    Seat(SigningSeat),
    /// The council's liaison.
    Liaison,
    /// Everybody with this role in the street.
    Role(Role),
    /// Everybody of this unit.
    Unit(Uuid),
    /// One account.
    Account(Uuid),
    /// The author.
    Author,
    /// The members linked to the topic's community.
    LinkedMembers,
}

impl Holder {
    /// The holder key, as in `desk_item.holder` and `Actor::holder_keys`. None when there is no such
    /// desk: an author without an account, or linked members of no community.
    #[must_use]
    pub fn key(
        &self,
        state: &State,
        author: Option<Uuid>,
        community: Option<Uuid>,
    ) -> Option<String> {
        let council = state.council;
        match self {
            Self::Seat(seat) => Some(seat.convener().map_or_else(
                || format!("role:{}", Role::OfficeOfficer.code()),
                |s| format!("council:{council}:{}", s.code()),
            )),
            Self::Liaison => Some(format!("council:{council}:liaison")),
            Self::Role(role) => Some(format!("role:{}", role.code())),
            Self::Unit(unit) => Some(format!("unit:{unit}")),
            Self::Account(account) => Some(format!("person:{account}")),
            Self::Author => author.map(|a| format!("person:{a}")),
            Self::LinkedMembers => community.map(|c| format!("member:{c}")),
        }
    }
}

/// A verb that lies on somebody's desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The verb.
    pub verb: Verb,
    /// Whose desk.
    pub holder: Holder,
    /// What it is about within the topic: a task's number, a session, a group; else empty.
    pub subject: String,
    /// Since when.
    pub since: chrono::DateTime<chrono::Utc>,
    /// Until when.
    pub deadline: Option<Deadline>,
}
