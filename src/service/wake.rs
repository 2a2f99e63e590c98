//! The bell of the worker: rung after a commit, so that what was written to the outbox is told soon.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

use crate::store::TenantId;

/// Streets that have work waiting; rings of one street before it is taken up count once.
#[derive(Debug, Default)]
pub struct Wake {
    waiting: Mutex<BTreeSet<TenantId>>,
    bell: Notify,
}

impl Wake {
    /// A street has work.
    pub fn ring(&self, tenant: TenantId) {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(tenant);
        self.bell.notify_one();
    }

    /// Waits until some street has work, and takes all that have.
    pub async fn next(&self) -> BTreeSet<TenantId> {
        loop {
            let taken =
                std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            if !taken.is_empty() {
                return taken;
            }
            self.bell.notified().await;
        }
    }
}
