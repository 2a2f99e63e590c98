//! Pages of the street's administrator: the choices that the program leaves to a street.

pub mod answers;

use askama::Template;

use crate::domain::actor::Unverified;
use crate::service::{Problem, people};
use crate::store::settings;
use crate::web::kit::form::{Choice, Field, Form};
use crate::web::kit::{self, Flash, Nav, PageError, PageResult, Sent, Shell, Visit};

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage {
    ui: Shell,
    /// Said under the heading; empty without.
    lead: String,
    form: Form,
}

/// `GET /{street}/admin/settings`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who is not the administrator.
pub async fn settings_page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    if !people::may_set(&me) {
        return Err(PageError::Forbidden("settings-forbidden"));
    }
    let chosen = settings::of_street(&mut visit.tx).await?;
    let lang = visit.lang;
    let choices = Unverified::ALL
        .map(|u| Choice::new(u.code(), lang.t(u.key())).hint(lang.t(format!("{}-hint", u.key()))));
    let action = format!("/{}/admin/settings", visit.street.slug);
    let form = Form::new(action, lang.t("settings-save")).field(
        Field::radio("unverified", lang.t("settings-unverified"), choices)
            .hint(lang.t("settings-unverified-hint"))
            .value(chosen.unverified.code()),
    );
    let page = SettingsPage {
        lead: String::new(),
        form: visit.form(form.note(lang.t("settings-note"))),
        ui: visit.shell(lang.t("settings-title"), Nav::Desk),
    };
    visit.answer(&page)
}

/// `POST /{street}/admin/settings`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 for who is not the administrator.
pub async fn set(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("settings.save").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    match people::set_unverified(tx, &me, sent.raw(), sent.web.app.clock.now()).await {
        Ok(()) => Ok(sent.to("/admin/settings", Some(&Flash::said("settings-saved")))),
        Err(Problem::Invalid(errors)) => {
            let page = format!("/{}/admin/settings", sent.street.slug);
            Ok(kit::invalid(&sent.asked, &page, errors).await)
        }
        Err(problem) => Err(problem.into()),
    }
}
