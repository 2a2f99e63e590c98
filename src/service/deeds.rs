//! From verb to function: the one place that knows every room's use cases. Wiring, so it may import
//! the rooms.

use super::{Deed, Done, Problem};
use crate::domain::workflow::Verb;

/// Does the deed.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn perform(verb: Verb, deed: Deed) -> Result<Done, Problem> {
    match verb {
        // Each room's verbs stand together, in the order of docs/verbs.md.
        Verb::Submit
        | Verb::Revise
        | Verb::Withdraw
        | Verb::Support
        | Verb::Follow
        | Verb::Accept
        | Verb::AskMore
        | Verb::Assess
        | Verb::Merge
        | Verb::Unmerge
        | Verb::Transfer
        | Verb::Decline
        | Verb::DeclineConfirm
        | Verb::Reconsider
        | Verb::ReconsiderDecide
        | Verb::Propose
        | Verb::TakeBack
        | Verb::Approve
        | Verb::Return
        | Verb::PlanSave
        | Verb::PlanReject
        | Verb::PlanSign
        | Verb::Replan
        | Verb::EndUnresolved
        | Verb::EndUnresolvedSign
        | Verb::Escalate
        | Verb::Suspend
        | Verb::Resume
        | Verb::Recuse
        | Verb::TakeDown
        | Verb::TakeDownConfirm
        | Verb::Restore
        | Verb::BoundAsk
        | Verb::BoundConsent => unserved(verb, &deed),

        Verb::ResearchAssign
        | Verb::ResearchVisit
        | Verb::ResearchSurvey
        | Verb::ResearchReport
        | Verb::ResearchBriefing
        | Verb::ResearchAdopt
        | Verb::ResearchWaive => unserved(verb, &deed),

        Verb::SessionInvite
        | Verb::SessionReply
        | Verb::SessionCheckIn
        | Verb::SessionAbsence
        | Verb::SessionOpen
        | Verb::SessionRemark
        | Verb::BallotOpen
        | Verb::BallotClose
        | Verb::SessionVote
        | Verb::SessionAdjourn
        | Verb::SessionClose => unserved(verb, &deed),

        Verb::MinutesSave
        | Verb::MinutesSign
        | Verb::OpinionSave
        | Verb::OpinionReject
        | Verb::OpinionConsent
        | Verb::OpinionSign => unserved(verb, &deed),

        Verb::NoResult
        | Verb::FeedbackDeliver
        | Verb::FeedbackAcknowledge
        | Verb::FeedbackObject
        | Verb::FeedbackAnswer
        | Verb::FeedbackSustain
        | Verb::FeedbackPost
        | Verb::FeedbackRelease
        | Verb::FeedbackClose => unserved(verb, &deed),

        Verb::TaskAssign
        | Verb::TaskTransfer
        | Verb::TaskAccept
        | Verb::TaskRefuse
        | Verb::TaskDecide
        | Verb::TaskProgress
        | Verb::TaskExtend
        | Verb::TaskApproveExtension
        | Verb::TaskLegal
        | Verb::TaskComplete
        | Verb::TaskExplain
        | Verb::TaskInspect
        | Verb::TaskUrge
        | Verb::TaskVerify => unserved(verb, &deed),

        Verb::EvaluationOpen
        | Verb::EvaluationRate
        | Verb::EvaluationAnswer
        | Verb::EvaluationContactAuthor
        | Verb::EvaluationAccount
        | Verb::Conclude
        | Verb::Rehandle => unserved(verb, &deed),

        // Comments, statements of the live page, redaction and the console of seats have no page yet:
        // no route leads here.
        Verb::Comment
        | Verb::SessionStatement
        | Verb::Redact
        | Verb::RedactConfirm
        | Verb::SeatHold
        | Verb::SeatDelegate => unserved(verb, &deed),
    }
}

/// A verb that no route serves.
fn unserved(verb: Verb, deed: &Deed) -> Result<Done, Problem> {
    tracing::warn!(verb = verb.code(), street = %deed.street.slug, "a verb without a use case was asked for");
    Err(Problem::NotFound)
}
