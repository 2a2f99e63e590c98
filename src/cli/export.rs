//! `yishi export`: a street's topics, tasks, evaluations or record as a file.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::{Exit, Means};

/// What is written, and how.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: yishi export topics --street yunxi --format json --out topics.json"
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
    /// One row a rating.
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

/// Writes the export.
pub async fn run(_args: &ExportArgs, _means: &Means) -> anyhow::Result<Exit> {
    bail!("exports are not built yet")
}
