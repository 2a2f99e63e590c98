//! What only the run user may get at: the folder of the socket, and files with secrets.

use std::{
    ffi::OsStr,
    fs::{self, DirBuilder, OpenOptions},
    io::Write,
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, chown},
    path::{Path, PathBuf},
};

use anyhow::Context;
use rustix::process::geteuid;

use crate::kit::secret::random_bytes;

use super::place::Place;

impl Place {
    /// The folder of the socket: private, and with a short path, for a socket's has at most 100
    /// bytes. It stays the same from start to start, so that whoever uses a server that died finds
    /// the next one.
    pub fn socket_folder(&self) -> anyhow::Result<PathBuf> {
        let remembered = self.home.join("socket");
        if let Ok(text) = fs::read_to_string(&remembered) {
            let folder = PathBuf::from(text.trim());
            if self.is_private(&folder) || self.private_folder(&folder).is_ok() {
                return Ok(folder);
            }
        }
        let folder = self.new_socket_folder()?;
        let path = folder
            .to_str()
            .context("The socket's folder has a strange name")?;
        self.private_file(&remembered, path)?;
        Ok(folder)
    }

    fn new_socket_folder(&self) -> anyhow::Result<PathBuf> {
        let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let parent = match &self.user {
            Some(_) => Some(PathBuf::from("/run")),
            None => runtime,
        };
        let name = format!("yishi-{}", hex::encode(random_bytes::<6>()));
        let short =
            |parent: &PathBuf| parent.as_os_str().len() < 60 && is_plain(parent.as_os_str());
        if let Some(folder) = parent.filter(short).map(|parent| parent.join(&name))
            && self.private_folder(&folder).is_ok()
        {
            return Ok(folder);
        }
        let folder = Path::new("/tmp").join(name);
        self.private_folder(&folder)?;
        Ok(folder)
    }

    /// Whether a folder is the run user's alone: in /tmp somebody else could have made one of its name.
    fn is_private(&self, folder: &Path) -> bool {
        let uid = self
            .user
            .as_ref()
            .map_or(geteuid().as_raw(), |user| user.uid);
        fs::symlink_metadata(folder)
            .is_ok_and(|of| of.is_dir() && of.uid() == uid && of.mode() & 0o077 == 0)
    }

    pub fn private_folder(&self, folder: &Path) -> anyhow::Result<()> {
        // `create` refuses a folder that is there.
        DirBuilder::new()
            .mode(0o700)
            .create(folder)
            .and_then(|()| self.give(folder))
            .with_context(|| format!("The folder {} cannot be made", folder.display()))
    }

    /// Writes a file that only the run user (and root) can read.
    pub fn private_file(&self, path: &Path, text: &str) -> anyhow::Result<()> {
        let mut open = OpenOptions::new();
        open.write(true).create(true).truncate(true).mode(0o600);
        open.open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .and_then(|()| self.give(path))
            .with_context(|| format!("The file {} cannot be written", path.display()))
    }

    fn give(&self, path: &Path) -> std::io::Result<()> {
        match &self.user {
            Some(user) => chown(path, Some(user.uid), Some(user.gid)),
            None => Ok(()),
        }
    }
}

/// Whether a path can stand in PostgreSQL's list of socket folders as it is.
fn is_plain(path: &OsStr) -> bool {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"/._-".contains(b);
    path.as_encoded_bytes().iter().all(plain)
}

/// Takes the folder of a socket away, if it is one that we made.
pub fn forget_socket(folder: &Path) {
    let ours = folder
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"yishi-"));
    if ours {
        // What is gone already need not be taken away.
        let _ = fs::remove_dir_all(folder);
    }
}
