//! Step 1: accept, ask for more, revise, assess.

use std::collections::BTreeSet;

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::facts::Assessment;
use crate::domain::workflow::rules::Bound;

use super::common::{Done, Turn, given, many, need};

pub fn revise(turn: &mut Turn) -> Done {
    let Evidence::Reason { reason } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.at();
    let intake = &mut turn.s.intake;
    if intake.accepted_at.is_some() {
        if intake.asked_at.is_none() && !intake.returned {
            return Err(turn.too_late());
        }
        given(reason)?;
    }
    if let Some(asked) = intake.asked_at.take() {
        // The time that the author took is not the council's.
        intake.clock_from = intake.clock_from.map(|from| from + (at - asked));
    }
    Ok(())
}

pub fn accept(turn: &mut Turn) -> Done {
    let Evidence::Accept { focus } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    if turn.s.accepted() {
        return Err(turn.already());
    }
    turn.s.focus = Some(focus);
    turn.s.intake.accepted_at = Some(turn.act.at);
    turn.s.intake.asked_at = None;
    Ok(())
}

pub fn ask_more(turn: &mut Turn) -> Done {
    turn.reason()?;
    if turn.s.intake.asked_at.is_some() {
        return Err(turn.already());
    }
    turn.spend_once(Bound::AskMore)?;
    turn.s.intake.asked_at = Some(turn.act.at);
    Ok(())
}

pub fn assess(turn: &mut Turn) -> Done {
    let Evidence::Assess(found) = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    need(complete(found))?;
    let before: BTreeSet<_> = turn.s.groups().iter().copied().collect();
    let after: BTreeSet<_> = found.groups.iter().copied().collect();
    turn.s.intake.assessment = Some(Assessment {
        groups: after.iter().copied().collect(),
        ..found.clone()
    });
    if before != after {
        turn.void_plan();
    }
    Ok(())
}

/// What an assessment must hold.
pub fn complete(found: &Assessment) -> [Condition; 5] {
    let scored = [found.narrow, found.broad, found.strong];
    let good = scored.iter().filter(|s| (1..=5).contains(*s)).count();
    [
        Condition::flag("condition-problem-stated", found.problem_stated),
        Condition::count("condition-people", found.people, 1),
        Condition::count("condition-criteria", many(good), 3),
        Condition::count("condition-groups-named", many(found.groups.len()), 1),
        Condition::flag("condition-similar-seen", found.similar_seen),
    ]
}
