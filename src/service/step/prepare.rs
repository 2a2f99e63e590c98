//! What an act comes to, ready to be written: pure, so that load data goes the same way in bulk.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::counts;
use crate::domain::audit::{self, Content, Head, Made};
use crate::domain::calendar::Calendar;
use crate::domain::notice;
use crate::domain::policy::Visibility;
use crate::domain::workflow::{self, Deadline, Duty, Event, Limit, State};
use crate::service::Problem;
use crate::store::TenantId;
use crate::store::dashboard::Change;
use crate::store::record::desk::DeskItem;
use crate::store::record::entries::EntryRow;
use crate::store::topics::Snapshot;

/// The topic that an act is about, as far as its rows need it.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// The street.
    pub tenant: TenantId,
    /// The topic.
    pub id: Uuid,
    /// Its author's account.
    pub author: Option<Uuid>,
    /// Its community after the act; none for the whole street.
    pub community: Option<Uuid>,
    /// Its community before the act: another one after a transfer.
    pub community_before: Option<Uuid>,
}

/// Everything that one act writes.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The topic's row.
    pub snapshot: Snapshot,
    /// The entry with its content.
    pub made: Made,
    /// The duties that now lie on desks.
    pub desk: Vec<DeskItem>,
    /// What the dashboard counts differently now.
    pub changes: Vec<Change>,
    /// The payload of the outbox row.
    pub outbox: Value,
}

impl Prepared {
    /// The entry as its row.
    #[must_use]
    pub fn entry_row(&self) -> EntryRow {
        entry_row(&self.made)
    }
}

/// An entry as its row.
#[must_use]
pub fn entry_row(made: &Made) -> EntryRow {
    let entry = &made.link.entry;
    EntryRow {
        seq: entry.seq,
        at: entry.at,
        verb: entry.verb.clone(),
        step_before: entry.step_before,
        step_after: entry.step_after,
        by_whom: entry.by.clone(),
        commitment: entry.commitment.as_bytes().to_vec(),
        prev: entry.prev.as_bytes().to_vec(),
        hash: made.link.hash.as_bytes().to_vec(),
    }
}

/// When a deadline is, by the working-day table.
#[must_use]
pub fn due(calendar: &Calendar, deadline: &Deadline) -> DateTime<Utc> {
    match deadline.limit {
        Limit::After {
            since,
            working_days,
        } => calendar.add_working_days(since, working_days),
        Limit::Before {
            until,
            working_days,
        } => calendar.latest_before(until, working_days),
        Limit::At { at } => at,
    }
}

/// Makes the entry and derives every row from the state after the act.
///
/// # Errors
/// [`Problem::Fault`] where the content or state has no canonical form.
#[allow(clippy::too_many_arguments, reason = "the two ends of one act")]
pub fn prepare(
    calendar: &Calendar,
    subject: &Subject,
    before: Option<&State>,
    head: Option<Head>,
    content: &Content,
    state: &State,
    events: &[Event],
    salt: [u8; 32],
) -> Result<Prepared, Problem> {
    let step = i16::from(state.step.no());
    let steps = (before.map_or(0, |s| i16::from(s.step.no())), step);
    let made = audit::make(subject.tenant, subject.id, head, steps, content, salt)?;
    let at = content.act.at;
    let snapshot = snapshot(calendar, state, made.head(), at)?;
    let outbox = json!({
        "verb": content.act.verb.code(),
        "step": state.step.no(),
        "events": events,
        "told": notice::told(events, state),
    });
    Ok(Prepared {
        snapshot,
        made,
        desk: desk(calendar, subject, state, at),
        changes: counts::changes(
            calendar,
            before.map(|s| (subject.community_before, s)),
            (subject.community, state),
        ),
        outbox,
    })
}

/// The topic's row after an act at `at` that ended its record with `end`.
///
/// # Errors
/// [`Problem::Fault`] where the state cannot be written as JSON.
pub fn snapshot(
    calendar: &Calendar,
    state: &State,
    end: Head,
    at: DateTime<Utc>,
) -> Result<Snapshot, Problem> {
    Ok(Snapshot {
        state: state.standing.code().to_owned(),
        step: i16::from(state.step.no()),
        visibility: Visibility::of(state).code().to_owned(),
        version: i32::try_from(state.version).unwrap_or(i32::MAX),
        workflow: serde_json::to_value(state)?,
        due_at: workflow::deadline(state).map(|d| due(calendar, &d)),
        wake_at: workflow::turn(state, at),
        record_length: end.length,
        record_head: end.hash.as_bytes().to_vec(),
        updated_at: at,
    })
}

/// The duties that lie on desks in this state.
#[must_use]
pub fn desk(
    calendar: &Calendar,
    subject: &Subject,
    state: &State,
    at: DateTime<Utc>,
) -> Vec<DeskItem> {
    items(calendar, subject, state, workflow::duties(state, at))
}

/// Duties as rows of desks, one each.
pub(super) fn items(
    calendar: &Calendar,
    subject: &Subject,
    state: &State,
    duties: Vec<Duty>,
) -> Vec<DeskItem> {
    let mut items: Vec<DeskItem> = Vec::new();
    for duty in duties {
        let Some(holder) = duty.holder.key(state, subject.author, subject.community) else {
            continue;
        };
        let item = DeskItem {
            holder,
            verb: duty.verb.code().to_owned(),
            subject: duty.subject,
            step: i16::from(state.step.no()),
            since: duty.since,
            due_at: duty.deadline.map(|d| due(calendar, &d)),
        };
        if !items
            .iter()
            .any(|i| (&i.holder, &i.verb, &i.subject) == (&item.holder, &item.verb, &item.subject))
        {
            items.push(item);
        }
    }
    items
}
