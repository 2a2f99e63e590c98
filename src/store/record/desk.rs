//! Desk items (待办): one row a duty, rewritten with every step of its topic.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A duty of a topic, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskItem {
    /// On whose desk: a holder key such as `role:leader`.
    pub holder: String,
    /// Address of the verb.
    pub verb: String,
    /// Which task, group or seat; empty where the topic itself is meant.
    pub subject: String,
    /// Step number.
    pub step: i16,
    /// Since when it lies there.
    pub since: DateTime<Utc>,
    /// Until when; none where no limit runs.
    pub due_at: Option<DateTime<Utc>>,
}

/// A duty with its topic, as a desk shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// The community's name; empty for the whole street.
    pub community_name: String,
    /// On whose desk.
    pub holder: String,
    /// Address of the verb.
    pub verb: String,
    /// Which task, group or seat.
    pub subject: String,
    /// Step number.
    pub step: i16,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// Until when an assignment asks for an answer to the topic as a whole.
    pub deadline: Option<NaiveDate>,
    /// What a topic at intake says, where the street has sensitive words to look for in it.
    pub text: Option<String>,
    /// Those words.
    pub sensitive: Option<Vec<String>>,
    /// Who works on the topic's intake right now.
    pub worker: Option<Uuid>,
    /// Their name.
    pub worker_name: Option<String>,
    /// Their post.
    pub worker_post: Option<String>,
    /// Since when.
    pub working_since: Option<DateTime<Utc>>,
}

/// Replaces the duties of a topic.
///
/// # Errors
/// When the database is away.
pub async fn replace(tx: &mut TenantTx, topic: Uuid, items: &[DeskItem]) -> Result<()> {
    let rows: Vec<(Uuid, &DeskItem)> = items.iter().map(|i| (topic, i)).collect();
    replace_all(tx, &[topic], &rows).await
}

/// Replaces the duties of several topics.
///
/// # Errors
/// When the database is away.
pub async fn replace_all(
    tx: &mut TenantTx,
    topics: &[Uuid],
    items: &[(Uuid, &DeskItem)],
) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "delete from desk_item where tenant_id = $1 and topic_id = any($2)",
        tenant,
        topics
    )
    .execute(tx.conn())
    .await?;
    insert(tx, items).await
}

/// Writes duties of any topics, all in one statement; one that stands already stays as it is.
///
/// # Errors
/// When the database is away.
pub async fn insert(tx: &mut TenantTx, items: &[(Uuid, &DeskItem)]) -> Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let topics: Vec<Uuid> = items.iter().map(|(t, _)| *t).collect();
    let holders: Vec<String> = items.iter().map(|(_, i)| i.holder.clone()).collect();
    let verbs: Vec<String> = items.iter().map(|(_, i)| i.verb.clone()).collect();
    let subjects: Vec<String> = items.iter().map(|(_, i)| i.subject.clone()).collect();
    let steps: Vec<i16> = items.iter().map(|(_, i)| i.step).collect();
    let since: Vec<DateTime<Utc>> = items.iter().map(|(_, i)| i.since).collect();
    let due: Vec<Option<DateTime<Utc>>> = items.iter().map(|(_, i)| i.due_at).collect();
    sqlx::query!(
        "insert into desk_item as x (tenant_id, topic_id, holder, verb, subject, step, since, due_at)
         select $1, u.topic, u.holder, u.verb, u.subject, u.step, u.since, u.due
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::timestamptz[], $8::timestamptz[])
           as u (topic, holder, verb, subject, step, since, due)
         on conflict do nothing returning x.step",
        tenant,
        &topics,
        &holders,
        &verbs,
        &subjects,
        &steps,
        &since,
        &due as &[Option<DateTime<Utc>>]
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The desk of somebody who holds these keys: overdue first, those without a limit last; without those
/// that wait for time alone, such as the end of a posting. Each key's first duties are read off the index,
/// then merged: an office's desk can hold thousands.
///
/// # Errors
/// When the database is away.
pub async fn of_holders(
    tx: &mut TenantTx,
    holders: &[String],
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<DeskRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        DeskRow,
        r#"select t.code, t.title, coalesce(m.name, '') as "community_name!", d.holder, d.verb, d.subject, d.step, d.since, d.due_at,
             o.deadline as "deadline?",
             case when d.step = 1 and v.words is not null
               then concat_ws(E'\n', t.title, t.body, t.place, o.grounds, o.suggested, o.issuer, o.document) end as "text?",
             case when d.step = 1 then v.words end as "sensitive?",
             l.holder_id as "worker?", w.name as "worker_name?", w.post as "worker_post?", l.begun_at as "working_since?"
           from (select i.* from unnest($2::text[]) as h (holder)
                 cross join lateral (select * from desk_item x where x.tenant_id = $1 and x.holder = h.holder
                   and x.since <= $4 order by x.due_at nulls last, x.since limit $3) as i
                 order by i.due_at nulls last, i.since limit $3) as d
           cross join (select array_agg(word) as words from sensitive_word where tenant_id = $1) as v
           join topic t on t.tenant_id = $1 and t.id = d.topic_id
           left join community m on m.tenant_id = $1 and m.id = t.community_id
           left join topic_origin o on o.tenant_id = $1 and o.topic_id = t.id
           left join topic_lock l on l.tenant_id = $1 and l.topic_id = d.topic_id and l.until > $4
           left join account w on w.tenant_id = $1 and w.id = l.holder_id
           order by d.due_at nulls last, d.since"#,
        tenant,
        holders,
        i64::try_from(limit).unwrap_or(i64::MAX),
        now
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Duties past their limit, the longest overdue first.
///
/// # Errors
/// When the database is away.
pub async fn overdue(tx: &mut TenantTx, now: DateTime<Utc>, limit: i64) -> Result<Vec<DeskRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        DeskRow,
        r#"select t.code, t.title, coalesce(m.name, '') as "community_name!", d.holder, d.verb, d.subject, d.step, d.since, d.due_at,
             o.deadline as "deadline?",
             null::text as text, null::text[] as sensitive, null::uuid as worker, null::text as worker_name, null::text as worker_post, null::timestamptz as working_since
           from (select * from desk_item where tenant_id = $1 and due_at < $2 order by due_at limit $3) as d
           join topic t on t.tenant_id = $1 and t.id = d.topic_id
           left join community m on m.tenant_id = $1 and m.id = t.community_id
           left join topic_origin o on o.tenant_id = $1 and o.topic_id = t.id
           order by d.due_at"#,
        tenant,
        now,
        limit
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whose waiting rows somebody looks after: those of some councils; none, the whole street's.
pub type Reach<'a> = Option<&'a [Uuid]>;

/// What somebody looks after beside their duties.
#[derive(Debug, Clone, Copy)]
pub struct LooksAfter<'a> {
    /// Who: nobody decides on a comment of their own.
    pub account: Uuid,
    /// Comments on the topics of these councils.
    pub comments: Option<Reach<'a>>,
    /// Appeals against comments taken down.
    pub appeals: bool,
    /// Residents of these councils' communities whose names are to be checked.
    pub residents: Option<Reach<'a>>,
    /// The councils that they work for.
    pub councils: &'a [Uuid],
    /// What lies on their own desk.
    pub holders: &'a [String],
    /// The verbs by which others answer what these councils handed on.
    pub answers: &'a [String],
    /// The verbs by which others answer what was handed on for the whole street.
    pub street_answers: &'a [String],
    /// Takes part in the chain of approval, and waits for what was returned to be proposed again.
    pub returns: bool,
    /// Merges since then are shown.
    pub merged_since: DateTime<Utc>,
}

/// What waits beside the duties; each count stops at [`MOST`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Waits {
    /// Comments new, reported or appealed.
    pub comments: i64,
    /// Residents to be checked.
    pub residents: i64,
    /// What was handed on and lies on others' desks, the longest first.
    pub others: Vec<Handed>,
    /// Merges that can still be undone.
    pub merged: Vec<Undo>,
}

/// A topic handed on to others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Handed {
    /// The topic's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What is waited for.
    pub verb: String,
    /// Who can do it.
    pub holders: Vec<String>,
    /// Departments that can, by name.
    pub units: Vec<String>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A merge that can still be undone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Undo {
    /// The merged topic's code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The code of the topic that it went into.
    pub into: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Hours in which it can be undone.
    pub hours: i64,
}

/// As far as [`Waits`] counts.
pub const MOST: i64 = 100;

/// Topics that [`Waits`] names of each kind.
const NAMED: i64 = 12;

/// Reads it, in one statement.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn waits(tx: &mut TenantTx, after: LooksAfter<'_>) -> Result<Waits> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'comments', (select count(*) from (
               select 1 from comment c join topic t on t.tenant_id = $1 and t.id = c.topic_id
               where $3 and c.tenant_id = $1 and c.account_id <> $2
                 and (($4::uuid[] is null or t.council_id = any($4)) and (c.state = 'waiting' or (c.state = 'shown' and c.reports > 0))
                   or $5 and c.appealed_at is not null and c.answered_at is null and c.decided_by is distinct from $2)
               limit $8) as q),
             'residents', (select count(*) from (
               select 1 from account a
               where $6 and a.tenant_id = $1 and a.verified_at is null and a.refused_at is null and a.disabled_at is null
                 and ($7::uuid[] is null or a.community_id in (select c.community_id from council c
                      where c.tenant_id = $1 and c.id = any($7)))
               limit $8) as q),
             'others', (select coalesce(jsonb_agg(to_jsonb(o) order by o.since), '[]') from (
               select t.code, t.title, d.verb, min(d.since) as since,
                 coalesce(array_agg(distinct d.holder) filter (where u.id is null), '{}') as holders,
                 coalesce(array_agg(distinct u.name) filter (where u.id is not null), '{}') as units
               from desk_item d join topic t on t.tenant_id = $1 and t.id = d.topic_id
               left join unit u on u.tenant_id = $1 and d.holder = 'unit:' || u.id
               where d.tenant_id = $1 and (d.verb = any($9) and t.council_id = any($10) or d.verb = any($14)
                 or $15 and d.step = 1 and d.verb <> 'accept' and t.workflow #> '{intake,returned}' = 'true')
               group by t.id, t.code, t.title, d.verb having not bool_or(d.holder = any($11))
               order by min(d.since) limit $12) as o),
             'merged', (select coalesce(jsonb_agg(to_jsonb(u) order by u.at desc), '[]') from (
               select t.code, t.title, o.code as into, t.workflow #> '{merged,at}' as at,
                 t.workflow #> '{rules,limits,unmerge_hours}' as hours
               from topic t join topic o on o.tenant_id = $1 and o.id = (t.workflow #>> '{merged,into}')::uuid
               where t.tenant_id = $1 and t.state = 'merged' and t.updated_at > $13 and t.council_id = any($10)
               order by t.updated_at desc limit $12) as u)) as "waits!""#,
        tenant,
        after.account,
        after.comments.is_some(),
        after.comments.flatten(),
        after.appeals,
        after.residents.is_some(),
        after.residents.flatten(),
        MOST,
        after.answers,
        after.councils,
        after.holders,
        NAMED,
        after.merged_since,
        after.street_answers,
        after.returns
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
