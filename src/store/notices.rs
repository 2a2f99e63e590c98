//! Notices: what a person is told of, and the outbox that they are made from.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// An event of the outbox, claimed for the rest of the transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Claimed {
    /// Its id.
    pub id: Uuid,
    /// The topic it is about.
    pub topic_id: Option<Uuid>,
    /// Code of the verb.
    pub event: String,
    /// What followed and who is told.
    pub payload: Value,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// Claims events that nobody has told yet, oldest first; another worker skips them meanwhile.
///
/// # Errors
/// When the database is away.
pub async fn claim(tx: &mut TenantTx, limit: i64) -> Result<Vec<Claimed>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Claimed,
        "select id, topic_id, event, payload, at from outbox
         where tenant_id = $1 and done_at is null order by at limit $2 for update skip locked",
        tenant,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Marks claimed events as told.
///
/// # Errors
/// When the database is away.
pub async fn done(tx: &mut TenantTx, ids: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update outbox set done_at = $3, tries = tries + 1 where tenant_id = $1 and id = any($2)",
        tenant,
        ids,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes why an event cannot be told; [`done`] then takes it out of the queue.
///
/// # Errors
/// When the database is away.
pub async fn give_up(tx: &mut TenantTx, id: Uuid, why: &str) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update outbox set last_error = $3 where tenant_id = $1 and id = $2",
        tenant,
        id,
        why
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Which people of a topic are meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Circles {
    /// The author.
    pub author: bool,
    /// Everybody who supports or follows it.
    pub followers: bool,
    /// Of those, nobody who came with the merge of this topic.
    pub but_from: Option<Uuid>,
    /// Conveners and liaison of its council.
    pub council: bool,
    /// Officers of the supervising office.
    pub office: bool,
    /// Those invited to these sessions.
    pub sessions: Vec<Uuid>,
    /// Officers of these units.
    pub units: Vec<Uuid>,
    /// These accounts.
    pub people: Vec<Uuid>,
}

/// The accounts in these circles on a day, each once.
///
/// # Errors
/// When the database is away.
pub async fn accounts(
    tx: &mut TenantTx,
    topic: Uuid,
    c: &Circles,
    today: NaiveDate,
) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        r#"select t.author_id as "account!" from topic t where $4 and t.tenant_id = $1 and t.id = $2 and t.author_id is not null
           union select s.account_id from topic_support s where $5 and s.tenant_id = $1 and s.topic_id = $2
             and ($11::uuid is null or s.came_from is distinct from $11)
           union select f.account_id from topic_follow f where $5 and f.tenant_id = $1 and f.topic_id = $2
             and ($11::uuid is null or f.came_from is distinct from $11)
           union select e.account_id from topic t join council_seat e on e.tenant_id = $1 and e.council_id = t.council_id
             and e.valid_from <= $3 and (e.valid_until is null or e.valid_until >= $3)
             where $6 and t.tenant_id = $1 and t.id = $2
           union select g.account_id from topic t join role_grant g on g.tenant_id = $1 and g.role = 'liaison'
             and (g.council_id is null or g.council_id = t.council_id)
             and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3)
             where $6 and t.tenant_id = $1 and t.id = $2
           union select g.account_id from role_grant g where $7 and g.tenant_id = $1 and g.role = 'office_officer'
             and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3)
           union select p.account_id from session_person p where p.tenant_id = $1 and p.session_id = any($8)
             and p.account_id is not null
           union select g.account_id from role_grant g where g.tenant_id = $1 and g.role = 'department_officer'
             and g.unit_id = any($9) and g.valid_from <= $3 and (g.valid_until is null or g.valid_until >= $3)
           union select a.id from account a where a.tenant_id = $1 and a.id = any($10)"#,
        tenant,
        topic,
        today,
        c.author,
        c.followers,
        c.council,
        c.office,
        &c.sessions,
        &c.units,
        &c.people,
        c.but_from
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Tells these accounts of an event, in one statement.
///
/// # Errors
/// When the database is away.
pub async fn tell(tx: &mut TenantTx, notices: &[(Uuid, Uuid)], event: &Claimed) -> Result<()> {
    let tenant = tx.tenant();
    let (ids, accounts): (Vec<Uuid>, Vec<Uuid>) = notices.iter().copied().unzip();
    sqlx::query!(
        "insert into notice as x (tenant_id, topic_id, event, payload, at, id, account_id)
         select $1, $2, $3, $4, $5, * from unnest($6::uuid[], $7::uuid[]) returning x.id",
        tenant,
        event.topic_id,
        event.event,
        event.payload,
        event.at,
        &ids,
        &accounts
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// A notice as its reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeRow {
    /// Its id.
    pub id: Uuid,
    /// Code of the verb.
    pub event: String,
    /// What followed.
    pub payload: Value,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// The topic's code; empty where it is about none.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// Its text is taken down, and the reader is not its author: the title is not for them.
    pub hidden: bool,
    /// What was asked of the reader, or why the topic was declined, handed on, merged, passed on, taken down or shown again, or the
    /// reader's registration turned down; empty for any other.
    pub reason: String,
    /// Where else to go, of a decline; empty without.
    pub elsewhere: String,
    /// To whom the topic was handed on; empty for any other.
    pub receiver: String,
    /// The code of the other topic of a merge or of an escalation; empty for any other.
    pub other: String,
    /// Its title, where anybody may read it.
    pub other_title: String,
}

/// The latest notices of a person.
///
/// # Errors
/// When the database is away.
pub async fn of_account(tx: &mut TenantTx, account: Uuid, limit: i64) -> Result<Vec<NoticeRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        NoticeRow,
        r#"select n.id, n.event, n.payload, n.at, n.read_at, coalesce(t.code, '') as "code!", coalesce(t.title, '') as "title!",
             coalesce(t.visibility = 'taken_down' and t.author_id is distinct from $2, false) as "hidden!",
             coalesce(j.v ->> 'reason', k.reason, '') as "reason!", coalesce(j.v #>> '{words,elsewhere}', '') as "elsewhere!",
             coalesce(j.v #>> '{words,receiver}', j.v #>> '{words,council}', '') as "receiver!",
             coalesce(o.code, '') as "other!", coalesce(o.title, '') as "other_title!"
           from notice n left join topic t on t.tenant_id = $1 and t.id = n.topic_id
           -- The words stand in the record alone, so that what is redacted there is gone here too. A decline
           -- that was confirmed is the one that was asked before.
           left join lateral (
             select c.content::jsonb as v from record_entry e
             join record_content c on c.tenant_id = $1 and c.topic_id = e.topic_id and c.seq = e.seq
             where e.tenant_id = $1 and e.topic_id = n.topic_id and e.at <= n.at
               and (n.event in ('decline', 'decline_confirm', 'transfer', 'take_down', 'take_down_confirm', 'restore', 'merge', 'unmerge', 'escalate') or n.event = 'ask_more' and t.author_id = $2)
               and e.verb = case n.event when 'decline_confirm' then 'decline' else n.event end
             order by e.seq desc limit 1) as j on true
           left join lateral (
             select c.code, case when c.visibility = 'public' then c.title else '' end as title from topic c
             where c.tenant_id = $1
               and c.code = coalesce(n.payload ->> 'other', j.v #>> '{words,into}', j.v #>> '{words,successor}')
             ) as o on true
           -- What was decided about the reader's own registration.
           left join account_check k on k.tenant_id = $1 and k.account_id = $2 and k.id = (n.payload ->> 'check')::uuid
           where n.tenant_id = $1 and n.account_id = $2 order by n.at desc, n.id desc limit $3"#,
        tenant,
        account,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Marks every notice of a person as read.
///
/// # Errors
/// When the database is away.
pub async fn read_all(tx: &mut TenantTx, account: Uuid, at: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update notice set read_at = $3 where tenant_id = $1 and account_id = $2 and read_at is null",
        tenant,
        account,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks the notices of the whole street up to this moment as read: for the demonstration world, whose
/// people have looked at everything but the last days'.
///
/// # Errors
/// When the database is away.
pub async fn read_until(tx: &mut TenantTx, until: DateTime<Utc>) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update notice set read_at = at where tenant_id = $1 and at <= $2 and read_at is null",
        tenant,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
