//! What came with a topic from its source.

use uuid::Uuid;

use crate::domain::topics::origin::Origin;
use crate::store::{Result, TenantTx};

/// Writes what came with a new topic.
///
/// # Errors
/// When the database refuses or is away.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, o: &Origin) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic_origin (tenant_id, topic_id, grounds, suggested, issuer, document, deadline)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tenant,
        topic,
        o.grounds,
        o.suggested,
        o.issuer,
        o.document,
        o.deadline
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Copies it to the topic that a topic goes on as; false where nothing came with it.
///
/// # Errors
/// When the database is away.
pub async fn carry(tx: &mut TenantTx, from: Uuid, to: Uuid) -> Result<bool> {
    let tenant = tx.tenant();
    let carried = sqlx::query_scalar!(
        "insert into topic_origin as x (tenant_id, topic_id, grounds, suggested, issuer, document, deadline)
         select $1, $3, o.grounds, o.suggested, o.issuer, o.document, o.deadline
         from topic_origin o where o.tenant_id = $1 and o.topic_id = $2
         returning x.topic_id",
        tenant,
        from,
        to
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(carried.is_some())
}
