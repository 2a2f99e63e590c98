//! Objections to a posting, once a person, and what the signing set made of them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// An objection, ready to be written.
#[derive(Debug, Clone)]
pub struct NewObjection {
    /// Its id.
    pub id: Uuid,
    /// The posting objected to.
    pub posting_id: Uuid,
    /// Who objects.
    pub account_id: Uuid,
    /// As a member of which stakeholder group.
    pub group_id: Uuid,
    /// In their words.
    pub body: String,
    /// 32 random bytes for its leaf in the Merkle root.
    pub salt: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
}

/// An objection with its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Its id.
    pub id: Uuid,
    /// The posting objected to.
    pub posting_id: Uuid,
    /// Number of that posting.
    pub posting_n: i16,
    /// Who objects.
    pub account_id: Uuid,
    /// As a member of which stakeholder group.
    pub group_id: Uuid,
    /// In their words.
    pub body: String,
    /// For its leaf in the Merkle root.
    pub salt: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
    /// The answer's row, once somebody of the signing set wrote one.
    pub answer_id: Option<Uuid>,
    /// `answered` or `sustained`; empty while nobody wrote anything.
    pub outcome: String,
    /// The reason given.
    pub reason: String,
    /// SHA-256 of outcome and reason, in hex: what the set signs.
    pub hash: String,
    /// When the last signature decided.
    pub decided_at: Option<DateTime<Utc>>,
}

/// What the signing set writes about an objection.
#[derive(Debug, Clone)]
pub struct NewAnswer {
    /// Its id.
    pub id: Uuid,
    /// The objection.
    pub objection_id: Uuid,
    /// `answered` or `sustained`.
    pub outcome: String,
    /// The reason.
    pub reason: String,
    /// What the set signs.
    pub hash: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// When it was decided; none while a signature is missing.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Writes an objection; false when this person objected to this posting before.
///
/// # Errors
/// When the database is away.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, o: &NewObjection) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into objection (tenant_id, id, topic_id, posting_id, account_id, group_id, body, salt, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, posting_id, account_id) do nothing returning id",
        tenant,
        o.id,
        topic,
        o.posting_id,
        o.account_id,
        o.group_id,
        o.body,
        o.salt,
        o.at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// The objections of a topic with their answers, in the order of arrival.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Objection>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Objection,
        r#"select o.id, o.posting_id, p.n as posting_n, o.account_id, o.group_id, o.body, o.salt, o.at, a.id as "answer_id?",
             coalesce(a.outcome, '') as "outcome!", coalesce(a.reason, '') as "reason!", coalesce(a.hash, '') as "hash!",
             a.decided_at
           from objection o
           join posting p on p.tenant_id = $1 and p.id = o.posting_id
           left join objection_answer a on a.tenant_id = $1 and a.objection_id = o.id
           where o.tenant_id = $1 and o.topic_id = $2 order by o.at, o.id"#,
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Objections to the posting that runs or ran last and stands, with the time of each.
///
/// # Errors
/// When the database is away.
pub async fn of_running(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query!(
        "select o.id, o.at from objection o
         join posting p on p.tenant_id = $1 and p.id = o.posting_id and p.voided_at is null
         where o.tenant_id = $1 and o.topic_id = $2 order by o.at, o.id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|r| (r.id, r.at))
    .collect())
}

/// Writes or replaces what the set says about an objection that is not decided; answers the row's id.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when it was decided before.
pub async fn answer(tx: &mut TenantTx, topic: Uuid, a: &NewAnswer) -> Result<Uuid> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into objection_answer as x (tenant_id, id, topic_id, objection_id, outcome, reason, hash, decided_at, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (tenant_id, objection_id) do update
           set outcome = excluded.outcome, reason = excluded.reason, hash = excluded.hash, decided_at = excluded.decided_at,
             written_at = excluded.written_at
           where x.decided_at is null
         returning x.id",
        tenant,
        a.id,
        topic,
        a.objection_id,
        a.outcome,
        a.reason,
        a.hash,
        a.decided_at,
        a.at
    )
    .fetch_one(tx.conn())
    .await?)
}
