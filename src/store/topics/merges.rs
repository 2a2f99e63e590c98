//! What went into a topic, and out of it again, as the topic that received it says it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// One merge, or the end of one.
#[derive(Debug, Clone)]
pub struct Merge<'a> {
    /// Its id.
    pub id: Uuid,
    /// The topic that another one went into.
    pub into: Uuid,
    /// The one that went.
    pub from: Uuid,
    /// `merge` or `unmerge`.
    pub verb: &'static str,
    /// Seat or post of whoever did it.
    pub by: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// Notes it.
///
/// # Errors
/// When the database is away.
pub async fn note(tx: &mut TenantTx, m: &Merge<'_>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic_merge (tenant_id, id, topic_id, from_id, verb, by_whom, at) values ($1, $2, $3, $4, $5, $6, $7)",
        tenant,
        m.id,
        m.into,
        m.from,
        m.verb,
        m.by,
        m.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
