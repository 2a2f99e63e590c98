//! `/`: the streets, and `/{street}`: what a street asks, deliberates and has kept;
//! and what search engines read.

pub mod api;
pub mod machines;
mod numbers;
pub mod open_data;
mod street;

pub use street::street;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;

use super::kit::asked::Asked;
use super::kit::{AppState, Nav, PageResult, Shell, answer, cookies};
use crate::store::system_tx::Street;

#[derive(Template)]
#[template(path = "portal/streets.html")]
struct StreetsPage {
    ui: Shell,
    words: String,
    streets: Vec<Arc<Street>>,
    last: Option<Arc<Street>>,
}

/// `GET /?q=`: the streets, the one visited last first.
///
/// # Errors
/// None beyond the template's.
pub async fn streets(
    State(web): State<AppState>,
    Extension(asked): Extension<Asked>,
) -> PageResult {
    let words = asked.query.get("q").map_or("", |q| q.trim()).to_owned();
    let all = web.streets.all().await;
    let fits = |s: &&Arc<Street>| {
        s.name.contains(&words)
            || s.english_name
                .to_lowercase()
                .contains(&words.to_lowercase())
            || s.division_code.starts_with(&words)
            || s.slug.contains(&words.to_lowercase())
    };
    let last = cookies::value(&asked.jar, cookies::STREET);
    let page = StreetsPage {
        streets: all.values().filter(fits).take(200).cloned().collect(),
        last: all.get(last).filter(|_| words.is_empty()).cloned(),
        ui: Shell::new(&web, &asked, asked.lang.t("streets-title"), Nav::Other),
        words,
    };
    answer::page(&page, StatusCode::OK)
}
