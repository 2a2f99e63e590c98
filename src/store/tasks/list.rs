//! The street's promises (兑现榜): all tasks by status, with filters and paging by key.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::store::page::{After, Count, Page};
use crate::store::photos::Thumb;
use crate::store::{Result, TenantTx};

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of these statuses; empty means all but replaced ones.
    pub statuses: Vec<&'static str>,
    /// Of one community; nil for what concerns the whole street.
    pub community: Option<Uuid>,
    /// Of one lead unit.
    pub unit: Option<Uuid>,
    /// Promised but not done, and past its date at this instant.
    pub overdue_at: Option<DateTime<Utc>>,
    /// Begun at or after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Begun before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// One row of the list.
#[derive(Debug, Clone, FromRow)]
pub struct ListRow {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic.
    pub n: i16,
    /// What was promised.
    pub title: String,
    /// See [`super::TaskRow::status`].
    pub status: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// When the unit last said that it is done; none before.
    pub done_at: Option<DateTime<Utc>>,
    /// When somebody looks again.
    pub next_check_at: Option<DateTime<Utc>>,
    /// When it came to be.
    pub created_at: DateTime<Utc>,
    /// The lead unit's name; empty before the assignment.
    pub unit_name: String,
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub topic_title: String,
    /// The community's name; empty for the whole street.
    pub community_name: String,
    /// The latest photos of the work, at most three.
    #[sqlx(json)]
    pub photos: Vec<Thumb>,
}

/// Statuses in which a promise is open: past its date it is overdue.
pub const OPEN: &[&str] = &["unassigned", "assigned", "refused", "accepted", "under_way"];

fn narrow(q: &mut QueryBuilder<Postgres>, tenant: i32, f: &Filter) {
    q.push(" where t.tenant_id = ").push_bind(tenant);
    // Before the page is cut: rows that fall away later would end the list too soon.
    q.push(" and exists (select 1 from topic v where v.visibility = 'public' and v.id = t.topic_id and v.tenant_id = ")
        .push_bind(tenant)
        .push(")");
    let statuses: Vec<String> = f.statuses.iter().map(|s| (*s).to_owned()).collect();
    if statuses.is_empty() {
        q.push(" and t.status <> 'replaced'");
    } else {
        q.push(" and t.status = any(").push_bind(statuses).push(")");
    }
    match f.community {
        Some(v) if v.is_nil() => {
            q.push(" and t.community_id is null");
        }
        Some(v) => {
            q.push(" and t.community_id = ").push_bind(v);
        }
        None => {}
    }
    if let Some(v) = f.unit {
        q.push(" and t.unit_id = ").push_bind(v);
    }
    if let Some(v) = f.overdue_at {
        q.push(" and t.due_at < ").push_bind(v);
        q.push(" and t.status in ('unassigned', 'assigned', 'refused', 'accepted', 'under_way')");
    }
    if let Some(v) = f.from {
        q.push(" and t.created_at >= ").push_bind(v);
    }
    if let Some(v) = f.until {
        q.push(" and t.created_at < ").push_bind(v);
    }
}

/// One page of tasks of published topics, the latest promise first.
///
/// # Errors
/// When the database is away.
pub async fn page(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<After>,
    size: usize,
) -> Result<Page<ListRow>> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new(
        "select p.id, p.n, p.title, p.status, p.due_at, p.next_check_at, p.created_at, coalesce(u.name, '') as unit_name,
           o.code, o.title as topic_title, coalesce(m.name, '') as community_name,
           (select max(d.at) from task_note d
            where d.task_id = p.id and d.kind = 'task_complete' and d.tenant_id = ",
    );
    q.push_bind(tenant);
    q.push(
        ") as done_at,
           (select coalesce(jsonb_agg(to_jsonb(s)), '[]') from (
              select f.id, f.alt, f.width, f.height, p.id as task_id from photo f
              join task_note w on w.tenant_id = f.tenant_id and w.id = f.note_id and w.task_id = p.id
              where f.topic_id = p.topic_id and f.tenant_id = ",
    );
    q.push_bind(tenant);
    q.push(
        " order by f.added_at desc, f.n limit 3) as s) as photos
         from (select t.* from task t",
    );
    narrow(&mut q, tenant, filter);
    if let Some(after) = after {
        q.push(" and (t.created_at, t.id) < (")
            .push_bind(after.at)
            .push(", ")
            .push_bind(after.id)
            .push(")");
    }
    q.push(" order by t.created_at desc, t.id desc limit ")
        .push_bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
    q.push(") as p join topic o on o.id = p.topic_id and o.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join unit u on u.id = p.unit_id and u.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join community m on m.id = p.community_id and m.tenant_id = ")
        .push_bind(tenant);
    q.push(" order by p.created_at desc, p.id desc");
    let mut rows: Vec<ListRow> = q.build_query_as().fetch_all(tx.conn()).await?;
    let next = (rows.len() > size)
        .then(|| {
            rows.truncate(size);
            rows.last().map(|r| After {
                at: r.created_at,
                id: r.id,
            })
        })
        .flatten();
    Ok(Page { rows, next })
}

/// How many tasks a filter holds, stopping at [`Count::BOUND`].
///
/// # Errors
/// When the database is away.
pub async fn count(tx: &mut TenantTx, filter: &Filter) -> Result<Count> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new("select count(*) from (select 1 from task t");
    narrow(&mut q, tenant, filter);
    q.push(" limit ").push_bind(Count::BOUND + 1).push(") as x");
    Ok(Count::bounded(
        q.build_query_scalar().fetch_one(tx.conn()).await?,
    ))
}

/// How many tasks there are of one community in one status.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Cell {
    /// The community; none for the whole street.
    pub community_id: Option<Uuid>,
    /// The status.
    pub status: String,
    /// Its date is past.
    pub late: bool,
    /// How many.
    pub n: i64,
}

/// What a filter holds by community and status; none where that is more than [`Count::BOUND`].
///
/// # Errors
/// When the database is away.
pub async fn cells(
    tx: &mut TenantTx,
    filter: &Filter,
    now: DateTime<Utc>,
) -> Result<Option<Vec<Cell>>> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new(
        "select x.community_id, x.status, x.late, count(*) as n
         from (select t.community_id, t.status, coalesce(t.due_at < ",
    );
    q.push_bind(now).push(", false) as late from task t");
    narrow(&mut q, tenant, filter);
    q.push(" limit ")
        .push_bind(Count::BOUND + 1)
        .push(") as x group by 1, 2, 3");
    let cells: Vec<Cell> = q.build_query_as().fetch_all(tx.conn()).await?;
    let all: i64 = cells.iter().map(|c| c.n).sum();
    Ok((all <= Count::BOUND).then_some(cells))
}
