//! A database per test, cloned from a template that is migrated once.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnection, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection, Executor};
use tokio::sync::OnceCell;
use yishi::kit::clock::Clock;
use yishi::kit::ids::Ids;
use yishi::store::Store;

use super::cluster;

/// The role that owns the tables.
pub const OWNER: &str = "yishi_owner";

/// The role that the program works as: it owns nothing and cannot pass the policies.
pub const RUNTIME: &str = "yishi_app";

/// The folder of the migrations.
pub const MIGRATIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");

/// One lock for all test processes of a cluster while a template is made.
const LOCK: i64 = 0x7969_7368_6974;

/// A database of one test; dropped with this value.
#[derive(Debug)]
pub struct Db {
    /// The program's door, as the runtime role.
    pub store: Store,
    /// The owner's connections: past the tenant's policies, not past the append-only triggers.
    pub owner: PgPool,
    /// The address of the runtime role.
    pub url: String,
    /// The address of the owner.
    pub owner_url: String,
    /// The address of the cluster's superuser.
    pub superuser_url: String,
    /// The database's name.
    pub name: String,
}

impl Db {
    /// A connection of the cluster's superuser, as somebody has who breaks in.
    pub async fn superuser(&self) -> PgConnection {
        PgConnection::connect(&self.superuser_url).await.unwrap()
    }

    /// One connection of the runtime role that no street's transaction is open on.
    pub async fn runtime(&self) -> PgConnection {
        PgConnection::connect(&self.url).await.unwrap()
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        let name = self.name.clone();
        // A thread of its own, because a test's runtime cannot be waited for from inside it.
        let dropped = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
                .block_on(async {
                    let mut admin = admin().await;
                    run(
                        &mut admin,
                        format!("drop database if exists {name} with (force)"),
                    )
                    .await;
                });
        });
        let _ = dropped.join();
    }
}

/// A migrated database of its own for one test.
pub async fn db() -> Db {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(make_template).await;
    create(Some(template)).await
}

/// A database without any table, for the tests of the migrations themselves.
pub async fn create_empty() -> Db {
    make_roles(&mut admin().await).await;
    create(None).await
}

/// The migrations as they lie in the folder.
pub async fn migrator() -> Migrator {
    Migrator::new(Path::new(MIGRATIONS)).await.unwrap()
}

async fn create(template: Option<&str>) -> Db {
    let name = format!(
        "yishi_test_{}",
        Ids::default().make(Clock::default().now()).simple()
    );
    let mut admin = admin().await;
    let from = template.unwrap_or("template0");
    run(
        &mut admin,
        format!("create database {name} owner {OWNER} template {from}"),
    )
    .await;
    name_runtime_role(&mut admin, &name).await;
    let (url, owner_url) = (cluster().url(RUNTIME, &name), cluster().url(OWNER, &name));
    Db {
        store: Store::connect(&url, 5, "yishi-test").await.unwrap(),
        owner: PgPoolOptions::new()
            .max_connections(2)
            .connect_lazy(&owner_url)
            .unwrap(),
        superuser_url: cluster().url("postgres", &name),
        url,
        owner_url,
        name,
    }
}

/// The database's setting that policies, grants and guards read; it does not come with a template.
async fn name_runtime_role(admin: &mut PgConnection, database: &str) {
    run(
        admin,
        format!("alter database {database} set yishi.runtime_role = '{RUNTIME}'"),
    )
    .await;
}

/// Makes the template unless another process has, and gives its name: a hash of the migrations, so
/// that runs of different trees on one cluster do not meet.
async fn make_template() -> String {
    let name = format!("yishi_template_{}", migrations_hash());
    let mut admin = admin().await;
    run(&mut admin, format!("select pg_advisory_lock({LOCK})")).await;
    let ready: Option<bool> =
        sqlx::query_scalar("select datistemplate from pg_database where datname = $1")
            .bind(&name)
            .fetch_optional(&mut admin)
            .await
            .unwrap();
    if ready != Some(true) {
        make_roles(&mut admin).await;
        run(
            &mut admin,
            format!("drop database if exists {name} with (force)"),
        )
        .await;
        run(&mut admin, format!("create database {name} owner {OWNER}")).await;
        name_runtime_role(&mut admin, &name).await;
        let mut owner = PgConnection::connect(&cluster().url(OWNER, &name))
            .await
            .unwrap();
        migrator().await.run(&mut owner).await.unwrap();
        // As `yishi migrate` does: the program looks whether the schema is its own.
        run(
            &mut owner,
            format!("grant select on _sqlx_migrations to {RUNTIME}"),
        )
        .await;
        owner.close().await.unwrap();
        run(
            &mut admin,
            format!("alter database {name} is_template true"),
        )
        .await;
    }
    admin.close().await.unwrap();
    name
}

async fn make_roles(admin: &mut PgConnection) {
    for (role, rights) in [(OWNER, "login createrole"), (RUNTIME, "login")] {
        run(
            admin,
            format!(
                "do $$ begin create role {role} {rights}; \
                 exception when duplicate_object or unique_violation then null; end $$"
            ),
        )
        .await;
    }
}

fn migrations_hash() -> String {
    let mut files: Vec<PathBuf> = fs::read_dir(MIGRATIONS)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.file_name().unwrap().as_encoded_bytes());
        hash.update(fs::read(&file).unwrap());
    }
    hex::encode(&hash.finalize()[..6])
}

async fn admin() -> PgConnection {
    PgConnection::connect(&cluster().url("postgres", "postgres"))
        .await
        .unwrap()
}

async fn run(connection: &mut PgConnection, sql: String) {
    if let Err(error) = connection.execute(AssertSqlSafe(sql.clone())).await {
        panic!("{sql}: {error}");
    }
}

/// The SQLSTATE with which the database refuses.
pub async fn refusal(connection: &mut PgConnection, sql: String) -> String {
    match connection.execute(AssertSqlSafe(sql.clone())).await {
        Ok(done) => panic!("{sql}: {} rows", done.rows_affected()),
        Err(error) => error
            .as_database_error()
            .and_then(|e| e.code().map(std::borrow::Cow::into_owned))
            .unwrap_or_else(|| panic!("{sql}: {error}")),
    }
}
