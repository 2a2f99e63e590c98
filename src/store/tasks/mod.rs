//! Conversion tasks (转化任务): their rows, what was done to them, and the street's list of promises.

pub mod list;
pub mod notes;
pub mod supervisors;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::store::{Result, TenantTx};

/// A task as stored; everything but the texts follows the workflow's task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskRow {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic, from 1.
    pub n: i16,
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// Number of the opinion item that it carries out.
    pub item_no: i16,
    /// What was promised.
    pub title: String,
    /// `unassigned`, `assigned`, `refused`, `accepted`, `done`, `verified`, `under_way`, `kept`, `not_feasible`, `replaced`.
    pub status: String,
    /// `a` to `d`, once graded.
    pub grade: Option<String>,
    /// The lead unit (主办).
    pub unit_id: Option<Uuid>,
    /// Its name; empty before the assignment.
    pub unit_name: String,
    /// Assisting units (协办), as written.
    pub assisting: String,
    /// `decision`, `project`, `improvement` or `other`.
    pub target_kind: Option<String>,
    /// Document number, budget and period, or rule.
    pub target_detail: String,
    /// The latest public reason or result.
    pub reason: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// When somebody looks again.
    pub next_check_at: Option<DateTime<Utc>>,
    /// When it came to be.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A task that comes to be.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// Its id.
    pub id: Uuid,
    /// Its number within the topic.
    pub n: i16,
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// Number of the opinion item.
    pub item_no: i16,
    /// What was promised.
    pub title: String,
}

/// Writes the tasks of a topic, all in one statement.
///
/// # Errors
/// `task_number_key` when another was faster.
pub async fn insert(
    tx: &mut TenantTx,
    topic: Uuid,
    community: Option<Uuid>,
    tasks: &[NewTask],
    at: DateTime<Utc>,
) -> Result<()> {
    let tenant = tx.tenant();
    let ids: Vec<Uuid> = tasks.iter().map(|t| t.id).collect();
    let numbers: Vec<i16> = tasks.iter().map(|t| t.n).collect();
    let rounds: Vec<i16> = tasks.iter().map(|t| t.round).collect();
    let items: Vec<i16> = tasks.iter().map(|t| t.item_no).collect();
    let titles: Vec<String> = tasks.iter().map(|t| t.title.clone()).collect();
    sqlx::query!(
        "insert into task as x (tenant_id, topic_id, community_id, status, created_at, updated_at, id, n, round, item_no, title)
         select $1, $2, $3, 'unassigned', $4, $4, * from unnest($5::uuid[], $6::smallint[], $7::smallint[], $8::smallint[], $9::text[])
         returning x.id",
        tenant,
        topic,
        community,
        at,
        &ids,
        &numbers,
        &rounds,
        &items,
        &titles
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// The tasks of a topic, by number.
///
/// # Errors
/// When the database is away.
pub async fn of_topic(tx: &mut TenantTx, topic: Uuid) -> Result<Vec<TaskRow>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        TaskRow,
        r#"select t.id, t.n, t.round, t.item_no, t.title, t.status, t.grade, t.unit_id, coalesce(u.name, '') as "unit_name!",
             t.assisting, t.target_kind, t.target_detail, t.reason, t.due_at, t.next_check_at, t.created_at, t.updated_at
           from task t left join unit u on u.tenant_id = $1 and u.id = t.unit_id
           where t.tenant_id = $1 and t.topic_id = $2 order by t.n"#,
        tenant,
        topic
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Marks the tasks of earlier rounds as replaced; answers their ids.
///
/// # Errors
/// When the database is away.
pub async fn replace_before(
    tx: &mut TenantTx,
    topic: Uuid,
    round: i16,
    at: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_scalar!(
        "update task set status = 'replaced', updated_at = $4 where tenant_id = $1 and topic_id = $2 and round < $3 returning id",
        tenant,
        topic,
        round,
        at
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Writes the changed columns of a task; number, round, item and title never change.
///
/// # Errors
/// `task_unit_fkey` when the unit is not this street's.
pub async fn save(tx: &mut TenantTx, t: &TaskRow) -> Result<()> {
    let tenant = tx.tenant();
    sqlx::query!(
        "update task set status = $3, grade = $4, unit_id = $5, assisting = $6, target_kind = $7, target_detail = $8,
           reason = $9, due_at = $10, next_check_at = $11, updated_at = $12
         where tenant_id = $1 and id = $2",
        tenant,
        t.id,
        t.status,
        t.grade,
        t.unit_id,
        t.assisting,
        t.target_kind,
        t.target_detail,
        t.reason,
        t.due_at,
        t.next_check_at,
        t.updated_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
