//! A form is posted: street, who posted it and one writing transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;

use super::asked::Asked;
use super::error::PageError;
use super::flash::Flash;
use super::state::AppState;
use super::{answer, device, login, visit};
use crate::domain::fields::Raw;
use crate::domain::photos::{self, Fault, MOST};
use crate::kit::i18n::Lang;
use crate::service::{self, Deed, Me, Problem, Target};
use crate::store::TenantTx;
use crate::store::photos::uploads::Holder;
use crate::store::system_tx::Street;

/// Somebody posted a form of a street.
#[derive(Debug)]
pub struct Sent {
    /// The program.
    pub web: AppState,
    /// What is known of the request.
    pub asked: Asked,
    /// The street.
    pub street: Arc<Street>,
    /// The language of the answer.
    pub lang: Lang,
    params: BTreeMap<String, String>,
}

impl FromRequestParts<AppState> for Sent {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &AppState) -> Result<Self, PageError> {
        let (asked, street, params) = visit::known(parts, web).await?;
        let sent = Self {
            web: web.clone(),
            lang: asked.lang,
            asked,
            street,
            params,
        };
        if sent.asked.has_files() {
            sent.take_photos().await?;
        }
        Ok(sent)
    }
}

impl Sent {
    /// A parameter of the path; empty when the route has none of this name.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// The form.
    #[must_use]
    pub fn raw(&self) -> &Raw {
        self.asked.raw()
    }

    /// Takes in the files that came with the form. No connection is held while they are read; of more
    /// than a form may have, the first are taken.
    async fn take_photos(&self) -> Result<(), PageError> {
        let sent = self.asked.take_files();
        let mut tx = self
            .web
            .app
            .store
            .read(self.street.id, "photos.who")
            .await?;
        let me = login::find(&self.web, &self.asked, &self.street, &mut tx).await?;
        drop(tx);
        let app = &self.web.app;
        let device = device::sending(&self.web.config, &self.asked, self.street.id);
        let holder = Holder {
            device: Some(device),
            account: me.map(|me| me.account()),
        };
        let mut raw = self.raw().clone();
        for (names, row) in sent.0 {
            let (called, mut files): (Vec<_>, Vec<_>) = row.into_iter().unzip();
            let room = MOST.saturating_sub(photos::kept(&raw, names).len());
            for file in files.iter_mut().filter(|f| f.is_ok()).skip(room) {
                *file = Err(Fault::TooMany);
            }
            // A resident's hand, name and number are for the clerk alone, not for the next one at the device.
            let holder = match holder.account {
                Some(_) if *names == photos::ORIGINALS => Holder {
                    device: None,
                    ..holder
                },
                Some(_) | None => holder,
            };
            let taken = service::photos::take(app, self.street.id, holder, files).await?;
            raw = photos::with_taken(&raw, names, &taken, &called);
        }
        self.asked.put_photos(raw);
        Ok(())
    }

    /// The hash of the secret of the device; none where no photo was sent from it.
    #[must_use]
    pub fn device(&self) -> Option<[u8; 32]> {
        device::hash(&self.web.config, &self.asked, self.street.id)
    }

    /// The page that the form stood on, a path of this street; empty when it does not say.
    #[must_use]
    pub fn page(&self) -> &str {
        let page = self.raw().first("page");
        let below = page
            .strip_prefix('/')
            .and_then(|p| p.strip_prefix(self.street.slug.as_str()));
        match below {
            Some(rest) if is_path(page) && (rest.is_empty() || rest.starts_with(['/', '?'])) => {
                page
            }
            Some(_) | None => "",
        }
    }

    /// Opens the writing transaction and finds out who posted; nobody is a fault only for a deed.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn open(&self, name: &'static str) -> Result<(TenantTx, Option<Arc<Me>>), PageError> {
        let mut tx = self.web.app.store.write(self.street.id, name).await?;
        let me = login::find(&self.web, &self.asked, &self.street, &mut tx).await?;
        Ok((tx, me))
    }

    /// The deed that was posted, in its transaction.
    ///
    /// # Errors
    /// [`PageError::LoginNeeded`]; when the database is away.
    pub async fn deed(&self, target: Target, name: &'static str) -> Result<Deed, PageError> {
        let token = login::token(&self.web, &self.asked, &self.street);
        self.deed_of(token, target, name).await
    }

    /// The deed as whoever has the log-in of this token, such as one that begins with this very form.
    ///
    /// # Errors
    /// [`PageError::LoginNeeded`]; when the database is away.
    pub async fn deed_of(
        &self,
        token: &str,
        target: Target,
        name: &'static str,
    ) -> Result<Deed, PageError> {
        let mut tx = self.web.app.store.write(self.street.id, name).await?;
        let me = login::of(&self.web, &self.asked, &self.street, &mut tx, token).await?;
        let me = me.ok_or(Problem::LoginNeeded)?;
        Ok(Deed {
            app: self.web.app.clone(),
            tx,
            street: self.street.clone(),
            me: Me::clone(&me),
            target,
            version: self.raw().first("version").parse().ok(),
            raw: self.raw().clone(),
            device: self.device(),
            at: self.web.app.clock.now(),
        })
    }

    /// 303 to an address below the street, where the flash is said.
    #[must_use]
    pub fn to(&self, below: &str, flash: Option<&Flash>) -> Response {
        self.to_path(&format!("/{}{below}", self.street.slug), flash)
    }

    /// 303 to a path of our own.
    #[must_use]
    pub fn to_path(&self, path: &str, flash: Option<&Flash>) -> Response {
        let mut response = answer::see_other(path);
        if let Some(flash) = flash {
            answer::say(&mut response, &self.web.config, flash);
        }
        response
    }
}

/// An address that leads on to `next` in the end.
#[must_use]
pub fn onward(path: &str, next: &str) -> String {
    if next.is_empty() || !is_path(next) {
        return path.to_owned();
    }
    format!("{path}?next={}", answer::encode(next))
}

/// Whether a text is a path of our own site and nothing else: what a redirect may follow.
#[must_use]
pub fn is_path(text: &str) -> bool {
    text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && text.len() <= 2_000
        && text.bytes().all(|b| b.is_ascii_graphic())
}
