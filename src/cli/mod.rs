//! Floor 5: the commands of the binary, and what joins the floors below.
//!
//! Every command ends with 0 (done), 1 (the answer is no, or the rules refuse) or 2 (it could not
//! run); what goes wrong is a sentence on standard error.

mod account;
pub mod database;
pub mod demo;
mod export;
mod means;
mod migrate;
mod openapi;
mod progress;
mod psql;
mod serve;
mod signals;
mod tenant;
mod verify;

use std::fmt;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::kit::config::{Common, CommonArgs, environment};
use crate::kit::telemetry;

pub use means::Means;

#[derive(Debug, Parser)]
#[command(name = "yishi", version, about, long_about = None, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Example: yishi serve --demo")]
struct Cli {
    #[command(flatten)]
    common: CommonArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and do what happens without a visitor
    Serve(serve::ServeArgs),
    /// Bring the database's schema up to date; safe to run again, and from two nodes at once
    Migrate(migrate::MigrateArgs),
    /// Make the demonstration's streets, or streets full of load, through the same rules as real use
    Demo(demo::DemoArgs),
    /// Create, list, disable and enable streets
    Tenant(tenant::TenantArgs),
    /// Create and disable accounts, reset passwords
    Account(account::AccountArgs),
    /// Write topics, tasks, evaluations or the record as CSV, XLSX, JSON or NDJSON
    Export(export::ExportArgs),
    /// Check that the record's chains are whole, that the rows agree with them, and that what is counted is there
    Verify(verify::VerifyArgs),
    /// Print the description of the JSON API (OpenAPI 3.1)
    Openapi(openapi::OpenapiArgs),
    /// Open psql on the database in use, as its owner
    Psql(psql::PsqlArgs),
}

/// How a command ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, or sound: 0.
    Done,
    /// The answer is no: 1.
    No,
    /// What another program said that ran for us.
    Code(u8),
}

/// The rules refuse what was asked: a sentence, and exit 1.
#[derive(Debug)]
pub struct Refused(pub String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// Runs the command of the command line.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::No) => ExitCode::from(1),
        Ok(Exit::Code(code)) => ExitCode::from(code),
        Err(fault) => {
            // A closed standard error leaves the code to speak.
            let _ = writeln!(stderr(), "yishi: {}", sentence(&fault));
            ExitCode::from(if fault.is::<Refused>() { 1 } else { 2 })
        }
    }
}

/// What went wrong and why, each reason once: many an error repeats its source in its own text.
pub(crate) fn sentence(fault: &anyhow::Error) -> String {
    fault.chain().skip(1).fold(fault.to_string(), |said, why| {
        let why = why.to_string();
        if said.contains(&why) {
            said
        } else {
            format!("{said}: {why}")
        }
    })
}

fn run(cli: Cli) -> anyhow::Result<Exit> {
    let common = cli.common.check(&environment)?;
    let quiet = match &cli.command {
        Command::Serve(_) => "info,sqlx=warn",
        Command::Migrate(_)
        | Command::Demo(_)
        | Command::Tenant(_)
        | Command::Account(_)
        | Command::Export(_)
        | Command::Verify(_)
        | Command::Openapi(_)
        | Command::Psql(_) => "warn",
    };
    telemetry::start(common.log.as_deref().unwrap_or(quiet), common.log_format);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let exit = runtime.block_on(dispatch(cli.command, common));
    // A password hash that nobody waits for any more need not be waited for here.
    runtime.shutdown_background();
    exit
}

async fn dispatch(command: Command, common: Common) -> anyhow::Result<Exit> {
    match command {
        Command::Serve(args) => serve::run(&args, common).await,
        Command::Migrate(args) => migrate::run(&args, &common).await,
        Command::Demo(args) => {
            means::with(&common, "demo", async |means: &Means| {
                demo::run(&args, means).await
            })
            .await
        }
        Command::Tenant(args) => tenant::run(args, &common).await,
        Command::Account(args) => account::run(args, &common).await,
        Command::Export(args) => {
            means::with(&common, "export", async |means: &Means| {
                export::run(&args, means).await
            })
            .await
        }
        Command::Verify(args) => {
            means::with(&common, "verify", async |means: &Means| {
                verify::run(&args, means).await
            })
            .await
        }
        Command::Openapi(_) => openapi::run(),
        Command::Psql(args) => psql::run(&args, &common).await,
    }
}

/// Prints lines on standard output. Nobody reading any more is no fault.
pub(crate) fn print(text: impl fmt::Display) {
    let _ = writeln!(stdout(), "{text}");
}

/// The names of all settings, as `serve --help` shows them; for the test of the compose file.
#[must_use]
pub fn serve_help() -> String {
    let mut cli = Cli::command();
    cli.build();
    cli.find_subcommand_mut("serve")
        .map(|serve| serve.render_long_help().to_string())
        .unwrap_or_default()
}
