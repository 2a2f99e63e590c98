//! The posting (公示): made ready by one person, released by another.

use super::{begin, turn};
use crate::domain::feedback::{Draft, Release, posting_hash};
use crate::domain::workflow::{Evidence, Refusal, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::feedback::postings as rows;

/// The posting is made ready; what was made ready and not released before is void.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn post(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::FeedbackPost).await?;
    let draft = Draft::parse(&deed.raw)?;
    let topic = held.row.id;
    let n = rows::latest(&mut deed.tx, topic)
        .await?
        .map_or(1, |p| p.n + 1);
    let evidence = Evidence::Post {
        hash: posting_hash(topic, n, &draft.body)?,
        hits: u32::try_from(draft.hits.len()).unwrap_or(u32::MAX),
    };
    let decided = step::decide(&deed, &held, &scope, Verb::FeedbackPost, evidence)?;
    let mut ids = rows::void(&mut deed.tx, topic, deed.at).await?;
    let row = rows::Posting {
        id: deed.id(),
        round: turn(&held.state),
        n,
        hits: draft.stored_hits(),
        body: draft.body,
        pass_reason: String::new(),
        posted_by: deed.me.account(),
        posted_at: deed.at,
        released_by: None,
        released_at: None,
        closes_at: None,
        voided_at: None,
        acknowledged: 0,
    };
    rows::insert(&mut deed.tx, topic, &row).await?;
    ids.push(row.id);
    let words = Words::default().with("posting", ids);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A second person releases the posting: the time for objections begins.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn release(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::FeedbackRelease;
    let (held, scope) = begin(&mut deed, verb).await?;
    let posting = rows::latest(&mut deed.tx, held.row.id)
        .await?
        .filter(|p| p.voided_at.is_none())
        .ok_or(Refusal::TooEarly { verb })?;
    let hits = posting.hits.as_array().map_or(0, Vec::len);
    let form = Release::parse(&deed.raw, hits)?;
    if posting_hash(held.row.id, posting.n, &posting.body)? != form.hash {
        return Err(Refusal::ContentChanged.into());
    }
    let days = held.state.rules.limits.posting;
    let until = deed.app.calendar.add_working_days(deed.at, days);
    let evidence = Evidence::Release {
        hash: form.hash,
        passed: !form.pass_reason.is_empty(),
        until,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let me = deed.me.account();
    let at = deed.at;
    if !rows::release(&mut deed.tx, posting.id, me, at, until, &form.pass_reason).await? {
        return Err(Refusal::AlreadyDone { verb }.into());
    }
    let words = Words::reason(&form.pass_reason).with("posting", [posting.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
