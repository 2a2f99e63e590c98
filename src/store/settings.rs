//! What a street has set: one row a setting.

pub mod answers;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::settings::{Key, Settings};
use crate::store::{Result, TenantTx};

/// What the street has set.
///
/// # Errors
/// When the database is away.
pub async fn of_street(tx: &mut TenantTx) -> Result<Settings> {
    let tenant = tx.tenant();
    let rows = sqlx::query!(
        "select key, value from setting where tenant_id = $1",
        tenant
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Settings::of(
        rows.iter().map(|r| (r.key.as_str(), r.value.as_str())),
    ))
}

/// Sets one thing.
///
/// # Errors
/// When the database is away.
pub async fn put(
    tx: &mut TenantTx,
    key: Key,
    value: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into setting (tenant_id, key, value, set_by, set_at) values ($1, $2, $3, $4, $5)
         on conflict on constraint setting_pkey do update
           set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at",
        tenant,
        key.code(),
        value,
        by,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
