//! Approval: propose and take back, the chain's approve and return, decline and reconsider, and the
//! end without fulfilment that a leader signs.

use super::scope::begin;
use super::step::{self, Held, Words};
use super::{Deed, Done, Problem};
use crate::domain::actor::Role;
use crate::domain::approvals::{self, Decide, Decline, EndUnresolved};
use crate::domain::calendar::local_day;
use crate::domain::policy::Scope;
use crate::domain::workflow::{Evidence, Verb};
use crate::store::sessions;
use crate::store::topics::lookup;

async fn finish(
    mut deed: Deed,
    held: &Held,
    scope: &Scope,
    verb: Verb,
    evidence: Evidence,
    words: Words,
) -> Result<Done, Problem> {
    let decided = step::decide(&deed, held, scope, verb, evidence)?;
    let done = step::record(&mut deed, held, decided, words).await?;
    deed.commit(done).await
}

async fn reasoned(mut deed: Deed, verb: Verb) -> Result<Done, Problem> {
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = approvals::reason(&deed.raw)?;
    let evidence = Evidence::Reason { reason: true };
    finish(deed, &held, &scope, verb, evidence, Words::reason(&reason)).await
}

/// The council proposes the topic; a reviewer and an approver other than the proposer must exist.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn propose(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Propose;
    let (held, scope) = begin(&mut deed, verb).await?;
    let (me, today) = (deed.me.account(), local_day(deed.at));
    let mut others =
        async |role: Role| lookup::others_with(&mut deed.tx, role.code(), me, today).await;
    let evidence = Evidence::Propose {
        reviewers: others(Role::OfficeOfficer).await?,
        approvers: others(Role::Leader).await?,
    };
    finish(deed, &held, &scope, verb, evidence, Words::default()).await
}

/// Whoever proposed takes it back; another may propose then.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn take_back(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::TakeBack).await
}

/// A link of the chain approves; a note may be given.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn approve(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Approve;
    let (held, scope) = begin(&mut deed, verb).await?;
    let note = approvals::opt_reason(&deed.raw)?;
    let words = Words::reason(&note);
    finish(deed, &held, &scope, verb, Evidence::Nothing, words).await
}

/// A link of the chain returns the topic to step 1.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn send_back(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::Return).await
}

/// A decline is asked at step 1, or decided by the chain at step 2.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn decline(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::Decline;
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Decline::parse(&deed.raw)?;
    let days = held.state.rules.limits.reconsider;
    let evidence = Evidence::Decline {
        reason: true,
        elsewhere: true,
        reconsider_until: deed.app.calendar.add_working_days(deed.at, days),
    };
    let mut words = Words::reason(&form.reason);
    words
        .words
        .insert("elsewhere".to_owned(), form.elsewhere.into());
    finish(deed, &held, &scope, verb, evidence, words).await
}

/// A second person confirms the decline.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn decline_confirm(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::DeclineConfirm;
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = approvals::opt_reason(&deed.raw)?;
    let evidence = Evidence::Reason {
        reason: !reason.is_empty(),
    };
    finish(deed, &held, &scope, verb, evidence, Words::reason(&reason)).await
}

/// The author or the liaison asks once more.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn reconsider(deed: Deed) -> Result<Done, Problem> {
    reasoned(deed, Verb::Reconsider).await
}

/// A link of the chain decides on it.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn reconsider_decide(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::ReconsiderDecide;
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = Decide::parse(&deed.raw)?;
    let evidence = Evidence::Decide {
        granted: form.granted,
        reason: true,
        bound: None,
    };
    let words = Words::reason(&form.reason);
    finish(deed, &held, &scope, verb, evidence, words).await
}

/// The office asks the leader to end the topic unresolved.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn end_unresolved(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::EndUnresolved;
    let (held, scope) = begin(&mut deed, verb).await?;
    let form = EndUnresolved::parse(&deed.raw)?;
    let evidence = Evidence::EndUnresolved {
        reason: true,
        sent_upward: form.sent_upward,
        document: !form.document.is_empty(),
    };
    let mut words = Words::reason(&form.reason);
    if !form.document.is_empty() {
        words
            .words
            .insert("document".to_owned(), form.document.into());
    }
    finish(deed, &held, &scope, verb, evidence, words).await
}

/// The leader signs that it ends unresolved, with the public reason.
///
/// # Errors
/// A [`Problem`], with nothing changed.
pub async fn end_unresolved_sign(mut deed: Deed) -> Result<Done, Problem> {
    let verb = Verb::EndUnresolvedSign;
    let (held, scope) = begin(&mut deed, verb).await?;
    let reason = approvals::reason(&deed.raw)?;
    let evidence = Evidence::Reason { reason: true };
    let decided = step::decide(&deed, &held, &scope, verb, evidence)?;
    // What was announced and not held is off.
    let (me, at) = (deed.me.account(), deed.at);
    let off = sessions::cancel(&mut deed.tx, held.row.id, &reason, me, at).await?;
    let words = Words::reason(&reason).with("session", off);
    let done = step::record(&mut deed, &held, decided, words).await?;
    deed.commit(done).await
}
