//! Somebody wanted to join a topic and was not logged in: the page of the log-in says so, and the log-in,
//! which is a form that is posted, joins it. A press that is asked for twice is often not made.

use std::collections::BTreeMap;

use axum::response::Response;

use crate::domain::policy::{Part, Viewer, visible};
use crate::domain::workflow::Verb;
use crate::service::people::Entered;
use crate::service::topics::{self, drafts};
use crate::service::{Problem, Target, step};
use crate::web::kit::cookies;
use crate::web::kit::{Flash, PageError, Sent, Visit};

/// The wizard's page of similar topics, where one joins.
const JOINS: &str = "/topics/new?step=2";

/// Whether the log-in leads back to where somebody wanted to join.
fn leads_back(street: &str, next: &str) -> bool {
    next.strip_prefix('/')
        .and_then(|n| n.strip_prefix(street))
        .is_some_and(|below| below == JOINS)
}

/// The title of the topic that the log-in will join; empty where it joins none.
///
/// # Errors
/// When the database is away.
pub(super) async fn title(visit: &mut Visit, next: &str) -> Result<String, PageError> {
    if !leads_back(&visit.street.slug, next) {
        return Ok(String::new());
    }
    let name = cookies::draft_name(&visit.web.config, visit.street.id);
    let token = cookies::value(&visit.asked.jar, &name).to_owned();
    let app = visit.web.app.clone();
    let code = drafts::joining(&mut visit.tx, &app, &token).await?;
    if code.is_empty() {
        return Ok(code);
    }
    let held = match step::see(&mut visit.tx, &code).await {
        Ok(held) => held,
        Err(Problem::NotFound) => return Ok(String::new()),
        Err(problem) => return Err(problem.into()),
    };
    let shown = visible(&Viewer::of(None), &held.sight(), Part::Text);
    Ok(if shown { held.row.title } else { String::new() })
}

/// Joins it, now that there is a log-in, as far as this person may, and leads there. Nothing where there is
/// none to join, or none any more: the page that the log-in leads back to says the rest.
///
/// # Errors
/// When the database is away.
pub(super) async fn join(
    sent: &Sent,
    entered: &Entered,
    next: &str,
) -> Result<Option<Response>, PageError> {
    if !leads_back(&sent.street.slug, next) {
        return Ok(None);
    }
    let (support, token) = (Verb::Support.code(), entered.token.text());
    let mut deed = sent.deed_of(token, Target::default(), support).await?;
    let name = cookies::draft_name(&sent.web.config, sent.street.id);
    let draft = cookies::value(&sent.asked.jar, &name);
    let app = &sent.web.app;
    let code = drafts::joining(&mut deed.tx, app, draft).await?;
    if code.is_empty() {
        return Ok(None);
    }
    let done = BTreeMap::from([("join".to_owned(), String::new())]);
    drafts::keep(&mut deed.tx, app, draft, Some(&deed.me.actor), done, false).await?;
    deed.target = Target::topic(&code);
    let (code, joined) = match topics::join(deed).await {
        Ok(joined) => joined,
        // Not a refusal: who is told nothing would take the topic for joined, or for not to be joined.
        Err(problem @ (Problem::Store(_) | Problem::Password(_) | Problem::Fault(_))) => {
            return Err(problem.into());
        }
        Err(_) => return Ok(None),
    };
    let flash = Flash::said(joined.said());
    Ok(Some(sent.to(&format!("/topics/{code}"), Some(&flash))))
}
