//! The policy: who may do which verb, and who sees what. [`TABLE`] is the one table of verbs;
//! [`visible`] the one of what is seen.

mod print;
mod scope;
mod sight;
mod table;
mod who;

pub use print::markdown;
pub use scope::Scope;
pub use sight::{Audience, Part, Sight, Viewer, Visibility, audience, visible};
pub use table::{Rule, TABLE, Where, row, who_at};
pub use who::Who;

use crate::domain::actor::{Actor, Capacity, Unverified};
use crate::domain::workflow::{Refusal, Standing, Verb};

/// In which capacity this actor may do this verb on this topic now.
///
/// It decides by role, seat, relation, standing and step. What else the verb asks, `advance` decides.
///
/// # Errors
/// [`Refusal::NotYours`] names who may; [`Refusal::Recused`] and [`Refusal::OwnTopic`] say why not this
/// person; [`Refusal::Ended`], [`Refusal::Suspended`] and [`Refusal::WrongStep`] why not now.
pub fn may(actor: &Actor, verb: Verb, scope: &Scope) -> Result<Capacity, Refusal> {
    let capacity = capacity(actor, verb, scope).ok_or_else(|| Refusal::NotYours {
        verb,
        who: who_at(verb, scope.place.map(|(_, step)| step)).to_vec(),
    })?;
    stands(verb, scope)?;
    if scope.recused && row(verb).who == [Who::SigningSet].as_slice() && verb != Verb::Recuse {
        return Err(Refusal::Recused);
    }
    if verb == Verb::Support && scope.is_author {
        return Err(Refusal::OwnTopic { verb });
    }
    Ok(capacity)
}

/// In which capacity this actor is one of those who may do the verb, wherever the topic stands.
#[must_use]
pub fn capacity(actor: &Actor, verb: Verb, scope: &Scope) -> Option<Capacity> {
    capacities(actor, verb, scope).first().copied()
}

/// Every capacity in which this actor may do the verb, wherever the topic stands: somebody who is an
/// officer and a leader has two, and which of them the act needs, `advance` knows.
#[must_use]
pub fn capacities(actor: &Actor, verb: Verb, scope: &Scope) -> Vec<Capacity> {
    let mut found = Vec::new();
    for who in who_at(verb, scope.place.map(|(_, step)| step)) {
        if let Some(capacity) = held(*who, actor, verb, scope)
            && !found.contains(&capacity)
        {
            found.push(capacity);
        }
    }
    found
}

/// In which capacity this actor is such a person for the verb: by who they are, or by the street's leave for
/// residents whose name nobody has checked yet.
#[must_use]
pub fn held(who: Who, actor: &Actor, verb: Verb, scope: &Scope) -> Option<Capacity> {
    who.holds(actor, scope)
        .or_else(|| unverified(who, actor, verb))
}

/// What the street lets residents do before anybody has checked their name.
fn unverified(who: Who, actor: &Actor, verb: Verb) -> Option<Capacity> {
    let lets = match actor.unverified {
        Unverified::Follow => false,
        Unverified::Submit => verb == Verb::Submit,
        Unverified::Support => matches!(verb, Verb::Submit | Verb::Support),
        Unverified::Comment => matches!(verb, Verb::Submit | Verb::Support | Verb::Comment),
    };
    (lets && who == Who::Resident).then_some(Capacity::Resident)
}

/// A resident who may not raise a topic for the one reason that nobody has checked the name yet.
#[must_use]
pub fn waits_to_raise(actor: &Actor) -> bool {
    waits_to(actor, Verb::Submit)
}

/// A resident who may not do a verb of residents for the one reason that nobody has checked the name yet.
#[must_use]
pub fn waits_to(actor: &Actor, verb: Verb) -> bool {
    let lets = unverified(Who::Resident, actor, verb).is_some();
    !actor.verified && !lets && !actor.is_staff()
}

/// Whether the topic stands where the verb can be done.
///
/// # Errors
/// [`Refusal::Ended`], [`Refusal::Suspended`], [`Refusal::NothingToUndo`] or [`Refusal::WrongStep`].
pub fn stands(verb: Verb, scope: &Scope) -> Result<(), Refusal> {
    let Some((standing, step)) = scope.place else {
        return Ok(());
    };
    let from = row(verb).from;
    if from.admits(standing, step) {
        return Ok(());
    }
    Err(match from {
        Where::Standing(_) => Refusal::NothingToUndo { verb },
        Where::Outside => Refusal::AlreadyDone { verb },
        Where::Open(_) | Where::Ongoing(_) | Where::OpenOrEnded(_) | Where::Anywhere
            if standing.is_ended() =>
        {
            Refusal::Ended { standing }
        }
        Where::Open(_) | Where::OpenOrEnded(_) if standing == Standing::Suspended => {
            Refusal::Suspended
        }
        Where::Open(_) | Where::Ongoing(_) | Where::OpenOrEnded(_) | Where::Anywhere => {
            Refusal::WrongStep { verb, step }
        }
    })
}
