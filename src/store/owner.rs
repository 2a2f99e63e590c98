//! The owner's side: a connection that may change the schema and the list of streets. Only the
//! commands migrate, tenant, demo and psql have it; `serve` runs as the runtime role.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};

use super::error::{Error, Result};

/// The owner's connection.
#[derive(Debug)]
pub struct Owner {
    conn: PgConnection,
}

impl Owner {
    /// Connects as the owner; `name` is the command, seen in `pg_stat_activity`.
    ///
    /// # Errors
    /// When the address cannot be parsed, or the database is away or refuses the log-in.
    pub async fn connect(url: &str, name: &str) -> Result<Self> {
        Self::connect_with(url, name, &[]).await
    }

    /// Connects as the owner, with settings of the session.
    pub(in crate::store) async fn connect_with(
        url: &str,
        name: &str,
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let options: PgConnectOptions = url.parse().map_err(Error::from)?;
        let options = options
            .application_name(name)
            .options(settings.iter().copied());
        Ok(Self {
            conn: options.connect().await?,
        })
    }

    /// Lets the planner see what a bulk load has written so far. Key checks keep the plan they first made:
    /// one made for an empty table can walk the wrong index over a full one.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn analyze(&mut self) -> Result<()> {
        for table in super::tables::TENANT {
            sqlx::query(AssertSqlSafe(format!("analyze {table}")))
                .execute(&mut self.conn)
                .await?;
        }
        Ok(())
    }

    /// The connection, for this floor alone.
    pub(in crate::store) fn conn(&mut self) -> &mut PgConnection {
        &mut self.conn
    }

    /// Says good-bye to the server.
    pub async fn close(self) {
        // A connection that is gone already is closed too.
        let _ = self.conn.close().await;
    }
}

/// What a server that is starting, running or gone answers.
#[derive(Debug)]
pub enum Answer {
    /// It takes connections.
    Ready,
    /// It says that it is starting up, recovering or shutting down.
    NotYet,
    /// Nobody answers.
    Nobody,
}

/// Asks a server whether it takes connections.
///
/// # Errors
/// When it answers, but refuses the log-in.
pub async fn ask(url: &str) -> Result<Answer> {
    match Owner::connect(url, "start").await {
        Ok(owner) => {
            owner.close().await;
            Ok(Answer::Ready)
        }
        Err(Error::Unavailable(sqlx::Error::Database(_))) => Ok(Answer::NotYet),
        Err(Error::Unavailable(_)) => Ok(Answer::Nobody),
        Err(other) => Err(other),
    }
}

/// A log-in of the embedded cluster.
#[derive(Debug, Clone, Copy)]
pub struct LogIn<'a> {
    /// The role.
    pub role: &'a str,
    /// Its password.
    pub password: &'a str,
}

/// Makes what an empty cluster needs: both roles and the database. Done again, it changes nothing.
///
/// # Errors
/// When the database is away.
pub async fn found(
    superuser_url: &str,
    database: &str,
    owner: LogIn<'_>,
    runtime: LogIn<'_>,
) -> Result<()> {
    let mut server = Owner::connect(superuser_url, "found").await?;
    for log_in in [owner, runtime] {
        make_role(&mut server, log_in).await?;
    }
    let there = sqlx::query_scalar!(
        r#"select exists (select from pg_database where datname = $1) as "there!""#,
        database
    )
    .fetch_one(server.conn())
    .await?;
    if !there {
        let make = sqlx::query_scalar!(
            r#"select format('create database %I owner %I template template0 encoding ''UTF8''', $1::text, $2::text) as "sql!""#,
            database,
            owner.role
        )
        .fetch_one(server.conn())
        .await?;
        sqlx::query(AssertSqlSafe(make))
            .execute(server.conn())
            .await?;
    }
    server.close().await;
    Ok(())
}

/// Throws a database away with everything in it, and cuts off whoever is connected; none is no fault.
///
/// # Errors
/// When the server is away or refuses.
pub async fn drop_database(superuser_url: &str, database: &str) -> Result<()> {
    let mut server = Owner::connect(superuser_url, "remake").await?;
    let drop = sqlx::query_scalar!(
        r#"select format('drop database if exists %I with (force)', $1::text) as "sql!""#,
        database
    )
    .fetch_one(server.conn())
    .await?;
    sqlx::query(AssertSqlSafe(drop))
        .execute(server.conn())
        .await?;
    server.close().await;
    Ok(())
}

/// Makes a role that may log in, where it is missing. The server writes the statement, so that
/// it quotes name and password itself.
pub(in crate::store) async fn make_role(server: &mut Owner, log_in: LogIn<'_>) -> Result<()> {
    let make = sqlx::query_scalar!(
        r#"select format('create role %I login password %L', $1::text, $2::text) as "sql!"
           where not exists (select from pg_roles where rolname = $1)"#,
        log_in.role,
        log_in.password
    )
    .fetch_optional(server.conn())
    .await?;
    let Some(make) = make else { return Ok(()) };
    match sqlx::query(AssertSqlSafe(make))
        .execute(server.conn())
        .await
    {
        Ok(_) => Ok(()),
        // Roles are cluster-wide: another database's migration may have made it just now.
        Err(sqlx::Error::Database(fault))
            if matches!(fault.code().as_deref(), Some("42710" | "23505")) =>
        {
            Ok(())
        }
        Err(fault) => Err(fault.into()),
    }
}
