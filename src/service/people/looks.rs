//! Every look of staff at the names and phones of residents is recorded, and those looked at can see it.

use chrono::{DurationRound, TimeDelta};
use uuid::Uuid;

use crate::domain::audit::sha256;
use crate::domain::privacy::LookedAt;
use crate::service::{App, Me, Problem};
use crate::store::TenantId;
use crate::store::people::looks::{self, Look, MOST};

/// How far back somebody reads who looked at them: as long as logs are kept at least (GB/T 22239 practice
/// value). The rows themselves stay.
pub const SHOWN_FOR: TimeDelta = TimeDelta::days(183);

/// Notes that somebody who works here was shown these people on a page; to be done before the page is
/// handed out. The same people on the same page within an hour are one row.
///
/// # Errors
/// When the database is away: then the page must not be shown.
pub async fn note(
    app: &App,
    tenant: TenantId,
    me: &Me,
    page: LookedAt,
    about: &str,
    people: impl IntoIterator<Item = Uuid>,
) -> Result<(), Problem> {
    if !me.actor.is_staff() {
        return Ok(());
    }
    let mut accounts: Vec<Uuid> = people.into_iter().filter(|a| *a != me.account()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    // A page shows a hundred; were it to show more than a row holds, none would go unrecorded.
    for some in accounts.chunks(MOST) {
        let look = look(app, me, page, about, some)?;
        let mut tx = app.store.write(tenant, "people.look").await?;
        looks::note(&mut tx, &look).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Notes that somebody was shown who it is for whom a topic was entered, or the paper that it was entered
/// from; `part` says that it was loaded with a page that is noted itself.
///
/// # Errors
/// As [`note`].
pub async fn note_entry(
    app: &App,
    tenant: TenantId,
    me: &Me,
    page: LookedAt,
    about: &str,
    part: bool,
) -> Result<(), Problem> {
    let look = look(app, me, page, about, &[])?;
    let mut tx = app.store.write(tenant, "people.look").await?;
    looks::note_entry(&mut tx, &look, i32::from(!part)).await?;
    Ok(tx.commit().await?)
}

fn look(
    app: &App,
    me: &Me,
    page: LookedAt,
    about: &str,
    accounts: &[Uuid],
) -> Result<Look, Problem> {
    let at = app.clock.now();
    let hour = at
        .duration_trunc(TimeDelta::hours(1))
        .map_err(|e| Problem::Fault(e.to_string()))?;
    let bytes: Vec<u8> = accounts.iter().flat_map(|a| *a.as_bytes()).collect();
    Ok(Look {
        id: app.ids.make(at),
        viewer: me.account(),
        viewer_label: me.label(),
        page: page.code().to_owned(),
        about: about.to_owned(),
        hour,
        people: sha256(&bytes).as_bytes().to_vec(),
        accounts: accounts.to_vec(),
        at,
    })
}
