//! Who works on a topic's intake right now: one row a topic, which counts until it runs out.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Somebody works on a topic.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Lock {
    /// The topic.
    pub topic: Uuid,
    /// Who.
    pub holder: Uuid,
    /// Their name.
    pub name: String,
    /// Their post; may be empty.
    pub post: String,
    /// Since when.
    pub begun_at: DateTime<Utc>,
    /// Until when, unless they go on.
    pub until: DateTime<Utc>,
    /// From whom they took it over.
    pub taken_from: Option<Uuid>,
}

/// Who works on the topic with this code, if anybody does.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, code: &str, now: DateTime<Utc>) -> Result<Option<Lock>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Lock,
        "select l.topic_id as topic, l.holder_id as holder, a.name, a.post, l.begun_at, l.until, l.taken_from
         from topic t join topic_lock l on l.tenant_id = $1 and l.topic_id = t.id and l.until > $3
         join account a on a.tenant_id = $1 and a.id = l.holder_id
         where t.tenant_id = $1 and t.code = $2",
        tenant,
        code,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Lets the one who works on a topic do so for longer; true where this is the one.
///
/// # Errors
/// When the database is away.
pub async fn renew(
    tx: &mut TenantTx,
    topic: Uuid,
    me: Uuid,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let renewed = sqlx::query_scalar!(
        "update topic_lock set until = $5
         where tenant_id = $1 and topic_id = $2 and holder_id = $3 and until > $4 returning topic_id",
        tenant,
        topic,
        me,
        now,
        until
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(renewed.is_some())
}

/// Begins to work on a topic that nobody works on. Of two at once the second waits for the first and then
/// finds it taken.
///
/// # Errors
/// When the database is away.
pub async fn begin(
    tx: &mut TenantTx,
    topic: Uuid,
    me: Uuid,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let begun = sqlx::query_scalar!(
        "insert into topic_lock as l (tenant_id, topic_id, holder_id, begun_at, until)
         values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, topic_id) do update
           set holder_id = excluded.holder_id, begun_at = excluded.begun_at, until = excluded.until, taken_from = null
           where l.until <= excluded.begun_at
         returning l.topic_id",
        tenant,
        topic,
        me,
        now,
        until
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(begun.is_some())
}

/// Takes a topic over from whoever began to work on it at `seen`; true unless somebody else was quicker.
///
/// # Errors
/// When the database is away.
pub async fn take_over(
    tx: &mut TenantTx,
    topic: Uuid,
    me: Uuid,
    seen: DateTime<Utc>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let taken = sqlx::query_scalar!(
        "update topic_lock set taken_from = holder_id, holder_id = $3, begun_at = $5, until = $6
         where tenant_id = $1 and topic_id = $2 and begun_at = $4 and holder_id <> $3 and until > $5 returning topic_id",
        tenant,
        topic,
        me,
        seen,
        now,
        until
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(taken.is_some())
}

/// Works on a topic no more.
///
/// # Errors
/// When the database is away.
pub async fn release(tx: &mut TenantTx, topic: Uuid, me: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from topic_lock where tenant_id = $1 and topic_id = $2 and holder_id = $3",
        tenant,
        topic,
        me
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nobody works on a topic any more.
///
/// # Errors
/// When the database is away.
pub async fn clear(tx: &mut TenantTx, topic: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from topic_lock where tenant_id = $1 and topic_id = $2",
        tenant,
        topic
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes what has run out; answers how many.
///
/// # Errors
/// When the database is away.
pub async fn remove_old(tx: &mut TenantTx, now: DateTime<Utc>) -> Result<u64> {
    let tenant = tx.tenant();
    Ok(sqlx::query!(
        "delete from topic_lock where tenant_id = $1 and until <= $2",
        tenant,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}
