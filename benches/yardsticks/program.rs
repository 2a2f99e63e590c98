//! The program under test: started, watched and stopped; and what it and the database take of the machine.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::Place;
use super::http::{self, Request};
use super::report::Load;

/// The password of every log-in of the load streets.
pub const PASSWORD: &str = "Yishi-2026-bench";

/// Connections of the program to the database: its default.
const POOL: u32 = 16;

/// Ticks of a second in `/proc` (USER_HZ, which Linux fixes for programs).
const TICKS: f64 = 100.0;

/// The program, with settings of this run alone: the one built with this, or another one that
/// YISHI_BENCH_PROGRAM names, to compare.
fn yishi(place: &Place, args: &[&str]) -> Command {
    let given = std::env::var("YISHI_BENCH_PROGRAM").ok();
    let mut command = Command::new(given.as_deref().unwrap_or(env!("CARGO_BIN_EXE_yishi")));
    for (name, _) in std::env::vars() {
        if name.starts_with("YISHI_") || name.starts_with("PG") || name == "DATABASE_URL" {
            command.env_remove(name);
        }
    }
    let url = |role: &str| {
        format!(
            "postgres://{role}@localhost/yishi?host={}",
            place.cluster.display()
        )
    };
    command
        .args(args)
        .env("DATABASE_URL", url("yishi_app"))
        .env("YISHI_OWNER_URL", url("yishi_owner"))
        .env("YISHI_SECRET", "5a".repeat(32))
        .env("YISHI_DATA", place.out.join("data"))
        .env("YISHI_DEMO_PASSWORD", PASSWORD)
        .env("YISHI_TRUSTED_PROXIES", "127.0.0.1")
        .env("YISHI_POOL", POOL.to_string())
        // One log-in sends them all.
        .env("YISHI_TOPICS_A_DAY", "0")
        .stdin(Stdio::null());
    command
}

/// Runs a command of the program to its end.
fn run(place: &Place, args: &[&str]) -> anyhow::Result<Duration> {
    let began = Instant::now();
    let status = yishi(place, args).stdout(Stdio::null()).status()?;
    if !status.success() {
        bail!("yishi {} ended with {status}", args.join(" "));
    }
    Ok(began.elapsed())
}

/// Makes the schema.
pub fn migrate(place: &Place) -> anyhow::Result<()> {
    run(place, &["migrate"]).map(|_| ())
}

/// Makes a street of load, and checks its record.
pub fn load(place: &Place, topics: u32) -> anyhow::Result<Load> {
    eprintln!("making {topics} topics");
    let before = Cpu::now(place, None)?;
    let made = run(place, &["demo", "--topics", &topics.to_string()])?;
    let database = Cpu::now(place, None)?.since(&before).database;
    let verified = run(place, &["verify"])?;
    psql(place, "vacuum analyze")?;
    psql(place, "checkpoint")?;
    Ok(Load {
        topics,
        seconds: made.as_secs_f64(),
        database_cpu: database,
        verify_seconds: verified.as_secs_f64(),
    })
}

/// The answer of the database to its superuser, without headings.
pub fn psql(place: &Place, sql: &str) -> anyhow::Result<String> {
    let output = Command::new("psql")
        .args(["-qAtX", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h"])
        .arg(&place.cluster)
        .args(["-d", "yishi", "-c", sql])
        .output()
        .context("psql cannot be run")?;
    if !output.status.success() {
        bail!("psql: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// A running `serve`.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// Host and port.
    pub address: String,
    /// From the start of the process to its first page, milliseconds.
    pub start_ms: f64,
    /// Its connections to the database.
    pub pool: u32,
}

impl Program {
    /// Starts it, and waits for the first page. Pages that anybody may see are kept, or made anew each time.
    pub fn start(place: &Place, keeps_pages: bool) -> anyhow::Result<Self> {
        let log = fs::File::create(place.out.join("serve.log"))?;
        let began = Instant::now();
        let mut child = yishi(place, &["serve", "--listen", "127.0.0.1:0"])
            .env("YISHI_PAGE_CACHE", if keeps_pages { "on" } else { "off" })
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let out = child.stdout.take().context("serve without an output")?;
        let mut lines = BufReader::new(out).lines();
        let address = lines
            .find_map(|line| Some(line.ok()?.split_once("http://")?.1.trim().to_owned()))
            .context("serve did not start; see target/bench/serve.log")?;
        let first = http::ask(&address, &Request::get("/load-001"), "10.99.0.3")?;
        if first.status != 200 {
            bail!("the first page was {}", first.status);
        }
        Ok(Self {
            child,
            address,
            start_ms: began.elapsed().as_secs_f64() * 1_000.0,
            pool: POOL,
        })
    }

    /// Memory in use, megabytes.
    pub fn rss(&self) -> anyhow::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|l| l.split_whitespace().next());
        let kilobytes: f64 = kilobytes.context("no VmRSS")?.parse()?;
        Ok(kilobytes / 1_024.0)
    }

    /// Stops it.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        // The program stops as it does from a terminal.
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Seconds of processor time used so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cpu {
    /// By the program.
    pub program: f64,
    /// By the database's processes, those that have ended too.
    pub database: f64,
}

impl Cpu {
    /// Until now.
    pub fn now(place: &Place, program: Option<&Program>) -> anyhow::Result<Self> {
        let pid = fs::read_to_string(place.cluster.join("data/postmaster.pid"))?;
        let postmaster: u32 = pid
            .lines()
            .next()
            .context("no postmaster")?
            .trim()
            .parse()?;
        let mut database = 0.0;
        for entry in fs::read_dir("/proc")? {
            let name = entry?.file_name();
            let Some(pid) = name.to_str().and_then(|n| n.parse::<u32>().ok()) else {
                continue;
            };
            if let Some(process) = Process::read(pid) {
                if pid == postmaster {
                    database += process.own + process.ended_children;
                } else if process.parent == postmaster {
                    database += process.own;
                }
            }
        }
        let program = program.and_then(|p| Process::read(p.child.id()));
        Ok(Self {
            program: program.map_or(0.0, |p| p.own),
            database,
        })
    }

    /// What was used since.
    pub fn since(&self, before: &Self) -> Self {
        Self {
            program: self.program - before.program,
            database: self.database - before.database,
        }
    }
}

struct Process {
    parent: u32,
    own: f64,
    ended_children: f64,
}

impl Process {
    /// From `/proc/N/stat`; none where the process is gone.
    fn read(pid: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name stands in brackets and may hold anything.
        let (_, rest) = stat.rsplit_once(") ")?;
        let fields: Vec<&str> = rest.split(' ').collect();
        let ticks = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok());
        Some(Self {
            parent: fields.get(1)?.parse().ok()?,
            own: (ticks(11)? + ticks(12)?) / TICKS,
            ended_children: (ticks(13)? + ticks(14)?) / TICKS,
        })
    }
}
