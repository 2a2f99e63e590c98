//! Answers: a rendered page, a redirect after a form, a flash.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::flash::Flash;
use super::{Config, PageError, PageResult, cookies};

/// A rendered page.
///
/// # Errors
/// When the template fails: a fault of the program.
pub fn page(page: &impl Template, status: StatusCode) -> PageResult {
    let html = page.render().map_err(PageError::fault)?;
    Ok((status, Html(html)).into_response())
}

/// 303: what was posted is done, the browser reads on there.
#[must_use]
pub fn see_other(path: &str) -> Response {
    let place = HeaderValue::try_from(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// Lets the next page say something once.
pub fn say(response: &mut Response, config: &Config, flash: &Flash) {
    let cookie = cookies::set(config, cookies::FLASH, &flash.encode(), cookies::Kept::Open);
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

/// A text as part of a query.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}
