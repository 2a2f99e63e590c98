//! `yishi demo` and `serve --demo`: the demonstration world, and streets full of load.
//!
//! The world is made by the same use cases as real life, with a clock that is set by hand, so that
//! its records verify. [`world`] is what it is made of, [`town`] its people, [`above`] those above the streets, [`course`] one topic on
//! its course, [`station`], [`deliberation`], [`results`] and [`loops`] the ways that topics take. [`load`] makes streets full of topics in bulk.

mod above;
mod course;
mod deliberation;
mod drawing;
mod load;
mod loops;
mod mark;
mod newcomers;
mod password;
mod results;
mod station;
mod town;
mod way;
mod world;

pub use mark::clear;

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use clap::Args;
use indicatif::ProgressBar;

use self::course::{Course, Stage};
use self::loops::{KNOWN, Keys};
use self::world::{StreetSeed, TopicSeed, World};
use super::{Exit, Means, Refused};
use crate::domain::calendar::at_hour;
use crate::domain::fields::Raw;
use crate::kit::clock::Clock;
use crate::kit::ids::Ids;
use crate::kit::sms::Sms;
use crate::service::{App, notices, topics};
use crate::store::tenants::{self, NewTenant};
use crate::store::{self, Owner, TenantId, system_tx};

/// Days before the world's day on which its streets were founded.
const FOUNDED: u64 = 300;

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
pub async fn run(args: &DemoArgs, means: &Means) -> anyhow::Result<Exit> {
    if args.streets.is_some() || args.topics.is_some() {
        return load::run(args, means).await;
    }
    let slugs: HashSet<String> = streets(means).await?;
    let world = World::read()?;
    if world.streets.iter().any(|s| slugs.contains(&s.slug)) {
        return Err(Refused("The demonstration's streets are there already.".to_owned()).into());
    }
    let made = make(args, means).await?;
    super::print(format_args!(
        "{made} topics. Log-ins: yishi serve --demo prints them."
    ));
    Ok(Exit::Done)
}

/// `serve --demo`: makes the demonstration's streets where they are missing, and gives the lines
/// that are printed under the address: the log-ins and their password.
pub async fn ensure(means: &Means, today: Option<NaiveDate>) -> anyhow::Result<Vec<String>> {
    let world = World::read()?;
    let slugs = streets(means).await?;
    let there = world
        .streets
        .iter()
        .filter(|s| slugs.contains(&s.slug))
        .count();
    if there == 0 {
        let args = DemoArgs {
            streets: None,
            topics: None,
            seed: 1,
            today,
            until_step: None,
        };
        make(&args, means).await?;
    } else if there < world.streets.len() {
        bail!(
            "the demonstration was not finished: the program was stopped while it made it. Remove the folder {} \
             and start again",
            means.common.data.display()
        );
    } else {
        password::refresh(means, &world).await?;
    }
    lines(means)
}

async fn streets(means: &Means) -> anyhow::Result<HashSet<String>> {
    let streets = system_tx::streets(&means.store).await?;
    Ok(streets.into_iter().map(|s| s.slug).collect())
}

fn lines(means: &Means) -> anyhow::Result<Vec<String>> {
    let password = password::kept(means)?;
    let mut lines = vec![
        String::new(),
        format!("A demonstration. Street: yunxi (or dongli). Password of every log-in: {password}"),
    ];
    lines.extend(
        KNOWN
            .iter()
            .map(|(n, what)| format!("  {}  {what}", town::phone(*n))),
    );
    lines.push("At /platform:".to_owned());
    lines.extend(
        [(0, "platform operator"), (20, "district viewer")]
            .map(|(n, what)| format!("  {}  {what}", town::phone(n))),
    );
    Ok(lines)
}

/// Makes both streets with the kept password; answers how many topics there are.
async fn make(args: &DemoArgs, means: &Means) -> anyhow::Result<usize> {
    let app = means.app().await?;
    let hash = app.passwords.hash(&password::choose(means)?).await?;
    let mut owner = means.owner("yishi demo").await?;
    mark::begin(&means.common.data)?;
    let made = found(app, &mut owner, &hash, args).await?;
    mark::end(&means.common.data)?;
    Ok(made)
}

/// Makes both streets: every account gets the password of this hash. Answers how many topics there are.
///
/// # Errors
/// When a deed is refused, or the database is away.
pub async fn found(
    app: App,
    owner: &mut Owner,
    hash: &str,
    args: &DemoArgs,
) -> anyhow::Result<usize> {
    let world = World::read()?;
    let today = args.today.unwrap_or_else(|| app.clock.today());
    // The world stands at the beginning of its day, whatever the hour: the same rows all day long.
    let now = at_hour(today, 0);
    let founded = at_hour(
        today
            .checked_sub_days(Days::new(FOUNDED))
            .context("--today lies too far back")?,
        9,
    );
    let app = Arc::new(App {
        clock: Clock::at(founded),
        ids: Ids::seeded(args.seed),
        sms: Sms::kept(),
        ..app
    });
    let total = world.topics.len() + world.dongli_topics.len();
    let bar = super::progress::bar(
        u64::try_from(total).unwrap_or(0),
        "topics of the demonstration",
    );
    let topics = [&world.topics, &world.dongli_topics];
    for (seed, topics) in world.streets.iter().zip(topics) {
        let maker = StreetMaker {
            app: &app,
            world: &world,
            seed,
            hash,
            founded,
            now,
            until_step: args.until_step.unwrap_or(8),
        };
        maker.make(owner, topics, &bar).await?;
    }
    bar.finish_and_clear();
    above::found(&app, hash).await?;
    Ok(total)
}

struct StreetMaker<'a> {
    app: &'a Arc<App>,
    world: &'a World,
    seed: &'a StreetSeed,
    hash: &'a str,
    founded: DateTime<Utc>,
    now: DateTime<Utc>,
    until_step: u8,
}

impl StreetMaker<'_> {
    /// The first community's council asks its residents, since three days ago.
    async fn call(&self, tenant: TenantId, town: &town::Town) -> anyhow::Result<()> {
        let app = self.app;
        app.clock
            .set(self.now - TimeDelta::days(3) + TimeDelta::hours(9));
        let liaison = town.me(&town::phone(10))?;
        let council = liaison.actor.roles.iter().find_map(|g| g.council);
        let today = app.clock.today();
        let form = Raw::of([
            ("council", council.unwrap_or_default().to_string()),
            ("title", "入冬以前，小区里最该商量的一件事".to_owned()),
            (
                "body",
                "天冷了，楼道、路面、充电、取暖，哪件事您最想大家坐下来商量？写清楚在哪里、影响到谁。不方便上网的，\
                 到社区议事室或者打电话，由联络员代录。"
                    .to_owned(),
            ),
            ("opens_on", today.to_string()),
            ("closes_on", (today + Days::new(13)).to_string()),
        ]);
        let tx = app.store.write(tenant, "demo.call").await?;
        topics::announce(tx, app, liaison, &form).await?;
        Ok(())
    }

    /// Founds the street and leads its topics, those that began first before the others.
    async fn make(
        &self,
        owner: &mut Owner,
        topics: &[TopicSeed],
        bar: &ProgressBar,
    ) -> anyhow::Result<()> {
        let app = self.app;
        app.clock.set(self.founded);
        let new = NewTenant {
            slug: self.seed.slug.clone(),
            prefix: self.seed.prefix.clone(),
            division_code: self.seed.code.clone(),
            name: self.seed.name.clone(),
            english_name: self.seed.english_name.clone(),
            organiser: self.seed.organiser.clone(),
            english_organiser: self.seed.english_organiser.clone(),
            phone: self.seed.phone.clone(),
            demo: true,
        };
        tenants::insert(owner, &new).await?;
        let street = system_tx::street(&app.store, &self.seed.slug)
            .await?
            .context("the street that was just founded")?;
        let since = app.clock.today();
        let town = town::found(app, &street, self.seed, self.world, self.hash, since).await?;
        let tenant = street.id;
        let mut stage = Stage {
            app: app.clone(),
            street: Arc::new(street),
            town: &town,
            texts: &self.world.texts,
            now: self.now,
            taken: HashSet::new(),
        };
        // A topic that others point to comes before them, whenever it began.
        let mut order: Vec<(usize, &TopicSeed)> = topics.iter().enumerate().collect();
        order.sort_by_key(|(i, t)| (std::cmp::Reverse(t.way.began()), *i));
        let mut keys = Keys::new();
        for (nth, topic) in order {
            bar.inc(1);
            let unknown = topic.into.as_ref().is_some_and(|k| !keys.contains_key(k));
            if topic.way.reach().0.step() > self.until_step || unknown {
                continue;
            }
            let mut course = Course::new(&mut stage, topic, nth, topic.way.began())?;
            course.go(&mut keys).await?;
        }
        app.clock.set(self.now - TimeDelta::hours(30));
        newcomers::register(app, &stage.street, self.hash).await?;
        self.call(tenant, &town).await?;
        app.clock.set(self.now);
        notices::tell_all(app, tenant).await?;
        let mut tx = app.store.write(tenant, "demo.read").await?;
        store::notices::read_until(&mut tx, self.now - TimeDelta::days(3)).await?;
        tx.commit().await?;
        Ok(())
    }
}
