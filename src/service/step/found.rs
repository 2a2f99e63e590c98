//! What came of a topic is found by a search too: the published words of its results are kept beside those
//! of its text, in the transaction that publishes them.

use serde::Deserialize;
use uuid::Uuid;

use super::Words;
use crate::domain::workflow::Step;
use crate::service::{App, Problem};
use crate::store::topics::{papers, terms};
use crate::store::{TenantId, TenantTx};

/// The papers whose words are searched. Each is covered by the record, so that an entry names every one that
/// changed with it.
const PAPERS: [&str; 5] = ["opinion", "no_result", "posting", "task", "evaluation"];

/// Topics that one sweep catches up with.
const BATCH: i64 = 50;

/// What of an opinion's content is searched.
#[derive(Deserialize)]
struct Opinion {
    summary: String,
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    text: String,
}

/// Whether what a topic is found by may be another after an entry: it has come to where results are, and one
/// of them has changed.
pub(super) fn may_change(before: Step, after: Step, words: &Words) -> bool {
    let rows = words.rows.iter().map(|(table, _)| table);
    let removed = words.removed.iter().map(|(table, _)| table);
    let papers = rows.chain(removed).any(|table| PAPERS.contains(table));
    papers && before.max(after) >= Step::Feedback
}

/// Makes a topic found by its results as its public page now shows them: those that are published, and no
/// longer those that were void again.
///
/// # Errors
/// When the database is away.
pub(super) async fn put(tx: &mut TenantTx, topic: Uuid) -> Result<(), Problem> {
    let shown = papers::of_topic(tx, topic, papers::Reader::default()).await?;
    let mut texts: Vec<String> = Vec::new();
    if let Some(issued) = shown.opinion {
        let opinion: Opinion = serde_json::from_value(issued.content)?;
        texts.push(opinion.summary);
        texts.extend(opinion.items.into_iter().map(|item| item.text));
    }
    texts.extend(shown.no_result.map(|none| none.reason));
    texts.extend(shown.posting.map(|posting| posting.body));
    for task in shown.tasks.into_iter().filter(|t| t.status != "replaced") {
        texts.extend([task.title, task.target_detail, task.reason]);
    }
    texts.extend(shown.evaluations.into_iter().map(|round| round.reason));
    Ok(terms::put_results(tx, topic, &terms::of_results(&texts)).await?)
}

/// Makes topics found by their results that were published before the search knew results, some at a time;
/// answers how many. One that somebody is deciding on at this moment waits for the next time.
///
/// # Errors
/// When the database is away.
pub async fn catch_up(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let mut tx = app.store.write(tenant, "topics.found").await?;
    let topics = terms::without_results(&mut tx, BATCH).await?;
    for topic in &topics {
        match put(&mut tx, *topic).await {
            Ok(()) => {}
            // Papers that this program cannot read must not hold up the others.
            Err(Problem::Fault(why)) => {
                tracing::error!(%topic, error = why, "a topic is not found by its results");
                terms::put_results(&mut tx, *topic, &[]).await?;
            }
            Err(other) => return Err(other),
        }
    }
    tx.commit().await?;
    Ok(u64::try_from(topics.len()).unwrap_or(u64::MAX))
}
