//! The decisions: one function a verb, in the rooms of the steps. Each checks what its verb asks and
//! changes the working state of a [`Turn`]; [`advance`] checks before that who may and where.

mod approval;
mod aside;
mod common;
mod ends;
mod evaluation;
mod feedback;
mod intake;
mod opinion;
mod plan;
mod record;
mod research;
mod session;
mod submit;
mod supervision;
mod task;
mod verdict;

use super::act::Act;
use super::event::Event;
use super::refusal::Refusal;
use super::state::State;
use super::verb::Verb;
use crate::domain::policy::{self, Scope};
use common::Turn;
pub(super) use intake::complete;
pub use submit::submit;

/// Does one act.
///
/// It takes nothing from outside its arguments, so that a replay of the entries gives the same state.
///
/// # Errors
/// A refusal, with nothing changed.
pub fn advance(state: &State, act: &Act) -> Result<(State, Vec<Event>), Refusal> {
    if act.verb.is_row() {
        return Err(Refusal::RowVerb { verb: act.verb });
    }
    admit(state, act)?;
    let mut turn = Turn::new(state, act);
    decide(&mut turn)?;
    if act.verb != Verb::SessionRemark {
        turn.s.version += 1;
    }
    Ok((turn.s, turn.events))
}

/// Who may, and where: the policy once more, by what the machine knows of the topic.
fn admit(state: &State, act: &Act) -> Result<(), Refusal> {
    let who = policy::who_at(act.verb, Some(state.step));
    let street = state.level.is_street();
    if !who
        .iter()
        .any(|w| w.admits(act.by.capacity, street, state.has_liaison))
    {
        return Err(Refusal::NotYours {
            verb: act.verb,
            who: who.to_vec(),
        });
    }
    policy::stands(act.verb, &Scope::of(state))
}

fn decide(turn: &mut Turn) -> Result<(), Refusal> {
    let verb = turn.act.verb;
    match verb {
        Verb::Revise => intake::revise(turn),
        Verb::Withdraw => ends::withdraw(turn),
        Verb::Accept => intake::accept(turn),
        Verb::AskMore => intake::ask_more(turn),
        Verb::Assess => intake::assess(turn),
        Verb::Merge => ends::merge(turn),
        Verb::Unmerge => ends::unmerge(turn),
        Verb::Transfer => ends::transfer(turn),
        Verb::Decline => approval::decline(turn),
        Verb::DeclineConfirm => approval::decline_confirm(turn),
        Verb::Reconsider => approval::reconsider(turn),
        Verb::ReconsiderDecide => approval::reconsider_decide(turn),
        Verb::Propose => approval::propose(turn),
        Verb::TakeBack => approval::take_back(turn),
        Verb::Approve => approval::approve(turn),
        Verb::Return => approval::send_back(turn),
        Verb::PlanSave => plan::save(turn),
        Verb::PlanReject => plan::reject(turn),
        Verb::PlanSign => plan::sign(turn),
        Verb::Replan => plan::replan(turn),
        Verb::SessionInvite => session::invite(turn),
        Verb::ResearchAssign => research::assign(turn),
        Verb::ResearchVisit | Verb::ResearchSurvey => research::note(turn),
        Verb::ResearchReport => research::report(turn),
        Verb::ResearchBriefing => research::briefing(turn),
        Verb::ResearchAdopt => research::adopt(turn),
        Verb::ResearchWaive => research::waive(turn),
        Verb::SessionAbsence => session::absence(turn),
        Verb::SessionOpen => session::open(turn),
        Verb::SessionRemark => session::remark(turn),
        Verb::BallotOpen => session::ballot_open(turn),
        Verb::BallotClose => session::ballot_close(turn),
        Verb::SessionAdjourn => session::adjourn(turn),
        Verb::SessionClose => session::close(turn),
        Verb::MinutesSave => opinion::minutes_save(turn),
        Verb::MinutesSign => opinion::minutes_sign(turn),
        Verb::OpinionSave => opinion::save(turn),
        Verb::OpinionReject => opinion::reject(turn),
        Verb::OpinionSign => opinion::sign(turn),
        Verb::NoResult => feedback::no_result(turn),
        Verb::FeedbackDeliver => feedback::deliver(turn),
        Verb::FeedbackAnswer => feedback::answer(turn),
        Verb::FeedbackSustain => feedback::sustain(turn),
        Verb::FeedbackPost => feedback::post(turn),
        Verb::FeedbackRelease => feedback::release(turn),
        Verb::FeedbackClose => feedback::close(turn),
        Verb::TaskAssign => task::assign(turn),
        Verb::TaskTransfer => task::transfer(turn),
        Verb::TaskAccept => task::accept(turn),
        Verb::TaskRefuse => task::refuse(turn),
        Verb::TaskDecide => task::decide(turn),
        Verb::TaskProgress => task::progress(turn),
        Verb::TaskExtend => task::extend(turn),
        Verb::TaskApproveExtension => task::approve_extension(turn),
        Verb::TaskLegal => task::legal(turn),
        Verb::TaskComplete => task::complete(turn),
        Verb::TaskExplain => task::explain(turn),
        Verb::TaskInspect => supervision::inspect(turn),
        Verb::TaskUrge => supervision::urge(turn),
        Verb::TaskVerify => supervision::verify(turn),
        Verb::EvaluationOpen => evaluation::open(turn),
        Verb::EvaluationAnswer => evaluation::answer(turn),
        Verb::EvaluationContactAuthor => evaluation::contact_author(turn),
        Verb::EvaluationAccount => verdict::account(turn),
        Verb::Conclude => verdict::conclude(turn),
        Verb::Rehandle => verdict::rehandle(turn),
        Verb::EndUnresolved => ends::end_unresolved(turn),
        Verb::EndUnresolvedSign => ends::end_unresolved_sign(turn),
        Verb::Escalate => ends::escalate(turn),
        Verb::Suspend => aside::suspend(turn),
        Verb::Resume => aside::resume(turn),
        Verb::Recuse => aside::recuse(turn),
        Verb::TakeDown => record::take_down(turn),
        Verb::TakeDownConfirm => record::take_down_confirm(turn),
        Verb::Restore => record::restore(turn),
        Verb::Redact => record::redact(turn),
        Verb::RedactConfirm => record::redact_confirm(turn),
        Verb::BoundAsk => aside::bound_ask(turn),
        Verb::BoundConsent => aside::bound_consent(turn),
        Verb::Submit | Verb::SeatHold | Verb::SeatDelegate => Err(Refusal::AlreadyDone { verb }),
        Verb::Support
        | Verb::Follow
        | Verb::Comment
        | Verb::SessionReply
        | Verb::SessionCheckIn
        | Verb::SessionStatement
        | Verb::SessionVote
        | Verb::OpinionConsent
        | Verb::FeedbackAcknowledge
        | Verb::FeedbackObject
        | Verb::SupervisorAppoint
        | Verb::EvaluationRate => Err(Refusal::RowVerb { verb }),
    }
}
