//! Nothing was accepted (无转化事项): the reason that the signing set signs.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The reason as stored.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NoResult {
    /// Its id.
    pub id: Uuid,
    /// How often the opinion had been sent back by then.
    pub round: i16,
    /// Why nothing was accepted.
    pub reason: String,
    /// SHA-256 of the reason, in hex: what the set signs.
    pub hash: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// When the last signature decided; none while one is missing.
    pub decided_at: Option<DateTime<Utc>>,
}

/// Writes or replaces the reason of a round that is not decided; answers the row's id.
///
/// # Errors
/// [`crate::store::Error::NotFound`] when it was decided before.
pub async fn save(tx: &mut TenantTx, topic: Uuid, n: &NoResult) -> Result<Uuid> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into no_result as x (tenant_id, id, topic_id, round, reason, hash, written_at, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (tenant_id, topic_id, round) do update
           set reason = excluded.reason, hash = excluded.hash, written_at = excluded.written_at, decided_at = excluded.decided_at
           where x.decided_at is null
         returning x.id",
        tenant,
        n.id,
        topic,
        n.round,
        n.reason,
        n.hash,
        n.written_at,
        n.decided_at
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The latest reason of a topic.
///
/// # Errors
/// When the database is away.
pub async fn latest(tx: &mut TenantTx, topic: Uuid) -> Result<Option<NoResult>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        NoResult,
        "select id, round, reason, hash, written_at, decided_at
         from no_result where tenant_id = $1 and topic_id = $2 order by round desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}
