//! Topics: raised, changed, supported, taken up, assessed, joined, handed on, paused, hidden.

mod aside;
mod behalf;
mod calls;
mod contact;
pub mod drafts;
mod escalate;
mod hide;
mod intake;
pub mod lock;
mod merge;
mod similar;
mod submit;
mod synonyms;
mod transfer;
mod voices;
mod words;

pub use aside::{bound_ask, bound_consent, recuse, resume, suspend};
pub use behalf::enters_in;
pub use calls::{announce, call, end};
pub use contact::{correct_contact, may_correct};
pub use escalate::escalate;
pub use hide::{restore, take_down, take_down_confirm};
pub use intake::{accept, ask_more, assess};
pub use merge::{merge, unfit, unmerge};
pub use similar::{Similar, own_of, own_words, similar, similar_by};
pub use submit::{send_draft, submit};
pub use synonyms::set_synonyms;
pub use transfer::transfer;
pub use voices::{Joined, follow, join, support, undoes};
pub use words::{revise, withdraw};

use super::scope::begin;
use super::step::{self, Held, Words};
use super::{Deed, Done, Problem};
use crate::domain::actor::Level;
use crate::domain::calendar::local_day;
use crate::domain::policy::Scope;
use crate::domain::topics;
use crate::domain::workflow::{Evidence, Verb};
use crate::store::people::places::Council;
use crate::store::topics::lookup;

/// Decides and records a verb that writes no row of its own.
async fn finish(
    mut deed: Deed,
    held: &Held,
    scope: &Scope,
    verb: Verb,
    evidence: Evidence,
    words: Words,
) -> Result<Done, Problem> {
    let decided = step::decide(&deed, held, scope, verb, evidence)?;
    let done = step::record(&mut deed, held, decided, words).await?;
    deed.commit(done).await
}

/// A verb that asks a reason and nothing else.
async fn reasoned(mut deed: Deed, verb: Verb) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = if verb == Verb::AskMore {
        topics::question(&deed.raw)?
    } else {
        topics::reason(&deed.raw)?
    };
    let evidence = Evidence::Reason { reason: true };
    finish(deed, &held, &scope, verb, evidence, Words::reason(&reason)).await
}

/// The level of a council as stored.
fn level_of(council: &Council) -> Result<Level, Problem> {
    Level::from_code(&council.level)
        .ok_or_else(|| Problem::Fault(format!("council level {}", council.level)))
}

/// Whether a council has a liaison today.
async fn has_liaison(deed: &mut Deed, council: &Council) -> Result<bool, Problem> {
    Ok(lookup::has_liaison(&mut deed.tx, council.id, local_day(deed.at)).await?)
}
