//! The evaluation window is opened.

use chrono::{DateTime, Days, Utc};

use super::{begin, round};
use crate::domain::calendar::{end_of, local_day};
use crate::domain::workflow::{Evidence, Verb};
use crate::service::step::{self, Words};
use crate::service::{Deed, Done, Problem};
use crate::store::evaluations as rows;

/// The office opens the window for as many days as the rules ask, to the evening of the last.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn open(mut deed: Deed) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, Verb::EvaluationOpen).await?;
    let until = closes(deed.at, held.state.rules.limits.evaluation_days);
    let evidence = Evidence::EvaluationOpen { until };
    let decided = step::decide(&deed, &held, &scope, Verb::EvaluationOpen, evidence)?;
    let (id, at, me) = (deed.id(), deed.at, deed.me.account());
    let round = round(&held.state);
    rows::open(&mut deed.tx, held.row.id, id, round, me, at, until).await?;
    let words = Words::default().with("evaluation", [id]);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}

fn closes(at: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    let day = local_day(at);
    let last = day.checked_add_days(Days::new(u64::from(days)));
    end_of(last.unwrap_or(day))
}
