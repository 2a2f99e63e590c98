//! The window is over: the account of the office, and what follows from it.

use super::{begin, counted, shortfalls, under_way};
use crate::domain::evaluations::{Account, reason, stored};
use crate::domain::workflow::{EvaluationKind, Evidence, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::evaluations as rows;
use crate::store::tasks;

/// The office counts the ratings, explains what fell short and checks the archive.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn account(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::EvaluationAccount;
    let (held, scope) = begin(&mut deed, verb).await?;
    let mut row = under_way(&mut deed, &held, verb).await?;
    rows::seal(&mut deed.tx, row.id).await?;
    let ratings = counted(&mut deed, &held).await?;
    let short = shortfalls(&ratings, &held.state.rules);
    let form = Account::parse(&deed.raw, &short, held.state.no_result())?;
    let evidence = Evidence::Ratings {
        ratings: ratings.clone(),
        reason: true,
        archive_checked: true,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let score = decided.state.evaluation.account.as_ref().map(|a| a.score);
    row.counts = Some(stored(&ratings));
    row.root = ratings.root.map_or_else(String::new, |r| r.0);
    row.score = score.and_then(|s| i32::try_from(s / 100).ok());
    let why = |kind, words: String| {
        if short.contains(&kind) {
            words
        } else {
            String::new()
        }
    };
    row.shortfall_public = why(EvaluationKind::Public, form.shortfall_public);
    row.shortfall_member = why(EvaluationKind::Member, form.shortfall_member);
    row.shortfall_party_gov = why(EvaluationKind::PartyGov, form.shortfall_party_gov);
    row.archive = form.archive.iter().map(|p| p.code().to_owned()).collect();
    row.accounted_at = Some(deed.at);
    rows::save(&mut deed.tx, &row).await?;
    let words = Words::default().with("evaluation", [row.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The topic is concluded (办结).
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn conclude(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Conclude;
    let (held, scope) = begin(&mut deed, verb).await?;
    let mut row = under_way(&mut deed, &held, verb).await?;
    let ratings = counted(&mut deed, &held).await?;
    let nobody = ratings.public.valid() == 0;
    let reason = reason(&deed.raw, nobody)?;
    let evidence = Evidence::Ratings {
        ratings,
        reason: !reason.is_empty(),
        archive_checked: false,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    row.outcome = Some("concluded".to_owned());
    row.reason.clone_from(&reason);
    row.decided_at = Some(deed.at);
    rows::save(&mut deed.tx, &row).await?;
    let words = Words::reason(&reason).with("evaluation", [row.id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// The topic is handled once more (二次办理): a new task for each accepted item.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn rehandle(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Rehandle;
    let (held, scope) = begin(&mut deed, verb).await?;
    let mut row = under_way(&mut deed, &held, verb).await?;
    rows::seal(&mut deed.tx, row.id).await?;
    let ratings = counted(&mut deed, &held).await?;
    let reason = reason(&deed.raw, true)?;
    let evidence = Evidence::Ratings {
        ratings,
        reason: true,
        archive_checked: false,
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    row.outcome = Some("rehandled".to_owned());
    row.reason.clone_from(&reason);
    row.decided_at = Some(deed.at);
    rows::save(&mut deed.tx, &row).await?;
    let round = i16::try_from(decided.state.round).unwrap_or(i16::MAX);
    let at = deed.at;
    let mut changed = tasks::replace_before(&mut deed.tx, held.row.id, round, at).await?;
    changed.extend(step::make_tasks(&mut deed, &held, &decided).await?);
    let words = Words::reason(&reason)
        .with("evaluation", [row.id])
        .with("task", changed);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
