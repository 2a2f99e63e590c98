//! Exports: whole tables of a street, read in pages by key, so that 100,000 rows stream.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::domain::policy::{Part, Viewer};
use crate::store::sight::seen_by;
use crate::store::{Result, TenantTx};

/// What an export of topics is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of one community.
    pub community: Option<Uuid>,
    /// At one step, 1-8.
    pub step: Option<i16>,
    /// In one state.
    pub state: Option<String>,
    /// Changed at or after this instant.
    pub since: Option<DateTime<Utc>>,
}

/// An exported topic. Overdue is not in it: it follows from state, date and the moment of reading.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Topic {
    /// Its id: where the next page goes on.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// One line.
    pub title: String,
    /// The council's name.
    pub council: String,
    /// The community's name; empty for the whole street.
    pub community: String,
    /// Where it came from.
    pub source: String,
    /// Focus, once accepted.
    pub focus: Option<String>,
    /// The category's name.
    pub category: String,
    /// `open`, `suspended` …
    pub state: String,
    /// Step number, 1-8.
    pub step: i16,
    /// The version of the last decision.
    pub version: i32,
    /// End of the running time limit.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was submitted.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Who may see the topic.
    pub visibility: String,
}

/// The next topics by id that the viewer sees, at most `size`.
///
/// # Errors
/// When the database is away.
pub async fn topics(
    tx: &mut TenantTx,
    viewer: &Viewer,
    filter: &Filter,
    after: Option<Uuid>,
    size: usize,
) -> Result<Vec<Topic>> {
    let tenant = tx.tenant();
    let mut q: QueryBuilder<Postgres> = QueryBuilder::new(
        "select p.id, p.code, p.title, c.name as council, coalesce(m.name, '') as community, p.source, p.focus,
           g.name as category, p.state, p.step, p.version, p.due_at, p.created_at, p.updated_at,
           p.visibility
         from (select t.* from topic t where t.tenant_id = ",
    );
    q.push_bind(tenant);
    seen_by(&mut q, viewer, Part::Text);
    if let Some(v) = filter.community {
        q.push(" and t.community_id = ").push_bind(v);
    }
    if let Some(v) = filter.step {
        q.push(" and t.step = ").push_bind(v);
    }
    if let Some(v) = &filter.state {
        q.push(" and t.state = ").push_bind(v.clone());
    }
    if let Some(v) = filter.since {
        q.push(" and t.updated_at >= ").push_bind(v);
    }
    if let Some(v) = after {
        q.push(" and t.id > ").push_bind(v);
    }
    q.push(" order by t.id limit ")
        .push_bind(i64::try_from(size).unwrap_or(i64::MAX));
    q.push(") as p join council c on c.id = p.council_id and c.tenant_id = ")
        .push_bind(tenant);
    q.push(" join category g on g.id = p.category_id and g.tenant_id = ")
        .push_bind(tenant);
    q.push(" left join community m on m.id = p.community_id and m.tenant_id = ")
        .push_bind(tenant);
    q.push(" order by p.id");
    Ok(q.build_query_as().fetch_all(tx.conn()).await?)
}

/// An exported conversion task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Its id: where the next page goes on.
    pub id: Uuid,
    /// The topic's code.
    pub code: String,
    /// Its number within the topic.
    pub n: i16,
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// What was promised.
    pub title: String,
    /// The status.
    pub status: String,
    /// `a` to `d`, once graded.
    pub grade: Option<String>,
    /// The lead unit's name; empty before the assignment.
    pub unit: String,
    /// Assisting units, as written.
    pub assisting: String,
    /// `decision`, `project`, `improvement` or `other`.
    pub target_kind: Option<String>,
    /// The community's name; empty for the whole street.
    pub community: String,
    /// Until when.
    pub due_at: Option<DateTime<Utc>>,
    /// When somebody looks again.
    pub next_check_at: Option<DateTime<Utc>>,
    /// When it came to be.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Who may see the topic.
    pub visibility: String,
}

/// The next tasks by id, whoever may see their topics, at most `size`.
///
/// # Errors
/// When the database is away.
pub async fn tasks(tx: &mut TenantTx, after: Option<Uuid>, size: i64) -> Result<Vec<Task>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Task,
        r#"select k.id, t.code, k.n, k.round, k.title, k.status, k.grade, coalesce(u.name, '') as "unit!", k.assisting,
             k.target_kind, coalesce(m.name, '') as "community!", k.due_at, k.next_check_at, k.created_at, k.updated_at,
             t.visibility
           from task k
           join topic t on t.tenant_id = $1 and t.id = k.topic_id
           left join unit u on u.tenant_id = $1 and u.id = k.unit_id
           left join community m on m.tenant_id = $1 and m.id = k.community_id
           where k.tenant_id = $1 and k.id > $2 order by k.id limit $3"#,
        tenant,
        after.unwrap_or(Uuid::nil()),
        size
    )
    .fetch_all(tx.conn())
    .await?)
}

/// An exported round of evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Its id: where the next page goes on.
    pub id: Uuid,
    /// The topic's code.
    pub code: String,
    /// 1, or 2 after a rehandling.
    pub round: i16,
    /// When the window opened.
    pub opened_at: DateTime<Utc>,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// Counts by kind and score, once accounted.
    pub counts: Option<Value>,
    /// 0-100, once accounted.
    pub score: Option<i32>,
    /// `concluded` or `rehandled`.
    pub outcome: Option<String>,
    /// Public reason for the outcome.
    pub reason: String,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Who may see the topic.
    pub visibility: String,
}

/// The next rounds of evaluation by id, whoever may see their topics, at most `size`.
///
/// # Errors
/// When the database is away.
pub async fn evaluations(
    tx: &mut TenantTx,
    after: Option<Uuid>,
    size: i64,
) -> Result<Vec<Evaluation>> {
    let tenant = tx.tenant();
    Ok(sqlx::query_as!(
        Evaluation,
        "select e.id, t.code, e.round, e.opened_at, e.closes_at, e.counts, e.score, e.outcome, e.reason, e.decided_at,
           t.visibility
         from evaluation e join topic t on t.tenant_id = $1 and t.id = e.topic_id
         where e.tenant_id = $1 and e.id > $2 order by e.id limit $3",
        tenant,
        after.unwrap_or(Uuid::nil()),
        size
    )
    .fetch_all(tx.conn())
    .await?)
}
