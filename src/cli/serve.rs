//! `yishi serve`: web and worker in one process, until it is asked to stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail};
use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::kit::clock::Clock;
use crate::kit::config::{self, Common, Part, SECRET_SETTINGS};
use crate::kit::segment;
use crate::service::App;
use crate::store::{Store, tenants};
use crate::web::kit::assets;
use crate::web::{self, AppState};
use crate::worker;

use super::database::{Database, Use};
use super::signals::Stop;
use super::{Exit, Means, demo, means, print};

/// How long pages that are being answered may take after the program was asked to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Connections of the worker.
const WORKER_POOL: u32 = 4;

/// Settings of `serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = SECRET_SETTINGS)]
#[command(after_long_help = long_help())]
pub struct ServeArgs {
    #[command(flatten)]
    settings: config::ServeArgs,
}

fn long_help() -> String {
    format!(
        "{SECRET_SETTINGS}\n\nEvery setting can stand in the environment instead of on the command line; an empty value \
         counts as unset.\n\nExample: yishi serve --demo"
    )
}

/// Serves until it is asked to stop.
pub async fn run(args: &ServeArgs, common: Common) -> anyhow::Result<Exit> {
    let settings = args.settings.check(&common)?;
    let mut stop = Stop::listen()?;
    let database = Database::open(&common, Use::Serve).await?;
    let served = async {
        if settings.demo && demo::clear(&common, &database).await? {
            print("The demonstration was not finished last time; it is made anew.");
        }
        let means = means::open(&common, &database, settings.pool, "yishi").await?;
        let served = serve(&settings, &means, &mut stop).await;
        means.store.close().await;
        served
    };
    let served = served.await;
    database.close().await;
    served?;
    tracing::info!("stopped");
    Ok(Exit::Done)
}

async fn serve(settings: &config::Serve, means: &Means, stop: &mut Stop) -> anyhow::Result<()> {
    let mut log_ins = Vec::new();
    if settings.demo {
        if let Some(street) = tenants::not_of_the_demo(&means.store).await? {
            bail!(
                "--demo: this database holds the street {street}, which is not the demonstration's. \
                 Serve it without --demo, or give the demonstration other data (--data)"
            );
        }
        log_ins = tokio::select! {
            made = demo::ensure(means, settings.today) => made?,
            () = stop.asked(1) => return Ok(()),
        };
    }
    let mut app = means.app().await?;
    app.topics_a_day = settings.topics_a_day;
    if let Some(day) = settings.today {
        app.clock = Clock::Offset(day - app.clock.today());
    }
    if app.sms.is_console() && !settings.demo {
        tracing::warn!(
            "YISHI_SMS_URL is not set: codes for registration and forgotten passwords stand in this log"
        );
    }
    if !assets::complete() {
        tracing::warn!(
            "built without what package.json names: pages reload where they would change in place; npm ci, then build again"
        );
    }
    let app = Arc::new(app);
    let worker = match settings.role {
        Part::Web => None,
        Part::Worker | Part::All => Some(start_worker(&app, means).await?),
    };
    let served = match settings.role {
        Part::Worker => {
            print("Yishi works without a listener.");
            stop.asked(1).await;
            Ok(())
        }
        Part::Web | Part::All => {
            let listener = listen(settings.listen).await?;
            let address = listener.local_addr()?;
            let public = settings.public_url.as_ref();
            let origin =
                public.map_or_else(|| format!("http://{address}"), |url| url.origin.clone());
            let router = pages(&app, settings, &origin).await?;
            print(format_args!("Yishi serves at {origin}"));
            // In a thread that ends with it: what reading it took beside is given back at once.
            thread::spawn(segment::read_dictionary);
            for line in log_ins {
                print(line);
            }
            answer(listener, router, stop.clone()).await
        }
    };
    if let Some((task, store)) = worker {
        // What it had not finished waits in the outbox.
        task.abort();
        store.close().await;
    }
    served
}

/// Starts the worker on a pool of its own.
async fn start_worker(app: &App, means: &Means) -> anyhow::Result<(JoinHandle<()>, Store)> {
    let store = means::connect(&means.urls, WORKER_POOL, "yishi worker").await?;
    let app = App {
        store: store.clone(),
        ..app.clone()
    };
    Ok((tokio::spawn(worker::run(Arc::new(app))), store))
}

/// The pages, for people who come by this address.
async fn pages(app: &Arc<App>, settings: &config::Serve, origin: &str) -> anyhow::Result<Router> {
    let config = web::Config {
        public_url: origin.to_owned(),
        trusted_proxies: settings.trusted_proxies.clone(),
        page_life: if settings.page_cache {
            web::PAGE_LIFE
        } else {
            Duration::ZERO
        },
    };
    let state = AppState::new(app.clone(), config).await;
    Ok(web::router(&state.context("The streets cannot be read")?))
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|fault| {
        let why = match fault.kind() {
            io::ErrorKind::AddrInUse => "another program listens there",
            io::ErrorKind::PermissionDenied => "the system does not let this user listen there",
            io::ErrorKind::AddrNotAvailable => "this machine does not have that address",
            _ => "the system refuses",
        };
        anyhow::anyhow!(
            "YISHI_LISTEN is {address}, and {why} ({fault}). Example: YISHI_LISTEN=127.0.0.1:8081"
        )
    })
}

/// Answers until asked to stop, then finishes what was begun; asked twice, or after [`GRACE`], it
/// finishes no more.
async fn answer(listener: TcpListener, router: Router, mut stop: Stop) -> anyhow::Result<()> {
    let mut asked = stop.clone();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let served =
        axum::serve(listener, service).with_graceful_shutdown(async move { asked.asked(1).await });
    let cut = async {
        stop.asked(1).await;
        tracing::info!("asked to stop; finishing the pages that are being answered");
        let _ = timeout(GRACE, stop.asked(2)).await;
    };
    tokio::select! {
        served = served.into_future() => served.context("The listener failed"),
        () = cut => Ok(()),
    }
}
