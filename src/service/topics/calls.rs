//! A public call is announced.

use uuid::Uuid;

use crate::domain::calendar::local_day;
use crate::domain::fields::{FieldErrors, Fields, KEY, Raw};
use crate::domain::topics::calls::{Call, may_announce};
use crate::service::{App, Me, Problem};
use crate::store::TenantTx;
use crate::store::topics::calls;

/// Reads a call that somebody means to announce.
///
/// # Errors
/// [`Problem::Invalid`], also for a council that is not theirs to speak for.
pub fn call(app: &App, me: &Me, raw: &Raw) -> Result<Call, Problem> {
    let call = Call::parse(raw, local_day(app.clock.now()))?;
    if !may_announce(&me.actor, call.council) {
        return Err(FieldErrors::one("council", "error-call-council").into());
    }
    Ok(call)
}

/// Announces a call and answers its id. The same form sent again announces nothing more and answers the same.
///
/// # Errors
/// As [`call`].
pub async fn announce(mut tx: TenantTx, app: &App, me: &Me, raw: &Raw) -> Result<Uuid, Problem> {
    let now = app.clock.now();
    let call = call(app, me, raw)?;
    let mut id = Uuid::try_parse(raw.first(KEY)).unwrap_or_else(|_| app.ids.make(now));
    let new = calls::insert(&mut tx, id, &call, me.account(), now).await?;
    if !new && !calls::same(&mut tx, id, &call, me.account()).await? {
        // Gone back to and written anew: another call.
        id = app.ids.make(now);
        calls::insert(&mut tx, id, &call, me.account(), now).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Ends a call before its last day, with a public reason. The second press changes nothing.
///
/// # Errors
/// [`Problem::NotFound`] where there is none, or it is another council's; [`Problem::Invalid`], also for one that is
/// over.
pub async fn end(mut tx: TenantTx, app: &App, me: &Me, id: Uuid, raw: &Raw) -> Result<(), Problem> {
    let now = app.clock.now();
    let call = calls::find(&mut tx, id).await?;
    let call = call.filter(|c| may_announce(&me.actor, c.council_id));
    let call = call.ok_or(Problem::NotFound)?;
    let mut f = Fields::published(raw);
    let reason = f.text("reason", 1..=1_000);
    if call.closes_on < local_day(now) {
        f.fail("reason", "error-call-over");
    }
    f.done()?;
    calls::end(&mut tx, id, &reason, me.account(), now).await?;
    Ok(tx.commit().await?)
}
