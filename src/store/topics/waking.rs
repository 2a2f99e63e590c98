//! Topics whose desks time alone has changed: what the worker looks for.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A topic as far as its desks need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Waking {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its author's account.
    pub author_id: Option<Uuid>,
    /// Its community; none for the whole street.
    pub community_id: Option<Uuid>,
    /// The whole workflow state.
    pub workflow: Value,
}

/// Takes the locks of topics whose time has come, the longest waiting first, and reads them as they
/// stand under the lock. Those that a deed holds are skipped.
///
/// # Errors
/// When the database is away.
pub async fn claim(tx: &mut TenantTx, now: DateTime<Utc>, limit: i64) -> Result<Vec<Waking>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Waking,
        "select id, code, author_id, community_id, workflow from topic
         where tenant_id = $1 and wake_at < $2 order by wake_at limit $3 for update skip locked",
        tenant,
        now,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Notes when each topic's desks change by time alone next; never, where none.
///
/// # Errors
/// When the database is away.
pub async fn set(tx: &mut TenantTx, wakes: &[(Uuid, Option<DateTime<Utc>>)]) -> Result<()> {
    let tenant = tx.tenant();
    let (ids, at): (Vec<Uuid>, Vec<Option<DateTime<Utc>>>) = wakes.iter().copied().unzip();
    sqlx::query!(
        "update topic t set wake_at = u.at from unnest($2::uuid[], $3::timestamptz[]) as u (id, at)
         where t.tenant_id = $1 and t.id = u.id",
        tenant,
        &ids,
        &at as &[Option<DateTime<Utc>>]
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
