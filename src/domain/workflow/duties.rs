//! On whose desk which verb lies. `service::step::record` writes the duties as rows of `desk_item`.

mod steps;
mod tasks;
mod turn;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::deadline::{Deadline, DeadlineKind};
use super::rules::ChainLink;
use super::state::{Signatures, Standing, State};
use super::step::Step;
use super::verb::Verb;
use crate::domain::actor::{Role, SigningSeat};
use crate::domain::workflow::act::ContentHash;
pub(super) use tasks::opens;
pub use turn::turn;

/// Whose desk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// A seat of the signing set; the second signer's desk is the office's.
    Seat(SigningSeat),
    /// The council's liaison.
    Liaison,
    /// Everybody with this role in the street.
    Role(Role),
    /// Everybody of this unit.
    Unit(Uuid),
    /// One account.
    Account(Uuid),
    /// The author.
    Author,
    /// The members linked to the topic's community.
    LinkedMembers,
}

impl Holder {
    /// The holder key, as in `desk_item.holder` and `Actor::holder_keys`. None when there is no such
    /// desk: an author without an account, or linked members of no community.
    #[must_use]
    pub fn key(
        &self,
        state: &State,
        author: Option<Uuid>,
        community: Option<Uuid>,
    ) -> Option<String> {
        let council = state.council;
        match self {
            Self::Seat(seat) => Some(seat.convener().map_or_else(
                || format!("role:{}", Role::OfficeOfficer.code()),
                |s| format!("council:{council}:{}", s.code()),
            )),
            Self::Liaison => Some(format!("council:{council}:liaison")),
            Self::Role(role) => Some(format!("role:{}", role.code())),
            Self::Unit(unit) => Some(format!("unit:{unit}")),
            Self::Account(account) => Some(format!("person:{account}")),
            Self::Author => author.map(|a| format!("person:{a}")),
            Self::LinkedMembers => community.map(|c| format!("member:{c}")),
        }
    }
}

/// A verb that lies on somebody's desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The verb.
    pub verb: Verb,
    /// Whose desk.
    pub holder: Holder,
    /// What it is about within the topic: a task's number, a session, a group; else empty.
    pub subject: String,
    /// Since when. It can lie ahead where time alone puts the verb on the desk: the end of a posting
    /// or of the evaluation window. Until then the desk need not show it.
    pub since: DateTime<Utc>,
    /// Until when.
    pub deadline: Option<Deadline>,
}

/// The duties of one topic as they are put together.
struct Desk<'a> {
    s: &'a State,
    at: DateTime<Utc>,
    list: Vec<Duty>,
}

impl Desk<'_> {
    fn put(
        &mut self,
        verb: Verb,
        holder: Holder,
        subject: &impl ToString,
        since: DateTime<Utc>,
        deadline: Option<Deadline>,
    ) {
        let duty = Duty {
            verb,
            holder,
            subject: subject.to_string(),
            since,
            deadline,
        };
        let same =
            |d: &Duty| d.verb == duty.verb && d.holder == duty.holder && d.subject == duty.subject;
        if !self.list.iter().any(same) {
            self.list.push(duty);
        }
    }

    /// On the desk of every holder: any one of them does it.
    fn put_all(
        &mut self,
        verb: Verb,
        holders: &[Holder],
        subject: &impl ToString,
        since: DateTime<Utc>,
        deadline: Option<Deadline>,
    ) {
        for holder in holders {
            self.put(verb, holder.clone(), subject, since, deadline);
        }
    }

    /// On the desk of each seat of the signing set that has not signed.
    fn put_unsigned(
        &mut self,
        verb: Verb,
        signatures: &Signatures,
        hash: Option<&ContentHash>,
        subject: &impl ToString,
        since: DateTime<Utc>,
        deadline: Option<Deadline>,
    ) {
        for seat in self.s.signing_set() {
            if !hash.is_some_and(|hash| signatures.has(seat, hash)) {
                self.put(verb, Holder::Seat(seat), subject, since, deadline);
            }
        }
    }

    /// The conveners, each of whom may.
    fn conveners(&self) -> Vec<Holder> {
        self.s
            .signing_set()
            .into_iter()
            .filter(|seat| seat.convener().is_some())
            .map(Holder::Seat)
            .collect()
    }

    /// Who does the liaison's verbs.
    fn clerk(&self) -> Vec<Holder> {
        if self.s.has_liaison {
            vec![Holder::Liaison]
        } else {
            self.conveners()
        }
    }

    const fn link(link: ChainLink) -> Holder {
        match link {
            ChainLink::Office => Holder::Role(Role::OfficeOfficer),
            ChainLink::Leader => Holder::Role(Role::Leader),
        }
    }
}

/// The verbs by which somebody else answers what a council handed on: its author, a second signer, the
/// chain of approval.
pub const ANSWERS: [Verb; 9] = [
    Verb::Revise,
    Verb::DeclineConfirm,
    Verb::Approve,
    Verb::PlanSign,
    Verb::MinutesSign,
    Verb::OpinionSign,
    Verb::FeedbackRelease,
    Verb::ReconsiderDecide,
    Verb::TakeDownConfirm,
];

/// The verbs by which somebody else answers what the office handed on: the leader who approves or signs
/// after it, a department that was given a task.
pub const OFFICE_ANSWERS: [Verb; 6] = [
    Verb::Approve,
    Verb::ReconsiderDecide,
    Verb::BoundConsent,
    Verb::EndUnresolvedSign,
    Verb::TaskDecide,
    Verb::TaskAccept,
];

/// The subject of a duty that is about the topic itself.
const TOPIC: &str = "";

const OFFICE: Holder = Holder::Role(Role::OfficeOfficer);
const LEADER: Holder = Holder::Role(Role::Leader);

/// On whose desk which verb lies: only those that move things on, one row a decision.
#[must_use]
pub fn duties(state: &State, at: DateTime<Utc>) -> Vec<Duty> {
    let mut desk = Desk {
        s: state,
        at,
        list: Vec::new(),
    };
    match state.standing {
        Standing::Open => match state.step {
            Step::Solicitation => steps::solicitation(&mut desk),
            Step::Scheduling => steps::scheduling(&mut desk),
            Step::Research => steps::research(&mut desk),
            Step::Deliberation => steps::deliberation(&mut desk),
            Step::Feedback => steps::feedback(&mut desk),
            Step::Conversion => tasks::conversion(&mut desk),
            Step::Supervision => tasks::supervision(&mut desk),
            Step::Evaluation => steps::evaluation(&mut desk),
        },
        Standing::Suspended => {
            if let Some(pause) = &state.suspension {
                let review = Some(Deadline::at(DeadlineKind::Review, pause.review));
                desk.put(Verb::Resume, OFFICE, &TOPIC, pause.since, review);
            }
        }
        Standing::Declined => steps::declined(&mut desk),
        Standing::Merged
        | Standing::Transferred
        | Standing::Withdrawn
        | Standing::Escalated
        | Standing::Concluded
        | Standing::ConcludedUnresolved => {}
    }
    if state.standing.is_ended() {
        tasks::after_the_end(&mut desk);
    }
    aside(&mut desk);
    desk.list
}

/// What lies on desks at any step.
fn aside(desk: &mut Desk) {
    let s = desk.s;
    for bound in s.loops.asked.keys() {
        desk.put(Verb::BoundConsent, LEADER, &bound.code(), s.since, None);
    }
    if s.end_asked.is_some() && s.standing == Standing::Open {
        desk.put(Verb::EndUnresolvedSign, LEADER, &TOPIC, s.since, None);
    }
    if s.moderation.take_down_asked.is_some() {
        desk.put(Verb::TakeDownConfirm, OFFICE, &TOPIC, s.since, None);
    }
    if s.moderation.taken_down && s.moderation.appealed {
        desk.put(Verb::Restore, OFFICE, &TOPIC, s.since, None);
    }
    if s.moderation.redact_asked.is_some() {
        desk.put(Verb::RedactConfirm, OFFICE, &TOPIC, s.since, None);
    }
}

/// The duties of objections: rows that the state does not know, so the service adds them with the time
/// each was made. Those already answered are left out; one signed by a seat lies on the other's desk.
#[must_use]
pub fn answer_duties(state: &State, objections: &[(Uuid, DateTime<Utc>)]) -> Vec<Duty> {
    let mut desk = Desk {
        s: state,
        at: state.since,
        list: Vec::new(),
    };
    if !state.open_at(Step::Feedback) {
        return desk.list;
    }
    for (objection, since) in objections {
        if !state.feedback.replies.contains_key(objection) {
            let nobody = Signatures::default();
            desk.put_unsigned(Verb::FeedbackAnswer, &nobody, None, objection, *since, None);
        }
    }
    desk.list
}

/// The duties of the residents appointed to look after the tasks: rows that the state does not know. What
/// a task wants checked lies on each one's desk beside those of the members and the office.
#[must_use]
pub fn supervisor_duties(state: &State, at: DateTime<Utc>, accounts: &[Uuid]) -> Vec<Duty> {
    let mut desk = Desk {
        s: state,
        at,
        list: Vec::new(),
    };
    let checks = [Verb::TaskInspect, Verb::TaskVerify];
    for duty in duties(state, at) {
        if checks.contains(&duty.verb) {
            let holders: Vec<Holder> = accounts.iter().copied().map(Holder::Account).collect();
            desk.put_all(
                duty.verb,
                &holders,
                &duty.subject,
                duty.since,
                duty.deadline,
            );
        }
    }
    desk.list
}
