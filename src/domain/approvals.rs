//! Approval (审批), pure: what is asked of those who decide whether a topic is deliberated, and of
//! those who stop, pause or hide one.

use chrono::{DateTime, Utc};

use super::calendar::Calendar;
use super::fields::{FieldErrors, Fields, Raw};
use super::workflow::Bound;

/// The longest reason, in characters.
const REASON: usize = 1_000;

/// A decline: why, and where else to go. Both are public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decline {
    /// The public reason.
    pub reason: String,
    /// Where else the author can go.
    pub elsewhere: String,
}

impl Decline {
    /// Reads `reason` and `elsewhere`.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let reason = f.reason("reason", REASON);
        let elsewhere = f.text("elsewhere", 1..=REASON);
        f.done()?;
        Ok(Self { reason, elsewhere })
    }
}

/// A yes or no with a reason: reconsideration, restoring, the leader's consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    /// Granted.
    pub granted: bool,
    /// Why.
    pub reason: String,
}

impl Decide {
    /// Reads `granted` (`yes` or `no`) and `reason`.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let granted = f.choice("granted", |v| match v {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        let reason = f.text("reason", 1..=REASON);
        f.done()?;
        Ok(Self {
            granted: granted.unwrap_or(false),
            reason,
        })
    }
}

/// A reason that must be given.
///
/// # Errors
/// It is empty or too long.
pub fn reason(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::published(raw);
    let text = f.reason("reason", REASON);
    f.done()?;
    Ok(text)
}

/// A reason that may be left out.
///
/// # Errors
/// It is too long.
pub fn opt_reason(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::new(raw);
    let text = f.opt_text("reason", REASON);
    f.done()?;
    Ok(text)
}

/// A suspension: why, and when it is looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspend {
    /// Why.
    pub reason: String,
    /// 18:00 of the day in `review`.
    pub review: DateTime<Utc>,
    /// Working days until then.
    pub days: u32,
}

impl Suspend {
    /// Reads `reason` and the day `review`, which lies ahead.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw, calendar: &Calendar, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let reason = f.text("reason", 1..=REASON);
        let review = super::calendar::end_of(f.day("review"));
        let days = calendar.working_days_between(now, review);
        if review <= now {
            f.fail("review", "error-not-ahead");
        }
        f.done()?;
        Ok(Self {
            reason,
            review,
            days: u32::try_from(days).unwrap_or(0),
        })
    }
}

/// An end without fulfilment: the public reason, and the document number where it was sent upward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndUnresolved {
    /// The public reason.
    pub reason: String,
    /// It was sent upward.
    pub sent_upward: bool,
    /// The number of the document; empty without.
    pub document: String,
}

impl EndUnresolved {
    /// Reads `reason`, `sent_upward` and `document`.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let reason = f.text("reason", 1..=REASON);
        let sent_upward = f.flag("sent_upward");
        let document = if sent_upward {
            f.line("document", 1..=80)
        } else {
            f.opt_line("document", 80)
        };
        f.done()?;
        Ok(Self {
            reason,
            sent_upward,
            document,
        })
    }
}

/// Which bound is to be passed.
///
/// # Errors
/// `bound` is missing or none of the bounds.
pub fn bound(raw: &Raw) -> Result<Bound, FieldErrors> {
    let mut f = Fields::new(raw);
    let bound = f.choice("bound", Bound::from_code);
    f.done()?;
    bound.ok_or_else(|| FieldErrors::one("bound", "error-choose"))
}
