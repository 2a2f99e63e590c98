//! Small look-ups that the early verbs need: codes, councils' clerks, holders of a role.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// The code of a topic with whose hand it was written by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The topic's code.
    pub code: String,
    /// The author's account.
    pub author_id: Option<Uuid>,
    /// The clerk who entered it on behalf.
    pub entered_by: Option<Uuid>,
}

/// A topic by its id.
///
/// # Errors
/// When the database is away.
pub async fn by_id(tx: &mut TenantTx, id: Uuid) -> Result<Option<Written>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Written,
        "select code, author_id, entered_by from topic where tenant_id = $1 and id = $2",
        tenant,
        id
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// When somebody raised their last topics, the latest first, at most `limit`.
///
/// # Errors
/// When the database is away.
pub async fn raised_at(tx: &mut TenantTx, by: Uuid, limit: i64) -> Result<Vec<DateTime<Utc>>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select created_at from topic where tenant_id = $1 and author_id = $2 order by created_at desc limit $3",
        tenant,
        by,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Those of the codes that this street has.
///
/// # Errors
/// When the database is away.
pub async fn known(tx: &mut TenantTx, codes: &[String]) -> Result<Vec<String>> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select code from topic where tenant_id = $1 and code = any($2)",
        tenant,
        codes
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether somebody is the council's liaison on this day: of the council itself, or of the whole street.
///
/// # Errors
/// When the database is away.
pub async fn has_liaison(tx: &mut TenantTx, council: Uuid, on: NaiveDate) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from role_grant g join account a on a.tenant_id = $1 and a.id = g.account_id
             where g.tenant_id = $1 and g.role = 'liaison' and (g.council_id = $2 or g.council_id is null)
               and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3)
               and a.disabled_at is null) as "there!""#,
        tenant,
        council,
        on
    )
    .fetch_one(tx.conn())
    .await?)
}

/// How many people but this one hold a role on this day.
///
/// # Errors
/// When the database is away.
pub async fn others_with(tx: &mut TenantTx, role: &str, but: Uuid, on: NaiveDate) -> Result<u32> {
    let tenant = tx.tenant();
    let n = sqlx::query_scalar!(
        r#"select count(distinct g.account_id) as "n!" from role_grant g
           join account a on a.tenant_id = $1 and a.id = g.account_id
           where g.tenant_id = $1 and g.role = $2 and g.account_id <> $3
             and g.valid_from <= $4 and (g.valid_until is null or g.valid_until >= $4) and a.disabled_at is null"#,
        tenant,
        role,
        but,
        on
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// How an account wants to be addressed: `mr`, `ms` or nothing.
///
/// # Errors
/// When the database is away.
pub async fn salutation(tx: &mut TenantTx, account: Uuid) -> Result<String> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select salutation from account where tenant_id = $1 and id = $2",
        tenant,
        account
    )
    .fetch_optional(tx.conn())
    .await?
    .unwrap_or_default())
}

/// Somebody with an account, as a plan names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The account.
    pub id: Uuid,
    /// Its phone.
    pub phone: String,
    /// The real name.
    pub name: String,
}

/// The accounts with these phones or ids; unknown ones are missing from the answer.
///
/// # Errors
/// When the database is away.
pub async fn accounts(tx: &mut TenantTx, phones: &[String], ids: &[Uuid]) -> Result<Vec<Named>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Named,
        r#"select id, phone as "phone!", name from account
         where tenant_id = $1 and (phone = any($2) or id = any($3)) and disabled_at is null"#,
        tenant,
        phones,
        ids
    )
    .fetch_all(tx.conn())
    .await?)
}
