//! The outbox: what must be told, written in the transaction of the step that caused it.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Puts one event into the outbox.
///
/// # Errors
/// When the database is away.
pub async fn put(
    tx: &mut TenantTx,
    id: Uuid,
    topic: Option<Uuid>,
    event: &str,
    payload: &Value,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into outbox (tenant_id, id, topic_id, event, payload, at) values ($1, $2, $3, $4, $5, $6)",
        tenant,
        id,
        topic,
        event,
        payload,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes events that were told before an instant, at most `limit`; answers how many there were.
///
/// # Errors
/// When the database is away.
pub async fn remove_told(tx: &mut TenantTx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "delete from outbox where tenant_id = $1
           and id in (select o.id from outbox o where o.tenant_id = $1 and o.done_at < $2 order by o.done_at limit $3)",
        tenant,
        before,
        limit
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
