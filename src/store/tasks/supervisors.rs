//! Residents appointed to look after a topic's tasks (居民监督员).

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// Appoints somebody; false when appointed already.
///
/// # Errors
/// A foreign key when the account is not this street's.
pub async fn appoint(
    tx: &mut TenantTx,
    topic: Uuid,
    account: Uuid,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into task_supervisor as x (tenant_id, topic_id, account_id, appointed_by, appointed_at) values ($1, $2, $3, $4, $5)
         on conflict (tenant_id, topic_id, account_id) do nothing returning x.account_id",
        tenant,
        topic,
        account,
        by,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// Ends an appointment; false when there was none.
///
/// # Errors
/// When the database is away.
pub async fn dismiss(tx: &mut TenantTx, topic: Uuid, account: Uuid) -> Result<bool> {
    let tenant = tx.tenant();
    let done = sqlx::query!(
        "delete from task_supervisor where tenant_id = $1 and topic_id = $2 and account_id = $3",
        tenant,
        topic,
        account
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The accounts that supervise a topic.
///
/// # Errors
/// When the database is away.
pub async fn accounts(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select account_id from task_supervisor where tenant_id = $1 and topic_id = $2 order by account_id",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Somebody who could be appointed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The account.
    pub id: Uuid,
    /// Phone and name are checked.
    pub verified: bool,
    /// Holds an office of the street on the day, whatever it is: a role beyond resident and delegate, or a
    /// seat.
    pub in_office: bool,
}

/// Who has this phone, if anybody who may log in.
///
/// # Errors
/// When the database is away.
pub async fn candidate(
    tx: &mut TenantTx,
    phone: &str,
    day: NaiveDate,
) -> Result<Option<Candidate>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Candidate,
        r#"select a.id, a.verified_at is not null as "verified!",
             (exists (select 1 from role_grant g where g.tenant_id = $1 and g.account_id = a.id
                and g.role not in ('resident', 'delegate') and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3))
              or exists (select 1 from council_seat s where s.tenant_id = $1 and s.account_id = a.id
                and s.valid_from <= $3 and (s.valid_until is null or s.valid_until >= $3))) as "in_office!"
           from account a where a.tenant_id = $1 and a.phone = $2 and a.disabled_at is null"#,
        tenant,
        phone,
        day
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Somebody who supervises a topic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Supervisor {
    /// The account.
    pub id: Uuid,
    /// Real name.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A department that a task can be given to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// Chinese name.
    pub name: String,
    /// English name; empty when none was given.
    pub english_name: String,
}

/// What staff choose from on the work page of tasks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Choices {
    /// The departments, by name.
    pub units: Vec<Unit>,
    /// Whoever supervises the topic, by name.
    pub supervisors: Vec<Supervisor>,
}

/// Reads both in one statement.
///
/// # Errors
/// When the database is away.
pub async fn choices(tx: &mut TenantTx, topic: Uuid) -> Result<Choices> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'units', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'english_name', u.english_name)
                order by u.name), '[]') from unit u where u.tenant_id = $1),
             'supervisors', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'since', s.appointed_at)
                order by a.name, a.id), '[]')
                from task_supervisor s join account a on a.tenant_id = $1 and a.id = s.account_id
                where s.tenant_id = $1 and s.topic_id = $2)) as "choices!""#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}

/// A topic whose tasks somebody supervises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supervised {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Step number.
    pub step: i16,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The topics that somebody supervises, the latest appointment first.
///
/// # Errors
/// When the database is away.
pub async fn of_account(tx: &mut TenantTx, account: Uuid, limit: i64) -> Result<Vec<Supervised>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Supervised,
        "select t.code, t.title, t.step, s.appointed_at as since
         from task_supervisor s join topic t on t.tenant_id = $1 and t.id = s.topic_id
         where s.tenant_id = $1 and s.account_id = $2 order by s.appointed_at desc, t.id limit $3",
        tenant,
        account,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
