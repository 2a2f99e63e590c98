//! Locks on files: they end with the process that holds them, however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, Read, Seek, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::time::{Instant, sleep};

use super::place::give_to_owner;

/// How long somebody else may take to start or stop the server.
const PATIENCE: Duration = Duration::from_secs(90);

/// Opens the file of a lock.
pub fn open(path: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("The lock {} cannot be opened", path.display()))?;
    give_to_owner(path);
    Ok(file)
}

/// Takes the lock for this process alone, if nobody holds it.
pub fn try_exclusive(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(fault)) => Err(fault),
    }
}

/// Takes the lock for this process alone, waiting for whoever holds it.
pub async fn exclusive(path: &Path) -> anyhow::Result<File> {
    let file = open(path)?;
    let until = Instant::now() + PATIENCE;
    while !try_exclusive(&file)? {
        if Instant::now() > until {
            bail!(
                "Another yishi has been starting or stopping the embedded database for {} s (lock {})",
                PATIENCE.as_secs(),
                path.display()
            );
        }
        sleep(Duration::from_millis(30)).await;
    }
    Ok(file)
}

/// Takes the lock of the one `serve` and writes this process's pid into it.
pub fn only_serve(path: &Path, data: &Path) -> anyhow::Result<File> {
    let mut file = open(path)?;
    if !try_exclusive(&file)? {
        let mut pid = String::new();
        file.read_to_string(&mut pid)?;
        bail!(
            "yishi serve already runs on the data in {} (process {}). Stop it first, or give this one \
             other data with --data",
            data.display(),
            pid.trim()
        );
    }
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())?;
    file.flush()?;
    Ok(file)
}
