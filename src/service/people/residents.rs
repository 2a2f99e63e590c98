//! Residents are checked by staff before they may raise, support and rate.

use serde_json::json;
use uuid::Uuid;

use crate::domain::actor::Role;
use crate::domain::audit::sha256;
use crate::domain::fields::{Fields, Raw};
use crate::domain::people::Check;
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::notices::{self, Claimed};
use crate::store::people::checks::{self, Decision, Line, Subject};

/// The field in which a form says what was shown of somebody: [`seen`].
pub const SEEN: &str = "seen";

/// The longest reason, in characters.
pub(super) const REASON: usize = 300;

/// Among how many lines the last decision is looked for: a number may have been changed since.
const LATEST: i64 = 10;

/// Whether somebody checks the phones and names of residents: liaisons and conveners those of their
/// council's community, office and administrator those of the whole street.
#[must_use]
pub fn may_verify(me: &Me) -> bool {
    let office = [Role::OfficeOfficer, Role::StreetAdmin];
    office.into_iter().any(|role| me.actor.has(role))
        || me.actor.has(Role::Liaison)
        || !me.actor.seats.is_empty()
}

/// The councils whose residents somebody checks; none: those of the whole street.
#[must_use]
pub fn verifies(me: &Me) -> Option<Vec<Uuid>> {
    if [Role::OfficeOfficer, Role::StreetAdmin]
        .into_iter()
        .any(|r| me.actor.has(r))
    {
        return None;
    }
    let liaison = me.actor.roles.iter().filter(|g| g.role == Role::Liaison);
    let mut councils: Vec<Uuid> = me.actor.seats.iter().map(|s| s.council).collect();
    councils.extend(liaison.filter_map(|g| g.council));
    Some(councils)
}

/// What came of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// It is made, and the person is told.
    Done,
    /// Somebody else was faster: what they decided; nothing where a code of the household did.
    Late(Option<Line>),
    /// The person has changed what is registered since it was shown.
    Changed,
}

/// A mark of what a clerk was shown of somebody, so that nobody is checked by a name that was never seen.
#[must_use]
pub fn seen(s: &Subject) -> String {
    let shown = [&*s.name, &*s.phone, &*s.community_name, &*s.estate].join("\n");
    sha256(shown.as_bytes()).hex()
}

/// Decides about somebody's registration: it is checked, turned down, or taken back to wait.
///
/// # Errors
/// [`Problem::NotFound`] when the resident is not one of theirs; [`Problem::Invalid`] without a reason.
pub async fn decide(
    app: &App,
    mut tx: TenantTx,
    me: &Me,
    account: Uuid,
    check: Check,
    raw: &Raw,
) -> Result<Decided, Problem> {
    if account == me.account() || !may_verify(me) {
        return Err(Problem::NotFound);
    }
    checks::hold(&mut tx, account).await?;
    let councils = verifies(me);
    let there = checks::subject(&mut tx, account, councils.as_deref()).await?;
    let there = there.ok_or(Problem::NotFound)?;
    let Some(standing) = check.after(there.standing()) else {
        return late(&mut tx, &there).await;
    };
    // Who works here has a name that the administrator vouches for.
    if check == Check::Reopened && there.staff {
        return Err(Problem::NotFound);
    }
    if check != Check::Reopened && raw.first(SEEN) != seen(&there) {
        return Ok(Decided::Changed);
    }
    let mut f = Fields::new(raw);
    let reason = if check.needs_reason() {
        f.reason("reason", REASON)
    } else {
        String::new()
    };
    f.done()?;
    let at = app.clock.now();
    let decision = Decision {
        id: app.ids.make(at),
        account,
        check,
        reason: &reason,
        by: Some((me.account(), me.label())),
        at,
    };
    checks::decide(&mut tx, &decision, standing).await?;
    let event = Claimed {
        id: decision.id,
        topic_id: None,
        event: format!("resident_{}", check.code()),
        payload: json!({ "check": decision.id }),
        at,
    };
    notices::tell(&mut tx, &[(app.ids.make(at), account)], &event).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

/// Who was faster, if the last decision is the one by which the registration stands as it does.
async fn late(tx: &mut TenantTx, there: &Subject) -> Result<Decided, Problem> {
    let mut lines = checks::of(tx, there.id, LATEST).await?.into_iter();
    let last = lines.find(|line| line.outcome != Check::Renumbered.code());
    let since = there.verified_at.or(there.refused_at);
    Ok(Decided::Late(
        last.filter(|line| since.is_none_or(|at| at == line.at)),
    ))
}

/// Somebody who was turned down asks again, with nothing to correct.
///
/// # Errors
/// [`Problem::NotFound`] for who was not.
pub async fn ask_again(app: &App, mut tx: TenantTx, me: &Me) -> Result<(), Problem> {
    checks::hold(&mut tx, me.account()).await?;
    let there = checks::subject(&mut tx, me.account(), None).await?;
    let there = there.ok_or(Problem::NotFound)?;
    let standing = Check::Asked.after(there.standing());
    let standing = standing.ok_or(Problem::NotFound)?;
    checks::decide(&mut tx, &asked(app, me.account()), standing).await?;
    Ok(tx.commit().await?)
}

/// That somebody asks again.
pub(super) fn asked(app: &App, account: Uuid) -> Decision<'static> {
    let at = app.clock.now();
    Decision {
        id: app.ids.make(at),
        account,
        check: Check::Asked,
        reason: "",
        by: None,
        at,
    }
}
