//! Conversion tasks (转化任务): the forms of steps 6 and 7, and how a task's row follows its state.

mod follow_up;
mod supervisor;

pub use follow_up::{LegalKind, LegalResult, Numbers};
pub use supervisor::Appoint;

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::calendar::end_of;
use super::fields::{FieldErrors, Fields, Raw};
use super::photos::{self, Chosen};
use super::workflow::{Grade, Ruling, Target, Task, TaskState};

/// How long a reason or an account of work is, in characters.
pub const WORDS: RangeInclusive<usize> = 5..=2_000;

/// Where a task stands, as lists show it: the workflow's state, grade and check in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// No unit has it.
    Unassigned,
    /// A unit has it and has not answered.
    Assigned,
    /// The unit refused it.
    Refused,
    /// The unit works on it.
    Accepted,
    /// Graded A, not yet seen on site.
    Done,
    /// Graded A, found done on site by somebody else.
    Verified,
    /// Graded B: under way with a date.
    UnderWay,
    /// Graded C: kept for planning.
    Kept,
    /// Graded D: not feasible.
    NotFeasible,
    /// Of a round that was handled once more.
    Replaced,
}

impl Status {
    /// Every one, in the order of lists.
    pub const ALL: [Self; 10] = [
        Self::Unassigned,
        Self::Assigned,
        Self::Refused,
        Self::Accepted,
        Self::UnderWay,
        Self::Done,
        Self::Verified,
        Self::Kept,
        Self::NotFeasible,
        Self::Replaced,
    ];

    /// Of a task, in a topic that is in this round.
    #[must_use]
    pub const fn of(task: &Task, round: u32) -> Self {
        if task.round < round {
            return Self::Replaced;
        }
        match (task.grade, task.state) {
            (Some(Grade::A), _) if task.verified => Self::Verified,
            (Some(Grade::A), _) => Self::Done,
            (Some(Grade::B), _) => Self::UnderWay,
            (Some(Grade::C), _) => Self::Kept,
            (Some(Grade::D), _) => Self::NotFeasible,
            (None, TaskState::Unassigned) => Self::Unassigned,
            (None, TaskState::Assigned) => Self::Assigned,
            (None, TaskState::Refused) => Self::Refused,
            (None, TaskState::Accepted | TaskState::Graded) => Self::Accepted,
        }
    }

    /// The name in the database, in filters and in exports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unassigned => "unassigned",
            Self::Assigned => "assigned",
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::Verified => "verified",
            Self::UnderWay => "under_way",
            Self::Kept => "kept",
            Self::NotFeasible => "not_feasible",
            Self::Replaced => "replaced",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// The catalogue key of its name.
    #[must_use]
    pub fn key(self) -> String {
        format!("task-status-{}", self.code().replace('_', "-"))
    }

    /// The work is not done: past its date it is overdue.
    #[must_use]
    pub const fn is_open(self) -> bool {
        match self {
            Self::Unassigned | Self::Assigned | Self::Refused | Self::Accepted | Self::UnderWay => {
                true
            }
            Self::Done | Self::Verified | Self::Kept | Self::NotFeasible | Self::Replaced => false,
        }
    }
}

/// A task gets its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assign {
    /// The lead unit (主办).
    pub unit: Uuid,
    /// Assisting units (协办), as written.
    pub assisting: String,
    /// What it turns into.
    pub target: Target,
    /// Document number; budget and period; rule or measure.
    pub target_detail: String,
    /// Due by.
    pub due: DateTime<Utc>,
}

impl Assign {
    /// Reads the form: `unit`, `assisting`, `target_kind`, `target_detail`, `due`.
    ///
    /// # Errors
    /// By field; a due date that has passed.
    pub fn parse(raw: &Raw, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let unit = f.id("unit");
        let assisting = f.opt_line("assisting", 120);
        let target = f.choice("target_kind", Target::from_code);
        let target_detail = f.opt_line("target_detail", 300);
        let due = day_after(&mut f, "due", now);
        f.done()?;
        Ok(Self {
            unit,
            assisting,
            target: target.unwrap_or(Target::Other),
            target_detail,
            due,
        })
    }
}

/// A task goes to another unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The unit that leads from now on.
    pub unit: Uuid,
    /// Why.
    pub reason: String,
}

impl Transfer {
    /// Reads the form: `unit`, `reason`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let unit = f.id("unit");
        let reason = f.text("reason", WORDS);
        f.done()?;
        Ok(Self { unit, reason })
    }
}

/// A reason alone: refusing.
///
/// # Errors
/// At `reason`.
pub fn reason(raw: &Raw) -> Result<String, FieldErrors> {
    let mut f = Fields::published(raw);
    let reason = f.text("reason", WORDS);
    f.done()?;
    Ok(reason)
}

/// Words with a paper or picture beside them: progress, urging, completing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What was done, or what is asked.
    pub words: String,
    /// What shows it, one a line.
    pub evidence: Vec<String>,
    /// Photos that show it.
    pub photos: Vec<Chosen>,
}

impl Account {
    /// Reads the form: `words`, `evidence` in lines and photos; at least one of either where work is said
    /// to be done.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, shown: bool) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let words = f.text("words", WORDS);
        let evidence = f.lines("evidence", 200);
        let photos = photos::read(&mut f);
        if shown && evidence.is_empty() && photos.is_empty() && f.ok(photos::FIELD) {
            f.fail("evidence", "error-evidence");
        }
        f.done()?;
        Ok(Self {
            words,
            evidence,
            photos,
        })
    }
}

/// What office and leader decide about a task refused twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decide {
    /// The ruling; none: what was proposed is signed as it stands.
    pub ruling: Option<Ruling>,
    /// Why; what was proposed keeps its own.
    pub reason: String,
}

impl Decide {
    /// Reads the form: `agree`, or `ruling` with `unit` and `due`, and `reason`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        if f.flag("agree") {
            let reason = f.opt_text("reason", *WORDS.end());
            f.done()?;
            return Ok(Self {
                ruling: None,
                reason,
            });
        }
        let kind = f.choice("ruling", |code| {
            ["binding", "kept", "not_feasible"]
                .into_iter()
                .find(|k| *k == code)
        });
        let ruling = match kind {
            Some("binding") => {
                let unit = f.id("unit");
                let due = day_after(&mut f, "due", now);
                Some(Ruling::Binding { unit, due })
            }
            Some("kept") => Some(Ruling::Kept),
            Some(_) => Some(Ruling::NotFeasible),
            None => None,
        };
        let reason = f.text("reason", WORDS);
        f.done()?;
        Ok(Self { ruling, reason })
    }
}

/// More time is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extend {
    /// The new date.
    pub due: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

impl Extend {
    /// Reads the form: `due`, `reason`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let due = day_after(&mut f, "due", now);
        let reason = f.text("reason", WORDS);
        f.done()?;
        Ok(Self { due, reason })
    }
}

/// A grade B, C or D with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explain {
    /// B, C or D.
    pub grade: Grade,
    /// Why.
    pub reason: String,
    /// B: done by.
    pub due: Option<DateTime<Utc>>,
    /// B: looked at again by.
    pub next_check: Option<DateTime<Utc>>,
}

impl Explain {
    /// Reads the form: `grade`, `reason`; for B also `due` and `next_check`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let grade = f.choice("grade", |code| {
            Grade::from_code(code).filter(|g| *g != Grade::A)
        });
        let reason = f.text("reason", WORDS);
        let under_way = grade == Some(Grade::B);
        let due = under_way.then(|| day_after(&mut f, "due", now));
        let next_check = under_way.then(|| day_after(&mut f, "next_check", now));
        f.done()?;
        Ok(Self {
            grade: grade.unwrap_or(Grade::D),
            reason,
            due,
            next_check,
        })
    }
}

/// A check on site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspect {
    /// What was found.
    pub words: String,
    /// Where or what shows it.
    pub evidence: String,
    /// Looked at again by.
    pub next_check: DateTime<Utc>,
}

impl Inspect {
    /// Reads the form: `words`, `evidence`, `next_check`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let words = f.text("words", WORDS);
        let evidence = f.opt_text("evidence", 300);
        let next_check = day_after(&mut f, "next_check", now);
        f.done()?;
        Ok(Self {
            words,
            evidence,
            next_check,
        })
    }
}

/// What was found on site of a task that is said to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    /// It is done.
    pub confirmed: bool,
    /// What was found.
    pub words: String,
    /// Not confirmed: to be done by.
    pub due: Option<DateTime<Utc>>,
    /// Not confirmed: looked at again by.
    pub next_check: Option<DateTime<Utc>>,
}

impl Verify {
    /// Reads the form: `result` (`confirmed`, `not_confirmed`), `words`; else `due` and `next_check`.
    ///
    /// # Errors
    /// By field.
    pub fn parse(raw: &Raw, now: DateTime<Utc>) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let confirmed = f.choice("result", |code| match code {
            "confirmed" => Some(true),
            "not_confirmed" => Some(false),
            _ => None,
        });
        let words = f.text("words", WORDS);
        let again = confirmed == Some(false);
        let due = again.then(|| day_after(&mut f, "due", now));
        let next_check = again.then(|| day_after(&mut f, "next_check", now));
        f.done()?;
        Ok(Self {
            confirmed: confirmed.unwrap_or(false),
            words,
            due,
            next_check,
        })
    }
}

/// A day from tomorrow on; it ends at 18:00 Asia/Shanghai.
fn day_after(f: &mut Fields<'_>, name: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let day = end_of(f.day(name));
    if f.ok(name) && day <= now {
        f.fail(name, "error-day-passed");
    }
    day
}
