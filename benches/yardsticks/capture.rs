//! What a page says to the database, taken from the server's own log while the page is asked for once,
//! and turned into a script of pgbench.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use anyhow::Context;
use serde_json::Value;

use yishi::kit::clock::Clock;

use super::Place;
use super::pages::Page;
use super::program::{Program, psql};

/// The statements of a page, from begin to commit.
#[derive(Debug, Default)]
pub struct Captured {
    /// The script.
    pub script: String,
    /// Values of its variables.
    pub variables: Vec<(String, String)>,
    /// Statements but begin, enter and commit.
    pub statements: usize,
}

/// A statement with its parameters.
#[derive(Debug)]
struct Said {
    sql: String,
    parameters: Vec<Option<String>>,
}

impl Captured {
    /// Asks for the page and listens.
    pub fn of(place: &Place, program: &Program, page: &Page) -> anyhow::Result<Self> {
        // Once before, so that nothing is learnt, noted or prepared for the first time.
        page.ask(&program.address)?;
        sleep(Duration::from_millis(200));
        let log = log_file(place)?;
        listen(place, "all")?;
        let from = fs::metadata(&log)?.len();
        let began = u128::try_from(Clock::System.now().timestamp_millis())?;
        let answer = page.ask(&program.address)?;
        sleep(Duration::from_millis(300));
        listen(place, "none")?;
        let mut text = String::new();
        let mut file = fs::File::open(&log)?;
        file.seek(SeekFrom::Start(from))?;
        file.read_to_string(&mut text)?;
        let said = said(&text)?;
        let code = answer
            .header("location")
            .and_then(|l| l.rsplit('/').next())
            .map(|l| l.split(['?', '#']).next().unwrap_or(l).to_owned());
        let fresh = Fresh {
            since: began.saturating_sub(2),
            code: code.filter(|_| page.request.method == "POST"),
            seen: BTreeMap::new(),
        };
        let captured = written(&said, fresh);
        let name = page.name.replace([' ', ','], "-");
        fs::write(place.out.join(format!("{name}.sql")), &captured.script)?;
        Ok(captured)
    }

    /// The page asked nothing.
    pub fn is_empty(&self) -> bool {
        self.script.is_empty()
    }
}

/// The one log that the server writes as JSON.
fn log_file(place: &Place) -> anyhow::Result<PathBuf> {
    let folder = place.cluster.join("data/log");
    let logs = fs::read_dir(&folder)?.filter_map(|e| Some(e.ok()?.path()));
    let is_json = |path: &PathBuf| path.extension().is_some_and(|e| e == "json");
    let mut logs: Vec<PathBuf> = logs.filter(is_json).collect();
    logs.sort();
    logs.pop().context("the server writes no log")
}

/// Which statements of the program the server logs.
fn listen(place: &Place, what: &str) -> anyhow::Result<()> {
    psql(place, &format!("alter system set log_statement = '{what}'"))?;
    psql(place, "select pg_reload_conf()")?;
    sleep(Duration::from_millis(300));
    Ok(())
}

/// The statements of the page's transaction in the log: the first one that began. What the worker says
/// meanwhile, on connections of its own, is left out.
fn said(text: &str) -> anyhow::Result<Vec<Said>> {
    let mut all = Vec::new();
    let mut session: Option<String> = None;
    for line in text.lines() {
        let line: Value = serde_json::from_str(line)?;
        let of = |name: &str| line[name].as_str().unwrap_or_default();
        let here = session.as_ref().is_none_or(|s| s == of("session_id"));
        if of("user") != "yishi_app" || of("application_name") == "yishi worker" || !here {
            continue;
        }
        let message = of("message");
        let sql = if let Some(sql) = message.strip_prefix("statement: ") {
            sql
        } else if let Some(rest) = message.strip_prefix("execute ") {
            rest.split_once(": ").map_or("", |(_, sql)| sql)
        } else {
            continue;
        };
        let low = sql.to_ascii_lowercase();
        if session.is_none() && low.starts_with("begin") {
            session = Some(of("session_id").to_owned());
        }
        let detail = of("detail");
        let parameters = detail.split_once(": ").map_or("", |(_, list)| list);
        all.push(Said {
            sql: sql.to_owned(),
            parameters: parameters_of(parameters),
        });
        if low.starts_with("commit") || low.starts_with("rollback") {
            break;
        }
    }
    Ok(all)
}

/// Reads `$1 = 'a', $2 = NULL`; quotes are doubled inside.
fn parameters_of(list: &str) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut rest = list;
    while let Some((_, value)) = rest.split_once(" = ") {
        if let Some(after) = value.strip_prefix("NULL") {
            found.push(None);
            rest = after;
            continue;
        }
        let mut text = String::new();
        let mut chars = value.char_indices().skip(1).peekable();
        let mut end = value.len();
        while let Some((at, c)) = chars.next() {
            if c != '\'' {
                text.push(c);
            } else if chars.next_if(|(_, next)| *next == '\'').is_some() {
                text.push('\'');
            } else {
                end = at + 1;
                break;
            }
        }
        found.push(Some(text));
        rest = &value[end..];
    }
    found
}

/// What is new in every transaction: ids that the program made while the page was asked for, and the
/// code of a new topic. pgbench makes its own.
struct Fresh {
    since: u128,
    code: Option<String>,
    seen: BTreeMap<String, usize>,
}

impl Fresh {
    /// The expression that stands for a parameter, where it is one of those.
    fn expression(&mut self, value: &str) -> Option<String> {
        if self.code.as_deref() == Some(value) {
            return Some("('B-' || :fresh)".to_owned());
        }
        let inner = value.strip_prefix('{').and_then(|v| v.strip_suffix('}'));
        if let Some(inner) = inner
            && self.is_new(inner)
        {
            return Some(format!("array[{}]", self.id(inner)));
        }
        self.is_new(value).then(|| self.id(value))
    }

    fn id(&mut self, value: &str) -> String {
        let next = self.seen.len();
        let n = *self.seen.entry(value.to_owned()).or_insert(next);
        format!("md5(:fresh || '-{n}')::uuid")
    }

    /// A UUIDv7 of this very request.
    fn is_new(&self, value: &str) -> bool {
        let hex: String = value.chars().filter(|c| *c != '-').collect();
        value.len() == 36
            && hex.len() == 32
            && hex.as_bytes()[12] == b'7'
            && u128::from_str_radix(&hex[..12], 16).is_ok_and(|at| at >= self.since)
    }
}

fn written(said: &[Said], mut fresh: Fresh) -> Captured {
    let mut captured = Captured::default();
    for (k, Said { sql, parameters }) in said.iter().enumerate() {
        let low = sql.trim_start().to_ascii_lowercase();
        if low.contains("pg_catalog.") {
            // The driver asks for a type's name, once a connection.
            continue;
        }
        if low.starts_with("begin") {
            // One round trip, as the program has it.
            captured.script += "\\startpipeline\n";
            for part in sql.split(';').map(str::trim).filter(|p| !p.is_empty()) {
                let _ = writeln!(captured.script, "{};", safe(part));
            }
            captured.script += "\\endpipeline\n";
            continue;
        }
        let ends = low.starts_with("commit") || low.starts_with("rollback");
        captured.statements += usize::from(!ends);
        let mut text = safe(sql);
        for (n, value) in parameters.iter().enumerate().rev() {
            let name = format!("s{k}_{}", n + 1);
            let put = match value {
                None => "null".to_owned(),
                // pgbench has no variable without a value.
                Some(value) if value.is_empty() => "''".to_owned(),
                Some(value) => match fresh.expression(value) {
                    Some(expression) => expression,
                    None => {
                        captured.variables.push((name.clone(), value.clone()));
                        format!(":{name}{}", type_of(value))
                    }
                },
            };
            text = replaced(&text, n + 1, &put);
        }
        // pgbench reads a line: a comment would take what follows it along.
        let words = text.lines().map(without_comment);
        let words = words.flat_map(str::split_whitespace);
        let line = words.collect::<Vec<_>>().join(" ");
        let _ = writeln!(captured.script, "{line};");
    }
    if !fresh.seen.is_empty() {
        let begin = "\\set fresh random(1, 9000000000000000000)\n";
        captured.script.insert_str(0, begin);
    }
    captured
}

/// What stands before a comment of SQL; no text of ours has two hyphens in a row.
fn without_comment(line: &str) -> &str {
    line.split_once("--").map_or(line, |(sql, _)| sql)
}

/// The program says the types of its parameters, pgbench does not: where the server could not guess a time
/// from what stands beside it, it is told.
fn type_of(value: &str) -> &'static str {
    let shape: String = value
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect();
    if shape.starts_with("9999-99-99 99:99:99") {
        "::timestamptz"
    } else {
        ""
    }
}

/// `$n` by something else, but not the beginning of `$nn`.
fn replaced(sql: &str, n: usize, by: &str) -> String {
    let mark = format!("${n}");
    let mut text = String::new();
    let mut rest = sql;
    while let Some(at) = rest.find(&mark) {
        let after = &rest[at + mark.len()..];
        let longer = after.starts_with(|c: char| c.is_ascii_digit());
        text += &rest[..at];
        text += if longer { &mark } else { by };
        rest = after;
    }
    text + rest
}

/// pgbench takes a colon before a letter for a variable, even inside a string: such strings are written
/// with the colon escaped.
fn safe(sql: &str) -> String {
    let mut text = String::new();
    for (n, part) in sql.split('\'').enumerate() {
        let inside = n % 2 == 1;
        if n > 0 {
            text.push('\'');
        }
        if inside && part.contains(':') {
            // The quote just written becomes E'.
            text.pop();
            text += "E'";
            text += &part.replace('\\', "\\\\").replace(':', "\\x3a");
        } else {
            text += part;
        }
    }
    text
}
