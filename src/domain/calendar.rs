//! Working days: weekends, the State Council's yearly table of days off and days worked for them,
//! and how a due date came about.
//!
//! A limit of *n* working days does not count the day on which it starts, and ends at 18:00
//! Asia/Shanghai of its last day. All functions are pure: the table is data and time an argument.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc, Weekday};
use chrono_tz::{Asia::Shanghai, Tz};
use serde::{Deserialize, Serialize};

/// The zone in which days begin and limits end.
pub const ZONE: Tz = Shanghai;

/// The hour, in [`ZONE`], at which a limit in working days ends on its last day.
pub const END_HOUR: u32 = 18;

/// No search for a working day looks further than this many days; a table that fills two years
/// with days off is a fault of the table, not a reason to hang.
const HORIZON_DAYS: u64 = 800;

/// What the national table says of one day that the plain week would get wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off (放假).
    Off,
    /// A weekend day that is worked for a day off (调休上班).
    Worked,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDay {
    /// The day, in Asia/Shanghai.
    pub day: NaiveDate,
    /// Off or worked.
    pub kind: DayKind,
    /// The holiday it belongs to, such as 国庆节.
    pub name: String,
}

/// The working-day calendar: the plain week corrected by the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    off: BTreeMap<NaiveDate, String>,
    worked: BTreeMap<NaiveDate, String>,
    years: BTreeSet<i32>,
}

/// Why a day did not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "why", content = "name")]
pub enum Why {
    /// Saturday or Sunday.
    Weekend,
    /// Off by the national table; the holiday's name.
    Holiday(String),
}

/// A day that was passed over on the way to a due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The day.
    pub day: NaiveDate,
    /// Why it did not count.
    #[serde(flatten)]
    pub why: Why,
}

/// A weekend day that counted, because the table says it is worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeUp {
    /// The day.
    pub day: NaiveDate,
    /// The holiday for which it is worked.
    pub name: String,
}

/// How a due date came about, for the page that shows the computation on demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The day on which the limit started; it does not count.
    pub start: NaiveDate,
    /// The limit in working days.
    pub working_days: u32,
    /// When the limit ends.
    pub due: DateTime<Utc>,
    /// Days passed over, in order.
    pub skipped: Vec<Skipped>,
    /// Weekend days that counted, in order.
    pub made_up: Vec<MadeUp>,
    /// Years touched for which there is no table: the date may still move.
    pub years_without_table: Vec<i32>,
}

/// What is left of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remaining {
    /// Working days left, today not counted: 0 is "today"; below 0 the working days since it ended.
    pub working_days: i64,
    /// Whether the limit has ended.
    pub overdue: bool,
}

impl Calendar {
    /// A calendar from the table's rows. A year has a table as soon as one of its days is named.
    pub fn new(rows: impl IntoIterator<Item = TableDay>) -> Self {
        let mut calendar = Self::default();
        for row in rows {
            calendar.years.insert(row.day.year());
            match row.kind {
                DayKind::Off => calendar.off.insert(row.day, row.name),
                DayKind::Worked => calendar.worked.insert(row.day, row.name),
            };
        }
        calendar
    }

    /// The table of 2026 (State Council), for tests, for load data, and where no database is at hand.
    pub fn of_2026() -> Self {
        let off = [
            ((1, 1), 3, "元旦"),
            ((2, 15), 9, "春节"),
            ((4, 4), 3, "清明节"),
            ((5, 1), 5, "劳动节"),
            ((6, 19), 3, "端午节"),
            ((9, 25), 3, "中秋节"),
            ((10, 1), 7, "国庆节"),
        ];
        let worked = [
            ((1, 4), "元旦"),
            ((2, 14), "春节"),
            ((2, 28), "春节"),
            ((5, 9), "劳动节"),
            ((9, 20), "国庆节"),
            ((10, 10), "国庆节"),
        ];
        let date = |(month, day)| NaiveDate::from_ymd_opt(2026, month, day);
        let off = off.into_iter().flat_map(|(first, length, name)| {
            let row = move |day| TableDay {
                day,
                kind: DayKind::Off,
                name: String::from(name),
            };
            date(first)
                .into_iter()
                .flat_map(move |day| day.iter_days().take(length))
                .map(row)
        });
        let worked = worked.into_iter().filter_map(|(day, name)| {
            date(day).map(|day| TableDay {
                day,
                kind: DayKind::Worked,
                name: String::from(name),
            })
        });
        Self::new(off.chain(worked))
    }

    /// Whether the year has a table. Without one only weekends are off, and administrators are warned.
    pub fn has_table(&self, year: i32) -> bool {
        self.years.contains(&year)
    }

    /// The years that have a table.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// Why a day is not worked, or nothing when it is.
    pub fn why_off(&self, day: NaiveDate) -> Option<Why> {
        if let Some(name) = self.off.get(&day) {
            return Some(Why::Holiday(name.clone()));
        }
        (is_weekend(day) && !self.worked.contains_key(&day)).then_some(Why::Weekend)
    }

    /// Whether the day is worked.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !self.off.contains_key(&day) && (!is_weekend(day) || self.worked.contains_key(&day))
    }

    /// When a limit of `n` working days that starts at `from` ends: 18:00 of its last day, the day
    /// of the start not counted. With `n` 0 it ends on the day itself, or on the next worked one.
    pub fn add_working_days(&self, from: DateTime<Utc>, n: u32) -> DateTime<Utc> {
        end_of(self.nth_after(local_day(from), n))
    }

    /// The last day that still leaves `n` whole working days before the day of `event`: what
    /// "at least 3 working days before the session" asks. Ends at 18:00 of that day.
    pub fn latest_before(&self, event: DateTime<Utc>, n: u32) -> DateTime<Utc> {
        let mut day = local_day(event);
        let mut left = n;
        for _ in 0..HORIZON_DAYS {
            if left == 0 {
                break;
            }
            day = back(day);
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        end_of(day)
    }

    /// Working days from the day after `from` to the day of `to`, both in Asia/Shanghai; negative
    /// when `to` lies on an earlier day. The inverse of [`Calendar::add_working_days`].
    pub fn working_days_between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let (a, b) = (local_day(from), local_day(to));
        if b < a {
            -self.count(b, a)
        } else {
            self.count(a, b)
        }
    }

    /// What is left at `now` of a limit that ends at `due`.
    pub fn remaining(&self, now: DateTime<Utc>, due: DateTime<Utc>) -> Remaining {
        Remaining {
            working_days: self.working_days_between(now, due),
            overdue: now > due,
        }
    }

    /// The same as [`Calendar::add_working_days`], with each day on the way.
    pub fn explain(&self, from: DateTime<Utc>, n: u32) -> Explanation {
        let start = local_day(from);
        let last = self.nth_after(start, n);
        let mut skipped = Vec::new();
        let mut made_up = Vec::new();
        let first = if n == 0 { start } else { forward(start) };
        for day in first.iter_days().take_while(|day| *day <= last) {
            match self.why_off(day) {
                Some(why) => skipped.push(Skipped { day, why }),
                None => {
                    if let Some(name) = self.worked.get(&day) {
                        made_up.push(MadeUp {
                            day,
                            name: name.clone(),
                        });
                    }
                }
            }
        }
        Explanation {
            start,
            working_days: n,
            due: end_of(last),
            skipped,
            made_up,
            years_without_table: (start.year()..=last.year())
                .filter(|year| !self.has_table(*year))
                .collect(),
        }
    }

    /// The years in which a limit from `from` to `to` runs without a table; empty when all is known.
    pub fn missing_years(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<i32> {
        (local_day(from).year()..=local_day(to).year())
            .filter(|year| !self.has_table(*year))
            .collect()
    }

    fn nth_after(&self, start: NaiveDate, n: u32) -> NaiveDate {
        let mut day = start;
        let mut left = n;
        for _ in 0..HORIZON_DAYS.saturating_add(u64::from(n).saturating_mul(2)) {
            if left == 0 && self.is_working_day(day) {
                break;
            }
            day = forward(day);
            if left > 0 && self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    fn count(&self, after: NaiveDate, to: NaiveDate) -> i64 {
        let worked = |day: &NaiveDate| self.is_working_day(*day);
        let days = after.iter_days().skip(1).take_while(|day| *day <= to);
        i64::try_from(days.filter(worked).count()).unwrap_or(i64::MAX)
    }
}

/// The day in Asia/Shanghai to which a moment belongs.
pub fn local_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&ZONE).date_naive()
}

/// 18:00 Asia/Shanghai of a day: when a limit that ends on that day ends.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    at_hour(day, END_HOUR)
}

/// An hour of a day in Asia/Shanghai as a moment.
pub fn at_hour(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
    let naive = day.and_time(time);
    // Asia/Shanghai has had one offset since 1991; the fallback serves dates before that.
    ZONE.from_local_datetime(&naive)
        .earliest()
        .map_or_else(|| naive.and_utc(), |local| local.with_timezone(&Utc))
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn forward(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn back(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}
