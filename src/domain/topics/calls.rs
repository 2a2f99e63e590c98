//! Public calls (征集公告), pure: what a call says, and from when until when it is open.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use crate::domain::actor::{Actor, Role};
use crate::domain::fields::{FieldErrors, Fields, Raw};
use crate::domain::workflow::Source;

/// The fewest days that a call is open, the first and the last among them.
pub const FEWEST: u64 = 7;

/// The most days that a call is open.
pub const MOST: u64 = 15;

/// How far ahead a call can be announced, in days.
const AHEAD: u64 = 60;

/// A call as it is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The council that asks.
    pub council: Uuid,
    /// One line.
    pub title: String,
    /// What is asked.
    pub body: String,
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
}

impl Call {
    /// Reads a call that is announced today.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let call = Self {
            council: f.id("council"),
            title: f.line("title", 4..=60),
            body: f.text("body", 10..=2_000),
            opens_on: f.day("opens_on"),
            closes_on: f.day("closes_on"),
        };
        if f.ok("opens_on") && (call.opens_on < today || call.opens_on > later(today, AHEAD)) {
            f.fail("opens_on", "error-call-opens");
        }
        let last = later(call.opens_on, FEWEST - 1)..=later(call.opens_on, MOST - 1);
        if f.ok("opens_on") && f.ok("closes_on") && !last.contains(&call.closes_on) {
            f.fail("closes_on", "error-call-closes");
        }
        f.done()?;
        Ok(call)
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// Whether a call takes topics on this day.
#[must_use]
pub fn is_open(opens_on: NaiveDate, closes_on: NaiveDate, day: NaiveDate) -> bool {
    (opens_on..=closes_on).contains(&day)
}

/// Whether a topic that is raised from a call's page answers it: it is of the call's community, or the whole street
/// is asked, and it comes neither with a member's recommendation nor as an assignment, which are sources of their
/// own.
#[must_use]
pub fn fits(asked: Option<Uuid>, source: Source, community: Option<Uuid>) -> bool {
    source == Source::PublicCall && (asked.is_none() || asked == community)
}

/// Whether somebody announces calls at all.
#[must_use]
pub fn announces(actor: &Actor) -> bool {
    actor.has(Role::OfficeOfficer) || actor.has(Role::Liaison) || !actor.seats.is_empty()
}

/// Whether somebody may announce a call of this council: its liaison, its conveners, and the office.
#[must_use]
pub fn may_announce(actor: &Actor, council: Uuid) -> bool {
    let clerk = |g: &crate::domain::actor::Grant| {
        g.role == Role::Liaison && g.council.is_none_or(|c| c == council)
    };
    actor.has(Role::OfficeOfficer)
        || actor.seat_in(council).is_some()
        || actor.roles.iter().any(clerk)
}
