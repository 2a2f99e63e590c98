//! The table, and the same as JSON.

use std::fs;

use serde_json::{Value, json};

use super::Place;
use super::capture::Captured;
use super::generators::Ran;
use super::http::Answer;
use super::pages::Page;
use super::program::Cpu;

/// Beyond this spread of its rounds, percent of the median, a yardstick says nothing.
const SPREAD: f64 = 10.0;

/// Pages whose p95 is measured by that of a list page …
const BESIDE_LIST: [&str; 2] = ["similar", "search"];

/// … which it should not exceed more than so many times.
const LIST_GOAL: f64 = 3.0;

/// The most statements that a page may send.
const STATEMENTS: usize = 6;

/// How the load data came to be.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Topics.
    pub topics: u32,
    /// How long it took.
    pub seconds: f64,
    /// Processor seconds of the database.
    pub database_cpu: f64,
    /// How long `verify` took.
    pub verify_seconds: f64,
}

/// The rounds of one figure.
#[derive(Debug, Clone, Default)]
struct Rounds(Vec<f64>);

impl Rounds {
    fn median(&self) -> f64 {
        let mut all = self.0.clone();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or_default()
    }

    /// From the least to the most, percent of the median.
    fn spread(&self) -> f64 {
        let most = self.0.iter().copied().fold(f64::MIN, f64::max);
        let least = self.0.iter().copied().fold(f64::MAX, f64::min);
        if self.0.is_empty() || self.median() <= 0.0 {
            return 0.0;
        }
        (most - least) / self.median() * 100.0
    }
}

/// A page's figures.
#[derive(Debug)]
pub struct Row {
    name: String,
    submits: bool,
    kept: bool,
    goal: f64,
    least: f64,
    /// The status where the page did not work.
    status: Option<u16>,
    bytes: usize,
    statements: usize,
    http: Rounds,
    bare: Rounds,
    sql: Rounds,
    p50: Rounds,
    p95: Rounds,
    p99: Rounds,
    /// Processor milliseconds a request: the program's, the database's, and pgbench's database.
    cpu: [Rounds; 3],
    /// Answers in all rounds that were no page.
    refused: f64,
}

impl Row {
    /// A page that works.
    pub fn new(page: &Page, answer: &Answer, captured: &Captured) -> Self {
        Self {
            name: page.name.clone(),
            submits: page.request.method == "POST",
            kept: page.kept,
            goal: f64::from(page.goal) / 100.0,
            least: f64::from(page.least) / 100.0,
            status: None,
            bytes: answer.body.len(),
            statements: captured.statements,
            http: Rounds::default(),
            bare: Rounds::default(),
            sql: Rounds::default(),
            p50: Rounds::default(),
            p95: Rounds::default(),
            p99: Rounds::default(),
            cpu: [const { Rounds(Vec::new()) }; 3],
            refused: 0.0,
        }
    }

    /// A page that answered something else.
    pub fn missing(page: &Page, status: u16) -> Self {
        let nothing = Answer {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        };
        Self {
            status: Some(status),
            ..Self::new(page, &nothing, &Captured::default())
        }
    }

    /// Adds a round: the page with its processor time, the bare handler, and pgbench with its own.
    pub fn add(&mut self, http: &Ran, used: &Cpu, bare: &Ran, sql: Option<(&Ran, &Cpu)>) {
        self.http.0.push(http.rate);
        self.p50.0.push(http.p50);
        self.p95.0.push(http.p95);
        self.p99.0.push(http.p99);
        self.bare.0.push(bare.rate);
        self.refused += http.refused;
        self.cpu[0]
            .0
            .push(used.program * 1_000.0 / http.count.max(1.0));
        self.cpu[1]
            .0
            .push(used.database * 1_000.0 / http.count.max(1.0));
        if let Some((sql, used)) = sql {
            self.sql.0.push(sql.rate);
            self.cpu[2]
                .0
                .push(used.database * 1_000.0 / sql.count.max(1.0));
        }
    }

    fn of_s(&self) -> f64 {
        self.http.median() / self.bare.median().max(f64::MIN_POSITIVE)
    }

    fn of_p(&self) -> f64 {
        self.http.median() / self.sql.median().max(f64::MIN_POSITIVE)
    }

    fn spread(&self) -> f64 {
        let all = [&self.http, &self.bare, &self.sql];
        all.into_iter().map(Rounds::spread).fold(0.0, f64::max)
    }

    /// What the figures say.
    fn verdict(&self) -> String {
        if let Some(status) = self.status {
            return format!("answers {status}: not measured");
        }
        let mut said = Vec::new();
        if self.refused > 0.0 {
            said.push(format!("{} answers were refused", self.refused));
        }
        if self.spread() > SPREAD {
            said.push("void: spread".to_owned());
        }
        if self.statements > STATEMENTS && !self.submits {
            said.push("too many statements".to_owned());
        }
        let share = if self.kept { self.of_s() } else { self.of_p() };
        if self.kept || !self.sql.0.is_empty() {
            if share < self.least {
                said.push("defect".to_owned());
            } else if share < self.goal {
                said.push("below the aim".to_owned());
            }
        }
        if said.is_empty() {
            said.push("good".to_owned());
        }
        said.join(", ")
    }

    /// The line of the table.
    pub fn line(&self) -> String {
        format!(
            "{:<26} {:>7.0} {:>8.0} {:>7.0} {:>5.2} {:>5.2} {:>5} {:>7.2} {:>7.2} {:>6.2} {:>6.2} {:>6.2} {:>6.0}% {:>7.1}  {}",
            self.name,
            self.http.median(),
            self.bare.median(),
            self.sql.median(),
            self.of_s().min(99.0),
            if self.sql.0.is_empty() {
                0.0
            } else {
                self.of_p()
            },
            self.statements,
            self.p50.median(),
            self.p99.median(),
            self.cpu[0].median(),
            self.cpu[1].median(),
            self.cpu[2].median(),
            self.spread(),
            kilobytes(self.bytes),
            self.verdict(),
        )
    }

    fn json(&self, of_list: Option<f64>) -> Value {
        json!({
            "page": self.name,
            "status": self.status,
            "requests_a_second": self.http.median(),
            "s": self.bare.median(),
            "p": self.sql.median(),
            "of_s": self.of_s().min(99.0),
            "of_p": if self.sql.0.is_empty() { Value::Null } else { json!(self.of_p()) },
            "statements": self.statements,
            "p50_ms": self.p50.median(),
            "p95_ms": self.p95.median(),
            "p95_of_list": of_list,
            "p99_ms": self.p99.median(),
            "cpu_ms_a_request": {
                "program": self.cpu[0].median(),
                "database": self.cpu[1].median(),
                "database_under_pgbench": self.cpu[2].median(),
            },
            "spread_percent": self.spread(),
            "refused": self.refused,
            "bytes": self.bytes,
            "verdict": self.verdict(),
            "rounds": { "page": self.http.0, "s": self.bare.0, "p": self.sql.0 },
        })
    }
}

#[allow(clippy::cast_precision_loss, reason = "a page is no exabyte")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1_024.0
}

/// Everything.
#[derive(Debug, Default)]
pub struct Report {
    /// The pages.
    pub rows: Vec<Row>,
    /// The load data.
    pub load: Option<Load>,
    /// From the start of the process to its first page, milliseconds.
    pub start_ms: f64,
    /// Memory when nobody has come yet, megabytes.
    pub idle_rss: f64,
    /// Memory after all rounds, megabytes.
    pub load_rss: f64,
    /// Memory after 256 connections at once, megabytes.
    pub crowd_rss: f64,
}

impl Report {
    /// The p95 of a page beside that of a list page, for pages that have a goal in that.
    fn of_list(&self, row: &Row) -> Option<f64> {
        let list = self.rows.iter().find(|r| r.name == "list")?;
        let beside = BESIDE_LIST.contains(&row.name.as_str()) && list.p95.median() > 0.0;
        beside.then(|| row.p95.median() / list.p95.median())
    }

    /// On standard output.
    pub fn print(&self) {
        println!(
            "\n{:<26} {:>7} {:>8} {:>7} {:>5} {:>5} {:>5} {:>7} {:>7} {:>6} {:>6} {:>6} {:>7} {:>7}",
            "page",
            "req/s",
            "S",
            "P",
            "of S",
            "of P",
            "stmts",
            "p50 ms",
            "p99 ms",
            "cpu",
            "cpu db",
            "cpu P",
            "spread",
            "KB"
        );
        for row in &self.rows {
            println!("{}", row.line());
        }
        for row in &self.rows {
            if let Some(of_list) = self.of_list(row) {
                println!(
                    "{}: p95 {:.1} ms, {of_list:.2} x that of a list page (goal {LIST_GOAL})",
                    row.name,
                    row.p95.median()
                );
            }
        }
        if let Some(load) = &self.load {
            println!(
                "\nload: {} topics in {:.1} s ({:.1} s of the database's processor), verified in {:.1} s",
                load.topics, load.seconds, load.database_cpu, load.verify_seconds
            );
        }
        println!(
            "start to first page {:.0} ms (goal 300) · memory idle {:.0} MB (goal 96), after load {:.0} MB, after 256 connections {:.0} MB (goal 200)",
            self.start_ms, self.idle_rss, self.load_rss, self.crowd_rss
        );
    }

    /// To `target/bench/report.json`.
    pub fn write(&self, place: &Place) -> anyhow::Result<()> {
        let load = self.load.map(|l| {
            json!({
                "topics": l.topics,
                "seconds": l.seconds,
                "database_cpu_seconds": l.database_cpu,
                "verify_seconds": l.verify_seconds,
            })
        });
        let report = json!({
            "pages": self.rows.iter().map(|r| r.json(self.of_list(r))).collect::<Vec<_>>(),
            "load": load,
            "start_ms": self.start_ms,
            "memory_mb": { "idle": self.idle_rss, "after_load": self.load_rss, "after_crowd": self.crowd_rss },
        });
        let path = place.out.join("report.json");
        fs::write(&path, serde_json::to_string_pretty(&report)? + "\n")?;
        println!("written to {}", path.display());
        Ok(())
    }
}
