//! Entry on behalf of somebody (代录), pure: who telephoned, wrote or came by, and the scanned original.

use uuid::Uuid;

use crate::domain::actor::{Actor, Role};
use crate::domain::fields::{Fields, Raw};
use crate::domain::photos;

/// How a topic of somebody without an account came in (代录).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BehalfWay {
    /// By telephone.
    Phone,
    /// On paper.
    Paper,
    /// By a visit.
    Visit,
}

impl BehalfWay {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Paper, Self::Visit];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Paper => "paper",
            Self::Visit => "visit",
        }
    }

    /// The way with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("behalf-way-{}", self.code())
    }
}

/// The longest name of somebody for whom a topic is entered.
pub const NAME: usize = 60;

/// On whose behalf a topic is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behalf {
    /// The name.
    pub of: String,
    /// How it came in.
    pub way: BehalfWay,
    /// The resident's mobile number, which staff alone see; empty where none was given.
    pub phone: String,
    /// Scans of the original, which staff alone see.
    pub originals: Vec<Uuid>,
}

impl Behalf {
    /// Reads it; none where nobody is named. A way, an original and a number are somebody's: with one, or where
    /// the form is for an entry on behalf (`behalf`), the name must be there.
    pub(super) fn read(f: &mut Fields<'_>) -> Option<Self> {
        let originals = photos::originals(f);
        let phone = f.opt_mobile("on_behalf_phone");
        let way = f.opt_choice("on_behalf_way", BehalfWay::from_code);
        let theirs = !originals.is_empty() || !phone.is_empty() || way.is_some();
        let least = usize::from(f.flag("behalf") || theirs);
        let of = f.name("on_behalf_of", least..=NAME);
        if of.is_empty() && least == 0 {
            return None;
        }
        let way = f.choice("on_behalf_way", BehalfWay::from_code)?;
        Some(Self {
            of,
            way,
            phone,
            originals,
        })
    }
}

/// The fields of an entry on behalf.
pub(super) const FIELDS: [&str; 6] = [
    "behalf",
    "on_behalf_of",
    "on_behalf_way",
    "on_behalf_phone",
    photos::ORIGINALS.ids,
    photos::ORIGINALS.faults,
];

/// The sentence for a community that a clerk does not enter topics for.
pub const NOT_THEIR_COMMUNITY: &str = "error-behalf-community";

/// Whether a form is an entry on behalf of somebody: begun as one, or with a name.
#[must_use]
pub fn for_somebody(raw: &Raw) -> bool {
    ["behalf", "on_behalf_of"]
        .iter()
        .any(|name| !raw.first(name).is_empty())
}

/// Whether somebody enters topics on behalf of others: the staff of the councils and of the office.
#[must_use]
pub fn enters_for_others(actor: &Actor) -> bool {
    actor.has(Role::Liaison) || actor.has(Role::OfficeOfficer) || !actor.seats.is_empty()
}
