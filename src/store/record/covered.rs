//! The rows whose content is vouched for by the record.
//!
//! When a verb writes a covered row, its entry's content carries the row as the database holds it;
//! `yishi verify` reads every covered row again by the same statement and compares.

use serde_json::Value;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

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

/// Every covered table and column, in one place. A test alters each in turn and `verify` must see it.
pub const COVERED: &[CoveredTable] = &[
    CoveredTable {
        table: "topic",
        key: "id",
        topic: "id",
        columns: &[
            "code",
            "council_id",
            "community_id",
            "category_id",
            "source",
            "focus",
            "title",
            "body",
            "place",
            "show_name",
            "author_id",
            "author_label",
            "entered_by",
            "on_behalf_of",
            "on_behalf_way",
            "created_at",
        ],
    },
    CoveredTable {
        table: "feedback_delivery",
        key: "id",
        topic: "topic_id",
        columns: &[
            "round",
            "group_id",
            "way",
            "recipient",
            "note",
            "delivered_by",
            "delivered_at",
        ],
    },
    CoveredTable {
        table: "posting",
        key: "id",
        topic: "topic_id",
        columns: &[
            "round",
            "n",
            "body",
            "hits",
            "pass_reason",
            "posted_by",
            "posted_at",
            "released_by",
            "released_at",
            "closes_at",
            "voided_at",
        ],
    },
    CoveredTable {
        table: "objection_answer",
        key: "id",
        topic: "topic_id",
        columns: &["objection_id", "outcome", "reason", "hash", "decided_at"],
    },
    CoveredTable {
        table: "no_result",
        key: "id",
        topic: "topic_id",
        columns: &["round", "reason", "hash", "decided_at"],
    },
    CoveredTable {
        table: "task",
        key: "id",
        topic: "topic_id",
        columns: &[
            "n",
            "round",
            "item_no",
            "title",
            "status",
            "grade",
            "unit_id",
            "assisting",
            "target_kind",
            "target_detail",
            "reason",
            "due_at",
            "next_check_at",
            "created_at",
        ],
    },
    CoveredTable {
        table: "task_note",
        key: "id",
        topic: "topic_id",
        columns: &[
            "task_id",
            "kind",
            "words",
            "evidence",
            "result",
            "day",
            "number_for",
            "number_of",
            "by_label",
            "written_by",
            "at",
        ],
    },
    CoveredTable {
        table: "evaluation",
        key: "id",
        topic: "topic_id",
        columns: &[
            "round",
            "opened_at",
            "closes_at",
            "opened_by",
            "counts",
            "root",
            "score",
            "shortfall_public",
            "shortfall_member",
            "shortfall_party_gov",
            "archive",
            "accounted_at",
            "outcome",
            "reason",
            "decided_at",
        ],
    },
    CoveredTable {
        table: "author_contact",
        key: "id",
        topic: "topic_id",
        columns: &["round", "n", "way", "result", "body", "contacted_by", "at"],
    },
    CoveredTable {
        table: "evaluation_answer",
        key: "id",
        topic: "topic_id",
        columns: &["round", "body", "answered_by", "at"],
    },
];

/// The covered table of this name.
pub fn table(name: &str) -> Option<&'static CoveredTable> {
    COVERED.iter().find(|t| t.table == name)
}

fn columns_as_json(t: &CoveredTable) -> String {
    let pairs: Vec<String> = t.columns.iter().map(|c| format!("'{c}', {c}")).collect();
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
