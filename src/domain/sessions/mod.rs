//! Sessions (协商会): what is asked when people are invited, check in, speak and vote; and when a session
//! is quorate ([`quorum`]).

mod forms;
pub mod quorum;

pub use forms::{Absence, Adjourn, Ballot, CheckIn, Close, Invite, Remark, Reply, Vote};

use chrono::{DateTime, TimeDelta, Utc};

use super::calendar::{end_of, local_day};
use super::workflow::Form;

/// How somebody was present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresentWay {
    /// In the room.
    Room,
    /// Verified online.
    Online,
    /// Answered in writing by the due date.
    Written,
}

impl PresentWay {
    /// Every way, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Room, Self::Online, Self::Written];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::Online => "online",
            Self::Written => "written",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }

    /// How people of a session of this form are present when they check themselves in.
    #[must_use]
    pub const fn of(form: Form) -> Self {
        match form {
            Form::Written => Self::Written,
            Form::Online => Self::Online,
            Form::Meeting
            | Form::FieldStudy
            | Form::Discussion
            | Form::Supervision
            | Form::Appraisal
            | Form::Dialogue => Self::Room,
        }
    }
}

/// Where a remark was made: hybrid sessions mark each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemarkPlace {
    /// In the room.
    Room,
    /// Off the room: handed in, by telephone, on a visit.
    OffRoom,
    /// Online.
    Online,
}

impl RemarkPlace {
    /// Every place, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Room, Self::OffRoom, Self::Online];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Room => "room",
            Self::OffRoom => "off_room",
            Self::Online => "online",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }
}

/// From when the code of a session lets people check in: two hours before it begins; a round from its
/// beginning on.
#[must_use]
pub fn check_in_from(form: Form, starts_at: DateTime<Utc>) -> DateTime<Utc> {
    if form.is_round() {
        starts_at
    } else {
        starts_at - TimeDelta::hours(2)
    }
}

/// Until when: a round is due by its end; a meeting that begins late, or goes on longer, has two hours more, and
/// 18:00 of its day in any case.
#[must_use]
pub fn check_in_until(
    form: Form,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> DateTime<Utc> {
    if form.is_round() {
        ends_at
    } else {
        (ends_at + TimeDelta::hours(2)).max(end_of(local_day(starts_at)))
    }
}

/// Whether the code is valid now.
#[must_use]
pub fn code_valid(
    form: Form,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> bool {
    check_in_from(form, starts_at) <= now && now <= check_in_until(form, starts_at, ends_at)
}

/// The six figures that the staff show at the door, out of a keyed hash of the session.
#[must_use]
pub fn code_of(mark: &[u8; 32]) -> String {
    let n = u32::from_be_bytes([mark[0], mark[1], mark[2], mark[3]]) % 1_000_000;
    format!("{n:06}")
}
