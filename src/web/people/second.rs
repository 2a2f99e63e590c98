//! The second factor: its page after the password, its set-up, and its place on the account.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use super::view;
use super::write::{home_of, kept, set_cookies};
use crate::domain::fields::FieldErrors;
use crate::kit::export::qr_svg;
use crate::service::Problem;
use crate::service::people::{self, SetUp, Standing};
use crate::store::system_tx::Street;
use crate::web::kit::asked::Asked;
use crate::web::kit::cookies::{self, Kept};
use crate::web::kit::form::Form;
use crate::web::kit::{
    self, AppState, Flash, Nav, PageError, PageResult, Sent, Shell, Visit, answer, is_path,
};

#[derive(Template)]
#[template(path = "people/second.html")]
struct CodePage {
    ui: Shell,
    form: Form,
}

#[derive(Template)]
#[template(path = "people/second_set_up.html")]
struct SetUpPage {
    ui: Shell,
    lead: String,
    picture: String,
    key: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "people/second_account.html")]
struct AccountPage {
    ui: Shell,
    text: String,
    form: Option<Form>,
}

#[derive(Template)]
#[template(path = "people/recovery_codes.html")]
struct RecoveryPage {
    ui: Shell,
    codes: Vec<String>,
    on: String,
}

/// The mark of half a log-in; empty without.
fn half(web: &AppState, asked: &Asked, street: &Street) -> String {
    let name = cookies::half_name(&web.config, street.id);
    cookies::value(&asked.jar, &name).to_owned()
}

/// Where the log-in wanted to go on to, and what it carries: from the address, or from the form that is
/// shown again.
pub(super) fn carried(visit: &Visit) -> (String, String) {
    let again = visit.asked.again.as_ref();
    let of = |name: &str| again.map_or("", |a| a.raw.first(name)).to_owned();
    let asked = visit.query("next");
    let next = if asked.is_empty() {
        of("next")
    } else {
        asked.to_owned()
    };
    (
        if is_path(&next) { next } else { String::new() },
        of("kept"),
    )
}

/// `GET /{street}/login/code`: the code after the password.
///
/// # Errors
/// When the database is away.
pub async fn code_page(mut visit: Visit) -> PageResult {
    let mark = half(&visit.web, &visit.asked, &visit.street);
    let app = visit.web.app.clone();
    if !people::is_half(&app, &visit.street, &mut visit.tx, &mark).await? {
        return Ok(visit.to("/login"));
    }
    let (next, kept) = carried(&visit);
    let page = CodePage {
        form: visit.form(view::second(visit.lang, &visit.street.slug, &next, &kept)),
        ui: visit.shell(visit.lang.t("second-title"), Nav::Account),
    };
    visit.answer(&page)
}

/// `POST /{street}/login/code`.
///
/// # Errors
/// When the database is away.
pub async fn code(sent: Sent) -> PageResult {
    let mark = half(&sent.web, &sent.asked, &sent.street);
    match people::second(&sent.web.app, &sent.street, &mark, sent.raw()).await {
        Ok(entered) => {
            let mut response = kept(&sent, &entered).await?;
            keep_half(&sent, "", &mut response);
            Ok(response)
        }
        Err(Problem::LoginNeeded) => Ok(late(&sent).await),
        Err(problem) => again(&sent, "/login/code", problem).await,
    }
}

/// The half log-in has ended: back to the password, with what the log-in carries.
async fn late(sent: &Sent) -> Response {
    if sent.raw().first("kept").is_empty() {
        return sent.to("/login", Some(&Flash::said("second-late")));
    }
    let login = format!("/{}/login", sent.street.slug);
    let why = FieldErrors::one("", "flash-second-late");
    kit::back_in(&sent.asked, &login, login.clone(), why).await
}

/// `GET /{street}/login/set-up`: an administrator sets the second factor up before the first log-in.
///
/// # Errors
/// When the database is away.
pub async fn must_page(mut visit: Visit) -> PageResult {
    let mark = half(&visit.web, &visit.asked, &visit.street);
    let app = visit.web.app.clone();
    let set_up = people::must_set_up(&app, &visit.street, &mut visit.tx, &mark).await?;
    let Some(set_up) = set_up else {
        return Ok(visit.to("/login"));
    };
    let (next, _) = carried(&visit);
    let action = format!("/{}/login/set-up", visit.street.slug);
    let form = view::confirm_second(visit.lang, action, &next);
    set_up_page(visit, "second-must", &set_up, form)
}

fn set_up_page(visit: Visit, lead: &'static str, set_up: &SetUp, form: Form) -> PageResult {
    let svg = qr_svg(&set_up.address).map_err(PageError::fault)?;
    let page = SetUpPage {
        lead: visit.lang.t(lead).to_string(),
        picture: format!("data:image/svg+xml,{}", answer::encode(&svg)),
        key: set_up.key.clone(),
        form: visit.form(form),
        ui: visit.shell(visit.lang.t("second-set-up-title"), Nav::Account),
    };
    let mut response = visit.answer(&page)?;
    no_store(&mut response);
    Ok(response)
}

/// `POST /{street}/login/set-up`: the first code confirms it, and the log-in begins.
///
/// # Errors
/// When the database is away.
pub async fn must(sent: Sent) -> PageResult {
    let mark = half(&sent.web, &sent.asked, &sent.street);
    let done = people::set_up_and_enter(&sent.web.app, &sent.street, &mark, sent.raw()).await;
    match done {
        Ok((entered, codes)) => {
            let next = sent.raw().first("next");
            let on = if is_path(next) && !next.is_empty() {
                next.to_owned()
            } else {
                home_of(&sent, entered.staff)
            };
            let mut response = recovery(&sent, codes, on)?;
            set_cookies(&sent, &entered, &mut response);
            keep_half(&sent, "", &mut response);
            Ok(response)
        }
        Err(Problem::LoginNeeded | Problem::NotFound) => {
            Ok(sent.to("/login", Some(&Flash::said("second-late"))))
        }
        Err(problem) => again(&sent, "/login/set-up", problem).await,
    }
}

/// The recovery codes, shown this once.
fn recovery(sent: &Sent, codes: Vec<String>, on: String) -> PageResult {
    let title = sent.lang.t("recovery-title");
    let page = RecoveryPage {
        ui: Shell::new(&sent.web, &sent.asked, title, Nav::Account),
        codes,
        on,
    };
    let mut response = answer::page(&page, StatusCode::OK)?;
    no_store(&mut response);
    Ok(response)
}

/// `GET /{street}/account/second-factor`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 403 for who does not work here.
pub async fn account_page(mut visit: Visit) -> PageResult {
    let me = visit.me()?;
    if !me.actor.is_staff() {
        return Err(PageError::Forbidden("second-forbidden"));
    }
    let app = visit.web.app.clone();
    let standing = people::standing(&app, &visit.street, &mut visit.tx, &me).await?;
    let (lang, slug) = (visit.lang, visit.street.slug.clone());
    let (text, form) = match standing {
        Standing::Begun(set_up) => {
            let action = format!("/{slug}/account/second-factor/confirm");
            let form = view::confirm_second(lang, action, "");
            return set_up_page(visit, "second-by-choice", &set_up, form);
        }
        Standing::Without => (
            lang.t("second-without").to_string(),
            Some(view::begin_second(lang, &slug)),
        ),
        Standing::On {
            recovery_codes,
            must,
        } => (
            lang.t("second-on").arg("n", recovery_codes).to_string(),
            (!must).then(|| view::take_off_second(lang, &slug)),
        ),
    };
    let page = AccountPage {
        text,
        form: form.map(|f| visit.form(f)),
        ui: visit.shell(lang.t("second-title"), Nav::Account),
    };
    visit.answer(&page)
}

/// `POST /{street}/account/second-factor`: a key is made.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 for who does not work here.
pub async fn begin(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.second-begin").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    people::begin(&sent.web.app, &sent.street, tx, &me).await?;
    Ok(sent.to("/account/second-factor", None))
}

/// `POST /{street}/account/second-factor/confirm`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 where nothing is to be confirmed.
pub async fn confirm(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.second-confirm").await?;
    let me = me.ok_or(PageError::LoginNeeded)?;
    match people::confirm(&sent.web.app, &sent.street, tx, &me, sent.raw()).await {
        Ok(codes) => recovery(&sent, codes, format!("/{}/account", sent.street.slug)),
        Err(problem) => again(&sent, "/account/second-factor", problem).await,
    }
}

/// `POST /{street}/account/second-factor/remove`.
///
/// # Errors
/// [`PageError::LoginNeeded`]; 404 where it must stay.
pub async fn take_off(sent: Sent) -> PageResult {
    let (tx, me) = sent.open("people.second-off").await?;
    drop(tx);
    let me = me.ok_or(PageError::LoginNeeded)?;
    super::write::held(&sent, &me.phone)?;
    match people::take_off(&sent.web.app, &sent.street, &me, sent.raw()).await {
        Ok(()) => Ok(sent.to("/account", Some(&Flash::said("second-off")))),
        Err(problem) => again(&sent, "/account/second-factor", problem).await,
    }
}

async fn again(sent: &Sent, page: &str, problem: Problem) -> PageResult {
    let Problem::Invalid(errors) = problem else {
        return Err(problem.into());
    };
    let page = format!("/{}{page}", sent.street.slug);
    Ok(kit::invalid(&sent.asked, &page, errors).await)
}

/// After the password: on to the page of the code, or of the set-up, with what the log-in carries.
pub(super) async fn after_password(sent: &Sent, mark: &str, below: &str) -> Response {
    let page = format!("/{}{below}", sent.street.slug);
    let next = sent.raw().first("next");
    let carries = !sent.raw().first("kept").is_empty();
    let shown = if carries {
        let name = cookies::half_name(&sent.web.config, sent.street.id);
        kit::shown(&sent.asked, &page, &format!("{name}={mark}")).await
    } else {
        None
    };
    let mut response = shown.unwrap_or_else(|| {
        if is_path(next) && !next.is_empty() {
            sent.to_path(&format!("{page}?next={}", answer::encode(next)), None)
        } else {
            sent.to_path(&page, None)
        }
    });
    keep_half(sent, mark, &mut response);
    response
}

fn keep_half(sent: &Sent, mark: &str, response: &mut Response) {
    let config = &sent.web.config;
    let name = cookies::half_name(config, sent.street.id);
    let how_long = if mark.is_empty() {
        Kept::Gone
    } else {
        Kept::Open
    };
    let cookie = cookies::set(config, &name, mark, how_long);
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

fn no_store(response: &mut Response) {
    let value = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
}
