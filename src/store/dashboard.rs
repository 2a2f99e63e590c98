//! What the dashboard counts: month by month, by community and measure; and what is overdue now.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A change of one count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// First day of the month in which the thing counted began.
    pub month: NaiveDate,
    /// Its community; none for the whole street.
    pub community: Option<Uuid>,
    /// What is counted, such as `task.done` or `rating.satisfied`.
    pub measure: String,
    /// By how much.
    pub by: i64,
}

/// Applies changes of counts, always in one order, so that two decisions never wait for each other.
///
/// # Errors
/// When the database is away.
pub async fn change(tx: &mut TenantTx, mut changes: Vec<Change>) -> Result<()> {
    changes.retain(|c| c.by != 0);
    if changes.is_empty() {
        return Ok(());
    }
    changes.sort();
    let tenant = tx.tenant();
    let months: Vec<NaiveDate> = changes.iter().map(|c| c.month).collect();
    let communities: Vec<Uuid> = changes
        .iter()
        .map(|c| c.community.unwrap_or(Uuid::nil()))
        .collect();
    let measures: Vec<String> = changes.iter().map(|c| c.measure.clone()).collect();
    let by: Vec<i64> = changes.iter().map(|c| c.by).collect();
    sqlx::query!(
        "insert into dashboard_count as x (tenant_id, month, community_id, measure, n)
         select $1, * from unnest($2::date[], $3::uuid[], $4::text[], $5::bigint[])
         on conflict (tenant_id, month, community_id, measure) do update set n = x.n + excluded.n
         returning x.n",
        tenant,
        &months,
        &communities,
        &measures,
        &by
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// A sum over the months asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Of the period itself; else of the one before it.
    pub now: bool,
    /// The community; nil for the whole street.
    pub community_id: Uuid,
    /// What is counted.
    pub measure: String,
    /// How many.
    pub n: i64,
}

/// Sums by community and measure of the months from `from` on, and apart from them of those from
/// `before` on; both up to `until`, which is not included.
///
/// # Errors
/// When the database is away.
pub async fn sums(
    tx: &mut TenantTx,
    before: NaiveDate,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<Sum>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Sum,
        r#"select month >= $3 as "now!", community_id, measure, sum(n)::bigint as "n!" from dashboard_count
           where tenant_id = $1 and month >= $2 and month < $4 group by 1, 2, 3"#,
        tenant,
        before,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How many tasks there are of each result, over all months: `task.all`, `task.open`, `task.a` …
///
/// # Errors
/// When the database is away.
pub async fn tasks(tx: &mut TenantTx, community: Option<Uuid>) -> Result<Vec<(String, i64)>> {
    let tenant = tx.tenant();
    let measures: Vec<String> = ["all", "open", "a", "b", "c", "d"]
        .iter()
        .map(|m| format!("task.{m}"))
        .collect();
    Ok(sqlx::query!(
        r#"select measure, sum(n)::bigint as "n!" from dashboard_count
           where tenant_id = $1 and measure = any($2) and ($3::uuid is null or community_id = $3) group by measure"#,
        tenant,
        &measures,
        community
    )
    .fetch_all(tx.conn())
    .await?
    .into_iter()
    .map(|r| (r.measure, r.n))
    .collect())
}

/// What the board asks of the duties past their limit.
#[derive(Debug, Clone, Copy)]
pub struct Narrowed<'a> {
    /// Topics of one community; none for the whole street.
    pub community: Option<Uuid>,
    /// Listed are topics late at this step only; the counts are not narrowed by it.
    pub step: Option<i16>,
    /// Listed are topics late with this owner only, a holder key, empty for all; the counts are not
    /// narrowed by it.
    pub owner: &'a str,
    /// The most topics to list.
    pub listed: i64,
}

/// A duty past its limit, with its owner's name where a council or a department owns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// Step number.
    pub step: i16,
    /// On whose desk: a holder key such as `unit:<id>`.
    pub holder: String,
    /// Name of the department or council in the holder key; empty for roles and persons.
    pub owner: String,
    /// Code of the verb that is due.
    pub verb: String,
    /// Since when.
    pub due_at: DateTime<Utc>,
}

/// What is past its limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overdue {
    /// Topics with something late.
    pub topics: i64,
    /// Step number, and topics with something late there.
    pub steps: Vec<(i16, i64)>,
    /// Holder key, name as in [`Duty::owner`], and topics with something late on that desk.
    pub owners: Vec<(String, String, i64)>,
    /// There may be more than is looked at: every count is at least so many.
    pub more: bool,
    /// The late duties of the topics listed, the longest overdue first.
    pub duties: Vec<Duty>,
}

/// The most duties that the dashboard looks at; beyond, its numbers are at least so many.
pub const OVERDUE_BOUND: i64 = 1_000;

/// Counts of the duties past their limit, and the topics longest overdue; all of it over the longest
/// overdue thousand.
///
/// # Errors
/// When the database is away.
pub async fn overdue(
    tx: &mut TenantTx,
    now: DateTime<Utc>,
    narrowed: Narrowed<'_>,
) -> Result<Overdue> {
    let tenant = tx.tenant();
    // Counted here and not in the program: of a thousand duties the page shows the topics of a hundred,
    // and reading each with its topic cost more than the rest of the board.
    let rows = sqlx::query!(
        r#"with late as materialized (
             select d.topic_id, d.step, d.holder, d.verb, d.due_at from desk_item d
             where d.tenant_id = $1 and d.due_at < $2 and ($3::uuid is null or exists (
               select 1 from topic t where t.tenant_id = $1 and t.id = d.topic_id and t.community_id = $3))
             order by d.due_at limit $4::bigint),
           listed as (
             select topic_id from late where ($5::smallint is null or step = $5) and ($6 = '' or holder = $6)
             group by topic_id order by min(due_at), topic_id limit $7),
           found as (
             select null::uuid as topic_id, step, holder, '' as verb,
               null::timestamptz as due_at, count(distinct topic_id) as n
             from late group by grouping sets ((step), (holder), ())
             union all
             select topic_id, step, holder, verb, due_at, 0 from late join listed using (topic_id))
           select f.step, f.holder, f.verb as "verb!", f.due_at, f.n as "n!",
             t.code as "code?", t.title as "title?", coalesce(u.name, c.name, '') as "owner!",
             (select count(*) = $4::bigint from late) as "more!"
           from found f
           left join lateral (
             select code, title from topic where tenant_id = $1 and id = f.topic_id limit 1) as t on true
           left join unit u on u.tenant_id = $1 and f.holder = 'unit:' || u.id
           left join council c on c.tenant_id = $1 and split_part(f.holder, ':', 1) = 'council'
             and split_part(f.holder, ':', 2) = c.id::text
           order by f.due_at, f.n desc, f.holder"#,
        tenant,
        now,
        narrowed.community,
        OVERDUE_BOUND,
        narrowed.step,
        narrowed.owner,
        narrowed.listed
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found = Overdue::default();
    for row in rows {
        found.more = row.more;
        match (row.step, row.holder, row.code, row.title, row.due_at) {
            (Some(step), Some(holder), Some(code), Some(title), Some(due_at)) => {
                found.duties.push(Duty {
                    code,
                    title,
                    step,
                    holder,
                    owner: row.owner,
                    verb: row.verb,
                    due_at,
                });
            }
            (Some(step), None, ..) => found.steps.push((step, row.n)),
            (None, Some(holder), ..) => found.owners.push((holder, row.owner, row.n)),
            _ => found.topics = row.n,
        }
    }
    Ok(found)
}
