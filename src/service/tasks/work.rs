//! The work on a task: progress, more time, and what the law asks beside it.

use super::{Note, begin, finish};
use crate::domain::calendar::local_day;
use crate::domain::tasks::{Account, Extend, LegalResult};
use crate::domain::workflow::{Evidence, Refusal, Verb};
use crate::service::{Deed, Done, Problem};

/// A unit says how far the work is.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn progress(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskProgress).await?;
    let form = Account::parse(&deed.raw, false)?;
    let evidence = Evidence::Task { n: work.n };
    let note = Note {
        evidence: form.evidence.join("\n"),
        photos: form.photos,
        ..Note::words(&form.words)
    };
    finish(deed, work, evidence, note).await
}

/// A unit asks for more time.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn extend(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskExtend).await?;
    let form = Extend::parse(&deed.raw, deed.at)?;
    let evidence = Evidence::TaskExtend {
        n: work.n,
        due: form.due,
        reason: true,
    };
    let note = Note::words(&form.reason).day(Some(form.due));
    finish(deed, work, evidence, note).await
}

/// The office grants the date that was asked for.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn approve_extension(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::TaskApproveExtension;
    let work = begin(&mut deed, verb).await?;
    let n = work.n;
    let due = work
        .task()?
        .extension_asked
        .ok_or(Refusal::TaskState { n, verb })?;
    let evidence = Evidence::TaskExtend {
        n,
        due,
        reason: true,
    };
    finish(deed, work, evidence, Note::default().day(Some(due))).await
}

/// A vote of owners or residents, or a decision of the government, is recorded with its numbers.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn legal(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskLegal).await?;
    let form = LegalResult::parse(&deed.raw, local_day(deed.at))?;
    let evidence = Evidence::TaskLegal {
        n: work.n,
        obtained: form.obtained(),
    };
    let note = Note {
        evidence: form.paper,
        result: form.kind.code().to_owned(),
        day: Some(form.day),
        numbers: Some(serde_json::to_value(form.numbers)?),
        ..Note::words(&form.words)
    };
    finish(deed, work, evidence, note).await
}
