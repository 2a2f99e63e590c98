//! Files: objects named `<tenant>/<sha256>`, in a folder or in an S3 bucket.
//!
//! An object never changes: its name is the hash of its bytes, and what is read is hashed again.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path as Folder, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use tokio::time::timeout;

use super::config::FilesUrl;
use crate::domain::audit::sha256;

/// How long the store may take for one object.
const TIME: Duration = Duration::from_secs(10);

/// Why a file cannot be had or kept.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The store refuses or is away.
    #[error("the store of files: {0}")]
    Store(#[from] object_store::Error),
    /// It did not answer in time.
    #[error("the store of files did not answer within {} s", TIME.as_secs())]
    Slow,
    /// What is kept under this name has another hash.
    #[error("the file {0} is not what its name says")]
    Altered(String),
    /// The folder cannot be made.
    #[error("the folder {0}: {1}")]
    Folder(PathBuf, io::Error),
}

/// Where files are kept, cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    scratch: PathBuf,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.store)
    }
}

impl Files {
    /// Opens the place that the setting names; `data` is the folder in which uploads lie while they are
    /// read. A bucket's keys come from the usual AWS_… variables.
    ///
    /// # Errors
    /// A folder that cannot be made; a bucket whose address is not understood.
    pub fn open(url: &FilesUrl, data: &Folder) -> Result<Self, FilesError> {
        let store: Arc<dyn ObjectStore> = match url {
            FilesUrl::Folder(path) => {
                make_folder(path)?;
                Arc::new(LocalFileSystem::new_with_prefix(path)?)
            }
            FilesUrl::Bucket(url) => {
                let variables = std::env::vars()
                    .map(|(name, value)| (name.to_ascii_lowercase(), value))
                    .filter(|(name, value)| name.starts_with("aws_") && !value.is_empty());
                let (store, prefix) = object_store::parse_url_opts(url, variables)?;
                Arc::new(PrefixStore::new(store, prefix))
            }
        };
        let scratch = data.join("tmp");
        make_folder(&scratch)?;
        Ok(Self { store, scratch })
    }

    /// A place in memory, gone with the process: for tests.
    #[must_use]
    pub fn in_memory() -> Self {
        Self {
            store: Arc::new(InMemory::new()),
            scratch: std::env::temp_dir(),
        }
    }

    /// A file without a name, for what is being uploaded: gone when it is closed, however the program ends.
    ///
    /// # Errors
    /// When the disk is full or the folder gone.
    pub fn scratch(&self) -> io::Result<File> {
        tempfile::tempfile_in(&self.scratch)
    }

    /// Keeps bytes under their hash, which is given.
    ///
    /// # Errors
    /// When the store refuses, is away or slow.
    pub async fn put(&self, tenant: i32, hash: &str, bytes: Vec<u8>) -> Result<(), FilesError> {
        let payload = PutPayload::from(bytes);
        let path = path(tenant, hash);
        let put = timeout(TIME, self.store.put(&path, payload)).await;
        put.map_err(|_| FilesError::Slow)??;
        Ok(())
    }

    /// The bytes under a hash; none where there is no such object.
    ///
    /// # Errors
    /// When the store is away or slow, or the bytes are not those that the name says.
    pub async fn get(&self, tenant: i32, hash: &str) -> Result<Option<Vec<u8>>, FilesError> {
        let path = path(tenant, hash);
        let read = async { self.store.get(&path).await?.bytes().await };
        let bytes = match timeout(TIME, read).await.map_err(|_| FilesError::Slow)? {
            Ok(bytes) => bytes,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if sha256(&bytes).hex() != hash {
            return Err(FilesError::Altered(path.to_string()));
        }
        Ok(Some(bytes.to_vec()))
    }

    /// Removes an object; one that is not there is removed already.
    ///
    /// # Errors
    /// When the store refuses, is away or slow.
    pub async fn remove(&self, tenant: i32, hash: &str) -> Result<(), FilesError> {
        let path = path(tenant, hash);
        let removed = timeout(TIME, self.store.delete(&path)).await;
        match removed.map_err(|_| FilesError::Slow)? {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn path(tenant: i32, hash: &str) -> Path {
    Path::from(format!("{tenant}/{hash}"))
}

fn make_folder(path: &Folder) -> Result<(), FilesError> {
    fs::create_dir_all(path).map_err(|fault| FilesError::Folder(path.to_owned(), fault))
}
