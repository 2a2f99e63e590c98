//! Conversion and supervision of tasks (转化任务): each verb changes one task, notes what was done,
//! and writes the task's row as the state has it.

mod grade;
mod lead;
mod supervise;
mod supervisors;
mod work;

pub use grade::{complete, decide, explain};
pub use lead::{accept, assign, refuse, transfer};
pub use supervise::{inspect, urge, verify};
pub use supervisors::appoint;
pub use work::{approve_extension, extend, legal, progress};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::step::{self, Held, Words};
use super::{Deed, Done, Problem};
use crate::domain::calendar::local_day;
use crate::domain::photos::Chosen;
use crate::domain::policy::{self, Scope};
use crate::domain::tasks::Status;
use crate::domain::workflow::{Evidence, Task, Verb};
use crate::service::photos;
use crate::service::scope::{self, About};
use crate::store::tasks::notes::{self, TaskNote};
use crate::store::tasks::{self as rows, TaskRow};

/// A task held for a decision.
struct Work {
    /// The topic.
    held: Held,
    /// Who its person is to it.
    scope: Scope,
    /// The task's number.
    n: u32,
    /// The task's row.
    row: TaskRow,
    /// The verb.
    verb: Verb,
}

impl Work {
    /// The task as the state has it.
    fn task(&self) -> Result<&Task, Problem> {
        self.held.state.task(self.n).ok_or(Problem::NotFound)
    }
}

/// What is noted of the act beside the state.
#[derive(Default)]
struct Note {
    words: String,
    evidence: String,
    result: String,
    day: Option<NaiveDate>,
    numbers: Option<Value>,
    photos: Vec<Chosen>,
    /// The act's words are the task's public reason or result from now on.
    public: bool,
    /// Assisting units and detail of the target, where the act sets them.
    detail: Option<(String, String)>,
}

impl Note {
    fn words(words: &str) -> Self {
        Self {
            words: words.to_owned(),
            ..Self::default()
        }
    }

    fn public(mut self) -> Self {
        self.public = true;
        self
    }

    fn day(mut self, at: Option<DateTime<Utc>>) -> Self {
        self.day = at.map(local_day);
        self
    }

    fn result(mut self, result: &str) -> Self {
        result.clone_into(&mut self.result);
        self
    }
}

/// Holds the topic, finds the task and asks the policy before the form is read.
async fn begin(deed: &mut Deed, verb: Verb) -> Result<Work, Problem> {
    let n = deed.target.task.ok_or(Problem::NotFound)?;
    let held = step::hold(deed).await?;
    let row = rows::of_topic(&mut deed.tx, held.row.id)
        .await?
        .into_iter()
        .find(|r| u32::try_from(r.n) == Ok(n))
        .ok_or(Problem::NotFound)?;
    let about = About {
        task: Some(n),
        ..About::default()
    };
    let scope = scope::of(deed, &held, about).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok(Work {
        held,
        scope,
        n,
        row,
        verb,
    })
}

/// Decides, writes the task's row and the note, records and commits.
async fn finish(
    mut deed: Deed,
    work: Work,
    evidence: Evidence,
    note: Note,
) -> Result<Done, Problem> {
    let Work {
        held,
        scope,
        n,
        mut row,
        verb,
    } = work;
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let task = decided.state.task(n).ok_or(Problem::NotFound)?;
    follow(&mut row, task, decided.state.round);
    if let Some((assisting, detail)) = note.detail {
        row.assisting = assisting;
        row.target_detail = detail;
    }
    if note.public {
        row.reason.clone_from(&note.words);
    }
    row.updated_at = deed.at;
    rows::save(&mut deed.tx, &row).await?;
    let kept = TaskNote {
        id: deed.id(),
        task_id: row.id,
        kind: verb.code().to_owned(),
        words: note.words.clone(),
        evidence: note.evidence,
        result: note.result,
        day: note.day,
        numbers: note.numbers,
        by_label: deed.me.label(),
        written_by: deed.me.account(),
        at: deed.at,
        photos: Default::default(),
    };
    notes::insert(&mut deed.tx, held.row.id, &kept).await?;
    let words = Words::reason(&note.words)
        .with("task", [row.id])
        .with("task_note", [kept.id]);
    let topic = held.row.id;
    let words = photos::bind(&mut deed, topic, Some(kept.id), &note.photos, words).await?;
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The columns that follow the state.
fn follow(row: &mut TaskRow, task: &Task, round: u32) {
    Status::of(task, round).code().clone_into(&mut row.status);
    row.grade = task.grade.map(|g| g.code().to_owned());
    row.unit_id = task.unit;
    row.target_kind = task.target.map(|t| t.code().to_owned());
    row.due_at = task.due;
    row.next_check_at = task.next_check;
}
