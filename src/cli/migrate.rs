//! `yishi migrate`: brings the schema up to date, or says how it stands.

use anyhow::Context;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::kit::config::Common;
use crate::store::{Owner, migrate};

use super::database::{Database, Use};
use super::signals::Stop;
use super::{Exit, means, print};

/// What to do with the schema.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  yishi migrate\n  yishi migrate status --json")]
pub struct MigrateArgs {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List every migration and when the database got it; exit 1 where one is still to come
    #[command(after_help = "Example: yishi migrate status --json")]
    Status {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

/// Runs the command.
pub async fn run(args: &MigrateArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut stop = Stop::listen()?;
    let database = Database::open(common, Use::Command).await?;
    let work = async {
        match args.what {
            None => {
                let done = means::bring_up(database.urls()).await?;
                print(match done {
                    0 => "The schema was up to date.".to_owned(),
                    1 => "1 migration was run; the schema is up to date.".to_owned(),
                    n => format!("{n} migrations were run; the schema is up to date."),
                });
                Ok(Exit::Done)
            }
            Some(What::Status { json }) => status(&database, json).await,
        }
    };
    let exit = tokio::select! {
        exit = work => exit,
        () = stop.asked(1) => Err(anyhow::anyhow!("stopped before it was done")),
    };
    database.close().await;
    exit
}

async fn status(database: &Database, as_json: bool) -> anyhow::Result<Exit> {
    let owner = Owner::connect(database.urls().owner()?.reveal(), "migrate").await;
    let mut owner = owner.context("The database refuses its owner (YISHI_OWNER_URL)")?;
    let rows = migrate::status(&mut owner).await?;
    owner.close().await;
    if as_json {
        let rows: Vec<_> = rows
            .iter()
            .map(|m| json!({"version": m.version, "description": m.description, "applied_at": m.applied_at}))
            .collect();
        print(serde_json::to_string_pretty(&rows)?);
    } else {
        for m in &rows {
            let at = m.applied_at.map_or_else(
                || "still to come".to_owned(),
                |at| at.format("%Y-%m-%d %H:%M UTC").to_string(),
            );
            print(format_args!("{}  {at:<20}  {}", m.version, m.description));
        }
    }
    let behind = rows.iter().any(|m| m.applied_at.is_none());
    Ok(if behind { Exit::No } else { Exit::Done })
}
