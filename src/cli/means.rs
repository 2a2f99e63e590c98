//! What a command works with: the database, opened, checked and up to date, and all that `service` needs.

use std::sync::Arc;

use anyhow::{Context, bail};

use crate::domain::calendar::{Calendar, DayKind, TableDay};
use crate::kit::config::{Common, SmsUrl};
use crate::kit::{
    clock::Clock, files::Files, ids::Ids, password::Passwords, picture::Pictures, secret::Secret,
    sms::Sms,
};
use crate::service::App;
use crate::store::owner::LogIn;
use crate::store::{Owner, Store, guard, migrate, system_tx};

use super::Exit;
use super::database::{Database, Urls, Use};
use super::signals::Stop;

/// Connections of a command that does one thing at a time, and of one that makes much data.
const FEW: u32 = 6;

/// How many passwords are hashed at a time: 19 MiB each.
const HASHES_AT_ONCE: usize = 2;

/// What a command works with.
#[derive(Debug)]
pub struct Means {
    /// Settings of every command.
    pub common: Common,
    /// The log-ins of the database.
    pub urls: Urls,
    /// The database as the runtime role, checked and up to date.
    pub store: Store,
}

impl Means {
    /// What `service` needs, with the system's clock and random ids.
    ///
    /// # Errors
    /// When there is no secret, or the calendar cannot be read.
    pub async fn app(&self) -> anyhow::Result<App> {
        Ok(App {
            store: self.store.clone(),
            clock: Clock::System,
            ids: Ids::Random,
            secret: self.secret()?,
            passwords: Passwords::new(HASHES_AT_ONCE)?,
            files: self.files()?,
            pictures: Pictures::default(),
            sms: Sms::open(self.common.sms.as_ref().map(SmsUrl::reveal))
                .context("YISHI_SMS_URL")?,
            // Commands make data in bulk; who is served is held by the setting of `serve`.
            topics_a_day: 0,
            calendar: Arc::new(calendar(&self.store).await?),
            wake: Arc::default(),
        })
    }

    /// The owner's connection.
    ///
    /// # Errors
    /// Where only DATABASE_URL was given, or the database refuses.
    pub async fn owner(&self, name: &str) -> anyhow::Result<Owner> {
        let owner = Owner::connect(self.urls.owner()?.reveal(), name).await;
        owner.context("The database refuses its owner (YISHI_OWNER_URL)")
    }

    fn files(&self) -> anyhow::Result<Files> {
        Files::open(&self.common.files, &self.common.data).with_context(|| {
            format!(
                "YISHI_FILES_URL: files cannot be kept at {}",
                self.common.files
            )
        })
    }

    fn secret(&self) -> anyhow::Result<Secret> {
        match &self.common.secret {
            Some(secret) => Ok(secret.clone()),
            None if self.common.database.is_some() => bail!(
                "YISHI_SECRET is not set, and is required with DATABASE_URL. Example: the output of: openssl rand -hex 32"
            ),
            None => Secret::read_or_make(&self.common.data).with_context(|| {
                format!(
                    "The secret in {} cannot be used",
                    self.common.data.display()
                )
            }),
        }
    }
}

/// Opens the database for the duration of a command and runs it; asked to stop, it stops, and the
/// embedded database is left as it was found.
pub async fn with(
    common: &Common,
    name: &str,
    work: impl AsyncFnOnce(&Means) -> anyhow::Result<Exit>,
) -> anyhow::Result<Exit> {
    let mut stop = Stop::listen()?;
    let database = Database::open(common, Use::Command).await?;
    let done = async {
        let means = open(common, &database, FEW, name).await?;
        let exit = work(&means).await;
        means.store.close().await;
        exit
    };
    let exit = tokio::select! {
        exit = done => exit,
        () = stop.asked(1) => Err(anyhow::anyhow!("stopped before it was done")),
    };
    database.close().await;
    exit
}

/// Connects as the runtime role, checks that this role may serve, and that the schema is the
/// program's: the embedded database's is brought up to date, another's must have been.
pub async fn open(
    common: &Common,
    database: &Database,
    pool: u32,
    name: &str,
) -> anyhow::Result<Means> {
    let urls = database.urls().clone();
    let mut store = connect(&urls, pool, name).await?;
    if let Some(unfit) = guard::unfit(&store).await? {
        bail!("DATABASE_URL: {unfit}. Example: a role made by: create role yishi_app login");
    }
    match migrate::standing(&store).await? {
        migrate::Standing::Current => {}
        migrate::Standing::Newer(version) => bail!(
            "The database has migration {version}, which this program does not know: use the newer program that made it"
        ),
        migrate::Standing::Behind(_) if database.migrates_itself() => {
            store.close().await;
            bring_up(&urls).await?;
            store = connect(&urls, pool, name).await?;
        }
        migrate::Standing::Behind(behind) => bail!(
            "The database's schema is {behind} migrations behind this program. Run: yishi migrate"
        ),
    }
    Ok(Means {
        common: common.clone(),
        urls,
        store,
    })
}

/// Migrates, as the owner.
pub async fn bring_up(urls: &Urls) -> anyhow::Result<usize> {
    let (role, password) = urls.runtime_role();
    let runtime = LogIn {
        role: &role,
        password: &password,
    };
    let done = migrate::migrate(urls.owner()?.reveal(), runtime).await?;
    if done > 0 {
        tracing::info!(migrations = done, "the schema is up to date");
    }
    Ok(done)
}

/// A pool of the runtime role: pages have one, and the worker one of its own, so that neither waits
/// for the other.
pub async fn connect(urls: &Urls, pool: u32, name: &str) -> anyhow::Result<Store> {
    let url = urls.runtime.reveal();
    let fault = match Store::connect(url, pool, name).await {
        Ok(store) => return Ok(store),
        Err(fault) => fault,
    };
    // A pool waits and says only that it waited; one connection says why.
    let fault = Owner::connect(url, "check").await.err().unwrap_or(fault);
    Err(fault).context(
        "The database of DATABASE_URL does not let the program in (a new one is made ready by: yishi migrate)",
    )
}

/// The national working-day table.
async fn calendar(store: &Store) -> anyhow::Result<Calendar> {
    let days = system_tx::calendar(store).await?;
    Ok(Calendar::new(days.into_iter().map(
        |(day, worked, name)| TableDay {
            day,
            kind: if worked {
                DayKind::Worked
            } else {
                DayKind::Off
            },
            name,
        },
    )))
}
