//! What the web floor is given at the start, cheap to clone.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use axum::Router;

use super::limits::Limits;
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
}

impl Config {
    /// Settings for an address, without proxies.
    #[must_use]
    pub fn new(public_url: &str) -> Self {
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            trusted_proxies: Networks::default(),
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
    /// Rate limits.
    pub limits: Limits,
    /// The router itself, so that a form can be shown again by the page it came from.
    pub(super) router: OnceLock<Router>,
    offered: OnceLock<Vec<String>>,
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
            config,
            streets,
            limits: Limits::default(),
            router: OnceLock::new(),
            offered: OnceLock::new(),
        })))
    }

    /// Keeps the finished router, for forms that are shown again, and the paths it serves, so that
    /// no navigation leads nowhere.
    pub fn keep(&self, router: Router, paths: Vec<String>) {
        let _kept = self.0.router.set(router);
        let _kept = self.0.offered.set(paths);
    }

    /// Whether there is a page at a path below the street.
    #[must_use]
    pub fn offers(&self, below: &str) -> bool {
        let path = format!("/{{street}}{below}");
        self.0
            .offered
            .get()
            .is_some_and(|paths| paths.contains(&path))
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
