//! The result of a task: done (A), under way with a date (B), kept for planning (C), not feasible (D).

use super::{Note, begin, finish};
use crate::domain::tasks::{Account, Decide, Explain};
use crate::domain::workflow::{Evidence, Grade, Refusal, Ruling, Verb};
use crate::service::{Deed, Done, Problem};

/// Office and leader decide about a task refused twice: the office proposes, the leader signs the same.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn decide(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::TaskDecide;
    let work = begin(&mut deed, verb).await?;
    let form = Decide::parse(&deed.raw, deed.at)?;
    let n = work.n;
    let (ruling, reason) = match form.ruling {
        Some(ruling) => (ruling, form.reason),
        None => {
            let proposed = work.task()?.ruling.clone();
            let ruling = proposed.ok_or(Refusal::TaskState { n, verb })?;
            let reason = if form.reason.is_empty() {
                work.row.reason.clone()
            } else {
                form.reason
            };
            (ruling, reason)
        }
    };
    let (result, due) = match &ruling {
        Ruling::Binding { due, .. } => ("binding", Some(*due)),
        Ruling::Kept => ("kept", None),
        Ruling::NotFeasible => ("not_feasible", None),
    };
    let note = Note::words(&reason).public().day(due).result(result);
    let evidence = Evidence::TaskDecide {
        n,
        ruling,
        reason: !reason.is_empty(),
    };
    finish(deed, work, evidence, note).await
}

/// The lead unit says that the task is done, and shows it: grade A.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn complete(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskComplete).await?;
    let form = Account::parse(&deed.raw, true)?;
    let evidence = Evidence::TaskComplete {
        n: work.n,
        proofs: u32::try_from(form.evidence.len() + form.photos.len()).unwrap_or(u32::MAX),
    };
    let note = Note {
        evidence: form.evidence.join("\n"),
        photos: form.photos,
        ..Note::words(&form.words)
    };
    let note = note.public().result(Grade::A.code());
    finish(deed, work, evidence, note).await
}

/// The lead unit explains grade B, C or D.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn explain(mut deed: Deed) -> Result<Done, Problem> {
    let work = begin(&mut deed, Verb::TaskExplain).await?;
    let form = Explain::parse(&deed.raw, deed.at)?;
    let evidence = Evidence::TaskExplain {
        n: work.n,
        grade: form.grade,
        reason: true,
        due: form.due,
        next_check: form.next_check,
    };
    let note = Note::words(&form.reason)
        .public()
        .day(form.due)
        .result(form.grade.code());
    finish(deed, work, evidence, note).await
}
