//! `yishi demo` and `serve --demo`: the demonstration world, and streets full of load.

use anyhow::bail;
use chrono::NaiveDate;
use clap::Args;

use super::{Exit, Means};

/// How the world is made.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  yishi demo\n  yishi demo --streets 20 --topics 5000 --seed 7")]
pub struct DemoArgs {
    /// So many streets of load instead of the demonstration's two
    #[arg(long, value_name = "N")]
    pub streets: Option<u32>,
    /// So many topics in each street of load
    #[arg(long, value_name = "N")]
    pub topics: Option<u32>,
    /// The seed: the same seed and the same day give the same rows
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The day on which the world stands, such as 2026-11-25 [default: today]
    #[arg(long, value_name = "DAY")]
    pub today: Option<NaiveDate>,
    /// Lead topics no further than this step, 1 to 8
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u8).range(1..=8))]
    pub until_step: Option<u8>,
}

/// Makes the world.
pub async fn run(_args: &DemoArgs, _means: &Means) -> anyhow::Result<Exit> {
    bail!("the demonstration world is not built yet")
}

/// `serve --demo`: makes the demonstration's streets where they are missing, and gives the lines
/// that are printed under the address: the log-ins and their password.
pub async fn ensure(_means: &Means) -> anyhow::Result<Vec<String>> {
    Ok(Vec::new())
}
