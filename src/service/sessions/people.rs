//! Invitations, replies, check-ins, and groups that stayed away.

use uuid::Uuid;

use super::{beside_session, check_in_code, form_of, on_session, row_done};
use crate::domain::calendar::local_day;
use crate::domain::fields::FieldErrors;
use crate::domain::plans::Identity;
use crate::domain::policy::{self, Scope, Who};
use crate::domain::sessions::{
    Absence, CheckIn, Invite, PresentWay, Reply, check_in_from, check_in_until,
};
use crate::domain::workflow::{Evidence, Refusal, Verb};
use crate::kit::secret::{random_bytes, same};
use crate::service::step::{Held, Words, decide, record};
use crate::service::{Deed, Done, Problem};
use crate::store::people::directory;
use crate::store::sessions::Session;
use crate::store::sessions::people;

/// People are invited, or invited again; both times are kept, with the way.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn invite(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::SessionInvite).await?;
    let form = Invite::parse(&deed.raw)?;
    let evidence = Evidence::Session {
        session: session.id,
    };
    let decided = decide(&deed, &held, &scope, Verb::SessionInvite, evidence)?;
    let (me, at) = (deed.me.account(), deed.at);
    let mut invited = form.people;
    let mut words = Words::default();
    if let Some(signer) = form.signer {
        let row = name_signer(&mut deed, &held, session.id, signer).await?;
        words = words.with("session_person", [row]);
        invited.push(row);
    }
    let way = form.way.code();
    let n = people::invite(&mut deed.tx, session.id, &invited, way, me, at).await?;
    if n == 0 {
        return Err(FieldErrors::one("people", "error-invited-twice").into());
    }
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Puts somebody on the list who fills a seat of the signing set today and is not named: a dated
/// delegate, or the street council's second signer, of whom the plan does not know who will come.
async fn name_signer(
    deed: &mut Deed,
    held: &Held,
    session: Uuid,
    signer: Uuid,
) -> Result<Uuid, Problem> {
    let day = local_day(deed.at);
    let seats = directory::seated(&mut deed.tx, held.state.council, day).await?;
    let wrong = || FieldErrors::one("signer", "error-not-a-choice");
    let seat = seats
        .into_iter()
        .find(|s| s.account_id == signer)
        .ok_or_else(wrong)?;
    let row = people::NewPerson {
        id: deed.id(),
        session_id: session,
        account_id: Some(signer),
        name: seat.name,
        identity: Identity::Convener.code().to_owned(),
        group_id: None,
        counts: true,
        chosen: "ex_officio".to_owned(),
    };
    let new = people::insert(&mut deed.tx, held.row.id, std::slice::from_ref(&row)).await?;
    new.first().copied().ok_or_else(|| wrong().into())
}

/// Somebody invited says whether they come; the last word counts.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn reply(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, _) = beside_session(&mut deed, Verb::SessionReply).await?;
    let form = Reply::parse(&deed.raw)?;
    if session.status != "planned" {
        return Err(Refusal::TooLate {
            verb: Verb::SessionReply,
        }
        .into());
    }
    let (who, at) = (people::Who::Account(deed.me.account()), deed.at);
    if !people::reply(&mut deed.tx, session.id, who, form.coming, &form.note, at).await? {
        return Err(not_yours(Verb::SessionReply));
    }
    let done = row_done(held);
    deed.commit(done).await
}

/// Somebody is there: the invited by the session's code, or people ticked off by staff.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn check_in(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = beside_session(&mut deed, Verb::SessionCheckIn).await?;
    let form = CheckIn::parse(&deed.raw)?;
    in_time(&deed, &session)?;
    match form {
        CheckIn::Own { code } => own(&mut deed, &session, &scope, &code).await?,
        CheckIn::Listed { people, way } => {
            listed(&mut deed, &session, &scope, &people, way).await?;
        }
    }
    let done = row_done(held);
    deed.commit(done).await
}

fn in_time(deed: &Deed, session: &Session) -> Result<(), Problem> {
    let verb = Verb::SessionCheckIn;
    let form = form_of(session)?;
    if deed.at < check_in_from(form, session.starts_at) {
        return Err(Refusal::TooEarly { verb }.into());
    }
    let over = deed.at > check_in_until(form, session.starts_at, session.ends_at);
    if over || !matches!(session.status.as_str(), "planned" | "open") {
        return Err(Refusal::TooLate { verb }.into());
    }
    Ok(())
}

async fn own(deed: &mut Deed, session: &Session, scope: &Scope, code: &str) -> Result<(), Problem> {
    if Who::Participant.holds(&deed.me.actor, scope).is_none() {
        return Err(not_yours(Verb::SessionCheckIn));
    }
    let right = check_in_code(&deed.app.street_key(deed.street.id), session.id);
    if !same(right.as_bytes(), code.as_bytes()) {
        return Err(FieldErrors::one("code", "error-code-wrong").into());
    }
    let me = deed.me.account();
    let way = PresentWay::of(form_of(session)?);
    let done = put(deed, session, people::Who::Account(me), way).await?;
    if done {
        Ok(())
    } else {
        Err(Refusal::AlreadyDone {
            verb: Verb::SessionCheckIn,
        }
        .into())
    }
}

async fn listed(
    deed: &mut Deed,
    session: &Session,
    scope: &Scope,
    people: &[Uuid],
    way: PresentWay,
) -> Result<(), Problem> {
    let staff = [Who::Liaison, Who::Convener]
        .iter()
        .any(|who| who.holds(&deed.me.actor, scope).is_some());
    if !staff {
        return Err(not_yours(Verb::SessionCheckIn));
    }
    let mut n = 0;
    for person in people {
        if put(deed, session, people::Who::Person(*person), way).await? {
            n += 1;
        }
    }
    if n == 0 {
        return Err(Refusal::AlreadyDone {
            verb: Verb::SessionCheckIn,
        }
        .into());
    }
    Ok(())
}

async fn put(
    deed: &mut Deed,
    session: &Session,
    who: people::Who,
    way: PresentWay,
) -> Result<bool, Problem> {
    let row = people::CheckIn {
        who,
        way: way.code().to_owned(),
        by: deed.me.account(),
        salt: random_bytes::<32>().to_vec(),
        at: deed.at,
    };
    Ok(people::check_in(&mut deed.tx, session.id, &row).await?)
}

fn not_yours(verb: Verb) -> Problem {
    Refusal::NotYours {
        verb,
        who: policy::row(verb).who.to_vec(),
    }
    .into()
}

/// A stakeholder group stayed away after two invitations, and why.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn absence(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::SessionAbsence).await?;
    let form = Absence::parse(&deed.raw)?;
    let rows = people::of_session(&mut deed.tx, session.id).await?;
    let invitations = invitations(&rows, form.group);
    let evidence = Evidence::Absence {
        session: session.id,
        group: form.group,
        invitations,
        reason: !form.reason.is_empty(),
    };
    let decided = decide(&deed, &held, &scope, Verb::SessionAbsence, evidence)?;
    let row = people::Absence {
        id: deed.id(),
        session_id: session.id,
        group_id: form.group,
        invitations: i16::try_from(invitations).unwrap_or(i16::MAX),
        reason: form.reason.clone(),
        recorded_by: deed.me.account(),
        recorded_at: deed.at,
    };
    match people::absent(&mut deed.tx, held.row.id, &row).await {
        Ok(()) => {}
        Err(e) if e.constraint() == Some("session_absence_group_key") => {
            return Err(Refusal::AlreadyDone {
                verb: Verb::SessionAbsence,
            }
            .into());
        }
        Err(e) => return Err(e.into()),
    }
    let words = Words::reason(&form.reason).with("session_absence", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// How often a group was invited: as often as the one of its people who was invited least, so that
/// nobody's absence is explained who was not asked twice.
#[must_use]
pub fn invitations(rows: &[people::Person], group: Uuid) -> u32 {
    rows.iter()
        .filter(|p| p.group_id == Some(group))
        .map(|p| u32::from(p.invited_at.is_some()) + u32::from(p.second_invited_at.is_some()))
        .min()
        .unwrap_or(0)
}
