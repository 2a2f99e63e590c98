//! A text is taken down: asked by the administrator, confirmed by an officer; the author can appeal.

use super::{begin, finish, reasoned};
use crate::domain::approvals::Decide;
use crate::domain::topics;
use crate::domain::workflow::{Evidence, Verb};
use crate::service::step::Words;
use crate::service::{Deed, Done, Problem};

/// The administrator asks that the text be hidden.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn take_down(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::TakeDown).await
}

/// An officer confirms: what is left is a tombstone. The topic does not end by it.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn take_down_confirm(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::TakeDownConfirm).await
}

/// The author appeals with a reason, or an officer decides the appeal.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn restore(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Restore;
    let (held, scope) = begin(&mut deed, verb).await?;
    if deed.raw.first("granted").is_empty() && scope.is_author {
        let reason = topics::reason(&deed.raw)?;
        let evidence = Evidence::Reason { reason: true };
        return finish(deed, &held, &scope, verb, evidence, Words::reason(&reason)).await;
    }
    let form = Decide::parse(&deed.raw)?;
    let evidence = Evidence::Decide {
        granted: form.granted,
        reason: true,
        bound: None,
    };
    let words = Words::reason(&form.reason);
    finish(deed, &held, &scope, verb, evidence, words).await
}
