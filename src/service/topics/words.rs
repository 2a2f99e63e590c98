//! The author changes the text, or takes the topic back.

use super::submit::not_a_category;
use super::{begin, reasoned};
use crate::domain::topics::Revise;
use crate::domain::workflow::{Evidence, Verb};
use crate::service::photos;
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::topics::row;

/// The text is changed; it answers a question of the council, if one is open.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn revise(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Revise;
    let (mut held, scope) = begin(&mut deed, verb).await?;
    let form = Revise::parse(&deed.raw)?;
    let reason = !form.reason.is_empty();
    let mut decided = step::decide(&deed, &held, &scope, verb, Evidence::Reason { reason })?;
    decided.act.by.on_behalf = !scope.is_author;
    let id = held.row.id;
    let w = &form.words;
    row::revise(&mut deed.tx, id, &w.title, &w.body, &w.place, &w.category)
        .await
        .map_err(not_a_category)?;
    held.row.category_id.clone_from(&w.category);
    let words = Words::reason(&form.reason).with("topic", [id]);
    let words = photos::bind(&mut deed, id, None, &w.photos, words).await?;
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The author takes the topic back.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn withdraw(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::Withdraw).await
}
