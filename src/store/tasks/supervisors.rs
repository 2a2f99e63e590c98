//! Residents appointed to look after a topic's tasks (居民监督员).

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Appoints somebody; false when appointed already.
///
/// # Errors
/// A foreign key when the account is not this street's.
pub async fn appoint(
    tx: &mut TenantTx,
    topic: Uuid,
    account: Uuid,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into task_supervisor as x (tenant_id, topic_id, account_id, appointed_by, appointed_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, topic_id, account_id) do nothing returning x.account_id",
        tenant,
        topic,
        account,
        by,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Whoever supervises a topic, by name.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<(Uuid, String)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query!(
        "select s.account_id, a.name from task_supervisor s join account a on a.tenant_id = $1 and a.id = s.account_id
         where s.tenant_id = $1 and s.topic_id = $2 order by a.name",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|r| (r.account_id, r.name))
    .collect())
}
