//! The published papers one by one, as the page's statement gives them.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// The assessment in words and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Assessed {
    /// The problem, stated.
    pub problem: String,
    /// People affected, estimated.
    pub people: i32,
    /// 切点小, 1 to 5.
    pub narrow: i16,
    /// 关联广, 1 to 5.
    pub broad: i16,
    /// 反映强烈, 1 to 5.
    pub strong: i16,
    /// Codes of similar topics that were looked at.
    pub similar_codes: Vec<String>,
}

/// A stakeholder group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Group {
    /// Its id.
    pub id: Uuid,
    /// Who they are.
    pub name: String,
    /// How many people, estimated.
    pub people: i32,
    /// What concerns them.
    pub note: String,
}

/// The published plan.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Plan {
    /// Its id.
    pub id: Uuid,
    /// Its number among the saved versions.
    pub n: i16,
    /// What is planned.
    pub content: Value,
    /// What was signed.
    pub hash: String,
    /// When the last signature published it.
    pub published_at: DateTime<Utc>,
}

/// A session with its counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// Its number within the plan.
    pub n: i16,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// The form's code.
    pub form: String,
    /// One line.
    pub title: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub room: String,
    /// What will be talked about.
    pub agenda: String,
    /// `planned`, `open`, `adjourned`, `closed` or `cancelled`.
    pub status: String,
    /// When it opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub closed_at: Option<DateTime<Utc>>,
    /// Why it was adjourned or cancelled.
    pub reason: String,
    /// How many were invited.
    pub invited: i64,
    /// How many replied.
    pub replied: i64,
    /// How many said that they come.
    pub coming: i64,
    /// How many came.
    pub present: i64,
    /// How many count for the quorum.
    pub entitled: i64,
    /// How many of those came.
    pub entitled_present: i64,
}

/// A research group with what it did.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Research {
    /// Its id.
    pub id: Uuid,
    /// Its number within the plan.
    pub n: i16,
    /// Its name.
    pub name: String,
    /// What it was to find out.
    pub task: String,
    /// The leader's post; empty where there is none.
    pub leader: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// The report; empty before it.
    pub report: String,
    /// When it reported.
    pub reported_at: Option<DateTime<Utc>>,
    /// Visits noted.
    pub visits: i64,
    /// Surveys noted.
    pub surveys: i64,
    /// Findings noted.
    pub findings: i64,
}

/// A briefing pack as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Briefing {
    /// The papers in it, by title.
    pub papers: Vec<String>,
    /// To how many participants it went.
    pub sent_to: i32,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// The signed reason for which missing research was waived.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Waiver {
    /// Why.
    pub reason: String,
    /// When the last signature decided.
    pub decided_at: DateTime<Utc>,
}

/// A closed ballot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ballot {
    /// Its id.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// Its number within the session.
    pub n: i16,
    /// What was asked.
    pub question: String,
    /// What could be chosen.
    pub options: Vec<String>,
    /// How many could vote.
    pub electorate: i32,
    /// Numerator of the share that had to be exceeded.
    pub threshold_of: i16,
    /// Its denominator.
    pub threshold_in: i16,
    /// Nobody can see who voted what.
    pub secret: bool,
    /// When it closed.
    pub closed_at: DateTime<Utc>,
    /// Votes for each option.
    pub counts: Vec<i32>,
    /// Merkle root of the salted votes, in hex.
    pub root: String,
}

/// Signed minutes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Signed {
    /// Its id.
    pub id: Uuid,
    /// Its number among the saved versions.
    pub n: i16,
    /// What they say.
    pub content: Value,
    /// What was signed.
    pub hash: String,
    /// When the last signature was given.
    pub signed_at: DateTime<Utc>,
}

/// The issued opinion; items, agreement and dissent stand in its content.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Issued {
    /// Its id.
    pub id: Uuid,
    /// Its number among the saved versions.
    pub n: i16,
    /// What it says.
    pub content: Value,
    /// What was signed.
    pub hash: String,
    /// When the last signature issued it.
    pub issued_at: DateTime<Utc>,
    /// Participants who agreed to it.
    pub consents: i64,
    /// Participants who dissented.
    pub dissents: i64,
}

/// A posting that was released.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Posting {
    /// Its number within the topic.
    pub n: i16,
    /// What the public reads.
    pub body: String,
    /// When it began.
    pub released_at: DateTime<Utc>,
    /// When it ends.
    pub closes_at: DateTime<Utc>,
    /// How many have taken note.
    pub acknowledged: i64,
    /// Objections to it.
    pub objections: i64,
    /// Those that the whole set has answered.
    pub answered: i64,
}

/// The signed reason for which nothing was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NoResult {
    /// Why.
    pub reason: String,
    /// When the last signature decided.
    pub decided_at: DateTime<Utc>,
}

/// A conversion task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic.
    pub n: i16,
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// Number of the opinion item.
    pub item_no: i16,
    /// What was promised.
    pub title: String,
    /// See [`crate::store::tasks::TaskRow::status`].
    pub status: String,
    /// `a` to `d`, once graded.
    pub grade: Option<String>,
    /// The lead unit's name; empty before the assignment.
    pub unit_name: String,
    /// Assisting units, as written.
    pub assisting: String,
    /// `decision`, `project`, `improvement` or `other`.
    pub target_kind: Option<String>,
    /// Document number, budget and period, or rule.
    pub target_detail: String,
    /// The latest public reason or result.
    pub reason: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// When somebody looks again.
    pub next_check_at: Option<DateTime<Utc>>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A round of evaluation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Evaluation {
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// When the window opened.
    pub opened_at: DateTime<Utc>,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// Counts by kind and score, once accounted.
    pub counts: Option<Value>,
    /// Merkle root of the salted ratings, in hex; empty before the account.
    pub root: String,
    /// 0-100, once accounted.
    pub score: Option<i32>,
    /// Why residents fell short of the minimum.
    pub shortfall_public: String,
    /// Why members fell short.
    pub shortfall_member: String,
    /// Why leaders fell short.
    pub shortfall_party_gov: String,
    /// Archive papers checked.
    pub archive: Vec<String>,
    /// `concluded` or `rehandled`.
    pub outcome: Option<String>,
    /// Public reason for the outcome.
    pub reason: String,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Ratings given so far, of all kinds.
    pub ratings: i64,
    /// Of residents.
    pub ratings_public: i64,
    /// Of members.
    pub ratings_member: i64,
    /// Of leaders.
    pub ratings_party_gov: i64,
}

/// A comment that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Comment {
    /// The writer, masked.
    pub label: String,
    /// Its text.
    pub body: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}
