//! Second factors and recovery codes.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The second factor of an account.
#[derive(Debug, Clone)]
pub struct Factor {
    /// The authenticator's key, sealed.
    pub sealed_key: Vec<u8>,
    /// A first code has confirmed it.
    pub confirmed: bool,
    /// Recovery codes that are left.
    pub recovery_codes: i64,
}

/// The second factor of an account.
///
/// # Errors
/// When the database is away.
pub async fn of(tx: &mut TenantTx, account: Uuid) -> Result<Option<Factor>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Factor,
        r#"select f.sealed_key, f.confirmed_at is not null as "confirmed!",
             (select count(*) from recovery_code r where r.tenant_id = $1 and r.account_id = $2) as "recovery_codes!"
           from second_factor f where f.tenant_id = $1 and f.account_id = $2"#,
        tenant,
        account
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Begins one that is to be confirmed; one that was begun before is replaced where `again`, and one that
/// is confirmed stays.
///
/// # Errors
/// When the database is away.
pub async fn begin(
    tx: &mut TenantTx,
    account: Uuid,
    sealed_key: &[u8],
    again: bool,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into second_factor as f (tenant_id, account_id, sealed_key, made_at) values ($1, $2, $3, $4)
         on conflict (tenant_id, account_id) do update
           set sealed_key = excluded.sealed_key, made_at = excluded.made_at, last_step = 0
           where f.confirmed_at is null and $5",
        tenant,
        account,
        sealed_key,
        at,
        again
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Confirms one by the code of a step, with its recovery codes; false when it is confirmed already.
///
/// # Errors
/// When the database is away.
pub async fn confirm(
    tx: &mut TenantTx,
    account: Uuid,
    sealed_key: &[u8],
    step: i64,
    hashes: &[Vec<u8>],
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update second_factor set confirmed_at = $5, last_step = $4
         where tenant_id = $1 and account_id = $2 and sealed_key = $3 and confirmed_at is null",
        tenant,
        account,
        sealed_key,
        step,
        at
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into recovery_code as x (tenant_id, account_id, code_hash) select $1, $2, unnest($3::bytea[]) returning x.account_id",
        tenant,
        account,
        hashes
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(true)
}

/// Takes the code of a step: once, and none of an earlier step after it.
///
/// # Errors
/// When the database is away.
pub async fn take_step(tx: &mut TenantTx, account: Uuid, step: i64) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update second_factor set last_step = $3
         where tenant_id = $1 and account_id = $2 and confirmed_at is not null and last_step < $3",
        tenant,
        account,
        step
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a recovery code, once.
///
/// # Errors
/// When the database is away.
pub async fn take_recovery_code(tx: &mut TenantTx, account: Uuid, hash: &[u8]) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "delete from recovery_code where tenant_id = $1 and account_id = $2 and code_hash = $3",
        tenant,
        account,
        hash
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes the second factor of an account and its recovery codes; false when there was none.
///
/// # Errors
/// When the database is away.
pub async fn remove(tx: &mut TenantTx, account: Uuid) -> Result<bool> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from recovery_code where tenant_id = $1 and account_id = $2",
        tenant,
        account
    )
    .execute(tx.conn())
    .await?;
    let done = sqlx::query!(
        "delete from second_factor where tenant_id = $1 and account_id = $2",
        tenant,
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
