//! The server process: made by `initdb`, run as our own child (not through `pg_ctl`, so that it is
//! reaped), adopted where one is alive, and stopped.

use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Seek, SeekFrom},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep},
};

use crate::store::owner::{Answer, LogIn, ask};

use super::binaries::Binaries;
use super::embedded_url;
use super::passwords::Passwords;
use super::place::{Place, give_to_owner};
use super::private::forget_socket;

/// The superuser of the cluster.
pub const SUPERUSER: &str = "postgres";

/// A server that recovers from a crash answers late; one that says so is waited for so long.
const RECOVERY: Duration = Duration::from_secs(300);

/// After a kill -9 the old server's processes hold its memory for some seconds: so long is a start
/// tried again.
const AFTERMATH: Duration = Duration::from_secs(20);

/// How long a server may take to stop: it writes everything down first.
const STOPPING: Duration = Duration::from_secs(60);

const OWN_PASSWORD: &str = "The embedded database refuses its own password";

/// Everything needed to start the server or to talk to it.
pub struct Server {
    /// Where it lies and as whom it runs.
    pub place: Place,
    /// Its programs.
    pub binaries: Binaries,
    /// Its log-ins.
    pub passwords: Passwords,
}

/// A server that takes connections.
#[derive(Debug)]
pub struct Running {
    /// The folder of its socket.
    pub socket: PathBuf,
    /// The process, where it is our child.
    pub child: Option<Child>,
}

/// What `postmaster.pid` says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Postmaster {
    pid: Pid,
    socket: PathBuf,
}

impl Server {
    /// Makes the cluster where there is none. It is made beside its place and renamed, so that one
    /// that is there is whole.
    pub async fn make_cluster(&self) -> anyhow::Result<()> {
        let cluster = self.place.cluster();
        if cluster.join("PG_VERSION").is_file() {
            return Ok(());
        }
        tracing::info!(folder = %cluster.display(), "making the embedded database");
        let beside = self.place.home.join("data.new");
        if beside.exists() {
            fs::remove_dir_all(&beside)?;
        }
        self.place.private_folder(&beside)?;
        let password = self.place.home.join("password.new");
        self.place
            .private_file(&password, &self.passwords.superuser)?;
        let out = self
            .command("initdb")
            .args([
                "-A",
                "scram-sha-256",
                "--locale=C.UTF-8",
                "-E",
                "UTF8",
                "-U",
                SUPERUSER,
            ])
            .arg(joined("--pwfile=", &password))
            .arg("-D")
            .arg(&beside)
            .stdin(Stdio::null())
            .output()
            .await;
        fs::remove_file(&password)?;
        let out = out.context("initdb cannot be run")?;
        if !out.status.success() {
            let said = String::from_utf8_lossy(&out.stderr).trim().to_owned();
            bail!("The embedded database could not be made; initdb says: {said}");
        }
        fs::rename(&beside, &cluster)?;
        Ok(())
    }

    /// Joins the server where it is alive, else starts it.
    pub async fn join_or_start(&self) -> anyhow::Result<Running> {
        let left = self.postmaster();
        if let Some(there) = &left
            && self.joins(there).await?
        {
            return Ok(Running {
                socket: there.socket.clone(),
                child: None,
            });
        }
        let socket = self.place.socket_folder()?;
        let until = Instant::now() + AFTERMATH;
        loop {
            match self.start(&socket).await {
                Ok(child) => {
                    return Ok(Running {
                        socket,
                        child: Some(child),
                    });
                }
                Err(fault) if left.is_some() && Instant::now() < until => {
                    tracing::debug!(%fault, "the server does not start yet; trying again");
                    sleep(Duration::from_millis(300)).await;
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    /// Whether the server that `postmaster.pid` names is alive and takes connections. One that
    /// starts, recovers or stops is waited for.
    async fn joins(&self, there: &Postmaster) -> anyhow::Result<bool> {
        let until = Instant::now() + RECOVERY;
        let url = self.superuser_url(&there.socket)?;
        while self.is_ours(there.pid) {
            match ask(&url).await.context(OWN_PASSWORD)? {
                Answer::Ready => return Ok(true),
                Answer::NotYet | Answer::Nobody => {}
            }
            if Instant::now() > until {
                bail!(
                    "The embedded database's server (process {}) is alive but does not answer; see {}",
                    there.pid.as_raw_nonzero(),
                    self.log().display()
                );
            }
            sleep(Duration::from_millis(100)).await;
        }
        // A pid that another program has by now would keep the server from starting.
        if test_kill_process(there.pid).is_ok() && self.postmaster().as_ref() == Some(there) {
            fs::remove_file(self.pid_file())?;
        }
        Ok(false)
    }

    async fn start(&self, socket: &Path) -> anyhow::Result<Child> {
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(self.log())
            .context("The embedded database's log cannot be written")?;
        give_to_owner(&self.log());
        let began = log.metadata()?.size();
        let mut command = self.command("postgres");
        command.arg("-D").arg(self.place.cluster());
        for setting in [
            joined("unix_socket_directories=", socket),
            "listen_addresses=".into(),
            "port=5432".into(),
            "fsync=on".into(),
            "password_encryption=scram-sha-256".into(),
            "lc_messages=C".into(),
            "timezone=UTC".into(),
            "log_timezone=UTC".into(),
            "shared_buffers=256MB".into(),
            "max_wal_size=2GB".into(),
            "max_connections=250".into(),
            // Compiling a page's small statements takes longer than running them.
            "jit=off".into(),
        ] {
            command.arg("-c").arg(setting);
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            // A Ctrl-C at the terminal is for us; the server is stopped after the last page.
            .process_group(0)
            .spawn()
            .context("postgres cannot be run")?;
        match self.ready(&mut child, socket, began).await {
            Ok(()) => Ok(child),
            Err(fault) => {
                self.stop(Some(child)).await;
                Err(fault)
            }
        }
    }

    /// Waits until the child takes connections. `began` is where its part of the log begins.
    async fn ready(&self, child: &mut Child, socket: &Path, began: u64) -> anyhow::Result<()> {
        let url = self.superuser_url(socket)?;
        let until = Instant::now() + RECOVERY;
        loop {
            if let Some(status) = child.try_wait()? {
                let said = self.said_since(began).unwrap_or_default();
                bail!("The embedded database does not start ({status}): {said}");
            }
            match ask(&url).await.context(OWN_PASSWORD)? {
                Answer::Ready => return Ok(()),
                Answer::NotYet | Answer::Nobody if Instant::now() < until => {
                    sleep(Duration::from_millis(15)).await;
                }
                Answer::NotYet | Answer::Nobody => {
                    bail!(
                        "The embedded database does not get ready; see {}",
                        self.log().display()
                    )
                }
            }
        }
    }

    /// Stops the server, ours or adopted, and waits until it has.
    pub async fn stop(&self, child: Option<Child>) {
        let there = self.postmaster();
        let ours = child.as_ref().and_then(Child::id).and_then(pid_of);
        let adopted = there.as_ref().map(|there| there.pid);
        let pid = ours.or(adopted.filter(|pid| self.is_ours(*pid)));
        // SIGINT is PostgreSQL's fast shutdown: no new work, open transactions rolled back.
        if let Some(pid) = pid
            && kill_process(pid, Signal::INT).is_ok()
        {
            let gone = async {
                if let Some(mut child) = child {
                    let _ = child.wait().await;
                }
                // An adopted one is not ours to wait for; a corpse has no command line.
                while self.is_ours(pid) {
                    sleep(Duration::from_millis(20)).await;
                }
            };
            if tokio::time::timeout(STOPPING, gone).await.is_err() {
                let process = pid.as_raw_nonzero();
                tracing::warn!(process, "the embedded database is still stopping");
                return;
            }
        }
        if let Some(there) = there {
            forget_socket(&there.socket);
        }
    }

    /// Comes back when the server is gone.
    pub async fn gone(&self, child: Option<&mut Child>) {
        if let Some(child) = child {
            let _ = child.wait().await;
            return;
        }
        while self
            .postmaster()
            .is_some_and(|there| self.is_ours(there.pid))
        {
            sleep(Duration::from_millis(300)).await;
        }
    }

    /// The superuser's address at a socket.
    pub fn superuser_url(&self, socket: &Path) -> anyhow::Result<String> {
        let log_in = LogIn {
            role: SUPERUSER,
            password: &self.passwords.superuser,
        };
        Ok(embedded_url(socket, "postgres", log_in)?
            .reveal()
            .to_owned())
    }

    /// One of PostgreSQL's programs, as the run user, outside of any folder that this user could not
    /// enter, and without what the caller's environment says about another PostgreSQL.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.binaries.program(program));
        command.current_dir("/");
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"PG") {
                command.env_remove(name);
            }
        }
        if let Some(user) = &self.place.user {
            command.uid(user.uid).gid(user.gid);
        }
        command
    }

    fn postmaster(&self) -> Option<Postmaster> {
        let text = fs::read_to_string(self.pid_file()).ok()?;
        let mut lines = text.lines();
        let pid = Pid::from_raw(lines.next()?.trim().parse().ok()?)?;
        // pid, data folder, start time, port, socket folder
        let socket = PathBuf::from(lines.nth(3)?);
        Some(Postmaster { pid, socket })
    }

    /// Whether a process is the server of these data: its pid may be another program's by now.
    fn is_ours(&self, pid: Pid) -> bool {
        let number = pid.as_raw_nonzero();
        let cluster = self.place.cluster();
        let needle = cluster.as_os_str().as_encoded_bytes();
        let command = match fs::read(format!("/proc/{number}/cmdline")) {
            Ok(command) => command,
            Err(_) if Path::new("/proc/self").exists() => return false,
            Err(_) => std::process::Command::new("ps")
                .args(["-o", "command=", "-p", &number.to_string()])
                .output()
                .map(|out| out.stdout)
                .unwrap_or_default(),
        };
        command.windows(needle.len()).any(|part| part == needle)
    }

    fn pid_file(&self) -> PathBuf {
        self.place.cluster().join("postmaster.pid")
    }

    fn log(&self) -> PathBuf {
        self.place.home.join("log")
    }

    /// The line of the log that says why, of those written since a start.
    fn said_since(&self, began: u64) -> anyhow::Result<String> {
        let mut file = File::open(self.log())?;
        file.seek(SeekFrom::Start(began))?;
        let mut text = Vec::new();
        file.take(64 * 1024).read_to_end(&mut text)?;
        let text = String::from_utf8_lossy(&text);
        let fatal = text
            .lines()
            .rev()
            .find(|line| line.contains("FATAL") || line.contains("PANIC"));
        Ok(fatal
            .or_else(|| text.lines().last())
            .unwrap_or_default()
            .to_owned())
    }
}

fn pid_of(number: u32) -> Option<Pid> {
    i32::try_from(number).ok().and_then(Pid::from_raw)
}

fn joined(setting: &str, path: &Path) -> std::ffi::OsString {
    let mut text = std::ffi::OsString::from(setting);
    text.push(path);
    text
}
