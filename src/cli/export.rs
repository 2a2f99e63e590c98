//! `yishi export`: a street's topics, tasks, evaluations or record as a file: for programs with the names that they rely
//! on, for people in words.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use anyhow::Context;
use chrono_tz::Asia::Shanghai;
use clap::{Args, ValueEnum};

use super::{Exit, Means, Refused};
use crate::domain::policy::Viewer;
use crate::kit::clock::Clock;
use crate::kit::export::{self, Cell, Table};
use crate::kit::i18n::Lang;
use crate::service::exports;
use crate::store::system_tx;

/// What is written, and how.
#[derive(Debug, Args)]
#[command(
    after_help = "Every topic is written, also one that is not public; `visibility` says who may see it: hand on to \
                  others only what is `public`.\n\n\
                  Times are UTC; in a workbook, and with --words, those of Beijing.\n\n\
                  Examples:\n  yishi export topics --street yunxi --format json --out topics.json\n  \
                  yishi export topics --street yunxi --format xlsx --words zh --out topics.xlsx"
)]
pub struct ExportArgs {
    /// What is written
    #[arg(value_enum)]
    pub what: What,
    /// The street's slug
    #[arg(long)]
    pub street: String,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    pub format: Format,
    /// CSV or XLSX for people: headings and values in this language, not the names that programs rely on
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub words: Option<Words>,
    /// The file; standard output where none is named
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// One row a topic.
    Topics,
    /// One row a conversion task.
    Tasks,
    /// One row a round of evaluation.
    Evaluations,
    /// The record's entries.
    Record,
}

/// How it can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// An array.
    Json,
    /// One object a line.
    Ndjson,
}

/// In which language a file for people is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Words {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Writes the export: to the file only once the whole of it was read.
pub async fn run(args: &ExportArgs, means: &Means) -> anyhow::Result<Exit> {
    let programs = matches!(args.format, Format::Json | Format::Ndjson);
    if programs && args.words.is_some() {
        return Err(Refused("--words is for --format csv and xlsx".to_owned()).into());
    }
    let Some(street) = system_tx::street(&means.store, &args.street).await? else {
        let slug = &args.street;
        return Err(Refused(format!("There is no street {slug}. See: yishi tenant list")).into());
    };
    let (store, now) = (&means.store, Clock::System.now());
    let table = match args.what {
        What::Topics => exports::topics(store, street.id, &operator(), now).await?,
        What::Tasks => exports::tasks(store, street.id, now).await?,
        What::Evaluations => exports::evaluations(store, street.id).await?,
        What::Record => exports::record(store, street.id).await?,
    };
    let table = match args.words {
        Some(Words::Zh) => in_words(table, Lang::Zh, args.format),
        Some(Words::En) => in_words(table, Lang::En, args.format),
        None => table,
    };
    match &args.out {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("--out: cannot write {}", path.display()))?;
            let mut file = BufWriter::new(file);
            write(args.format, &table, &mut file)?;
            file.flush()?;
        }
        None => {
            let mut out = BufWriter::new(stdout().lock());
            write(args.format, &table, &mut out)?;
            out.flush()?;
        }
    }
    Ok(Exit::Done)
}

/// Whoever runs commands on the server sees what the office and the administrator see.
fn operator() -> Viewer {
    Viewer {
        account: None,
        councils: Vec::new(),
        all_councils: true,
        office: true,
        admin: true,
        auditor: true,
    }
}

fn write(format: Format, table: &Table, to: &mut impl Write) -> anyhow::Result<()> {
    match format {
        Format::Csv => export::csv(table, to)?,
        Format::Xlsx => to.write_all(&export::xlsx(std::slice::from_ref(table))?)?,
        Format::Json => export::json(table, to)?,
        Format::Ndjson => export::ndjson(table, to)?,
    }
    Ok(())
}

/// Ratings of a round by kind and score, as they stand in the column of counts.
const KINDS: [&str; 3] = ["public", "member", "party_gov"];
const SCORES: [&str; 3] = ["satisfied", "basically", "not_satisfied"];

/// The table for people: headings and values in their language, each count a column of its own.
fn in_words(table: Table, lang: Lang, format: Format) -> Table {
    let dashed = |name: &str| name.replace('_', "-");
    let head = |name: &String| match name.as_str() {
        "counts" => KINDS
            .iter()
            .flat_map(|kind| SCORES.map(|score| (kind, score)))
            .map(|(kind, score)| {
                let kind = lang.t(format!("evaluation-kind-{}", dashed(kind)));
                format!(
                    "{kind} · {}",
                    lang.t(format!("satisfaction-{}", dashed(score)))
                )
            })
            .collect(),
        name => vec![lang.t(format!("column-{}", dashed(name))).to_string()],
    };
    let value = |(name, cell): (&String, Cell)| match (name.as_str(), cell) {
        ("counts", cell) => KINDS
            .iter()
            .flat_map(|kind| SCORES.map(|score| (kind, score)))
            .map(|(kind, score)| match &cell {
                Cell::Json(counts) => Cell::maybe(counts[*kind][score].as_i64()),
                _ => Cell::Empty,
            })
            .collect(),
        (name, Cell::Text(code)) => vec![Cell::text(match of(name) {
            Some(prefix) if !code.is_empty() => {
                lang.t(format!("{prefix}{}", dashed(&code))).to_string()
            }
            _ => code,
        })],
        (_, Cell::Flag(yes)) => {
            let key = if yes { "column-yes" } else { "column-no" };
            vec![Cell::text(lang.t(key).to_string())]
        }
        // A workbook has dates; here a text that Excel takes for one.
        (_, Cell::Time(at)) if format == Format::Csv => {
            let local = at.with_timezone(&Shanghai);
            vec![Cell::text(local.format("%Y-%m-%d %H:%M").to_string())]
        }
        (_, cell) => vec![cell],
    };
    Table {
        title: lang.t(format!("column-{}", table.title)).to_string(),
        rows: table
            .rows
            .into_iter()
            .map(|row| table.head.iter().zip(row).flat_map(value).collect())
            .collect(),
        head: table.head.iter().flat_map(head).collect(),
    }
}

/// What the keys of a column's values begin with; none where they are words already.
fn of(column: &str) -> Option<&'static str> {
    Some(match column {
        "source" => "source-",
        "focus" => "focus-",
        "stage" => "stage-",
        "step" => "step-",
        "state" => "standing-",
        "outcome" => "column-outcome-",
        "status" => "task-status-",
        "grade" => "grade-",
        "target_kind" => "target-",
        "verb" => "verb-",
        "visibility" => "column-visibility-",
        _ => return None,
    })
}
