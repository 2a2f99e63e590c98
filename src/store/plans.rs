//! Plans (协商计划): one row a saved version.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A saved version of a topic's plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic, from 1.
    pub n: i16,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// What is planned; whole numbers only.
    pub content: Value,
    /// SHA-256 of the canonical content, in hex: what the set signs.
    pub hash: String,
    /// Who saved it.
    pub saved_by: Uuid,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// When the last signature published it.
    pub published_at: Option<DateTime<Utc>>,
}

/// A version that comes to be; its number is given by [`save`].
#[derive(Debug, Clone, PartialEq)]
pub struct NewPlan {
    /// Its id.
    pub id: Uuid,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// What is planned.
    pub content: Value,
    /// SHA-256 of the canonical content, in hex.
    pub hash: String,
    /// Who saves it.
    pub saved_by: Uuid,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// Writes the next version; answers its number. The topic's lock must be held.
///
/// # Errors
/// `plan_version_key` when another was faster; `plan_hash_check`.
pub async fn save(tx: &mut TenantTx, topic: Uuid, p: &NewPlan) -> Result<i16> {
    let tenant = tx.tenant();
    let n = sqlx::query_scalar!(
        r#"select (coalesce(max(n), 0) + 1)::smallint as "n!" from plan where tenant_id = $1 and topic_id = $2"#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "insert into plan (tenant_id, id, topic_id, n, turn, content, hash, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        p.id,
        topic,
        n,
        p.turn,
        p.content,
        p.hash,
        p.saved_by,
        p.saved_at
    )
    .execute(tx.conn())
    .await?;
    Ok(n)
}

/// The version saved last.
///
/// # Errors
/// When the database is away.
pub async fn latest(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Plan>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Plan,
        "select id, n, turn, content, hash, saved_by, saved_at, published_at
         from plan where tenant_id = $1 and topic_id = $2 order by n desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every version, the first one first.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Plan>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Plan,
        "select id, n, turn, content, hash, saved_by, saved_at, published_at
         from plan where tenant_id = $1 and topic_id = $2 order by n",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The version published last.
///
/// # Errors
/// When the database is away.
pub async fn published(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Plan>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Plan,
        "select id, n, turn, content, hash, saved_by, saved_at, published_at from plan
         where tenant_id = $1 and topic_id = $2 and published_at is not null order by n desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Publishes a version, once; false when it was published before.
///
/// # Errors
/// When the database is away.
pub async fn publish(tx: &mut TenantTx, plan: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update plan set published_at = $3 where tenant_id = $1 and id = $2 and published_at is null returning id",
        tenant,
        plan,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}
