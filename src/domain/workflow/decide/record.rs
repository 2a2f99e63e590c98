//! What was published is hidden, shown again or removed: asked by the administrator, confirmed by an officer.

use crate::domain::actor::Capacity;
use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::event::Event;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::refusal::Refusal;

use super::common::{Done, Turn, given, many, need};

pub fn take_down(turn: &mut Turn) -> Done {
    turn.reason()?;
    let moderation = &turn.s.moderation;
    if moderation.taken_down || moderation.take_down_asked.is_some() {
        return Err(turn.already());
    }
    turn.s.moderation.take_down_asked = Some(turn.act.by.person.clone());
    Ok(())
}

pub fn take_down_confirm(turn: &mut Turn) -> Done {
    turn.reason()?;
    match turn.s.moderation.take_down_asked.take() {
        None => need([Condition::flag("condition-take-down-asked", false)])?,
        Some(asker) if asker == *turn.person() => return Err(Refusal::DecidedBefore),
        Some(_) => {}
    }
    turn.s.moderation.taken_down = true;
    turn.s.moderation.appealed = false;
    turn.events.push(Event::Hidden { hidden: true });
    Ok(())
}

/// The author appeals; an officer, never the author, decides.
pub fn restore(turn: &mut Turn) -> Done {
    if !turn.s.moderation.taken_down {
        return Err(Refusal::NothingToUndo {
            verb: turn.act.verb,
        });
    }
    if turn.capacity() == Capacity::Author {
        turn.reason()?;
        if turn.s.moderation.appealed {
            return Err(turn.already());
        }
        turn.s.moderation.appealed = true;
        return Ok(());
    }
    let Evidence::Decide {
        granted, reason, ..
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    if turn.s.author == *turn.person() {
        return Err(Refusal::DecidedBefore);
    }
    given(reason)?;
    turn.s.moderation.appealed = false;
    if granted {
        turn.s.moderation.taken_down = false;
        turn.events.push(Event::Hidden { hidden: false });
    }
    Ok(())
}

pub fn redact(turn: &mut Turn) -> Done {
    let Evidence::Redact { entries, reason } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    given(*reason)?;
    let fresh = entries
        .iter()
        .filter(|n| **n > 0 && !turn.s.moderation.redacted.contains(n))
        .count();
    need([Condition::flag(
        "condition-entries-named",
        !entries.is_empty() && many(fresh) == many(entries.len()),
    )])?;
    if turn.s.moderation.redact_asked.is_some() {
        return Err(turn.already());
    }
    turn.s.moderation.redact_asked = Some((turn.act.by.person.clone(), entries.clone()));
    Ok(())
}

pub fn redact_confirm(turn: &mut Turn) -> Done {
    let Evidence::Redact { entries, .. } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    let Some((asker, asked)) = turn.s.moderation.redact_asked.take() else {
        return need([Condition::flag("condition-redact-asked", false)]);
    };
    if asker == turn.act.by.person {
        return Err(Refusal::DecidedBefore);
    }
    if asked != *entries {
        return Err(Refusal::ContentChanged);
    }
    turn.s.moderation.redacted.extend(entries.iter().copied());
    turn.events.push(Event::Redacted {
        entries: entries.clone(),
    });
    Ok(())
}
