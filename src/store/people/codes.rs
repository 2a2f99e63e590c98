//! Codes sent to phones: each for the device that asked, as a keyed hash, with the tries that were made.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The lane of devices on which the phone's account logged in before.
pub const KNOWN: &str = "known";

/// Whose code: of a phone, for a purpose, at the wish of a device.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// To whom it was sent.
    pub phone: &'a str,
    /// `register`, `password` or `phone`.
    pub purpose: &'a str,
    /// Who asked.
    pub device: &'a str,
}

/// A code that is to be sent.
#[derive(Debug, Clone)]
pub struct NewCode<'a> {
    /// The identifier.
    pub id: Uuid,
    /// Which device asked.
    pub device: &'a str,
    /// Among which devices it counts: [`KNOWN`], or a network.
    pub lane: &'a str,
    /// To whom.
    pub phone: &'a str,
    /// `register`, `password` or `phone`.
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

/// Writes a code, unless its lane had one for this phone and purpose after `not_since`, or on this day
/// `most` already, or the lanes of strangers had `most_strange` together: then false, and nothing changed.
///
/// # Errors
/// When the database is away.
pub async fn put(
    tx: &mut TenantTx,
    c: &NewCode<'_>,
    not_since: DateTime<Utc>,
    most: i64,
    most_strange: i64,
) -> Result<bool> {
    let tenant = tx.tenant();
    // Two who ask at once are counted one after the other.
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($2, $1::int4::bigint))",
        tenant,
        c.phone
    )
    .execute(tx.conn())
    .await?;
    let written = sqlx::query!(
        "insert into sms_code (tenant_id, id, phone, purpose, device, lane, code_hash, sent_at, expires_at, day)
         select $1::int4, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::bytea, $8::timestamptz, $9::timestamptz, $10::date
         from (select count(*) filter (where c.lane = $6 and c.sent_at > $11) as lately,
                 count(*) filter (where c.lane = $6 and c.day = $10) as here,
                 count(*) filter (where c.lane <> $12 and c.day = $10) as strange
               from sms_code c where c.tenant_id = $1 and c.phone = $3 and c.purpose = $4) n
         where n.lately = 0 and n.here < $13 and ($6 = $12 or n.strange < $14)",
        tenant,
        c.id,
        c.phone,
        c.purpose,
        c.device,
        c.lane,
        c.hash,
        c.at,
        c.expires_at,
        c.day,
        not_since,
        KNOWN,
        most,
        most_strange
    )
    .execute(tx.conn())
    .await?;
    Ok(written.rows_affected() == 1)
}

/// When the last code was sent to a phone for this purpose, at the wish of this lane; and whether it was at the
/// wish of this very device.
///
/// # Errors
/// When the database is away.
pub async fn sent_at(tx: &mut TenantTx, c: &NewCode<'_>) -> Result<Option<(DateTime<Utc>, bool)>> {
    let tenant = tx.tenant();
    let last = sqlx::query!(
        r#"select sent_at, device = $5 as "own!" from sms_code
           where tenant_id = $1 and phone = $2 and purpose = $3 and lane = $4 order by sent_at desc limit 1"#,
        tenant,
        c.phone,
        c.purpose,
        c.lane,
        c.device
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(last.map(|r| (r.sent_at, r.own)))
}

/// A code that is to be matched.
#[derive(Debug)]
pub struct Tried {
    /// The keyed hash of the code.
    pub hash: Vec<u8>,
    /// It was used already.
    pub used: bool,
}

/// Counts a try, and gives the last code that this device asked for; nothing when there is none for this
/// purpose, or it has ended, or was tried `most` times.
///
/// # Errors
/// When the database is away.
pub async fn tried(
    tx: &mut TenantTx,
    whose: Whose<'_>,
    most: i16,
    now: DateTime<Utc>,
) -> Result<Option<Tried>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Tried,
        r#"update sms_code set tries = tries + 1
           where tenant_id = $1 and tries < $5 and expires_at > $6 and id =
             (select c.id from sms_code c where c.tenant_id = $1 and c.phone = $2 and c.purpose = $3 and c.device = $4
              order by c.sent_at desc limit 1)
           returning code_hash as hash, used_at is not null as "used!""#,
        tenant,
        whose.phone,
        whose.purpose,
        whose.device,
        most,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Uses a code up; false when somebody was faster.
///
/// # Errors
/// When the database is away.
pub async fn used(
    tx: &mut TenantTx,
    whose: Whose<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update sms_code set used_at = $6
         where tenant_id = $1 and phone = $2 and purpose = $3 and device = $4 and code_hash = $5 and used_at is null",
        tenant,
        whose.phone,
        whose.purpose,
        whose.device,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes codes of before an instant, at most `limit`; answers how many there were.
///
/// # Errors
/// When the database is away.
pub async fn remove_old(tx: &mut TenantTx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "delete from sms_code where tenant_id = $1
           and id in (select c.id from sms_code c where c.tenant_id = $1 and c.sent_at < $2 limit $3)",
        tenant,
        before,
        limit
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Removes every code that was sent to a number.
///
/// # Errors
/// When the database is away.
pub async fn forget(tx: &mut TenantTx, phone: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from sms_code where tenant_id = $1 and phone = $2",
        tenant,
        phone
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
