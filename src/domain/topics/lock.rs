//! Who works on a topic's intake (在办), pure.
//!
//! Whoever begins says so by a press, on the desk or on the work page: a page that is merely looked at, or
//! fetched ahead by a browser, claims nothing. It keeps two from writing the same answer: what
//! a colleague has in hand is decided by another only after a press that takes it over. It runs out by itself,
//! and anybody who may work on the topic takes it over in one press, under the eyes of whoever had it.

use chrono::TimeDelta;

/// How long somebody is said to work on a topic after their last press there.
pub const KEPT: TimeDelta = TimeDelta::minutes(15);

/// What can be said about who works on a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// I do, from now on, if nobody else does; or I still do.
    Begin,
    /// I do, in place of whoever did.
    TakeOver,
    /// I do no more.
    Release,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 3] = [Self::Begin, Self::TakeOver, Self::Release];

    /// What follows the work page's address; to begin is posted to the page itself.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Begin => "",
            Self::TakeOver => "/take-over",
            Self::Release => "/release",
        }
    }
}
