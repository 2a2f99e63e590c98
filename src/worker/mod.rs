//! Floor 4, beside `web`: what is done without anybody waiting for it.
//!
//! Soon after each deed, people are told of what happened. At the start and every ten minutes the worker
//! goes through the streets: it tells what still waits, writes the desks anew where time alone has
//! changed what lies on them, makes topics found by results that the search did not know, and removes what
//! has served its use (ended log-ins, old failures, events told long ago, files that nothing refers to).
//! Each piece is a few rows in a transaction of one street, and comes to nothing where another worker has
//! done it.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use crate::service::topics::{drafts, lock};
use crate::service::{App, Problem, notices, people, photos, step};
use crate::store::{TenantId, system_tx};

/// How often every street is looked at: for what time alone brings about, and for work that no ring
/// told of, after a crash or from another node.
const SWEEP: Duration = Duration::from_secs(600);

/// How long to wait before work is tried again that the database refused.
const AGAIN: Duration = Duration::from_secs(5);

/// Works, street by street, until the task is dropped. Work that fails waits where it lies and is tried
/// again.
pub async fn run(app: Arc<App>) {
    let mut sweep = tokio::time::interval(SWEEP);
    loop {
        tokio::select! {
            _ = sweep.tick() => match system_tx::streets(&app.store).await {
                Ok(streets) => {
                    for street in streets {
                        tell(&app, street.id).await;
                        keep_up(&app, street.id).await;
                    }
                }
                Err(error) => tracing::warn!(%error, "the streets could not be read; the sweep comes again"),
            },
            streets = app.wake.next() => {
                for tenant in streets {
                    tell(&app, tenant).await;
                }
            }
        }
    }
}

/// What a street needs without anybody acting; the next sweep finds what was left undone.
///
/// Answers true when everything was done.
pub async fn keep_up(app: &App, tenant: TenantId) -> bool {
    let renewed = step::renew(app, tenant).await;
    let tidied = people::tidy(app, tenant).await;
    let forgotten = notices::forget_told(app, tenant).await;
    let files = photos::tidy(app, tenant).await;
    let found = step::catch_up(app, tenant).await;
    let old = drafts::remove_old(app, tenant).await;
    let locks = lock::remove_old(app, tenant).await;
    [
        said(tenant, "desks written anew", renewed),
        said(tenant, "log-ins and failures removed", tidied),
        said(tenant, "told events removed", forgotten),
        said(tenant, "topics made found by their results", found),
        said(tenant, "drafts removed that had run out", old),
        said(tenant, "locks removed that had run out", locks),
        said(
            tenant,
            "files removed",
            files.map(|n| u64::try_from(n).unwrap_or(u64::MAX)),
        ),
    ]
    .into_iter()
    .all(|done| done)
}

/// Logs what a piece of work came to; true when it was done.
fn said(tenant: TenantId, what: impl Display, came_to: Result<u64, Problem>) -> bool {
    match came_to {
        Ok(0) => true,
        Ok(rows) => {
            tracing::debug!(tenant, rows, "{what}");
            true
        }
        Err(error) => {
            tracing::warn!(tenant, %error, "not done: {what}; the next sweep tries again");
            false
        }
    }
}

async fn tell(app: &Arc<App>, tenant: TenantId) {
    match notices::tell_all(app, tenant).await {
        Ok(0) => {}
        Ok(events) => tracing::debug!(tenant, events, "told"),
        Err(error) => {
            retry_later(app, tenant, &error);
        }
    }
}

fn retry_later(app: &Arc<App>, tenant: TenantId, error: &Problem) {
    tracing::warn!(tenant, %error, "notices could not be written; they wait in the outbox");
    let app = Arc::clone(app);
    tokio::spawn(async move {
        tokio::time::sleep(AGAIN).await;
        app.wake.ring(tenant);
    });
}
