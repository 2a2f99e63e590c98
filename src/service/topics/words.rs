//! The author changes the text, or takes the topic back.

use super::submit::{label, not_a_category};
use super::{begin, reasoned};
use crate::domain::privacy::{self, ShowName};
use crate::domain::topics::Revise;
use crate::domain::workflow::{Evidence, Source, Verb};
use crate::service::photos;
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::topics::{TopicRow, details, row};

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
    if let Some(show) = form.show_name {
        show_as(&mut deed, &held.row, show, scope.is_author).await?;
    }
    let mut words = Words::reason(&form.reason).with("topic", [id]);
    // Where nothing was ever said of it, nothing is written.
    let said = form.detail.filter(|d| *d != held.row.detail());
    if let Some(detail) = said {
        details::put(&mut deed.tx, id, &detail).await?;
        words = words.with("topic_detail", [id]);
    }
    let words = photos::bind(&mut deed, id, None, &w.photos, words).await?;
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Shows the name otherwise: a resident's own, or of somebody without an account as the council is told. Who acts
/// by a post is shown by it.
async fn show_as(
    deed: &mut Deed,
    row: &TopicRow,
    show: ShowName,
    is_author: bool,
) -> Result<(), Problem> {
    let resident = row.source == Source::PublicCall.code() && deed.me.post.is_empty();
    let label = if show.code() == row.show_name {
        return Ok(());
    } else if !row.on_behalf_of.is_empty() {
        privacy::public_label(&row.on_behalf_of, "", show)
    } else if is_author && resident {
        label(deed, None, show, Source::PublicCall).await?
    } else {
        return Ok(());
    };
    Ok(row::set_shown(&mut deed.tx, row.id, show.code(), &label).await?)
}

/// The author takes the topic back.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn withdraw(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::Withdraw).await
}
