//! Migrations: embedded in the program, run by the owner, safe from two nodes at once.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AssertSqlSafe, PgConnection};
use tokio::time::sleep;

use super::error::{Error, Result};
use super::owner::{LogIn, Owner, make_role};
use super::tenant_tx::Store;

/// Every migration of this program.
static MIGRATIONS: Migrator = sqlx::migrate!();

/// The advisory lock under which roles are made and migrations run ("yishi" in letters' numbers).
const LOCK: i64 = 0x0079_6973_6869;

/// How often a node that waits for another's migration looks again.
const AGAIN: Duration = Duration::from_millis(200);

/// One migration and whether the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migration {
    /// Its timestamp, which orders them.
    pub version: i64,
    /// What it is about.
    pub description: String,
    /// When the database got it; none: still to come.
    pub applied_at: Option<DateTime<Utc>>,
}

/// Why the database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database itself.
    #[error(transparent)]
    Store(#[from] Error),
    /// The runtime role is missing and the owner may not make it.
    #[error(
        "the role {0} of DATABASE_URL does not exist, and the owner may not make roles; as a superuser: create role \"{0}\" login"
    )]
    NoRole(String),
    /// The policies name another runtime role.
    #[error("this database was made for the runtime role {there}, and DATABASE_URL names {given}")]
    OtherRole {
        /// The role that the policies name.
        there: String,
        /// The role of DATABASE_URL.
        given: String,
    },
    /// The database is newer than the program.
    #[error(
        "the database has migration {0}, which this program does not know: it was made by a newer one"
    )]
    Newer(i64),
    /// A migration was changed after the database got it.
    #[error("migration {0} is not the one that the database got: it was changed since")]
    Changed(i64),
    /// A migration failed; those before it stay.
    #[error("migration {version} failed: {fault}")]
    Failed {
        /// Which one.
        version: i64,
        /// What the database said.
        fault: String,
    },
}

/// Brings the database up to date, and gives the number of migrations that it got.
///
/// # Errors
/// A [`Fault`], each a sentence.
pub async fn migrate(owner_url: &str, runtime: LogIn<'_>) -> std::result::Result<usize, Fault> {
    let mut owner = locked(owner_url, runtime.role).await?;
    make_runtime_role(&mut owner, runtime).await?;
    let before = applied(&mut owner).await?.len();
    MIGRATIONS.run(owner.conn()).await.map_err(fault)?;
    let grant = format!(
        "grant select on _sqlx_migrations to {}",
        quoted(runtime.role)
    );
    sqlx::query(AssertSqlSafe(grant))
        .execute(owner.conn())
        .await
        .map_err(Error::from)?;
    let after = applied(&mut owner).await?.len();
    // The end of the connection gives the lock back.
    owner.close().await;
    Ok(after.saturating_sub(before))
}

/// Connects as owner, with the runtime role's name in the setting that the first migration reads, and
/// waits for the lock. It asks again and again rather than wait in a statement: a waiting statement
/// would hold up `create index concurrently` of the one who works.
async fn locked(owner_url: &str, runtime_role: &str) -> Result<Owner> {
    let settings = [("yishi.runtime_role", runtime_role)];
    let mut owner = Owner::connect_with(owner_url, "migrate", &settings).await?;
    loop {
        let got = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "got!""#, LOCK)
            .fetch_one(owner.conn())
            .await?;
        if got {
            return Ok(owner);
        }
        sleep(AGAIN).await;
    }
}

/// Makes the runtime role where it is missing; refuses another than the schema was made for.
async fn make_runtime_role(
    owner: &mut Owner,
    runtime: LogIn<'_>,
) -> std::result::Result<(), Fault> {
    if let Some(there) = runtime_role(owner.conn()).await?
        && there != runtime.role
    {
        return Err(Fault::OtherRole {
            there,
            given: runtime.role.to_owned(),
        });
    }
    match make_role(owner, runtime).await {
        Err(Error::Sql(sqlx::Error::Database(fault)))
            if fault.code().as_deref() == Some("42501") =>
        {
            Err(Fault::NoRole(runtime.role.to_owned()))
        }
        other => Ok(other?),
    }
}

/// The role that the schema was made for; none before the first migration.
pub(in crate::store) async fn runtime_role(conn: &mut PgConnection) -> Result<Option<String>> {
    let there =
        sqlx::query_scalar!(r#"select to_regprocedure('runtime_role()') is not null as "there!""#)
            .fetch_one(&mut *conn)
            .await?;
    if !there {
        return Ok(None);
    }
    Ok(sqlx::query_scalar!("select runtime_role()")
        .fetch_one(conn)
        .await?)
}

fn fault(error: MigrateError) -> Fault {
    match error {
        MigrateError::VersionMissing(version) => Fault::Newer(version),
        MigrateError::VersionMismatch(version) => Fault::Changed(version),
        MigrateError::ExecuteMigration(fault, version) => Fault::Failed {
            version,
            fault: fault.to_string(),
        },
        MigrateError::Execute(fault) => Fault::Store(fault.into()),
        // The kind is open: whatever else the runner says is its own sentence.
        other => Fault::Failed {
            version: 0,
            fault: other.to_string(),
        },
    }
}

/// Every migration that the program or the database knows, the oldest first.
///
/// # Errors
/// When the database is away.
pub async fn status(owner: &mut Owner) -> Result<Vec<Migration>> {
    let mut rows = applied(owner).await?;
    for (version, description) in known() {
        if !rows.iter().any(|row| row.version == version) {
            rows.push(Migration {
                version,
                description: description.to_owned(),
                applied_at: None,
            });
        }
    }
    rows.sort_by_key(|row| row.version);
    Ok(rows)
}

/// How the schema stands to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As the program needs it.
    Current,
    /// So many migrations behind.
    Behind(usize),
    /// It has a migration that the program does not know.
    Newer(i64),
}

/// How the schema stands to the program, as the runtime role sees it.
///
/// # Errors
/// When the database is away.
pub async fn standing(store: &Store) -> Result<Standing> {
    let known: Vec<i64> = known().map(|(version, _)| version).collect();
    let readable: bool = sqlx::query_scalar!(
        r#"select coalesce(has_table_privilege(to_regclass('_sqlx_migrations'), 'select'), false) as "yes!""#
    )
    .fetch_one(store.pool())
    .await?;
    if !readable {
        return Ok(Standing::Behind(known.len()));
    }
    let there: Vec<i64> = sqlx::query_scalar("select version from _sqlx_migrations where success")
        .fetch_all(store.pool())
        .await?;
    if let Some(newer) = there.iter().find(|version| !known.contains(version)) {
        return Ok(Standing::Newer(*newer));
    }
    Ok(match known.iter().filter(|v| !there.contains(v)).count() {
        0 => Standing::Current,
        behind => Standing::Behind(behind),
    })
}

fn known() -> impl Iterator<Item = (i64, &'static str)> {
    MIGRATIONS
        .iter()
        .filter(|m| !m.migration_type.is_down_migration())
        .map(|m| (m.version, m.description.as_ref()))
}

async fn applied(owner: &mut Owner) -> Result<Vec<Migration>> {
    let there =
        sqlx::query_scalar!(r#"select to_regclass('_sqlx_migrations') is not null as "there!""#)
            .fetch_one(owner.conn())
            .await?;
    if !there {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, String, DateTime<Utc>)> = sqlx::query_as(
        "select version, description, installed_on from _sqlx_migrations where success order by version",
    )
    .fetch_all(owner.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|(version, description, at)| Migration {
            version,
            description,
            applied_at: Some(at),
        })
        .collect())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
