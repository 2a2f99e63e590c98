//! The switches of the header, language and large type: forms, so that they work without a script;
//! each answers 303 to the page it stood on.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::{Extension, response::IntoResponse};

use super::asked::Asked;
use super::cookies::{self, Kept};
use super::error::PageError;
use super::sent::is_path;
use super::state::AppState;
use super::{PageResult, answer};
use crate::kit::i18n::Lang;

/// How long a choice is kept, in days.
const KEPT: Kept = Kept::Days(365);

/// `POST /{street}/language`: `language` is `zh` or `en`.
///
/// # Errors
/// 404 for another language.
pub async fn language(
    State(web): State<AppState>,
    Extension(asked): Extension<Asked>,
) -> PageResult {
    let lang = Lang::from_code(asked.raw().first("language")).ok_or(PageError::NotFound)?;
    Ok(chosen(
        &asked,
        cookies::set(&web.config, cookies::LANGUAGE, lang.code(), KEPT),
    ))
}

/// `POST /{street}/large-type`: `on` is `1` or `0`.
///
/// # Errors
/// None; a value that is not `1` switches it off.
pub async fn large_type(
    State(web): State<AppState>,
    Extension(asked): Extension<Asked>,
) -> PageResult {
    Ok(chosen(&asked, large(&web, &asked)))
}

/// `POST /`: the switches of the list of streets, which belongs to no street.
///
/// # Errors
/// 404 for another language.
pub async fn without_street(
    State(web): State<AppState>,
    Extension(asked): Extension<Asked>,
) -> PageResult {
    if asked.raw().first("language").is_empty() {
        return Ok(chosen(&asked, large(&web, &asked)));
    }
    language(State(web), Extension(asked)).await
}

/// The cookie of a switch that was pressed on a page whose own form it sends; none where no switch was.
#[must_use]
pub fn pressed(web: &AppState, asked: &Asked) -> Option<HeaderValue> {
    if let Some(lang) = Lang::from_code(asked.raw().first("language")) {
        let cookie = cookies::set(&web.config, cookies::LANGUAGE, lang.code(), KEPT);
        return Some(cookie);
    }
    (!asked.raw().first("on").is_empty()).then(|| large(web, asked))
}

fn large(web: &AppState, asked: &Asked) -> HeaderValue {
    match asked.raw().first("on") {
        "1" => cookies::set(&web.config, cookies::LARGE, "1", KEPT),
        _ => cookies::set(&web.config, cookies::LARGE, "", Kept::Gone),
    }
}

fn chosen(asked: &Asked, cookie: HeaderValue) -> Response {
    let next = asked.raw().first("next");
    let home = asked
        .street
        .as_ref()
        .map_or_else(|| "/".to_owned(), |s| format!("/{}", s.slug));
    let next = if is_path(next) { next } else { &home };
    let mut response = answer::see_other(next).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
