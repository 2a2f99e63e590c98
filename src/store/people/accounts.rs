//! Accounts, the roles they hold and the seats they fill.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// What a log-in attempt needs to know.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The account.
    pub id: Uuid,
    /// Real name: the second proof where one is asked.
    pub name: String,
    /// Its argon2id hash in PHC form.
    pub password_hash: String,
    /// Whether it may log in at all.
    pub disabled: bool,
    /// Whether it holds a role other than resident: its log-ins idle out sooner.
    pub staff: bool,
    /// Whether it administers the street or the platform: then it must have a second factor.
    pub administers: bool,
    /// Whether a second factor is asked for at its log-ins.
    pub second_factor: bool,
}

/// A new account, ready to be written.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its id.
    pub id: Uuid,
    /// Mobile number, the log-in name.
    pub phone: String,
    /// Real name (后台实名).
    pub name: String,
    /// Post shown to the public for officials; empty for residents.
    pub post: String,
    /// `mr`, `ms` or empty: how a resident chose to be addressed.
    pub salutation: String,
    /// argon2id hash in PHC form.
    pub password_hash: String,
    /// The community lived in.
    pub community_id: Option<Uuid>,
    /// When phone and name were verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// Version of the consent text agreed to; empty when entered by an administrator.
    pub consent_version: String,
    /// When it is made.
    pub created_at: DateTime<Utc>,
}

/// A role given to an account, with scope and dates.
#[derive(Debug, Clone)]
pub struct NewGrant {
    /// Its id.
    pub id: Uuid,
    /// Who holds it.
    pub account_id: Uuid,
    /// The role's identifier, such as `liaison`.
    pub role: String,
    /// Scope: a council.
    pub council_id: Option<Uuid>,
    /// Scope: a community.
    pub community_id: Option<Uuid>,
    /// Scope: a department.
    pub unit_id: Option<Uuid>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none means open-ended.
    pub valid_until: Option<NaiveDate>,
}

/// Somebody who fills a convener's seat.
#[derive(Debug, Clone)]
pub struct NewSeat {
    /// Its id.
    pub id: Uuid,
    /// The council.
    pub council_id: Uuid,
    /// `party_secretary`, `linked_member` or `street_head`.
    pub seat: String,
    /// Who fills it.
    pub account_id: Uuid,
    /// `holder` or `delegate`.
    pub capacity: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none means open-ended.
    pub valid_until: Option<NaiveDate>,
}

/// Looks an account up by its phone for a log-in.
///
/// # Errors
/// When the database is away.
pub async fn credentials(tx: &mut TenantTx, phone: &str) -> Result<Option<Credentials>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Credentials,
        r#"select a.id, a.name, a.password_hash, a.disabled_at is not null as "disabled!",
             exists (select 1 from role_grant g where g.tenant_id = $1 and g.account_id = a.id and g.role <> 'resident') as "staff!",
             exists (select 1 from role_grant g where g.tenant_id = $1 and g.account_id = a.id
               and g.role in ('street_admin', 'platform_operator')) as "administers!",
             exists (select 1 from second_factor f where f.tenant_id = $1 and f.account_id = a.id
               and f.confirmed_at is not null) as "second_factor!"
           from account a where a.tenant_id = $1 and a.phone = $2"#,
        tenant,
        phone
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The same for an account that is known, with its phone; nothing for one that is closed.
///
/// # Errors
/// When the database is away.
pub async fn credentials_of(
    tx: &mut TenantTx,
    account: Uuid,
) -> Result<Option<(Credentials, String)>> {
    let tenant = tx.tenant();
    let phone = sqlx::query_scalar!(
        r#"select phone as "phone!" from account where tenant_id = $1 and id = $2 and closed_at is null"#,
        tenant,
        account
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(phone) = phone else { return Ok(None) };
    let found = credentials(tx, &phone).await?;
    Ok(found.map(|c| (c, phone)))
}

/// Writes an account.
///
/// # Errors
/// `account_phone_key` when the phone is taken.
pub async fn insert(tx: &mut TenantTx, a: &NewAccount) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into account (tenant_id, id, phone, name, post, salutation, password_hash, community_id, verified_at,
           consent_version, consented_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        tenant,
        a.id,
        a.phone,
        a.name,
        a.post,
        a.salutation,
        a.password_hash,
        a.community_id,
        a.verified_at,
        a.consent_version,
        (!a.consent_version.is_empty()).then_some(a.created_at),
        a.created_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps what a resident said at registration beside phone and name.
///
/// # Errors
/// When the database is away.
pub async fn set_details(
    tx: &mut TenantTx,
    account: Uuid,
    estate: &str,
    over_14: bool,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update account set estate = $3, over_14 = $4 where tenant_id = $1 and id = $2",
        tenant,
        account,
        estate,
        over_14
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a role.
///
/// # Errors
/// A foreign key when the account, council, community or unit is not this street's.
pub async fn grant(tx: &mut TenantTx, g: &NewGrant) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into role_grant (tenant_id, id, account_id, role, council_id, community_id, unit_id, valid_from, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        g.id,
        g.account_id,
        g.role,
        g.council_id,
        g.community_id,
        g.unit_id,
        g.valid_from,
        g.valid_until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts somebody on a convener's seat.
///
/// # Errors
/// A foreign key when the account or council is not this street's.
pub async fn seat(tx: &mut TenantTx, s: &NewSeat) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into council_seat (tenant_id, id, council_id, seat, account_id, capacity, valid_from, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tenant,
        s.id,
        s.council_id,
        s.seat,
        s.account_id,
        s.capacity,
        s.valid_from,
        s.valid_until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The account with this phone, if any.
///
/// # Errors
/// When the database is away.
pub async fn id_by_phone(tx: &mut TenantTx, phone: &str) -> Result<Option<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select id from account where tenant_id = $1 and phone = $2",
        tenant,
        phone
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The account with this phone and its name, if any.
///
/// # Errors
/// When the database is away.
pub async fn by_phone(tx: &mut TenantTx, phone: &str) -> Result<Option<(Uuid, String)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query!(
        "select id, name from account where tenant_id = $1 and phone = $2",
        tenant,
        phone
    )
    .fetch_optional(tx.conn())
    .await?
    .map(|r| (r.id, r.name)))
}

/// Sets another phone, and ends every log-in of the account and the codes of the old number, which nothing leads to
/// from here on, not even the account's end; false where it is not the old one's any more. Topics
/// that were entered for whoever has the old number are reached by the new one: the number there is no account's, and
/// is found by its figures alone, by staff who call it and by its holder who reads who looked.
///
/// # Errors
/// `account_phone_key` when the phone is taken.
pub async fn set_phone(tx: &mut TenantTx, account: Uuid, old: &str, phone: &str) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "update account set phone = $4 where tenant_id = $1 and id = $2 and phone = $3",
        tenant,
        account,
        old,
        phone
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let topics = sqlx::query_scalar!(
        "delete from topic_contact where tenant_id = $1 and phone = $2 returning topic_id",
        tenant,
        old
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query_scalar!(
        "insert into topic_contact as x (tenant_id, topic_id, phone)
         select $1, unnest($2::uuid[]), $3 returning x.topic_id",
        tenant,
        &topics,
        phone
    )
    .fetch_all(tx.conn())
    .await?;
    super::codes::forget(tx, old).await?;
    super::logins::end_all(tx, account).await?;
    Ok(true)
}

/// Sets a new password and ends every log-in of the account.
///
/// # Errors
/// When the database is away.
pub async fn set_password(tx: &mut TenantTx, account: Uuid, hash: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update account set password_hash = $3 where tenant_id = $1 and id = $2",
        tenant,
        account,
        hash
    )
    .execute(tx.conn())
    .await?;
    super::logins::end_all(tx, account).await
}

/// Disables an account from now on and ends its log-ins.
///
/// # Errors
/// When the database is away.
pub async fn disable(tx: &mut TenantTx, account: Uuid, at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update account set disabled_at = $3 where tenant_id = $1 and id = $2",
        tenant,
        account,
        at
    )
    .execute(tx.conn())
    .await?;
    super::logins::end_all(tx, account).await
}

/// Gives every account of the street the same password and ends every log-in: for the demonstration
/// world alone, whose people are invented.
///
/// # Errors
/// When the database is away.
pub async fn set_all_passwords(tx: &mut TenantTx, hash: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update account set password_hash = $2 where tenant_id = $1",
        tenant,
        hash
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from login_session where tenant_id = $1", tenant)
        .execute(tx.conn())
        .await?;
    Ok(())
}
