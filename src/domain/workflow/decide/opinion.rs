//! The end of step 4: minutes and opinion.

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::{Event, Paper};
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::gate;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rules::Bound;
use crate::domain::workflow::step::Step;

use super::common::{Done, Turn, need, put_signature};

fn held(turn: &Turn) -> Done {
    need([Condition::flag(
        "condition-session-held",
        turn.s.deliberation.held(),
    )])
}

pub fn minutes_save(turn: &mut Turn) -> Done {
    let Evidence::Minutes { hash } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    held(turn)?;
    turn.void_minutes();
    turn.s.deliberation.minutes = Some(hash.clone());
    Ok(())
}

pub fn minutes_sign(turn: &mut Turn) -> Done {
    let Evidence::Sign { hash } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    held(turn)?;
    let seat = turn.signer()?;
    let level = turn.s.level;
    let talk = &mut turn.s.deliberation;
    let Some(saved) = &talk.minutes else {
        return need([Condition::flag("condition-minutes-saved", false)]);
    };
    if saved != hash {
        return Err(Refusal::ContentChanged);
    }
    let last = put_signature(&mut talk.minutes_signatures, level, seat, hash, turn.act)?;
    let paper = Paper::Minutes;
    turn.events.push(Event::Signed { paper, seat });
    if last {
        turn.events.push(Event::Completed { paper });
    }
    Ok(())
}

pub fn save(turn: &mut Turn) -> Done {
    let Evidence::Opinion(facts) = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    held(turn)?;
    let numbered = facts
        .items
        .iter()
        .enumerate()
        .all(|(i, item)| facts.items.iter().skip(i + 1).all(|o| o.no != item.no));
    need([Condition::flag("condition-items-numbered", numbered)])?;
    turn.void_opinion();
    turn.s.opinion.facts = Some(facts.clone());
    turn.s.opinion.rejected = false;
    Ok(())
}

pub fn reject(turn: &mut Turn) -> Done {
    turn.reason()?;
    turn.signer()?;
    need([Condition::flag(
        "condition-opinion-saved",
        turn.s.opinion.facts.is_some() && !turn.s.opinion.rejected,
    )])?;
    turn.spend_once(Bound::OpinionReject)?;
    turn.void_opinion();
    turn.s.opinion.rejected = true;
    Ok(())
}

pub fn sign(turn: &mut Turn) -> Done {
    let Evidence::OpinionSign {
        hash,
        consents,
        dissents,
        ..
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let seat = turn.signer()?;
    need(gate::deliberation(&turn.s))?;
    if turn.s.opinion.facts.as_ref().map(|f| &f.hash) != Some(hash) {
        return Err(Refusal::ContentChanged);
    }
    let level = turn.s.level;
    let last = put_signature(&mut turn.s.opinion.signatures, level, seat, hash, turn.act)?;
    turn.s.opinion.consents = (*consents, *dissents);
    let paper = Paper::Opinion;
    turn.events.push(Event::Signed { paper, seat });
    if last {
        // The last signature is itself the issue.
        turn.events.push(Event::Completed { paper });
        turn.s.opinion.issued_at = Some(turn.act.at);
        turn.cancel_planned();
        turn.go(Step::Feedback);
    }
    Ok(())
}
