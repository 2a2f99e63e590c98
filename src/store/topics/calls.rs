//! Public calls, and the topics that answered them.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::domain::topics::calls::{Call, is_open};
use crate::store::{Result, TenantTx};

/// A call with how many topics answered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Its id.
    pub id: Uuid,
    /// The council's Chinese name.
    pub council_name: String,
    /// The council's English name; empty when none was given.
    pub council_english_name: String,
    /// The council's community; none for the whole street.
    pub community_id: Option<Uuid>,
    /// Part of the community's address; empty for the whole street.
    pub community_slug: String,
    /// The community's Chinese name; empty for the whole street.
    pub community_name: String,
    /// One line.
    pub title: String,
    /// What is asked.
    pub body: String,
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
    /// Topics raised so far, whether or not they are public yet.
    pub answers: i64,
    /// Its council.
    pub council_id: Uuid,
    /// Why it was ended before its last day; empty where it was not.
    pub ended: String,
    /// When that was.
    pub ended_at: Option<DateTime<Utc>>,
}

impl CallRow {
    /// Whether it takes topics on this day.
    #[must_use]
    pub fn takes(&self, day: NaiveDate) -> bool {
        self.ended_at.is_none() && is_open(self.opens_on, self.closes_on, day)
    }
}

/// The street's calls, those that close last first.
///
/// # Errors
/// When the database is away.
pub async fn all(tx: &mut TenantTx, limit: i64) -> Result<Vec<CallRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        CallRow,
        r#"select k.id, c.name as council_name, c.english_name as council_english_name,
             c.community_id, coalesce(m.slug, '') as "community_slug!", coalesce(m.name, '') as "community_name!", k.title, k.body, k.opens_on, k.closes_on,
             (select count(*) from topic_call_answer a where a.tenant_id = $1 and a.call_id = k.id) as "answers!",
             k.council_id, coalesce(e.reason, '') as "ended!", e.ended_at as "ended_at?"
           from (select * from topic_call x where x.tenant_id = $1 order by x.closes_on desc, x.id desc limit $2) as k
           join council c on c.tenant_id = $1 and c.id = k.council_id
           left join community m on m.tenant_id = $1 and m.id = c.community_id
           left join topic_call_end e on e.tenant_id = $1 and e.call_id = k.id
           order by k.closes_on desc, k.id desc"#,
        tenant,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A call.
///
/// # Errors
/// When the database is away.
pub async fn find(tx: &mut TenantTx, id: Uuid) -> Result<Option<CallRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        CallRow,
        r#"select k.id, c.name as council_name, c.english_name as council_english_name,
             c.community_id, coalesce(m.slug, '') as "community_slug!", coalesce(m.name, '') as "community_name!", k.title, k.body, k.opens_on, k.closes_on,
             (select count(*) from topic_call_answer a where a.tenant_id = $1 and a.call_id = k.id) as "answers!",
             k.council_id, coalesce(e.reason, '') as "ended!", e.ended_at as "ended_at?"
           from topic_call k
           join council c on c.tenant_id = $1 and c.id = k.council_id
           left join community m on m.tenant_id = $1 and m.id = c.community_id
           left join topic_call_end e on e.tenant_id = $1 and e.call_id = k.id
           where k.tenant_id = $1 and k.id = $2"#,
        tenant,
        id
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The topics that answered a call, at most so many.
///
/// # Errors
/// When the database is away.
pub async fn answers(tx: &mut TenantTx, call: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "select topic_id from topic_call_answer where tenant_id = $1 and call_id = $2 order by topic_id desc limit $3",
        tenant,
        call,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Writes a call; false where there is one of this id.
///
/// # Errors
/// `topic_call_council_fkey` when the council is not this street's.
pub async fn insert(
    tx: &mut TenantTx,
    id: Uuid,
    call: &Call,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let written = sqlx::query_scalar!(
        "insert into topic_call as k (tenant_id, id, council_id, title, body, opens_on, closes_on, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict on constraint topic_call_pkey do nothing returning k.id",
        tenant,
        id,
        call.council,
        call.title,
        call.body,
        call.opens_on,
        call.closes_on,
        by,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(written.is_some())
}

/// Whether this call was announced by this person with these very words.
///
/// # Errors
/// When the database is away.
pub async fn same(tx: &mut TenantTx, id: Uuid, call: &Call, by: Uuid) -> Result<bool> {
    let tenant = tx.tenant();
    let same = sqlx::query_scalar!(
        "select id from topic_call where tenant_id = $1 and id = $2 and council_id = $3 and title = $4 and body = $5
           and opens_on = $6 and closes_on = $7 and made_by = $8",
        tenant,
        id,
        call.council,
        call.title,
        call.body,
        call.opens_on,
        call.closes_on,
        by
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(same.is_some())
}

/// Ends a call before its last day; false where it has been ended.
///
/// # Errors
/// When the database is away.
pub async fn end(
    tx: &mut TenantTx,
    id: Uuid,
    reason: &str,
    by: Uuid,
    at: DateTime<Utc>,
) -> Result<bool> {
    let tenant = tx.tenant();
    let written = sqlx::query_scalar!(
        "insert into topic_call_end as e (tenant_id, call_id, reason, ended_by, ended_at) values ($1, $2, $3, $4, $5)
         on conflict on constraint topic_call_end_pkey do nothing returning e.call_id",
        tenant,
        id,
        reason,
        by,
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(written.is_some())
}

/// Binds a new topic to the call that it answers.
///
/// # Errors
/// When the database is away.
pub async fn bind(tx: &mut TenantTx, topic: Uuid, call: Uuid) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into topic_call_answer (tenant_id, topic_id, call_id) values ($1, $2, $3)",
        tenant,
        topic,
        call
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
