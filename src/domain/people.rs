//! People of a street: what somebody may be called, and where a registration stands.

use super::fields::Fields;

/// The shortest and the longest name, in characters.
pub const NAME: std::ops::RangeInclusive<usize> = 2..=20;

/// Somebody's name, in the field `name`.
pub fn name(f: &mut Fields<'_>) -> String {
    f.name("name", NAME)
}

/// Where a registration stands.
///
/// ```text
///            verify
///   waiting ────────▶ verified
///    │  ▲ ▲             │
///    │  │ └── reopen ───┘
///    │  │
///    │  └─── reopen, ask again ───┐
///    └────── refuse ──────────▶ refused
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided yet.
    Waiting,
    /// Phone and name are checked.
    Verified,
    /// Turned down, with a reason.
    Refused,
}

/// What becomes of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Staff have checked phone and name.
    Verified,
    /// Staff turn it down.
    Refused,
    /// Staff take back what was decided.
    Reopened,
    /// The person asks again, after a correction or without one.
    Asked,
    /// Staff change the number of somebody whose name is checked, with the person before them.
    Renumbered,
}

impl Check {
    /// What staff decide.
    pub const OF_STAFF: [Self; 3] = [Self::Verified, Self::Refused, Self::Reopened];

    /// The name in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Refused => "refused",
            Self::Reopened => "reopened",
            Self::Asked => "asked",
            Self::Renumbered => "renumbered",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::OF_STAFF
            .into_iter()
            .chain([Self::Asked, Self::Renumbered])
            .find(|c| c.code() == code)
    }

    /// Where a registration stands afterwards; nothing where it cannot be done as it stands.
    #[must_use]
    pub const fn after(self, standing: Standing) -> Option<Standing> {
        match (self, standing) {
            (Self::Verified, Standing::Waiting) | (Self::Renumbered, Standing::Verified) => {
                Some(Standing::Verified)
            }
            (Self::Refused, Standing::Waiting) => Some(Standing::Refused),
            (Self::Reopened, Standing::Verified | Standing::Refused)
            | (Self::Asked, Standing::Refused) => Some(Standing::Waiting),
            (Self::Verified | Self::Refused, Standing::Verified | Standing::Refused)
            | (Self::Reopened | Self::Asked, Standing::Waiting)
            | (Self::Asked, Standing::Verified)
            | (Self::Renumbered, Standing::Waiting | Standing::Refused) => None,
        }
    }

    /// Whether the person is told why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Refused | Self::Reopened | Self::Renumbered)
    }
}
