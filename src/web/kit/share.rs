//! The share sheet: a page's address to copy, to hand on and to scan. Its buttons need script; the address and
//! its picture do not.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Shell, Visit};

/// The sheet of a page that others can open.
#[derive(Debug, Clone, Template)]
#[template(path = "kit/share.html")]
pub struct Share {
    title: String,
    note: String,
    label: String,
    address: String,
    copy: String,
    copied: String,
    send: String,
    qr: String,
    qr_alt: String,
    scan: String,
}

impl HtmlSafe for Share {}

impl Share {
    /// Of an address, with the path of its picture.
    #[must_use]
    pub fn of(ui: &Shell, address: String, qr: String) -> Self {
        let t = |key: &'static str| ui.t(key).to_string();
        Self {
            title: t("share-title"),
            note: String::new(),
            label: t("share-link"),
            copy: t("share-copy"),
            copied: t("share-copied"),
            send: t("share-send"),
            qr_alt: ui.t("sent-qr").arg("address", address.as_str()).to_string(),
            scan: t("share-scan"),
            address,
            qr,
        }
    }

    /// With a word of warning before the address.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: note.into(),
            ..self
        }
    }
}

/// The address of a page of the street as it is handed on.
#[must_use]
pub fn address(visit: &Visit, below: &str) -> String {
    let base = &visit.web.config.public_url;
    format!("{base}/{}{below}", visit.street.slug)
}
