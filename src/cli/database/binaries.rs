//! Where PostgreSQL's programs lie.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::bail;

/// The oldest PostgreSQL that the schema works on.
const OLDEST: u32 = 15;

/// A folder with `postgres` and `initdb` in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    folder: PathBuf,
    /// Major version, such as 15.
    pub major: u32,
}

impl Binaries {
    /// Finds the programs: of exactly the version `made_by` where data lie already, else the newest.
    /// `only` is YISHI_PG_BIN.
    ///
    /// # Errors
    /// A sentence with what to install.
    pub fn find(only: Option<&Path>, made_by: Option<u32>) -> anyhow::Result<Self> {
        let mut found = Vec::new();
        for folder in folders(only) {
            let Some(binaries) = Self::at(folder) else {
                continue;
            };
            if Some(binaries.major) == made_by {
                return Ok(binaries);
            }
            found.push(binaries);
        }
        let newest = found.into_iter().max_by_key(|b| b.major);
        match (made_by, newest) {
            (Some(made_by), Some(newest)) => bail!(
                "The embedded database was made by PostgreSQL {made_by}, and only {} is on this machine ({}). \
                 Install the one that made it (Debian/Ubuntu: apt install postgresql-{made_by}).",
                newest.major,
                newest.folder.display()
            ),
            (None, Some(newest)) if newest.major >= OLDEST => Ok(newest),
            (None, Some(old)) => bail!(
                "PostgreSQL {} in {} is too old: {OLDEST} or newer is needed. {INSTALL}",
                old.major,
                old.folder.display()
            ),
            (Some(_) | None, None) => {
                let looked = only.map_or_else(
                    || "in PATH, by pg_config, in /usr/lib/postgresql/*/bin and in Homebrew's folders".to_owned(),
                    |folder| format!("in {} (YISHI_PG_BIN)", folder.display()),
                );
                bail!(
                    "There is no PostgreSQL {OLDEST} or newer on this machine (looked {looked}). {INSTALL}"
                )
            }
        }
    }

    fn at(folder: PathBuf) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let out = Command::new(folder.join("postgres"))
            .arg("--version")
            .current_dir("/")
            .output()
            .ok()?;
        let out = String::from_utf8(out.stdout).ok()?;
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        let number = out.split_once(") ")?.1;
        let major = number.split(|c: char| !c.is_ascii_digit()).next()?;
        Some(Self {
            major: major.parse().ok()?,
            folder,
        })
    }

    /// One of the programs.
    #[must_use]
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// `psql`: beside the server's programs, else from PATH.
#[must_use]
pub fn psql(only: Option<&Path>) -> PathBuf {
    folders(only)
        .map(|folder| folder.join("psql"))
        .find(|psql| psql.is_file())
        .unwrap_or_else(|| PathBuf::from("psql"))
}

const INSTALL: &str = "Install it: Debian/Ubuntu apt install postgresql; Fedora dnf install postgresql-server; \
     Alpine apk add postgresql; Arch pacman -S postgresql; macOS brew install postgresql@17. \
     Or set DATABASE_URL to one that runs elsewhere.";

/// YISHI_PG_BIN alone where it is set, else every folder in which the programs may lie.
fn folders(only: Option<&Path>) -> Box<dyn Iterator<Item = PathBuf>> {
    match only {
        Some(folder) => Box::new(std::iter::once(folder.to_owned())),
        None => Box::new(candidates()),
    }
}

/// Every folder in which the programs may lie, the likeliest first; the later ones are looked for
/// only when the earlier ones did not do.
fn candidates() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let named: Vec<PathBuf> = env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .collect();
    let asked = std::iter::once_with(configured).flatten();
    named
        .into_iter()
        .chain(asked)
        .chain(std::iter::once_with(installed).flatten())
}

/// What `pg_config` says: it may stand for a version without its server.
fn configured() -> Option<PathBuf> {
    let out = Command::new("pg_config").arg("--bindir").output().ok()?;
    let folder = PathBuf::from(String::from_utf8(out.stdout).ok()?.trim());
    (out.status.success() && folder.is_absolute()).then_some(folder)
}

/// Where packages put them, the newest first.
fn installed() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for (parent, below) in [
        ("/usr/lib/postgresql", "bin"),
        ("/usr/libexec/postgresql", ""),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
    ] {
        let Ok(entries) = fs::read_dir(parent) else {
            continue;
        };
        let brew = parent.ends_with("opt");
        let mut versions: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .filter(|e| !brew || e.file_name().to_string_lossy().starts_with("postgresql"))
            .map(|e| e.path().join(below))
            .collect();
        versions.sort();
        folders.extend(versions.into_iter().rev());
    }
    folders
}
