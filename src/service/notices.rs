//! From the outbox to notices: who is told is decided with the act; here the people are found.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{App, Problem};
use crate::domain::calendar::local_day;
use crate::domain::notice::Told;
use crate::store::notices::{self, Circles, Claimed};
use crate::store::record::outbox;
use crate::store::{TenantId, TenantTx};

/// Events told in one transaction.
const BATCH: i64 = 50;

/// How long an event stays in the outbox after it was told: long enough to find out why somebody was, or
/// was not. What happened is kept by the record, what was said by the notices.
const TOLD_KEPT: TimeDelta = TimeDelta::days(30);

/// Events removed in one transaction.
const REMOVED: i64 = 500;

/// Tells everybody of what waits in a street's outbox; answers how many events there were.
///
/// # Errors
/// When the database is away; then nothing was told and all of it waits.
pub async fn tell_all(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let mut told = 0;
    loop {
        let mut tx = app.store.write(tenant, "notices.tell").await?;
        let events = notices::claim(&mut tx, BATCH).await?;
        if events.is_empty() {
            return Ok(told);
        }
        let now = app.clock.now();
        for event in &events {
            match tell(app, &mut tx, event, now).await {
                Ok(()) => {}
                // An event that this program cannot read must not hold up the others.
                Err(Problem::Fault(why)) => {
                    tracing::error!(event = %event.id, why, "an event of the outbox cannot be read");
                    notices::give_up(&mut tx, event.id, &why).await?;
                }
                Err(other) => return Err(other),
            }
        }
        let ids: Vec<Uuid> = events.iter().map(|e| e.id).collect();
        notices::done(&mut tx, &ids, now).await?;
        tx.commit().await?;
        told += u64::try_from(events.len()).unwrap_or(0);
    }
}

/// Removes what was told long ago from a street's outbox; answers how many events there were.
///
/// # Errors
/// When the database is away; what was committed before is gone, the rest is found again.
pub async fn forget_told(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let before = app.clock.now() - TOLD_KEPT;
    let mut removed = 0;
    loop {
        let mut tx = app.store.write(tenant, "notices.forget").await?;
        let now = outbox::remove_told(&mut tx, before, REMOVED).await?;
        tx.commit().await?;
        removed += now;
        if now == 0 {
            return Ok(removed);
        }
    }
}

async fn tell(
    app: &App,
    tx: &mut TenantTx,
    event: &Claimed,
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let Some(topic) = event.topic_id else {
        return Ok(());
    };
    let told: Vec<Told> = serde_json::from_value(event.payload["told"].clone())?;
    if told.is_empty() {
        return Ok(());
    }
    let mut circles = circles(&told);
    circles.but_from = serde_json::from_value(event.payload["but_from"].clone())?;
    let accounts = notices::accounts(tx, topic, &circles, local_day(now)).await?;
    if accounts.is_empty() {
        return Ok(());
    }
    let rows: Vec<(Uuid, Uuid)> = accounts
        .into_iter()
        .map(|account| (app.ids.make(event.at), account))
        .collect();
    notices::tell(tx, &rows, event).await?;
    Ok(())
}

fn circles(told: &[Told]) -> Circles {
    let mut circles = Circles::default();
    for circle in told {
        match circle {
            Told::Author => circles.author = true,
            Told::Followers => circles.followers = true,
            Told::Council => circles.council = true,
            Told::Office => circles.office = true,
            Told::Invited(session) => circles.sessions.push(*session),
            Told::Unit(unit) => circles.units.push(*unit),
            Told::Account(account) => circles.people.push(*account),
        }
    }
    circles
}

/// Somebody has read their notices.
///
/// # Errors
/// When the database is away.
pub async fn read_all(mut tx: TenantTx, account: Uuid, at: DateTime<Utc>) -> Result<(), Problem> {
    notices::read_all(&mut tx, account, at).await?;
    Ok(tx.commit().await?)
}
