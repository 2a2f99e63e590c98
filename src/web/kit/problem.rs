//! An error as a program reads it: RFC 9457, in the language of whoever reads the program's messages.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::api::METHODS;
use super::asked::Asked;
use super::error::PageError;
use super::fault_page;
use super::form::sentence;
use super::state::AppState;
use crate::kit::i18n::Lang;

/// Why there is no answer (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Problem {
    /// Where the kinds of problems are explained.
    #[serde(rename = "type")]
    kind: String,
    /// What is wrong, in a few words.
    title: String,
    /// The answer's status.
    status: u16,
    /// What is wrong, in a sentence, in the language asked for by `Accept-Language`.
    detail: String,
    /// Which parameters are wrong, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Wrong>,
    /// The number to ask after it by, where something failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// A parameter that is wrong.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemParameter)]
pub struct Wrong {
    /// The parameter.
    field: String,
    /// What is wrong with it.
    detail: String,
}

/// Kinds of problems that `/{street}/open-data` explains, with their status.
pub const KINDS: [(&str, u16); 6] = [
    ("not-found", 404),
    ("method", 405),
    ("invalid", 422),
    ("too-many", 429),
    ("fault", 500),
    ("away", 503),
];

/// Answers with the problem that an error is.
pub(super) fn render(web: &AppState, asked: &Asked, error: &PageError) -> Response {
    let lang = asked.lang;
    let reference = fault_page::reference(asked, error);
    let problem = Problem {
        kind: kind(web, asked, error),
        title: fault_page::title(lang, error),
        status: error.status().as_u16(),
        detail: detail(lang, error),
        errors: wrong(lang, error),
        reference: Some(reference).filter(|r| !r.is_empty()),
    };
    let text = serde_json::to_string(&problem).unwrap_or_default();
    let kind = HeaderValue::from_static("application/problem+json");
    let mut response = (error.status(), [(header::CONTENT_TYPE, kind)], text).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(lang.tag()),
    );
    if matches!(error, PageError::Method) {
        headers.insert(header::ALLOW, HeaderValue::from_static(METHODS));
    }
    response
}

/// Where it is explained: in a street, on its page of open data.
fn kind(web: &AppState, asked: &Asked, error: &PageError) -> String {
    let code = error.code();
    match &asked.street {
        Some(street) if KINDS.iter().any(|(kind, _)| *kind == code) => {
            let (site, slug) = (&web.config.public_url, &street.slug);
            format!("{site}/{slug}/open-data#{code}")
        }
        Some(_) | None => "about:blank".to_owned(),
    }
}

/// The sentence: that of the page, where a program has no buttons and fills no forms another one.
#[must_use]
pub fn sentence_of(lang: Lang, code: &str) -> Option<String> {
    let key = match code {
        "method" => "problem-method",
        "invalid" => "problem-invalid",
        _ => return None,
    };
    Some(lang.t(key).to_string())
}

fn detail(lang: Lang, error: &PageError) -> String {
    sentence_of(lang, error.code()).unwrap_or_else(|| fault_page::text(lang, error))
}

fn wrong(lang: Lang, error: &PageError) -> Vec<Wrong> {
    let PageError::Invalid(errors) = error else {
        return Vec::new();
    };
    let wrong = errors.0.iter().map(|(field, error)| Wrong {
        field: field.clone(),
        detail: sentence(lang, error),
    });
    wrong.collect()
}
