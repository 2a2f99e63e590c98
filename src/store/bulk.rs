//! Bulk writes for load data and imports: thousands of rows a statement, made by the same rules in memory.
//!
//! Write a few thousand topics a transaction and commit each; after the first one let the owner analyze
//! ([`crate::store::owner::Owner::analyze`]), so that the checks of keys are planned for tables that are not empty.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::store::record::entries::EntryRow;
use crate::store::{Error, Result, TenantTx, tables};

/// Writes rows of any table of a street, given as JSON objects of the same columns (without `tenant_id`);
/// a column that none gives takes its default. Bytes are given as `\x` and hex.
///
/// # Errors
/// [`Error::Decode`] for a table or column that is not of the schema; the table's own constraints.
pub async fn rows(tx: &mut TenantTx, table: &str, rows: &[Value]) -> Result<()> {
    let Some(first) = rows.first() else {
        return Ok(());
    };
    let columns: Vec<&String> = first
        .as_object()
        .into_iter()
        .flat_map(|o| o.keys())
        .collect();
    let plain =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    if !tables::TENANT.contains(&table) || !columns.iter().all(|c| plain(c)) {
        return Err(Error::Decode(format!("{table} with columns {columns:?}")));
    }
    let given: Vec<String> = columns.iter().map(|c| format!("r.{c}")).collect();
    let named: Vec<&str> = columns.iter().map(|c| c.as_str()).collect();
    let sql = format!(
        "insert into {table} as x (tenant_id, {}) select $1, {} from jsonb_populate_recordset(null::{table}, $2) as r
         returning 1",
        named.join(", "),
        given.join(", ")
    );
    let tenant = tx.tenant();
    sqlx::query(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(Value::Array(rows.to_vec()))
        .fetch_all(tx.conn())
        .await?;
    Ok(())
}

/// An entry of a topic's record with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The topic.
    pub topic: Uuid,
    /// The entry.
    pub row: EntryRow,
    /// The salt of its commitment.
    pub salt: Vec<u8>,
    /// The canonical content.
    pub content: String,
}

/// Writes entries and contents of any topics, each in one statement.
///
/// # Errors
/// `record_entry_pkey`; `record_entry_topic_fkey` when the topic is not written yet.
pub async fn entries(tx: &mut TenantTx, entries: &[Entry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let tenant = tx.tenant();
    let topics: Vec<Uuid> = entries.iter().map(|e| e.topic).collect();
    let seqs: Vec<i32> = entries.iter().map(|e| e.row.seq).collect();
    let at: Vec<DateTime<Utc>> = entries.iter().map(|e| e.row.at).collect();
    let verbs: Vec<&str> = entries.iter().map(|e| e.row.verb.as_str()).collect();
    let before: Vec<i16> = entries.iter().map(|e| e.row.step_before).collect();
    let after: Vec<i16> = entries.iter().map(|e| e.row.step_after).collect();
    let by: Vec<&str> = entries.iter().map(|e| e.row.by_whom.as_str()).collect();
    let commitments: Vec<&[u8]> = entries
        .iter()
        .map(|e| e.row.commitment.as_slice())
        .collect();
    let prev: Vec<&[u8]> = entries.iter().map(|e| e.row.prev.as_slice()).collect();
    let hashes: Vec<&[u8]> = entries.iter().map(|e| e.row.hash.as_slice()).collect();
    sqlx::query!(
        "insert into record_entry as x (tenant_id, topic_id, seq, at, verb, step_before, step_after, by_whom, commitment, prev, hash)
         select $1, u.topic, u.seq, u.at, u.verb, u.before, u.after, u.by_whom, u.commitment, u.prev, u.hash
         from unnest($2::uuid[], $3::integer[], $4::timestamptz[], $5::text[], $6::smallint[], $7::smallint[], $8::text[],
           $9::bytea[], $10::bytea[], $11::bytea[])
           as u (topic, seq, at, verb, before, after, by_whom, commitment, prev, hash)
         returning x.seq",
        tenant,
        &topics,
        &seqs,
        &at,
        &verbs as &[&str],
        &before,
        &after,
        &by as &[&str],
        &commitments as &[&[u8]],
        &prev as &[&[u8]],
        &hashes as &[&[u8]]
    )
    .fetch_all(tx.conn())
    .await?;
    let salts: Vec<&[u8]> = entries.iter().map(|e| e.salt.as_slice()).collect();
    let contents: Vec<&str> = entries.iter().map(|e| e.content.as_str()).collect();
    sqlx::query!(
        "insert into record_content as x (tenant_id, topic_id, seq, salt, content)
         select $1, u.topic, u.seq, u.salt, u.content
         from unnest($2::uuid[], $3::integer[], $4::bytea[], $5::text[]) as u (topic, seq, salt, content)
         returning x.seq",
        tenant,
        &topics,
        &seqs,
        &salts as &[&[u8]],
        &contents as &[&str]
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Moves a series of numbers on to `n`, so that the next one given is a later one.
///
/// # Errors
/// When the database is away.
pub async fn advance(tx: &mut TenantTx, series: &str, n: i64) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into counter as x (tenant_id, name, n) values ($1, $2, $3)
         on conflict (tenant_id, name) do update set n = greatest(x.n, excluded.n)",
        tenant,
        series,
        n
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
