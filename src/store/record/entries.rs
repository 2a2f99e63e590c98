//! Entries and their contents: written once, read in order.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Position in the topic's chain, from 1.
    pub seq: i32,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Address of the verb, such as `plan/sign`.
    pub verb: String,
    /// Step before, 1-8; 0 before the first entry.
    pub step_before: i16,
    /// Step after, 1-8.
    pub step_after: i16,
    /// Seat or post and per-topic reference; never a name.
    pub by_whom: String,
    /// Salted hash of the content.
    pub commitment: Vec<u8>,
    /// Hash of the entry before; zeros for the first.
    pub prev: Vec<u8>,
    /// Hash of this entry.
    pub hash: Vec<u8>,
}

/// The content beside an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentRow {
    /// Position of its entry.
    pub seq: i32,
    /// 32 random bytes.
    pub salt: Vec<u8>,
    /// Canonical JSON.
    pub content: String,
}

/// Writes an entry with its content.
///
/// # Errors
/// `record_entry_pkey` when another decision was faster.
pub async fn insert(
    tx: &mut TenantTx,
    topic: Uuid,
    e: &EntryRow,
    salt: &[u8],
    content: &str,
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into record_entry (tenant_id, topic_id, seq, at, verb, step_before, step_after, by_whom, commitment, prev, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        tenant,
        topic,
        e.seq,
        e.at,
        e.verb,
        e.step_before,
        e.step_after,
        e.by_whom,
        e.commitment,
        e.prev,
        e.hash
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into record_content (tenant_id, topic_id, seq, salt, content) values ($1, $2, $3, $4, $5)",
        tenant,
        topic,
        e.seq,
        salt,
        content
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes contents with their salts, naming the later entry that redacts them; answers the numbers of
/// those removed. The entry must have been written before in this transaction or an earlier one.
///
/// # Errors
/// `record_content_redacted_fkey` when there is no such entry, `record_content_redacted_check` when it
/// is not a later one.
pub async fn redact(
    tx: &mut TenantTx,
    topic: Uuid,
    contents: &[i32],
    redacted_by: i32,
) -> Result<Vec<i32>> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update record_content set redacted_by = $4
         where tenant_id = $1 and topic_id = $2 and seq = any($3) and redacted_by is null",
        tenant,
        topic,
        contents,
        redacted_by
    )
    .execute(tx.conn())
    .await?;
    Ok(sqlx::query_scalar!(
        "delete from record_content where tenant_id = $1 and topic_id = $2 and seq = any($3) and redacted_by = $4 returning seq",
        tenant,
        topic,
        contents,
        redacted_by
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The entries of a topic, in order.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<EntryRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        EntryRow,
        "select seq, at, verb, step_before, step_after, by_whom, commitment, prev, hash
         from record_entry where tenant_id = $1 and topic_id = $2 order by seq",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The contents of a topic's entries, in order; redacted ones are missing.
///
/// # Errors
/// When the database is away.
pub async fn contents_of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<ContentRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        ContentRow,
        "select seq, salt, content from record_content where tenant_id = $1 and topic_id = $2 order by seq",
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Who did what in an entry, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneRow {
    /// Address of the verb.
    pub verb: String,
    /// Seat or post and per-topic reference.
    pub by_whom: String,
    /// Canonical JSON.
    pub content: String,
}

/// An entry of a topic whose content is still there.
///
/// # Errors
/// When the database is away.
pub async fn one(tx: &mut TenantTx, topic: Uuid, seq: i32) -> Result<Option<OneRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        OneRow,
        "select e.verb, e.by_whom, c.content from record_entry e
         join record_content c on c.tenant_id = $1 and c.topic_id = $2 and c.seq = $3
         where e.tenant_id = $1 and e.topic_id = $2 and e.seq = $3",
        tenant,
        topic,
        seq
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What the timeline shows of an entry: the verb and the reason given, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// Position in the chain.
    pub seq: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// Address of the verb.
    pub verb: String,
    /// Step before.
    pub step_before: i16,
    /// Step after.
    pub step_after: i16,
    /// Seat or post.
    pub by_whom: String,
    /// Public reason or words, from the content.
    pub reason: String,
    /// Where else the author can go, of a decline; empty without.
    pub elsewhere: String,
    /// The number of the document by which a topic was reported upward before it ended unresolved; empty without.
    pub document: String,
    /// The council or the unit outside that a topic was handed on to; empty without.
    pub receiver: String,
    /// The group or the session that the act was about.
    pub about: Option<Uuid>,
    /// The number of the conversion task that it was about.
    pub task: Option<i32>,
    /// The code of the other topic: of a merge, or the one that goes on for the street; empty without.
    pub other: String,
    /// Its title, where anybody may read it.
    pub other_title: String,
}

impl TimelineRow {
    /// Of another topic, which went into this one or out of it again: it is no entry of this record.
    #[must_use]
    pub const fn came(&self) -> bool {
        self.seq == 0
    }
}

/// The timeline of a topic, in order, with the public reason and what it was about out of each content; and
/// what went into it.
///
/// # Errors
/// When the database is away.
pub async fn timeline(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<TimelineRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        TimelineRow,
        r#"select e.seq as "seq!", e.at as "at!", e.verb as "verb!", e.step_before as "step_before!", e.step_after as "step_after!",
             e.by_whom as "by_whom!", coalesce(j.v ->> 'reason', '') as "reason!",
             coalesce(j.v #>> '{words,elsewhere}', '') as "elsewhere!",
             case when e.verb = 'end_unresolved' then coalesce(j.v #>> '{words,document}', '') else '' end as "document!",
             coalesce(j.v #>> '{words,receiver}', j.v #>> '{words,council}', '') as "receiver!",
             coalesce(j.v #>> '{act,evidence,group}', j.v #>> '{act,evidence,session}')::uuid as "about?",
             case when e.verb like 'task\_%' then (j.v #>> '{act,evidence,n}')::integer end as "task?",
             coalesce(o.code, '') as "other!", case when o.visibility = 'public' then o.title else '' end as "other_title!"
           from record_entry e
           left join record_content c on c.tenant_id = $1 and c.topic_id = $2 and c.seq = e.seq
           -- Read as JSON once, not once a column. The code of the other topic is taken out of it first: compared as it
           -- is taken out, row-level security keeps it from the index, and every topic of the street is read.
           left join lateral (select r.v, coalesce(r.v #>> '{words,into}', r.v #>> '{words,successor}') as other
             from (select c.content::jsonb as v offset 0) as r offset 0) as j on true
           left join topic o on o.tenant_id = $1 and o.code = j.other
           where e.tenant_id = $1 and e.topic_id = $2
           union all
           select 0, m.at, m.verb, 0::smallint, 0::smallint, m.by_whom, '', '', '', '', null, null, o.code,
             case when o.visibility = 'public' then o.title else '' end
           from topic_merge m join topic o on o.tenant_id = $1 and o.id = m.from_id
           where m.tenant_id = $1 and m.topic_id = $2
           order by 2, 1"#,
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// An act of somebody, with its topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// When.
    pub at: DateTime<Utc>,
    /// The verb's code.
    pub verb: String,
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
}

/// The latest entries of these topics that were written by one of these per-topic references.
///
/// # Errors
/// When the database is away.
pub async fn of_person(
    tx: &mut TenantTx,
    topics: &[Uuid],
    refs: &[String],
    limit: i64,
) -> Result<Vec<Mine>> {
    if topics.is_empty() {
        return Ok(Vec::new());
    }
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Mine,
        "select e.at, e.verb, t.code, t.title from record_entry e
         join topic t on t.tenant_id = $1 and t.id = e.topic_id
         where e.tenant_id = $1 and e.topic_id = any($2) and split_part(e.by_whom, ' ', 2) = any($3)
         order by e.at desc, e.seq desc limit $4",
        tenant,
        topics,
        refs,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}
