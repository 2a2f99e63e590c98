//! What the people who run a street keep for its clerks: the standard answers.

use crate::domain::actor::Role;
use crate::domain::settings::answers::{self, Answer, Occasion};
use crate::domain::workflow::Refusal;
use crate::service::{Deed, Me, Problem};
use crate::store::settings::answers as rows;

/// Whether somebody keeps the standard answers: the administrator, and the liaisons who write most of them.
#[must_use]
pub fn keeps_answers(me: &Me) -> bool {
    me.actor.has(Role::StreetAdmin) || me.actor.has(Role::Liaison)
}

/// Makes the street's standard answers these. A list that is the program's own, as `programs` gives it in
/// the language of the form, is not kept: it goes on following the reader's language.
///
/// # Errors
/// A [`Problem`], with nothing changed; [`Refusal::ContentChanged`] where the street's answers are others
/// than those that the form was filled in from.
pub async fn set_answers(
    mut deed: Deed,
    programs: impl Fn(Occasion) -> Vec<Answer>,
) -> Result<(), Problem> {
    if !keeps_answers(&deed.me) {
        return Err(Problem::Forbidden("answers-forbidden"));
    }
    let mut wanted = answers::parse(&deed.raw)?;
    wanted.retain(|(occasion, list)| *list != programs(*occasion));
    let (me, at) = (deed.me.account(), deed.at);
    // Nobody wipes out lists that they have not seen.
    let before = match rows::set(&mut deed.tx, &wanted, me, at).await {
        Err(error)
            if matches!(
                error.constraint(),
                Some("standard_answer_pkey" | "standard_answer_name_key")
            ) =>
        {
            return Err(Refusal::ContentChanged.into());
        }
        set => set?,
    };
    if answers::mark(&before)? != deed.raw.first("hash") {
        return Err(Refusal::ContentChanged.into());
    }
    Ok(deed.tx.commit().await?)
}
