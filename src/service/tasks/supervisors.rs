//! Residents appointed to look after a topic's tasks (居民监督员): by the office or the council's liaison.

use serde_json::json;
use uuid::Uuid;

use crate::domain::calendar::local_day;
use crate::domain::fields::FieldErrors;
use crate::domain::notice::Told;
use crate::domain::policy;
use crate::domain::tasks::Appoint;
use crate::domain::workflow::{Refusal, Verb};
use crate::service::scope::{self, About};
use crate::service::step;
use crate::service::{Deed, Done, Problem};
use crate::store::record::outbox;
use crate::store::tasks::supervisors as rows;

/// Appoints a resident, or ends the appointment (`undo`). The topic is held, though no entry is written:
/// the appointed one's desk must fit the state of the tasks.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn appoint(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::SupervisorAppoint;
    let held = step::hold(&mut deed).await?;
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    if held.state.tasks.is_empty() {
        return Err(Refusal::TooEarly { verb }.into());
    }
    let topic = held.row.id;
    match Appoint::parse(&deed.raw)? {
        Appoint::No(account) => {
            // Twice the same is not an error: the page that it comes back to shows how it stands.
            rows::dismiss(&mut deed.tx, topic, account).await?;
        }
        Appoint::Yes(phone) => {
            let account = account_of(&mut deed, &phone).await?;
            let (me, at) = (deed.me.account(), deed.at);
            if !rows::appoint(&mut deed.tx, topic, account, me, at).await? {
                return Err(FieldErrors::one("phone", "error-supervisor-already").into());
            }
            tell(&mut deed, topic, account, held.state.step.no()).await?;
        }
    }
    step::rewrite(&mut deed, &held).await?;
    let done = Done {
        code: held.row.code.clone(),
        topic,
        state: held.state,
        events: Vec::new(),
    };
    deed.commit(done).await
}

/// The resident with this phone, if they can be appointed.
async fn account_of(deed: &mut Deed, phone: &str) -> Result<Uuid, Problem> {
    let day = local_day(deed.at);
    let key = match rows::candidate(&mut deed.tx, phone, day).await? {
        None => "error-no-account",
        Some(found) if !found.verified => "error-not-verified",
        // Whoever holds an office would check the work of colleagues.
        Some(found) if found.in_office => "error-supervisor-in-office",
        Some(found) => return Ok(found.id),
    };
    Err(FieldErrors::one("phone", key).into())
}

async fn tell(deed: &mut Deed, topic: Uuid, account: Uuid, step: u8) -> Result<(), Problem> {
    let verb = Verb::SupervisorAppoint.code();
    let payload = json!({
        "verb": verb,
        "step": step,
        "events": [],
        "told": [Told::Account(account)],
    });
    let (id, at) = (deed.id(), deed.at);
    outbox::put(&mut deed.tx, id, Some(topic), verb, &payload, at).await?;
    Ok(())
}
