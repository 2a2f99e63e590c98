//! Uploads: photos that were sent with a form and belong to nothing yet. Each is its sender's, who is known by
//! the device or by the account: nobody else sees or takes one, whatever ids they know.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Pair, claim, release};
use crate::store::{Result, TenantTx};

/// Who sent an upload, and who asks for one: it is theirs on the same device, or with the same account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holder {
    /// The hash of the device's secret, where it has one.
    pub device: Option<[u8; 32]>,
    /// The account, where somebody is logged in.
    pub account: Option<Uuid>,
}

impl Holder {
    /// The device's part, as it is bound to a query.
    pub(super) fn device(&self) -> Option<&[u8]> {
        self.device.as_ref().map(<[u8; 32]>::as_slice)
    }
}

/// A photo that was just taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: Uuid,
    /// Its files.
    pub files: Pair,
    /// Bytes of the two files.
    pub bytes: (i32, i32),
    /// Size of the large one, in pixels.
    pub size: (i32, i32),
    /// Who sent it.
    pub holder: Holder,
    /// When.
    pub at: DateTime<Utc>,
}

/// Notes photos that were taken in, before their files are stored.
///
/// # Errors
/// When the database is away.
pub async fn take(tx: &mut TenantTx, uploads: &[Upload]) -> Result<()> {
    let files: Vec<(String, i32)> = uploads
        .iter()
        .flat_map(|u| {
            [
                (u.files.large.clone(), u.bytes.0),
                (u.files.small.clone(), u.bytes.1),
            ]
        })
        .collect();
    claim(tx, &files).await?;
    let tenant = tx.tenant();
    for u in uploads {
        sqlx::query!(
            "insert into upload (tenant_id, id, large, small, width, height, account_id, device_hash, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            tenant,
            u.id,
            u.files.large,
            u.files.small,
            u.size.0,
            u.size.1,
            u.holder.account,
            u.holder.device(),
            u.at
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// Forgets uploads whose files could not be stored.
///
/// # Errors
/// When the database is away.
pub async fn forget(tx: &mut TenantTx, ids: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    let pairs = remove(tx, ids).await?;
    release(tx, &pairs, at).await
}

pub(super) async fn remove(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<Pair>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Pair,
        "delete from upload where tenant_id = $1 and id = any($2) returning large, small",
        tenant,
        ids
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The files of an upload of this holder. What a draft holds as an original is shown to its account alone.
pub(super) async fn seen(tx: &mut TenantTx, id: Uuid, holder: Holder) -> Result<Option<Pair>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Pair,
        "select u.large, u.small from upload u where u.tenant_id = $1 and u.id = $2 and (u.account_id = $3
           or (u.device_hash = $4 and not exists (select 1 from draft d
             where d.tenant_id = $1 and position(u.id::text in coalesce(d.fields ->> 'original', '')) > 0)))",
        tenant,
        id,
        holder.account,
        holder.device()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Forgets the uploads of a device, which somebody leaves. Their files are orphans since `at`.
///
/// # Errors
/// When the database is away.
pub async fn leave(tx: &mut TenantTx, device: &[u8; 32], at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    let pairs = sqlx::query_as!(
        Pair,
        "delete from upload where tenant_id = $1 and device_hash = $2 returning large, small",
        tenant,
        &device[..]
    )
    .fetch_all(tx.conn())
    .await?;
    release(tx, &pairs, at).await
}

/// Forgets uploads that came before `before` and belong to nothing, neither a topic nor a draft: their
/// files are orphans since then. Answers how many.
///
/// # Errors
/// When the database is away.
pub async fn expire(tx: &mut TenantTx, before: DateTime<Utc>) -> Result<usize> {
    let tenant = tx.tenant();
    let pairs = sqlx::query_as!(
        Pair,
        "delete from upload u where u.tenant_id = $1 and u.at < $2
           and not exists (select 1 from draft d where d.tenant_id = $1 and (position(u.id::text in coalesce(d.fields ->> 'photo', '')) > 0
             or position(u.id::text in coalesce(d.fields ->> 'original', '')) > 0))
         returning u.large, u.small",
        tenant,
        before
    )
    .fetch_all(tx.conn())
    .await?;
    release(tx, &pairs, before).await?;
    Ok(pairs.len())
}
