//! The course of a session: opened when quorate, remarks, adjourned or closed.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::ballots::close_open;
use super::{count_now, on_session, root_of};
use crate::domain::fields::FieldErrors;
use crate::domain::plans::Identity;
use crate::domain::policy::{Scope, Who};
use crate::domain::privacy::mask_name;
use crate::domain::sessions::quorum::Quorum;
use crate::domain::sessions::{Adjourn, Close, Remark};
use crate::domain::workflow::{Evidence, Refusal, Verb};
use crate::service::step::{Words, decide, record};
use crate::service::{Deed, Done, Problem};
use crate::store::sessions::people::{self, Person};
use crate::store::sessions::{self, End, Session, remarks};

/// The chair opens the session: who is there is counted and sealed, and the rule is frozen.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn open(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::SessionOpen).await?;
    let rows = people::sealed(&mut deed.tx, session.id).await?;
    let (rule, quorum) = count_now(&mut deed, &held, &rows).await?;
    let evidence = Evidence::Open {
        session: session.id,
        presence: quorum.presence(Some(root_of(&rows)?)),
    };
    let decided = decide(&deed, &held, &scope, Verb::SessionOpen, evidence)?;
    let frozen = serde_json::to_value(&rule)?;
    let (me, at) = (deed.me.account(), deed.at);
    if !sessions::open(&mut deed.tx, session.id, &frozen, me, at).await? {
        return Err(Refusal::AlreadyDone {
            verb: Verb::SessionOpen,
        }
        .into());
    }
    let mut words = Words::default().with("session", [session.id]);
    words.words.insert("quorum".to_owned(), explained(&quorum));
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The quorum as it stands in the entry's content.
fn explained(quorum: &Quorum) -> Value {
    json!({
        "invited": quorum.invited,
        "present": quorum.present,
        "wanted": quorum.wanted,
        "set_present": quorum.set_present,
        "groups": quorum.groups.iter().map(|g| json!({
            "group": g.group,
            "present": g.present,
            "explained": g.explained,
        })).collect::<Vec<_>>(),
    })
}

/// A remark is recorded, with its speaker and where it was made.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn remark(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::SessionRemark).await?;
    let form = Remark::parse(&deed.raw)?;
    let rows = people::of_session(&mut deed.tx, session.id).await?;
    let (speaker, person) = speaker(&deed, &scope, &rows, &form)?;
    let evidence = Evidence::Session {
        session: session.id,
    };
    let decided = decide(&deed, &held, &scope, Verb::SessionRemark, evidence)?;
    let row = remarks::Remark {
        id: deed.id(),
        session_id: session.id,
        person_id: person.map(|p| p.id),
        speaker,
        group_id: person.and_then(|p| p.group_id),
        place: form.place.code().to_owned(),
        body: form.body,
        written_by: deed.me.account(),
        at: deed.at,
    };
    remarks::insert(&mut deed.tx, held.row.id, &row).await?;
    let words = Words::default().with("remark", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Who spoke: staff name anybody, participants speak for themselves.
fn speaker<'a>(
    deed: &Deed,
    scope: &Scope,
    rows: &'a [Person],
    form: &Remark,
) -> Result<(String, Option<&'a Person>), Problem> {
    let recorder = [Who::Liaison, Who::Convener]
        .iter()
        .any(|who| who.holds(&deed.me.actor, scope).is_some());
    let of_me = rows
        .iter()
        .find(|p| p.account_id == Some(deed.me.account()));
    if !recorder {
        return Ok((of_me.map_or_else(|| deed.me.label(), label), of_me));
    }
    if let Some(id) = form.person {
        let person = rows
            .iter()
            .find(|p| p.id == id)
            .ok_or_else(|| FieldErrors::one("person", "error-not-a-choice"))?;
        return Ok((label(person), Some(person)));
    }
    if form.speaker.is_empty() {
        return Err(FieldErrors::one("person", "error-speaker-due").into());
    }
    Ok((mask_name(&form.speaker), None))
}

/// How the public sees somebody named for a session: officials by name, private people masked.
#[must_use]
pub fn label(person: &Person) -> String {
    match Identity::from_code(&person.identity) {
        Some(identity) if !identity.is_private() => person.name.clone(),
        Some(_) | None => mask_name(&person.name),
    }
}

/// The session ends without result; another planned session or a re-plan follows.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn adjourn(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::SessionAdjourn).await?;
    let form = Adjourn::parse(&deed.raw)?;
    let evidence = Evidence::Adjourn {
        session: session.id,
        reason: true,
    };
    let decided = decide(&deed, &held, &scope, Verb::SessionAdjourn, evidence)?;
    // A ballot that was open is counted as it stands, so that nobody votes in a meeting that is over.
    let ballots = close_open(&mut deed, held.row.id, session.id).await?;
    end(
        &mut deed,
        &session,
        End::Adjourned,
        &form.reason,
        Verb::SessionAdjourn,
    )
    .await?;
    let words = Words::reason(&form.reason)
        .with("session", [session.id])
        .with("ballot", ballots);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The chair closes the session and says which stakeholder groups were heard.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn close(mut deed: Deed) -> Result<Done, Problem> {
    let (held, session, scope) = on_session(&mut deed, Verb::SessionClose).await?;
    let form = Close::parse(&deed.raw)?;
    let rows = people::sealed(&mut deed.tx, session.id).await?;
    let (_, quorum) = count_now(&mut deed, &held, &rows).await?;
    could_be_heard(&mut deed, &session, &quorum, &form.heard).await?;
    let evidence = Evidence::Close {
        session: session.id,
        presence: quorum.presence(Some(root_of(&rows)?)),
        heard: form.heard,
    };
    let decided = decide(&deed, &held, &scope, Verb::SessionClose, evidence)?;
    end(&mut deed, &session, End::Closed, "", Verb::SessionClose).await?;
    let mut words = Words::default().with("session", [session.id]);
    words.words.insert("quorum".to_owned(), explained(&quorum));
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A group can only have been heard that was there or of which a remark is recorded.
async fn could_be_heard(
    deed: &mut Deed,
    session: &Session,
    quorum: &Quorum,
    heard: &[Uuid],
) -> Result<(), Problem> {
    let mut possible: BTreeSet<Uuid> = remarks::heard(&mut deed.tx, session.id)
        .await?
        .into_iter()
        .collect();
    possible.extend(
        quorum
            .groups
            .iter()
            .filter(|g| g.present > 0)
            .map(|g| g.group),
    );
    if heard.iter().all(|g| possible.contains(g)) {
        Ok(())
    } else {
        Err(FieldErrors::one("heard", "error-not-heard").into())
    }
}

async fn end(
    deed: &mut Deed,
    session: &Session,
    how: End,
    reason: &str,
    verb: Verb,
) -> Result<(), Problem> {
    let (me, at) = (deed.me.account(), deed.at);
    if sessions::end(&mut deed.tx, session.id, how, reason, me, at).await? {
        Ok(())
    } else {
        Err(Refusal::AlreadyDone { verb }.into())
    }
}
