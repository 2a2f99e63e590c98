//! Drafts of topics: what was written in the wizard, found by the hash of a cookie.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A draft.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id: the topic's, once it is sent.
    pub id: Uuid,
    /// What was typed, by field.
    pub fields: BTreeMap<String, String>,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
    /// The code of the topic that it became.
    pub sent: Option<String>,
}

/// The draft of a cookie, if it has not run out.
///
/// # Errors
/// When the database is away.
pub async fn find(
    tx: &mut TenantTx,
    token: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Draft>> {
    let tenant = tx.tenant();
    let row = sqlx::query!(
        r#"select d.id, d.fields as "fields: Json<BTreeMap<String, String>>", d.saved_at, t.code as "code?"
           from draft d left join topic t on t.tenant_id = $1 and t.id = d.id
           where d.tenant_id = $1 and d.token_hash = $2 and d.expires_at > $3"#,
        tenant,
        &token[..],
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Draft {
        id: r.id,
        fields: r.fields.0,
        saved_at: r.saved_at,
        sent: r.code,
    }))
}

/// Takes the lock of a cookie's draft for the rest of the transaction: a second press of the same button
/// waits here, and then finds the topic of the first.
///
/// # Errors
/// When the database is away.
pub async fn lock(tx: &mut TenantTx, token: &[u8; 32]) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select id from draft where tenant_id = $1 and token_hash = $2 for update",
        tenant,
        &token[..]
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Writes a new draft.
///
/// # Errors
/// `draft_token_key`, `draft_fields_check`; when the database is away.
pub async fn insert(
    tx: &mut TenantTx,
    id: Uuid,
    token: &[u8; 32],
    fields: &BTreeMap<String, String>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into draft (tenant_id, id, token_hash, fields, created_at, saved_at, expires_at) values ($1, $2, $3, $4, $5, $5, $6)",
        tenant,
        id,
        &token[..],
        Json(fields) as _,
        now,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves what a draft holds now.
///
/// # Errors
/// `draft_fields_check`; when the database is away.
pub async fn save(
    tx: &mut TenantTx,
    id: Uuid,
    fields: &BTreeMap<String, String>,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update draft set fields = $3, saved_at = $4, expires_at = $5 where tenant_id = $1 and id = $2",
        tenant,
        id,
        Json(fields) as _,
        now,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes a cookie's draft.
///
/// # Errors
/// When the database is away.
pub async fn remove(tx: &mut TenantTx, token: &[u8; 32]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from draft where tenant_id = $1 and token_hash = $2",
        tenant,
        &token[..]
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
        "delete from draft where tenant_id = $1 and expires_at <= $2",
        tenant,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected())
}
