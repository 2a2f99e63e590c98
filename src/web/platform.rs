//! `/platform`: the streets of this installation, for its operators and the district's viewers. They
//! are accounts of tenant 0 and read reference tables only: of a street's own rows nothing is seen here.

use std::sync::Arc;

use askama::Template;

use super::kit::{Nav, PageError, PageResult, Shell, Visit};
use crate::domain::actor::Role;
use crate::store::system_tx::Street;

#[derive(Template)]
#[template(path = "platform/page.html")]
struct PlatformPage {
    ui: Shell,
    streets: Vec<Arc<Street>>,
    commands: &'static [&'static str],
}

/// What an operator does on the server itself.
const COMMANDS: &[&str] = &[
    "yishi tenant create --help",
    "yishi account create --help",
    "yishi verify",
];

/// `GET /platform`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for whoever is neither an operator nor a district's viewer.
pub async fn page(visit: Visit) -> PageResult {
    let me = visit.me()?;
    let operates = me.actor.has(Role::PlatformOperator);
    if !operates && !me.actor.has(Role::DistrictViewer) {
        return Err(PageError::Forbidden("platform-forbidden"));
    }
    let streets = visit.web.streets.all().await;
    let page = PlatformPage {
        streets: streets.values().cloned().collect(),
        commands: if operates { COMMANDS } else { &[] },
        ui: visit.shell(visit.lang.t("platform-title"), Nav::Other),
    };
    visit.answer(&page)
}
