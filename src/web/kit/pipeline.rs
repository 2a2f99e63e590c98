//! What happens around every page: the request is read once, limits and time-outs hold, a panic is
//! caught, an error is rendered in the person's language, headers are set, one line is logged.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, MatchedPath, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use axum_extra::extract::cookie::CookieJar;
use futures::FutureExt;
use tower_http::csrf::ProtectionError;

use super::asked::{self, Asked, Learnt};
use super::error::PageError;
use super::state::AppState;
use super::{again, api, canonical, cookies, fault_page, flash, headers, net, streets, upload};
use crate::domain::fields::Raw;
use crate::kit::i18n::Lang;
use crate::kit::secret::random_bytes;
use crate::store::people::logins;
use crate::store::{patience, tenant_tx};

/// The most bytes of a form.
pub const FORM_BYTES: usize = 256 * 1024;

/// How long a page may take, and a transaction of a form; then it says so (503 with a sentence within 5 s).
const READ_TIME: Duration = Duration::from_millis(4_500);

/// How long a form may take, all its waiting together: a log-in can wait ten seconds for its turn.
const POST_TIME: Duration = Duration::from_secs(15);

/// A database that stands still answers nothing: the streets are waited for, and then the page or, of a form, its
/// transaction. Together that is no longer than people are kept waiting.
const _: () = {
    let streets = streets::PATIENCE.as_millis();
    assert!(streets + READ_TIME.as_millis() <= 5_000);
    assert!(streets + tenant_tx::PATIENCE.as_millis() <= 5_000);
};

/// How long a form with photos may take once it has come: they are made one at a time.
const PHOTO_TIME: Duration = Duration::from_secs(90);

/// The middleware around every page.
pub async fn around(State(web): State<AppState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "-".to_owned(), |p| p.as_str().to_owned());
    let method = request.method().clone();
    let files = method == Method::POST && web.takes_files(&route);
    if matches!(method, Method::GET | Method::HEAD)
        && let Some(answer) = canonical::elsewhere(request.uri().path(), request.uri().query())
    {
        let mut answer = answer;
        headers::fixed(&web, &mut answer);
        return answer;
    }
    let (asked, request) = match read(&web, request, files).await {
        Ok(read) => read,
        Err((asked, error)) => {
            let answer = fault_page::render(&web, &asked, &error);
            return headers::page(&web, &asked, answer).await;
        }
    };
    // A form that is shown again: the outer request sets headers, limits and log.
    let inner = asked.again.is_some();
    let held = !inner && held(&web, &asked);
    let kept = web.pages.key(&web, &asked, &route, &method);
    let accepts = match &kept {
        Some(_) => request.headers().clone(),
        None => HeaderMap::new(),
    };
    let page = async {
        let answer = run(&asked, request, next).await;
        match answer.extensions().get::<PageError>().cloned() {
            Some(error) if !inner => {
                log_error(&asked, &error);
                fault_page::render(&web, &asked, &error)
            }
            Some(_) | None => answer,
        }
    };
    let answer = match kept {
        _ if held => fault_page::render(&web, &asked, &PageError::TooMany),
        Some(key) => web.pages.answer(key, &accepts, page).await,
        None => page.await,
    };
    if inner {
        return answer;
    }
    // Whoever is not logged in changes nothing that others see.
    if !asked.reads
        && asked.me().is_some()
        && answer.status() == StatusCode::SEE_OTHER
        && let Some(street) = &asked.street
    {
        web.pages.drop_street(street.id);
    }
    let mut answer = headers::page(&web, &asked, answer).await;
    if route == "/{street}" {
        remember(&web, &asked, &mut answer);
    }
    tracing::info!(
        http.method = %method,
        http.route = route,
        http.status = answer.status().as_u16(),
        http.ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        request.id = asked.reference,
        "answered"
    );
    touch(&web, &asked);
    answer
}

/// Whether somebody asks too often.
fn held(web: &AppState, asked: &Asked) -> bool {
    let held = if asked.reads {
        web.limits.read(asked.client)
    } else {
        web.limits.post(asked.client)
    };
    held.is_err()
}

/// Whoever looks at a street's portal finds that street first on the list of streets.
fn remember(web: &AppState, asked: &Asked, answer: &mut Response) {
    if let Some(street) = &asked.street
        && answer.status() == StatusCode::OK
        && cookies::value(&asked.jar, cookies::STREET) != street.slug
    {
        let year = cookies::Kept::Days(365);
        let cookie = cookies::set(&web.config, cookies::STREET, &street.slug, year);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

async fn run(asked: &Asked, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(asked.clone());
    let time = match (asked.reads, asked.has_files()) {
        (true, _) => READ_TIME,
        (false, true) => PHOTO_TIME,
        (false, false) => POST_TIME,
    };
    let page = AssertUnwindSafe(next.run(request)).catch_unwind();
    let page = patience::within(READ_TIME, page);
    let answered = tokio::time::timeout(time, page).await;
    match answered.ok().flatten() {
        Some(Ok(answer)) if answer.extensions().get::<ProtectionError>().is_some() => {
            PageError::Forgery.into_response()
        }
        Some(Ok(answer)) => answer,
        Some(Err(panic)) => PageError::fault(said(panic.as_ref())).into_response(),
        None => PageError::Away("the page took too long".into()).into_response(),
    }
}

/// What a panic said.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    format!("panic: {}", text.unwrap_or_default())
}

fn log_error(asked: &Asked, error: &PageError) {
    match error {
        PageError::Fault(what) => {
            tracing::error!(request.id = asked.reference, error = %what, "a page failed");
        }
        PageError::Away(what) => {
            tracing::warn!(request.id = asked.reference, error = %what, "the database is away");
        }
        PageError::NotFound
        | PageError::Method
        | PageError::LoginNeeded
        | PageError::Refused(_)
        | PageError::Forbidden(_)
        | PageError::Stale(_)
        | PageError::Decided(_)
        | PageError::Invalid(_)
        | PageError::Forgery
        | PageError::TooLarge
        | PageError::Broken
        | PageError::TooMany
        | PageError::Busy => {}
    }
}

/// Reads what is known of a request; the body of a form goes with it, and its files where the route
/// takes `files`.
async fn read(
    web: &AppState,
    request: Request,
    files: bool,
) -> Result<(Asked, Request), (Asked, PageError)> {
    let (mut parts, body) = request.into_parts();
    if let Some(inner) = parts.extensions.remove::<again::Inner>() {
        let outer = &inner.asked;
        let asked = Asked::new(asked::Inner {
            reference: outer.reference.clone(),
            client: outer.client,
            lang: outer.lang,
            large: outer.large,
            flash: None,
            again: Some(inner.again),
            ..facts(web, &parts, Raw::default()).await
        });
        return Ok((asked, Request::from_parts(parts, body)));
    }
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    if !reads && let Some(boundary) = upload::boundary(&parts.headers) {
        return read_files(web, parts, body, boundary, files).await;
    }
    let is_form = parts.headers.get(header::CONTENT_TYPE).is_some_and(|t| {
        t.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    if reads || !is_form {
        let asked = Asked::new(facts(web, &parts, Raw::default()).await);
        let body = if reads { Body::empty() } else { body };
        return Ok((asked, Request::from_parts(parts, body)));
    }
    // A log-in may carry the form that was posted before it ran out.
    let most = match parts.uri.path().ends_with("/login") {
        true => 2 * FORM_BYTES,
        false => FORM_BYTES,
    };
    let Ok(bytes) = to_bytes(body, most).await else {
        let asked = Asked::new(facts(web, &parts, Raw::default()).await);
        return Err((asked, PageError::TooLarge));
    };
    let copy = Request::from_parts(parts.clone(), Body::from(bytes));
    let pairs = Form::<Vec<(String, String)>>::from_request(copy, &()).await;
    let raw = pairs.map(|Form(pairs)| Raw::of(pairs)).unwrap_or_default();
    let asked = Asked::new(facts(web, &parts, raw).await);
    Ok((asked, Request::from_parts(parts, Body::empty())))
}

/// Reads a form that may carry files. Whoever sends too many is refused before they are read.
async fn read_files(
    web: &AppState,
    parts: Parts,
    body: Body,
    boundary: String,
    files: bool,
) -> Result<(Asked, Request), (Asked, PageError)> {
    let client = net::client(&parts, &web.config.trusted_proxies);
    let read = match web.limits.files(client) {
        Ok(()) => upload::read(body, boundary, files.then_some(&web.app.files)).await,
        Err(_) => Err(PageError::TooMany),
    };
    match read {
        Ok((raw, sent)) => {
            let mut facts = facts(web, &parts, raw).await;
            facts.files = Mutex::new(sent);
            let request = Request::from_parts(parts, Body::empty());
            Ok((Asked::new(facts), request))
        }
        Err(error) => {
            let asked = Asked::new(facts(web, &parts, Raw::default()).await);
            Err((asked, error))
        }
    }
}

async fn facts(web: &AppState, parts: &Parts, raw: Raw) -> asked::Inner {
    let jar = CookieJar::from_headers(&parts.headers);
    let slug = parts.uri.path().split('/').nth(1).unwrap_or_default();
    let street = if slug.is_empty() {
        None
    } else {
        web.streets.find(slug).await
    };
    let accepted = parts.headers.get(header::ACCEPT_LANGUAGE);
    let accepted = accepted.and_then(|v| v.to_str().ok()).unwrap_or_default();
    let query: BTreeMap<String, String> = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
        .map(|Query(pairs)| {
            // No text of the database can hold a NUL, so nothing is found by one.
            let pairs = pairs.into_iter().rev();
            pairs
                .map(|(name, value)| (name, value.replace('\0', "")))
                .collect()
        })
        .unwrap_or_default();
    let path = parts.uri.path_and_query().map_or("/", |p| p.as_str());
    let lang = Lang::from_code(cookies::value(&jar, cookies::LANGUAGE))
        .unwrap_or_else(|| Lang::accepted(accepted));
    let api = api::is_below(parts.uri.path());
    // Data are the same for everybody: whoever asks for them is nobody from here on.
    let jar = if api { CookieJar::default() } else { jar };
    asked::Inner {
        reference: hex::encode(random_bytes::<5>()),
        reads: matches!(parts.method, Method::GET | Method::HEAD),
        path: path.to_owned(),
        query,
        lang,
        api,
        large: cookies::value(&jar, cookies::LARGE) == "1",
        street,
        posted: raw,
        with_photos: OnceLock::new(),
        files: Mutex::default(),
        device: OnceLock::new(),
        client: net::client(parts, &web.config.trusted_proxies),
        flash: flash::Flash::decode(cookies::value(&jar, cookies::FLASH)),
        again: None,
        pages: parts.extensions.get::<again::Pages>().cloned(),
        cookie_header: parts.headers.get(header::COOKIE).cloned(),
        if_none_match: parts.headers.get(header::IF_NONE_MATCH).cloned(),
        jar,
        learnt: Mutex::new(Learnt::default()),
    }
}

/// The middleware around what is no page: files and health.
pub async fn plain(State(web): State<AppState>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    headers::fixed(&web, &mut answer);
    answer
}

/// Notes that the log-in was used, after the answer and at most once a minute.
fn touch(web: &AppState, asked: &Asked) {
    let mut due = None;
    asked.learn(|learnt| due = learnt.touch.take());
    let Some((tenant, hash)) = due else { return };
    let app = web.app.clone();
    tokio::spawn(async move {
        let noted = async {
            let mut tx = app.store.write(tenant, "people.touch").await?;
            logins::touch(&mut tx, &hash, app.clock.now()).await?;
            tx.commit().await
        };
        if let Err(error) = noted.await {
            tracing::debug!(error = %error, "a log-in's use could not be noted");
        }
    });
}

/// The reference number as a header, so that a proxy's log can be matched with ours.
pub(super) fn reference(asked: &Asked) -> HeaderValue {
    HeaderValue::try_from(asked.reference.as_str()).unwrap_or(HeaderValue::from_static(""))
}
