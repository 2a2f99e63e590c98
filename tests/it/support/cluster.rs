//! The tests' own PostgreSQL: under /tmp, on a Unix socket only, gone when the process is.
//!
//! `YISHI_TEST_PG` names the socket folder of a running cluster to use instead. Otherwise one is
//! started beside a small watcher, a shell that reads a pipe held open by this process: when the
//! process ends, however it ends, the pipe closes and the watcher stops the server and removes its
//! folder. Should the watcher be killed too, the next start finds the folder by the pid written in it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// First part of the name of every folder this file makes.
const PREFIX: &str = "yishi-test-";

/// Starts the server, waits for the end of the pipe, stops the server and tidies up.
const WATCHER: &str = r#"
trap '' INT HUP TERM
"$1/postgres" -D "$2/data" >"$2/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server 2>/dev/null
wait $server
rm -rf "$2"
"#;

/// A running cluster with the superuser `postgres` and no password.
#[derive(Debug)]
pub struct Cluster {
    /// The folder of its socket.
    pub socket: PathBuf,
    /// The watcher; its standard input stays open as long as this process lives.
    _watcher: Option<Child>,
}

impl Cluster {
    /// The address of a database of this cluster for a role.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!(
            "postgres://{role}@localhost/{database}?host={}",
            self.socket.display()
        )
    }
}

/// The one cluster of this test run.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| match std::env::var_os("YISHI_TEST_PG") {
        Some(socket) if !socket.is_empty() => Cluster {
            socket: socket.into(),
            _watcher: None,
        },
        _ => start(),
    })
}

fn start() -> Cluster {
    remove_stale();
    let bin = binaries();
    let home = PathBuf::from(format!("/tmp/{PREFIX}{}", std::process::id()));
    fs::create_dir(&home).expect("a folder for the test cluster under /tmp");
    fs::set_permissions(&home, fs::Permissions::from_mode(0o700)).unwrap();
    fs::write(home.join("owner.pid"), std::process::id().to_string()).unwrap();
    let user = run_user();
    if let Some((uid, gid)) = user {
        std::os::unix::fs::chown(&home, Some(uid), Some(gid)).unwrap();
    }
    let data = home.join("data");
    let made = as_user(Command::new(bin.join("initdb")), user)
        .args(["--no-sync", "-U", "postgres", "-A", "trust"])
        .args(["-E", "UTF8", "--locale=C.UTF-8", "-D"])
        .arg(&data)
        .current_dir("/tmp")
        .output()
        .expect("initdb can be started");
    assert!(
        made.status.success(),
        "initdb: {}",
        String::from_utf8_lossy(&made.stderr)
    );
    let mut conf = fs::read_to_string(data.join("postgresql.conf")).unwrap();
    conf.push_str(&format!(
        "\nlisten_addresses = ''\nunix_socket_directories = '{}'\nmax_connections = 200\n\
         fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\n\
         shared_buffers = 128MB\nmax_wal_senders = 0\nwal_level = minimal\n",
        home.display()
    ));
    fs::write(data.join("postgresql.conf"), conf).unwrap();
    let watcher = as_user(Command::new("/bin/sh"), user)
        .args(["-c", WATCHER, "yishi-test-cluster"])
        .arg(&bin)
        .arg(&home)
        .current_dir("/tmp")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("the watcher can be started");
    wait_until_ready(&bin, &home);
    Cluster {
        socket: home,
        _watcher: Some(watcher),
    }
}

fn wait_until_ready(bin: &Path, home: &Path) {
    let start = Instant::now();
    loop {
        let ready = Command::new(bin.join("pg_isready"))
            .arg("-qh")
            .arg(home)
            .status()
            .is_ok_and(|s| s.success());
        if ready {
            return;
        }
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "the test cluster did not start: {}",
            fs::read_to_string(home.join("log")).unwrap_or_default()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Where `initdb` and `postgres` are: `pg_config --bindir`, then Debian's and Homebrew's folders, newest first.
fn binaries() -> PathBuf {
    let mut candidates = Vec::new();
    if let Ok(out) = Command::new("pg_config").arg("--bindir").output() {
        candidates.push(PathBuf::from(String::from_utf8_lossy(&out.stdout).trim()));
    }
    for root in ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"] {
        let mut found: Vec<_> = fs::read_dir(root)
            .into_iter()
            .flatten()
            .flatten()
            .map(|e| e.path().join("bin"))
            .collect();
        found.sort_by_key(|p| std::cmp::Reverse(version(p)));
        candidates.extend(found);
    }
    candidates
        .into_iter()
        .find(|p| p.join("initdb").is_file() && p.join("postgres").is_file())
        .expect("PostgreSQL 15 or newer: apt-get install postgresql")
}

fn version(bin: &Path) -> u32 {
    let text = bin.to_string_lossy();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// PostgreSQL refuses to run as root: then it runs as postgres, else nobody. Anybody else runs it himself.
fn run_user() -> Option<(u32, u32)> {
    if !rustix::process::geteuid().is_root() {
        return None;
    }
    let passwd = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    ["postgres", "nobody"].into_iter().find_map(|name| {
        let mut fields = passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(name)).then_some(fields)
        })?;
        let uid = fields.nth(1)?.parse().ok()?;
        Some((uid, fields.next()?.parse().ok()?))
    })
}

fn as_user(mut command: Command, user: Option<(u32, u32)>) -> Command {
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

/// Removes the clusters whose test process is gone and that lived on because their watcher was killed too.
fn remove_stale() {
    for entry in fs::read_dir("/tmp").into_iter().flatten().flatten() {
        let home = entry.path();
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let owner = read_pid(&home.join("owner.pid"));
        if !ours || owner.is_none_or(alive) {
            continue;
        }
        let server = read_pid(&home.join("data/postmaster.pid"));
        if let Some(pid) = server.filter(|pid| serves(*pid, &home)) {
            let _ = Command::new("kill")
                .args(["-QUIT", &pid.to_string()])
                .status();
            let start = Instant::now();
            while alive(pid) && start.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        let _ = fs::remove_dir_all(&home);
    }
}

fn read_pid(path: &Path) -> Option<u32> {
    fs::read_to_string(path)
        .ok()?
        .lines()
        .next()?
        .trim()
        .parse()
        .ok()
}

fn alive(pid: u32) -> bool {
    Path::new("/proc").join(pid.to_string()).exists()
        || (!Path::new("/proc/self").exists()
            && Command::new("kill")
                .args(["-0", &pid.to_string()])
                .status()
                .is_ok_and(|s| s.success()))
}

/// Whether that process is the server of that folder and not another that was given its number since.
fn serves(pid: u32, home: &Path) -> bool {
    fs::read(format!("/proc/{pid}/cmdline"))
        .is_ok_and(|line| String::from_utf8_lossy(&line).contains(&*home.to_string_lossy()))
}

#[test]
fn a_test_cluster_answers_on_its_socket() {
    let socket = &cluster().socket;
    assert!(socket.is_dir(), "{}", socket.display());
}
