//! The streets in memory: a page needs its street before it opens a transaction, and they rarely
//! change. Read again every few seconds, and at once for a slug that is not known yet.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::store::system_tx::{self, Street};
use crate::store::{Result, Store};

/// How old the table may be before it is read again.
const FRESH: Duration = Duration::from_secs(5);

/// How soon an unknown slug may cause a reading: a scan of addresses is not a load on the database.
const PAUSE: Duration = Duration::from_millis(500);

/// How long a page waits for them to be read again. Where the database is away, its own transaction is waited
/// for as well.
pub(super) const PATIENCE: Duration = Duration::from_millis(400);

/// The enabled streets by slug.
#[derive(Debug)]
pub struct Streets {
    store: Store,
    platform: Arc<Street>,
    table: RwLock<(Instant, Arc<Table>)>,
    reading: Mutex<()>,
}

/// The streets of one reading.
pub type Table = BTreeMap<String, Arc<Street>>;

impl Streets {
    /// Reads them for the first time.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(store: &Store) -> Result<Self> {
        let table = read(store).await?;
        Ok(Self {
            store: store.clone(),
            platform: Arc::new(Street::platform()),
            table: RwLock::new((Instant::now(), table)),
            reading: Mutex::new(()),
        })
    }

    /// All streets. A reading that fails leaves the table as it was: the page itself will say that
    /// the database is away.
    pub async fn all(&self) -> Arc<Table> {
        let (at, table) = self.now();
        if at.elapsed() < FRESH {
            return table;
        }
        // One request reads; the others go on with what there is.
        let Ok(_turn) = self.reading.try_lock() else {
            return table;
        };
        self.refresh().await.unwrap_or(table)
    }

    /// The street of a slug; `platform` is the platform itself.
    pub async fn find(&self, slug: &str) -> Option<Arc<Street>> {
        if slug == self.platform.slug {
            return Some(self.platform.clone());
        }
        if let Some(street) = self.all().await.get(slug) {
            return Some(street.clone());
        }
        let _turn = self.reading.lock().await;
        let (at, table) = self.now();
        let table = if at.elapsed() < PAUSE {
            table
        } else {
            self.refresh().await.unwrap_or(table)
        };
        table.get(slug).cloned()
    }

    fn now(&self) -> (Instant, Arc<Table>) {
        let guard = self.table.read().unwrap_or_else(PoisonError::into_inner);
        (guard.0, guard.1.clone())
    }

    async fn refresh(&self) -> Option<Arc<Table>> {
        let table = tokio::time::timeout(PATIENCE, read(&self.store)).await;
        let mut guard = self.table.write().unwrap_or_else(PoisonError::into_inner);
        guard.0 = Instant::now();
        match table {
            Ok(Ok(table)) => {
                guard.1 = table.clone();
                Some(table)
            }
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "the streets could not be read again");
                None
            }
            Err(_) => {
                tracing::warn!("the streets could not be read again in time");
                None
            }
        }
    }
}

async fn read(store: &Store) -> Result<Arc<Table>> {
    let streets = system_tx::streets(store).await?;
    let table = streets.into_iter().map(|s| (s.slug.clone(), Arc::new(s)));
    Ok(Arc::new(table.collect()))
}
