//! Who leads a task: assigned by the office, accepted or refused by the unit.

use super::{Note, begin, finish};
use crate::domain::tasks::{Assign, Transfer, reason};
use crate::domain::workflow::{Evidence, Verb};
use crate::service::{Deed, Done, Problem};

/// The office gives a task its unit, target and date.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn assign(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskAssign).await?;
    let form = Assign::parse(&deed.raw, deed.at)?;
    let evidence = Evidence::TaskAssign {
        n: work.n,
        unit: form.unit,
        target: form.target,
        due: form.due,
    };
    let note = Note {
        detail: Some((form.assisting, form.target_detail)),
        ..Note::default()
    };
    finish(deed, work, evidence, note.day(Some(form.due))).await
}

/// The office gives a task to another unit.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn transfer(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskTransfer).await?;
    let form = Transfer::parse(&deed.raw)?;
    let evidence = Evidence::TaskTransfer {
        n: work.n,
        unit: form.unit,
        reason: true,
    };
    finish(deed, work, evidence, Note::words(&form.reason)).await
}

/// The lead unit takes the task.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn accept(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskAccept).await?;
    let evidence = Evidence::Task { n: work.n };
    finish(deed, work, evidence, Note::default()).await
}

/// The lead unit refuses the task: it is the office's again.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn refuse(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskRefuse).await?;
    let reason = reason(&deed.raw)?;
    let evidence = Evidence::TaskReason {
        n: work.n,
        reason: true,
    };
    finish(deed, work, evidence, Note::words(&reason)).await
}
