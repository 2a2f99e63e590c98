//! Beside the way: suspend and resume, recusal, and the leader's consent beyond a bound.

use super::{begin, finish, reasoned};
use crate::domain::approvals::{self, Decide, Suspend};
use crate::domain::workflow::{Evidence, Verb};
use crate::service::step::Words;
use crate::service::{Deed, Done, Problem};

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
    finish(deed, &held, &scope, verb, evidence, Words::reason(&reason)).await
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
