//! The page of an error: what is wrong, who can or what is missing, where to go, and what was typed.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use super::answer::{encode, see_other};
use super::asked::Asked;
use super::called::called;
use super::error::PageError;
use super::field::{Field, Kind};
use super::form::{self, Form, sentence};
use super::problem;
use super::sent::{is_path, onward};
use super::shell::{Nav, Shell};
use super::state::AppState;
use crate::domain::fields::Raw;
use crate::domain::workflow::{Base, Verb};
use crate::kit::i18n::Lang;
use crate::store::system_tx::PLATFORM;

/// Something that was typed, to be copied.
#[derive(Debug)]
struct Typed {
    label: String,
    text: String,
}

#[derive(Debug, Template)]
#[template(path = "error.html")]
struct Page {
    ui: Shell,
    text: String,
    points: Vec<String>,
    typed: Vec<Typed>,
    form: Option<Form>,
    /// What goes on after the log-in; empty where that is not known.
    then: String,
    /// One can register where the log-in is.
    of_street: bool,
    /// Where one registers, and comes back from to the page of the form.
    register: String,
    /// The same for a forgotten password.
    forgotten: String,
    /// The same address once more, where that may help; empty elsewhere.
    again: String,
    back: String,
    /// `back` is the street's first page.
    home: bool,
    /// Nothing is at this address: what was looked for may be found by its words.
    lost: bool,
    reference: String,
}

/// Renders an error in the person's language.
pub(super) fn render(web: &AppState, asked: &Asked, error: &PageError) -> Response {
    let street = asked.street.as_ref();
    if matches!(error, PageError::LoginNeeded)
        && asked.reads
        && !asked.api
        && let Some(street) = street
    {
        let next = encode(&asked.path);
        return see_other(&format!("/{}/login?next={next}", street.slug));
    }
    let mut response = match asked.api {
        true => problem::render(web, asked, error),
        false => page(web, asked, error),
    };
    if matches!(
        error.status(),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
    ) {
        let soon = HeaderValue::from(error.wait().unwrap_or(10));
        response.headers_mut().insert(header::RETRY_AFTER, soon);
    }
    response
}

fn page(web: &AppState, asked: &Asked, error: &PageError) -> Response {
    let lang = asked.lang;
    let street = asked.street.as_ref();
    let (action, raw) = posted(asked, error);
    let back = back(web, asked, error, &raw);
    let below = |path| {
        onward(
            &format!("{}/{path}", street_home(asked)),
            of_form(asked, &raw),
        )
    };
    let page = Page {
        register: below("register"),
        forgotten: below("password"),
        home: street_home(asked) == back,
        lost: matches!(error, PageError::NotFound) && web.offers("/topics"),
        ui: Shell::new(web, asked, title(lang, error), Nav::Other),
        text: text(lang, error),
        points: points(asked, error),
        typed: typed(lang, &action, &raw),
        form: login(asked, error, &action, &raw),
        then: wanted(lang, &action),
        of_street: street.is_some_and(|s| s.id != PLATFORM),
        again: again(asked, error),
        back,
        reference: reference(asked, error),
    };
    let html = page.render().unwrap_or_else(|fault| {
        tracing::error!(error = %fault, "the error page failed");
        String::new()
    });
    (error.status(), Html(html)).into_response()
}

/// What was only read can be asked for once more when the fault was ours.
fn again(asked: &Asked, error: &PageError) -> String {
    if asked.reads && error.status().is_server_error() {
        asked.path.clone()
    } else {
        String::new()
    }
}

/// The number to ask after it by; empty where nobody need ask.
pub(super) fn reference(asked: &Asked, error: &PageError) -> String {
    match error {
        PageError::Fault(_) | PageError::Away(_) => asked.reference.clone(),
        PageError::NotFound
        | PageError::Method
        | PageError::LoginNeeded
        | PageError::Refused(_)
        | PageError::Forbidden(_)
        | PageError::Stale(_)
        | PageError::Decided(_)
        | PageError::Invalid(_)
        | PageError::Forgery
        | PageError::TooLarge
        | PageError::Broken
        | PageError::TooMany
        | PageError::Busy => String::new(),
    }
}

/// What is wrong, in a few words.
pub(super) fn title(lang: Lang, error: &PageError) -> String {
    lang.t(format!("page-{}-title", error.code())).to_string()
}

/// The sentence that says what is wrong.
pub(super) fn text(lang: Lang, error: &PageError) -> String {
    match error {
        PageError::Refused(refusal) => lang.refusal(refusal),
        PageError::Forbidden(key) => lang.t(*key).to_string(),
        PageError::Decided(who) => who.to_string(),
        PageError::NotFound
        | PageError::Method
        | PageError::LoginNeeded
        | PageError::Stale(_)
        | PageError::Invalid(_)
        | PageError::Forgery
        | PageError::TooLarge
        | PageError::Broken
        | PageError::TooMany
        | PageError::Away(_)
        | PageError::Busy
        | PageError::Fault(_) => lang.t(format!("page-{}-text", error.code())).to_string(),
    }
}

/// Details, one a line: what changed, or what is wrong in which field.
fn points(asked: &Asked, error: &PageError) -> Vec<String> {
    let lang = asked.lang;
    match error {
        PageError::Stale(changes) => changes.clone(),
        PageError::Invalid(errors) => errors
            .0
            .iter()
            .map(|(field, error)| {
                let what = sentence(lang, error);
                match called(lang, &asked.path, field) {
                    Some(label) => lang
                        .t("form-mistake")
                        .arg("field", form::asked(&label))
                        .arg("what", what)
                        .to_string(),
                    None => what,
                }
            })
            .collect(),
        PageError::NotFound
        | PageError::Method
        | PageError::LoginNeeded
        | PageError::Refused(_)
        | PageError::Forbidden(_)
        | PageError::Decided(_)
        | PageError::Forgery
        | PageError::TooLarge
        | PageError::Broken
        | PageError::TooMany
        | PageError::Away(_)
        | PageError::Busy
        | PageError::Fault(_) => Vec::new(),
    }
}

/// Fields whose content is nobody's writing.
const UNTYPED: [&str; 11] = [
    "version",
    "page",
    "hash",
    "lock",
    "next",
    "password",
    "kept",
    "code",
    "seen",
    "photo_fault",
    "original_fault",
];

/// What was typed, so that nobody writes it twice. It is text to copy, not a form: a form that came
/// from elsewhere must not be sent on with one press of a button.
fn typed(lang: Lang, path: &str, raw: &Raw) -> Vec<Typed> {
    let written = |(name, values): (&String, &Vec<String>)| {
        let text = values.join("\n");
        let secret = name.contains("password") || UNTYPED.contains(&name.as_str());
        // Bytes: three Chinese characters are a sentence, `yes` is a box that was ticked.
        // A choice is posted as the id of what was chosen, or as a code.
        let chosen = values.iter().all(|v| uuid::Uuid::try_parse(v).is_ok());
        let coded = |c: char| c.is_ascii_lowercase() || c == '_';
        let label = called(lang, path, name);
        let chosen = chosen || text.chars().all(coded);
        (!secret && !chosen && text.len() >= 8).then(|| Typed {
            label: label.unwrap_or_default(),
            text,
        })
    };
    raw.0.iter().filter_map(written).collect()
}

/// Whether a form holds something that somebody wrote.
pub(super) fn has_writing(lang: Lang, path: &str, raw: &Raw) -> bool {
    !typed(lang, path, raw).is_empty()
}

/// What was posted, and where: of a log-in that carries a form, that form. What came from another site
/// carries none of ours.
fn posted(asked: &Asked, error: &PageError) -> (String, Raw) {
    let kept = serde_json::from_str(asked.raw().first("kept")).ok();
    match kept.filter(|_| !matches!(error, PageError::Forgery)) {
        Some((action, raw)) => (action, Raw(raw)),
        None => (asked.path.clone(), asked.raw().clone()),
    }
}

/// The log-in, carrying what was posted: after it the form is shown again. A log-in that failed with what it
/// carried comes back with it.
fn login(asked: &Asked, error: &PageError, action: &str, raw: &Raw) -> Option<Form> {
    let street = asked.street.as_ref()?;
    let failed = action != asked.path && !matches!(error, PageError::Forbidden(_));
    if !matches!(error, PageError::LoginNeeded) && !failed {
        return None;
    }
    let lang = asked.lang;
    let path = format!("/{}/login", street.slug);
    let kept = serde_json::to_string(&(action, &raw.0)).unwrap_or_default();
    let mut form = Form::new(path.clone(), lang.t("login-submit"))
        .field(Field::new(Kind::Phone, "phone", lang.t("field-phone")).autocomplete("username"))
        .field(
            Field::new(Kind::Password, "password", lang.t("field-password"))
                .autocomplete("current-password"),
        )
        .field(Field::hidden("next", of_form(asked, raw)))
        .field(Field::hidden("kept", kept));
    form.set_here(&path, lang);
    Some(form)
}

/// The act that was pressed, which waits behind the log-in.
fn wanted(lang: Lang, path: &str) -> String {
    let below = path
        .split_once("/topics/")
        .and_then(|(_, p)| p.split_once('/'));
    let verb = below.and_then(|(_, address)| {
        let mut topics = Verb::ALL.iter().filter(|v| v.base() == Base::Topic);
        topics.find(|v| v.address() == address)
    });
    verb.map_or(String::new(), |verb| {
        let then = lang.t("login-then");
        then.arg("verb", lang.t(verb.key())).to_string()
    })
}

fn street_home(asked: &Asked) -> String {
    let street = asked.street.as_ref();
    street.map_or_else(|| "/".to_owned(), |s| format!("/{}", s.slug))
}

/// The page of the street that the form stood on; empty where it does not say.
fn of_form<'a>(asked: &Asked, raw: &'a Raw) -> &'a str {
    let home = street_home(asked);
    let page = raw.first("page");
    let below = page.strip_prefix(&*home);
    let ours =
        home != "/" && is_path(page) && below.is_some_and(|b| b.is_empty() || b.starts_with('/'));
    if ours { page } else { "" }
}

/// Where one can go on: the page of the form; else staff to their desk, others to the street, and
/// from outside a street to the list of streets.
fn back(web: &AppState, asked: &Asked, error: &PageError, raw: &Raw) -> String {
    let home = street_home(asked);
    let page = of_form(asked, raw);
    let staff = asked.me().is_some_and(|me| me.actor.is_staff());
    if !page.is_empty() {
        page.to_owned()
    } else if matches!(error, PageError::TooLarge) && home != "/" {
        // Nothing of the form was read; the address of what it does leads to the page where it is done.
        asked.path.clone()
    } else if staff && home != "/" && web.offers("/desk") {
        format!("{home}/desk")
    } else {
        home
    }
}
