//! Log-ins that have ended, failures that no lock counts any more and codes of days past are removed.

use chrono::TimeDelta;

use super::login::LONG_WINDOW;
use crate::service::{App, Problem};
use crate::store::TenantId;
use crate::store::people::{codes, logins};

/// Rows removed in one transaction.
const BATCH: i64 = 500;

/// How long an ended log-in is kept: longer than a page takes that was begun before its end.
const ENDED_KEPT: TimeDelta = TimeDelta::hours(1);

/// How long a failed attempt is kept: a day, though locks count the last hour only, so that somebody who
/// asks on the next morning why they were kept out can be answered.
const FAILURE_KEPT: TimeDelta = TimeDelta::days(1);
const _: () = assert!(FAILURE_KEPT.num_seconds() > LONG_WINDOW.num_seconds());

/// How long a code that was sent is kept: the most that a phone is sent is counted by the day.
const CODE_KEPT: TimeDelta = TimeDelta::days(2);

/// Removes what has served its use in one street; answers how many rows that were.
///
/// # Errors
/// When the database is away; what was committed before is gone, the rest is found again.
pub async fn tidy(app: &App, tenant: TenantId) -> Result<u64, Problem> {
    let now = app.clock.now();
    let mut removed = 0;
    loop {
        let mut tx = app.store.write(tenant, "people.tidy").await?;
        let ended = logins::remove_ended(&mut tx, now - ENDED_KEPT, BATCH).await?;
        let failures = logins::remove_failures(&mut tx, now - FAILURE_KEPT, BATCH).await?;
        let sent = codes::remove_old(&mut tx, now - CODE_KEPT, BATCH).await?;
        tx.commit().await?;
        removed += ended + failures + sent;
        if ended + failures + sent == 0 {
            return Ok(removed);
        }
    }
}
