//! Somebody begins to work on a topic's intake, takes it over, lets go of it.

use chrono::{DateTime, Utc};

use crate::domain::fields::Raw;
use crate::domain::policy::{self, Part, Scope, Viewer, visible};
use crate::domain::topics::lock::{Act, KEPT};
use crate::domain::workflow::Verb;
use crate::service::scope::{self, About};
use crate::service::step;
use crate::service::{App, Deed, Me, Problem};
use crate::store::TenantId;
use crate::store::topics::locks;

/// The field in which a form says who worked on its topic when the page was shown.
pub const SEEN: &str = "lock";

/// Whether somebody works on the intake of a topic that stands here: what is open at step 1, for those
/// who answer there.
#[must_use]
pub fn may(me: &Me, scope: &Scope) -> bool {
    [Verb::AskMore, Verb::DeclineConfirm]
        .into_iter()
        .any(|verb| policy::may(&me.actor, verb, scope).is_ok())
}

/// Who worked on a topic as a form carries it: when they began, or nothing.
#[must_use]
pub fn seen(lock: Option<&locks::Lock>) -> String {
    lock.map_or(String::new(), |l| l.begun_at.timestamp_micros().to_string())
}

/// Says who works on the topic; true when it is as the person wanted. Whoever does not work on it is not
/// refused but changes nothing: the page that they go on to tells them who does.
///
/// # Errors
/// [`Problem::NotFound`] where there is no such topic for this person.
pub async fn act(mut deed: Deed, act: Act) -> Result<bool, Problem> {
    let code = deed.target.code.clone();
    // What ends the intake ends the work on it: whoever begins waits for a decision under way, and then finds
    // the topic where it has gone.
    let held = step::hold_other(&mut deed, &code).await?;
    if !visible(
        &Viewer::of(Some(&deed.me.actor)),
        &held.sight(),
        Part::Trace,
    ) {
        return Err(Problem::NotFound);
    }
    let scope = scope::of(&mut deed, &held, About::default()).await?;
    if !may(&deed.me, &scope) {
        return Ok(false);
    }
    let (topic, me, now) = (held.row.id, deed.me.account(), deed.at);
    let (tx, until) = (&mut deed.tx, now + KEPT);
    let done = match (act, seen_in(&deed.raw)) {
        (Act::Begin, _) => {
            locks::renew(tx, topic, me, now, until).await?
                || locks::begin(tx, topic, me, now, until).await?
        }
        (Act::TakeOver, Some(seen)) => {
            locks::take_over(tx, topic, me, seen, now, until).await?
                || locks::begin(tx, topic, me, now, until).await?
        }
        (Act::TakeOver, None) => locks::begin(tx, topic, me, now, until).await?,
        (Act::Release, _) => {
            locks::release(tx, topic, me).await?;
            true
        }
    };
    deed.tx.commit().await?;
    Ok(done)
}

fn seen_in(raw: &Raw) -> Option<DateTime<Utc>> {
    let micros = raw.first(SEEN).parse().ok()?;
    DateTime::from_timestamp_micros(micros)
}

/// What is decided at intake, and what therefore waits for whoever has the topic in hand. A decline is
/// confirmed by another person than the one who works on it, so it does not wait.
const DECISIONS: [Verb; 7] = [
    Verb::Accept,
    Verb::AskMore,
    Verb::Assess,
    Verb::Merge,
    Verb::Transfer,
    Verb::Decline,
    Verb::Propose,
];

/// Before a decision: whether the topic is in nobody else's hands. Where it is, what was sent comes back once
/// and says in whose; sent again from there, it takes the topic over in the open, with the decision or not
/// at all. Who does not see the work pages learns nothing here, not even that there is such a topic.
///
/// # Errors
/// [`Problem::TakenOver`] when somebody else works on it and the form does not say so.
pub async fn still(verb: Verb, deed: &mut Deed) -> Result<(), Problem> {
    let asks = DECISIONS.contains(&verb) || deed.raw.0.contains_key(SEEN);
    if !asks || verb == Verb::DeclineConfirm {
        return Ok(());
    }
    let (code, me, now) = (deed.target.code.clone(), deed.me.account(), deed.at);
    let lock = locks::of_topic(&mut deed.tx, &code, now).await?;
    let Some(lock) = lock.filter(|l| l.holder != me) else {
        return Ok(());
    };
    // The topic before who works on it, as a decision takes them.
    let held = step::hold_other(deed, &code).await?;
    let viewer = Viewer::of(Some(&deed.me.actor));
    if !visible(&viewer, &held.sight(), Part::Drafts) {
        return Ok(());
    }
    if let Some(seen) = seen_in(&deed.raw).filter(|seen| *seen == lock.begun_at) {
        let scope = scope::of(deed, &held, About::default()).await?;
        let (topic, until) = (held.row.id, now + KEPT);
        let takes = !may(&deed.me, &scope)
            || locks::take_over(&mut deed.tx, topic, me, seen, now, until).await?;
        if takes {
            return Ok(());
        }
    }
    let lock = locks::of_topic(&mut deed.tx, &code, now).await?;
    match lock.filter(|l| l.holder != me) {
        Some(lock) => Err(Problem::TakenOver(Box::new(lock))),
        None => Ok(()),
    }
}

/// Removes what has run out: for the worker's clean-up. Answers how many.
///
/// # Errors
/// When the database is away.
pub async fn remove_old(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let mut tx = app.store.write(tenant, "topics.locks").await?;
    let removed = locks::remove_old(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(removed)
}
