//! Numbers of a street and the counts of its topics, kept in the transaction that changes them.

use uuid::Uuid;

use super::row::Snapshot;
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

/// Moves one topic from one cell of the counts to another; `None` where it comes from nowhere.
///
/// # Errors
/// When the database is away.
pub async fn recount(
    tx: &mut TenantTx,
    before: Option<(&Option<Uuid>, &Snapshot)>,
    after: (&Option<Uuid>, &Snapshot),
) -> Result<()> {
    let key = |(community, s): (&Option<Uuid>, &Snapshot)| {
        (
            community.unwrap_or(Uuid::nil()),
            s.state.clone(),
            s.step,
            s.visibility.clone(),
        )
    };
    let to = key(after);
    let from = before.map(key);
    if from.as_ref() == Some(&to) {
        return Ok(());
    }
    let mut cells = vec![(to, 1_i32)];
    cells.extend(from.map(|k| (k, -1)));
    // One order for all, so that two decisions never wait for each other.
    cells.sort();
    let tenant = tx.tenant();
    for ((community, state, step, visibility), by) in cells {
        sqlx::query!(
            "insert into topic_count as c (tenant_id, community_id, state, step, visibility, n) values ($1, $2, $3, $4, $5, $6)
             on conflict (tenant_id, community_id, state, step, visibility) do update set n = c.n + excluded.n",
            tenant,
            community,
            state,
            step,
            visibility,
            by
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
