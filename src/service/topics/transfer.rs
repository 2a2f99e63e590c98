//! A topic goes to another council of the street, or out of it.

use super::{begin, has_liaison, level_of};
use crate::domain::fields::FieldErrors;
use crate::domain::topics::{self, Receiver};
use crate::domain::workflow::{Evidence, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::people::places;
use crate::store::topics::row;

/// Hands the topic on.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn transfer(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Transfer;
    let (mut held, scope) = begin(&mut deed, verb).await?;
    let (receiver, reason) = topics::transfer(&deed.raw)?;
    let mut words = Words::reason(&reason);
    let decided = match receiver {
        Receiver::Outside(name) => {
            let evidence = Evidence::TransferOut {
                receiver_named: true,
                reason: true,
            };
            words.words.insert("receiver".to_owned(), name.into());
            step::decide(&deed, &held, &scope, verb, evidence)?
        }
        Receiver::Council(wanted) => {
            let councils = places::councils(&mut deed.tx).await?;
            let council = councils
                .into_iter()
                .find(|c| c.slug == wanted || c.id.to_string() == wanted)
                .ok_or_else(|| FieldErrors::one("council", "error-not-a-choice"))?;
            let evidence = Evidence::TransferWithin {
                council: council.id,
                level: level_of(&council)?,
                has_liaison: has_liaison(&mut deed, &council).await?,
                reason: true,
            };
            let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
            // The street's council can take up what is about one community.
            let community = council.community_id.or(held.row.community_id);
            row::set_council(&mut deed.tx, held.row.id, council.id, community).await?;
            held.row.council_id = council.id;
            held.row.community_id = community;
            words
                .words
                .insert("council".to_owned(), council.name.into());
            words = words.with("topic", [held.row.id]);
            decided
        }
    };
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
