//! Two topics about the same thing become one; within a day the merge can be undone.

use serde_json::json;

use super::begin;
use crate::domain::fields::FieldErrors;
use crate::domain::notice::Told;
use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::topics;
use crate::domain::workflow::{Evidence, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Me, Problem};
use crate::store::record::outbox;
use crate::store::topics::merges::{self, Merge};
use crate::store::topics::{lookup, voices};

/// The topic goes into a similar open one; its supporters and followers go with it.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn merge(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Merge;
    let wanted = deed.raw.first("target").to_ascii_uppercase();
    // Two merges of the same two topics take their locks in one order.
    if !wanted.is_empty() && wanted < deed.target.code {
        lock(&mut deed, &wanted).await?;
    }
    let (held, scope) = begin(&mut deed, verb).await?;
    let (target, reason) = topics::merge(&deed.raw)?;
    if target == deed.target.code {
        return Err(FieldErrors::one("target", "error-merge-itself").into());
    }
    let Some(into) = lock(&mut deed, &target).await? else {
        return Err(FieldErrors::one("target", "error-no-such-topic").into());
    };
    if let Some(error) = unfit(&deed.me, &into) {
        return Err(FieldErrors::one("target", error).into());
    }
    let evidence = Evidence::Merge {
        target: into.row.id,
        target_open: !into.state.standing.is_ended(),
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    voices::merge(&mut deed.tx, held.row.id, into.row.id).await?;
    tell(&mut deed, &held, &into, &decided).await?;
    let mut words = Words::reason(&reason);
    words.words.insert("into".to_owned(), target.into());
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The topic that another one goes into, or out of again, says so, and its own people are told. Those who come
/// with the other one hear of it there.
async fn tell(
    deed: &mut Deed,
    held: &step::Held,
    into: &step::Held,
    decided: &step::Decided,
) -> Result<(), Problem> {
    let verb = decided.act.verb.code();
    let merge = Merge {
        id: deed.id(),
        into: into.row.id,
        from: held.row.id,
        verb,
        by: decided.act.by.capacity.code(),
        at: deed.at,
    };
    merges::note(&mut deed.tx, &merge).await?;
    let event = format!("{verb}_here");
    let payload = json!({
        "verb": event,
        "step": into.state.step.no(),
        "events": [],
        "told": [Told::Author, Told::Followers],
        "other": held.row.code,
        "but_from": held.row.id,
    });
    let (id, at) = (deed.id(), deed.at);
    outbox::put(&mut deed.tx, id, Some(into.row.id), &event, &payload, at).await?;
    Ok(())
}

/// Why no topic of this person's may go into that one; nothing where one may, as long as it is open.
#[must_use]
pub fn unfit(me: &Me, into: &step::Held) -> Option<&'static str> {
    let sight = into.sight();
    if !visible(&Viewer::of(Some(&me.actor)), &sight, Part::Text) {
        return Some("error-no-such-topic");
    }
    // Followers are told where their topic went, by its title: it must be theirs to read.
    (!visible(&Viewer::default(), &sight, Part::Text)).then_some("error-merge-unaccepted")
}

async fn lock(deed: &mut Deed, code: &str) -> Result<Option<step::Held>, Problem> {
    match step::hold_other(deed, code).await {
        Ok(held) => Ok(Some(held)),
        Err(Problem::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The merge is undone: only what came by it goes back.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn unmerge(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Unmerge;
    let code = deed.target.code.clone();
    let seen = step::see(&mut deed.tx, &code).await?;
    let into = match &seen.state.merged {
        Some(merged) => lookup::by_id(&mut deed.tx, merged.into).await?,
        None => None,
    };
    let into = into.map(|written| written.code);
    let mut locked = None;
    // Of two merges into one topic the second that is undone finds the first undone, or whoever stands
    // behind both would stay. The locks are taken in the order of a merge.
    if let Some(into) = into.as_ref().filter(|into| **into < code) {
        locked = lock(&mut deed, into).await?;
    }
    let (held, scope) = begin(&mut deed, verb).await?;
    if held.state.version != seen.state.version {
        return Err(Problem::Stale {
            seen: seen.state.version,
            now: held.state.version,
        });
    }
    if let Some(into) = into.as_ref().filter(|into| **into > code) {
        locked = lock(&mut deed, into).await?;
    }
    let mut moved_back = 0;
    if let Some(merged) = &held.state.merged {
        moved_back = voices::unmerge(&mut deed.tx, held.row.id, merged.into).await?;
    }
    let evidence = Evidence::Unmerge { moved_back };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    if let Some(into) = &locked {
        tell(&mut deed, &held, into, &decided).await?;
    }
    let mut words = Words::default();
    if let Some(into) = into {
        words.words.insert("into".to_owned(), into.into());
    }
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
