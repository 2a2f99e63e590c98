//! Shows a form again on the page that it came from: the router is asked for that page, with what
//! was typed at hand. No room needs code for it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;

use super::answer;
use super::asked::{Again, Asked};
use super::error::PageError;
use super::fault_page::{has_writing, render};
use super::sent::is_path;
use super::state::AppState;
use crate::domain::fields::{FieldErrors, Raw};

/// The router of the pages, as an extension of every request: state that held it would hold itself.
#[derive(Debug, Clone)]
pub struct Pages(pub Router);

/// What the inner request carries to [`super::pipeline`]: the form, and the outer request.
#[derive(Debug, Clone)]
pub(super) struct Inner {
    pub again: Again,
    pub asked: Asked,
}

/// Shows the form again with its errors and kept values: 422, or 429 where it came too soon.
pub async fn invalid(asked: &Asked, page: &str, errors: FieldErrors) -> Response {
    let kept = PageError::Invalid(Arc::new(errors.clone()));
    let wait = kept.wait();
    let status = kept.status().as_u16();
    let mut answer = show(asked, page, errors, String::new(), status, kept).await;
    if let Some(wait) = wait {
        let headers = answer.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    answer
}

/// As [`invalid`], for a form of the same address on another page, which holds what was typed there.
pub async fn invalid_in(asked: &Asked, page: &str, raw: Raw, errors: FieldErrors) -> Response {
    let kept = PageError::Invalid(Arc::new(errors.clone()));
    let again = Again {
        action: asked.path.clone(),
        raw,
        errors,
        notice: String::new(),
        status: kept.status().as_u16(),
        summary: Arc::default(),
    };
    match ask(asked, page, again, asked.cookie_header.clone()).await {
        Some(answer) => answer,
        None => kept.into_response(),
    }
}

/// Shows the form again on the newest state of its topic: 409, what changed, and kept values.
pub async fn stale(asked: &Asked, page: &str, changes: Vec<String>) -> Response {
    changed(asked, page, "form-stale", changes).await
}

/// Shows the form again while somebody else works on its topic: 409, who does, and kept values.
pub async fn taken(asked: &Asked, page: &str, who: String) -> Response {
    changed(asked, page, "form-taken", vec![who]).await
}

async fn changed(asked: &Asked, page: &str, key: &'static str, changes: Vec<String>) -> Response {
    let what = asked.lang.join(&changes);
    let notice = asked.lang.t(key).arg("what", what).to_string();
    let kept = PageError::Stale(changes);
    show(asked, page, FieldErrors::default(), notice, 409, kept).await
}

/// Shows a form that was posted after its log-in had run out, once there is a new one: on its page,
/// with everything that was typed. `cookie` is the new log-in. Where the page does not offer the form any
/// more, or not to this person, what was written is shown to be copied; where nothing was, the way goes on to
/// the page, or `otherwise`.
pub async fn continued(
    web: &AppState,
    asked: &Asked,
    action: String,
    raw: Raw,
    cookie: &str,
    otherwise: &str,
) -> Response {
    let page = raw.first("page").to_owned();
    let wrote = has_writing(asked.lang, &action, &raw);
    let again = Again {
        action,
        raw,
        errors: FieldErrors::default(),
        notice: asked.lang.t("form-continued").to_string(),
        status: 200,
        summary: Arc::default(),
    };
    let cookie = HeaderValue::try_from(cookie).ok();
    match ask(asked, &page, again, cookie).await {
        Some(answer) => answer,
        // As it is, since it has to carry the new log-in.
        None if wrote => render(web, asked, &PageError::Forbidden("form-continued-gone")),
        None if is_path(&page) => answer::see_other(&page),
        None => answer::see_other(otherwise),
    }
}

/// Shows a form of a page with what was typed into another one that carried it on, such as a page where it
/// was checked; with its errors, if there are any.
pub async fn back_in(asked: &Asked, page: &str, action: String, errors: FieldErrors) -> Response {
    let again = Again {
        action,
        raw: asked.raw().clone(),
        status: if errors.0.is_empty() { 200 } else { 422 },
        errors: errors.clone(),
        notice: String::new(),
        summary: Arc::default(),
    };
    match ask(asked, page, again, asked.cookie_header.clone()).await {
        Some(answer) => answer,
        None => PageError::Invalid(Arc::new(errors)).into_response(),
    }
}

/// Shows a page in answer to a form, to which it hands what was typed; nothing when it is not there.
/// `cookie` is what the page needs and the browser does not have yet.
pub async fn shown(asked: &Asked, page: &str, cookie: &str) -> Option<Response> {
    let again = Again {
        action: String::new(),
        raw: asked.raw().clone(),
        errors: FieldErrors::default(),
        notice: String::new(),
        status: 200,
        summary: Arc::default(),
    };
    let cookie = HeaderValue::try_from(cookie).ok();
    ask(asked, page, again, cookie).await
}

async fn show(
    asked: &Asked,
    page: &str,
    errors: FieldErrors,
    notice: String,
    status: u16,
    otherwise: PageError,
) -> Response {
    let again = Again {
        action: asked.path.clone(),
        raw: asked.raw().clone(),
        errors,
        notice,
        status,
        summary: Arc::default(),
    };
    let cookies = asked.cookie_header.clone();
    // The page may be gone since (the topic moved on): then the error's own page keeps the text.
    match ask(asked, page, again, cookies).await {
        Some(answer) => answer,
        None => otherwise.into_response(),
    }
}

/// Asks the router for a page with a form to be shown again; nothing when there is no such page.
async fn ask(
    asked: &Asked,
    page: &str,
    again: Again,
    cookies: Option<HeaderValue>,
) -> Option<Response> {
    if page.is_empty() {
        return None;
    }
    let (status, form) = (again.status, !again.action.is_empty());
    let summary = again.summary.clone();
    let inner = Inner {
        again,
        asked: asked.clone(),
    };
    let mut request = Request::get(page).extension(inner);
    if let Some(cookies) = cookies {
        request = request.header(header::COOKIE, cookies);
    }
    let router = asked.pages.clone()?.0;
    let request = request.body(Body::empty()).ok()?;
    let answer = match router.oneshot(request).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    // A verb that is not offered any more has no form on the page: nobody would see what was typed.
    let shown = summary.get().is_some() || !form;
    (answer.status().as_u16() == status && shown).then_some(answer)
}
