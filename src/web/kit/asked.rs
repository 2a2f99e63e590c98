//! What is known of a request before its page: language, large type, street, the form, where it
//! comes from. Made once by [`super::pipeline`]; the page, its error and the log line all read it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::http::HeaderValue;
use axum_extra::extract::cookie::CookieJar;

use super::again::Pages;
use super::flash::Flash;
use super::form::Summary;
use super::names::Names;
use super::upload::Uploaded;
use crate::domain::fields::{FieldErrors, Raw};
use crate::kit::i18n::Lang;
use crate::service::Me;
use crate::store::TenantId;
use crate::store::system_tx::Street;

/// A request, before its page.
#[derive(Debug, Clone)]
pub struct Asked(Arc<Inner>);

/// What stands behind [`Asked`].
#[derive(Debug)]
pub struct Inner {
    /// Reference number: in the answer, in the log, and shown with an error.
    pub reference: String,
    /// True for a GET or HEAD.
    pub reads: bool,
    /// Path and query, for links that come back here.
    pub path: String,
    /// The query's parameters; the first value of each counts.
    pub query: BTreeMap<String, String>,
    /// The language of the answer.
    pub lang: Lang,
    /// Large type (长辈模式).
    pub large: bool,
    /// A program asks for data, not a person for a page: no cookie counts, and an error is JSON.
    pub api: bool,
    /// The street of the path.
    pub street: Option<Arc<Street>>,
    pub(super) posted: Raw,
    pub(super) with_photos: OnceLock<Raw>,
    pub(super) files: Mutex<Uploaded>,
    /// The secret of the device, once it has sent photos with this form.
    pub(super) device: OnceLock<String>,
    /// The visitor's address; never logged.
    pub client: IpAddr,
    /// Every cookie.
    pub jar: CookieJar,
    pub(super) pages: Option<Pages>,
    pub(super) cookie_header: Option<HeaderValue>,
    /// What the browser has already, by its ETag.
    pub if_none_match: Option<HeaderValue>,
    /// What is said once.
    pub flash: Option<Flash>,
    /// A form that is shown again: its page is being asked by [`super::again`].
    pub again: Option<Again>,
    pub(super) learnt: Mutex<Learnt>,
}

/// A form to be shown again with what was typed, and why.
#[derive(Debug, Clone)]
pub struct Again {
    /// Where it was posted to: tells which form of the page it is.
    pub action: String,
    /// What was typed.
    pub raw: Raw,
    /// What is wrong with it.
    pub errors: FieldErrors,
    /// A sentence above the form, already in the reader's language; empty without.
    pub notice: String,
    /// The answer's status: 422 for errors, 409 for a stale version.
    pub status: u16,
    /// Set by the form that took it, said first on the page: without one the page would drop what was typed.
    pub summary: Arc<OnceLock<Summary>>,
}

/// What the page learnt that its answer needs.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    /// Who asks, for the header of an error page.
    pub me: Option<Arc<Me>>,
    /// Names of places in the page's language.
    pub names: Arc<Names>,
    /// The log-in to be noted as used, after the answer.
    pub touch: Option<(TenantId, [u8; 32])>,
    /// The page showed the flash; its cookie goes.
    pub flash_shown: bool,
}

impl Asked {
    pub(super) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    pub(super) fn learn(&self, what: impl FnOnce(&mut Learnt)) {
        what(&mut self.0.learnt.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// The form as posted; empty for a GET. Photos that came with it are ids once they were taken in.
    #[must_use]
    pub fn raw(&self) -> &Raw {
        self.0.with_photos.get().unwrap_or(&self.0.posted)
    }

    /// Whether files came with the form that nobody has taken in yet.
    pub(super) fn has_files(&self) -> bool {
        let files = self.0.files.lock().unwrap_or_else(PoisonError::into_inner);
        !files.is_empty()
    }

    /// Hands out the files that came with the form, once.
    pub(super) fn take_files(&self) -> Uploaded {
        let mut files = self.0.files.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut files)
    }

    /// Puts the form with the ids of photos in the place of the one with files.
    pub(super) fn put_photos(&self, raw: Raw) {
        self.0.with_photos.get_or_init(|| raw);
    }

    /// Who asks, once a page has found out.
    #[must_use]
    pub fn me(&self) -> Option<Arc<Me>> {
        let learnt = self.0.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        learnt.me.clone()
    }

    /// Names of places in the page's language, once the street's tables were open.
    #[must_use]
    pub fn names(&self) -> Arc<Names> {
        let learnt = self.0.learnt.lock().unwrap_or_else(PoisonError::into_inner);
        learnt.names.clone()
    }
}

impl Deref for Asked {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
