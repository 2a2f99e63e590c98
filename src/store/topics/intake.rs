//! What the intake desk's page reads beside the topic itself.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use uuid::Uuid;

use super::locks::Lock;
use super::synonyms::{self, Synonym};
use crate::store::photos::Thumb;
use crate::store::scopes::{Category, Council};
use crate::store::settings::answers;
use crate::store::{Result, TenantTx};

/// What lies on the intake desk beside a topic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Beside {
    /// The councils that a topic can be transferred to, the street council first.
    pub councils: Vec<Council>,
    /// The categories that a topic can be of.
    pub categories: Vec<Category>,
    /// The street's own words, by which similar topics are found.
    pub words: Vec<Synonym>,
    /// The street's standard answers.
    pub answers: Vec<answers::Row>,
    /// The street's sensitive words.
    pub sensitive: Vec<String>,
    /// Who works on the topic right now.
    pub lock: Option<Lock>,
    /// Scans of the original that the topic was entered from.
    pub originals: Vec<Thumb>,
    /// The number of the resident for whom it was entered.
    pub phone: Option<String>,
    /// Nobody has checked its author's name yet.
    pub unverified: bool,
    /// How many people it affects, as its author says.
    pub people: Option<i32>,
    /// The latest proposal to decline it.
    pub decline: Option<Proposed>,
    /// What its author was asked last.
    pub asked: Option<String>,
    /// The topic it went into.
    pub into: Option<Joined>,
    /// Topics that went into this one since the day before.
    pub from: Vec<Joined>,
}

/// The other topic of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Joined {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// When the merge was done.
    pub at: DateTime<Utc>,
    /// Hours in which it can be undone.
    pub hours: i64,
}

/// A colleague's proposal to decline a topic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Proposed {
    /// By seat or post, as the record has it.
    pub by_whom: String,
    /// Why.
    pub reason: String,
    /// Where else its author can go.
    pub elsewhere: String,
}

/// A merge can be undone no longer than this; each topic's rules say for how long.
pub const RECENT: TimeDelta = TimeDelta::days(1);

/// Reads all of that in one statement.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn beside(tx: &mut TenantTx, topic: Uuid, now: DateTime<Utc>) -> Result<Beside> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'councils', (select coalesce(jsonb_agg(to_jsonb(c) order by c.sort, c.name), '[]') from council c
                 where c.tenant_id = $1),
             'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'english_name', g.english_name)
                   order by g.sort, g.id), '[]') from category g where g.tenant_id = $1),
             'words', (select coalesce(jsonb_agg(to_jsonb(s)), '[]')
                 from (select word, means from synonym where tenant_id = $1 order by word limit $2) as s),
             'answers', (select coalesce(jsonb_agg(jsonb_build_object('verb', r.verb, 'name', r.name, 'text', r.text) order by r.verb, r.n), '[]')
                 from standard_answer r where r.tenant_id = $1),
             'sensitive', (select coalesce(jsonb_agg(w.word order by w.word), '[]') from sensitive_word w where w.tenant_id = $1),
             'lock', (select jsonb_build_object('topic', l.topic_id, 'holder', l.holder_id, 'name', a.name, 'post', a.post,
                   'begun_at', l.begun_at, 'until', l.until, 'taken_from', l.taken_from)
                 from topic_lock l join account a on a.tenant_id = $1 and a.id = l.holder_id
                 where l.tenant_id = $1 and l.topic_id = $3 and l.until > $4),
             'originals', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'alt', '', 'width', o.width, 'height', o.height)
                   order by o.n, o.id), '[]')
                 from original o where o.tenant_id = $1 and o.topic_id = $3),
             'phone', (select c.phone from topic_contact c where c.tenant_id = $1 and c.topic_id = $3),
             'unverified', exists (select from topic t join account a on a.tenant_id = $1 and a.id = t.author_id
                 where t.tenant_id = $1 and t.id = $3 and a.verified_at is null and a.closed_at is null),
             'people', (select d.people from topic_detail d where d.tenant_id = $1 and d.topic_id = $3),
             'decline', (select jsonb_build_object('by_whom', e.by_whom, 'reason', coalesce(c.content::jsonb ->> 'reason', ''),
                   'elsewhere', coalesce(c.content::jsonb #>> '{words,elsewhere}', ''))
                 from record_entry e join record_content c on c.tenant_id = $1 and c.topic_id = e.topic_id and c.seq = e.seq
                 where e.tenant_id = $1 and e.topic_id = $3 and e.verb = 'decline' order by e.seq desc limit 1),
             'asked', (select c.content::jsonb ->> 'reason'
                 from record_entry e join record_content c on c.tenant_id = $1 and c.topic_id = e.topic_id and c.seq = e.seq
                 where e.tenant_id = $1 and e.topic_id = $3 and e.verb = 'ask_more' order by e.seq desc limit 1),
             'into', (select jsonb_build_object('code', o.code, 'title', o.title, 'at', t.workflow #> '{merged,at}',
                   'hours', t.workflow #> '{rules,limits,unmerge_hours}')
                 from topic t join topic o on o.tenant_id = $1 and o.id = (t.workflow #>> '{merged,into}')::uuid
                 where t.tenant_id = $1 and t.id = $3 and t.state = 'merged'),
             'from', (select coalesce(jsonb_agg(jsonb_build_object('code', t.code, 'title', t.title, 'at', t.workflow #> '{merged,at}',
                   'hours', t.workflow #> '{rules,limits,unmerge_hours}') order by t.updated_at desc), '[]')
                 from topic t where t.tenant_id = $1 and t.state = 'merged' and t.updated_at > $5
                   and t.workflow #>> '{merged,into}' = $6)) as "beside!""#,
        tenant,
        synonyms::MOST,
        topic,
        now,
        now - RECENT,
        topic.to_string()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
