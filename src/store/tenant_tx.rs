//! The only door to the rows of a street.
//!
//! A [`TenantTx`] is a transaction that has entered one street; its connection is visible only inside
//! `store`, so that a query without row-level security does not compile elsewhere.

use std::time::{Duration, Instant};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

use super::error::{Error, Result};
use super::patience::Waiting;

/// A street's number, given by the platform; never a division code, which changes in time.
pub type TenantId = i32;

/// How long a page waits until its transaction is open, all tries together.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3);

/// Between a dead connection and the next try.
const PAUSE: Duration = Duration::from_millis(5);

/// Whether a transaction may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    /// Reads one snapshot of the database through all of its statements.
    Snapshot,
    Write,
}

/// The runtime log-in's connections.
#[derive(Debug, Clone)]
pub struct Store {
    pool: PgPool,
    cluster: bool,
}

impl Store {
    /// Opens the pool of the runtime role. `size` is the number of connections.
    ///
    /// # Errors
    /// When the address cannot be parsed or the first connection fails.
    pub async fn connect(url: &str, size: u32, name: &str) -> Result<Self> {
        let options: PgConnectOptions = url.parse().map_err(Error::from)?;
        let options = options.application_name(name).options([
            ("statement_timeout", "5s"),
            ("idle_in_transaction_session_timeout", "10s"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(size)
            .acquire_timeout(PATIENCE)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        let cluster =
            sqlx::query_scalar!("select exists (select from pg_extension where extname = 'citus')")
                .fetch_one(&pool)
                .await?
                .unwrap_or(false);
        Ok(Self { pool, cluster })
    }

    /// Opens a read-only transaction of one street; `name` is `room.verb`, seen in `pg_stat_activity`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection can be had.
    pub async fn read(&self, tenant: TenantId, name: &'static str) -> Result<TenantTx> {
        self.begin(tenant, name, Mode::Read).await
    }

    /// Opens a read-only transaction of one street whose statements all see the same moment.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection can be had.
    pub async fn snapshot(&self, tenant: TenantId, name: &'static str) -> Result<TenantTx> {
        self.begin(tenant, name, Mode::Snapshot).await
    }

    /// Opens a writing transaction of one street.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when no connection can be had.
    pub async fn write(&self, tenant: TenantId, name: &'static str) -> Result<TenantTx> {
        self.begin(tenant, name, Mode::Write).await
    }

    async fn begin(&self, tenant: TenantId, name: &'static str, mode: Mode) -> Result<TenantTx> {
        debug_assert!(
            name.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        );
        let waiting = Waiting::begin();
        let until = Instant::now() + PATIENCE;
        let begun = self.begin_until(tenant, name, mode, until);
        // A server that stands still closes no connection: the one it was asked on never answers.
        let tx = tokio::time::timeout_at(until.into(), begun)
            .await
            .unwrap_or(Err(Error::Unavailable(sqlx::Error::PoolTimedOut)))?;
        Ok(TenantTx {
            tx,
            tenant,
            _waiting: waiting,
        })
    }

    async fn begin_until(
        &self,
        tenant: TenantId,
        name: &'static str,
        mode: Mode,
        until: Instant,
    ) -> Result<Transaction<'static, Postgres>> {
        loop {
            let store = self.clone();
            // Whoever asked may go away at any moment. A begin that is given up between its sending and
            // its answer would leave a transaction open in the pool; so it is always finished.
            let begun = tokio::spawn(async move { store.try_begin(tenant, name, mode).await });
            match begun.await.map_err(|_| sqlx::Error::WorkerCrashed)? {
                // Connections that died in the pool, as all do when the server is started again, are
                // replaced before the first statement.
                Err(Error::Unavailable(error)) if is_dead(&error) && Instant::now() < until => {
                    tracing::debug!(error = %error, "a pooled connection was dead; trying another");
                    tokio::time::sleep(PAUSE).await;
                }
                other => return other,
            }
        }
    }

    async fn try_begin(
        &self,
        tenant: TenantId,
        name: &'static str,
        mode: Mode,
    ) -> Result<Transaction<'static, Postgres>> {
        let mode = match mode {
            Mode::Read => "begin read only",
            Mode::Snapshot => "begin isolation level repeatable read read only",
            Mode::Write => "begin",
        };
        // On plain PostgreSQL begin, name and entering are one round trip; a cluster wants
        // enter_tenant as its own statement, for SET LOCAL inside a string of many fails there.
        let tx = if self.cluster {
            let mut tx = self.pool.begin_with(AssertSqlSafe(mode)).await?;
            sqlx::query(AssertSqlSafe(format!("select enter_tenant({tenant})")))
                .execute(&mut *tx)
                .await?;
            tx
        } else {
            self.pool
                .begin_with(AssertSqlSafe(format!(
                    "{mode}; set local application_name = '{name}'; select enter_tenant({tenant})"
                )))
                .await?
        };
        Ok(tx)
    }

    /// The pool itself, for the reference tables; see [`super::system_tx`].
    pub(in crate::store) fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Waits for the connections to be given back and closes them.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Whether the connection is gone, by itself or by the server, so that another one may do. A server that
/// takes no more connections is not asked again and again.
fn is_dead(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        sqlx::Error::Database(said) => said
            .code()
            .is_some_and(|code| ["57P01", "57P02", "57P03", "25P03"].contains(&code.as_ref())),
        _ => false,
    }
}

/// A transaction that has entered one street. Dropped without [`TenantTx::commit`] it rolls back.
#[derive(Debug)]
pub struct TenantTx {
    tx: Transaction<'static, Postgres>,
    tenant: TenantId,
    _waiting: Waiting,
}

impl TenantTx {
    /// The street entered: `$1` of every query.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The connection, for this floor alone.
    pub(in crate::store) fn conn(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Makes the writes last.
    ///
    /// # Errors
    /// When the database refuses or is away; then nothing was written.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
