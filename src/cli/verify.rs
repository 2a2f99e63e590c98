//! `yishi verify`: whether the record is whole, and the rows agree with it.

use clap::Args;

use super::{Exit, Means, Refused, print};
use crate::service::record;
use crate::store::system_tx;

/// What is checked.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit 0: sound. 1: broken; topic and entry are named. 2: could not run.\n\
    Examples:\n  yishi verify\n  yishi verify --street yunxi"
)]
pub struct VerifyArgs {
    /// One street only, by its slug
    #[arg(long)]
    pub street: Option<String>,
    /// Write the result as JSON
    #[arg(long)]
    pub json: bool,
}

/// Checks chain, contents and rows of every topic: sound, or broken with topic and entry by name.
pub async fn run(args: &VerifyArgs, means: &Means) -> anyhow::Result<Exit> {
    let mut streets = system_tx::streets(&means.store).await?;
    if let Some(slug) = &args.street {
        streets.retain(|s| s.slug == *slug);
        if streets.is_empty() {
            return Err(
                Refused(format!("There is no street {slug}. See: yishi tenant list")).into(),
            );
        }
    }
    let bar = super::progress::spinner("topics checked");
    let mut broken = false;
    let mut results = Vec::new();
    for street in streets {
        let report = record::verify(&means.store, street.id, |n| bar.set_position(n)).await?;
        broken |= !report.broken.is_empty();
        if args.json {
            let faults: Vec<_> = report
                .broken
                .iter()
                .map(|(code, fault)| {
                    serde_json::json!({"code": code, "topic": fault.topic, "entry": fault.seq, "what": fault.what.to_string()})
                })
                .collect();
            results.push(
                serde_json::json!({"street": street.slug, "topics": report.topics,
                "entries": report.entries, "broken": faults}),
            );
            continue;
        }
        for (code, fault) in &report.broken {
            print(format_args!("{}: {code}: {fault}", street.slug));
        }
        let state = if report.broken.is_empty() {
            "sound".to_owned()
        } else {
            format!("{} topics broken", report.broken.len())
        };
        print(format_args!(
            "{}: {} topics, {} entries: {state}",
            street.slug, report.topics, report.entries
        ));
    }
    bar.finish_and_clear();
    if args.json {
        print(serde_json::to_string_pretty(&results)?);
    }
    Ok(if broken { Exit::No } else { Exit::Done })
}
