//! Minutes (纪要) and the opinion (协商意见书): saved in versions, signed by the set on one content hash; the
//! last signature on the opinion issues it.

use serde::Serialize;
use uuid::Uuid;

use super::scope::{self, About};
use super::step::{Held, Words, decide, hold, record, see};
use super::{Deed, Done, Problem};
use crate::domain::audit::{merkle_root, salted_leaf, utc_text};
use crate::domain::fields::FieldErrors;
use crate::domain::opinions::{
    ConsentForm, Minutes, MinutesForm, Opinion, RejectForm, SignForm, Sitting,
};
use crate::domain::plans::Identity;
use crate::domain::policy::{self, Scope};
use crate::domain::workflow::{
    ContentHash, Event, Evidence, Meeting, MeetingState, Paper, Refusal, Verb,
};
use crate::kit::secret::random_bytes;
use crate::store::sessions::{self, people};
use crate::store::{self, opinions};

/// Holds the topic; the policy is asked before the form is read.
async fn on_topic(deed: &mut Deed, verb: Verb) -> Result<(Held, Scope), Problem> {
    let held = hold(deed).await?;
    let scope = scope::of(deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    Ok((held, scope))
}

/// The deliberation under way as the rows number it.
fn turn(held: &Held) -> i16 {
    i16::try_from(held.state.deliberation.turn).unwrap_or(i16::MAX)
}

/// The recorder saves a version of the minutes of a session that was held; signatures are void.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn minutes_save(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = on_topic(&mut deed, Verb::MinutesSave).await?;
    let form = MinutesForm::parse(&deed.raw)?;
    let session = form.session;
    let sitting = sitting(&mut deed, &held, session).await?;
    let content = Minutes::of(&held.row.code, sitting, form);
    let hash = content.hash()?;
    let evidence = Evidence::Minutes { hash: hash.clone() };
    let decided = decide(&deed, &held, &scope, Verb::MinutesSave, evidence)?;
    let row = opinions::NewVersion {
        id: deed.id(),
        turn: turn(&held),
        content: serde_json::to_value(&content)?,
        hash: hash.0,
        saved_by: deed.me.account(),
        saved_at: deed.at,
    };
    opinions::save_minutes(&mut deed.tx, held.row.id, session, &row).await?;
    let words = Words::default().with("minutes", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The session as the minutes name it; it must have been held in this deliberation.
async fn sitting(deed: &mut Deed, held: &Held, id: Uuid) -> Result<Sitting, Problem> {
    let meeting: &Meeting = held
        .state
        .deliberation
        .now()
        .find(|m| m.id == id && m.state == MeetingState::Closed)
        .ok_or_else(|| FieldErrors::one("session", "error-session-not-held"))?;
    let presence = meeting.presence.clone().unwrap_or_default();
    let (_, session) = sessions::find(&mut deed.tx, id)
        .await?
        .ok_or(store::Error::NotFound)?;
    Ok(Sitting {
        session: id,
        title: session.title,
        form: session.form,
        starts_at: utc_text(session.starts_at),
        room: session.room,
        recorder: deed.me.label(),
        set_present: presence.set_present,
        invited: presence.invited,
        present: presence.present,
    })
}

/// A member of the signing set signs the minutes that were seen.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn minutes_sign(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = on_topic(&mut deed, Verb::MinutesSign).await?;
    let form = SignForm::parse(&deed.raw)?;
    let evidence = Evidence::Sign { hash: form.hash };
    let decided = decide(&deed, &held, &scope, Verb::MinutesSign, evidence)?;
    let mut words = Words::default();
    if decided.events.contains(&completed(Paper::Minutes)) {
        let latest = opinions::minutes(&mut deed.tx, held.row.id)
            .await?
            .ok_or(store::Error::NotFound)?;
        let at = deed.at;
        opinions::sign_minutes(&mut deed.tx, latest.id, at).await?;
        words = words.with("minutes", [latest.id]);
    }
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

const fn completed(paper: Paper) -> Event {
    Event::Completed { paper }
}

/// A version of the opinion is saved; signatures and consents are void with the one before.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn save(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = on_topic(&mut deed, Verb::OpinionSave).await?;
    let content = Opinion::parse(&held.row.code, &deed.raw)?;
    let facts = content.facts()?;
    let hash = facts.hash.clone();
    let evidence = Evidence::Opinion(facts);
    let decided = decide(&deed, &held, &scope, Verb::OpinionSave, evidence)?;
    let row = opinions::NewVersion {
        id: deed.id(),
        turn: turn(&held),
        content: serde_json::to_value(&content)?,
        hash: hash.0,
        saved_by: deed.me.account(),
        saved_at: deed.at,
    };
    opinions::save(&mut deed.tx, held.row.id, &row).await?;
    let words = Words::default().with("opinion", [row.id]);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A member of the signing set sends the opinion back with a reason.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn reject(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = on_topic(&mut deed, Verb::OpinionReject).await?;
    let form = RejectForm::parse(&deed.raw)?;
    let evidence = Evidence::Reason { reason: true };
    let decided = decide(&deed, &held, &scope, Verb::OpinionReject, evidence)?;
    let words = Words::reason(&form.reason);
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A participant agrees to the opinion that was seen, or dissents in words; once a person and version.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn consent(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::OpinionConsent;
    let code = deed.target.code.clone();
    let held = see(&mut deed.tx, &code).await?;
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    policy::may(&deed.me.actor, verb, &scope)?;
    let form = ConsentForm::parse(&deed.raw)?;
    let facts = held.state.opinion.facts.as_ref();
    if facts.map(|f| &f.hash) != Some(&form.hash) {
        return Err(Refusal::ContentChanged.into());
    }
    let person = participant(&mut deed, &held).await?;
    let row = opinions::Consent {
        person_id: person,
        agrees: form.agrees,
        words: form.words,
        way: String::new(),
        entered_by: None,
        salt: random_bytes::<32>().to_vec(),
        at: deed.at,
    };
    if !opinions::consent(&mut deed.tx, held.row.id, &form.hash.0, &row).await? {
        let latest = opinions::latest(&mut deed.tx, held.row.id).await?;
        return Err(match latest {
            Some(v) if v.hash == form.hash.0 => Refusal::AlreadyDone { verb }.into(),
            Some(_) | None => Refusal::ContentChanged.into(),
        });
    }
    let done = Done {
        code: held.row.code,
        topic: held.row.id,
        state: held.state,
        events: Vec::new(),
    };
    deed.commit(done).await
}

/// The row of the deed's person among those named for the sessions; who was there first, observers never.
async fn participant(deed: &mut Deed, held: &Held) -> Result<Uuid, Problem> {
    let verb = Verb::OpinionConsent;
    let me = deed.me.account();
    let rows = people::of_topic(&mut deed.tx, held.row.id).await?;
    let mut mine: Vec<&people::Person> = rows
        .iter()
        .filter(|p| p.account_id == Some(me) && p.identity != Identity::Observer.code())
        .collect();
    mine.sort_by_key(|p| (p.present_at.is_none(), p.id));
    mine.first().map(|p| p.id).ok_or_else(|| {
        Refusal::NotYours {
            verb,
            who: policy::row(verb).who.to_vec(),
        }
        .into()
    })
}

/// A member of the signing set signs the opinion that was seen. The last signature issues it: consents
/// are counted and sealed, sessions that were still announced are off, and the topic goes to feedback.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn sign(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = on_topic(&mut deed, Verb::OpinionSign).await?;
    let form = SignForm::parse(&deed.raw)?;
    let topic = held.row.id;
    let latest = opinions::latest(&mut deed.tx, topic).await?;
    let said = match &latest {
        Some(v) => opinions::sealed_consents(&mut deed.tx, v.id).await?,
        None => Vec::new(),
    };
    let consents = said.iter().filter(|c| c.agrees).count();
    let evidence = Evidence::OpinionSign {
        hash: form.hash,
        consents: number(consents),
        dissents: number(said.len() - consents),
        root: Some(root_of(&said)?),
    };
    let decided = decide(&deed, &held, &scope, Verb::OpinionSign, evidence)?;
    let mut words = Words::default();
    if decided.events.contains(&completed(Paper::Opinion)) {
        let version = latest.ok_or(store::Error::NotFound)?;
        let (me, at) = (deed.me.account(), deed.at);
        opinions::issue(&mut deed.tx, version.id, at).await?;
        let off = sessions::cancel(&mut deed.tx, topic, "", me, at).await?;
        words = words.with("opinion", [version.id]).with("session", off);
    }
    let done = record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The Merkle root over what participants said, in the order of the rows.
fn root_of(said: &[opinions::Consent]) -> Result<ContentHash, Problem> {
    #[derive(Serialize)]
    struct Leaf<'a> {
        person: Uuid,
        agrees: bool,
        words: &'a str,
        at: String,
    }
    let mut leaves = Vec::with_capacity(said.len());
    for c in said {
        let salt: [u8; 32] = c
            .salt
            .as_slice()
            .try_into()
            .map_err(|_| Problem::Fault("a salt is not 32 bytes".to_owned()))?;
        leaves.push(salted_leaf(
            &salt,
            &Leaf {
                person: c.person_id,
                agrees: c.agrees,
                words: &c.words,
                at: utc_text(c.at),
            },
        )?);
    }
    Ok(ContentHash(merkle_root(&leaves).to_string()))
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
