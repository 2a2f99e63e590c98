//! The published papers of a topic as data: sessions, the opinion, tasks, evaluations.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::papers::read;
use crate::domain::opinions;
use crate::domain::tasks::Status;
use crate::domain::workflow::{Agreement, Target};
use crate::store::topics::papers as stored;

/// A session of a topic.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TopicSession)]
pub struct Meeting {
    /// The form, such as `meeting` or `online`.
    form: String,
    /// When it begins.
    starts_at: DateTime<Utc>,
    /// When it ends.
    ends_at: DateTime<Utc>,
    /// Where.
    room: String,
    /// `planned`, `open`, `adjourned` or `closed`.
    status: String,
    /// How many came.
    present: i64,
}

impl From<stored::Session> for Meeting {
    fn from(s: stored::Session) -> Self {
        Self {
            form: s.form,
            starts_at: s.starts_at,
            ends_at: s.ends_at,
            room: s.room,
            status: s.status,
            present: s.present,
        }
    }
}

/// An opinion as it was issued.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opinion {
    /// What came of the deliberation.
    summary: String,
    /// `consensus`, `broad_agreement` or `divided`.
    agreement: Option<&'static str>,
    /// Dissents that are kept, one each.
    dissents: Vec<String>,
    /// What is proposed.
    items: Vec<Item>,
    /// When the last signature issued it.
    issued_at: DateTime<Utc>,
    /// The hash of what was signed.
    hash: String,
}

/// An item of an opinion.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpinionItem)]
pub struct Item {
    /// Its number, from 1.
    no: u32,
    /// What is proposed.
    text: String,
    /// It was accepted: a task follows.
    accepted: bool,
    /// Into what it is to be converted: `decision`, `project`, `improvement` or `other`.
    target: Option<&'static str>,
}

impl Opinion {
    /// One that cannot be read is left out.
    pub(super) fn of(issued: stored::Issued) -> Option<Self> {
        let content: opinions::Opinion = read("opinion", &issued.content)?;
        Some(Self {
            summary: content.summary,
            agreement: content.agreement.map(Agreement::code),
            dissents: content.dissents,
            items: content.items.into_iter().map(Into::into).collect(),
            issued_at: issued.issued_at,
            hash: issued.hash,
        })
    }
}

impl From<opinions::Item> for Item {
    fn from(item: opinions::Item) -> Self {
        Self {
            no: item.no,
            text: item.text,
            accepted: item.accepted,
            target: item.target.map(Target::code),
        }
    }
}

/// What was promised, and what became of it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TopicTask)]
pub struct Task {
    /// Its number within the topic.
    n: i16,
    /// 1, or 2 where the topic was handled once more.
    round: i16,
    /// What was promised.
    title: String,
    /// `unassigned`, `assigned`, `refused`, `accepted`, `under_way`, `done`, `verified`, `kept` or
    /// `not_feasible`.
    status: String,
    /// `a` done, `b` under way with a date, `c` kept for planning, `d` not feasible; null before.
    grade: Option<String>,
    /// The lead unit; empty before the assignment.
    unit: String,
    /// The latest public reason or result.
    reason: String,
    /// Until when.
    due_at: Option<DateTime<Utc>>,
    /// The work is not done, and its date is past.
    overdue: bool,
    /// When somebody looks again.
    next_check_at: Option<DateTime<Utc>>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl Task {
    pub(super) fn of(task: stored::Task, now: DateTime<Utc>) -> Self {
        let open = Status::from_code(&task.status).is_some_and(Status::is_open);
        Self {
            n: task.n,
            round: task.round,
            title: task.title,
            overdue: open && task.due_at.is_some_and(|due| due < now),
            status: task.status,
            grade: task.grade,
            unit: task.unit_name,
            reason: task.reason,
            due_at: task.due_at,
            next_check_at: task.next_check_at,
            updated_at: task.updated_at,
        }
    }
}

/// A round of evaluation.
#[derive(Debug, Serialize, ToSchema)]
pub struct Evaluation {
    /// 1, or 2 where the topic was handled once more.
    round: i16,
    /// When the window opened.
    opened_at: DateTime<Utc>,
    /// When it closes.
    closes_at: DateTime<Utc>,
    /// Ratings by residents.
    ratings_public: i64,
    /// Ratings by members of the CPPCC.
    ratings_member: i64,
    /// Ratings by leaders of the street.
    ratings_party_gov: i64,
    /// 0 to 100, once it was accounted.
    score: Option<i32>,
    /// `concluded` or `rehandled`.
    outcome: Option<String>,
    /// The public reason for the outcome.
    reason: String,
    /// When it was decided.
    decided_at: Option<DateTime<Utc>>,
}

impl From<stored::Evaluation> for Evaluation {
    fn from(e: stored::Evaluation) -> Self {
        Self {
            round: e.round,
            opened_at: e.opened_at,
            closes_at: e.closes_at,
            ratings_public: e.ratings_public,
            ratings_member: e.ratings_member,
            ratings_party_gov: e.ratings_party_gov,
            score: e.score,
            outcome: e.outcome,
            reason: e.reason,
            decided_at: e.decided_at,
        }
    }
}
