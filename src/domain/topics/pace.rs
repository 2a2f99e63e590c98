//! How fast one account may raise topics, pure.

use chrono::{DateTime, TimeDelta, Utc};

/// Of the topics of a day, how many may be raised within an hour.
#[must_use]
pub const fn an_hour(a_day: u32) -> u32 {
    a_day.div_ceil(3)
}

/// How long to wait before the next topic; none where it may be raised now. `raised` says when the last ones
/// were, the latest first, at least `a_day` of them where there are so many.
#[must_use]
pub fn may_again(raised: &[DateTime<Utc>], a_day: u32, now: DateTime<Utc>) -> Option<TimeDelta> {
    let within = |most: u32, window: TimeDelta| {
        let nth = usize::try_from(most).ok()?.checked_sub(1)?;
        let free = *raised.get(nth)? + window;
        (free > now).then(|| free - now)
    };
    within(an_hour(a_day), TimeDelta::hours(1)).max(within(a_day, TimeDelta::days(1)))
}
