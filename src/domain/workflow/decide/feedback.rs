//! Step 5: who was told, the posting, objections, and what follows from the opinion.

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::{Event, Paper};
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::gate;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{Feedback, Opinion, Posting, Reply, Task};
use crate::domain::workflow::state::Signatures;
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, given, many, need, put_on_table, put_signature};

pub fn no_result(turn: &mut Turn) -> Done {
    let Evidence::SignReason { hash, reason } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    let seat = turn.signer()?;
    if turn.s.no_result() {
        return Err(turn.already());
    }
    let none = turn.s.opinion.accepted().next().is_none();
    need([
        Condition::flag("condition-no-accepted-item", none),
        Condition::flag("condition-reason", *reason),
    ])?;
    let level = turn.s.level;
    let opinion = &mut turn.s.opinion;
    let signatures = &mut opinion.no_result_signatures;
    put_on_table(&mut opinion.no_result, signatures, seat, hash)?;
    let last = put_signature(signatures, level, seat, hash, turn.act)?;
    let paper = Paper::NoResult;
    turn.events.push(Event::Signed { paper, seat });
    if last {
        turn.events.push(Event::Completed { paper });
        turn.s.opinion.no_result_at = Some(turn.act.at);
    }
    Ok(())
}

pub fn deliver(turn: &mut Turn) -> Done {
    let Evidence::Deliver { group, .. } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    if !turn.s.groups().contains(&group) {
        return Err(turn.unknown());
    }
    turn.s.feedback.told.insert(group);
    Ok(())
}

pub fn answer(turn: &mut Turn) -> Done {
    reply(turn, false).map(|_| ())
}

pub fn sustain(turn: &mut Turn) -> Done {
    let (used, limit) = (turn.s.loops.sustained, turn.s.rules.limits.sustained);
    need([Condition::flag("condition-sustain-left", used < limit)])?;
    if !reply(turn, true)? {
        return Ok(());
    }
    // Further deliberation: what was signed, agreed to and posted is void; dissent and record stay.
    turn.s.loops.sustained = used.saturating_add(1);
    turn.void_opinion();
    turn.void_minutes();
    turn.s.opinion = Opinion::default();
    turn.s.feedback = Feedback::default();
    let talk = &mut turn.s.deliberation;
    talk.turn = talk.turn.saturating_add(1);
    talk.further_plan_due = true;
    talk.absent.clear();
    talk.minutes = None;
    turn.void_plan();
    turn.s.plan.facts = None;
    turn.s.plan.published_at = None;
    turn.go(Step::Deliberation);
    Ok(())
}

/// Signs an answer to an objection. True when it was the last signature.
fn reply(turn: &mut Turn, sustains: bool) -> Result<bool, Refusal> {
    let Evidence::Objection {
        objection,
        hash,
        reason,
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let seat = turn.signer()?;
    given(*reason)?;
    let posted = turn
        .s
        .feedback
        .posting
        .as_ref()
        .is_some_and(|p| p.released_at.is_some());
    need([Condition::flag("condition-posted", posted)])?;
    let level = turn.s.level;
    let already = turn.already();
    let entry = turn
        .s
        .feedback
        .replies
        .entry(*objection)
        .or_insert_with(|| Reply {
            hash: hash.clone(),
            sustains,
            signatures: Signatures::default(),
            given_at: None,
        });
    if entry.given_at.is_some() {
        return Err(already);
    }
    // What is signed is the answer and which of the two it is.
    let mut table = (entry.sustains == sustains).then(|| entry.hash.clone());
    put_on_table(&mut table, &mut entry.signatures, seat, hash)?;
    entry.hash = hash.clone();
    entry.sustains = sustains;
    let last = put_signature(&mut entry.signatures, level, seat, hash, turn.act)?;
    if last {
        entry.given_at = Some(turn.act.at);
    }
    let paper = Paper::Answer;
    turn.events.push(Event::Signed { paper, seat });
    if last {
        turn.events.push(Event::Completed { paper });
    }
    Ok(last)
}

pub fn post(turn: &mut Turn) -> Done {
    let Evidence::Post { hash, hits } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    let feedback = &turn.s.feedback;
    if feedback
        .posting
        .as_ref()
        .is_some_and(|p| p.released_at.is_some())
    {
        return Err(turn.already());
    }
    turn.s.feedback.posting = Some(Posting {
        hash: hash.clone(),
        by: turn.act.by.person.clone(),
        hits: *hits,
        released_at: None,
        until: None,
    });
    Ok(())
}

pub fn release(turn: &mut Turn) -> Done {
    let Evidence::Release {
        hash,
        passed,
        until,
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let already = turn.already();
    let Some(posting) = &mut turn.s.feedback.posting else {
        return need([Condition::flag("condition-posting-ready", false)]);
    };
    if posting.released_at.is_some() {
        return Err(already);
    }
    if posting.by == turn.act.by.person {
        return Err(Refusal::DecidedBefore);
    }
    if posting.hash != *hash {
        return Err(Refusal::ContentChanged);
    }
    need([
        Condition::flag("condition-scan-clean", posting.hits == 0 || *passed),
        Condition::flag("condition-due-ahead", *until > at),
    ])?;
    posting.released_at = Some(at);
    posting.until = Some(*until);
    turn.events.push(Event::PostingBegan);
    Ok(())
}

pub fn close(turn: &mut Turn) -> Done {
    let Evidence::FeedbackClose { objections, .. } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    need(gate::feedback(&turn.s, turn.act.at, objections))?;
    turn.s.feedback.closed_at = Some(turn.act.at);
    if turn.s.no_result() {
        turn.go(Step::Evaluation);
        return Ok(());
    }
    make_tasks(turn);
    turn.go(Step::Conversion);
    Ok(())
}

/// One conversion task for each accepted item, numbered on through all rounds.
pub fn make_tasks(turn: &mut Turn) {
    let round = turn.s.round;
    let items: Vec<(u32, bool)> = turn.s.opinion.accepted().collect();
    let mut numbers = Vec::new();
    for (item, legal) in items {
        let n = many(turn.s.tasks.len()).saturating_add(1);
        turn.s.tasks.push(Task::new(n, item, round, legal));
        numbers.push(n);
    }
    turn.events.push(Event::TasksMade { numbers });
}
