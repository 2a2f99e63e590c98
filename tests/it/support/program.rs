//! The built program, run in a folder of its own as a person would run it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// How long anything may take on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder of its own with the program's data in it; both are gone with this value, and so is a
/// server that a test left behind.
#[derive(Debug)]
pub struct Home {
    top: PathBuf,
    /// Where the program is run; its data lie in `.yishi` below.
    pub folder: PathBuf,
}

impl Home {
    /// A folder that everybody may pass through.
    pub fn open() -> Self {
        Self::named("home", 0o755)
    }

    /// A folder `name` with the permissions `mode`.
    pub fn named(name: &str, mode: u32) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let top = PathBuf::from(format!(
            "/tmp/yishi-program-{}-{number}",
            std::process::id()
        ));
        let folder = top.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        Self { top, folder }
    }

    /// The program, without the settings of whoever runs the tests.
    pub fn yishi(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yishi"));
        for (name, _) in std::env::vars() {
            if name.starts_with("YISHI_") || name.starts_with("PG") || name == "DATABASE_URL" {
                command.env_remove(name);
            }
        }
        command
            .args(args)
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Ended {
        Ended::of(self.yishi(args).output().unwrap())
    }

    /// Runs a command that must succeed, and gives what it printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let ended = self.run(args);
        assert_eq!(ended.code, Some(0), "{args:?}: {}", ended.err);
        ended.out
    }

    /// Starts `serve` on a free port and waits for its address.
    pub fn serve(&self) -> Serving {
        Serving::start(self.yishi(&["serve", "--listen", "127.0.0.1:0"]))
    }

    /// The folder of everything about the cluster: `.yishi/pg`, or where a pointer in its place points.
    pub fn cluster(&self) -> PathBuf {
        let pg = self.folder.join(".yishi/pg");
        if pg.is_file() {
            fs::read_to_string(pg).unwrap().trim().into()
        } else {
            pg
        }
    }

    /// The pid of the server, as its own file says; none where it was stopped.
    pub fn server(&self) -> Option<Pid> {
        let text = fs::read_to_string(self.cluster().join("data/postmaster.pid")).ok()?;
        Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(pid) = self.server() {
            let _ = kill_process(pid, Signal::QUIT);
            wait_for("the server left behind is gone", || !lives(pid));
        }
        let cluster = self.cluster();
        if let Ok(socket) = fs::read_to_string(cluster.join("socket")) {
            let _ = fs::remove_dir_all(socket.trim());
        }
        if cluster.starts_with("/var/lib/yishi") {
            let _ = fs::remove_dir_all(cluster.parent().unwrap());
        }
        let _ = fs::remove_dir_all(&self.top);
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it said on standard error.
    pub err: String,
}

impl Ended {
    /// From what the system tells.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A running `serve`.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Serving {
    /// Starts a `serve` and waits until it prints its address.
    pub fn start(mut command: Command) -> Self {
        let log = tempfile();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(log.1)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let (found, address) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|n| n > 0) {
                if let Some((_, address)) = line.trim().split_once("http://") {
                    let _ = found.send(address.to_owned());
                }
                line.clear();
            }
        });
        let address = address.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            let _ = child.kill();
            panic!(
                "serve did not start: {}",
                fs::read_to_string(&log.0).unwrap_or_default()
            )
        });
        let _ = fs::remove_file(log.0);
        Self { child, address }
    }

    /// Starts a `serve` whose reader goes once it has read the address, as `yishi serve 2>&1 | head -1` does.
    pub fn start_unread(mut command: Command) -> Self {
        let (read, write) = std::io::pipe().unwrap();
        let child = command
            .stdout(write.try_clone().unwrap())
            .stderr(write)
            .spawn()
            .unwrap();
        drop(command);
        let said = BufReader::new(read).lines().map(Result::unwrap);
        let address = said
            .inspect(|line| eprintln!("{line}"))
            .find_map(|line| Some(line.split_once("http://")?.1.to_owned()))
            .expect("serve says where it serves");
        Self { child, address }
    }

    /// The process's number.
    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Asks for a page and gives the whole answer.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Whether the process still runs.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Asks it to stop, and gives its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        kill_process(self.pid(), Signal::TERM).unwrap();
        self.child.wait().unwrap().code()
    }

    /// Ends it as a crash does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn tempfile() -> (PathBuf, fs::File) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = PathBuf::from(format!(
        "/tmp/yishi-serve-{}-{number}.log",
        std::process::id()
    ));
    let file = fs::File::create(&path).unwrap();
    (path, file)
}

/// Whether a process is there and not a corpse that nobody has looked at.
pub fn lives(pid: Pid) -> bool {
    let stat =
        fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    let dead = stat
        .rsplit_once(") ")
        .is_some_and(|(_, rest)| rest.starts_with('Z'));
    test_kill_process(pid).is_ok() && !dead
}

/// Waits until something holds; fails with what it was when it never does.
pub fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(
            start.elapsed() < PATIENCE,
            "in {} s it never was so: {what}",
            PATIENCE.as_secs()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Whether the tests run as root.
pub fn root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The owner of a file.
pub fn owner_of(path: &Path) -> u32 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).unwrap().uid()
}
