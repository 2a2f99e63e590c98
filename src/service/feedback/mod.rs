//! Feedback (反馈): telling the stakeholder groups, the posting, objections and what becomes of them.

mod close;
mod objections;
mod postings;
mod tell;

pub use close::close;
pub use objections::{acknowledge, answer, object, sustain};
pub use postings::{post, release};
pub use tell::{deliver, no_result};

use super::step::{self, Held};
use super::{Deed, Problem};
use crate::domain::feedback::Signed;
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{Refusal, State, Verb};
use crate::service::scope::{self, About};
use crate::store::feedback::postings as rows;

/// Holds the topic and asks the policy before the form is read: who may not is told so, whatever they
/// typed.
async fn begin(deed: &mut Deed, verb: Verb) -> Result<(Held, Scope), Problem> {
    let held = step::hold(deed).await?;
    let scope = scope::of(deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, scope))
}

/// How often the opinion has been sent back: the round of feedback's rows.
fn turn(state: &State) -> i16 {
    i16::try_from(state.loops.sustained).unwrap_or(i16::MAX)
}

/// The words to be signed: new ones, or those kept under the hash that was seen.
fn words(signed: Signed, kept: Option<(&str, &str)>) -> Result<String, Problem> {
    match (signed, kept) {
        (Signed::Written(words), _) => Ok(words),
        (Signed::Seen(hash), Some((kept, words))) if hash.0 == kept => Ok(words.to_owned()),
        (Signed::Seen(_), Some(_) | None) => Err(Refusal::ContentChanged.into()),
    }
}

/// The posting under way, locked against objections (`for update`) or together with them (`for share`).
async fn running(
    deed: &mut Deed,
    held: &Held,
    verb: Verb,
    seal: bool,
) -> Result<rows::Posting, Problem> {
    let posting = rows::latest_locked(&mut deed.tx, held.row.id, seal)
        .await?
        .ok_or(Refusal::TooEarly { verb })?;
    if posting.released_at.is_none() {
        return Err(Refusal::TooEarly { verb }.into());
    }
    Ok(posting)
}
