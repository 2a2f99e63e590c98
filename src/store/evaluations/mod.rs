//! Evaluation (评议): the window of a round, its ratings, and the words with the author.

pub mod board;
pub mod ratings;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// One round of evaluation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Evaluation {
    /// Its id.
    pub id: Uuid,
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// When the window opened.
    pub opened_at: DateTime<Utc>,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// Who opened it.
    pub opened_by: Uuid,
    /// Counts by kind and score, once accounted.
    pub counts: Option<Value>,
    /// Merkle root of the salted ratings, in hex; empty before the account.
    pub root: String,
    /// 0-100; none before the account or where nothing valid was said.
    pub score: Option<i32>,
    /// Why residents fell short of the minimum.
    pub shortfall_public: String,
    /// Why members fell short.
    pub shortfall_member: String,
    /// Why leaders fell short.
    pub shortfall_party_gov: String,
    /// Archive papers checked.
    pub archive: Vec<String>,
    /// When the office made its account.
    pub accounted_at: Option<DateTime<Utc>>,
    /// `concluded` or `rehandled`.
    pub outcome: Option<String>,
    /// Public reason for the outcome.
    pub reason: String,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Opens a round.
///
/// # Errors
/// `evaluation_round_key` when it was opened before.
pub async fn open(
    tx: &mut TenantTx,
    topic: Uuid,
    id: Uuid,
    round: i16,
    by: Uuid,
    at: DateTime<Utc>,
    closes_at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into evaluation (tenant_id, id, topic_id, round, opened_at, closes_at, opened_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tenant,
        id,
        topic,
        round,
        at,
        closes_at,
        by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The rounds of a topic, the first one first.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Evaluation>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Evaluation,
        "select id, round, opened_at, closes_at, opened_by, counts, root, score, shortfall_public, shortfall_member,
           shortfall_party_gov, archive, accounted_at, outcome, reason, decided_at
         from evaluation where tenant_id = $1 and topic_id = $2 order by round",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Moves the end of a window: its topic was suspended meanwhile.
///
/// # Errors
/// When the database is away.
pub async fn set_end(tx: &mut TenantTx, id: Uuid, closes_at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update evaluation set closes_at = $3 where tenant_id = $1 and id = $2",
        tenant,
        id,
        closes_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Locks a round against further ratings, until the end of the transaction.
///
/// # Errors
/// When the database is away.
pub async fn seal(tx: &mut TenantTx, id: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "select id from evaluation where tenant_id = $1 and id = $2 for update",
        tenant,
        id
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}

/// Writes the account or the outcome of a round.
///
/// # Errors
/// When the database is away.
pub async fn save(tx: &mut TenantTx, e: &Evaluation) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update evaluation set counts = $3, root = $4, score = $5, shortfall_public = $6, shortfall_member = $7,
           shortfall_party_gov = $8, archive = $9, accounted_at = $10, outcome = $11, reason = $12, decided_at = $13
         where tenant_id = $1 and id = $2",
        tenant,
        e.id,
        e.counts,
        e.root,
        e.score,
        e.shortfall_public,
        e.shortfall_member,
        e.shortfall_party_gov,
        &e.archive,
        e.accounted_at,
        e.outcome,
        e.reason,
        e.decided_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A try to reach the author.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: Uuid,
    /// Round of evaluation.
    pub round: i16,
    /// Its number within the round, from 1.
    pub n: i16,
    /// `phone`, `visit`, `read` or `handed`.
    pub way: String,
    /// `not_reached`, or what the author said of the result.
    pub result: String,
    /// In the author's words; staff alone see them.
    pub body: String,
    /// Who tried.
    pub contacted_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes a try to reach the author.
///
/// # Errors
/// `author_contact_number_key` when another was faster.
pub async fn contact(tx: &mut TenantTx, topic: Uuid, c: &Contact) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into author_contact (tenant_id, id, topic_id, round, n, way, result, body, contacted_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        tenant,
        c.id,
        topic,
        c.round,
        c.n,
        c.way,
        c.result,
        c.body,
        c.contacted_by,
        c.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The tries to reach the author, in order.
///
/// # Errors
/// When the database is away.
pub async fn contacts(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Contact>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Contact,
        "select id, round, n, way, result, body, contacted_by, at
         from author_contact where tenant_id = $1 and topic_id = $2 order by round, n",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// An answer to the author's "not satisfied".
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Answer {
    /// Its id.
    pub id: Uuid,
    /// Round of evaluation.
    pub round: i16,
    /// The answer.
    pub body: String,
    /// Who answered.
    pub answered_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes an answer.
///
/// # Errors
/// When the database is away.
pub async fn answer(tx: &mut TenantTx, topic: Uuid, a: &Answer) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into evaluation_answer (tenant_id, id, topic_id, round, body, answered_by, at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tenant,
        a.id,
        topic,
        a.round,
        a.body,
        a.answered_by,
        a.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The answers of a topic, in order.
///
/// # Errors
/// When the database is away.
pub async fn answers(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Answer>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Answer,
        "select id, round, body, answered_by, at from evaluation_answer where tenant_id = $1 and topic_id = $2 order by at, id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}
