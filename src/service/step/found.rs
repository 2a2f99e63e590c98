//! What came of a topic is found by a search too: the published words of its results are kept beside those
//! of its text, in the transaction that publishes them.

use serde::Deserialize;
use uuid::Uuid;

use crate::domain::workflow::Step;
use crate::service::{Deed, Problem};
use crate::store::topics::{papers, terms};

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

/// Whether a topic at this step may have results.
pub(super) fn has_results(step: Step) -> bool {
    step >= Step::Feedback
}

/// Makes a topic found by its results as its public page now shows them: those that are published, and no
/// longer those that were void again.
///
/// # Errors
/// When the database is away.
pub(super) async fn put(deed: &mut Deed, topic: Uuid) -> Result<(), Problem> {
    let shown = papers::of_topic(&mut deed.tx, topic, papers::Reader::default()).await?;
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
    Ok(terms::put_results(&mut deed.tx, topic, &terms::of_results(&texts)).await?)
}
