//! Floor 4, beside `web`: what is done without anybody waiting for it.

use std::sync::Arc;
use std::time::Duration;

use crate::service::{App, Problem, notices, photos};
use crate::store::{TenantId, system_tx};

/// How often every street is looked at, for work that no ring told of: after a crash, or from
/// another node.
const SWEEP: Duration = Duration::from_secs(600);

/// How long to wait before work is tried again that the database refused.
const AGAIN: Duration = Duration::from_secs(5);

/// Tells of what happened, street by street, until the task is dropped. Work that fails waits in the
/// outbox and is tried again.
pub async fn run(app: Arc<App>) {
    let mut sweep = tokio::time::interval(SWEEP);
    loop {
        tokio::select! {
            _ = sweep.tick() => match system_tx::streets(&app.store).await {
                Ok(streets) => {
                    for street in streets {
                        work(&app, street.id).await;
                        tidy(&app, street.id).await;
                    }
                }
                Err(error) => tracing::warn!(%error, "the streets could not be read; the sweep comes again"),
            },
            streets = app.wake.next() => {
                for tenant in streets {
                    work(&app, tenant).await;
                }
            }
        }
    }
}

async fn work(app: &Arc<App>, tenant: TenantId) {
    match notices::tell_all(app, tenant).await {
        Ok(0) => {}
        Ok(events) => tracing::debug!(tenant, events, "told"),
        Err(error) => {
            retry_later(app, tenant, &error);
        }
    }
}

/// Removes what nobody needs any more; what could not be removed waits for the next sweep.
async fn tidy(app: &Arc<App>, tenant: TenantId) {
    match photos::tidy(app, tenant).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(tenant, files, "files that nothing refers to were removed"),
        Err(error) => tracing::warn!(tenant, %error, "files could not be tidied up"),
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
