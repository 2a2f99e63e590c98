//! Research (调研): what groups are asked to find out, what they note and report, the pack that goes to
//! the participants, and the reason for which missing research is waived.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

use super::audit::{NotCanonical, content_hash};
use super::fields::{FieldErrors, Fields, Raw};
use super::workflow::ContentHash;

/// Longest text of a note or a report, in characters.
const LONG: usize = 4000;
/// Longest line: a finding, a paper's title.
const LINE: usize = 300;

/// A research group gets its leader, task and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assign {
    /// The group.
    pub group: Uuid,
    /// The account of its leader.
    pub leader: Uuid,
    /// What it is to find out.
    pub task: String,
    /// Until when.
    pub due: DateTime<Utc>,
    /// Accounts that work in it beside the leader.
    pub members: Vec<Uuid>,
    /// People who work in it without an account, by name.
    pub named: Vec<String>,
}

impl Assign {
    /// Reads the form: `group`, `leader`, `task`, `due`, `members`, `named`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let form = Self {
            group: f.id("group"),
            leader: f.id("leader"),
            task: f.text("task", 2..=500),
            due: f.time("due"),
            members: f.choices("members", |v| Uuid::try_parse(v).ok()),
            named: f.lines("named", 60),
        };
        f.done()?;
        Ok(form)
    }
}

/// A visit or a survey, as it was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The group.
    pub group: Uuid,
    /// What was seen or asked.
    pub body: String,
    /// Where; for a survey, by which means.
    pub place: String,
    /// On which day.
    pub day: NaiveDate,
    /// How many were met or asked.
    pub people: u32,
}

impl Note {
    /// Reads the form: `group`, `body`, `place`, `day`, `people`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw, today: NaiveDate) -> Result<Self, FieldErrors> {
        let mut f = Fields::new(raw);
        let day = f.day("day");
        if f.ok("day") && day > today {
            f.fail("day", "error-day-ahead");
        }
        let form = Self {
            group: f.id("group"),
            body: f.text("body", 2..=LONG),
            place: f.line("place", 1..=120),
            day,
            people: f.number_of("people", "人", 1..=100_000),
        };
        f.done()?;
        Ok(form)
    }
}

/// What a group reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The group.
    pub group: Uuid,
    /// The report in words.
    pub report: String,
    /// Its findings (发现), one a line, at least one.
    pub findings: Vec<String>,
}

impl Report {
    /// Reads the form: `group`, `report`, `findings`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let findings = f.lines("findings", LINE);
        if findings.is_empty() {
            f.fail("findings", "error-finding-due");
        }
        if findings.len() > 30 {
            f.fail("findings", "error-too-many-lines");
        }
        let form = Self {
            group: f.id("group"),
            report: f.text("report", 2..=LONG),
            findings,
        };
        f.done()?;
        Ok(form)
    }
}

/// The pack of papers that goes to the participants (会前材料).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefing {
    /// Titles of the papers, one a line, at least one.
    pub papers: Vec<String>,
    /// What is written beside them.
    pub note: String,
}

impl Briefing {
    /// Reads the form: `papers`, `note`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let papers = f.lines("papers", LINE);
        if papers.is_empty() {
            f.fail("papers", "error-paper-due");
        }
        if papers.len() > 30 {
            f.fail("papers", "error-too-many-lines");
        }
        let note = f.opt_text("note", LONG);
        f.done()?;
        Ok(Self { papers, note })
    }
}

/// The reason for which missing research is waived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Why.
    pub reason: String,
}

impl Waiver {
    /// Reads the form: `reason`.
    ///
    /// # Errors
    /// Every error by field.
    pub fn parse(raw: &Raw) -> Result<Self, FieldErrors> {
        let mut f = Fields::published(raw);
        let reason = f.text("reason", 5..=1000);
        f.done()?;
        Ok(Self { reason })
    }

    /// What the signing set signs: the reason together with the plan that it is about.
    ///
    /// # Errors
    /// Never for a text; the canonical form asks it.
    pub fn hash(&self, plan: Uuid) -> Result<ContentHash, NotCanonical> {
        #[derive(Serialize)]
        struct Signed<'a> {
            kind: &'static str,
            plan: Uuid,
            reason: &'a str,
        }
        let hash = content_hash(&Signed {
            kind: "research_waiver",
            plan,
            reason: &self.reason,
        })?;
        Ok(ContentHash(hash.to_string()))
    }
}
