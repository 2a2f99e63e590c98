//! What somebody changes on their account, takes home of it, and how they close it.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use futures::stream;

use super::view;
use super::write::{forget, held, waits};
use crate::domain::actor::{ConvenerSeat, Role, SigningSeat};
use crate::service::{Problem, people};
use crate::store::people::profile::Alone;
use crate::store::system_tx::PLATFORM;
use crate::web::kit::form::Form;
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

/// `POST /{street}/account`: name, community, estate, how the name is shown.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn change(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.change").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    match people::change(&sent.web.app, tx, &me, sent.raw()).await {
        Ok(unchecked) => {
            let said = if unchecked {
                "account-unchecked"
            } else {
                "account-changed"
            };
            Ok(sent.to("/account", Some(&Flash::said(said))))
        }
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/account", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// `POST /{street}/account/export`: everything that the street holds of the person, as a ZIP.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 429 after too many; when the database is away.
pub async fn export(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.export").await?;
    drop(tx);
    let me = me.ok_or(PageError::LoginNeeded)?;
    held(&sent, &me.phone)?;
    let app = sent.web.app.clone();
    let day = app.clock.today();
    let parts = people::export(app, sent.street.id, me, sent.lang);
    let body = Body::from_stream(stream::unfold(parts, |mut parts| async move {
        parts.recv().await.map(|part| (part, parts))
    }));
    let name = format!(
        "attachment; filename=\"yishi-{}-{day}.zip\"",
        sent.street.slug
    );
    let name = HeaderValue::try_from(name).map_err(PageError::fault)?;
    let fixed = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/zip"),
        ),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // It is packed already.
        (
            header::CONTENT_ENCODING,
            HeaderValue::from_static("identity"),
        ),
    ];
    Ok((fixed, body).into_response())
}

#[derive(Template)]
#[template(path = "people/close.html")]
struct ClosePage {
    ui: Shell,
    form: Form,
}

/// `GET /{street}/account/close`: asks once, and says what goes and what stays.
///
/// # Errors
/// [`PageError::LoginNeeded`]; when the database is away.
pub async fn close_page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    let app = visit.web.app.clone();
    let alone = people::holds_alone(&app, &mut visit.tx, &me).await?;
    let reasons: Vec<String> = alone.iter().map(|a| must_hand_over(&visit, a)).collect();
    let form = view::close(visit.lang, &visit.street.slug).blocked(reasons);
    let page = ClosePage {
        form: visit.form(form),
        ui: visit.shell(visit.lang.t("close-title"), Nav::Account),
    };
    visit.answer(&page)
}

/// The sentence that says who must be replaced first.
fn must_hand_over(visit: &Visit, alone: &Alone) -> String {
    let lang = visit.lang;
    if alone.seat == Role::StreetAdmin.code() {
        return lang.t("close-alone-admin").to_string();
    }
    let street = &visit.street;
    let council = match alone.council.as_str() {
        "" => lang.name(&street.name, &street.english_name),
        council => lang.name(council, &alone.council_english),
    };
    let sentence = match ConvenerSeat::from_code(&alone.seat) {
        Some(seat) => lang
            .t("close-alone-seat")
            .arg("seat", lang.t(SigningSeat::from(seat).key())),
        None => lang.t("close-alone-liaison"),
    };
    sentence.arg("council", council.to_owned()).to_string()
}

/// `POST /{street}/account/close`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 429 after too many tries; when the database is away.
pub async fn close(sent: Sent) -> PageResult {
    let (mut tx, me) = sent.open("people.close").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    let waits = waits(&sent, &mut tx, Some(&me)).await?;
    drop(tx);
    held(&sent, &me.phone)?;
    match people::close(&sent.web.app, &sent.street, &me, sent.raw()).await {
        Ok(()) => closed(&sent, waits).await,
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/account/close", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn closed(sent: &Sent, waits: bool) -> PageResult {
    let home = if sent.street.id == PLATFORM {
        "/login"
    } else {
        ""
    };
    let mut response = sent.to(home, Some(&Flash::said("closed")));
    forget(sent, waits, &mut response).await?;
    Ok(response)
}
