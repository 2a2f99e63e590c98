//! The facts between a person and a topic that the policy decides by.

use uuid::Uuid;

use super::step::{Held, person};
use super::{Deed, Problem};
use crate::domain::policy::Scope;
use crate::store::scopes;

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
    let me = deed.me.account();
    let mut scope = about.task.map_or_else(
        || Scope::of(&held.state),
        |n| Scope::of_task(&held.state, n),
    );
    let facts = scopes::of(&mut deed.tx, held.row.id, held.state.council, me, deed.at).await?;
    scope.stakeholder = !facts.stakeholder_of.is_empty();
    scope.participant = about
        .session
        .map_or(!facts.invitations.is_empty(), |session| {
            facts.invitation(session).is_some()
        });
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
    scope.is_author = held.row.author_id == Some(me);
    scope.recused = held.state.recused.contains(&person(deed, me, held.row.id));
    Ok(scope)
}

/// Belongs to this group, or to any where none is asked for.
fn of_group(groups: &[Uuid], asked: Option<Uuid>) -> bool {
    asked.map_or(!groups.is_empty(), |group| groups.contains(&group))
}
