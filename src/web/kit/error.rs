//! Why a page is not shown. A handler returns it; [`super::pipeline`] renders it once, in the
//! person's language, with what was typed kept.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::domain::fields::FieldErrors;
use crate::domain::workflow::Refusal;
use crate::kit::password::PasswordError;
use crate::service::Problem;
use crate::store;

/// Why a page is not shown.
#[derive(Debug, Clone)]
pub enum PageError {
    /// 404: there is no such page, or not for this person.
    NotFound,
    /// 405: there is such a page, but not for this method.
    Method,
    /// 303 to the log-in, or 401 with the log-in and what was typed.
    LoginNeeded,
    /// 403 or 409: the rules refuse.
    Refused(Box<Refusal>),
    /// 403: a sentence of the catalogue.
    Forbidden(&'static str),
    /// 409: the topic changed since the person saw it; what changed, as sentences.
    Stale(Vec<String>),
    /// 409: somebody else has decided since; who and what, as a sentence.
    Decided(Arc<str>),
    /// 422, or 429 where it came too soon: errors by field, where the form itself cannot be shown again.
    Invalid(Arc<FieldErrors>),
    /// 403: the form came from another site.
    Forgery,
    /// 413: too much was sent.
    TooLarge,
    /// 400: a form with files broke off on its way.
    Broken,
    /// 429: too often.
    TooMany,
    /// 503: the database is away; the reason is for the log.
    Away(Arc<str>),
    /// 503: too many log-ins at once.
    Busy,
    /// 500: the reason is for the log.
    Fault(Arc<str>),
}

impl PageError {
    /// A fault of the program; `what` goes to the log, never to the page.
    pub fn fault(what: impl std::fmt::Display) -> Self {
        Self::Fault(what.to_string().into())
    }

    /// The answer's status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::LoginNeeded => StatusCode::UNAUTHORIZED,
            Self::Refused(refusal) if refusal.is_forbidden() => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Stale(_) | Self::Decided(_) => StatusCode::CONFLICT,
            Self::Forbidden(_) | Self::Forgery => StatusCode::FORBIDDEN,
            Self::Invalid(_) if self.wait().is_some() => StatusCode::TOO_MANY_REQUESTS,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken => StatusCode::BAD_REQUEST,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Away(_) | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Of a form that came too soon: in how many seconds it may be sent again.
    #[must_use]
    pub fn wait(&self) -> Option<u64> {
        let Self::Invalid(errors) = self else {
            return None;
        };
        u64::try_from(errors.seconds()?).ok()
    }

    /// The middle of the catalogue keys of its page: `page-<code>-title`, `page-<code>-text`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Method => "method",
            Self::LoginNeeded => "login-needed",
            Self::Refused(refusal) if refusal.is_forbidden() => "forbidden",
            Self::Refused(_) => "refused",
            Self::Forbidden(_) => "forbidden",
            Self::Stale(_) => "stale",
            Self::Decided(_) => "decided",
            Self::Invalid(_) => "invalid",
            Self::Forgery => "forgery",
            Self::TooLarge => "too-large",
            Self::Broken => "broken",
            Self::TooMany => "too-many",
            Self::Away(_) => "away",
            Self::Busy => "busy",
            Self::Fault(_) => "fault",
        }
    }
}

impl From<Problem> for PageError {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NotFound => Self::NotFound,
            Problem::LoginNeeded => Self::LoginNeeded,
            Problem::Refused(refusal) => Self::Refused(Box::new(refusal)),
            Problem::Forbidden(key) => Self::Forbidden(key),
            Problem::Stale { .. } | Problem::TakenOver(_) => Self::Stale(Vec::new()),
            Problem::Invalid(errors) => errors.into(),
            Problem::Store(error) => error.into(),
            Problem::Password(PasswordError::Busy) => Self::Busy,
            Problem::Password(error) => Self::fault(error),
            Problem::Fault(what) => Self::fault(what),
        }
    }
}

impl From<FieldErrors> for PageError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(Arc::new(errors))
    }
}

impl From<store::Error> for PageError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            store::Error::Unavailable(error) => Self::Away(error.to_string().into()),
            other => Self::fault(other),
        }
    }
}

impl IntoResponse for PageError {
    /// An empty answer that carries the error to [`super::pipeline`].
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
