//! The first act: a topic is raised, or follows one that was escalated.

use crate::domain::actor::Capacity;
use crate::domain::policy::row;
use crate::domain::workflow::act::Act;
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::Event;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::{Source, Submission};
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{Deliberation, Evaluation, Feedback, Opinion, Plan, Research};
use crate::domain::workflow::state::{
    Intake, Loops, Moderation, Passage, Proposal, Standing, State,
};
use crate::domain::workflow::step::Step;
use crate::domain::workflow::verb::Verb;

use super::common::need;

/// Opens a topic: the only act without a state before it.
///
/// # Errors
/// A refusal, with nothing changed.
pub fn submit(act: &Act) -> Result<(State, Vec<Event>), Refusal> {
    let verb = act.verb;
    let (Verb::Submit, Evidence::Submit(sent)) = (verb, &act.evidence) else {
        return Err(Refusal::WrongEvidence { verb });
    };
    let who = row(verb).who;
    let street = sent.level.is_street();
    // What is escalated is opened by whoever escalated it, from a council below.
    let may = match sent.carried {
        Some(_) => matches!(act.by.capacity, Capacity::Convener(_) | Capacity::Office),
        None => {
            who.iter()
                .any(|w| w.admits(act.by.capacity, street, sent.has_liaison))
                && brings(act.by.capacity, sent.source)
        }
    };
    if !may {
        return Err(Refusal::NotYours {
            verb,
            who: who.to_vec(),
        });
    }
    need([Condition::flag("condition-consent", sent.consent)])?;
    Ok((opened(sent, act)?, vec![Event::Done { verb }]))
}

/// Whether somebody in this capacity brings topics from that source: a call is open to everyone,
/// members recommend, leaders and the office assign; the council's staff enter any on behalf.
const fn brings(capacity: Capacity, source: Source) -> bool {
    match (capacity, source) {
        (_, Source::PublicCall)
        | (
            Capacity::Liaison | Capacity::Convener(_) | Capacity::Office,
            Source::MemberRecommendation | Source::Assignment,
        )
        | (Capacity::Member, Source::MemberRecommendation)
        | (Capacity::Leader, Source::Assignment) => true,
        (
            Capacity::Resident
            | Capacity::Author
            | Capacity::Stakeholder
            | Capacity::Participant
            | Capacity::GroupLeader
            | Capacity::GroupMember
            | Capacity::Supervisor
            | Capacity::SecondSigner
            | Capacity::LeadUnit
            | Capacity::AssistingUnit
            | Capacity::StreetAdmin,
            Source::MemberRecommendation | Source::Assignment,
        )
        | (Capacity::Member, Source::Assignment)
        | (Capacity::Leader, Source::MemberRecommendation) => false,
    }
}

fn opened(sent: &Submission, act: &Act) -> Result<State, Refusal> {
    let at = act.at;
    let mut state = State {
        council: sent.council,
        level: sent.level,
        has_liaison: sent.has_liaison,
        source: sent.source,
        author: sent.author.clone(),
        author_has_account: sent.author_has_account,
        focus: None,
        rules: sent.rules.clone(),
        predecessor: None,
        never_back_to: None,
        successor: None,
        standing: Standing::Open,
        step: Step::Solicitation,
        since: at,
        version: 1,
        round: 1,
        passages: Vec::new(),
        loops: Loops::default(),
        recused: std::collections::BTreeSet::new(),
        suspension: None,
        merged: None,
        declined: None,
        end_asked: None,
        moderation: Moderation::default(),
        intake: Intake {
            submitted_at: Some(at),
            clock_from: Some(at),
            ..Intake::default()
        },
        proposal: Proposal::default(),
        plan: Plan::default(),
        research: Research::default(),
        deliberation: Deliberation::default(),
        opinion: Opinion::default(),
        feedback: Feedback::default(),
        tasks: Vec::new(),
        evaluation: Evaluation::default(),
    };
    if let Some(carried) = &sent.carried {
        let later = carried.step > Step::Solicitation;
        // Only the street's own council is above another one, and nothing leaves step 1 unprepared.
        if !sent.level.is_street()
            || (later && (carried.focus.is_none() || carried.assessment.is_none()))
        {
            return Err(Refusal::WrongEvidence { verb: act.verb });
        }
        state.predecessor = Some(carried.topic);
        state.never_back_to = Some(carried.council);
        state.focus = carried.focus;
        state.intake.accepted_at = carried.focus.map(|_| at);
        state.intake.assessment.clone_from(&carried.assessment);
        if later {
            state.step = Step::Scheduling;
            // Nobody of this street council proposed it: its chain and its second signer are free.
            state.proposal.round = 1;
            state.proposal.at = Some(at);
            state.proposal.approved_at = carried.approved.then_some(at);
        }
    }
    state.passages.push(Passage {
        step: state.step,
        since: at,
        until: None,
        out_by: None,
    });
    Ok(state)
}
