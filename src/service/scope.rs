//! The facts between a person and a topic that the policy decides by.

use uuid::Uuid;

use super::step::{Held, person};
use super::{Deed, Problem};
use crate::domain::policy::Scope;

/// What a verb is about within the topic.
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
    scope.community = held.row.community_id;
    scope.is_author = held.row.author_id == Some(me);
    scope.recused = held.state.recused.contains(&person(deed, me, held.row.id));
    Ok(scope)
}
