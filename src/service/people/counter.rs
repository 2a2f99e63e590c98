//! Another number of a resident who has lost the old one and is logged in nowhere. Staff who check residents change
//! it with the person before them: the identity card is compared with the name that was checked, a code to the new
//! number proves that the person has it, every log-in ends, and both numbers are told. Who did it and why stands
//! beside the decisions about the registration, where the next clerk reads it, and on the person's own page.
//!
//! Of staff nobody changes it here: a number is the way to a password, and a clerk would come into their powers.

use std::sync::Arc;

use serde_json::json;
use uuid::Uuid;

use super::codes::{self, Asked, Asker, Marked, Purpose};
use super::phone::{taken, tell};
use super::residents::{Decided, REASON, SEEN, may_verify, seen, verifies};
use crate::domain::fields::{Fields, Raw, figures};
use crate::domain::people::Check;
use crate::kit::i18n::Lang;
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::notices::{self, Claimed};
use crate::store::people::checks::{self, Decision, Subject};
use crate::store::people::{accounts, logins};
use crate::store::system_tx::Street;

/// Whether somebody may change the number of a resident whom they see among those they check.
#[must_use]
pub fn may_renumber(me: &Me, there: &Subject) -> bool {
    let checked = Check::Renumbered.after(there.standing()).is_some();
    may_verify(me) && checked && !there.staff && there.id != me.account()
}

/// Whose number somebody may change.
///
/// # Errors
/// [`Problem::NotFound`] for anybody else.
pub async fn to_renumber(tx: &mut TenantTx, me: &Me, account: Uuid) -> Result<Subject, Problem> {
    let councils = verifies(me);
    let there = checks::subject(tx, account, councils.as_deref()).await?;
    let there = there.filter(|there| may_renumber(me, there));
    there.ok_or(Problem::NotFound)
}

/// Asks for a code to the new number of somebody who is there in person.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`], with `error-sms` when the message could not be sent.
pub async fn counter_code(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    there: &Subject,
    raw: &Raw,
    asker: &Asker,
) -> Result<Asked, Problem> {
    let mut f = Fields::new(raw);
    let phone = f.mobile("phone");
    if f.ok("phone") && phone == there.phone {
        f.fail("phone", "error-counter-same");
    }
    f.agreed("identity", "error-identity");
    f.done()?;
    codes::to_new_phone(app, street, lang, &phone, Purpose::Counter, asker).await
}

/// Changes the number: every log-in ends, it is noted and told.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`] without a reason, for a wrong code, or when another account took the
/// number meanwhile.
pub async fn renumber(
    app: &Arc<App>,
    street: &Street,
    lang: Lang,
    me: &Me,
    account: Uuid,
    by: &Marked,
    raw: &Raw,
) -> Result<Decided, Problem> {
    let mut f = Fields::new(raw);
    let code = figures(&f.text("code", 1..=20));
    let reason = f.reason("reason", REASON);
    f.done()?;
    codes::prove(app, street, by, Purpose::Counter, &code).await?;
    let mut tx = app.store.write(street.id, "people.counter").await?;
    checks::hold(&mut tx, account).await?;
    let there = to_renumber(&mut tx, me, account).await?;
    if raw.first(SEEN) != seen(&there) {
        return Ok(Decided::Changed);
    }
    codes::spend(app, &mut tx, by, Purpose::Counter, &code).await?;
    let set = accounts::set_phone(&mut tx, account, &there.phone, &by.phone).await;
    if !set.map_err(taken)? {
        return Ok(Decided::Changed);
    }
    logins::forget_failures(&mut tx, &there.phone).await?;
    let at = app.clock.now();
    let decision = Decision {
        id: app.ids.make(at),
        account,
        check: Check::Renumbered,
        reason: &reason,
        by: Some((me.account(), me.label())),
        at,
    };
    checks::note(&mut tx, &decision).await?;
    let event = Claimed {
        id: decision.id,
        topic_id: None,
        event: format!("resident_{}", decision.check.code()),
        payload: json!({ "check": decision.id }),
        at,
    };
    notices::tell(&mut tx, &[(app.ids.make(at), account)], &event).await?;
    tx.commit().await?;
    for (phone, key) in [
        (&there.phone, "sms-counter-old"),
        (&by.phone, "sms-counter-new"),
    ] {
        let text = lang.t(key).arg("street", codes::street_name(street, lang));
        let text = text.arg("phone", codes::hidden(&by.phone)).to_string();
        tell(app, phone, text);
    }
    Ok(Decided::Done)
}
