//! The street's own words for similar topics: the administrator says which mean the same.

use crate::domain::topics::synonyms::{keeps, parse};
use crate::service::{Deed, Problem};
use crate::store::topics::synonyms::{Synonym, replace};

/// The administrator makes the street's own words these. They are read with each question and looked for
/// by the pairs of characters that every topic is found by, so that they hold for the topics that are
/// there too.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn set_synonyms(mut deed: Deed) -> Result<(), Problem> {
    if !keeps(&deed.me.actor) {
        return Err(Problem::Forbidden("synonyms-forbidden"));
    }
    let mut words = Vec::new();
    for group in parse(&deed.raw)? {
        let Some(means) = group.first() else { continue };
        words.extend(group.iter().map(|word| Synonym {
            word: word.clone(),
            means: means.clone(),
        }));
    }
    let (me, at) = (deed.me.account(), deed.at);
    replace(&mut deed.tx, &words, me, at).await?;
    Ok(deed.tx.commit().await?)
}
