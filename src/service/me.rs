//! Somebody who is logged in: what they may do, and how they are named.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::actor::{Actor, ConvenerSeat, Grant, Role, SeatHeld, Unverified};
use crate::store::people::logins::LoginRow;
use crate::store::{Error, Result};

/// Somebody who is logged in.
#[derive(Debug, Clone)]
pub struct Me {
    /// Roles and seats held today.
    pub actor: Actor,
    /// Real name; shown to the person and to staff only.
    pub name: String,
    /// Post, for those who act under it; empty for residents.
    pub post: String,
    /// Mobile number; shown to the person only.
    pub phone: String,
    /// Notices not yet read, at most 100.
    pub unread: i64,
    /// Something lies on the person's own desk, or may: a resident has a desk, too, who leads a research
    /// group, is asked for more, or looks after tasks.
    pub has_desk: bool,
    /// When the log-in was last used.
    pub last_seen_at: DateTime<Utc>,
}

impl Me {
    /// From the log-in as stored.
    ///
    /// # Errors
    /// [`Error::Decode`] for a role or seat that this program does not know.
    pub fn from_login(row: LoginRow) -> Result<Self> {
        let roles = row
            .grants
            .into_iter()
            .map(|g| {
                Ok(Grant {
                    role: Role::from_code(&g.role)
                        .ok_or_else(|| Error::Decode(format!("role {}", g.role)))?,
                    council: g.council_id,
                    community: g.community_id,
                    unit: g.unit_id,
                })
            })
            .collect::<Result<_>>()?;
        let seats = row
            .seats
            .into_iter()
            .map(|s| {
                Ok(SeatHeld {
                    council: s.council_id,
                    seat: ConvenerSeat::from_code(&s.seat)
                        .ok_or_else(|| Error::Decode(format!("seat {}", s.seat)))?,
                    as_delegate: s.capacity == "delegate",
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            actor: Actor {
                account: row.account_id,
                verified: row.verified,
                // A value of a newer program is the careful one here, as in the settings themselves.
                unverified: Unverified::from_code(&row.unverified).unwrap_or_default(),
                community: row.community_id,
                roles,
                seats,
            },
            name: row.name,
            post: row.post,
            phone: row.phone,
            unread: row.unread,
            has_desk: row.has_desk,
            last_seen_at: row.last_seen_at,
        })
    }

    /// The account.
    #[must_use]
    pub const fn account(&self) -> Uuid {
        self.actor.account
    }

    /// How the public sees what this person did by office: the post, else the masked name.
    #[must_use]
    pub fn label(&self) -> String {
        if self.post.is_empty() {
            crate::domain::privacy::mask_name(&self.name)
        } else {
            self.post.clone()
        }
    }
}
