//! Lists of topics: filters, paging by key, and counts.

use std::ops::Range;

use chrono::{DateTime, Utc};
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::domain::policy::{Part, Viewer};
use crate::kit::segment::Ways;
use crate::store::page::{After, Count, Page};
use crate::store::sight::seen_by;
use crate::store::{Result, TenantTx};

/// How a list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest change first.
    #[default]
    Changed,
    /// The newest topic first.
    Newest,
    /// Where the words of a search stand: in the title, the place, the text, and last in the results alone.
    Weight,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one community; nil for what concerns the whole street.
    pub community: Option<Uuid>,
    /// Of one council.
    pub council: Option<Uuid>,
    /// At one step, 1-8, while open or suspended.
    pub step: Option<i16>,
    /// At one of these steps, while open or suspended.
    pub stage: Option<[i16; 2]>,
    /// Of one category.
    pub category: Option<String>,
    /// From one source.
    pub source: Option<String>,
    /// In one state.
    pub state: Option<String>,
    /// With residents' ratings, accounted for, of an evaluation that began in this time: what the portal's figure
    /// is made of.
    pub rated: Option<Range<DateTime<Utc>>>,
    /// Past its time limit at this instant.
    pub overdue_at: Option<DateTime<Utc>>,
    /// By one author.
    pub author: Option<Uuid>,
    /// Supported or followed by one person.
    pub followed_by: Option<Uuid>,
    /// Among these: candidates of a search.
    pub ids: Option<Vec<Uuid>>,
    /// The code, whole.
    pub code: Option<String>,
    /// What comes first.
    pub order: Order,
    /// Each of these signs in one of its ways, as [`crate::kit::segment::sought`] makes them of what was typed.
    pub sought: Vec<Ways>,
}

/// One row of a list.
#[derive(Debug, Clone, FromRow)]
pub struct ListRow {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// One line.
    pub title: String,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// Who may see it.
    pub visibility: String,
    /// Sent and not accepted: its author was asked for more and has not answered.
    pub asked: bool,
    /// Focus, once accepted.
    pub focus: Option<String>,
    /// Where it came from.
    pub source: String,
    /// End of the running time limit.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was submitted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The community's name; empty for the whole street.
    pub community_name: String,
    /// The council's name.
    pub council_name: String,
    /// The category's name.
    pub category_name: String,
    /// The version of the last decision.
    pub version: i32,
    /// How many support it.
    pub supports: i32,
    /// How much the words of a search say of it.
    pub weight: i64,
    /// How many topics a search has found, this one among them; 0 where nothing is searched.
    pub found: i64,
}

/// Narrows a query over `topic t` to what the viewer sees and the filter holds.
pub(in crate::store) fn narrow(
    q: &mut QueryBuilder<Postgres>,
    tenant: i32,
    viewer: &Viewer,
    f: &Filter,
) {
    q.push(" where t.tenant_id = ").push_bind(tenant);
    seen_by(q, viewer, Part::Text);
    match f.community {
        Some(v) if v.is_nil() => {
            q.push(" and t.community_id is null");
        }
        Some(v) => {
            q.push(" and t.community_id = ").push_bind(v);
        }
        None => {}
    }
    if let Some(v) = f.council {
        q.push(" and t.council_id = ").push_bind(v);
    }
    if let Some(v) = f.step {
        q.push(" and t.state in ('open', 'suspended') and t.step = ")
            .push_bind(v);
    }
    if let Some(v) = f.stage {
        q.push(" and t.state in ('open', 'suspended') and t.step = any(")
            .push_bind(v.to_vec())
            .push(")");
    }
    if let Some(v) = &f.category {
        q.push(" and t.category_id = ").push_bind(v.clone());
    }
    if let Some(v) = &f.source {
        q.push(" and t.source = ").push_bind(v.clone());
    }
    if let Some(v) = &f.state {
        q.push(" and t.state = ").push_bind(v.clone());
    }
    if let Some(v) = &f.rated {
        // What is done once more is rated anew, and what nobody rated says nothing.
        q.push(
            " and t.visibility = 'public' and exists (select 1 from evaluation e where e.topic_id = t.id
               and e.accounted_at is not null and e.outcome is distinct from 'rehandled'
               and e.counts -> 'public' <> '{\"satisfied\": 0, \"basically\": 0, \"not_satisfied\": 0}'
               and e.tenant_id = ",
        )
        .push_bind(tenant);
        q.push(" and e.opened_at >= ").push_bind(v.start);
        q.push(" and e.opened_at < ").push_bind(v.end).push(")");
    }
    if let Some(v) = f.overdue_at {
        q.push(" and t.state = 'open' and t.due_at < ").push_bind(v);
    }
    if let Some(v) = f.author {
        q.push(" and t.author_id = ").push_bind(v);
    }
    if let Some(v) = f.followed_by {
        q.push(" and (exists (select 1 from topic_support s where s.tenant_id = ")
            .push_bind(tenant);
        q.push(" and s.topic_id = t.id and s.account_id = ")
            .push_bind(v);
        q.push(") or exists (select 1 from topic_follow w where w.tenant_id = ")
            .push_bind(tenant);
        q.push(" and w.topic_id = t.id and w.account_id = ")
            .push_bind(v)
            .push("))");
    }
    if let Some(v) = &f.ids {
        q.push(" and t.id = any(").push_bind(v.clone()).push(")");
    }
    if let Some(v) = &f.code {
        q.push(" and t.code = ").push_bind(v.clone());
    }
}

/// The most terms of a search: the bits of a number but its sign and the first, since positions begin at 1. What
/// is typed beyond them is not asked for.
const TERMS: usize = 62;

/// The topics from which a filter narrows: all, or those that say every sign that is sought, each with its weight
/// `f.weight`.
fn topics(q: &mut QueryBuilder<Postgres>, tenant: i32, f: &Filter) {
    q.push(" from topic t");
    if f.sought.is_empty() {
        return;
    }
    // Each term has a bit: what a topic says of all that is sought is one number.
    let mut terms: Vec<&str> = Vec::new();
    let mut signs: Vec<Vec<i64>> = Vec::new();
    for sign in &f.sought {
        let mut ways = Vec::new();
        for way in sign {
            let new = way.iter().map(String::as_str);
            let new: Vec<&str> = new.filter(|t| !terms.contains(t)).collect();
            if terms.len() + new.len() > TERMS {
                continue;
            }
            terms.extend(new);
            let bits = terms.iter().zip(1..);
            let bits = bits.filter(|(term, _)| way.iter().any(|t| t == *term));
            ways.push(bits.map(|(_, at)| 1_i64 << at).sum());
        }
        if !ways.is_empty() {
            signs.push(ways);
        }
    }
    let terms: Vec<String> = terms.into_iter().map(str::to_owned).collect();
    // Few topics say all of it: they are found first, then read.
    q.push(
        " join (select s.topic_id, s.weight from (
           select x.topic_id, sum(x.weight) as weight, bit_or(1::bigint << array_position(",
    )
    .push_bind(terms.clone())
    .push("::text[], x.term)) as said from topic_term x where x.tenant_id = ")
    .push_bind(tenant);
    q.push(" and x.term = any(")
        .push_bind(terms)
        .push(") group by x.topic_id) as s where true");
    for ways in signs {
        q.push(" and (false");
        for way in ways {
            q.push(" or s.said & ")
                .push_bind(way)
                .push(" = ")
                .push_bind(way);
        }
        q.push(")");
    }
    q.push(") as f on f.topic_id = t.id");
}

/// One page of topics in the filter's order.
///
/// # Errors
/// When the database is away.
pub async fn page(
    tx: &mut TenantTx,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<After>,
    size: usize,
) -> Result<Page<ListRow>> {
    let mut q = QueryBuilder::new("");
    ask(&mut q, tx.tenant(), viewer, filter, after, size);
    let rows: Vec<ListRow> = q.build_query_as().fetch_all(tx.conn()).await?;
    Ok(Page::cut(rows, size, |r| match order(filter) {
        Order::Weight => After::numbered(r.weight, r.id),
        Order::Changed | Order::Newest => After {
            at: r.updated_at,
            id: r.id,
        },
    }))
}

/// How the database goes about [`page`], for the test that reads it as the runtime role.
///
/// # Errors
/// When the database is away.
pub async fn explain(
    tx: &mut TenantTx,
    viewer: &Viewer,
    filter: &Filter,
    size: usize,
) -> Result<String> {
    let mut q = QueryBuilder::new("explain (costs off) ");
    ask(&mut q, tx.tenant(), viewer, filter, None, size);
    let lines: Vec<String> = q.build_query_scalar().fetch_all(tx.conn()).await?;
    Ok(lines.join("\n"))
}

/// Without words nothing weighs more than the other.
fn order(filter: &Filter) -> Order {
    if filter.sought.is_empty() && filter.order == Order::Weight {
        return Order::Changed;
    }
    filter.order
}

/// What a row takes of its topic.
const COLUMNS: &str =
    "t.id, t.code, t.title, t.state, t.step, t.visibility, t.focus, t.source, t.version, t.due_at,
  t.created_at, t.updated_at, t.council_id, t.community_id, t.category_id,
  case when t.visibility = 'submitted' then t.workflow #>> '{intake,asked_at}' is not null else false end as asked";

/// The statement of [`page`].
fn ask(
    q: &mut QueryBuilder<Postgres>,
    tenant: i32,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<After>,
    size: usize,
) {
    // The rows of the page are chosen first, by the index alone; names are joined to those few.
    q.push(
        "select p.*, coalesce(m.name, '') as community_name, c.name as council_name, g.name as category_name,
           coalesce(y.supports, 0) as supports
         from (",
    );
    // A search weighs all that it finds to know which come first, and counts them with it: that takes no more
    // of a topic than its key, and the rest is read of those on the page. A list finds its page by an index.
    let searched = !filter.sought.is_empty();
    if searched {
        q.push("select ")
            .push(COLUMNS)
            .push(", k.weight, k.found from (");
    }
    q.push("select k.* from (select ");
    q.push(if searched {
        "t.id, t.updated_at, f.weight, count(*) over () as found"
    } else {
        COLUMNS
    });
    if !searched {
        q.push(", 0::bigint as weight, 0::bigint as found");
    }
    topics(q, tenant, filter);
    narrow(q, tenant, viewer, filter);
    q.push(") as k");
    let order = order(filter);
    match (after, order) {
        // An id begins with the time at which it was made: the newest are the last by their key.
        (Some(after), Order::Newest) => {
            q.push(" where k.id < ").push_bind(after.id);
        }
        (Some(after), Order::Changed) => {
            q.push(" where (k.updated_at, k.id) < (")
                .push_bind(after.at)
                .push(", ")
                .push_bind(after.id)
                .push(")");
        }
        (Some(after), Order::Weight) => {
            q.push(" where (k.weight, k.id) < (")
                .push_bind(after.number())
                .push(", ")
                .push_bind(after.id)
                .push(")");
        }
        (None, _) => {}
    }
    let by = |of: &str| match order {
        Order::Newest => format!(" order by {of}.id desc"),
        Order::Changed => format!(" order by {of}.updated_at desc, {of}.id desc"),
        Order::Weight => format!(" order by {of}.weight desc, {of}.id desc"),
    };
    q.push(by("k"))
        .push(" limit ")
        .push_bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
    if searched {
        q.push(") as k join topic t on t.tenant_id = ")
            .push_bind(tenant)
            .push(" and t.id = k.id");
    }
    q.push(") as p join council c on c.tenant_id = ")
        .push_bind(tenant)
        .push(" and c.id = p.council_id");
    q.push(" join category g on g.tenant_id = ")
        .push_bind(tenant)
        .push(" and g.id = p.category_id");
    q.push(" left join community m on m.tenant_id = ")
        .push_bind(tenant)
        .push(" and m.id = p.community_id");
    q.push(" left join topic_tally y on y.tenant_id = ")
        .push_bind(tenant)
        .push(" and y.topic_id = p.id");
    q.push(by("p"));
}

/// How many topics a filter holds, stopping at [`Count::BOUND`].
///
/// # Errors
/// When the database is away.
pub async fn count(tx: &mut TenantTx, viewer: &Viewer, filter: &Filter) -> Result<Count> {
    let counted = counts(tx, viewer, std::slice::from_ref(filter)).await?;
    Ok(counted.first().copied().unwrap_or(Count::exact(0)))
}

/// As [`count`], of each of these filters, in one statement.
///
/// # Errors
/// When the database is away.
pub async fn counts(tx: &mut TenantTx, viewer: &Viewer, of: &[Filter]) -> Result<Vec<Count>> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new("select array[");
    for (at, filter) in of.iter().enumerate() {
        q.push(if at > 0 { ", " } else { "" });
        q.push("(select count(*) from (select 1");
        topics(&mut q, tenant, filter);
        narrow(&mut q, tenant, viewer, filter);
        q.push(" limit ").push_bind(Count::BOUND + 1);
        q.push(") as x)");
    }
    q.push("]::bigint[]");
    let found: Vec<i64> = q.build_query_scalar().fetch_one(tx.conn()).await?;
    Ok(found.into_iter().map(Count::bounded).collect())
}

/// Codes of the topics that the viewer sees, with the time of their latest change, the latest first.
///
/// # Errors
/// When the database is away.
pub async fn addresses(
    tx: &mut TenantTx,
    viewer: &Viewer,
    limit: i64,
) -> Result<Vec<(String, DateTime<Utc>)>> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new("select t.code, t.updated_at from topic t");
    narrow(&mut q, tenant, viewer, &Filter::default());
    q.push(" order by t.updated_at desc, t.id desc limit ")
        .push_bind(limit);
    Ok(q.build_query_as().fetch_all(tx.conn()).await?)
}

/// How many topics there are in one cell of community, state and step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The community; nil for the whole street.
    pub community_id: Uuid,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// Who may see them.
    pub visibility: String,
    /// How many.
    pub n: i32,
}

/// Every cell of the street's counts that is not empty.
///
/// # Errors
/// When the database is away.
pub async fn cells(tx: &mut TenantTx) -> Result<Vec<Cell>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Cell,
        "select community_id, state, step, visibility, n from topic_count where tenant_id = $1 and n > 0",
        tenant
    )
    .fetch_all(tx.conn())
    .await?)
}
