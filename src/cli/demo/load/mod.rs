//! Streets full of load: `yishi demo --streets N --topics N`.
//!
//! The functions that decide in real life decide here, in memory ([`life`], [`way`]); the store
//! inserts in bulk ([`batch`]). A street's people are few ([`street`]), so that there can be thousands
//! of streets. What is made hangs on seed and day alone, but for the salts of the record; how many
//! topics stand where is [`plan`]'s.

mod batch;
mod life;
mod plan;
mod results;
mod rows;
mod street;
mod way;
mod words;

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::Context;
use chrono::Days;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::plan::Workdays;
use self::street::Founding;
use super::{DemoArgs, password, town};
use crate::cli::{Exit, Means, progress};
use crate::domain::calendar::at_hour;
use crate::kit::clock::Clock;
use crate::kit::ids::Ids;
use crate::service::App;
use crate::store::system_tx;

/// Topics of one transaction: some ten thousand rows.
const BATCH: usize = 250;

/// Batches under way at a time: one thinks while another is written.
const AT_ONCE: usize = 3;

/// Topics of a street, where only the streets were given.
const TOPICS: u32 = 1_000;

/// Days before the world's day on which the streets were founded: before their first topic.
const FOUNDED: u64 = 420;

/// Makes the streets.
pub(super) async fn run(args: &DemoArgs, means: &Means) -> anyhow::Result<Exit> {
    let streets = args.streets.unwrap_or(1);
    let topics = args.topics.unwrap_or(TOPICS);
    let app = means.app().await?;
    let today = args.today.unwrap_or_else(|| app.clock.today());
    let since = today
        .checked_sub_days(Days::new(FOUNDED))
        .context("--today lies too far back")?;
    let app = Arc::new(App {
        clock: Clock::at(at_hour(since, 9)),
        ids: Ids::seeded(args.seed),
        ..app
    });
    let founding = Founding {
        app: app.clone(),
        hash: app.passwords.hash(&password::choose(means)?).await?,
        seed: args.seed,
        since,
    };
    let workdays = Arc::new(Workdays::around(&app.calendar, today));
    let there = system_tx::streets(&app.store).await?;
    let taken: HashSet<&str> = there
        .iter()
        .flat_map(|s| [s.slug.as_str(), s.prefix.as_str()])
        .collect();
    let free = (1..).filter(|n| {
        let names = [street::slug(*n), street::prefix(*n)];
        !names.iter().any(|name| taken.contains(name.as_str()))
    });
    let mut owner = means.owner("yishi demo").await?;
    let bar = progress::bar(u64::from(streets) * u64::from(topics), "topics of load");
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut batches: JoinSet<anyhow::Result<usize>> = JoinSet::new();
    for n in free.take(usize::try_from(streets)?) {
        let cast = Arc::new(founding.found(&mut owner, n).await?);
        let seed = mixed(args.seed, u64::from(n), 0);
        let plan = plan::plan(&workdays, seed, topics);
        for part in plan.chunks(BATCH) {
            let place = places.clone().acquire_owned().await?;
            while let Some(done) = batches.try_join_next() {
                bar.inc(u64::try_from(done??)?);
            }
            let job = batch::Job {
                app: app.clone(),
                cast: cast.clone(),
                workdays: workdays.clone(),
                seed,
                part: part.to_vec(),
            };
            batches.spawn(async move {
                let done = job.run().await;
                drop(place);
                done
            });
        }
    }
    while let Some(done) = batches.join_next().await {
        bar.inc(u64::try_from(done??)?);
    }
    bar.finish_and_clear();
    crate::cli::print(format_args!(
        "{streets} streets of load with {topics} topics each. Log-ins of each: {} (resident), {} (liaison), {} (office), {} (leader). \
         Password: {}",
        town::phone(1),
        town::phone(10),
        town::phone(town::OFFICE),
        town::phone(town::LEADER),
        password::kept(means)?
    ));
    Ok(Exit::Done)
}

/// One number out of three, each bit of which hangs on all of theirs (splitmix64).
fn mixed(a: u64, b: u64, c: u64) -> u64 {
    let mut mixed = 0;
    for part in [a, b, c] {
        mixed = (mixed ^ part).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
    }
    mixed
}
