//! Lists of topics: filters, paging by key, and counts.

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
    /// Of one community.
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
    if let Some(v) = f.community {
        q.push(" and t.community_id = ").push_bind(v);
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

/// The topics from which a filter narrows: all, or those that say every sign that is sought, each with its weight
/// `f.weight`; the weightiest first where that is how the list is ordered.
fn topics(q: &mut QueryBuilder<Postgres>, tenant: i32, f: &Filter, order: Order) {
    q.push(" from topic t");
    if f.sought.is_empty() {
        return;
    }
    let (mut terms, mut signs, mut ways, mut needs) = (vec![], vec![], vec![], vec![]);
    for (ways_of, sign) in f.sought.iter().zip(0_i32..) {
        for (of, way) in ways_of.iter().zip(0_i32..) {
            terms.extend(of.iter().cloned());
            signs.extend(of.iter().map(|_| sign));
            ways.extend(of.iter().map(|_| way));
            needs.extend(of.iter().map(|_| of.len() as i64));
        }
    }
    let all = i64::try_from(f.sought.len()).unwrap_or(i64::MAX);
    // Few topics say all of it: they are found first, then read.
    q.push(
        " join (select w.topic_id, sum(w.weight)::bigint as weight from (
           select x.topic_id, a.sign, sum(x.weight) as weight from unnest(",
    );
    q.push_bind(terms)
        .push("::text[], ")
        .push_bind(signs)
        .push("::integer[], ")
        .push_bind(ways)
        .push("::integer[], ")
        .push_bind(needs)
        .push("::bigint[]) as a (term, sign, way, need) cross join lateral (");
    q.push("select o.topic_id, o.weight from topic_term o where o.tenant_id = ")
        .push_bind(tenant);
    // `offset 0` keeps the join what it is written as: one look into the index for each term.
    q.push(
        " and o.term = a.term offset 0) as x
           group by x.topic_id, a.sign, a.way, a.need having count(*) = a.need) as w
         group by w.topic_id having count(distinct w.sign) = ",
    )
    .push_bind(all);
    if order == Order::Weight {
        // In this order only as many topics are read as the page takes, and not all that have the words.
        q.push(" order by 2 desc, 1 desc");
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
         from (select t.id, t.code, t.title, t.state, t.step, t.visibility, t.focus, t.source, t.version, t.due_at,
                 t.created_at, t.updated_at, t.council_id, t.community_id, t.category_id, ",
    );
    q.push(if filter.sought.is_empty() {
        "0::bigint as weight"
    } else {
        "f.weight"
    });
    let order = order(filter);
    topics(q, tenant, filter, order);
    narrow(q, tenant, viewer, filter);
    match (after, order) {
        // An id begins with the time at which it was made: the newest are the last by their key.
        (Some(after), Order::Newest) => {
            q.push(" and t.id < ").push_bind(after.id);
        }
        (Some(after), Order::Changed) => {
            q.push(" and (t.updated_at, t.id) < (")
                .push_bind(after.at)
                .push(", ")
                .push_bind(after.id)
                .push(")");
        }
        (Some(after), Order::Weight) => {
            q.push(" and (f.weight, f.topic_id) < (")
                .push_bind(after.number())
                .push(", ")
                .push_bind(after.id)
                .push(")");
        }
        (None, _) => {}
    }
    let (inner, outer) = match order {
        Order::Newest => ("t.id desc", "p.id desc"),
        Order::Changed => (
            "t.updated_at desc, t.id desc",
            "p.updated_at desc, p.id desc",
        ),
        Order::Weight => ("f.weight desc, f.topic_id desc", "p.weight desc, p.id desc"),
    };
    q.push(" order by ")
        .push(inner)
        .push(" limit ")
        .push_bind(i64::try_from(size + 1).unwrap_or(i64::MAX));
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
    q.push(" order by ").push(outer);
}

/// How many topics a filter holds, stopping at [`Count::BOUND`].
///
/// # Errors
/// When the database is away.
pub async fn count(tx: &mut TenantTx, viewer: &Viewer, filter: &Filter) -> Result<Count> {
    let tenant = tx.tenant();
    let mut q = QueryBuilder::new("select count(*) from (select 1");
    // A count needs no order of weight.
    topics(&mut q, tenant, filter, Order::Changed);
    narrow(&mut q, tenant, viewer, filter);
    q.push(" limit ").push_bind(Count::BOUND + 1).push(") as x");
    Ok(Count::bounded(
        q.build_query_scalar().fetch_one(tx.conn()).await?,
    ))
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
