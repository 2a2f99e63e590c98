//! `yishi export`: a street's topics, tasks, evaluations or record as a file.

use std::fs::File;
use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, ValueEnum};

use super::{Exit, Means, Refused};
use crate::domain::policy::Viewer;
use crate::kit::clock::Clock;
use crate::kit::export::{self, Table};
use crate::service::exports;
use crate::store::system_tx;

/// What is written, and how.
#[derive(Debug, Args)]
#[command(
    after_help = "Every topic is written, also one that is not public; `visibility` says who may see it: hand on to \
                  others only what is `public`.\n\nExample: yishi export topics --street yunxi --format json --out topics.json"
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

/// Writes the export: to the file only once the whole of it was read.
pub async fn run(args: &ExportArgs, means: &Means) -> anyhow::Result<Exit> {
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
