//! A page is read: street, visitor and one read-only transaction in one extractor.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use uuid::Uuid;

use super::answer;
use super::asked::Asked;
use super::error::PageError;
use super::form::Form;
use super::names::Names;
use super::shell::{Nav, Shell};
use super::state::AppState;
use super::{PageResult, login};
use crate::domain::privacy::LookedAt;
use crate::kit::i18n::Lang;
use crate::service::{Me, Problem, people};
use crate::store::TenantTx;
use crate::store::system_tx::{PLATFORM, Street};

/// Somebody reads a page of a street. An unknown street is a 404 before any handler runs.
#[derive(Debug)]
pub struct Visit {
    /// The program.
    pub web: AppState,
    /// What is known of the request.
    pub asked: Asked,
    /// The street.
    pub street: Arc<Street>,
    /// The page's one transaction, read only.
    pub tx: TenantTx,
    /// Who reads, when logged in.
    pub me: Option<Arc<Me>>,
    /// The page's language.
    pub lang: Lang,
    /// Names of places in that language.
    pub names: Arc<Names>,
    params: BTreeMap<String, String>,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, web: &AppState) -> Result<Self, PageError> {
        let (asked, street, params) = known(parts, web).await?;
        let route = parts.extensions.get::<MatchedPath>();
        let name = web.transaction(route.map_or("", MatchedPath::as_str));
        let mut tx = web.app.store.read(street.id, name).await?;
        let me = login::find(web, &asked, &street, &mut tx).await?;
        let names = web.names.of(asked.lang, &mut tx).await?;
        asked.learn(|l| l.names = names.clone());
        Ok(Self {
            names,
            web: web.clone(),
            lang: asked.lang,
            asked,
            street,
            tx,
            me,
            params,
        })
    }
}

/// The parts that reading and posting share.
pub(super) async fn known(
    parts: &mut Parts,
    web: &AppState,
) -> Result<(Asked, Arc<Street>, BTreeMap<String, String>), PageError> {
    let asked = parts.extensions.get::<Asked>().cloned();
    let asked = asked.ok_or_else(|| PageError::fault("a handler outside the pipeline"))?;
    let street = asked.street.clone().ok_or(PageError::NotFound)?;
    // The platform has a few pages of its own, not those of a street.
    let route = parts.extensions.get::<MatchedPath>();
    if street.id == PLATFORM && route.is_none_or(|r| r.as_str().starts_with("/{street}")) {
        return Err(PageError::NotFound);
    }
    let params = RawPathParams::from_request_parts(parts, web)
        .await
        .map_err(|_| PageError::NotFound)?
        .iter()
        // No name of anything holds a control character, and the database takes none of them for a text.
        .map(|(name, value)| {
            let named = !value.contains(char::is_control);
            named.then(|| (name.to_owned(), value.to_owned()))
        })
        .collect::<Option<_>>()
        .ok_or(PageError::NotFound)?;
    Ok((asked, street, params))
}

impl Visit {
    /// A parameter of the path; empty when the route has none of this name.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.params.get(name).map_or("", String::as_str)
    }

    /// A parameter of the query; empty when there is none.
    #[must_use]
    pub fn query(&self, name: &str) -> &str {
        self.asked.query.get(name).map_or("", |v| v.trim())
    }

    /// Who reads.
    ///
    /// # Errors
    /// [`Problem::LoginNeeded`].
    pub fn me(&self) -> Result<Arc<Me>, Problem> {
        self.me.clone().ok_or(Problem::LoginNeeded)
    }

    /// What stands around the page.
    #[must_use]
    pub fn shell(&self, title: impl Into<String>, part: Nav) -> Shell {
        Shell::new(&self.web, &self.asked, title, part)
    }

    /// A form as it is to be shown: when it has just been posted and refused, with what was typed,
    /// the errors and the notice.
    #[must_use]
    pub fn form(&self, mut form: Form) -> Form {
        form.set_here(&self.asked.path, self.lang);
        match &self.asked.again {
            Some(again) if again.action == form.action => form.fill(again, self.lang),
            Some(_) | None => form,
        }
    }

    /// As [`Self::form`], told of what is wrong with these fields alone: the page itself says the rest.
    #[must_use]
    pub fn form_told(&self, mut form: Form, fields: &[&str]) -> Form {
        form.set_here(&self.asked.path, self.lang);
        match self.asked.again.clone() {
            Some(mut again) if again.action == form.action => {
                let told = |(field, _): &(String, _)| fields.contains(&field.as_str());
                again.errors.0.retain(told);
                form.fill(&again, self.lang)
            }
            Some(_) | None => form,
        }
    }

    /// Renders the page and gives the connection back.
    ///
    /// # Errors
    /// When the template fails: a fault of the program.
    pub fn answer(self, page: &impl Template) -> PageResult {
        drop(self.tx);
        let status = self.asked.again.as_ref().map_or(200, |a| a.status);
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
        answer::page(page, status)
    }

    /// The same for a page that shows the names or phones of residents: the look of somebody who works here
    /// is recorded first, and where it cannot be, the page is not shown.
    ///
    /// # Errors
    /// As [`Visit::answer`]; when the database is away.
    pub async fn answer_seen(
        self,
        page: &impl Template,
        what: LookedAt,
        about: &str,
        people: impl IntoIterator<Item = Uuid>,
    ) -> PageResult {
        let me = self.me()?;
        let (app, tenant) = (self.web.app.clone(), self.street.id);
        // The page's own connection is given back before another one is asked for.
        let answer = self.answer(page)?;
        people::note(&app, tenant, &me, what, about, people).await?;
        Ok(answer)
    }

    /// The same for a page that shows who it is for whom a topic was entered.
    ///
    /// # Errors
    /// As [`Visit::answer_seen`].
    pub async fn answer_entry(self, page: &impl Template, code: &str) -> PageResult {
        let me = self.me()?;
        let (app, tenant) = (self.web.app.clone(), self.street.id);
        let answer = self.answer(page)?;
        people::note_entry(&app, tenant, &me, LookedAt::Entry, code, false).await?;
        Ok(answer)
    }

    /// A redirect to an address below the street.
    #[must_use]
    pub fn to(&self, below: &str) -> Response {
        answer::see_other(&format!("/{}{below}", self.street.slug))
    }
}
