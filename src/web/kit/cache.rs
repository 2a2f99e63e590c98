//! The page cache: a link in a group chat brings a thousand people to one page within a minute, and
//! they all see the same page. It lives inside the process only, for a second, and holds what anybody may see.
//!
//! What is kept: GET, 200, of the few pages of [`KEPT`], asked without a log-in, without something to
//! be said once, and with no parameter that the page does not know. One request makes a page, the
//! others wait for it. A form that was posted in a street drops that street's pages.

use std::io::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use moka::future::Cache;

use super::asked::Asked;
use super::error::PageError;
use super::state::AppState;
use super::{cookies, headers};
use crate::kit::i18n::Lang;
use crate::store::TenantId;

/// How long a page lives.
pub const PAGE_LIFE: Duration = Duration::from_secs(1);

/// The most bytes of all pages together.
const MOST: u64 = 32 * 1024 * 1024;

/// The most bytes of path and query: longer ones are nobody's link.
const LONGEST: usize = 400;

/// Pages that are kept, with the parameters that they know. Never those of a search by words.
const KEPT: &[(&str, &[&str])] = &[
    ("/{street}", &[]),
    (
        "/{street}/topics",
        &[
            "community",
            "step",
            "stage",
            "category",
            "source",
            "state",
            "rated",
            "sort",
            "after",
        ],
    ),
    ("/{street}/topics/{code}", &[]),
    ("/{street}/sessions", &[]),
    ("/{street}/sessions/{id}", &[]),
    (
        "/{street}/results",
        &["status", "overdue", "community", "from", "until", "after"],
    ),
    (
        "/{street}/api/v1/topics",
        &[
            "community",
            "council",
            "step",
            "category",
            "source",
            "state",
            "sort",
            "after",
            "limit",
        ],
    ),
    ("/{street}/api/v1/topics/{code}", &[]),
    ("/{street}/api/v1/topics/{code}/record", &[]),
    ("/{street}/api/v1/sessions", &["council", "after", "limit"]),
    (
        "/{street}/api/v1/tasks",
        &[
            "status",
            "overdue",
            "community",
            "from",
            "until",
            "after",
            "limit",
        ],
    ),
    (
        "/{street}/api/v1/results",
        &[
            "status",
            "overdue",
            "community",
            "from",
            "until",
            "after",
            "limit",
        ],
    ),
    ("/{street}/api/v1/statistics", &[]),
];

/// Which page, as whom, in which language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    tenant: TenantId,
    turn: u64,
    path: String,
    query: Vec<(String, String)>,
    english: bool,
    large: bool,
}

/// A page as it is kept; compressed once, when the first who can read it so asks.
#[derive(Debug)]
struct Page {
    kind: HeaderValue,
    link: Option<HeaderValue>,
    mark: HeaderValue,
    bytes: Bytes,
    small: OnceLock<Option<Bytes>>,
}

/// The pages of this process.
#[derive(Debug)]
pub struct Pages {
    pages: Cache<Key, Arc<Page>>,
    /// How often a street's pages were dropped, by its number modulo the length: two streets that
    /// share a place only drop each other's pages.
    turns: Vec<AtomicU64>,
    life: Duration,
}

impl Pages {
    /// A cache whose pages live so long; none at all for zero.
    #[must_use]
    pub fn living(life: Duration) -> Self {
        let weight = |key: &Key, page: &Arc<Page>| {
            // The compressed one comes later; it is a fraction of the page.
            u32::try_from(key.path.len() + page.bytes.len() * 5 / 4 + 300).unwrap_or(u32::MAX)
        };
        Self {
            pages: Cache::builder()
                .max_capacity(MOST)
                .weigher(weight)
                .time_to_live(life)
                .build(),
            turns: (0..1024).map(|_| AtomicU64::new(0)).collect(),
            life,
        }
    }

    /// Drops a street's pages.
    pub fn drop_street(&self, tenant: TenantId) {
        self.turn(tenant).fetch_add(1, Ordering::Relaxed);
    }

    fn turn(&self, tenant: TenantId) -> &AtomicU64 {
        let place = usize::try_from(tenant).unwrap_or_default() % self.turns.len();
        &self.turns[place]
    }

    /// The key of a request whose page may be kept.
    pub(super) fn key(
        &self,
        web: &AppState,
        asked: &Asked,
        route: &str,
        method: &Method,
    ) -> Option<Key> {
        let street = asked.street.as_ref()?;
        let (_, known) = KEPT.iter().find(|(path, _)| *path == route)?;
        let login = cookies::login_name(&web.config, street.id);
        let plain = *method == Method::GET
            && !self.life.is_zero()
            && asked.again.is_none()
            && asked.path.len() <= LONGEST
            && asked
                .query
                .keys()
                .all(|name| known.contains(&name.as_str()))
            && asked.jar.get(&login).is_none()
            && asked.jar.get(cookies::FLASH).is_none();
        plain.then(|| Key {
            tenant: street.id,
            turn: self.turn(street.id).load(Ordering::Relaxed),
            path: asked.path.split('?').next().unwrap_or_default().to_owned(),
            query: asked
                .query
                .iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            english: asked.lang == Lang::En,
            large: asked.large,
        })
    }

    /// The page of a key: kept, or made by one request while the others wait. A page that cannot be
    /// kept, an error say, is its maker's; who waited for it makes their own.
    pub(super) async fn answer(
        &self,
        key: Key,
        accepts: &HeaderMap,
        make: impl Future<Output = Response> + Send,
    ) -> Response {
        let mut own = Some(make);
        let kept = self.pages.try_get_with(key, async {
            match own.take() {
                Some(make) => keep(make.await).await.map_err(|r| Mutex::new(Some(r))),
                None => Err(Mutex::new(None)),
            }
        });
        match (kept.await, own) {
            (Ok(page), _) => page.answer(accepts),
            (Err(_), Some(make)) => make.await,
            (Err(made), None) => made
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .unwrap_or_else(|| {
                    PageError::fault("a page that somebody else took").into_response()
                }),
        }
    }
}

/// A page that may be kept; any other answer comes back.
async fn keep(answer: Response) -> Result<Arc<Page>, Response> {
    let set = [header::SET_COOKIE, header::CACHE_CONTROL, header::LOCATION];
    let kind = answer.headers().get(header::CONTENT_TYPE).cloned();
    let Some(kind) = kind else { return Err(answer) };
    if answer.status() != StatusCode::OK || set.iter().any(|h| answer.headers().contains_key(h)) {
        return Err(answer);
    }
    let link = answer.headers().get(header::LINK).cloned();
    let (parts, body) = answer.into_parts();
    match to_bytes(body, headers::PAGE_BYTES).await {
        Ok(bytes) => Ok(Arc::new(Page {
            kind,
            link,
            mark: headers::mark(&bytes),
            bytes,
            small: OnceLock::new(),
        })),
        Err(_) => Err(Response::from_parts(parts, Body::empty())),
    }
}

impl Page {
    fn answer(&self, accepts: &HeaderMap) -> Response {
        let small = match reads_gzip(accepts) {
            true => self.small.get_or_init(|| gzip(&self.bytes).ok()).as_ref(),
            false => None,
        };
        let body = small.unwrap_or(&self.bytes).clone();
        let mut response = Response::new(Body::from(body));
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        headers.insert(header::ETAG, self.mark.clone());
        if let Some(link) = &self.link {
            headers.insert(header::LINK, link.clone());
        }
        if small.is_some() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

fn reads_gzip(accepts: &HeaderMap) -> bool {
    let accepted = accepts.get(header::ACCEPT_ENCODING);
    let accepted = accepted.and_then(|v| v.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let refused = |p: &str| matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        parts.next() == Some("gzip") && !parts.any(refused)
    })
}

fn gzip(bytes: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.into())
}
