//! What a street's portal shows beside its numbers, sessions and topics.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use crate::store::photos::Thumb;
use crate::store::{Result, TenantTx};

/// Sums by measure of the months from `from` on up to `until`, which is not included.
///
/// # Errors
/// When the database is away.
pub async fn sums(
    tx: &mut TenantTx,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<(String, i64)>> {
    let tenant = tx.tenant();
    Ok(sqlx::query!(
        r#"select measure, sum(n)::bigint as "n!" from dashboard_count
           where tenant_id = $1 and month >= $2 and month < $3 group by measure"#,
        tenant,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|r| (r.measure, r.n))
    .collect())
}

/// A public call that takes topics today.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Call {
    /// Its id.
    pub id: Uuid,
    /// One line.
    pub title: String,
}

/// A promise that somebody found kept on site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Kept {
    /// What was promised.
    pub title: String,
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub topic_title: String,
    /// The lead unit's name; empty where there is none.
    pub unit_name: String,
    /// The latest photo of the work.
    pub photo: Option<Thumb>,
}

/// A council's card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Card {
    /// Part of its address.
    pub slug: String,
    /// Chinese name.
    pub name: String,
    /// Where it meets; may be empty.
    pub room: String,
}

/// What the portal shows beside the rest.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Beside {
    /// Calls that take topics today, at most five.
    pub calls: Vec<Call>,
    /// Promises kept, the last found kept first, at most three.
    pub kept: Vec<Kept>,
    /// The first councils, the street council before the others.
    pub councils: Vec<Card>,
}

/// Reads all of that in one statement; `councils` is how many cards at most.
///
/// # Errors
/// When the database is away, or holds a value that this program does not understand.
pub async fn beside(tx: &mut TenantTx, today: NaiveDate, councils: i64) -> Result<Beside> {
    let tenant = tx.tenant();
    let value = sqlx::query_scalar!(
        r#"select jsonb_build_object(
             'calls', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'title', k.title)), '[]')
                 from (select id, title from topic_call k where tenant_id = $1 and opens_on <= $2 and closes_on >= $2
                         and not exists (select 1 from topic_call_end e where e.tenant_id = $1 and e.call_id = k.id)
                       order by closes_on desc, id desc limit 5) as k),
             'kept', (select coalesce(jsonb_agg(to_jsonb(p) order by p.updated_at desc, p.id desc), '[]')
                 from (select t.id, t.title, t.updated_at, o.code, o.title as topic_title, coalesce(u.name, '') as unit_name,
                         (select jsonb_build_object('id', f.id, 'alt', f.alt, 'width', f.width, 'height', f.height, 'task_id', t.id)
                          from photo f join task_note w on w.tenant_id = $1 and w.id = f.note_id and w.task_id = t.id
                          where f.tenant_id = $1 and f.topic_id = t.topic_id order by f.added_at desc, f.n limit 1) as photo
                       from task t
                       join topic o on o.tenant_id = $1 and o.id = t.topic_id and o.visibility = 'public'
                       left join unit u on u.tenant_id = $1 and u.id = t.unit_id
                       where t.tenant_id = $1 and t.status = 'verified'
                       order by t.updated_at desc, t.id desc limit 3) as p),
             'councils', (select coalesce(jsonb_agg(to_jsonb(c)), '[]')
                 from (select slug, name, room from council where tenant_id = $1
                       order by level <> 'subdistrict', sort, name limit $3) as c)) as "beside!""#,
        tenant,
        today,
        councils
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(serde_json::from_value(value)?)
}
