//! Who is told, and the word of the signing set that nothing was accepted.

use chrono::Datelike;

use super::{begin, turn, words};
use crate::domain::calendar::local_day;
use crate::domain::feedback::{Delivery, NoResult, no_result_hash};
use crate::domain::fields::FieldErrors;
use crate::domain::workflow::{Evidence, Verb};
use crate::service::step::{self, Held, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::feedback::{self as rows, no_result as reasons};

/// The signing set says that nothing was accepted, and why.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn no_result(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::NoResult).await?;
    let form = NoResult::parse(&deed.raw)?;
    let round = turn(&held.state);
    let kept = reasons::latest(&mut deed.tx, held.row.id)
        .await?
        .filter(|k| k.round == round && k.decided_at.is_none());
    let reason = words(
        form.reason,
        kept.as_ref().map(|k| (k.hash.as_str(), k.reason.as_str())),
    )?;
    let hash = no_result_hash(held.row.id, round, &reason)?;
    let evidence = Evidence::SignReason {
        hash: hash.clone(),
        reason: true,
    };
    let decided = step::decide(&deed, &held, &scope, Verb::NoResult, evidence)?;
    let row = reasons::NoResult {
        id: deed.id(),
        round,
        reason: reason.clone(),
        hash: hash.0,
        written_at: deed.at,
        decided_at: decided.state.no_result().then_some(deed.at),
    };
    let id = reasons::save(&mut deed.tx, held.row.id, &row).await?;
    let words = Words::reason(&reason).with("no_result", [id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A stakeholder group is told of the result.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn deliver(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::FeedbackDeliver).await?;
    let form = Delivery::parse(&deed.raw)?;
    told_before(&mut deed, &held, &form).await?;
    let evidence = Evidence::Deliver {
        group: form.group,
        way: form.way,
    };
    let decided = step::decide(&deed, &held, &scope, Verb::FeedbackDeliver, evidence)?;
    let row = rows::Delivery {
        id: deed.id(),
        round: turn(&held.state),
        group_id: form.group,
        way: form.way.code().to_owned(),
        recipient: form.recipient,
        note: form.note,
        delivered_by: deed.me.account(),
        delivered_at: deed.at,
    };
    rows::deliver(&mut deed.tx, held.row.id, &row).await?;
    let words = Words::default().with("feedback_delivery", [row.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// A group is told once in each way: a second press of the button is no second delivery. Told by phone
/// first and in writing later, it has two.
async fn told_before(deed: &mut Deed, held: &Held, form: &Delivery) -> Result<(), Problem> {
    let round = turn(&held.state);
    let before = rows::deliveries(&mut deed.tx, held.row.id).await?;
    let same = |d: &&rows::Delivery| {
        d.round == round && d.group_id == form.group && d.way == form.way.code()
    };
    let Some(found) = before.iter().find(same) else {
        return Ok(());
    };
    let day = local_day(found.delivered_at);
    let on = vec![
        ("month", i64::from(day.month())),
        ("day", i64::from(day.day())),
    ];
    let mut errors = FieldErrors::default();
    errors.add("way", "error-told-before", on);
    Err(errors.into())
}
