//! Invitation codes: made for the households of a community, and printed as a sheet to cut up.

use askama::Template;
use axum::http::StatusCode;

use super::view;
use crate::service::Problem;
use crate::service::people::{self, Sheet};
use crate::store::people::invitations;
use crate::store::people::places::{self, Place};
use crate::web::kit::form::Form;
use crate::web::kit::{self, Nav, PageError, PageResult, Sent, Shell, Visit, answer};

/// The codes of a community in figures.
struct Line {
    community: String,
    used: i64,
    open: i64,
    ended: i64,
}

#[derive(Template)]
#[template(path = "people/invitations.html")]
struct InvitationsPage {
    ui: Shell,
    form: Form,
    lines: Vec<Line>,
}

/// `GET /{street}/desk/invitations`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who invites nobody.
pub async fn page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let communities = places::communities(&mut visit.tx).await?;
    let councils = places::councils(&mut visit.tx).await?;
    let mine = people::invites(&me, communities, &councils);
    if mine.is_empty() {
        return Err(PageError::Forbidden("invitations-forbidden"));
    }
    let now = visit.web.app.clock.now();
    let tallies = invitations::tally(&mut visit.tx, now).await?;
    let (lang, key) = (visit.lang, visit.web.app.ids.make(now));
    let line = |c: &Place| {
        let tally = tallies.iter().find(|t| t.community_id == c.id)?;
        Some(Line {
            community: lang.name(&c.name, &c.english_name).to_owned(),
            used: tally.used,
            open: tally.open,
            ended: tally.ended,
        })
    };
    let page = InvitationsPage {
        lines: mine.iter().filter_map(line).collect(),
        form: visit.form(view::invitations(lang, &visit.street.slug, &mine, key)),
        ui: visit.shell(lang.t("invitations-title"), Nav::Desk),
    };
    visit.answer(&page)
}

#[derive(Template)]
#[template(path = "people/invitation_sheet.html")]
struct SheetPage {
    ui: Shell,
    community: String,
    codes: Vec<String>,
    until: String,
    address: String,
}

/// `POST /{street}/desk/invitations`: the answer is the sheet itself, for the codes are shown this once.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 for who invites nobody.
pub async fn make(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.invite").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    match people::invite(&sent.web.app, tx, &me, sent.raw()).await {
        Ok(sheet) => show(&sent, sheet),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/desk/invitations", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

fn show(sent: &Sent, sheet: Sheet) -> PageResult {
    let lang = sent.lang;
    let title = lang.t("invitations-sheet");
    let c = &sheet.community;
    let page = SheetPage {
        ui: Shell::new(&sent.web, &sent.asked, title, Nav::Desk),
        community: lang.name(&c.name, &c.english_name).to_owned(),
        until: lang.date(sheet.expires_at),
        address: format!(
            "{}/{}/register",
            sent.web.config.public_url, sent.street.slug
        ),
        codes: sheet.codes,
    };
    answer::page(&page, StatusCode::OK)
}
