//! Which topics a street of load has: when each was raised, and how far it went.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;

use crate::cli::demo::way::Station;
use crate::domain::calendar::{Calendar, at_hour, local_day};

/// Calendar days before the world's day from which topics can begin.
const PAST: u64 = 420;

/// The worked days around the world's day, in order: topics walk along them.
#[derive(Debug)]
pub struct Workdays {
    days: Vec<NaiveDate>,
    /// How many of them lie before the world's day.
    past: usize,
}

impl Workdays {
    /// Those around `today`.
    pub fn around(calendar: &Calendar, today: NaiveDate) -> Self {
        let first = today.checked_sub_days(Days::new(PAST)).unwrap_or(today);
        let days: Vec<NaiveDate> = first
            .iter_days()
            .take(usize::try_from(PAST).unwrap_or(0) + 200)
            .filter(|day| calendar.is_working_day(*day))
            .collect();
        let past = days.iter().take_while(|day| **day < today).count();
        Self { days, past }
    }

    /// The `n`th of them.
    pub fn day(&self, n: usize) -> NaiveDate {
        self.days[n.min(self.days.len() - 1)]
    }
}

/// A topic as planned.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Its place in the plan: its chances hang on it.
    pub nth: u64,
    /// When it is raised.
    pub at: DateTime<Utc>,
    /// How far it goes.
    pub until: Station,
    /// On which of the [`Workdays`] it is raised.
    pub start: usize,
    /// How slowly it goes, percent of the straight way's days.
    pub pace: usize,
    /// Its number within the year of its submission, from 1.
    pub number: u32,
}

impl Planned {
    /// The day on which it is at a station.
    pub fn day(&self, workdays: &Workdays, station: Station) -> NaiveDate {
        workdays.day(self.start + days_of(station, self.pace))
    }

    /// The year of its code.
    pub fn year(&self) -> i32 {
        local_day(self.at).year()
    }
}

fn days_of(station: Station, pace: usize) -> usize {
    usize::try_from(station.day()).unwrap_or(0) * pace / 100
}

/// Of ten topics six are at step 1 and two are concluded; the others are at steps 2 to 8, as many at each.
fn stations(nth: u64) -> (&'static [Station], usize) {
    const WAY: [&[Station]; 7] = [
        &[
            Station::Proposed,
            Station::Reviewed,
            Station::Approved,
            Station::PlanSaved,
            Station::PlanSignedOnce,
        ],
        &[Station::Research, Station::Reported],
        &[
            Station::SessionPlanned,
            Station::SessionClosed,
            Station::MinutesSigned,
            Station::OpinionSignedOnce,
        ],
        &[Station::Feedback, Station::Posted],
        &[Station::Conversion, Station::Accepted6],
        &[Station::Supervision, Station::Verified],
        &[Station::Evaluation, Station::EvaluationOver],
    ];
    match nth % 10 {
        0..=5 => (
            &[
                Station::Submitted,
                Station::Submitted,
                Station::Submitted,
                Station::Accepted,
                Station::Accepted,
                Station::Assessed,
            ],
            150,
        ),
        6 | 7 => (&[Station::Concluded], 130),
        last => {
            let step = usize::try_from((nth / 10 * 2 + last - 8) % 7).unwrap_or(0);
            // Work at step 6 goes on for weeks, the rest is done in days.
            (WAY[step], if step == 4 { 50 } else { 12 })
        }
    }
}

/// The plan of a street: its topics in the order in which they were raised.
pub fn plan(workdays: &Workdays, seed: u64, topics: u32) -> Vec<Planned> {
    let mut plan: Vec<Planned> = (0..u64::from(topics))
        .map(|nth| {
            let mut rng = ChaCha12Rng::seed_from_u64(super::mixed(seed, nth, 1));
            let (stations, spread) = stations(nth);
            let until = *super::words::any(&mut rng, stations);
            let pace = rng.random_range(100..=150);
            let ago = rng.random_range(0..=spread) + days_of(until, pace) + 1;
            let start = workdays.past.saturating_sub(ago);
            let second = rng.random_range(0..60 * 60);
            Planned {
                nth,
                at: at_hour(workdays.day(start), 8) + TimeDelta::seconds(second),
                until,
                start,
                pace,
                number: 0,
            }
        })
        .collect();
    plan.sort_by_key(|p| (p.at, p.nth));
    let mut year = 0;
    let mut number = 0;
    for topic in &mut plan {
        if topic.year() != year {
            (year, number) = (topic.year(), 0);
        }
        number += 1;
        topic.number = number;
    }
    plan
}
