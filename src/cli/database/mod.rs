//! The database in use: the one that DATABASE_URL names, or the embedded PostgreSQL, which every
//! command joins where it runs and else starts for its own duration.
//!
//! What lies in the cluster's home (YISHI_DATA/pg, see [`place`]):
//!
//! | name             | what it is                                                             |
//! |------------------|------------------------------------------------------------------------|
//! | `data/`          | PostgreSQL's own data folder, of the user it runs as                   |
//! | `passwords.json` | passwords of superuser, owner and runtime role (0600)                  |
//! | `log`            | what the server says                                                   |
//! | `socket`         | the folder of its socket, which stays the same from start to start     |
//! | `gate`           | lock, held for the moment in which somebody starts or stops the server |
//! | `users`          | lock, shared by all who use the server: the last one out stops it      |
//! | `serve`          | lock of the one `yishi serve`, with its pid in it                      |

mod binaries;
mod embedded;
mod lock;
mod passwords;
mod place;
mod private;
mod server;

use anyhow::Context;

use crate::kit::config::{Common, DatabaseUrl, WrongSetting};
use crate::store::owner::LogIn;

pub use binaries::psql as psql_program;
pub use embedded::{Embedded, Use};

/// Log-ins of the database in use.
#[derive(Debug, Clone)]
pub struct Urls {
    /// The runtime role's.
    pub runtime: DatabaseUrl,
    /// The owner's, where it is known.
    pub owner: Option<DatabaseUrl>,
    /// The superuser's: the embedded cluster's only.
    pub superuser: Option<DatabaseUrl>,
}

impl Urls {
    /// The owner's log-in.
    ///
    /// # Errors
    /// A sentence where only DATABASE_URL was given.
    pub fn owner(&self) -> anyhow::Result<&DatabaseUrl> {
        self.owner.as_ref().context(
            "YISHI_OWNER_URL is not set: this command works as the owner of the database. \
             Example: YISHI_OWNER_URL=postgres://yishi_owner:…@db.example/yishi",
        )
    }

    /// The runtime role's name and password.
    #[must_use]
    pub fn runtime_role(&self) -> (String, String) {
        let password = self.runtime.password().unwrap_or_default();
        (self.runtime.role(), password)
    }
}

/// The database in use.
#[derive(Debug)]
pub enum Database {
    /// A PostgreSQL that runs elsewhere.
    Given(Box<Urls>),
    /// The embedded one.
    Embedded(Box<Embedded>),
}

impl Database {
    /// Opens the database in use; the embedded one is joined or started.
    ///
    /// # Errors
    /// A sentence that says what is in the way.
    pub async fn open(common: &Common, purpose: Use) -> anyhow::Result<Self> {
        match &common.database {
            Some(given) => Ok(Self::Given(Box::new(Urls {
                runtime: given.runtime.clone(),
                owner: given.owner.clone(),
                superuser: None,
            }))),
            None => {
                let embedded =
                    Embedded::open(&common.data, common.pg_bin.as_deref(), purpose).await?;
                Ok(Self::Embedded(Box::new(embedded)))
            }
        }
    }

    /// Its log-ins.
    #[must_use]
    pub fn urls(&self) -> &Urls {
        match self {
            Self::Given(urls) => urls,
            Self::Embedded(embedded) => embedded.urls(),
        }
    }

    /// Whether this process may bring the schema up to date without being asked: only the embedded
    /// database's, and not under a server that another `yishi` is using.
    #[must_use]
    pub fn migrates_itself(&self) -> bool {
        match self {
            Self::Given(_) => false,
            Self::Embedded(embedded) => !embedded.joined(),
        }
    }

    /// Leaves the database; the embedded one stops with the last who used it.
    pub async fn close(self) {
        match self {
            Self::Given(_) => {}
            Self::Embedded(embedded) => embedded.close().await,
        }
    }
}

fn embedded_url(
    socket: &std::path::Path,
    database: &str,
    log_in: LogIn<'_>,
) -> Result<DatabaseUrl, WrongSetting> {
    let (role, password) = (log_in.role, log_in.password);
    let socket = socket.display();
    let url = format!("postgres://{role}:{password}@localhost/{database}?host={socket}");
    DatabaseUrl::parse("DATABASE_URL", &url)
}
