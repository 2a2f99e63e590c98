//! `yishi psql`: psql on the database in use. The password goes by the environment, never by the command line.

use std::ffi::OsString;

use anyhow::{Context, ensure};
use clap::Args;
use tokio::process::Command;

use crate::kit::config::Common;

use super::Exit;
use super::database::{Database, Use, psql_program};
use super::signals::Stop;

/// As whom, and what is handed on.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  yishi psql\n  yishi psql -- -c 'select slug, name from tenant'"
)]
pub struct PsqlArgs {
    /// As the superuser; the embedded database only
    #[arg(long)]
    superuser: bool,
    /// Handed on to psql as they are
    #[arg(last = true, value_name = "ARGS")]
    args: Vec<OsString>,
}

/// Runs psql and ends as it ends.
pub async fn run(args: &PsqlArgs, common: &Common) -> anyhow::Result<Exit> {
    ensure!(
        !(args.superuser && common.database.is_some()),
        "--superuser works on the embedded database only, and DATABASE_URL is set"
    );
    // Ctrl-C is psql's: it ends a query, not us.
    let _stop = Stop::listen()?;
    let database = Database::open(common, Use::Command).await?;
    let exit = psql(args, common, &database).await;
    database.close().await;
    exit
}

async fn psql(args: &PsqlArgs, common: &Common, database: &Database) -> anyhow::Result<Exit> {
    let urls = database.urls();
    let url = match &urls.superuser {
        Some(superuser) if args.superuser => superuser,
        Some(_) | None => urls.owner()?,
    };
    let (address, password) = url.apart();
    let mut command = Command::new(psql_program(common.pg_bin.as_deref()));
    command.arg(address).args(&args.args);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let status = command
        .status()
        .await
        .context("psql cannot be run; install it: Debian/Ubuntu apt install postgresql-client")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(Exit::Code(code.unwrap_or(2)))
}
