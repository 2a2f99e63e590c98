//! What lies on desks beyond what the state knows: answers to objections, which are rows of the
//! stakeholders' own, and checks by the residents appointed to look after the tasks.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::prepare::{Subject, items};
use crate::domain::calendar::Calendar;
use crate::domain::workflow::{self, State, Step};
use crate::store::feedback::objections;
use crate::store::record::desk::{self, DeskItem};
use crate::store::tasks::supervisors;
use crate::store::{self, TenantTx};

/// Puts the answers to these objections on the desks of the set, beside what lies there.
///
/// # Errors
/// When the database is away.
pub async fn put_answers(
    tx: &mut TenantTx,
    calendar: &Calendar,
    subject: &Subject,
    state: &State,
    objections: &[(Uuid, DateTime<Utc>)],
) -> Result<(), store::Error> {
    let duties = workflow::answer_duties(state, objections);
    let found = items(calendar, subject, state, duties);
    let rows: Vec<(Uuid, &DeskItem)> = found.iter().map(|i| (subject.id, i)).collect();
    desk::insert(tx, &rows).await
}

/// Everything of that kind, after the desks were written anew from the state.
pub(super) async fn put_all(
    tx: &mut TenantTx,
    calendar: &Calendar,
    subject: &Subject,
    state: &State,
    at: DateTime<Utc>,
) -> Result<(), store::Error> {
    put_supervisors(tx, calendar, subject, state, at).await?;
    put_objections(tx, calendar, subject, state).await
}

/// The checks of a topic's tasks on the desks of its resident supervisors.
async fn put_supervisors(
    tx: &mut TenantTx,
    calendar: &Calendar,
    subject: &Subject,
    state: &State,
    at: DateTime<Utc>,
) -> Result<(), store::Error> {
    if state.tasks.is_empty() {
        return Ok(());
    }
    let accounts = supervisors::accounts(tx, subject.id).await?;
    if accounts.is_empty() {
        return Ok(());
    }
    let duties = workflow::supervisor_duties(state, at, &accounts);
    let found = items(calendar, subject, state, duties);
    let rows: Vec<(Uuid, &DeskItem)> = found.iter().map(|i| (subject.id, i)).collect();
    desk::insert(tx, &rows).await
}

/// The answers to every objection of the posting under way.
async fn put_objections(
    tx: &mut TenantTx,
    calendar: &Calendar,
    subject: &Subject,
    state: &State,
) -> Result<(), store::Error> {
    let posted = state.feedback.posting.as_ref();
    if !state.open_at(Step::Feedback) || posted.is_none_or(|p| p.released_at.is_none()) {
        return Ok(());
    }
    let open = objections::of_running(tx, subject.id).await?;
    put_answers(tx, calendar, subject, state, &open).await
}
