//! Plans (协商计划): one row a saved version.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A saved version of a topic's plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic, from 1.
    pub n: i16,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// What is planned; whole numbers only.
    pub content: Value,
    /// SHA-256 of the canonical content, in hex: what the set signs.
    pub hash: String,
    /// Who saved it.
    pub saved_by: Uuid,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// When the last signature published it.
    pub published_at: Option<DateTime<Utc>>,
}

/// A version that comes to be; its number is given by [`save`].
#[derive(Debug, Clone, PartialEq)]
pub struct NewPlan {
    /// Its id.
    pub id: Uuid,
    /// 0, or 1 and 2 after a sustained objection.
    pub turn: i16,
    /// What is planned.
    pub content: Value,
    /// SHA-256 of the canonical content, in hex.
    pub hash: String,
    /// Who saves it.
    pub saved_by: Uuid,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// Writes the next version; answers its number. The topic's lock must be held.
///
/// # Errors
/// `plan_version_key` when another was faster; `plan_hash_check`.
pub async fn save(tx: &mut TenantTx, topic: Uuid, p: &NewPlan) -> Result<i16> {
    let tenant = tx.tenant();
    let n = sqlx::query_scalar!(
        r#"select (coalesce(max(n), 0) + 1)::smallint as "n!" from plan where tenant_id = $1 and topic_id = $2"#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "insert into plan (tenant_id, id, topic_id, n, turn, content, hash, saved_by, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tenant,
        p.id,
        topic,
        n,
        p.turn,
        p.content,
        p.hash,
        p.saved_by,
        p.saved_at
    )
    .execute(tx.conn())
    .await?;
    Ok(n)
}

/// The version saved last.
///
/// # Errors
/// When the database is away.
pub async fn latest(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Plan>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Plan,
        "select id, n, turn, content, hash, saved_by, saved_at, published_at
         from plan where tenant_id = $1 and topic_id = $2 order by n desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every version, the first one first.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<Plan>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Plan,
        "select id, n, turn, content, hash, saved_by, saved_at, published_at
         from plan where tenant_id = $1 and topic_id = $2 order by n",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The version published last.
///
/// # Errors
/// When the database is away.
pub async fn published(tx: &mut TenantTx, topic: Uuid) -> Result<Option<Plan>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Plan,
        "select id, n, turn, content, hash, saved_by, saved_at, published_at from plan
         where tenant_id = $1 and topic_id = $2 and published_at is not null order by n desc limit 1",
        tenant,
        topic
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Publishes a version, once; false when it was published before.
///
/// # Errors
/// When the database is away.
pub async fn publish(tx: &mut TenantTx, plan: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update plan set published_at = $3 where tenant_id = $1 and id = $2 and published_at is null returning id",
        tenant,
        plan,
        at
    )
    .fetch_optional(tx.conn())
    .await?
    .is_some())
}

/// What lies on the planners' table: the version saved last, whom it concerns, and the phones of the
/// accounts that it names.
#[derive(Debug, Clone, Default, PartialEq, serde::Deserialize)]
pub struct OnTable {
    /// The version saved last.
    pub plan: Option<Saved>,
    /// The stakeholder groups of the topic.
    pub groups: Vec<Named>,
    /// Phone by account.
    pub phones: std::collections::BTreeMap<Uuid, String>,
}

/// The version saved last, as a work page shows it.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
pub struct Saved {
    /// Its number within the topic.
    pub n: i16,
    /// What is planned.
    pub content: Value,
    /// What is signed.
    pub hash: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// Something with an id and a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Named {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// Reads all of that in one statement.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn on_table(tx: &mut TenantTx, topic: Uuid) -> Result<OnTable> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"with latest as (select p.n, p.content, p.hash, p.saved_at from plan p
             where p.tenant_id = $1 and p.topic_id = $2 order by p.n desc limit 1),
           named as (select (x ->> 'account')::uuid as id from latest, jsonb_array_elements(latest.content -> 'participants') as x
             union select (x ->> 'leader')::uuid from latest, jsonb_array_elements(latest.content -> 'groups') as x)
           select jsonb_build_object(
             'plan', (select to_jsonb(l) from latest l),
             'groups', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.n), '[]')
                 from stakeholder_group g where g.tenant_id = $1 and g.topic_id = $2 and g.dropped_at is null),
             'phones', (select coalesce(jsonb_object_agg(a.id, coalesce(a.phone, '')), '{}') from account a
                 where a.tenant_id = $1 and a.id in (select n.id from named n))) as "table!""#,
        tenant,
        topic
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}

/// When and where a plan wants to meet: beginning, end, room.
pub type Wish = (DateTime<Utc>, DateTime<Utc>, String);

/// Another session at the same time that wants the same room or the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// The other topic's code.
    pub code: String,
    /// When the other session begins.
    pub starts_at: DateTime<Utc>,
    /// Its room.
    pub room: String,
    /// It is the room that is wanted twice.
    pub same_room: bool,
    /// How many of the people are wanted twice.
    pub people: i64,
}

/// Sessions of other topics, planned or open, that overlap one of these and want its room (an empty one
/// never collides) or one of these accounts.
///
/// # Errors
/// When the database is away.
pub async fn clashes(
    tx: &mut TenantTx,
    topic: Uuid,
    wishes: &[Wish],
    accounts: &[Uuid],
) -> Result<Vec<Clash>> {
    let Some(first) = wishes.iter().map(|w| w.0).min() else {
        return Ok(Vec::new());
    };
    let tenant = tx.tenant();
    let starts: Vec<DateTime<Utc>> = wishes.iter().map(|w| w.0).collect();
    let ends: Vec<DateTime<Utc>> = wishes.iter().map(|w| w.1).collect();
    let rooms: Vec<String> = wishes.iter().map(|w| w.2.clone()).collect();
    // A round can be open for weeks; what began more than 60 days before is over.
    let since = first - chrono::TimeDelta::days(60);
    Ok(sqlx::query_as!(
        Clash,
        r#"select t.code, s.starts_at, s.room, (s.room <> '' and s.room = u.room) as "same_room!", n.people as "people!"
           from unnest($3::timestamptz[], $4::timestamptz[], $5::text[]) as u (starts, ends, room)
           join session s on s.tenant_id = $1 and s.starts_at >= $7 and s.starts_at < u.ends and s.ends_at > u.starts
             and s.status in ('planned', 'open') and s.topic_id <> $2 and s.form not in ('written', 'online')
           join topic t on t.tenant_id = $1 and t.id = s.topic_id
           cross join lateral (select count(*) as people from session_person p
              where p.tenant_id = $1 and p.session_id = s.id and p.account_id = any($6)) as n
           where (s.room <> '' and s.room = u.room) or n.people > 0
           order by s.starts_at"#,
        tenant,
        topic,
        &starts,
        &ends,
        &rooms,
        accounts,
        since
    )
    .fetch_all(tx.conn())
    .await?)
}
