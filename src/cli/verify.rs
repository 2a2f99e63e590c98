//! `yishi verify`: whether the record is whole, the rows agree with it, and what is counted agrees with the rows.

use clap::Args;

use super::{Exit, Means, Refused, print};
use crate::service::record;
use crate::store::record::recount::Apart;
use crate::store::system_tx;

/// What is checked.
#[derive(Debug, Args)]
#[command(
    after_help = "Also counts anew what pages show as counted: topics at the filters of lists, supporters, followers and \
    comments, the figures of portal and dashboard, uses of stored files; each that differs is named.\n\
    Exit 0: sound. 1: broken; topic and entry, or the figure, are named. 2: could not run.\n\
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
        broken |= !report.is_sound();
        if args.json {
            let faults: Vec<_> = report
                .broken
                .iter()
                .map(|(code, fault)| {
                    serde_json::json!({"code": code, "topic": fault.topic, "entry": fault.seq, "what": fault.what.to_string()})
                })
                .collect();
            let counts: Vec<_> = report
                .apart
                .iter()
                .map(|a| {
                    serde_json::json!({"figure": a.figure, "of": a.of, "counted": a.counted, "there": a.there})
                })
                .collect();
            results.push(
                serde_json::json!({"street": street.slug, "topics": report.topics,
                "entries": report.entries, "broken": faults, "counts": counts}),
            );
            continue;
        }
        for (code, fault) in &report.broken {
            print(format_args!("{}: {code}: {fault}", street.slug));
        }
        for a in &report.apart {
            let (figure, counted, there) = (figure(a), a.counted, a.there);
            print(format_args!(
                "{}: {figure}: counted {counted}, there are {there}",
                street.slug
            ));
        }
        let state = match report.broken.len() {
            0 => "sound".to_owned(),
            topics => format!("{topics} topics broken"),
        };
        let differ = match report.apart.len() {
            0 => String::new(),
            1 => ", but 1 figure is not what it counts".to_owned(),
            figures => format!(", but {figures} figures are not what they count"),
        };
        print(format_args!(
            "{}: {} topics, {} entries: {state}{differ}",
            street.slug, report.topics, report.entries
        ));
    }
    bar.finish_and_clear();
    if args.json {
        print(serde_json::to_string_pretty(&results)?);
    }
    Ok(if broken { Exit::No } else { Exit::Done })
}

/// What a figure is and where it is shown, in words.
fn figure(apart: &Apart) -> String {
    let of = |n: usize| apart.of.get(n).map_or("", String::as_str);
    let place = |n: usize| match of(n) {
        "" => "the whole street",
        community => community,
    };
    match apart.figure.as_str() {
        "topics_by_step" => format!(
            "list of topics, {}, {} at step {}, {}",
            place(0),
            of(1),
            of(2),
            of(3)
        ),
        "topics_by_kind" => format!(
            "list of topics, {}, category {}, source {}, {}",
            place(0),
            of(1),
            of(2),
            of(3)
        ),
        "supports" => format!("supporters of {}", of(0)),
        "follows" => format!("followers of {}", of(0)),
        "comments" => format!("comments shown under {}", of(0)),
        "reports" => format!("open reports of a comment under {}", of(0)),
        "files" => format!("uses of the stored file {}", of(0)),
        _ => format!(
            "portal and dashboard, {}, {} in {}",
            place(0),
            measure(of(2)),
            of(1)
        ),
    }
}

/// What the dashboard counts under this name.
fn measure(code: &str) -> String {
    let mut parts = code.splitn(3, '.');
    let mut next = || parts.next().unwrap_or_default();
    let [of, what, how] = std::array::from_fn(|_| next());
    match (of, what) {
        ("task", "all") => "promises made".to_owned(),
        ("task", "open") => "promises being handled".to_owned(),
        ("task", "a") => "promises done".to_owned(),
        ("task", "b") => "promises under way with a date".to_owned(),
        ("task", "c") => "promises kept for planning".to_owned(),
        ("task", "d") => "promises not feasible".to_owned(),
        ("topic", "submitted") => "topics raised".to_owned(),
        ("topic", "concluded") => "topics concluded".to_owned(),
        ("topic", "unresolved") => "topics ended unresolved".to_owned(),
        ("source", source) => format!("topics raised as {source}"),
        ("stay", step) => format!("topics that left step {step}"),
        ("rating", kind) => format!("ratings \"{how}\" of kind {kind}"),
        _ => code.to_owned(),
    }
}
