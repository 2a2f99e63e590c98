//! When time alone changes what lies on desks: nobody acts, and yet a verb comes up or goes.

use chrono::{DateTime, TimeDelta, Utc};

use super::duties;
use crate::domain::workflow::state::State;

/// The instants that duties compare the time with. What merely waits for its [`super::Duty::since`],
/// such as the end of a posting, lies on the desk already and needs none.
fn instants(state: &State) -> impl Iterator<Item = DateTime<Utc>> + '_ {
    state
        .tasks
        .iter()
        .flat_map(|t| [t.due, t.next_check])
        .flatten()
}

/// The next instant, not before `at`, until which the duties of this state stay as they are and past
/// which they are others, although nobody acts: a task falls overdue and wants urging, or a check that was announced is missed and holds up the
/// evaluation. None where only an act can change them.
#[must_use]
pub fn turn(state: &State, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut ahead: Vec<DateTime<Utc>> = instants(state).filter(|i| *i >= at).collect();
    if ahead.is_empty() {
        return None;
    }
    ahead.sort_unstable();
    ahead.dedup();
    let now = duties(state, at);
    ahead
        .into_iter()
        .find(|i| duties(state, *i + TimeDelta::microseconds(1)) != now)
}
