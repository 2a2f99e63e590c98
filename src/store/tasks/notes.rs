//! What was done to a task: written once, read in order.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

use crate::store::photos::Thumb;
use crate::store::{Result, TenantTx};

/// One act on a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskNote {
    /// Its id.
    pub id: Uuid,
    /// The task.
    pub task_id: Uuid,
    /// Code of the verb, such as `task_progress`.
    pub kind: String,
    /// Reason, finding or account.
    pub words: String,
    /// What shows it: a paper, a place, a picture's name.
    pub evidence: String,
    /// A grade, `confirmed` or `not_confirmed`, the kind of a legal follow-up; empty otherwise.
    pub result: String,
    /// The date that the act sets or reports.
    pub day: Option<NaiveDate>,
    /// Of a legal follow-up: people and area entitled, taking part, in favour.
    pub numbers: Option<Value>,
    /// Post or unit of who did it, as the public sees it.
    pub by_label: String,
    /// Who did it.
    pub written_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Photos that show it; written by their own room.
    pub photos: Json<Vec<Thumb>>,
}

/// Writes an act on a task.
///
/// # Errors
/// A foreign key when the task is not this street's.
pub async fn insert(tx: &mut TenantTx, topic: Uuid, n: &TaskNote) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "insert into task_note (tenant_id, id, topic_id, task_id, kind, words, evidence, result, day, numbers, by_label, written_by, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        tenant,
        n.id,
        topic,
        n.task_id,
        n.kind,
        n.words,
        n.evidence,
        n.result,
        n.day,
        n.numbers,
        n.by_label,
        n.written_by,
        n.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every act on the tasks of a topic, in order.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<TaskNote>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        TaskNote,
        r#"select o.id, o.task_id, o.kind, o.words, o.evidence, o.result, o.day, o.numbers, o.by_label, o.written_by, o.at,
             (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'alt', f.alt, 'width', f.width, 'height', f.height,
                'task_id', o.task_id) order by f.n), '[]')
              from photo f where f.tenant_id = $1 and f.topic_id = $2 and f.note_id = o.id) as "photos!: Json<Vec<Thumb>>"
           from task_note o where o.tenant_id = $1 and o.topic_id = $2 order by o.at, o.id"#,
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}
