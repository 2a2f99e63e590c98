//! The embedded cluster in use by this process.

use std::path::{Path, PathBuf};
use std::{fs::File, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{process::Child, sync::watch, task::JoinHandle, time::sleep};

use crate::store::owner::{LogIn, drop_database, found};

use super::super::sentence;
use super::server::{Running, SUPERUSER, Server};
use super::{Urls, binaries::Binaries, embedded_url, lock, passwords::Passwords, place::Place};

const DATABASE: &str = "yishi";
const OWNER: &str = "yishi_owner";
const RUNTIME: &str = "yishi_app";

/// What a process wants the database for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To serve: one process at a time, which starts the server again should it die.
    Serve,
    /// For the duration of a command.
    Command,
}

/// The embedded cluster in use by this process.
pub struct Embedded {
    server: Arc<Server>,
    /// The folder of its socket, which stays the same from start to start.
    socket: PathBuf,
    urls: Urls,
    joined: bool,
    users: File,
    /// Held to the end of the process, so that a second `serve` is refused.
    _only_serve: Option<File>,
    held: Held,
}

/// Who looks after the server's process.
enum Held {
    /// Nobody, but whoever is our child is waited for at the end.
    Simply(Option<Child>),
    /// A task that starts it again should it die, until it is told to stop.
    Watched {
        stop: watch::Sender<bool>,
        task: JoinHandle<Option<Child>>,
    },
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Embedded({})", self.server.place.home.display())
    }
}

impl Embedded {
    /// Joins the server or starts it; makes the cluster, the roles and the database where they are missing.
    pub async fn open(data: &Path, pg_bin: Option<&Path>, purpose: Use) -> anyhow::Result<Self> {
        let place = Place::find(data)?;
        let home = place.home.clone();
        let only_serve = match purpose {
            Use::Serve => Some(lock::only_serve(&home.join("serve"), data)?),
            Use::Command => None,
        };
        let binaries = Binaries::find(pg_bin, place.made_by())?;
        let gate = lock::exclusive(&home.join("gate")).await?;
        let users = lock::open(&home.join("users"))?;
        users
            .lock_shared()
            .context("The lock of the embedded database's users")?;
        let server = Arc::new(Server {
            passwords: Passwords::keep(&home.join("passwords.json"))?,
            place,
            binaries,
        });
        server.make_cluster().await?;
        let running = server.join_or_start().await?;
        let joined = running.child.is_none();
        let urls = urls(&server, &running)?;
        if !joined {
            found_in(&server, &running.socket).await?;
        }
        let socket = running.socket.clone();
        drop(gate);
        let held = match purpose {
            Use::Serve => watch_over(server.clone(), running),
            Use::Command => Held::Simply(running.child),
        };
        Ok(Self {
            server,
            socket,
            urls,
            joined,
            users,
            _only_serve: only_serve,
            held,
        })
    }

    /// Its log-ins.
    pub const fn urls(&self) -> &Urls {
        &self.urls
    }

    /// Whether it ran already, so that another `yishi` may be using it.
    pub const fn joined(&self) -> bool {
        self.joined
    }

    /// Throws the database away with everything in it and makes an empty one, unless another `yishi` is
    /// using it: then it is left as it is, and the answer is false.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn remake(&self) -> anyhow::Result<bool> {
        let gate = lock::exclusive(&self.server.place.home.join("gate")).await?;
        let alone = lock::try_exclusive(&self.users)?;
        if alone {
            let url = self.server.superuser_url(&self.socket)?;
            drop_database(&url, DATABASE)
                .await
                .context("The embedded database cannot be made anew")?;
            found_in(&self.server, &self.socket).await?;
        }
        self.users
            .lock_shared()
            .context("The lock of the embedded database's users")?;
        drop(gate);
        Ok(alone)
    }

    /// Leaves the cluster. The last one out stops the server, whoever started it.
    pub async fn close(self) {
        let child = match self.held {
            Held::Simply(child) => child,
            Held::Watched { stop, task } => {
                stop.send_replace(true);
                task.await.unwrap_or_default()
            }
        };
        let last_out = async {
            let gate = lock::exclusive(&self.server.place.home.join("gate")).await?;
            self.users.unlock()?;
            if lock::try_exclusive(&self.users)? {
                self.server.stop(child).await;
            }
            drop(gate);
            anyhow::Ok(())
        };
        if let Err(fault) = last_out.await {
            tracing::warn!(
                fault = sentence(&fault),
                "the embedded database was left running"
            );
        }
    }
}

/// Makes roles and database in the server at this socket, where they are missing.
async fn found_in(server: &Server, socket: &Path) -> anyhow::Result<()> {
    let url = server.superuser_url(socket)?;
    let owner = LogIn {
        role: OWNER,
        password: &server.passwords.owner,
    };
    let runtime = LogIn {
        role: RUNTIME,
        password: &server.passwords.runtime,
    };
    found(&url, DATABASE, owner, runtime)
        .await
        .context("The embedded database's roles cannot be made")
}

fn urls(server: &Server, running: &Running) -> anyhow::Result<Urls> {
    let passwords = &server.passwords;
    let url = |database, role, password: &str| {
        embedded_url(&running.socket, database, LogIn { role, password })
    };
    Ok(Urls {
        runtime: url(DATABASE, RUNTIME, &passwords.runtime)?,
        owner: Some(url(DATABASE, OWNER, &passwords.owner)?),
        superuser: Some(url(DATABASE, SUPERUSER, &passwords.superuser)?),
    })
}

/// Starts the server again, at the same socket, whenever it dies.
fn watch_over(server: Arc<Server>, mut running: Running) -> Held {
    let (stop, mut stopping) = watch::channel(false);
    let task = tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = stopping.changed() => return running.child,
                () = server.gone(running.child.as_mut()) => {}
            }
            tracing::error!("the embedded database's server died; starting it again");
            while let Err(fault) = again(&server, &mut running).await {
                tracing::error!(
                    fault = sentence(&fault),
                    "the embedded database's server does not start"
                );
                tokio::select! {
                    _ = stopping.changed() => return None,
                    () = sleep(Duration::from_secs(2)) => {}
                }
            }
            tracing::info!("the embedded database's server runs again");
        }
    });
    Held::Watched { stop, task }
}

async fn again(server: &Server, running: &mut Running) -> anyhow::Result<()> {
    let gate = lock::exclusive(&server.place.home.join("gate")).await?;
    *running = server.join_or_start().await?;
    drop(gate);
    Ok(())
}
