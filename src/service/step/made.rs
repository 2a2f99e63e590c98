//! The rows of the conversion tasks that an act made: at the end of feedback, and at rehandling.

use serde::Deserialize;
use uuid::Uuid;

use super::{Decided, Held};
use crate::service::{Deed, Problem};
use crate::store::opinions;
use crate::store::tasks::{self, NewTask};

/// What of an opinion's content becomes tasks.
#[derive(Deserialize)]
struct Items {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    no: u32,
    text: String,
}

/// Writes a row for each task that the state has and had not before; their words are those of the
/// opinion's items. Answers their ids.
///
/// # Errors
/// When the database is away; a fault where tasks come from no issued opinion.
pub async fn make_tasks(
    deed: &mut Deed,
    held: &Held,
    decided: &Decided,
) -> Result<Vec<Uuid>, Problem> {
    let made: Vec<_> = decided
        .state
        .tasks
        .iter()
        .filter(|t| held.state.task(t.n).is_none())
        .collect();
    if made.is_empty() {
        return Ok(Vec::new());
    }
    let issued = opinions::issued(&mut deed.tx, held.row.id)
        .await?
        .ok_or_else(|| Problem::Fault(format!("no issued opinion of {}", held.row.code)))?;
    let opinion: Items = serde_json::from_value(issued.content)?;
    let small = |n: u32| i16::try_from(n).unwrap_or(i16::MAX);
    let rows: Vec<NewTask> = made
        .into_iter()
        .map(|task| NewTask {
            id: deed.id(),
            n: small(task.n),
            round: small(task.round),
            item_no: small(task.item),
            title: opinion
                .items
                .iter()
                .find(|i| i.no == task.item)
                .map_or_else(String::new, |i| i.text.clone()),
        })
        .collect();
    let at = deed.at;
    tasks::insert(&mut deed.tx, held.row.id, held.row.community_id, &rows, at).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}
