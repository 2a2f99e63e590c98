//! The rows whose content is vouched for by the record.
//!
//! When a verb writes a covered row, its entry's content carries the row as the database holds it;
//! `yishi verify` reads every covered row again by the same statement and compares.

use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

pub use super::covered_tables::COVERED;

/// A table whose rows belong to a topic and are covered by its record.
#[derive(Debug, Clone, Copy)]
pub struct CoveredTable {
    /// Its name.
    pub table: &'static str,
    /// The column that names the row within the street.
    pub key: &'static str,
    /// The column that names the topic.
    pub topic: &'static str,
    /// The covered columns: integers, texts, ids, times, booleans and JSON without fractions.
    pub columns: &'static [&'static str],
}

/// The covered table of this name.
pub fn table(name: &str) -> Option<&'static CoveredTable> {
    COVERED.iter().find(|t| t.table == name)
}

/// Times are written as the record writes them, UTC at microseconds: JSON made by the database alone
/// would hang on the time zone of whichever session, or worker of a cluster, makes it.
/// The covered columns of a row as one JSON object.
pub(in crate::store) fn columns_as_json(t: &CoveredTable) -> String {
    let pairs: Vec<String> = t
        .columns
        .iter()
        .map(|c| {
            if *c == "at" || c.ends_with("_at") {
                format!(
                    "'{c}', to_char({c} at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                )
            } else {
                format!("'{c}', {c}")
            }
        })
        .collect();
    format!("jsonb_build_object({})", pairs.join(", "))
}

/// Reads covered rows by id, as JSON; missing ids are missing from the answer.
///
/// # Errors
/// When the database is away.
pub async fn rows(tx: &mut TenantTx, t: &CoveredTable, ids: &[Uuid]) -> Result<Vec<(Uuid, Value)>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {key}, {json} from {table} where tenant_id = $1 and {key} = any($2) order by {key}",
        key = t.key,
        json = columns_as_json(t),
        table = t.table
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(ids)
        .fetch_all(tx.conn())
        .await?;
    rows.iter()
        .map(|r| Ok((r.try_get(0)?, r.try_get(1)?)))
        .collect()
}

/// Reads every covered row of a topic, as JSON.
///
/// # Errors
/// When the database is away.
pub async fn rows_of_topic(
    tx: &mut TenantTx,
    t: &CoveredTable,
    topic: Uuid,
) -> Result<Vec<(Uuid, Value)>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {key}, {json} from {table} where tenant_id = $1 and {topic} = $2 order by {key}",
        key = t.key,
        json = columns_as_json(t),
        table = t.table,
        topic = t.topic
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(topic)
        .fetch_all(tx.conn())
        .await?;
    rows.iter()
        .map(|r| Ok((r.try_get(0)?, r.try_get(1)?)))
        .collect()
}
