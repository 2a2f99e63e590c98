//! Where the embedded cluster lies, and as whom it runs: PostgreSQL refuses to run as root, so root
//! runs it as another user, who must be able to get at its data.

use std::{
    fs::{self, DirBuilder, Permissions},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, bail, ensure};
use rustix::process::geteuid;
use sha2::{Digest, Sha256};

/// Where data lie that the run user could not reach in YISHI_DATA.
const ELSEWHERE: &str = "/var/lib/yishi";

/// The user as whom root runs the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunUser {
    /// Its name, for messages.
    pub name: String,
    /// Its number.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
}

/// Where the cluster lies, and as whom it runs.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of everything about the cluster.
    pub home: PathBuf,
    /// As whom it runs where that is not the user of this process.
    pub user: Option<RunUser>,
}

impl Place {
    /// Finds the place of these data, or makes one.
    ///
    /// # Errors
    /// A sentence, such as when data are another user's.
    pub fn find(data: &Path) -> anyhow::Result<Self> {
        let root = geteuid().is_root();
        // Root's is passable, so that the run user gets to its folder; what is secret in it is 0600.
        make_folder(data, if root { 0o711 } else { 0o700 })?;
        let data = data
            .canonicalize()
            .with_context(|| format!("The folder {} cannot be used", data.display()))?;
        let pg = data.join("pg");
        let there = if pg.is_file() {
            Some(pointed_at(&pg)?)
        } else {
            pg.is_dir().then(|| pg.clone())
        };
        let made_as = match &there {
            Some(home) => owner_of(&home.join("data")),
            None => None,
        };
        let user = run_user(root, made_as)?;
        let home = match there {
            Some(home) => home,
            None => make_home(&data, &pg, user.as_ref())?,
        };
        if let Some(user) = &user {
            ensure!(
                user.can_enter(&home),
                "PostgreSQL cannot run as root, and the user {} cannot get to {}: let it pass through each \
                 folder above (chmod o+x)",
                user.name,
                home.display()
            );
        }
        Ok(Self { home, user })
    }

    /// PostgreSQL's own data folder.
    #[must_use]
    pub fn cluster(&self) -> PathBuf {
        self.home.join("data")
    }

    /// The major version that made the data; none where there are none yet.
    #[must_use]
    pub fn made_by(&self) -> Option<u32> {
        let version = fs::read_to_string(self.cluster().join("PG_VERSION")).ok()?;
        version.trim().parse().ok()
    }
}

impl RunUser {
    fn named(name: &str) -> Option<Self> {
        let ask = |flag: &str| -> Option<u32> {
            let out = Command::new("id").args([flag, name]).output().ok()?;
            let out = out.status.success().then_some(out.stdout)?;
            String::from_utf8(out).ok()?.trim().parse().ok()
        };
        Some(Self {
            name: name.to_owned(),
            uid: ask("-u")?,
            gid: ask("-g")?,
        })
    }

    /// Whether this user can get into a folder: tried, for permissions are not all that decides.
    fn can_enter(&self, folder: &Path) -> bool {
        use std::os::unix::process::CommandExt;
        Command::new("sh")
            .args(["-c", r#"cd -- "$1""#, "sh"])
            .arg(folder)
            .uid(self.uid)
            .gid(self.gid)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// As whom to run: not root means as oneself; root runs data that are there as their owner, and
/// new ones as `postgres`, else as `nobody`.
fn run_user(root: bool, made_as: Option<(u32, u32)>) -> anyhow::Result<Option<RunUser>> {
    let me = geteuid().as_raw();
    match made_as {
        Some((uid, _)) if !root => {
            ensure!(
                uid == me,
                "The embedded database belongs to user number {uid}, and this is number {me}: run as that \
                 user, or as root"
            );
            Ok(None)
        }
        Some((uid, gid)) if uid != 0 => Ok(Some(RunUser {
            name: format!("number {uid}"),
            uid,
            gid,
        })),
        Some(_) | None if root => {
            let found = ["postgres", "nobody"].into_iter().find_map(RunUser::named);
            match found {
                Some(user) => Ok(Some(user)),
                None => bail!(
                    "PostgreSQL cannot run as root, and there is neither a user postgres nor nobody to run it as"
                ),
            }
        }
        Some(_) | None => Ok(None),
    }
}

fn make_home(data: &Path, pg: &Path, user: Option<&RunUser>) -> anyhow::Result<PathBuf> {
    let Some(user) = user else {
        make_folder(pg, 0o700)?;
        return Ok(pg.to_owned());
    };
    if user.can_enter(data) {
        make_folder(pg, 0o711)?;
        return Ok(pg.to_owned());
    }
    let hash = hex::encode(Sha256::digest(data.as_os_str().as_encoded_bytes()));
    let home = Path::new(ELSEWHERE).join(&hash[..16]).join("pg");
    make_folder(&home, 0o711)?;
    let beside = data.join("pg.new");
    fs::write(&beside, format!("{}\n", home.display()))?;
    fs::rename(&beside, pg)?;
    Ok(home)
}

fn pointed_at(pointer: &Path) -> anyhow::Result<PathBuf> {
    let text = fs::read_to_string(pointer)
        .with_context(|| format!("The pointer {} cannot be read", pointer.display()))?;
    let home = PathBuf::from(text.trim());
    ensure!(
        home.is_absolute() && home.is_dir(),
        "{} says that the embedded database lies in {:?}, and it does not",
        pointer.display(),
        home
    );
    Ok(home)
}

fn owner_of(folder: &Path) -> Option<(u32, u32)> {
    let of = fs::metadata(folder).ok()?;
    Some((of.uid(), of.gid()))
}

/// Makes a folder, and those missing above it, with exactly this mode whatever the umask; one that
/// is there is left alone.
fn make_folder(folder: &Path, mode: u32) -> anyhow::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above, mode)?;
    }
    let made = DirBuilder::new().mode(mode).create(folder);
    match made {
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists && folder.is_dir() => return Ok(()),
        other => other,
    }
    .and_then(|()| fs::set_permissions(folder, Permissions::from_mode(mode)))
    .with_context(|| format!("The folder {} cannot be made", folder.display()))
}

/// Gives a file that root made to the owner of the folder that it lies in, so that the owner can
/// still use it without root.
pub fn give_to_owner(file: &Path) {
    if let Some((uid, gid)) = file.parent().and_then(owner_of) {
        // Nobody but root may, and nobody but root needs to.
        let _ = chown(file, Some(uid), Some(gid));
    }
}
