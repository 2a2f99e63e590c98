//! The check of registrations: who waits, and what was decided about whom, when and by whom.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::people::{Check, Standing};
use crate::store::{Result, TenantTx};

/// Somebody whose registration is to be decided, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The account.
    pub id: Uuid,
    /// Real name as given.
    pub name: String,
    /// Mobile number as given.
    pub phone: String,
    /// Name of the community.
    pub community_name: String,
    /// The estate as given; empty without.
    pub estate: String,
    /// When they registered.
    pub created_at: DateTime<Utc>,
    /// When phone and name were checked.
    pub verified_at: Option<DateTime<Utc>>,
    /// When the registration was turned down.
    pub refused_at: Option<DateTime<Utc>>,
    /// Why it was turned down the last time, now or before; empty where it never was.
    pub refused_for: String,
    /// Holds a role other than resident.
    pub staff: bool,
}

/// Somebody who was sought by name or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The account.
    pub id: Uuid,
    /// Real name.
    pub name: String,
    /// Mobile number.
    pub phone: String,
    /// Name of the community.
    pub community_name: String,
    /// The estate; empty without.
    pub estate: String,
}

impl Subject {
    /// Where the registration stands.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        match (self.verified_at, self.refused_at) {
            (Some(_), _) => Standing::Verified,
            (None, Some(_)) => Standing::Refused,
            (None, None) => Standing::Waiting,
        }
    }
}

/// Residents to be checked, the longest waiting first: of the communities of these councils, or of
/// the whole street without any.
///
/// # Errors
/// When the database is away.
pub async fn waiting(
    tx: &mut TenantTx,
    councils: Option<&[Uuid]>,
    limit: i64,
) -> Result<Vec<Subject>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Subject,
        r#"select a.id, a.name, a.phone as "phone!", coalesce(m.name, '') as "community_name!", a.estate, a.created_at,
             a.verified_at, a.refused_at, coalesce(k.reason, '') as "refused_for!", false as "staff!"
           from account a
           left join community m on m.tenant_id = $1 and m.id = a.community_id
           left join lateral (select k.reason from account_check k
             where k.tenant_id = $1 and k.account_id = a.id and k.outcome = 'refused'
             order by k.at desc, k.id desc limit 1) k on true
           where a.tenant_id = $1 and a.verified_at is null and a.refused_at is null and a.disabled_at is null
             and ($2::uuid[] is null or a.community_id in (select c.community_id from council c
                  where c.tenant_id = $1 and c.id = any($2)))
           order by a.created_at, a.id limit $3"#,
        tenant,
        councils,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Somebody of these councils' communities, or of the whole street without any; nobody who has closed the account.
///
/// # Errors
/// When the database is away.
pub async fn subject(
    tx: &mut TenantTx,
    account: Uuid,
    councils: Option<&[Uuid]>,
) -> Result<Option<Subject>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Subject,
        r#"select a.id, a.name, a.phone as "phone!", coalesce(m.name, '') as "community_name!", a.estate, a.created_at,
             a.verified_at, a.refused_at, coalesce(k.reason, '') as "refused_for!",
             exists (select 1 from role_grant g where g.tenant_id = $1 and g.account_id = a.id and g.role <> 'resident') as "staff!"
           from account a
           left join community m on m.tenant_id = $1 and m.id = a.community_id
           left join lateral (select k.reason from account_check k
             where k.tenant_id = $1 and k.account_id = a.id and k.outcome = 'refused'
             order by k.at desc, k.id desc limit 1) k on true
           where a.tenant_id = $1 and a.id = $2 and a.disabled_at is null
             and ($3::uuid[] is null or a.community_id in (select c.community_id from council c
                  where c.tenant_id = $1 and c.id = any($3)))"#,
        tenant,
        account,
        councils
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Who is called exactly so or has exactly this number, checked or not, of these councils' communities or of the
/// whole street without any; nobody who works here or has closed the account.
///
/// # Errors
/// When the database is away.
pub async fn sought(
    tx: &mut TenantTx,
    councils: Option<&[Uuid]>,
    name_or_phone: &str,
    limit: i64,
) -> Result<Vec<Sought>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Sought,
        r#"select a.id, a.name, a.phone as "phone!", coalesce(m.name, '') as "community_name!", a.estate
           from account a left join community m on m.tenant_id = $1 and m.id = a.community_id
           where a.tenant_id = $1 and (a.name = $3 or a.phone = $3) and a.disabled_at is null
             and ($2::uuid[] is null or a.community_id in (select c.community_id from council c
                  where c.tenant_id = $1 and c.id = any($2)))
             and not exists (select 1 from role_grant g
                  where g.tenant_id = $1 and g.account_id = a.id and g.role <> 'resident')
           order by a.created_at, a.id limit $4"#,
        tenant,
        councils,
        name_or_phone,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Keeps an account as it is until the transaction ends: who decides at the same time waits.
///
/// # Errors
/// When the database is away.
pub async fn hold(tx: &mut TenantTx, account: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "select id from account where tenant_id = $1 and id = $2 for update",
        tenant,
        account
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}

/// A decision, ready to be written.
#[derive(Debug, Clone)]
pub struct Decision<'a> {
    /// Its id.
    pub id: Uuid,
    /// About whom.
    pub account: Uuid,
    /// What.
    pub check: Check,
    /// Why; empty where nobody need know.
    pub reason: &'a str,
    /// Who, and under which post; nobody where the person asks again.
    pub by: Option<(Uuid, String)>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Writes a decision and where the registration stands by it.
///
/// # Errors
/// A foreign key when an account is not this street's.
pub async fn decide(tx: &mut TenantTx, d: &Decision<'_>, now: Standing) -> Result<()> {
    let tenant = tx.tenant();
    let at = |s: Standing| (s == now).then_some(d.at);
    sqlx::query!(
        "update account set verified_at = $3, refused_at = $4 where tenant_id = $1 and id = $2",
        tenant,
        d.account,
        at(Standing::Verified),
        at(Standing::Refused)
    )
    .execute(tx.conn())
    .await?;
    note(tx, d).await
}

/// Writes a decision alone.
///
/// # Errors
/// As [`decide`].
pub async fn note(tx: &mut TenantTx, d: &Decision<'_>) -> Result<()> {
    let tenant = tx.tenant();
    let (by, label) = d.by.clone().unzip();
    sqlx::query!(
        "insert into account_check (tenant_id, id, account_id, outcome, reason, decided_by, decided_label, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tenant,
        d.id,
        d.account,
        d.check.code(),
        d.reason,
        by,
        label.unwrap_or_default(),
        d.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes that a code of the household has checked somebody; false when that was done already.
///
/// # Errors
/// When the database is away.
pub async fn by_code(tx: &mut TenantTx, account: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update account set verified_at = $3, refused_at = null
         where tenant_id = $1 and id = $2 and verified_at is null and disabled_at is null",
        tenant,
        account,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was decided about somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// About whom.
    pub account: Uuid,
    /// Their name.
    pub name: String,
    /// The code of a [`Check`].
    pub outcome: String,
    /// Why; empty where none was given.
    pub reason: String,
    /// Who decided; nobody where the person asked again.
    pub by: Option<Uuid>,
    /// The post of who decided.
    pub label: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The latest decisions of staff about people of these councils' communities, or of the whole street without any.
///
/// # Errors
/// When the database is away.
pub async fn lately(tx: &mut TenantTx, councils: Option<&[Uuid]>, limit: i64) -> Result<Vec<Line>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Line,
        r#"select k.account_id as account, a.name, k.outcome, k.reason, k.decided_by as by, k.decided_label as label, k.at
           from account_check k join account a on a.tenant_id = $1 and a.id = k.account_id and a.disabled_at is null
           where k.tenant_id = $1 and k.decided_by is not null
             and ($2::uuid[] is null or a.community_id in (select c.community_id from council c
                  where c.tenant_id = $1 and c.id = any($2)))
           order by k.at desc, k.id desc limit $3"#,
        tenant,
        councils,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What was decided about somebody, the latest first.
///
/// # Errors
/// When the database is away.
pub async fn of(tx: &mut TenantTx, account: Uuid, limit: i64) -> Result<Vec<Line>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Line,
        r#"select k.account_id as account, a.name, k.outcome, k.reason, k.decided_by as by, k.decided_label as label, k.at
           from account_check k join account a on a.tenant_id = $1 and a.id = k.account_id
           where k.tenant_id = $1 and k.account_id = $2 order by k.at desc, k.id desc limit $3"#,
        tenant,
        account,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
