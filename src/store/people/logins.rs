//! Log-ins (rows, so that they can be ended) and failed attempts.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A role as stored, read with the log-in.
#[derive(Debug, Clone, Deserialize)]
pub struct GrantRow {
    /// The role's identifier.
    pub role: String,
    /// Scope: a council.
    pub council_id: Option<Uuid>,
    /// Scope: a community.
    pub community_id: Option<Uuid>,
    /// Scope: a department.
    pub unit_id: Option<Uuid>,
}

/// A seat as stored, read with the log-in.
#[derive(Debug, Clone, Deserialize)]
pub struct SeatRow {
    /// The council.
    pub council_id: Uuid,
    /// Which seat.
    pub seat: String,
    /// `holder` or `delegate`.
    pub capacity: String,
}

/// Who stands behind a token: everything that a page needs about its visitor, read in one statement.
#[derive(Debug, Clone)]
pub struct LoginRow {
    /// The account.
    pub account_id: Uuid,
    /// Real name.
    pub name: String,
    /// Post; empty for residents.
    pub post: String,
    /// Mobile number; only its owner sees it.
    pub phone: String,
    /// Community lived in.
    pub community_id: Option<Uuid>,
    /// Whether phone and name are verified.
    pub verified: bool,
    /// What the street lets those do who are not: the code of its setting.
    pub unverified: String,
    /// When the log-in was last used; written at most once a minute.
    pub last_seen_at: DateTime<Utc>,
    /// Roles valid today.
    pub grants: Vec<GrantRow>,
    /// Seats filled today.
    pub seats: Vec<SeatRow>,
    /// Notices not yet read, at most 100.
    pub unread: i64,
    /// Something lies on the person's own desk, or may: tasks that they were appointed to look after.
    pub has_desk: bool,
}

/// Reads a log-in with its account, the roles and the seats valid on `now`'s day.
///
/// # Errors
/// When the database is away.
pub async fn find(
    tx: &mut TenantTx,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<LoginRow>> {
    let tenant = tx.tenant();
    let today = now.with_timezone(&chrono_tz::Asia::Shanghai).date_naive();
    let row = sqlx::query!(
        r#"select a.id, a.name, a.post, a.phone as "phone!", a.community_id, a.verified_at is not null as "verified!", s.last_seen_at,
             coalesce((select e.value from setting e where e.tenant_id = $1 and e.key = 'unverified'), 'follow') as "unverified!",
             (select coalesce(jsonb_agg(jsonb_build_object('role', g.role, 'council_id', g.council_id,
                 'community_id', g.community_id, 'unit_id', g.unit_id)), '[]'::jsonb)
              from role_grant g where g.tenant_id = $1 and g.account_id = a.id
                and g.valid_from <= $4 and (g.valid_until is null or g.valid_until >= $4)) as "grants!",
             (select coalesce(jsonb_agg(jsonb_build_object('council_id', t.council_id, 'seat', t.seat,
                 'capacity', t.capacity)), '[]'::jsonb)
              from council_seat t where t.tenant_id = $1 and t.account_id = a.id
                and t.valid_from <= $4 and (t.valid_until is null or t.valid_until >= $4)) as "seats!",
             (select count(*) from (select 1 from notice n where n.tenant_id = $1 and n.account_id = a.id
                and n.read_at is null limit 100) as u) as "unread!",
             (exists (select 1 from desk_item d where d.tenant_id = $1 and d.holder = 'person:' || a.id)
              or exists (select 1 from task_supervisor v where v.tenant_id = $1 and v.account_id = a.id)) as "has_desk!"
           from login_session s
           join account a on a.tenant_id = $1 and a.id = s.account_id and a.disabled_at is null
           where s.tenant_id = $1 and s.token_hash = $2 and s.expires_at > $3
             and s.last_seen_at > $3 - make_interval(mins => s.idle_minutes)"#,
        tenant,
        token_hash,
        now,
        today
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|r| {
        Ok(LoginRow {
            account_id: r.id,
            name: r.name,
            post: r.post,
            phone: r.phone,
            community_id: r.community_id,
            verified: r.verified,
            unverified: r.unverified,
            last_seen_at: r.last_seen_at,
            grants: serde_json::from_value(r.grants)?,
            seats: serde_json::from_value(r.seats)?,
            unread: r.unread,
            has_desk: r.has_desk,
        })
    })
    .transpose()
}

/// Writes a log-in. `idle_minutes`: unused that long, it ends by itself.
///
/// # Errors
/// When the database is away.
pub async fn insert(
    tx: &mut TenantTx,
    token_hash: &[u8],
    account: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    idle_minutes: i32,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into login_session (tenant_id, token_hash, account_id, created_at, last_seen_at, expires_at, idle_minutes)
         values ($1, $2, $3, $4, $4, $5, $6)",
        tenant,
        token_hash,
        account,
        now,
        expires_at,
        idle_minutes
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes that a log-in was used.
///
/// # Errors
/// When the database is away.
pub async fn touch(tx: &mut TenantTx, token_hash: &[u8], now: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update login_session set last_seen_at = $3 where tenant_id = $1 and token_hash = $2",
        tenant,
        token_hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends one log-in.
///
/// # Errors
/// When the database is away.
pub async fn end(tx: &mut TenantTx, token_hash: &[u8]) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from login_session where tenant_id = $1 and token_hash = $2",
        tenant,
        token_hash
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends every log-in of an account (log-out everywhere).
///
/// # Errors
/// When the database is away.
pub async fn end_all(tx: &mut TenantTx, account: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from login_session where tenant_id = $1 and account_id = $2",
        tenant,
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How often a log-in to this phone failed since `since`: from this device, and from anywhere.
///
/// # Errors
/// When the database is away.
pub async fn failures(
    tx: &mut TenantTx,
    phone: &str,
    device: &str,
    since: DateTime<Utc>,
) -> Result<(i64, i64)> {
    let tenant = tx.tenant();
    let row = sqlx::query!(
        r#"select count(*) filter (where device = $3) as "here!", count(*) as "anywhere!"
           from (select device from login_failure where tenant_id = $1 and phone = $2 and at > $4 limit 1000) as f"#,
        tenant,
        phone,
        device,
        since
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.here, row.anywhere))
}

/// Notes a failed attempt.
///
/// # Errors
/// When the database is away.
pub async fn insert_failure(
    tx: &mut TenantTx,
    id: Uuid,
    phone: &str,
    device: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into login_failure (tenant_id, id, phone, device, at) values ($1, $2, $3, $4, $5)",
        tenant,
        id,
        phone,
        device,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets every failure of a phone, once its holder has proved it by a code.
///
/// # Errors
/// When the database is away.
pub async fn forget_failures(tx: &mut TenantTx, phone: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from login_failure where tenant_id = $1 and phone = $2",
        tenant,
        phone
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets the failures of one device after a good log-in.
///
/// # Errors
/// When the database is away.
pub async fn clear_failures(tx: &mut TenantTx, phone: &str, device: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from login_failure where tenant_id = $1 and phone = $2 and device = $3",
        tenant,
        phone,
        device
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes log-ins that had ended by `before`, by their term or unused for too long: at most `limit`.
/// Answers how many there were.
///
/// # Errors
/// When the database is away.
pub async fn remove_ended(tx: &mut TenantTx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let tenant = tx.tenant();
    // Found first and removed by key: a time computed from columns has no place in a DELETE of a cluster.
    let ended = sqlx::query_scalar!(
        "select token_hash from login_session
         where tenant_id = $1 and (expires_at < $2 or last_seen_at < $2 - make_interval(mins => idle_minutes)) limit $3",
        tenant,
        before,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    if ended.is_empty() {
        return Ok(0);
    }
    let done = sqlx::query!(
        "delete from login_session where tenant_id = $1 and token_hash = any($2)",
        tenant,
        &ended
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Removes failures of before an instant, at most `limit`; answers how many there were.
///
/// # Errors
/// When the database is away.
pub async fn remove_failures(tx: &mut TenantTx, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "delete from login_failure where tenant_id = $1
           and id in (select f.id from login_failure f where f.tenant_id = $1 and f.at < $2 limit $3)",
        tenant,
        before,
        limit
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
