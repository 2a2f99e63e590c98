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
