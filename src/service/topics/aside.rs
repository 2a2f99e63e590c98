//! Beside the way: suspend and resume, recusal, and the leader's consent beyond a bound.

use super::{begin, finish, reasoned};
use crate::domain::approvals::{self, Decide, Suspend};
use crate::domain::workflow::{Evidence, State, Verb};
use crate::service::step::{self, Held, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::feedback::postings;
use crate::store::{evaluations, tasks};

/// The clock stops until a review date.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn suspend(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Suspend;
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Suspend::parse(&deed.raw, &deed.app.calendar, deed.at)?;
    let evidence = Evidence::Suspend {
        reason: true,
        review: form.review,
        review_days: form.days,
    };
    let words = Words::reason(&form.reason);
    finish(deed, &held, &scope, verb, evidence, words).await
}

/// The clock runs again; every date moves by the days that the topic stood.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn resume(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Resume;
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = approvals::opt_reason(&deed.raw)?;
    let since = held.state.suspension.as_ref().map_or(deed.at, |s| s.since);
    let stood = deed.app.calendar.working_days_between(since, deed.at);
    let evidence = Evidence::Resume {
        working_days: u32::try_from(stood).unwrap_or(0),
    };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    let words = move_dates(&mut deed, &held, &decided.state, Words::reason(&reason)).await?;
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

/// Moves the dates in the rows of tasks, posting and evaluation to those of the state.
async fn move_dates(
    deed: &mut Deed,
    held: &Held,
    state: &State,
    mut words: Words,
) -> Result<Words, Problem> {
    let topic = held.row.id;
    let mut moved = Vec::new();
    for mut row in tasks::of_topic(&mut deed.tx, topic).await? {
        let Some(task) = u32::try_from(row.n).ok().and_then(|n| state.task(n)) else {
            continue;
        };
        if (row.due_at, row.next_check_at) != (task.due, task.next_check) {
            row.due_at = task.due;
            row.next_check_at = task.next_check;
            row.updated_at = deed.at;
            tasks::save(&mut deed.tx, &row).await?;
            moved.push(row.id);
        }
    }
    words = words.with("task", moved);
    let posted = |s: &State| s.feedback.posting.as_ref().and_then(|p| p.until);
    if let Some(until) = posted(state).filter(|_| posted(state) != posted(&held.state))
        && let Some(posting) = postings::latest(&mut deed.tx, topic).await?
    {
        postings::set_end(&mut deed.tx, posting.id, until).await?;
        words = words.with("posting", [posting.id]);
    }
    let open = state.evaluation.until;
    if let Some(until) = open.filter(|_| open != held.state.evaluation.until)
        && let Some(window) = evaluations::of_topic(&mut deed.tx, topic).await?.last()
    {
        evaluations::set_end(&mut deed.tx, window.id, until).await?;
        words = words.with("evaluation", [window.id]);
    }
    Ok(words)
}

/// A member of the signing set steps aside (回避): the seat's delegate signs.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn recuse(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::Recuse).await
}

/// The leader is asked to let a bound be passed once.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn bound_ask(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::BoundAsk;
    let (held, scope) = begin(&mut deed, verb).await?;
    let bound = approvals::bound(&deed.raw)?;
    let reason = approvals::opt_reason(&deed.raw)?;
    let evidence = Evidence::BoundAsk {
        bound,
        verb: bound.verb(),
    };
    finish(deed, &held, &scope, verb, evidence, Words::reason(&reason)).await
}

/// The leader consents, once, or not.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn bound_consent(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::BoundConsent;
    let (held, scope) = begin(&mut deed, verb).await?;
    let bound = approvals::bound(&deed.raw)?;
    let form = Decide::parse(&deed.raw)?;
    let evidence = Evidence::Decide {
        granted: form.granted,
        reason: true,
        bound: Some(bound),
    };
    let words = Words::reason(&form.reason);
    finish(deed, &held, &scope, verb, evidence, words).await
}
