//! Registration and forgotten password: two small pages each, the second with the code from the phone.
//!
//! What the first page took goes on in a cookie that holds the phone and a mark of the program.

use askama::Template;
use axum::http::header;
use axum::response::Response;

use super::second::carried;
use super::write::{held, set_cookies};
use super::{joining, view};
use crate::domain::actor::Unverified;
use crate::domain::fields::FieldErrors;
use crate::service::people::{self, Asker, Marked, Purpose, Registered};
use crate::service::{App, Problem};
use crate::store::people::places;
use crate::store::settings;
use crate::store::system_tx::Street;
use crate::web::kit::asked::Asked;
use crate::web::kit::cookies::{self, Kept};
use crate::web::kit::form::Form;
use crate::web::kit::{
    self, AppState, Flash, Nav, PageError, PageResult, Sent, Shell, Visit, is_path, net, onward,
};

#[derive(Template)]
#[template(path = "people/register.html")]
struct RegisterPage {
    ui: Shell,
    /// The topic that is joined at the end, and when; empty for none.
    joins: String,
    login: String,
    form: Form,
}

/// `GET /{street}/register`: phone, year of birth, consent.
///
/// # Errors
/// When the database is away.
pub async fn register(mut visit: Visit) -> PageResult {
    let (next, _) = carried(&visit);
    let joins = match joining::title(&mut visit, &next).await? {
        title if title.is_empty() => title,
        title => {
            let street = settings::of_street(&mut visit.tx).await?;
            let key = match street.unverified {
                Unverified::Support | Unverified::Comment => "register-join",
                Unverified::Submit | Unverified::Follow => "register-join-later",
            };
            visit.lang.t(key).arg("title", title).to_string()
        }
    };
    let app = &visit.web.app;
    let again = visit.asked.again.as_ref();
    let tick = again.is_some_and(|a| people::may_be_either(app, a.raw.first("birth_year")));
    let form = view::register(visit.lang, &visit.street.slug, &next, tick);
    let page = RegisterPage {
        joins,
        login: onward(&format!("/{}/login", visit.street.slug), &next),
        form: visit.form(form),
        ui: visit.shell(visit.lang.t("register-title"), Nav::Account),
    };
    visit.answer(&page)
}

/// As [`onward`], for a page below the street, to where the form leads that was sent.
fn onward_of(sent: &Sent, below: &str) -> String {
    onward(below, sent.raw().first("next"))
}

#[derive(Template)]
#[template(path = "people/forgotten.html")]
struct ForgottenPage {
    ui: Shell,
    form: Form,
}

/// `GET /{street}/password`: a forgotten password begins with the phone.
///
/// # Errors
/// When the database is away.
pub async fn forgotten(visit: Visit) -> PageResult {
    let (next, _) = carried(&visit);
    let form = visit.form(view::forgotten(visit.lang, &visit.street.slug, &next));
    let ui = visit.shell(visit.lang.t("password-forgotten-title"), Nav::Account);
    visit.answer(&ForgottenPage { ui, form })
}

#[derive(Template)]
#[template(path = "people/code.html")]
pub(super) struct CodePage {
    ui: Shell,
    lead: String,
    /// The resident for whom a clerk asked; empty where one asks for oneself.
    pub(super) whose: String,
    in_log: bool,
    form: Form,
    again: Form,
    back: String,
}

/// `GET /{street}/register/code`: the code, name, community and password.
///
/// # Errors
/// When the database is away.
pub async fn register_code(mut visit: Visit) -> PageResult {
    let Some(by) = marked(&visit.web, &visit.asked, &visit.street, Purpose::Register) else {
        return Ok(visit.to(&onward("/register", &carried(&visit).0)));
    };
    let communities = places::communities(&mut visit.tx).await?;
    let (next, _) = carried(&visit);
    let form = view::registered(visit.lang, &visit.street.slug, &next, &communities);
    let page = code_page(&visit, Purpose::Register, &by.phone, form);
    visit.answer(&page)
}

/// `GET /{street}/password/new`: the code and a new password.
///
/// # Errors
/// When the database is away.
pub async fn password_code(visit: Visit) -> PageResult {
    let Some(by) = marked(&visit.web, &visit.asked, &visit.street, Purpose::Password) else {
        return Ok(visit.to(&onward("/password", &carried(&visit).0)));
    };
    let (next, _) = carried(&visit);
    let form = view::reset(visit.lang, &visit.street.slug, &next);
    let page = code_page(&visit, Purpose::Password, &by.phone, form);
    visit.answer(&page)
}

pub(super) fn code_page(visit: &Visit, purpose: Purpose, phone: &str, form: Form) -> CodePage {
    let lang = visit.lang;
    let there = format!("/desk/residents/{}/phone", visit.param("id"));
    let counter_again = format!("{there}/again");
    let (title, lead, again, back) = match purpose {
        Purpose::Register => (
            "register-title",
            "code-register-lead",
            "/register/again",
            "/register",
        ),
        Purpose::Password => (
            "password-reset-title",
            "code-password-lead",
            "/password/again",
            "/password",
        ),
        Purpose::Phone => (
            "phone-title",
            "code-phone-lead",
            "/account/phone/again",
            "/account/phone",
        ),
        Purpose::Counter => (
            "counter-title",
            "code-counter-lead",
            &*counter_again,
            &*there,
        ),
    };
    let again = format!("/{}{again}", visit.street.slug);
    let (next, _) = carried(visit);
    CodePage {
        lead: lang.t(lead).arg("phone", people::hidden(phone)).to_string(),
        whose: String::new(),
        in_log: visit.street.demo && visit.web.app.sms.is_console(),
        form: visit.form(form),
        again: visit.form(view::code_again(lang, again, &next)),
        back: onward(&format!("/{}{back}", visit.street.slug), &next),
        ui: visit.shell(lang.t(title), Nav::Account),
    }
}

pub(super) fn marked(
    web: &AppState,
    asked: &Asked,
    street: &Street,
    purpose: Purpose,
) -> Option<Marked> {
    let name = cookies::phone_name(&web.config, street.id);
    let app: &App = &web.app;
    people::marked(app, street, purpose, cookies::value(&asked.jar, &name))
}

/// The mark of the first page has ended: back to it.
fn late(sent: &Sent, below: &str) -> Response {
    sent.to(&onward_of(sent, below), Some(&Flash::said("code-late")))
}

/// Who asks for a code.
pub(super) fn asker(sent: &Sent) -> Asker {
    let (config, tenant) = (&sent.web.config, sent.street.id);
    let cookie = |name: String| cookies::value(&sent.asked.jar, &name).to_owned();
    Asker {
        mark: cookie(cookies::phone_name(config, tenant)),
        known: cookie(cookies::device_name(config, tenant)),
        about: None,
        network: net::network(sent.asked.client).to_string(),
    }
}

/// `POST /{street}/register`: a code goes to the phone.
///
/// # Errors
/// 429 after too many; when the database is away.
pub async fn begin_register(sent: Sent) -> PageResult {
    may_be_texted(&sent, &people::plain_phone(sent.raw().first("phone")))?;
    let app = &sent.web.app;
    let asked = people::register(app, &sent.street, sent.lang, sent.raw(), &asker(&sent)).await;
    on_to_code(&sent, Purpose::Register, asked, "/register").await
}

/// `POST /{street}/register/again`: another code.
///
/// # Errors
/// As [`begin_register`].
pub async fn register_again(sent: Sent) -> PageResult {
    let Some(by) = marked(&sent.web, &sent.asked, &sent.street, Purpose::Register) else {
        return Ok(late(&sent, "/register"));
    };
    another(
        &sent,
        Purpose::Register,
        &by,
        asker(&sent),
        "/register/code",
    )
    .await
}

/// `POST /{street}/register/code`: the account is made.
///
/// # Errors
/// 429 after too many tries; when the database is away.
pub async fn end_register(sent: Sent) -> PageResult {
    let Some(by) = marked(&sent.web, &sent.asked, &sent.street, Purpose::Register) else {
        return Ok(late(&sent, "/register"));
    };
    held(&sent, &by.phone)?;
    match people::registered(&sent.web.app, &sent.street, &by, sent.raw()).await {
        Ok(Registered::New { entered, checked }) => {
            let said = if checked {
                "registered-checked"
            } else {
                "registered"
            };
            let said = Flash::said(said);
            let next = sent.raw().first("next");
            let mut response = match joining::join(&sent, &entered, next).await? {
                Some(joined) => joined,
                None if is_path(next) && !next.is_empty() => sent.to_path(next, Some(&said)),
                None => sent.to("/account", Some(&said)),
            };
            set_cookies(&sent, &entered, &mut response);
            keep_phone(&sent, None, &mut response);
            Ok(response)
        }
        Ok(Registered::Already) => {
            // The log-in that the first press began may be in the browser already.
            let said = Flash::said("registered-already");
            Ok(sent.to(&onward_of(&sent, "/login"), Some(&said)))
        }
        Err(problem) => again(&sent, "/register/code", problem).await,
    }
}

/// `POST /{street}/password/code`: a code goes to the phone, if it is one of ours.
///
/// # Errors
/// 429 after too many; when the database is away.
pub async fn begin_reset(sent: Sent) -> PageResult {
    may_be_texted(&sent, &people::plain_phone(sent.raw().first("phone")))?;
    let app = &sent.web.app;
    let asked = people::forgotten(app, &sent.street, sent.lang, sent.raw(), &asker(&sent)).await;
    on_to_code(&sent, Purpose::Password, asked, "/password").await
}

/// `POST /{street}/password/again`: another code.
///
/// # Errors
/// As [`begin_reset`].
pub async fn reset_again(sent: Sent) -> PageResult {
    let Some(by) = marked(&sent.web, &sent.asked, &sent.street, Purpose::Password) else {
        return Ok(late(&sent, "/password"));
    };
    may_be_texted(&sent, &by.phone)?;
    let app = &sent.web.app;
    let asked =
        people::forgotten_again(app, &sent.street, sent.lang, &by.phone, &asker(&sent)).await;
    on_to_code(&sent, Purpose::Password, asked, "/password/new").await
}

/// `POST /{street}/password/new`: the new password is set; one logs in with it.
///
/// # Errors
/// 429 after too many tries; when the database is away.
pub async fn end_reset(sent: Sent) -> PageResult {
    let Some(by) = marked(&sent.web, &sent.asked, &sent.street, Purpose::Password) else {
        return Ok(late(&sent, "/password"));
    };
    held(&sent, &by.phone)?;
    match people::reset(&sent.web.app, &sent.street, &by, sent.raw()).await {
        Ok(()) => {
            let login = onward_of(&sent, "/login");
            let mut response = sent.to(&login, Some(&Flash::said("password-reset")));
            keep_phone(&sent, None, &mut response);
            Ok(response)
        }
        Err(problem) => again(&sent, "/password/new", problem).await,
    }
}

/// Sends another code to the phone of an earlier one.
pub(super) async fn another(
    sent: &Sent,
    purpose: Purpose,
    by: &Marked,
    asker: Asker,
    page: &str,
) -> PageResult {
    may_be_texted(sent, &by.phone)?;
    let app = &sent.web.app;
    let asked = people::to_new_phone(app, &sent.street, sent.lang, &by.phone, purpose, &asker);
    on_to_code(sent, purpose, asked.await, page).await
}

/// The answer to a request for a code: on to the page that asks for it.
pub(super) async fn on_to_code(
    sent: &Sent,
    purpose: Purpose,
    asked: Result<people::Asked, Problem>,
    page: &str,
) -> PageResult {
    let asked = match asked {
        Ok(asked) => asked,
        Err(problem) => return again(sent, page, problem).await,
    };
    let next = match purpose {
        Purpose::Register => "/register/code",
        Purpose::Password => "/password/new",
        Purpose::Phone => "/account/phone/code",
        Purpose::Counter => &*format!("/desk/residents/{}/phone/code", sent.param("id")),
    };
    let next = onward_of(sent, next);
    let mut response = sent.to(&next, Some(&Flash::said(asked.sending.said())));
    keep_phone(sent, Some(&asked.mark), &mut response);
    Ok(response)
}

pub(super) async fn again(sent: &Sent, page: &str, problem: Problem) -> PageResult {
    let errors: FieldErrors = match problem {
        Problem::Invalid(errors) => errors,
        other => return Err(other.into()),
    };
    let page = format!("/{}{page}", sent.street.slug);
    Ok(kit::invalid(&sent.asked, &page, errors).await)
}

pub(super) fn keep_phone(sent: &Sent, mark: Option<&str>, response: &mut Response) {
    let config = &sent.web.config;
    let name = cookies::phone_name(config, sent.street.id);
    let kept = if mark.is_some() {
        Kept::Open
    } else {
        Kept::Gone
    };
    let cookie = cookies::set(config, &name, mark.unwrap_or_default(), kept);
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

pub(super) fn may_be_texted(sent: &Sent, phone: &str) -> Result<(), PageError> {
    held(sent, phone)?;
    let texts = sent.web.limits.text(sent.asked.client);
    texts.map_err(|kit::TooMany| PageError::TooMany)
}
