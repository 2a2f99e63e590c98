//! Sessions (协商会): who is invited and comes, when it is quorate, what is said and voted, how it ends.

mod ballots;
mod course;
mod people;

pub use ballots::{ballot_close, ballot_open, vote};
pub use course::{adjourn, close, label, open, remark};
pub use people::{absence, check_in, invitations, invite, reply};

use std::collections::BTreeSet;

use serde::Serialize;
use uuid::Uuid;

use super::scope::{self, About};
use super::step::{Held, hold, see};
use super::{Deed, Done, Problem};
use crate::domain::actor::SigningSeat;
use crate::domain::audit::{merkle_root, salted_leaf, utc_text};
use crate::domain::calendar::local_day;
use crate::domain::policy::{self, Scope};
use crate::domain::sessions::code_of;
use crate::domain::sessions::quorum::{self, Named, Quorum, Rule};
use crate::domain::workflow::{ContentHash, Form, State, Verb};
use crate::kit::secret::StreetKey;
use crate::store::people::directory::{self, Seated};
use crate::store::sessions::people::Person;
use crate::store::sessions::{self, Session};

/// The session that the deed is about, with its topic held; the policy is asked before the form is read.
async fn on_session(deed: &mut Deed, verb: Verb) -> Result<(Held, Session, Scope), Problem> {
    let (code, _) = target(deed).await?;
    deed.target.code = code;
    let held = hold(deed).await?;
    // Read again under the topic's lock: it may have been opened or closed meanwhile.
    let (_, session) = target(deed).await?;
    let scope = scope_of(deed, &held, session.id).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, session, scope))
}

/// The same without the topic's lock, for verbs that are rows of their own (†).
async fn beside_session(deed: &mut Deed, verb: Verb) -> Result<(Held, Session, Scope), Problem> {
    let (code, session) = target(deed).await?;
    deed.target.code.clone_from(&code);
    let held = see(&mut deed.tx, &code).await?;
    let scope = scope_of(deed, &held, session.id).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, session, scope))
}

async fn target(deed: &mut Deed) -> Result<(String, Session), Problem> {
    let id = deed.target.session.ok_or(Problem::NotFound)?;
    sessions::find(&mut deed.tx, id)
        .await?
        .ok_or(Problem::NotFound)
}

async fn scope_of(deed: &mut Deed, held: &Held, session: Uuid) -> Result<Scope, Problem> {
    let about = About {
        session: Some(session),
        ..About::default()
    };
    scope::of(deed, held, about).await
}

/// What came of a row (†): the topic stands as it stood.
fn row_done(held: Held) -> Done {
    Done {
        code: held.row.code,
        topic: held.row.id,
        state: held.state,
        events: Vec::new(),
    }
}

/// The form of a stored session.
///
/// # Errors
/// [`Problem::Fault`] for one that this program does not know.
pub fn form_of(session: &Session) -> Result<Form, Problem> {
    Form::from_code(&session.form).ok_or_else(|| Problem::Fault(format!("form {}", session.form)))
}

/// The six figures that let the invited check in, as staff show them.
#[must_use]
pub fn check_in_code(key: &StreetKey, session: Uuid) -> String {
    code_of(&key.mark("check-in", session.as_bytes()))
}

/// The rule that the session is opened by.
#[must_use]
pub fn rule_of(state: &State) -> Rule {
    Rule {
        quorum: state.rules.quorum,
        set: u32::try_from(state.signing_set().len()).unwrap_or(u32::MAX),
        groups: state.groups().to_vec(),
    }
}

/// Counts a session's people against a rule.
#[must_use]
pub fn count(state: &State, rule: &Rule, people: &[Person], seats: &[Seated]) -> Quorum {
    let set: BTreeSet<SigningSeat> = state.signing_set().into_iter().collect();
    let seats: Vec<(SigningSeat, Uuid)> = seats
        .iter()
        .filter_map(|s| {
            let seat = set.iter().find(|seat| seat.code() == s.seat)?;
            Some((*seat, s.account_id))
        })
        .collect();
    let named: Vec<Named> = people
        .iter()
        .map(|p| Named {
            account: p.account_id,
            group: p.group_id,
            counts: p.counts,
            present: p.present_at.is_some(),
        })
        .collect();
    let talk = &state.deliberation;
    let explained = rule
        .groups
        .iter()
        .filter(|g| talk.answered_for(g))
        .copied()
        .collect();
    quorum::count(rule, &named, &seats, &explained)
}

/// The same for a deed under way, with who fills the seats today.
async fn count_now(
    deed: &mut Deed,
    held: &Held,
    people: &[Person],
) -> Result<(Rule, Quorum), Problem> {
    let day = local_day(deed.at);
    let seats = directory::seated(&mut deed.tx, held.state.council, day).await?;
    let rule = rule_of(&held.state);
    let quorum = count(&held.state, &rule, people, &seats);
    Ok((rule, quorum))
}

/// The Merkle root over the salted check-ins, in the order of the rows.
fn root_of(people: &[Person]) -> Result<ContentHash, Problem> {
    #[derive(Serialize)]
    struct Leaf<'a> {
        person: Uuid,
        at: String,
        way: &'a str,
    }
    let mut leaves = Vec::new();
    for p in people {
        let (Some(at), Some(salt)) = (p.present_at, &p.salt) else {
            continue;
        };
        leaves.push(salted_leaf(
            &salt_of(salt)?,
            &Leaf {
                person: p.id,
                at: utc_text(at),
                way: &p.present_way,
            },
        )?);
    }
    Ok(ContentHash(merkle_root(&leaves).to_string()))
}

fn salt_of(bytes: &[u8]) -> Result<[u8; 32], Problem> {
    bytes
        .try_into()
        .map_err(|_| Problem::Fault("a salt is not 32 bytes".to_owned()))
}
