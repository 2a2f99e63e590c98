//! The yardsticks of the run itself: how fast a page is beside a bare handler of the same bytes (S), and
//! beside pgbench that sends the page's own statements (P). Started by `script/bench`, which makes the
//! cluster; prints a table and writes `target/bench/report.json`.
//!
//! [`program`] is the program under test, [`capture`] what it says to the database, [`bare`] the bare
//! handler, [`generators`] are wrk and pgbench, [`pages`] what is asked for, [`report`] the table.

mod bare;
mod capture;
mod generators;
mod http;
mod pages;
mod program;
mod report;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, bail};

use self::capture::Captured;
use self::generators::{Bench, Ran};
use self::pages::Page;
use self::program::{Cpu, Program};
use self::report::{Report, Row};

/// HTTP connections of the load generator.
const CONNECTIONS: u32 = 64;

/// Connections under which the program's memory is looked at: a hall of phones, and every street besides.
const CROWD: u32 = 256;

/// How the run is made.
#[derive(Debug)]
struct Options {
    /// Topics in the street.
    topics: u32,
    /// Rounds of each yardstick; one warm-up comes before.
    rounds: usize,
    /// How long a round is.
    round: Duration,
    /// Also measure a street with a hundred times the topics.
    growth: bool,
    /// Only the pages whose names hold one of these, parted by commas.
    only: Option<String>,
}

impl Options {
    fn read() -> anyhow::Result<Self> {
        let mut options = Self {
            topics: 10_000,
            rounds: 3,
            round: Duration::from_secs(20),
            growth: false,
            only: None,
        };
        let mut args = std::env::args().skip(1);
        while let Some(arg) = args.next() {
            let mut value = || args.next().with_context(|| format!("{arg} needs a value"));
            match arg.as_str() {
                "--quick" => {
                    options.topics = 300;
                    options.rounds = 1;
                    options.round = Duration::from_secs(1);
                }
                "--growth" => options.growth = true,
                "--topics" => options.topics = value()?.parse()?,
                "--rounds" => options.rounds = value()?.parse()?,
                "--seconds" => options.round = Duration::from_secs(value()?.parse()?),
                "--only" => options.only = Some(value()?),
                // Cargo says so to every benchmark.
                "--bench" => {}
                other => bail!("{other} is no option of script/bench"),
            }
        }
        Ok(options)
    }
}

/// The cluster that `script/bench` started.
#[derive(Debug)]
struct Place {
    /// The folder of the socket and, below it, of data and log.
    cluster: PathBuf,
    /// Where reports and scripts are written.
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    // `cargo test --benches` runs this too: without a cluster there is nothing to measure.
    let Ok(cluster) = std::env::var("YISHI_BENCH_CLUSTER") else {
        eprintln!("Run script/bench, which starts the database that this needs.");
        return Ok(());
    };
    let options = Options::read()?;
    let place = Place {
        cluster: cluster.into(),
        out: PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench"),
    };
    std::fs::create_dir_all(&place.out)?;
    run(&options, &place)
}

fn run(options: &Options, place: &Place) -> anyhow::Result<()> {
    let mut report = Report::default();
    program::migrate(place)?;
    report.load = Some(program::load(place, options.topics)?);
    if options.growth {
        program::load(place, options.topics * 100)?;
    }
    let mut program = Program::start(place, false)?;
    report.start_ms = program.start_ms;
    std::thread::sleep(Duration::from_secs(2));
    report.idle_rss = program.rss()?;
    let streets = if options.growth { 1..=2 } else { 1..=1 };
    let mut kept = Vec::new();
    for street in streets {
        let pages = pages::all(&program, place, street)?;
        measure_all(options, place, &program, &pages, &mut report)?;
        kept.extend(pages::kept(&pages));
    }
    report.load_rss = program.rss()?;
    report.crowd_rss = crowd(options, place, &program)?;
    program.stop()?;
    let mut program = Program::start(place, true)?;
    measure_all(options, place, &program, &kept, &mut report)?;
    program.stop()?;
    report.print();
    report.write(place)
}

/// The program's memory after a crowd came to its pages, megabytes: nothing is kept for it.
fn crowd(options: &Options, place: &Place, program: &Program) -> anyhow::Result<f64> {
    for page in &pages::all(program, place, 1)? {
        if page.request.method == "GET" {
            let bench = Bench {
                place,
                page,
                connections: CROWD,
            };
            bench.wrk(&program.address, options.round.min(Duration::from_secs(4)))?;
        }
    }
    program.rss()
}

/// Those of the pages that are asked for.
fn measure_all(
    options: &Options,
    place: &Place,
    program: &Program,
    pages: &[Page],
    report: &mut Report,
) -> anyhow::Result<()> {
    let only = options.only.as_deref().unwrap_or_default();
    let wanted = |page: &&Page| only.split(',').any(|part| page.name.contains(part));
    for page in pages.iter().filter(wanted) {
        let row = measure(options, place, program, page)
            .with_context(|| format!("the page {}", page.name))?;
        eprintln!("{}", row.line());
        report.rows.push(row);
    }
    Ok(())
}

/// One page: what it says to the database, then page, bare handler and pgbench by turns.
fn measure(
    options: &Options,
    place: &Place,
    program: &Program,
    page: &Page,
) -> anyhow::Result<Row> {
    let asked = page.ask(&program.address)?;
    if !page.expects(asked.status) {
        return Ok(Row::missing(page, asked.status));
    }
    let captured = if page.kept {
        Captured::default()
    } else {
        Captured::of(place, program, page)?
    };
    let bare = bare::serve(&asked)?;
    let bench = Bench {
        place,
        page,
        connections: CONNECTIONS,
    };
    let mut row = Row::new(page, &asked, &captured);
    for round in 0..=options.rounds {
        // The first round warms up.
        let time = if round == 0 {
            options.round.min(Duration::from_secs(4))
        } else {
            options.round
        };
        let before = Cpu::now(place, Some(program))?;
        let http = bench.wrk(&program.address, time)?;
        let http_cpu = Cpu::now(place, Some(program))?.since(&before);
        let plain = bench.wrk(&bare.address, time)?;
        let before = Cpu::now(place, None)?;
        let sql = if captured.is_empty() {
            None
        } else {
            Some(bench.pgbench(&captured, program.pool, time)?)
        };
        let sql_cpu = Cpu::now(place, None)?.since(&before);
        if round > 0 {
            row.add(
                &http,
                &http_cpu,
                &plain,
                sql.as_ref().map(|s: &Ran| (s, &sql_cpu)),
            );
        }
    }
    Ok(row)
}
