//! From verb to function: the one place that knows every room's use cases. Wiring, so it may import
//! the rooms.

use std::pin::Pin;

use super::{
    Deed, Done, Problem, approvals, comments, evaluations, feedback, opinions, plans, research,
    sessions, tasks, topics,
};
use crate::domain::workflow::Verb;

/// A use case as one of many: what it keeps while it waits lies on the heap, so that the one match over
/// all of them stays small on the stack.
type Work = fn(Deed) -> Pin<Box<dyn Future<Output = Result<Done, Problem>> + Send>>;

macro_rules! at {
    ($function:path) => {
        |deed| Box::pin($function(deed))
    };
}

/// Does the deed.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn perform(verb: Verb, mut deed: Deed) -> Result<Done, Problem> {
    topics::lock::still(verb, &mut deed).await?;
    let work: Work = match verb {
        // Each room's verbs stand together, in the order of docs/verbs.md.
        Verb::Submit => at!(topics::submit),
        Verb::Revise => at!(topics::revise),
        Verb::Withdraw => at!(topics::withdraw),
        Verb::Support => at!(topics::support),
        Verb::Follow => at!(topics::follow),
        Verb::Comment => at!(comments::write),
        Verb::Accept => at!(topics::accept),
        Verb::AskMore => at!(topics::ask_more),
        Verb::Assess => at!(topics::assess),
        Verb::Merge => at!(topics::merge),
        Verb::Unmerge => at!(topics::unmerge),
        Verb::Transfer => at!(topics::transfer),
        Verb::Decline => at!(approvals::decline),
        Verb::DeclineConfirm => at!(approvals::decline_confirm),
        Verb::Reconsider => at!(approvals::reconsider),
        Verb::ReconsiderDecide => at!(approvals::reconsider_decide),
        Verb::Propose => at!(approvals::propose),
        Verb::TakeBack => at!(approvals::take_back),
        Verb::Approve => at!(approvals::approve),
        Verb::Return => at!(approvals::send_back),
        Verb::PlanSave => at!(plans::save),
        Verb::PlanReject => at!(plans::reject),
        Verb::PlanSign => at!(plans::sign),
        Verb::Replan => at!(plans::replan),
        Verb::EndUnresolved => at!(approvals::end_unresolved),
        Verb::EndUnresolvedSign => at!(approvals::end_unresolved_sign),
        Verb::Escalate => at!(topics::escalate),
        Verb::Suspend => at!(topics::suspend),
        Verb::Resume => at!(topics::resume),
        Verb::Recuse => at!(topics::recuse),
        Verb::TakeDown => at!(topics::take_down),
        Verb::TakeDownConfirm => at!(topics::take_down_confirm),
        Verb::Restore => at!(topics::restore),
        Verb::BoundAsk => at!(topics::bound_ask),
        Verb::BoundConsent => at!(topics::bound_consent),

        Verb::ResearchAssign => at!(research::assign),
        Verb::ResearchVisit => at!(research::visit),
        Verb::ResearchSurvey => at!(research::survey),
        Verb::ResearchReport => at!(research::report),
        Verb::ResearchBriefing => at!(research::briefing),
        Verb::ResearchAdopt => at!(research::adopt),
        Verb::ResearchWaive => at!(research::waive),

        Verb::SessionInvite => at!(sessions::invite),
        Verb::SessionReply => at!(sessions::reply),
        Verb::SessionCheckIn => at!(sessions::check_in),
        Verb::SessionAbsence => at!(sessions::absence),
        Verb::SessionOpen => at!(sessions::open),
        Verb::SessionRemark => at!(sessions::remark),
        Verb::BallotOpen => at!(sessions::ballot_open),
        Verb::BallotClose => at!(sessions::ballot_close),
        Verb::SessionVote => at!(sessions::vote),
        Verb::SessionAdjourn => at!(sessions::adjourn),
        Verb::SessionClose => at!(sessions::close),

        Verb::MinutesSave => at!(opinions::minutes_save),
        Verb::MinutesSign => at!(opinions::minutes_sign),
        Verb::OpinionSave => at!(opinions::save),
        Verb::OpinionReject => at!(opinions::reject),
        Verb::OpinionConsent => at!(opinions::consent),
        Verb::OpinionSign => at!(opinions::sign),

        Verb::NoResult => at!(feedback::no_result),
        Verb::FeedbackDeliver => at!(feedback::deliver),
        Verb::FeedbackAcknowledge => at!(feedback::acknowledge),
        Verb::FeedbackObject => at!(feedback::object),
        Verb::FeedbackAnswer => at!(feedback::answer),
        Verb::FeedbackSustain => at!(feedback::sustain),
        Verb::FeedbackPost => at!(feedback::post),
        Verb::FeedbackRelease => at!(feedback::release),
        Verb::FeedbackClose => at!(feedback::close),

        Verb::TaskAssign => at!(tasks::assign),
        Verb::TaskTransfer => at!(tasks::transfer),
        Verb::TaskAccept => at!(tasks::accept),
        Verb::TaskRefuse => at!(tasks::refuse),
        Verb::TaskDecide => at!(tasks::decide),
        Verb::TaskProgress => at!(tasks::progress),
        Verb::TaskExtend => at!(tasks::extend),
        Verb::TaskApproveExtension => at!(tasks::approve_extension),
        Verb::TaskLegal => at!(tasks::legal),
        Verb::TaskComplete => at!(tasks::complete),
        Verb::TaskExplain => at!(tasks::explain),
        Verb::TaskInspect => at!(tasks::inspect),
        Verb::TaskUrge => at!(tasks::urge),
        Verb::TaskVerify => at!(tasks::verify),
        Verb::SupervisorAppoint => at!(tasks::appoint),

        Verb::EvaluationOpen => at!(evaluations::open),
        Verb::EvaluationRate => at!(evaluations::rate),
        Verb::EvaluationAnswer => at!(evaluations::answer),
        Verb::EvaluationContactAuthor => at!(evaluations::contact_author),
        Verb::EvaluationAccount => at!(evaluations::account),
        Verb::Conclude => at!(evaluations::conclude),
        Verb::Rehandle => at!(evaluations::rehandle),

        // Statements of the live page, redaction and the console of seats have no page yet:
        // no route leads here.
        Verb::SessionStatement
        | Verb::Redact
        | Verb::RedactConfirm
        | Verb::SeatHold
        | Verb::SeatDelegate => return unserved(verb, &deed),
    };
    work(deed).await
}

/// A verb that no route serves.
fn unserved(verb: Verb, deed: &Deed) -> Result<Done, Problem> {
    tracing::warn!(verb = verb.code(), street = %deed.street.slug, "a verb without a use case was asked for");
    Err(Problem::NotFound)
}
