//! Scope: the facts between an actor and a topic that decide in which capacity they act.

use uuid::Uuid;

use crate::domain::actor::Level;
use crate::domain::workflow::{ChainLink, Standing, State, Step};

/// What holds between an actor and a topic. `of` fills what the state knows; the service sets the
/// rest from the rooms' tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The topic's council; none before there is a topic.
    pub council: Option<Uuid>,
    /// That council's level.
    pub level: Level,
    /// That council has a liaison.
    pub has_liaison: bool,
    /// The community that the topic is about; none: the whole street.
    pub community: Option<Uuid>,
    /// Where the topic stands; none before there is one.
    pub place: Option<(Standing, Step)>,
    /// The link of the approval chain that decides next; none where any of them may.
    pub next_link: Option<ChainLink>,
    /// The actor is the author.
    pub is_author: bool,
    /// The actor has stepped aside (回避).
    pub recused: bool,
    /// The actor belongs to a stakeholder group of the topic.
    pub stakeholder: bool,
    /// The actor is invited to the session.
    pub participant: bool,
    /// The actor was there at a session of the topic.
    pub attended: bool,
    /// The actor leads the research group.
    pub leads_group: bool,
    /// The actor is a member of the research group.
    pub in_group: bool,
    /// The unit that leads the task.
    pub lead_unit: Option<Uuid>,
    /// The units that assist in it.
    pub assisting_units: Vec<Uuid>,
    /// The units that lead any task of the topic.
    pub topic_units: Vec<Uuid>,
    /// The actor is appointed to supervise the tasks.
    pub supervisor: bool,
}

impl Scope {
    /// A council without a topic yet: for `submit`.
    #[must_use]
    pub const fn council(council: Uuid, level: Level, has_liaison: bool) -> Self {
        Self {
            council: Some(council),
            level,
            has_liaison,
            community: None,
            place: None,
            next_link: None,
            is_author: false,
            recused: false,
            stakeholder: false,
            participant: false,
            attended: false,
            leads_group: false,
            in_group: false,
            lead_unit: None,
            assisting_units: Vec::new(),
            topic_units: Vec::new(),
            supervisor: false,
        }
    }

    /// A topic, with what its state knows.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self {
            place: Some((state.standing, state.step)),
            next_link: state.next_link(),
            topic_units: state.tasks.iter().filter_map(|t| t.unit).collect(),
            ..Self::council(state.council, state.level, state.has_liaison)
        }
    }

    /// The same, for one of its tasks.
    #[must_use]
    pub fn of_task(state: &State, n: u32) -> Self {
        Self {
            lead_unit: state.task(n).and_then(|t| t.unit),
            ..Self::of(state)
        }
    }
}
