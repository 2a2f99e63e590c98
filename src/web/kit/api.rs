//! What the JSON API stands on: an address that is read strictly, a page of a list, an answer that any
//! program may read from anywhere. It holds public data only: [`super::pipeline`] takes every cookie away
//! before a handler runs, so that a log-in changes no answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::encode;
use super::asked::Asked;
use super::error::PageError;
use super::{PageResult, Visit};
use crate::domain::fields::{Fields, Raw};
use crate::store::page::After;

/// Rows of a page where the address names no limit.
pub const SIZE: u32 = 20;

/// The most rows of a page.
pub const MOST: u32 = 100;

/// Methods that the API answers.
pub(super) const METHODS: &str = "GET, HEAD, OPTIONS";

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    /// The rows, at most `limit` of them.
    pub items: Vec<T>,
    /// Address of the next page, to be asked as it is; null after the last one.
    pub next: Option<String>,
}

/// Whether a path is of the API: it lies below `/{street}/api`.
#[must_use]
pub fn is_below(path: &str) -> bool {
    path.split('/').nth(2) == Some("api")
}

/// The query of an address, as a form.
#[must_use]
pub fn query(asked: &Asked) -> Raw {
    Raw::of(asked.query.clone())
}

/// Reads the query of a list that knows these parameters. What a page would overlook is an error here: a
/// program that misspells a filter must not take the whole list for its answer.
#[must_use]
pub fn fields<'a>(raw: &'a Raw, known: &[&str]) -> Fields<'a> {
    let mut fields = Fields::new(raw);
    let own = |name: &str| known.contains(&name) || matches!(name, "after" | "limit");
    for name in raw.0.keys().filter(|name| !own(name)) {
        fields.fail(name, "error-unknown-parameter");
    }
    fields
}

/// Where the page begins, and how many rows it has.
pub fn slice(fields: &mut Fields<'_>) -> (Option<After>, usize) {
    let after = fields.opt_choice("after", After::parse);
    let size = match fields.raw().first("limit") {
        "" => SIZE,
        _ => fields.number("limit", 1..=MOST),
    };
    (after, usize::try_from(size).unwrap_or(usize::MAX))
}

/// Answers with a value and gives the connection back.
///
/// # Errors
/// When the value cannot be written: a fault of the program.
pub fn answer(visit: Visit, value: &impl Serialize) -> PageResult {
    drop(visit.tx);
    let text = serde_json::to_string(value).map_err(PageError::fault)?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

/// Answers with a page of a list; the next page is named in the answer and in its head.
///
/// # Errors
/// As [`answer`].
pub fn list<T: Serialize>(visit: Visit, items: Vec<T>, next: Option<After>) -> PageResult {
    let next = next.map(|after| address(&visit.asked, after));
    let link = next.as_ref().map(|next| format!("<{next}>; rel=\"next\""));
    let mut response = answer(visit, &Listed { items, next })?;
    if let Some(link) = link.and_then(|link| HeaderValue::try_from(link).ok()) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// This address, going on after a row.
fn address(asked: &Asked, after: After) -> String {
    let path = asked.path.split('?').next().unwrap_or_default();
    let kept = asked.query.iter();
    let kept = kept.filter(|(name, value)| name.as_str() != "after" && !value.trim().is_empty());
    let kept: String = kept
        .map(|(name, value)| format!("{}={}&", encode(name), encode(value.trim())))
        .collect();
    format!("{path}?{kept}after={after}")
}

/// Lets the scripts of any site read an answer: it is public, and no cookie counts.
pub(super) fn open(headers: &mut HeaderMap) {
    let any = HeaderValue::from_static("*");
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
    let shown = HeaderValue::from_static("Link, ETag, Retry-After, X-Request-Id");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, shown);
}

/// `OPTIONS`: a browser asks for a script whether it may ask.
pub async fn options() -> Response {
    let said: [(HeaderName, &str); 4] = [
        (header::ALLOW, METHODS),
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, said).into_response()
}
