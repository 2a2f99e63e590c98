//! Supervision: checks on site, urging what is overdue, verifying what is said to be done.

use super::{Note, begin, finish};
use crate::domain::tasks::{Inspect, Verify, reason};
use crate::domain::workflow::{Evidence, Verb};
use crate::service::{Deed, Done, Problem};

/// Somebody looked at the work and says when to look again.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn inspect(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskInspect).await?;
    let form = Inspect::parse(&deed.raw, deed.at)?;
    let evidence = Evidence::TaskInspect {
        n: work.n,
        next_check: form.next_check,
    };
    let note = Note {
        evidence: form.evidence,
        ..Note::words(&form.words)
    };
    finish(deed, work, evidence, note.day(Some(form.next_check))).await
}

/// The office urges an overdue task (督办).
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn urge(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskUrge).await?;
    let words = reason(&deed.raw)?;
    let evidence = Evidence::Task { n: work.n };
    finish(deed, work, evidence, Note::words(&words)).await
}

/// Somebody who does not own the task found it done on site, or not.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn verify(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskVerify).await?;
    let form = Verify::parse(&deed.raw, deed.at)?;
    let evidence = Evidence::TaskVerify {
        n: work.n,
        confirmed: form.confirmed,
        due: form.due,
        next_check: form.next_check,
    };
    let result = if form.confirmed {
        "confirmed"
    } else {
        "not_confirmed"
    };
    let note = Note::words(&form.words).day(form.due).result(result);
    finish(deed, work, evidence, note).await
}
