//! Rows of load data, in the form in which the record vouches for them: as `store::record::covered`
//! would read them back.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::domain::audit::{CoveredRow, utc_text};
use crate::domain::evaluations::{ArchivePaper, stored};
use crate::domain::tasks::Status;
use crate::domain::workflow::{State, Task};
use crate::store::topics::NewTopic;

/// Rows of tables beside the topic's own, as JSON objects of their columns, ready for `store::bulk`.
#[derive(Debug, Default)]
pub struct Rows {
    /// `assessment`.
    pub assessments: Vec<Value>,
    /// `stakeholder_group`.
    pub groups: Vec<Value>,
    /// `task`, as it last stood.
    pub tasks: Vec<Value>,
    /// `evaluation`, as it last stood.
    pub evaluations: Vec<Value>,
}

impl Rows {
    /// Adds another topic's.
    pub fn append(&mut self, other: &mut Self) {
        self.assessments.append(&mut other.assessments);
        self.groups.append(&mut other.groups);
        self.tasks.append(&mut other.tasks);
        self.evaluations.append(&mut other.evaluations);
    }
}

/// A covered row.
pub fn covered(table: &str, id: Uuid, columns: Value) -> CoveredRow {
    CoveredRow {
        table: table.to_owned(),
        id,
        columns: Some(columns),
    }
}

/// A row of a table: its covered columns and those that are not covered.
pub fn row(covered: &CoveredRow, others: Value) -> Value {
    let mut columns: Map<String, Value> = Map::new();
    for part in [covered.columns.clone(), Some(others)] {
        if let Some(Value::Object(part)) = part {
            columns.extend(part);
        }
    }
    Value::Object(columns)
}

/// The topic's own row.
pub fn topic(t: &NewTopic, focus: Option<&str>) -> CoveredRow {
    let columns = json!({
        "code": t.code,
        "council_id": t.council_id,
        "community_id": t.community_id,
        "category_id": t.category_id,
        "source": t.source,
        "focus": focus,
        "title": t.title,
        "body": t.body,
        "place": t.place,
        "show_name": t.show_name,
        "author_id": t.author_id,
        "author_label": t.author_label,
        "entered_by": t.entered_by,
        "on_behalf_of": t.on_behalf_of,
        "on_behalf_way": t.on_behalf_way,
        "created_at": utc_text(t.created_at),
    });
    covered("topic", t.id, columns)
}

/// A task's row as it follows from the state, with its title and its latest public reason.
pub fn task(id: Uuid, task: &Task, title: &str, reason: &str, created: &str) -> CoveredRow {
    let columns = json!({
        "n": task.n,
        "round": task.round,
        "item_no": task.item,
        "title": title,
        "status": Status::of(task, task.round).code(),
        "grade": task.grade.map(crate::domain::workflow::Grade::code),
        "unit_id": task.unit,
        "assisting": "",
        "target_kind": task.target.map(crate::domain::workflow::Target::code),
        "target_detail": "",
        "reason": reason,
        "due_at": task.due.map(utc_text),
        "next_check_at": task.next_check.map(utc_text),
        "created_at": created,
    });
    covered("task", id, columns)
}

/// A round of evaluation, beside what the topic's state holds of it.
#[derive(Debug)]
pub struct Round {
    /// Its id.
    pub id: Uuid,
    /// Who opened the window.
    pub opened_by: Uuid,
    /// When the office made its account.
    pub accounted_at: Option<String>,
    /// When the topic was concluded.
    pub decided_at: Option<String>,
}

/// The row of a round as it follows from the state.
pub fn evaluation(round: &Round, state: &State) -> CoveredRow {
    let now = &state.evaluation;
    let account = now.account.as_ref();
    let papers = ArchivePaper::list(state.no_result()).map(ArchivePaper::code);
    let archive: Vec<&str> = papers.filter(|_| account.is_some()).collect();
    let columns = json!({
        "round": state.round,
        "opened_at": now.opened_at.map(utc_text),
        "closes_at": now.until.map(utc_text),
        "opened_by": round.opened_by,
        "counts": account.map(|a| stored(&a.ratings)),
        "root": "",
        "score": account.map(|a| a.score / 100),
        "shortfall_public": "",
        "shortfall_member": "",
        "shortfall_party_gov": "",
        "archive": archive,
        "accounted_at": round.accounted_at,
        "outcome": round.decided_at.as_ref().map(|_| "concluded"),
        "reason": "",
        "decided_at": round.decided_at,
    });
    covered("evaluation", round.id, columns)
}
