//! Step 3: research groups, briefing, adoption, waiver.

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::{Event, Paper};
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::gate;
use crate::domain::workflow::rooms::GroupWork;
use crate::domain::workflow::step::Step;
use crate::domain::workflow::verb::Verb;
use uuid::Uuid;

use super::common::{Done, Turn, given, need, put_on_table, put_signature};

fn group<'t>(turn: &'t mut Turn, id: &Uuid) -> Result<&'t mut GroupWork, super::Refusal> {
    let unknown = turn.unknown();
    turn.s.research.groups.get_mut(id).ok_or(unknown)
}

pub fn assign(turn: &mut Turn) -> Done {
    let Evidence::GroupAssign {
        group: id,
        leader,
        task,
        due,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    need([
        Condition::flag("condition-group-task", task),
        Condition::flag("condition-due-ahead", due > at),
    ])?;
    let work = group(turn, &id)?;
    work.leader = Some(leader);
    work.due = Some(due);
    Ok(())
}

pub fn note(turn: &mut Turn) -> Done {
    let Evidence::GroupWork {
        group: id,
        findings,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let survey = turn.act.verb == Verb::ResearchSurvey;
    let work = group(turn, &id)?;
    if survey {
        work.surveys = work.surveys.saturating_add(1);
    } else {
        work.visits = work.visits.saturating_add(1);
    }
    work.findings = work.findings.max(findings);
    Ok(())
}

pub fn report(turn: &mut Turn) -> Done {
    let Evidence::GroupWork {
        group: id,
        findings,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let work = group(turn, &id)?;
    need([
        Condition::flag("condition-group-leader", work.leader.is_some()),
        Condition::count("condition-findings", findings, 1),
    ])?;
    work.findings = findings;
    work.reported_at = Some(at);
    Ok(())
}

pub fn briefing(turn: &mut Turn) -> Done {
    let Evidence::Briefing { papers, sent_to } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    need([
        Condition::count("condition-briefing-papers", papers, 1),
        Condition::count("condition-briefing-sent-to", sent_to, 1),
    ])?;
    turn.s.research.briefed_at = Some(turn.act.at);
    Ok(())
}

pub fn adopt(turn: &mut Turn) -> Done {
    let Evidence::Nothing = turn.act.evidence else {
        return Err(turn.wrong());
    };
    need(gate::research(&turn.s))?;
    adopted(turn);
    Ok(())
}

fn adopted(turn: &mut Turn) {
    turn.s.research.adopted_at = Some(turn.act.at);
    turn.go(Step::Deliberation);
}

pub fn waive(turn: &mut Turn) -> Done {
    let Evidence::SignReason { hash, reason } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    let seat = turn.signer()?;
    given(*reason)?;
    need([Condition::flag(
        "condition-briefing-sent",
        turn.s.research.briefed_at.is_some(),
    )])?;
    let level = turn.s.level;
    let research = &mut turn.s.research;
    let signatures = &mut research.waiver_signatures;
    put_on_table(&mut research.waiver, signatures, seat, hash)?;
    let last = put_signature(signatures, level, seat, hash, turn.act)?;
    let paper = Paper::Waiver;
    turn.events.push(Event::Signed { paper, seat });
    if last {
        turn.events.push(Event::Completed { paper });
        adopted(turn);
    }
    Ok(())
}
