//! Voices: support (附议) and follow. Rows with their own unique key: no topic lock, no entry.

use crate::domain::fields::Raw;
use crate::domain::policy::{self, Part, Viewer, visible};
use crate::domain::workflow::{Refusal, Verb};
use crate::service::scope::{self, About};
use crate::service::step;
use crate::service::{Deed, Done, Problem};
use crate::store::topics::voices::{self, Voice};

/// Supports the topic, or takes the support back (`undo`).
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn support(deed: Deed) -> Result<Done, Problem> {
    speak(deed, Verb::Support, Voice::Support).await
}

/// What came of joining.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// Supported and followed.
    Both,
    /// Followed; the support waits until somebody has checked the name.
    Waits,
    /// Followed; this person supports nothing here, by office.
    Follows,
    /// It is their own: nothing to join.
    Own,
}

impl Joined {
    /// The name of the sentence that says so.
    #[must_use]
    pub const fn said(self) -> &'static str {
        match self {
            Self::Both => "joined",
            Self::Waits => "joined-waits",
            Self::Follows => "joined-follows",
            Self::Own => "joined-own",
        }
    }
}

/// Joins a topic in place of raising one: supports and follows it, as far as this person may.
///
/// # Errors
/// A [`Problem`], with nothing changed: not even following is for them, or no more.
pub async fn join(mut deed: Deed) -> Result<(String, Joined), Problem> {
    let code = deed.target.code.clone();
    let held = step::see(&mut deed.tx, &code).await?;
    let actor = deed.me.actor.clone();
    if !visible(&Viewer::of(Some(&actor)), &held.sight(), Part::Text) {
        return Err(Problem::NotFound);
    }
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    let (given, joined): (&[Voice], _) = match policy::may(&actor, Verb::Support, &scope) {
        _ if scope.is_author => (&[], Joined::Own),
        Ok(_) => (&[Voice::Support, Voice::Follow], Joined::Both),
        Err(_) if policy::waits_to(&actor, Verb::Support) => (&[Voice::Follow], Joined::Waits),
        Err(_) => (&[Voice::Follow], Joined::Follows),
    };
    if !given.is_empty() {
        policy::may(&actor, Verb::Follow, &scope)?;
        if !held.state.accepted() {
            return Err(Refusal::TooEarly { verb: Verb::Follow }.into());
        }
    }
    let (topic, me, at) = (held.row.id, deed.me.account(), deed.at);
    for voice in given {
        voices::add(&mut deed.tx, *voice, topic, me, at).await?;
    }
    let done = Done {
        code: code.clone(),
        topic,
        state: held.state,
        events: Vec::new(),
    };
    deed.commit(done).await?;
    Ok((code, joined))
}

/// Follows the topic, or no longer (`undo`).
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn follow(deed: Deed) -> Result<Done, Problem> {
    speak(deed, Verb::Follow, Voice::Follow).await
}

/// Whether a form takes a voice back.
#[must_use]
pub fn undoes(raw: &Raw) -> bool {
    !matches!(raw.first("undo"), "" | "0" | "no")
}

async fn speak(mut deed: Deed, verb: Verb, voice: Voice) -> Result<Done, Problem> {
    let code = deed.target.code.clone();
    let held = step::see(&mut deed.tx, &code).await?;
    if !visible(&Viewer::of(Some(&deed.me.actor)), &held.sight(), Part::Text) {
        return Err(Problem::NotFound);
    }
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    let undo = undoes(&deed.raw);
    // What somebody gave is theirs to take back, whatever the street lets them do now and wherever the topic stands.
    if !undo {
        policy::may(&deed.me.actor, verb, &scope)?;
        if !held.state.accepted() {
            return Err(Refusal::TooEarly { verb }.into());
        }
    }
    let (topic, me, at) = (held.row.id, deed.me.account(), deed.at);
    // Twice the same is not an error: the page that it comes back to shows how it stands.
    if undo {
        voices::remove(&mut deed.tx, voice, topic, me).await?;
    } else {
        voices::add(&mut deed.tx, voice, topic, me, at).await?;
    }
    let done = Done {
        code,
        topic,
        state: held.state,
        events: Vec::new(),
    };
    deed.commit(done).await
}
