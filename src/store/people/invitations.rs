//! Invitation codes of households, as keyed hashes.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Codes made together.
#[derive(Debug, Clone)]
pub struct NewBatch {
    /// The community whose households get them.
    pub community: Uuid,
    /// Their ids.
    pub ids: Vec<Uuid>,
    /// Their keyed hashes, as many.
    pub hashes: Vec<Vec<u8>>,
    /// Who makes them.
    pub by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// When they end.
    pub expires_at: DateTime<Utc>,
}

/// Writes codes, but those that are there already.
///
/// # Errors
/// A foreign key for a community of another street.
pub async fn insert(tx: &mut TenantTx, b: &NewBatch) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into invitation as x (tenant_id, id, community_id, code_hash, made_by, made_at, expires_at)
         select $1, unnest($2::uuid[]), $3, unnest($4::bytea[]), $5, $6, $7
         on conflict on constraint invitation_code_key do nothing returning x.id",
        tenant,
        &b.ids,
        b.community,
        &b.hashes,
        b.by,
        b.at,
        b.expires_at
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Uses a code of this community up for an account; false when there is none, or it has ended or is used.
///
/// # Errors
/// When the database is away.
pub async fn used(
    tx: &mut TenantTx,
    hash: &[u8],
    community: Option<Uuid>,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update invitation set used_by = $4, used_at = $5
         where tenant_id = $1 and code_hash = $2 and community_id = $3 and used_at is null and expires_at > $5",
        tenant,
        hash,
        community,
        account,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many codes of a community were used, can be used and have ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The community.
    pub community_id: Uuid,
    /// Used by somebody.
    pub used: i64,
    /// Can be used.
    pub open: i64,
    /// Ended unused.
    pub ended: i64,
}

/// The tally of every community that has codes.
///
/// # Errors
/// When the database is away.
pub async fn tally(tx: &mut TenantTx, now: DateTime<Utc>) -> Result<Vec<Tally>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Tally,
        r#"select community_id, count(*) filter (where used_at is not null) as "used!",
             count(*) filter (where used_at is null and expires_at > $2) as "open!",
             count(*) filter (where used_at is null and expires_at <= $2) as "ended!"
           from invitation where tenant_id = $1 group by community_id"#,
        tenant,
        now
    )
    .fetch_all(tx.conn())
    .await?)
}
