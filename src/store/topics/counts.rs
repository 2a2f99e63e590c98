//! Numbers of a street and the counts of its topics, kept in the transaction that changes them.

use std::collections::BTreeMap;

use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::list::Cell;
use super::row::{NewTopic, Snapshot, TopicRow};
use crate::domain::policy::{Part, Viewer};
use crate::store::page::Count;
use crate::store::sight::{freely, seen_besides};
use crate::store::{Result, TenantTx};

/// The next number of a series of the street, such as `topic.2026`; 1 at first.
///
/// # Errors
/// When the database is away.
pub async fn next_number(tx: &mut TenantTx, series: &str) -> Result<i64> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "insert into counter as c (tenant_id, name, n) values ($1, $2, 1)
         on conflict (tenant_id, name) do update set n = c.n + 1 returning n",
        tenant,
        series
    )
    .fetch_one(tx.conn())
    .await?)
}

/// All that a topic is counted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// Its community; nil for the whole street.
    pub community: Uuid,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// Its category.
    pub category: String,
    /// Where it came from.
    pub source: String,
    /// Who may see it.
    pub visibility: String,
}

impl Counted {
    /// Of a topic as its row says.
    #[must_use]
    pub fn of(row: &TopicRow) -> Self {
        Self {
            community: row.community_id.unwrap_or(Uuid::nil()),
            state: row.state.clone(),
            step: row.step,
            category: row.category_id.clone(),
            source: row.source.clone(),
            visibility: row.visibility.clone(),
        }
    }

    /// Of a topic that is written for the first time.
    #[must_use]
    pub fn of_new(new: &NewTopic, snapshot: &Snapshot) -> Self {
        Self {
            community: new.community_id.unwrap_or(Uuid::nil()),
            state: snapshot.state.clone(),
            step: snapshot.step,
            category: new.category_id.clone(),
            source: new.source.clone(),
            visibility: snapshot.visibility.clone(),
        }
    }

    /// The same topic after an act.
    #[must_use]
    pub fn moved(self, snapshot: &Snapshot) -> Self {
        Self {
            state: snapshot.state.clone(),
            step: snapshot.step,
            visibility: snapshot.visibility.clone(),
            ..self
        }
    }
}

/// Moves one topic from one place of the counts to another; `None` where it comes from nowhere.
///
/// # Errors
/// When the database is away.
pub async fn recount(tx: &mut TenantTx, before: Option<Counted>, after: Counted) -> Result<()> {
    let mut changes = BTreeMap::from([(after, 1)]);
    if let Some(before) = before {
        *changes.entry(before).or_default() -= 1;
    }
    count(tx, &changes).await
}

/// Adds to the counts of topics, in a statement for each table of them that changes.
///
/// # Errors
/// When the database is away.
pub async fn count(tx: &mut TenantTx, changes: &BTreeMap<Counted, i32>) -> Result<()> {
    // One order for all, of the tables and of the rows in each, so that two decisions never wait for each other.
    let (mut stands, mut kinds) = (BTreeMap::new(), BTreeMap::new());
    for (c, by) in changes {
        let stand = (c.community, &c.state, c.step, &c.visibility);
        *stands.entry(stand).or_insert(0) += by;
        let kind = (c.community, &c.category, &c.source, &c.visibility);
        *kinds.entry(kind).or_insert(0) += by;
    }
    stands.retain(|_, by| *by != 0);
    kinds.retain(|_, by| *by != 0);
    let tenant = tx.tenant();
    if !stands.is_empty() {
        let communities: Vec<Uuid> = stands.keys().map(|k| k.0).collect();
        let states: Vec<String> = stands.keys().map(|k| k.1.clone()).collect();
        let steps: Vec<i16> = stands.keys().map(|k| k.2).collect();
        let visibilities: Vec<String> = stands.keys().map(|k| k.3.clone()).collect();
        let by: Vec<i32> = stands.into_values().collect();
        sqlx::query!(
            "insert into topic_count as x (tenant_id, community_id, state, step, visibility, n)
             select $1, u.community, u.state, u.step, u.visibility, u.n
             from unnest($2::uuid[], $3::text[], $4::smallint[], $5::text[], $6::integer[])
               as u (community, state, step, visibility, n)
             on conflict (tenant_id, community_id, state, step, visibility) do update set n = x.n + excluded.n
             returning x.n",
            tenant,
            &communities,
            &states,
            &steps,
            &visibilities,
            &by
        )
        .fetch_all(tx.conn())
        .await?;
    }
    if !kinds.is_empty() {
        let communities: Vec<Uuid> = kinds.keys().map(|k| k.0).collect();
        let categories: Vec<String> = kinds.keys().map(|k| k.1.clone()).collect();
        let sources: Vec<String> = kinds.keys().map(|k| k.2.clone()).collect();
        let visibilities: Vec<String> = kinds.keys().map(|k| k.3.clone()).collect();
        let by: Vec<i32> = kinds.into_values().collect();
        sqlx::query!(
            "insert into topic_kind_count as x (tenant_id, community_id, category_id, source, visibility, n)
             select $1, u.community, u.category, u.source, u.visibility, u.n
             from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[])
               as u (community, category, source, visibility, n)
             on conflict (tenant_id, community_id, category_id, source, visibility) do update set n = x.n + excluded.n
             returning x.n",
            tenant,
            &communities,
            &categories,
            &sources,
            &visibilities,
            &by
        )
        .fetch_all(tx.conn())
        .await?;
    }
    Ok(())
}

/// How many topics of one category and source somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// The category.
    pub category: String,
    /// The source.
    pub source: String,
    /// How many.
    pub n: i32,
}

/// How many topics somebody sees, as the filters of the list say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By community, state and step; a cell can come twice.
    pub cells: Vec<Cell>,
    /// The community of `kinds`; nil for what concerns the whole street, none for all topics.
    pub community: Option<Uuid>,
    /// By category and source; a kind can come twice.
    pub kinds: Vec<Kind>,
}

#[derive(FromRow)]
struct CountRow {
    community_id: Uuid,
    state: String,
    step: i16,
    visibility: String,
    category_id: String,
    source: String,
    n: i32,
}

/// Counts what a viewer sees, by category and source in one community or in all of them, in one statement: of what
/// everybody in the viewer's place sees as it is counted, and beside it what the viewer alone or one council sees,
/// which is little. None where that is too much to be counted for a page.
///
/// # Errors
/// When the database is away.
pub async fn seen(
    tx: &mut TenantTx,
    viewer: &Viewer,
    community: Option<Uuid>,
) -> Result<Option<Counts>> {
    let tenant = tx.tenant();
    let free = freely(viewer, Part::Text);
    let mut q = QueryBuilder::new(
        "select community_id, state, step, visibility, '' as category_id, '' as source, n from topic_count where tenant_id = ",
    );
    q.push_bind(tenant)
        .push(" and n > 0 and visibility = any(")
        .push_bind(free.clone())
        .push(
            ") union all select '00000000-0000-0000-0000-000000000000', '', 0::smallint, '', category_id, source, sum(n)::integer
               from topic_kind_count where tenant_id = ",
        )
        .push_bind(tenant)
        .push(" and n > 0 and visibility = any(")
        .push_bind(free)
        .push(")");
    if let Some(community) = community {
        q.push(" and community_id = ").push_bind(community);
    }
    q.push(" group by category_id, source");
    if viewer.account.is_some() {
        q.push(
            " union all select community_id, state, step, visibility, category_id, source, count(*)::integer from (
                select coalesce(t.community_id, '00000000-0000-0000-0000-000000000000') as community_id, t.state, t.step,
                  t.visibility, t.category_id, t.source
                from topic t where t.tenant_id = ",
        )
        .push_bind(tenant);
        seen_besides(&mut q, viewer, Part::Text);
        q.push(" limit ")
            .push_bind(Count::BOUND + 1)
            .push(") as b group by 1, 2, 3, 4, 5, 6");
    }
    let rows: Vec<CountRow> = q.build_query_as().fetch_all(tx.conn()).await?;
    let mut counts = Counts {
        community,
        ..Counts::default()
    };
    let mut besides = 0;
    for row in rows {
        let (stands, is) = (!row.state.is_empty(), !row.category_id.is_empty());
        if stands && is {
            besides += i64::from(row.n);
        }
        if is && (!stands || community.is_none_or(|c| c == row.community_id)) {
            counts.kinds.push(Kind {
                category: row.category_id,
                source: row.source,
                n: row.n,
            });
        }
        if stands {
            counts.cells.push(Cell {
                community_id: row.community_id,
                state: row.state,
                step: row.step,
                visibility: row.visibility,
                n: row.n,
            });
        }
    }
    Ok((besides <= Count::BOUND).then_some(counts))
}
