//! Reading a street's records whole, some hundred topics at a time: for `yishi verify` and exports.

use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use super::covered::CoveredTable;
use crate::domain::audit::{Entry, Kept, Link, TopicClaim};
use crate::store::{Error, Result, TenantTx};

/// A topic to be checked, with its code for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The topic's code.
    pub code: String,
    /// What its row claims.
    pub claim: TopicClaim,
}

/// The topics after this id, in the order of ids, at most `size`.
///
/// # Errors
/// When the database is away.
pub async fn topics(tx: &mut TenantTx, after: Uuid, size: i64) -> Result<Vec<Claimed>> {
    let tenant = tx.tenant();
    let rows = sqlx::query!(
        "select id, code, state, step, visibility, version, workflow, record_length, record_head
         from topic where tenant_id = $1 and id > $2 order by id limit $3",
        tenant,
        after,
        size
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Claimed {
            code: r.code,
            claim: TopicClaim {
                id: r.id,
                state: r.state,
                step: r.step,
                visibility: r.visibility,
                version: r.version,
                workflow: r.workflow,
                record_length: r.record_length,
                record_head: r.record_head,
            },
        })
        .collect())
}

/// The chains of these topics, each in order.
///
/// # Errors
/// [`Error::Decode`] where a stored hash is not 32 bytes; when the database is away.
pub async fn links(tx: &mut TenantTx, topics: &[Uuid]) -> Result<Vec<Link>> {
    let tenant = tx.tenant();
    let rows = sqlx::query!(
        "select topic_id, seq, at, verb, step_before, step_after, by_whom, commitment, prev, hash
         from record_entry where tenant_id = $1 and topic_id = any($2) order by topic_id, seq",
        tenant,
        topics
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let hash = |bytes: Vec<u8>| {
                bytes
                    .as_slice()
                    .try_into()
                    .map_err(|_| Error::Decode(format!("hash of entry {}", r.seq)))
            };
            Ok(Link {
                entry: Entry {
                    tenant,
                    topic: r.topic_id,
                    seq: r.seq,
                    at: r.at,
                    verb: r.verb,
                    step_before: r.step_before,
                    step_after: r.step_after,
                    by: r.by_whom,
                    commitment: hash(r.commitment)?,
                    prev: hash(r.prev)?,
                },
                hash: hash(r.hash)?,
            })
        })
        .collect()
}

/// The contents of these topics' entries: topic, position, content.
///
/// # Errors
/// [`Error::Decode`] where a salt is not 32 bytes; when the database is away.
pub async fn contents(tx: &mut TenantTx, topics: &[Uuid]) -> Result<Vec<(Uuid, i32, Kept)>> {
    let tenant = tx.tenant();
    let rows = sqlx::query!(
        "select topic_id, seq, salt, content from record_content where tenant_id = $1 and topic_id = any($2)",
        tenant,
        topics
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            let salt = r
                .salt
                .as_slice()
                .try_into()
                .map_err(|_| Error::Decode(format!("salt of entry {}", r.seq)))?;
            Ok((
                r.topic_id,
                r.seq,
                Kept {
                    salt,
                    content: r.content,
                },
            ))
        })
        .collect()
}

/// The covered rows of these topics in one table, as JSON: topic, id, columns.
///
/// # Errors
/// When the database is away.
pub async fn covered(
    tx: &mut TenantTx,
    t: &CoveredTable,
    topics: &[Uuid],
) -> Result<Vec<(Uuid, Uuid, serde_json::Value)>> {
    let tenant = tx.tenant();
    let sql = format!(
        "select {topic}, {key}, {json} from {table} where tenant_id = $1 and {topic} = any($2)",
        topic = t.topic,
        key = t.key,
        json = super::covered::columns_as_json(t),
        table = t.table
    );
    let rows = sqlx::query(AssertSqlSafe(sql))
        .bind(tenant)
        .bind(topics)
        .fetch_all(tx.conn())
        .await?;
    rows.iter()
        .map(|r| Ok((r.try_get(0)?, r.try_get(1)?, r.try_get(2)?)))
        .collect()
}
