//! What time it is: the only home of the system's clock. Everything else is given a [`Clock`].

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};

use crate::domain::calendar::local_day;

/// A source of the time, cheap to clone. Its moments are whole microseconds, as the database keeps them.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Stands still until it is set: tests and the demo world.
    Manual(Arc<AtomicI64>),
    /// The system's clock, moved: `demo --today`.
    Offset(TimeDelta),
}

impl Clock {
    /// A clock that stands at `at` until [`Clock::set`] or [`Clock::advance`].
    pub fn at(at: DateTime<Utc>) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => system_now(),
            Self::Manual(micros) => DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst))
                .unwrap_or(DateTime::UNIX_EPOCH),
            Self::Offset(delta) => system_now() + *delta,
        }
    }

    /// Now, by the clock on everybody's wall: that of an authenticator app, which no demonstration moves.
    pub fn wall(&self) -> DateTime<Utc> {
        match self {
            Self::Manual(_) => self.now(),
            Self::System | Self::Offset(_) => system_now(),
        }
    }

    /// Today in Asia/Shanghai.
    pub fn today(&self) -> NaiveDate {
        local_day(self.now())
    }

    /// Sets a manual clock, also in its clones; any other clock is left alone.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Self::Manual(micros) = self {
            micros.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }

    /// Moves a manual clock on, also in its clones; any other clock is left alone.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the one home of the system's clock"
)]
fn system_now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
