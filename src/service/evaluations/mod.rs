//! Evaluation (评议): the window, ratings of three kinds, the words with the author, and the end.

mod author;
mod count;
mod end;
mod rate;
mod window;

pub use author::{answer, contact_author};
pub use count::{counted, shortfalls};
pub use end::{account, conclude, rehandle};
pub use rate::{rate, voter};
pub use window::open;

use super::step::{self, Held};
use super::{Deed, Problem};
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{Refusal, State, Verb};
use crate::service::scope::{self, About};
use crate::store::evaluations::{self as rows, Evaluation};

/// Holds the topic and asks the policy before the form is read.
async fn begin(deed: &mut Deed, verb: Verb) -> Result<(Held, Scope), Problem> {
    let held = step::hold(deed).await?;
    let scope = scope::of(deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, scope))
}

/// The round as rows have it.
fn round(state: &State) -> i16 {
    i16::try_from(state.round).unwrap_or(i16::MAX)
}

/// The row of the round under way.
async fn under_way(deed: &mut Deed, held: &Held, verb: Verb) -> Result<Evaluation, Problem> {
    let round = round(&held.state);
    rows::of_topic(&mut deed.tx, held.row.id)
        .await?
        .into_iter()
        .find(|e| e.round == round)
        .ok_or_else(|| Refusal::TooEarly { verb }.into())
}
