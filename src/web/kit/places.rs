//! Where a verb is done: which work page of the desk, or which public page, has its form.

use crate::domain::workflow::{Base, Step, Verb};

/// The address below `/{street}` of the page that has the form of a verb of a topic, which stands at
/// this step.
#[must_use]
pub fn page_of(verb: Verb, step: Step, code: &str) -> String {
    match place(verb) {
        Place::Topic => format!("/topics/{code}"),
        Place::Step(own) => {
            let part = part_of(verb).unwrap_or_default();
            format!("/desk/topics/{code}/{}{part}", own.code())
        }
        Place::Here => format!("/desk/topics/{code}/{}", step.code()),
        Place::Tasks => {
            let own = if step == Step::Conversion {
                step
            } else {
                Step::Supervision
            };
            format!("/desk/topics/{code}/{}", own.code())
        }
        Place::More => format!("/desk/topics/{code}/more"),
        Place::New => "/topics/new".to_owned(),
        Place::Nowhere => "/desk".to_owned(),
    }
}

/// The verbs by which what a condition of a gate lacks is mended, the last first.
#[must_use]
pub fn mends(condition: &str) -> &'static [Verb] {
    match condition.strip_prefix("condition-").unwrap_or_default() {
        "accepted" | "focus" => &[Verb::Accept],
        "problem-stated" | "people" | "criteria" | "groups-named" | "similar-seen" => {
            &[Verb::Assess]
        }
        "approvals" => &[Verb::Approve],
        "plan-saved"
        | "plan-sessions"
        | "plan-participants"
        | "plan-covers-groups"
        | "plan-research-groups" => &[Verb::PlanSave],
        "plan-signed" => &[Verb::PlanSign],
        "groups-reported" => &[Verb::ResearchReport, Verb::ResearchAssign],
        "briefing-sent" => &[Verb::ResearchBriefing],
        "groups-heard" => &[Verb::SessionAbsence],
        "minutes-signed" => &[Verb::MinutesSign, Verb::MinutesSave],
        "opinion-saved" | "agreement" => &[Verb::OpinionSave],
        "opinion-signed" => &[Verb::OpinionSign],
        "groups-told" => &[Verb::FeedbackDeliver],
        "posted" => &[Verb::FeedbackRelease, Verb::FeedbackPost],
        "objections-answered" => &[Verb::FeedbackAnswer],
        "result" => &[Verb::NoResult],
        "window-opened" => &[Verb::EvaluationOpen],
        "ratings-counted" | "shortfall-explained" | "archive" => &[Verb::EvaluationAccount],
        "author-answered" => &[Verb::EvaluationAnswer],
        _ => &[],
    }
}

/// The half of step 4 with minutes and opinion.
pub const PAPERS: &str = "?part=opinion";

/// The half of step 4 on which a verb is done, where it stands on one alone: what follows the page's address.
#[must_use]
pub const fn part_of(verb: Verb) -> Option<&'static str> {
    if matches!(
        verb,
        Verb::MinutesSave
            | Verb::MinutesSign
            | Verb::OpinionSave
            | Verb::OpinionReject
            | Verb::OpinionConsent
            | Verb::OpinionSign
    ) {
        return Some(PAPERS);
    }
    if matches!(verb, Verb::SessionAbsence) {
        return Some("");
    }
    None
}

enum Place {
    /// The public page of the topic.
    Topic,
    /// The work page of a step.
    Step(Step),
    /// The work page of the step that the topic stands at.
    Here,
    /// The work page of tasks: conversion, and supervision later on.
    Tasks,
    /// What can be done at any step.
    More,
    /// The form of a new topic.
    New,
    /// No page of a topic.
    Nowhere,
}

const fn place(verb: Verb) -> Place {
    if matches!(verb.base(), Base::Session) {
        return Place::Step(Step::Deliberation);
    }
    match verb {
        Verb::Submit => Place::New,
        Verb::Revise
        | Verb::Withdraw
        | Verb::Support
        | Verb::Follow
        | Verb::Comment
        | Verb::FeedbackAcknowledge
        | Verb::FeedbackObject
        | Verb::EvaluationRate => Place::Topic,
        // Assessing, merging and handing on go on at step 2, on the page where they began.
        Verb::Accept
        | Verb::AskMore
        | Verb::Assess
        | Verb::Merge
        | Verb::Transfer
        | Verb::DeclineConfirm
        | Verb::Propose => Place::Step(Step::Solicitation),
        Verb::TakeBack | Verb::Approve | Verb::Return => Place::Step(Step::Scheduling),
        // A further session after a sustained objection is planned on the same page.
        Verb::PlanSave | Verb::PlanReject | Verb::PlanSign => Place::Step(Step::Scheduling),
        Verb::Unmerge
        | Verb::Reconsider
        | Verb::ReconsiderDecide
        | Verb::EndUnresolved
        | Verb::EndUnresolvedSign
        | Verb::Escalate
        | Verb::Suspend
        | Verb::Resume
        | Verb::Recuse
        | Verb::TakeDown
        | Verb::TakeDownConfirm
        | Verb::Restore
        | Verb::Redact
        | Verb::RedactConfirm
        | Verb::BoundAsk
        | Verb::BoundConsent => Place::More,
        Verb::Decline | Verb::Replan => Place::Here,
        Verb::ResearchAssign
        | Verb::ResearchVisit
        | Verb::ResearchSurvey
        | Verb::ResearchReport
        | Verb::ResearchBriefing
        | Verb::ResearchAdopt
        | Verb::ResearchWaive => Place::Step(Step::Research),
        Verb::SessionInvite
        | Verb::SessionReply
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
        | Verb::OpinionSave
        | Verb::OpinionReject
        | Verb::OpinionConsent
        | Verb::OpinionSign => Place::Step(Step::Deliberation),
        Verb::NoResult
        | Verb::FeedbackDeliver
        | Verb::FeedbackAnswer
        | Verb::FeedbackSustain
        | Verb::FeedbackPost
        | Verb::FeedbackRelease
        | Verb::FeedbackClose => Place::Step(Step::Feedback),
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
        | Verb::TaskVerify
        | Verb::SupervisorAppoint => Place::Tasks,
        // The office opens it from step 7, and after no result from step 8.
        Verb::EvaluationOpen => Place::Here,
        Verb::EvaluationAnswer
        | Verb::EvaluationContactAuthor
        | Verb::EvaluationAccount
        | Verb::Conclude
        | Verb::Rehandle => Place::Step(Step::Evaluation),
        Verb::SeatHold | Verb::SeatDelegate => Place::Nowhere,
    }
}
