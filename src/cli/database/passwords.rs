//! The passwords of the embedded cluster's three log-ins: random, kept 0600 beside it.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::Context;
use serde::{Deserialize, Serialize};

use crate::kit::secret::Token;

use super::place::give_to_owner;

/// The passwords. No `Debug`: they are never printed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Passwords {
    /// Of the superuser.
    pub superuser: String,
    /// Of the owner.
    pub owner: String,
    /// Of the runtime role.
    pub runtime: String,
}

impl Passwords {
    /// Reads the passwords, or makes them where there are none yet.
    pub fn keep(path: &Path) -> anyhow::Result<Self> {
        let wrong = || {
            format!(
                "The embedded database's passwords in {} cannot be used",
                path.display()
            )
        };
        match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(wrong),
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                Self::make(path).with_context(wrong)
            }
            Err(fault) => Err(fault).with_context(wrong),
        }
    }

    fn make(path: &Path) -> anyhow::Result<Self> {
        let random = || Token::random().text().to_owned();
        let passwords = Self {
            superuser: random(),
            owner: random(),
            runtime: random(),
        };
        // Written beside and renamed, so that a crash leaves no half of it.
        let beside = path.with_extension("new");
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside)?;
        file.write_all(&serde_json::to_vec_pretty(&passwords)?)?;
        file.sync_all()?;
        give_to_owner(&beside);
        fs::rename(&beside, path)?;
        Ok(passwords)
    }
}
