//! Who is told what: for each event, the circles of people that hear of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::workflow::{Event, MeetingState, State, Verb};

/// A circle of people of a topic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The author, where there is an account.
    Author,
    /// Everybody who supports or follows it.
    Followers,
    /// Those invited to this session.
    Invited(Uuid),
    /// The officers of this unit.
    Unit(Uuid),
    /// The conveners and the liaison of its council.
    Council,
    /// The officers of the supervising office.
    Office,
    /// One account: somebody who was appointed.
    Account(Uuid),
}

/// Who hears of what an act brought about; the new state says to whom tasks belong.
#[must_use]
pub fn told(events: &[Event], state: &State) -> Vec<Told> {
    let mut circles = Vec::new();
    for event in events {
        match event {
            Event::Done { verb } => circles.extend(of_verb(*verb, state)),
            Event::Moved { .. }
            | Event::Ended { .. }
            | Event::Reopened { .. }
            | Event::Hidden { .. } => {
                circles.extend([Told::Author, Told::Followers, Told::Council]);
            }
            Event::PlanPublished { sessions } => {
                circles.extend(sessions.iter().map(|s| Told::Invited(*s)));
            }
            Event::TasksMade { .. } | Event::ConsentAsked { .. } => circles.push(Told::Office),
            Event::TaskGraded { .. } => circles.extend([Told::Office, Told::Followers]),
            Event::PostingBegan | Event::WindowOpened => {
                circles.extend([Told::Author, Told::Followers]);
            }
            Event::Signed { .. } | Event::Voided { .. } => circles.push(Told::Council),
            Event::Completed { .. } | Event::SuccessorOpens { .. } | Event::Redacted { .. } => {}
        }
    }
    circles.sort();
    circles.dedup();
    circles
}

/// Beyond what moved: some verbs are news to somebody by themselves.
fn of_verb(verb: Verb, state: &State) -> Vec<Told> {
    match verb {
        Verb::Submit | Verb::Revise => vec![Told::Council],
        Verb::Accept | Verb::AskMore | Verb::FeedbackAnswer | Verb::EvaluationAnswer => {
            vec![Told::Author]
        }
        Verb::PlanReject | Verb::OpinionReject | Verb::Recuse | Verb::ResearchReport => {
            vec![Told::Council]
        }
        Verb::SessionInvite | Verb::ResearchBriefing => invited(state, MeetingState::Planned),
        // Those who were there are asked whether they agree.
        Verb::OpinionSave => invited(state, MeetingState::Closed),
        Verb::TaskAssign | Verb::TaskTransfer | Verb::TaskUrge | Verb::TaskDecide => state
            .tasks_now()
            .filter_map(|t| t.unit)
            .map(Told::Unit)
            .collect(),
        Verb::TaskRefuse | Verb::TaskExtend | Verb::TakeDown => vec![Told::Office],
        // The author appeals to the office, and hears what it decides.
        Verb::Restore if state.moderation.appealed => vec![Told::Office],
        Verb::Restore => vec![Told::Author],
        // Handed on within the street nothing moves; the council is the one that has it now.
        Verb::Suspend | Verb::Resume | Verb::Transfer => {
            vec![Told::Author, Told::Followers, Told::Council]
        }
        // Every other verb is told by what it brought about, or concerns nobody beyond its desk.
        Verb::Withdraw
        | Verb::Support
        | Verb::Follow
        | Verb::Comment
        | Verb::Assess
        | Verb::Merge
        | Verb::Unmerge
        | Verb::Decline
        | Verb::DeclineConfirm
        | Verb::Reconsider
        | Verb::ReconsiderDecide
        | Verb::Propose
        | Verb::TakeBack
        | Verb::Approve
        | Verb::Return
        | Verb::PlanSave
        | Verb::PlanSign
        | Verb::Replan
        | Verb::SessionReply
        | Verb::ResearchAssign
        | Verb::ResearchVisit
        | Verb::ResearchSurvey
        | Verb::ResearchAdopt
        | Verb::ResearchWaive
        | Verb::SessionCheckIn
        | Verb::SessionAbsence
        | Verb::SessionOpen
        | Verb::SessionRemark
        | Verb::BallotOpen
        | Verb::BallotClose
        | Verb::SessionStatement
        | Verb::SessionVote
        | Verb::SessionAdjourn
        | Verb::SessionClose
        | Verb::MinutesSave
        | Verb::MinutesSign
        | Verb::OpinionConsent
        | Verb::OpinionSign
        | Verb::NoResult
        | Verb::FeedbackDeliver
        | Verb::FeedbackAcknowledge
        | Verb::FeedbackObject
        | Verb::FeedbackSustain
        | Verb::FeedbackPost
        | Verb::FeedbackRelease
        | Verb::FeedbackClose
        | Verb::TaskAccept
        | Verb::TaskProgress
        | Verb::TaskApproveExtension
        | Verb::TaskLegal
        | Verb::TaskComplete
        | Verb::TaskExplain
        | Verb::TaskInspect
        | Verb::TaskVerify
        | Verb::SupervisorAppoint
        | Verb::EvaluationOpen
        | Verb::EvaluationRate
        | Verb::EvaluationContactAuthor
        | Verb::EvaluationAccount
        | Verb::Conclude
        | Verb::Rehandle
        | Verb::EndUnresolved
        | Verb::EndUnresolvedSign
        | Verb::Escalate
        | Verb::TakeDownConfirm
        | Verb::Redact
        | Verb::RedactConfirm
        | Verb::BoundAsk
        | Verb::BoundConsent
        | Verb::SeatHold
        | Verb::SeatDelegate => Vec::new(),
    }
}

/// Everybody invited to the sessions of this deliberation that stand so.
fn invited(state: &State, standing: MeetingState) -> Vec<Told> {
    state
        .deliberation
        .now()
        .filter(|m| m.state == standing)
        .map(|m| Told::Invited(m.id))
        .collect()
}
