//! `yishi openapi`: the description of the JSON API.

use anyhow::Context;
use clap::Args;

use super::{Exit, print};
use crate::web::routes::api;

/// Nothing is chosen: there is one API.
#[derive(Debug, Args)]
#[command(after_help = "Example: yishi openapi > openapi.json")]
pub struct OpenapiArgs {}

/// Prints it, for any site.
pub fn run() -> anyhow::Result<Exit> {
    let description = api::description(None).to_pretty_json();
    print(description.context("the description cannot be written")?);
    Ok(Exit::Done)
}
