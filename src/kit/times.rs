//! Time as people read it: Asia/Shanghai, `2026年11月23日 周一 14:30`, and what is left in working
//! days. A relative word only ever stands beside the date.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Asia::Shanghai;

use crate::domain::calendar::{Calendar, end_of, local_day};
use crate::domain::dashboard::Period;
use crate::kit::i18n::Lang;

/// How pressing a limit is, for the colour of a chip; the words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressure {
    /// Past its limit.
    Late,
    /// Today or the next two working days.
    Soon,
    /// Later.
    Calm,
}

impl Pressure {
    /// The chip's tone in the style sheet.
    #[must_use]
    pub const fn tone(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Soon => "wait",
            Self::Calm => "calm",
        }
    }
}

impl Lang {
    /// `2026年11月23日`.
    #[must_use]
    pub fn date(self, at: DateTime<Utc>) -> String {
        self.day(local_day(at))
    }

    /// `2026年11月23日` of a day.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        self.dated("time-date", day).to_string()
    }

    /// `11月23日`: where the year is plain.
    #[must_use]
    pub fn short_date(self, at: DateTime<Utc>) -> String {
        self.dated("time-date-short", local_day(at)).to_string()
    }

    /// `2026年11月23日 周一`.
    #[must_use]
    pub fn full_day(self, day: NaiveDate) -> String {
        self.dated("time-date-weekday", day).to_string()
    }

    /// `2026年第四季度`.
    #[must_use]
    pub fn period(self, period: Period) -> String {
        self.t(format!("dashboard-period-{}", period.span.code()))
            .arg("year", period.from.year().to_string())
            .arg("no", period.no())
            .arg("n", self.t(format!("dashboard-no-{}", period.no())))
            .to_string()
    }

    /// `2026年11月23日 周一 14:30`.
    #[must_use]
    pub fn date_time(self, at: DateTime<Utc>) -> String {
        self.dated("time-date-time", local_day(at))
            .arg("clock", clock(at))
            .to_string()
    }

    /// `11月26日 周四 14:30`: where the year is plain.
    #[must_use]
    pub fn short_date_time(self, at: DateTime<Utc>) -> String {
        self.dated("time-date-time-short", local_day(at))
            .arg("clock", clock(at))
            .to_string()
    }

    /// What is left of a limit: `还剩 3 个工作日`, `今天 18:00 前`, `逾期 1 个工作日`.
    #[must_use]
    pub fn left(self, calendar: &Calendar, now: DateTime<Utc>, due: DateTime<Utc>) -> String {
        let left = calendar.remaining(now, due);
        if left.overdue {
            return match -left.working_days {
                n if n > 0 => self.t("time-overdue").arg("n", n).to_string(),
                _ => self.t("time-overdue-today").to_string(),
            };
        }
        if local_day(now) == local_day(due) {
            return self
                .t("time-due-today")
                .arg("clock", clock(due))
                .to_string();
        }
        self.t("time-left").arg("n", left.working_days).to_string()
    }

    /// Until when an assignment asks for an answer; while the topic runs, with what is left.
    #[must_use]
    pub fn deadline(
        self,
        calendar: &Calendar,
        now: DateTime<Utc>,
        day: NaiveDate,
        runs: bool,
    ) -> String {
        let until = self.t("time-deadline").arg("day", self.day(day));
        match runs {
            true => format!("{until} · {}", self.left(calendar, now, end_of(day))),
            false => until.to_string(),
        }
    }

    fn dated(self, key: &'static str, day: NaiveDate) -> crate::kit::i18n::Text<'static> {
        // A year is text: a number would be grouped (2,026) where a catalogue formats it.
        self.t(key)
            .arg("year", day.year().to_string())
            .arg("month", self.t(format!("time-month-{}", day.month())))
            .arg("mon", self.t(format!("time-mon-{}", day.month())))
            .arg("day", day.day())
            .arg(
                "weekday",
                self.t(format!(
                    "time-weekday-{}",
                    day.weekday().number_from_monday()
                )),
            )
    }
}

/// How pressing a limit is at `now`.
#[must_use]
pub fn pressure(calendar: &Calendar, now: DateTime<Utc>, due: DateTime<Utc>) -> Pressure {
    let left = calendar.remaining(now, due);
    if left.overdue {
        Pressure::Late
    } else if left.working_days <= 2 {
        Pressure::Soon
    } else {
        Pressure::Calm
    }
}

/// `14:30` in Asia/Shanghai.
#[must_use]
pub fn clock(at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Shanghai);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `2026-11-23T14:30` in Asia/Shanghai: the value of a `datetime-local` field.
#[must_use]
pub fn field_value(at: DateTime<Utc>) -> String {
    at.with_timezone(&Shanghai)
        .format("%Y-%m-%dT%H:%M")
        .to_string()
}

/// `2026-11-23T14:30:00+08:00`: the `datetime` attribute of a `time` element.
#[must_use]
pub fn machine(at: DateTime<Utc>) -> String {
    at.with_timezone(&Shanghai)
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}
