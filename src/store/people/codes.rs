//! Codes sent to phones: one a phone, as a keyed hash, with the tries that were made.

use chrono::{DateTime, NaiveDate, Utc};

use crate::store::{Result, TenantTx};

/// A code that is to be sent.
#[derive(Debug, Clone)]
pub struct NewCode<'a> {
    /// To whom.
    pub phone: &'a str,
    /// `register` or `password`.
    pub purpose: &'a str,
    /// The keyed hash of the code.
    pub hash: &'a [u8],
    /// When it is sent.
    pub at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// The day in Asia/Shanghai on which it counts.
    pub day: NaiveDate,
}

/// Writes a code in place of the one before, unless that was sent after `not_since`, or the phone had
/// `most` of them on this day already: then false, and nothing changed.
///
/// # Errors
/// When the database is away.
pub async fn put(
    tx: &mut TenantTx,
    c: &NewCode<'_>,
    not_since: DateTime<Utc>,
    most: i16,
) -> Result<bool> {
    let tenant = tx.tenant();
    let written = sqlx::query_scalar!(
        "insert into sms_code as c (tenant_id, phone, purpose, code_hash, sent_at, expires_at, day)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (tenant_id, phone) do update
           set purpose = excluded.purpose, code_hash = excluded.code_hash, tries = 0, sent_at = excluded.sent_at,
             expires_at = excluded.expires_at, used_at = null, day = excluded.day,
             sent_on_day = case when c.day = excluded.day then c.sent_on_day + 1 else 1 end
           where c.sent_at <= $8 and (c.day <> excluded.day or c.sent_on_day < $9)
         returning phone",
        tenant,
        c.phone,
        c.purpose,
        c.hash,
        c.at,
        c.expires_at,
        c.day,
        not_since,
        most
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(written.is_some())
}

/// When the last code was sent to a phone.
///
/// # Errors
/// When the database is away.
pub async fn sent_at(tx: &mut TenantTx, phone: &str) -> Result<Option<DateTime<Utc>>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select sent_at from sms_code where tenant_id = $1 and phone = $2",
        tenant,
        phone
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Counts a try, and gives the hash of the code that is to be matched; nothing when there is none for
/// this purpose, or it has ended, is used, or was tried `most` times.
///
/// # Errors
/// When the database is away.
pub async fn tried(
    tx: &mut TenantTx,
    phone: &str,
    purpose: &str,
    most: i16,
    now: DateTime<Utc>,
) -> Result<Option<Vec<u8>>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update sms_code set tries = tries + 1
         where tenant_id = $1 and phone = $2 and purpose = $3 and tries < $4 and expires_at > $5 and used_at is null
         returning code_hash",
        tenant,
        phone,
        purpose,
        most,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Uses a code up; false when somebody was faster, or another was sent since.
///
/// # Errors
/// When the database is away.
pub async fn used(
    tx: &mut TenantTx,
    phone: &str,
    purpose: &str,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update sms_code set used_at = $5
         where tenant_id = $1 and phone = $2 and purpose = $3 and code_hash = $4 and used_at is null",
        tenant,
        phone,
        purpose,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes codes of before an instant, at most `limit`; answers how many there were.
///
/// # Errors
/// When the database is away.
pub async fn remove_old(tx: &mut TenantTx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "delete from sms_code where tenant_id = $1
           and phone in (select c.phone from sms_code c where c.tenant_id = $1 and c.sent_at < $2 limit $3)",
        tenant,
        before,
        limit
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
