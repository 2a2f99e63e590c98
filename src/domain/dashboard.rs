//! The street's board (看板): from counts by measure to the numbers that the street committee reads.
//! Counts are kept by `service::step`; here they are only added up, so that each number is the sum of
//! the rows that it links to.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use uuid::Uuid;

use super::workflow::{Limits, Step};

/// How much of the past the board looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Span {
    /// This month.
    Month,
    /// This quarter.
    #[default]
    Quarter,
    /// This half-year.
    Half,
    /// This year.
    Year,
}

impl Span {
    /// Every one, the shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Half, Self::Year];

    /// The name in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    const fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// The period of this length that a day lies in.
    #[must_use]
    pub fn around(self, day: NaiveDate) -> Period {
        let first = day.month0() / self.months() * self.months() + 1;
        let from = day
            .with_day(1)
            .and_then(|d| d.with_month(first))
            .unwrap_or(day);
        Period { span: self, from }
    }
}

/// Whole months, such as a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How long.
    pub span: Span,
    /// Its first day.
    pub from: NaiveDate,
}

impl Period {
    /// The first day after it.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        self.from
            .checked_add_months(Months::new(self.span.months()))
            .unwrap_or(self.from)
    }

    /// The first day of its last month.
    #[must_use]
    pub fn last_month(self) -> NaiveDate {
        self.end()
            .checked_sub_months(Months::new(1))
            .unwrap_or(self.from)
    }

    /// The one before it.
    #[must_use]
    pub fn before(self) -> Self {
        let from = self
            .from
            .checked_sub_months(Months::new(self.span.months()))
            .unwrap_or(self.from);
        Self { from, ..self }
    }

    /// The name in addresses: `2026`, `2026-h2`, `2026-q4`, `2026-11`.
    #[must_use]
    pub fn code(self) -> String {
        let (year, no) = (self.from.year(), self.no());
        match self.span {
            Span::Year => year.to_string(),
            Span::Half => format!("{year}-h{no}"),
            Span::Quarter => format!("{year}-q{no}"),
            Span::Month => format!("{year}-{no:02}"),
        }
    }

    /// The one with this name, of a year from 2000 to 2999.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let year = code.get(..4)?.parse::<i32>().ok()?;
        let months = (1..=12).filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1));
        let mut periods = months.flat_map(|day| Span::ALL.map(|span| span.around(day)));
        periods.find(|p| (2000..3000).contains(&year) && p.code() == code)
    }

    /// Which of its year it is, from 1.
    #[must_use]
    pub fn no(self) -> u32 {
        self.from.month0() / self.span.months() + 1
    }
}

/// Counts by community (nil: the whole street) and measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<(Uuid, String), i64>);

impl Counts {
    /// Adds to a count.
    pub fn add(&mut self, community: Uuid, measure: &str, n: i64) {
        *self.0.entry((community, measure.to_owned())).or_default() += n;
    }

    /// A measure, of one community or of all.
    #[must_use]
    pub fn of(&self, measure: &str, community: Option<Uuid>) -> i64 {
        self.0
            .iter()
            .filter(|((c, m), _)| m == measure && community.is_none_or(|wanted| wanted == *c))
            .map(|(_, n)| *n)
            .sum()
    }

    /// How many stays at a step ended after how many working days.
    fn stays(&self, step: Step, community: Option<Uuid>) -> BTreeMap<u32, i64> {
        let prefix = format!("stay.{}.", step.no());
        let mut days = BTreeMap::new();
        for ((c, measure), n) in &self.0 {
            let day = measure
                .strip_prefix(&prefix)
                .and_then(|d| d.parse::<u32>().ok());
            if let Some(day) = day
                && community.is_none_or(|wanted| wanted == *c)
            {
                *days.entry(day).or_default() += n;
            }
        }
        days
    }

    /// The median of the stays at a step in working days; the lower one of two, none without stays.
    #[must_use]
    pub fn median(&self, step: Step, community: Option<Uuid>) -> Option<u32> {
        let days = self.stays(step, community);
        let all: i64 = days.values().sum();
        let mut seen = 0;
        days.into_iter()
            .find(|(_, n)| {
                seen += n;
                seen * 2 >= all && seen > 0
            })
            .map(|(day, _)| day)
    }

    /// What became of the tasks that began in the period.
    #[must_use]
    pub fn fulfilment(&self, community: Option<Uuid>) -> Fulfilment {
        let of = |outcome: &str| self.of(&format!("task.{outcome}"), community);
        Fulfilment {
            all: of("all"),
            done: of("a"),
            under_way: of("b"),
            kept: of("c"),
            not_feasible: of("d"),
            open: of("open"),
        }
    }

    /// What residents say of the results.
    #[must_use]
    pub fn satisfaction(&self, community: Option<Uuid>) -> Share {
        let of = |score: &str| self.of(&format!("rating.public.{score}"), community);
        let content = of("satisfied") + of("basically");
        Share {
            part: content,
            whole: content + of("not_satisfied"),
        }
    }

    /// The communities that have ratings of residents.
    #[must_use]
    pub fn rated(&self) -> Vec<Uuid> {
        let mut found: Vec<Uuid> = self
            .0
            .iter()
            .filter(|((_, measure), n)| measure.starts_with("rating.public.") && **n > 0)
            .map(|((community, _), _)| *community)
            .collect();
        found.dedup();
        found
    }
}

/// What became of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fulfilment {
    /// All.
    pub all: i64,
    /// A: done.
    pub done: i64,
    /// B: under way with a date.
    pub under_way: i64,
    /// C: kept for planning.
    pub kept: i64,
    /// D: not feasible.
    pub not_feasible: i64,
    /// Not graded.
    pub open: i64,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// Whole percent, rounded half up; none of nothing.
    #[must_use]
    pub const fn percent(self) -> Option<i64> {
        if self.whole == 0 {
            return None;
        }
        Some((self.part * 200 + self.whole) / (self.whole * 2))
    }
}

/// The limit of a step in working days, as the board compares it; none where the limit hangs on a date
/// of the topic's own (research ends before its session).
#[must_use]
pub const fn limit(step: Step, limits: &Limits) -> Option<u32> {
    // Three months of a conversion, thirty days to the evaluation: twenty-two working days a month.
    const MONTH: u32 = 22;
    match step {
        Step::Solicitation => Some(limits.first_answer),
        Step::Scheduling => Some(limits.approval + limits.plan),
        Step::Research => None,
        Step::Deliberation => Some(limits.minutes),
        Step::Feedback => Some(limits.feedback),
        Step::Conversion => Some(3 * MONTH),
        Step::Supervision => Some(limits.evaluation_within_days * MONTH / 30),
        Step::Evaluation => Some(limits.evaluation_days),
    }
}
