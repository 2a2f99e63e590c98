//! The facts between a person and a topic that the policy decides by.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::step::{self, Held};
use super::{App, Deed, Me, Problem};
use crate::domain::calendar::local_day;
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{PersonRef, Verb};
use crate::kit::secret::StreetKey;
use crate::store::TenantTx;
use crate::store::people::directory::Seated;
use crate::store::scopes::{self, Scopes};

/// What a verb is about within the topic; what is not named is asked for the topic as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    /// The number of a task.
    pub task: Option<u32>,
    /// A session.
    pub session: Option<Uuid>,
    /// A research group.
    pub group: Option<Uuid>,
}

/// What holds between the deed's person and the topic.
///
/// # Errors
/// When the database is away.
pub async fn of(deed: &mut Deed, held: &Held, about: About) -> Result<Scope, Problem> {
    between(&mut deed.tx, &deed.app, &deed.me, held, about).await
}

/// What holds between somebody and a topic: the same for a page, which shows what they may do.
///
/// # Errors
/// When the database is away.
pub async fn between(
    tx: &mut TenantTx,
    app: &App,
    me: &Me,
    held: &Held,
    about: About,
) -> Result<Scope, Problem> {
    let facts = scopes::of(tx, held.row.id, me.account(), None).await?;
    Ok(made(&app.street_key(tx.tenant()), me, held, about, &facts))
}

/// The same for a page that shows boxes to sign: and who can fill the seats of the topic's council today.
///
/// # Errors
/// When the database is away.
pub async fn with_seats(
    tx: &mut TenantTx,
    app: &App,
    me: &Me,
    held: &Held,
    at: DateTime<Utc>,
) -> Result<(Scope, Vec<Seated>), Problem> {
    let seats_of = Some((held.state.council, local_day(at)));
    let facts = scopes::of(tx, held.row.id, me.account(), seats_of).await?;
    let key = app.street_key(tx.tenant());
    let scope = made(&key, me, held, About::default(), &facts);
    Ok((scope, facts.seats))
}

fn made(key: &StreetKey, me: &Me, held: &Held, about: About, facts: &Scopes) -> Scope {
    let account = me.account();
    let mut scope = about.task.map_or_else(
        || Scope::of(&held.state),
        |n| Scope::of_task(&held.state, n),
    );
    scope.stakeholder = !facts.stakeholder_of.is_empty();
    scope.participant = about
        .session
        .map_or(!facts.invitations.is_empty(), |session| {
            facts.invitation(session).is_some()
        });
    scope.attended = facts.invitations.iter().any(|i| i.present);
    scope.leads_group = of_group(&facts.leads, about.group);
    scope.in_group = of_group(&facts.joined, about.group);
    scope.supervisor = facts.supervisor;
    scope.assisting_units = facts
        .assisting
        .iter()
        .filter(|a| about.task.is_none_or(|n| i64::from(a.n) == i64::from(n)))
        .map(|a| a.unit_id)
        .collect();
    scope.community = held.row.community_id;
    scope.is_author = held.row.author_id == Some(account);
    let person = PersonRef(key.person_ref(account, held.row.id));
    scope.recused = held.state.recused.contains(&person);
    scope
}

/// Belongs to this group, or to any where none is asked for.
fn of_group(groups: &[Uuid], asked: Option<Uuid>) -> bool {
    asked.map_or(!groups.is_empty(), |group| groups.contains(&group))
}

/// The way in which every verb of a topic begins: the topic is held, and the policy asked before the
/// form is read, so that who may not is told so whatever was typed.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Refused`].
pub async fn begin(deed: &mut Deed, verb: Verb) -> Result<(Held, Scope), Problem> {
    let held = step::hold(deed).await?;
    let scope = of(deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, scope))
}
