//! What somebody has registered, as they see and change it, and the end of an account.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// What somebody has registered beside name, phone and community, which come with the log-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// `mr`, `ms` or empty.
    pub salutation: String,
    /// How the name is shown unless chosen otherwise: `masked`, `salutation` or `resident`.
    pub show_name: String,
    /// Estate and building; empty without.
    pub estate: String,
    /// When the registration was turned down, if it is.
    pub refused_at: Option<DateTime<Utc>>,
    /// Why; empty without.
    pub refused_for: String,
    /// The post of who turned it down; empty without.
    pub refused_by: String,
    /// When staff changed the number last, if ever.
    pub renumbered_at: Option<DateTime<Utc>>,
    /// Why; empty without.
    pub renumbered_for: String,
    /// The post of who did; empty without.
    pub renumbered_by: String,
}

/// What somebody has registered.
///
/// # Errors
/// When the database is away, or there is no such account.
pub async fn of(tx: &mut TenantTx, account: Uuid) -> Result<Profile> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Profile,
        r#"select a.salutation, a.show_name, a.estate, a.refused_at, coalesce(k.reason, '') as "refused_for!",
             coalesce(k.decided_label, '') as "refused_by!", n.at as "renumbered_at?",
             coalesce(n.reason, '') as "renumbered_for!", coalesce(n.decided_label, '') as "renumbered_by!"
           from account a
           left join lateral (select k.reason, k.decided_label from account_check k
             where k.tenant_id = $1 and k.account_id = a.id and k.outcome = 'refused' and a.refused_at is not null
             order by k.at desc, k.id desc limit 1) k on true
           left join lateral (select k.at, k.reason, k.decided_label from account_check k
             where k.tenant_id = $1 and k.account_id = a.id and k.outcome = 'renumbered'
             order by k.at desc, k.id desc limit 1) n on true
           where a.tenant_id = $1 and a.id = $2"#,
        tenant,
        account
    )
    .fetch_one(tx.conn())
    .await?)
}

/// What somebody wants to have registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Real name.
    pub name: String,
    /// The community lived in; none for those who registered none.
    pub community: Option<Uuid>,
    /// Estate and building.
    pub estate: String,
    /// `mr`, `ms` or empty.
    pub salutation: String,
    /// `masked`, `salutation` or `resident`.
    pub show_name: String,
    /// What was decided before holds no longer: it is to be checked again.
    pub unchecked: bool,
}

/// Writes a change; the role of a resident moves with its community.
///
/// # Errors
/// A foreign key when the community is not this street's.
pub async fn change(tx: &mut TenantTx, account: Uuid, c: &Change) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update account set name = $3, community_id = $4, estate = $5, salutation = $6, show_name = $7,
           verified_at = case when $8 then null else verified_at end, refused_at = case when $8 then null else refused_at end
         where tenant_id = $1 and id = $2",
        tenant,
        account,
        c.name,
        c.community,
        c.estate,
        c.salutation,
        c.show_name,
        c.unchecked
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update role_grant set community_id = $3
         where tenant_id = $1 and account_id = $2 and role = 'resident' and community_id is distinct from $3",
        tenant,
        account,
        c.community
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A seat that somebody fills alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// The council.
    pub council: String,
    /// Its English name; empty when none was given.
    pub council_english: String,
    /// `party_secretary`, `linked_member` or `street_head`; `liaison` for a council's only one, with the council left
    /// empty for that of the whole street; `street_admin` for the street's only administrator.
    pub seat: String,
}

/// The seats that nobody else fills on this day, the councils that have no other liaison, and the administration where
/// nobody else has it.
///
/// # Errors
/// When the database is away.
pub async fn alone_in(tx: &mut TenantTx, account: Uuid, day: NaiveDate) -> Result<Vec<Alone>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Alone,
        r#"select c.name as "council!", c.english_name as "council_english!", s.seat as "seat!"
           from council_seat s join council c on c.tenant_id = $1 and c.id = s.council_id
           where s.tenant_id = $1 and s.account_id = $2 and s.valid_from <= $3 and (s.valid_until is null or s.valid_until >= $3)
             and not exists (select 1 from council_seat o
               join account a on a.tenant_id = $1 and a.id = o.account_id and a.disabled_at is null
               where o.tenant_id = $1 and o.council_id = s.council_id and o.seat = s.seat and o.account_id <> $2
                 and o.capacity = 'holder' and o.valid_from <= $3 and (o.valid_until is null or o.valid_until >= $3))
           union
           select coalesce(c.name, ''), coalesce(c.english_name, ''), g.role
           from role_grant g left join council c on c.tenant_id = $1 and c.id = g.council_id
           where g.tenant_id = $1 and g.account_id = $2 and g.role = 'liaison'
             and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3)
             and not exists (select 1 from role_grant o
               join account a on a.tenant_id = $1 and a.id = o.account_id and a.disabled_at is null
               where o.tenant_id = $1 and o.role = 'liaison' and o.account_id <> $2
                 and (o.council_id is null or o.council_id = g.council_id)
                 and o.valid_from <= $3 and (o.valid_until is null or o.valid_until >= $3))
           union
           select '', '', g.role from role_grant g
           where g.tenant_id = $1 and g.account_id = $2 and g.role = 'street_admin'
             and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3)
             and not exists (select 1 from role_grant o
               join account a on a.tenant_id = $1 and a.id = o.account_id and a.disabled_at is null
               where o.tenant_id = $1 and o.role = 'street_admin' and o.account_id <> $2
                 and o.valid_from <= $3 and (o.valid_until is null or o.valid_until >= $3))
           order by 1, 3"#,
        tenant,
        account,
        day
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Closes an account: name, phone, address and password go, so do its log-ins, failures, codes and
/// follows; roles and seats end the day before. What was signed, raised or voted keeps its row.
///
/// # Errors
/// When the database is away.
pub async fn close(
    tx: &mut TenantTx,
    account: Uuid,
    phone: &str,
    yesterday: NaiveDate,
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    let followed = sqlx::query_scalar!(
        "delete from topic_follow where tenant_id = $1 and account_id = $2 returning topic_id",
        tenant,
        account
    )
    .fetch_all(tx.conn())
    .await?;
    sqlx::query!(
        "update topic_tally set follows = follows - 1 where tenant_id = $1 and topic_id = any($2)",
        tenant,
        &followed
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update role_grant set valid_until = $3
         where tenant_id = $1 and account_id = $2 and (valid_until is null or valid_until > $3)",
        tenant,
        account,
        yesterday
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update council_seat set valid_until = $3
         where tenant_id = $1 and account_id = $2 and (valid_until is null or valid_until > $3)",
        tenant,
        account,
        yesterday
    )
    .execute(tx.conn())
    .await?;
    super::codes::forget(tx, phone).await?;
    sqlx::query!(
        "delete from topic_contact where tenant_id = $1 and phone = $2",
        tenant,
        phone
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update account set name = '', phone = null, salutation = '', estate = '', password_hash = '',
           verified_at = null, refused_at = null, disabled_at = $3, closed_at = $3
         where tenant_id = $1 and id = $2",
        tenant,
        account,
        at
    )
    .execute(tx.conn())
    .await?;
    // Who decided about the registration, and when, stays; why may hold the name.
    sqlx::query!(
        "update account_check set reason = '' where tenant_id = $1 and account_id = $2",
        tenant,
        account
    )
    .execute(tx.conn())
    .await?;
    super::factors::remove(tx, account).await?;
    super::logins::forget_failures(tx, phone).await?;
    super::logins::end_all(tx, account).await
}
