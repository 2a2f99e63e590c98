//! How to reach the resident for whom a topic was entered: seen by staff alone, and no part of the record.

use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Writes the number of a new topic.
///
/// # Errors
/// `topic_contact_phone_check`; when the database is away.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, phone: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic_contact (tenant_id, topic_id, phone) values ($1, $2, $3)",
        tenant,
        topic,
        phone
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts the number of a topic right; an empty one takes it out.
///
/// # Errors
/// As [`insert`].
pub async fn correct(tx: &mut TenantTx, topic: Uuid, phone: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from topic_contact where tenant_id = $1 and topic_id = $2",
        tenant,
        topic
    )
    .execute(tx.conn())
    .await?;
    if phone.is_empty() {
        return Ok(());
    }
    insert(tx, topic, phone).await
}

/// Copies it to the topic that a topic goes on as, if there is one.
///
/// # Errors
/// When the database is away.
pub async fn carry(tx: &mut TenantTx, from: Uuid, to: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic_contact as x (tenant_id, topic_id, phone)
         select $1, $3, c.phone from topic_contact c where c.tenant_id = $1 and c.topic_id = $2
         returning x.topic_id",
        tenant,
        from,
        to
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}
