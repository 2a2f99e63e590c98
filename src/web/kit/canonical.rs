//! Addresses as people type them from a slip: a slash too many at the end, a topic's code in small letters or
//! wide signs. Whoever reads is led to the one address of the page.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answer::encode;
use crate::domain::topics::code;
use crate::kit::config::decoded;

/// The way to the page's own address; nothing where the address is that already. `path` has no query.
pub(super) fn elsewhere(path: &str, query: Option<&str>) -> Option<Response> {
    let own = own(path)?;
    let query = query.map_or(String::new(), |q| format!("?{q}"));
    let place = format!("{own}{query}");
    Some((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)]).into_response())
}

fn own(path: &str) -> Option<String> {
    // A path of two slashes at its head would be another host.
    if path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let trimmed = path.trim_end_matches('/');
    let mut parts: Vec<&str> = trimmed.split('/').collect();
    let code = match parts.get(2..4) {
        Some(["topics", typed]) => code::written(&decoded(typed)),
        Some(_) | None => None,
    };
    let code = code.map(|c| encode(&c));
    if let (Some(code), Some(typed)) = (&code, parts.get_mut(3)) {
        *typed = code;
    }
    let own = parts.join("/");
    (own != path && !own.is_empty()).then_some(own)
}
