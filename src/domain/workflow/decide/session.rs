//! Step 4: the sessions, their quorum and their ballots.

use uuid::Uuid;

use crate::domain::workflow::condition::Condition;
use crate::domain::workflow::evidence::Evidence;
use crate::domain::workflow::gate;
use crate::domain::workflow::refusal::Refusal;
use crate::domain::workflow::rooms::{Ballot, Meeting, MeetingState};

use super::common::{Done, Turn, day, given, many, need};

/// A session of the deliberation under way.
fn meeting<'t>(turn: &'t mut Turn, id: &Uuid) -> Result<&'t mut Meeting, Refusal> {
    let unknown = turn.unknown();
    let talk = &mut turn.s.deliberation;
    let now = talk.turn;
    talk.meetings
        .iter_mut()
        .find(|m| m.id == *id && m.turn == now)
        .ok_or(unknown)
}

fn under_way<'t>(turn: &'t mut Turn, id: &Uuid) -> Result<&'t mut Meeting, Refusal> {
    let found = meeting(turn, id)?;
    need([Condition::flag(
        "condition-session-under-way",
        found.state == MeetingState::Open,
    )])?;
    Ok(found)
}

fn planned<'t>(turn: &'t mut Turn, id: &Uuid) -> Result<&'t mut Meeting, Refusal> {
    let found = meeting(turn, id)?;
    need([Condition::flag(
        "condition-session-planned",
        found.state == MeetingState::Planned,
    )])?;
    Ok(found)
}

pub fn invite(turn: &mut Turn) -> Done {
    let Evidence::Session { session } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    planned(turn, &session).map(|_| ())
}

pub fn absence(turn: &mut Turn) -> Done {
    let Evidence::Absence {
        session,
        group,
        invitations,
        reason,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    meeting(turn, &session)?;
    if !turn.s.groups().contains(&group) {
        return Err(turn.unknown());
    }
    need([
        Condition::count("condition-invitations", invitations, 2),
        Condition::flag("condition-reason", reason),
    ])?;
    if !turn.s.deliberation.absent.insert(group) {
        return Err(turn.already());
    }
    Ok(())
}

pub fn open(turn: &mut Turn) -> Done {
    let Evidence::Open { session, presence } = &turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let (form, on) = {
        let found = planned(turn, session)?;
        (found.form, found.at)
    };
    let round = form.is_round();
    // A round begins when it is announced and is due by its date; a meeting has its day.
    if !round && day(at) < day(on) {
        return Err(turn.too_early());
    }
    let mut conditions = vec![Condition::flag(
        "condition-no-session-under-way",
        turn.s.deliberation.under_way().is_none(),
    )];
    if !round {
        conditions.extend(gate::quorum(&turn.s, presence));
    }
    need(conditions)?;
    let found = planned(turn, session)?;
    found.state = MeetingState::Open;
    found.presence = Some(presence.clone());
    Ok(())
}

pub fn remark(turn: &mut Turn) -> Done {
    let Evidence::Session { session } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    under_way(turn, &session).map(|_| ())
}

pub fn ballot_open(turn: &mut Turn) -> Done {
    let Evidence::BallotOpen {
        session,
        ballot,
        options,
        electorate,
        secret,
    } = turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let already = turn.already();
    let found = under_way(turn, &session)?;
    if found.ballots.contains_key(&ballot) {
        return Err(already);
    }
    need([
        Condition::count("condition-ballot-options", options, 2),
        Condition::count("condition-ballot-electorate", electorate, 1),
    ])?;
    found.ballots.insert(
        ballot,
        Ballot {
            options,
            electorate,
            secret,
            counts: None,
        },
    );
    Ok(())
}

pub fn ballot_close(turn: &mut Turn) -> Done {
    let Evidence::BallotClose {
        session,
        ballot,
        counts,
        ..
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let (already, unknown) = (turn.already(), turn.unknown());
    let found = under_way(turn, session)?;
    let Some(open) = found.ballots.get_mut(ballot) else {
        return Err(unknown);
    };
    if open.counts.is_some() {
        return Err(already);
    }
    let votes = counts.iter().fold(0, |sum: u32, n| sum.saturating_add(*n));
    need([Condition::flag(
        "condition-ballot-counts",
        many(counts.len()) == open.options && votes <= open.electorate,
    )])?;
    open.counts = Some(counts.clone());
    Ok(())
}

pub fn adjourn(turn: &mut Turn) -> Done {
    let Evidence::Adjourn { session, reason } = turn.act.evidence else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let too_early = turn.too_early();
    given(reason)?;
    let found = meeting(turn, &session)?;
    match found.state {
        MeetingState::Open => {}
        // Without a quorum it cannot even begin; before its day it is planned anew instead.
        MeetingState::Planned if found.form.is_round() || day(at) >= day(found.at) => {}
        MeetingState::Planned => return Err(too_early),
        MeetingState::Adjourned | MeetingState::Closed | MeetingState::Cancelled => {
            return need([Condition::flag("condition-session-under-way", false)]);
        }
    }
    found.state = MeetingState::Adjourned;
    found.ballots.retain(|_, b| b.counts.is_some());
    turn.s.loops.adjourned = turn.s.loops.adjourned.saturating_add(1);
    Ok(())
}

pub fn close(turn: &mut Turn) -> Done {
    let Evidence::Close {
        session,
        presence,
        heard,
    } = &turn.act.evidence
    else {
        return Err(turn.wrong());
    };
    let at = turn.act.at;
    let found = under_way(turn, session)?;
    let round = found.form.is_round();
    let ballots_open = found.ballots.values().any(|b| b.counts.is_none());
    let mut conditions = vec![Condition::flag("condition-no-ballot-open", !ballots_open)];
    if round {
        conditions.extend(gate::quorum(&turn.s, presence));
    }
    need(conditions)?;
    let found = under_way(turn, session)?;
    found.state = MeetingState::Closed;
    found.presence = Some(presence.clone());
    found.heard = heard.iter().copied().collect();
    found.closed_at = Some(at);
    Ok(())
}
