//! Exports of a street: topics, tasks, evaluations and the record, as tables with the promised names
//! of columns. They are files of whoever runs the street: each row says in `visibility` who may see its topic, and
//! what is handed on to the public are those where that is `public`.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Problem;
use crate::domain::audit::utc_text;
use crate::domain::policy::Viewer;
use crate::domain::workflow::{Standing, Step};
use crate::kit::export::{Cell, Table};
use crate::store::exports::{self, Filter};
use crate::store::record::walk;
use crate::store::{Store, TenantId};

/// Rows read in one statement.
const BATCH: usize = 1_000;

/// The last column: who may see the topic, `submitted`, `public`, `withdrawn` or `taken_down`.
const VISIBILITY: &str = "visibility";

/// The columns of exported topics, as the API has them too: a promise to scripts.
pub const TOPICS: &[&str] = &[
    "code",
    "title",
    "council",
    "community",
    "source",
    "focus",
    "category",
    "stage",
    "step",
    "step_no",
    "state",
    "version",
    "due_at",
    "overdue",
    "created_at",
    "updated_at",
];

/// Topics that the viewer sees, in the order of their submission. Overdue is said of `now`.
///
/// # Errors
/// When the database is away.
pub async fn topics(
    store: &Store,
    tenant: TenantId,
    viewer: &Viewer,
    now: DateTime<Utc>,
) -> Result<Table, Problem> {
    let mut table = Table::new("topics", &[TOPICS, &[VISIBILITY]].concat());
    let mut after = None;
    loop {
        let mut tx = store.read(tenant, "exports.topics").await?;
        let page = exports::topics(&mut tx, viewer, &Filter::default(), after, BATCH).await?;
        let Some(last) = page.last() else {
            return Ok(table);
        };
        after = Some(last.id);
        table
            .rows
            .extend(page.into_iter().map(|t| topic_row(t, now)));
    }
}

fn topic_row(t: exports::Topic, now: DateTime<Utc>) -> Vec<Cell> {
    let step = u8::try_from(t.step).ok().and_then(Step::from_no);
    let open = t.state == Standing::Open.code();
    let overdue = open && t.due_at.is_some_and(|due| due < now);
    vec![
        t.code.into(),
        t.title.into(),
        t.council.into(),
        t.community.into(),
        t.source.into(),
        t.focus.into(),
        t.category.into(),
        step.map(|s| s.stage().code()).into(),
        step.map(Step::code).into(),
        t.step.into(),
        t.state.into(),
        t.version.into(),
        t.due_at.into(),
        overdue.into(),
        t.created_at.into(),
        t.updated_at.into(),
        t.visibility.into(),
    ]
}

/// Tasks of all topics.
///
/// # Errors
/// When the database is away.
pub async fn tasks(store: &Store, tenant: TenantId, now: DateTime<Utc>) -> Result<Table, Problem> {
    let columns = [
        "code",
        "n",
        "round",
        "title",
        "status",
        "grade",
        "unit",
        "assisting",
        "target_kind",
        "community",
        "due_at",
        "overdue",
        "next_check_at",
        "created_at",
        "updated_at",
        VISIBILITY,
    ];
    let mut table = Table::new("tasks", &columns);
    let mut after = None;
    loop {
        let mut tx = store.read(tenant, "exports.tasks").await?;
        let page = exports::tasks(&mut tx, after, 1_000).await?;
        let Some(last) = page.last() else {
            return Ok(table);
        };
        after = Some(last.id);
        table.rows.extend(page.into_iter().map(|t| {
            let open = crate::store::tasks::list::OPEN.contains(&t.status.as_str());
            let overdue = open && t.due_at.is_some_and(|due| due < now);
            vec![
                t.code.into(),
                t.n.into(),
                t.round.into(),
                t.title.into(),
                t.status.into(),
                t.grade.into(),
                t.unit.into(),
                t.assisting.into(),
                t.target_kind.into(),
                t.community.into(),
                t.due_at.into(),
                overdue.into(),
                t.next_check_at.into(),
                t.created_at.into(),
                t.updated_at.into(),
                t.visibility.into(),
            ]
        }));
    }
}

/// Rounds of evaluation of all topics.
///
/// # Errors
/// When the database is away.
pub async fn evaluations(store: &Store, tenant: TenantId) -> Result<Table, Problem> {
    let columns = [
        "code",
        "round",
        "opened_at",
        "closes_at",
        "counts",
        "score",
        "outcome",
        "reason",
        "decided_at",
        VISIBILITY,
    ];
    let mut table = Table::new("evaluations", &columns);
    let mut after = None;
    loop {
        let mut tx = store.read(tenant, "exports.evaluations").await?;
        let page = exports::evaluations(&mut tx, after, 1_000).await?;
        let Some(last) = page.last() else {
            return Ok(table);
        };
        after = Some(last.id);
        table.rows.extend(page.into_iter().map(|e| {
            vec![
                e.code.into(),
                e.round.into(),
                e.opened_at.into(),
                e.closes_at.into(),
                e.counts.into(),
                e.score.into(),
                e.outcome.into(),
                e.reason.into(),
                e.decided_at.into(),
                e.visibility.into(),
            ]
        }));
    }
}

/// The entries of every chain, topic by topic. They hold no names, phones or free text; contents and
/// salts stay in the database.
///
/// # Errors
/// When the database is away.
pub async fn record(store: &Store, tenant: TenantId) -> Result<Table, Problem> {
    let columns = [
        "code",
        "topic",
        "seq",
        "at",
        "verb",
        "step_before",
        "step_after",
        "by",
        "commitment",
        "prev",
        "hash",
    ];
    let mut table = Table::new("record", &columns);
    let mut after = Uuid::nil();
    loop {
        let mut tx = store.snapshot(tenant, "exports.record").await?;
        let topics = walk::topics(&mut tx, after, 500).await?;
        let Some(last) = topics.last() else {
            return Ok(table);
        };
        after = last.claim.id;
        let ids: Vec<Uuid> = topics.iter().map(|t| t.claim.id).collect();
        let code = |topic: Uuid| {
            topics
                .iter()
                .find(|t| t.claim.id == topic)
                .map_or("", |t| t.code.as_str())
        };
        for link in walk::links(&mut tx, &ids).await? {
            let e = link.entry;
            table.rows.push(vec![
                code(e.topic).into(),
                e.topic.to_string().into(),
                e.seq.into(),
                utc_text(e.at).into(),
                e.verb.into(),
                e.step_before.into(),
                e.step_after.into(),
                e.by.into(),
                e.commitment.hex().into(),
                e.prev.hex().into(),
                link.hash.hex().into(),
            ]);
        }
    }
}
