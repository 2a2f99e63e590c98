//! How long somebody is kept waiting by the database.
//!
//! A form may wait for much: its turn to hash a password, a gateway, a photo that is made smaller. None of that
//! holds a transaction, so what is counted here is only how long one has been open or asked for. A server that
//! stands still answers nothing and keeps no limit of its own; then the page is given up, and the transaction with
//! it.

use std::future::{Future, pending};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

tokio::task_local! {
    /// Since when the database has been waited for in this task.
    static SINCE: watch::Sender<Option<Instant>>;
}

/// Runs `page`; `None` when one of its transactions has been open, or waited for, longer than `limit`.
pub async fn within<F: Future>(limit: Duration, page: F) -> Option<F::Output> {
    let (since, mut seen) = watch::channel(None);
    let late = async {
        loop {
            let begun: Option<Instant> = *seen.borrow_and_update();
            let over = async {
                match begun {
                    Some(at) => sleep_until(at + limit).await,
                    None => pending().await,
                }
            };
            tokio::select! {
                () = over => return,
                changed = seen.changed() => if changed.is_err() { pending::<()>().await },
            }
        }
    };
    tokio::select! {
        biased;
        answer = SINCE.scope(since, page) => Some(answer),
        () = late => None,
    }
}

/// While it lives, the database is waited for.
#[derive(Debug)]
pub(in crate::store) struct Waiting(());

impl Waiting {
    /// From now on. Where nobody counts, as in the worker, it changes nothing.
    pub(in crate::store) fn begin() -> Self {
        note(Some(Instant::now()));
        Self(())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        note(None);
    }
}

fn note(since: Option<Instant>) {
    let _uncounted = SINCE.try_with(|noted| noted.send_replace(since));
}
