//! How to reach whoever raised a topic, or for whom it was entered: seen by staff alone, and no part of the record.

use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Who raised a topic, and their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The real name of the account; empty without one, and once it is closed.
    pub name: String,
    /// The number given with an entry on behalf, else the account's; empty where there is none.
    pub phone: String,
}

/// Reads both.
///
/// # Errors
/// When the database is away, or there is no such topic.
pub async fn reach(tx: &mut TenantTx, topic: Uuid) -> Result<Reach> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Reach,
        r#"select coalesce(a.name, '') as "name!", coalesce(c.phone, a.phone, '') as "phone!"
           from topic t
           left join account a on a.tenant_id = $1 and a.id = t.author_id
           left join topic_contact c on c.tenant_id = $1 and c.topic_id = t.id
           where t.tenant_id = $1 and t.id = $2"#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?)
}

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
