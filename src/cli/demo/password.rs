//! The one password of a demonstration world: given, or random and kept beside the data.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use anyhow::Context;

use super::above;
use super::world::World;
use crate::cli::Means;
use crate::kit::secret::Token;
use crate::service::platform;
use crate::store::people::accounts;
use crate::store::system_tx::{self, PLATFORM};

fn file(means: &Means) -> PathBuf {
    means.common.data.join("demo-password")
}

/// The password of a new world: the one given, or a random one; kept for the next start.
pub fn choose(means: &Means) -> anyhow::Result<String> {
    let password = match &means.common.demo_password {
        Some(given) => given.reveal().to_owned(),
        None => match kept(means) {
            Ok(kept) => kept,
            // Capital, small, figure and sign: whatever rule asks for them finds them.
            Err(_) => format!("Yi-{}", &Token::random().text()[..12]),
        },
    };
    keep(means, &password)?;
    Ok(password)
}

/// The password as kept.
pub fn kept(means: &Means) -> anyhow::Result<String> {
    let path = file(means);
    let text = fs::read_to_string(&path)
        .with_context(|| format!("the demonstration's password in {}", path.display()))?;
    Ok(text.trim().to_owned())
}

/// Where another password is given than the world was made with, its log-ins get it.
pub async fn refresh(means: &Means, world: &World) -> anyhow::Result<()> {
    let Some(given) = &means.common.demo_password else {
        return Ok(());
    };
    let given = given.reveal();
    if kept(means).is_ok_and(|kept| kept == given) {
        return Ok(());
    }
    let app = means.app().await?;
    let hash = app.passwords.hash(given).await?;
    for seed in &world.streets {
        if let Some(street) = system_tx::street(&app.store, &seed.slug).await? {
            let mut tx = app.store.write(street.id, "demo.password").await?;
            accounts::set_all_passwords(&mut tx, &hash).await?;
            tx.commit().await?;
        }
    }
    above::found(&app, &hash).await?;
    for phone in above::phones() {
        platform::reset_password(&app, PLATFORM, &phone, given).await?;
    }
    keep(means, given)
}

fn keep(means: &Means, password: &str) -> anyhow::Result<()> {
    let path = file(means);
    let write = || -> io::Result<()> {
        fs::create_dir_all(&means.common.data)?;
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&path)?;
        writeln!(file, "{password}")?;
        file.sync_all()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
