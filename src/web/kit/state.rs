//! What the web floor is given at the start, cheap to clone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::cache::Pages;
use super::limits::Limits;
use super::names::Glossary;
use super::net::Networks;
use super::streets::Streets;
use crate::service::App;
use crate::store;

/// Settings of the web floor.
#[derive(Debug, Clone)]
pub struct Config {
    /// The address that people type (YISHI_PUBLIC_URL), without a slash at its end: the only source
    /// of absolute links, and the origin that forms may come from.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed (YISHI_TRUSTED_PROXIES).
    pub trusted_proxies: Networks,
    /// How long a page that anybody may see is kept; zero for not at all.
    pub page_life: Duration,
}

impl Config {
    /// Settings for an address, without proxies and without kept pages.
    #[must_use]
    pub fn new(public_url: &str) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            trusted_proxies: Networks::default(),
            page_life: Duration::ZERO,
        }
    }

    /// Whether people come over https: cookies are `Secure` then, and named `__Host-`.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// The state of every handler.
#[derive(Debug, Clone)]
pub struct AppState(Arc<Inner>);

/// What stands behind [`AppState`].
#[derive(Debug)]
pub struct Inner {
    /// The use cases' means.
    pub app: Arc<App>,
    /// Settings.
    pub config: Config,
    /// The streets, kept in memory.
    pub streets: Streets,
    /// English names of places, kept in memory.
    pub names: Glossary,
    /// Rate limits.
    pub limits: Limits,
    /// Pages that anybody may see, for a second.
    pub pages: Pages,
    offered: OnceLock<BTreeMap<String, &'static str>>,
    with_files: OnceLock<BTreeSet<String>>,
}

impl AppState {
    /// Reads the streets and keeps them.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn new(app: Arc<App>, config: Config) -> store::Result<Self> {
        let streets = Streets::load(&app.store).await?;
        Ok(Self(Arc::new(Inner {
            app,
            pages: Pages::living(config.page_life),
            config,
            streets,
            names: Glossary::default(),
            limits: Limits::default(),
            offered: OnceLock::new(),
            with_files: OnceLock::new(),
        })))
    }

    /// Keeps the paths of the pages that are served, so that no navigation leads nowhere.
    pub fn keep(&self, paths: Vec<String>) {
        let named = paths.into_iter().map(|path| {
            // Made once a process for each route: a transaction's name outlives them all.
            let name: &'static str = Box::leak(name(&path).into_boxed_str());
            (path, name)
        });
        let _kept = self.0.offered.set(named.collect());
    }

    /// Keeps the routes whose forms may carry files.
    pub fn keep_files(&self, routes: BTreeSet<String>) {
        let _kept = self.0.with_files.set(routes);
    }

    /// Whether the forms of a route may carry files.
    pub(super) fn takes_files(&self, route: &str) -> bool {
        self.0.with_files.get().is_some_and(|r| r.contains(route))
    }

    /// Whether there is a page at a path below the street.
    #[must_use]
    pub fn offers(&self, below: &str) -> bool {
        let path = format!("/{{street}}{below}");
        self.0
            .offered
            .get()
            .is_some_and(|paths| paths.contains_key(&path))
    }

    /// The name of the transaction of a page, as `pg_stat_activity` shows it: `web.topics-code`.
    #[must_use]
    pub(super) fn transaction(&self, route: &str) -> &'static str {
        let names = self.0.offered.get();
        names
            .and_then(|n| n.get(route))
            .copied()
            .unwrap_or("web.page")
    }
}

/// `/{street}/topics/{code}` is `web.topics-code`, the portal `web.street`.
fn name(path: &str) -> String {
    let words: Vec<String> = path
        .split('/')
        .map(|part| {
            part.chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect()
        })
        .filter(|part: &String| !part.is_empty())
        .collect();
    let below = words.get(1..).filter(|w| !w.is_empty()).unwrap_or(&words);
    format!("web.{}", below.join("-"))
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
