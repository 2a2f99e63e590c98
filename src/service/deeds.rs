//! From verb to function: the one place that knows every room's use cases. Wiring, so it may import
//! the rooms.

use super::{Deed, Done, Problem, evaluations, feedback, tasks};
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

        Verb::NoResult => feedback::no_result(deed).await,
        Verb::FeedbackDeliver => feedback::deliver(deed).await,
        Verb::FeedbackAcknowledge => feedback::acknowledge(deed).await,
        Verb::FeedbackObject => feedback::object(deed).await,
        Verb::FeedbackAnswer => feedback::answer(deed).await,
        Verb::FeedbackSustain => feedback::sustain(deed).await,
        Verb::FeedbackPost => feedback::post(deed).await,
        Verb::FeedbackRelease => feedback::release(deed).await,
        Verb::FeedbackClose => feedback::close(deed).await,

        Verb::TaskAssign => tasks::assign(deed).await,
        Verb::TaskTransfer => tasks::transfer(deed).await,
        Verb::TaskAccept => tasks::accept(deed).await,
        Verb::TaskRefuse => tasks::refuse(deed).await,
        Verb::TaskDecide => tasks::decide(deed).await,
        Verb::TaskProgress => tasks::progress(deed).await,
        Verb::TaskExtend => tasks::extend(deed).await,
        Verb::TaskApproveExtension => tasks::approve_extension(deed).await,
        Verb::TaskLegal => tasks::legal(deed).await,
        Verb::TaskComplete => tasks::complete(deed).await,
        Verb::TaskExplain => tasks::explain(deed).await,
        Verb::TaskInspect => tasks::inspect(deed).await,
        Verb::TaskUrge => tasks::urge(deed).await,
        Verb::TaskVerify => tasks::verify(deed).await,

        Verb::EvaluationOpen => evaluations::open(deed).await,
        Verb::EvaluationRate => evaluations::rate(deed).await,
        Verb::EvaluationAnswer => evaluations::answer(deed).await,
        Verb::EvaluationContactAuthor => evaluations::contact_author(deed).await,
        Verb::EvaluationAccount => evaluations::account(deed).await,
        Verb::Conclude => evaluations::conclude(deed).await,
        Verb::Rehandle => evaluations::rehandle(deed).await,

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
