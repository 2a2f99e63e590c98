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

/// A duty past its limit, with its owner's name where a council or a department owns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The topic's code.
    pub code: String,
    /// The topic's title.
    pub title: String,
    /// Its community; none for the whole street.
    pub community_id: Option<Uuid>,
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

/// The most duties that the dashboard looks at; beyond, its numbers are at least so many.
const OVERDUE_BOUND: i64 = 1_000;

/// Duties past their limit, the longest overdue first, at most a thousand, and whether there are more.
///
/// # Errors
/// When the database is away.
pub async fn overdue(tx: &mut TenantTx, now: DateTime<Utc>) -> Result<(Vec<Overdue>, bool)> {
    let tenant = tx.tenant();
    let mut rows = sqlx::query_as!(
        Overdue,
        r#"select t.code, t.title, t.community_id, d.step, d.holder, coalesce(u.name, c.name, '') as "owner!", d.verb,
             d.due_at as "due_at!"
           from (select * from desk_item where tenant_id = $1 and due_at < $2 order by due_at limit $3) as d
           join topic t on t.tenant_id = $1 and t.id = d.topic_id
           left join unit u on u.tenant_id = $1 and d.holder = 'unit:' || u.id
           left join council c on c.tenant_id = $1 and split_part(d.holder, ':', 1) = 'council'
             and split_part(d.holder, ':', 2) = c.id::text
           order by d.due_at"#,
        tenant,
        now,
        OVERDUE_BOUND + 1
    )
    .fetch_all(tx.conn())
    .await?;
    let most = usize::try_from(OVERDUE_BOUND).unwrap_or(usize::MAX);
    let more = rows.len() > most;
    rows.truncate(most);
    Ok((rows, more))
}
