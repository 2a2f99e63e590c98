//! Whether the demonstration was made to its end: a file beside the data, there from before the first row
//! until after the last. A program that is stopped in between leaves it, and the next start begins anew:
//! what is half made cannot be taken back row by row, for the record refuses every removal.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::{database::Database, means};
use crate::kit::config::Common;
use crate::store::{Owner, tenants};

fn file(data: &Path) -> PathBuf {
    data.join("demo-unfinished")
}

fn synced(data: &Path) -> io::Result<()> {
    File::open(data)?.sync_all()
}

/// The making begins.
pub fn begin(data: &Path) -> anyhow::Result<()> {
    let path = file(data);
    let made = File::create(&path).and_then(|f| f.sync_all());
    made.and_then(|()| synced(data))
        .with_context(|| format!("{} cannot be written", path.display()))
}

/// It came to its end.
pub fn end(data: &Path) -> anyhow::Result<()> {
    let path = file(data);
    match fs::remove_file(&path) {
        Ok(()) => synced(data),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(fault),
    }
    .with_context(|| format!("{} cannot be removed", path.display()))
}

/// Before anything is opened: a demonstration that was not finished is thrown away with the embedded
/// database that holds nothing else, so that it is made anew. Answers whether it was.
///
/// # Errors
/// A sentence where the database is not ours to throw away.
pub async fn clear(common: &Common, database: &Database) -> anyhow::Result<bool> {
    if !file(&common.data).exists() {
        return Ok(false);
    }
    let embedded = match database {
        Database::Embedded(embedded) => embedded,
        Database::Given(_) => bail!(
            "The demonstration was not finished: the program was stopped while it made it. Drop the database of \
             DATABASE_URL and make it anew (createdb, yishi migrate), remove {}, and start again",
            file(&common.data).display()
        ),
    };
    let mut owner = Owner::connect(embedded.urls().owner()?.reveal(), "yishi demo").await?;
    // A street that was founded since is kept; `serve --demo` then says that it is in the way.
    let real = tenants::any_real(&mut owner).await;
    owner.close().await;
    if real? {
        return Ok(false);
    }
    if !embedded.remake().await? {
        bail!(
            "The demonstration was not finished: the program was stopped while it made it. It is made anew at a start \
             at which no other yishi uses the database: end the others and start again"
        );
    }
    means::bring_up(embedded.urls()).await?;
    Ok(true)
}
