//! What every room of the web floor stands on: state, extractors, answers, errors, forms, parts.
//!
//! # To add a page
//!
//! 1. A template `templates/<room>/<page>.html`:
//!
//!    ```html
//!    {% extends "layout.html" %}
//!    {% block main %}
//!    <h1>{{ ui.t("sessions-title") }}</h1>
//!    {% for row in rows %}<p>{{ row.name }} {{ ui.due_chip(row.due) }}</p>{% endfor %}
//!    {{ form }}
//!    {% endblock %}
//!    ```
//!
//! 2. A handler of a few lines in `web/<room>/read.rs`. [`Visit`] has found the street (or answered
//!    404), opened the page's one transaction and read the log-in:
//!
//!    ```ignore
//!    #[derive(Template)]
//!    #[template(path = "sessions/list.html")]
//!    struct Page { ui: Shell, rows: Vec<Row>, form: Form }
//!
//!    pub async fn list(mut visit: Visit) -> PageResult {
//!        let rows = sessions::upcoming(&mut visit.tx, visit.web.app.clock.now()).await?;
//!        let ui = visit.shell(visit.lang.t("sessions-title"), Nav::Sessions);
//!        let form = visit.form(Form::new(ui.path("/sessions/search"), ui.t("sessions-search")));
//!        visit.answer(&Page { ui, rows, form })
//!    }
//!    ```
//!
//!    `?` turns store errors and `service::Problem` into a [`PageError`]; `visit.me()?` asks for a
//!    log-in; `visit.param("code")` and `visit.query("q")` read the address.
//!
//! 3. One line in [`crate::web::routes::table`].
//! 4. Texts in `locales/{zh,en}/<room>.ftl`, every key in both, every key used.
//!
//! # To add a form
//!
//! A verb's form needs no handler: [`crate::web::deeds`] takes every verb. Build it with
//! [`Form::verb`](form::Form::verb), add fields, hand it through [`Visit::form`] before it is shown:
//!
//! ```ignore
//! let form = Form::verb(lang, &visit.street.slug, code, Verb::PlanReject, topic.version)
//!     .quiet()
//!     .field(Field::area("reason", lang.t("field-reason")).max(500))
//!     .note(lang.t("plan-reject-note"))
//!     .blocked(refusal.map(|r| lang.refusal(&r)));
//! let form = visit.form(form);
//! ```
//!
//! When the service answers with field errors or a stale version, the page that the form stood on is
//! asked again, and `Visit::form` fills in what was typed, the errors and the notice (422 or 409).
//! Nothing is needed for that but `visit.form` and `visit.answer`.
//!
//! A form with a [`Field::photos`](form::Field::photos) carries files; its route in the table says so with
//! `with_files()`. Before the handler runs, [`Sent`] has taken the files in: the form then has their ids
//! (`photo`), and [`crate::domain::photos::read`] gives a room what was chosen. Shown again, the form
//! shows them, each with a box to leave it out.
//!
//! A work page extends `work.html` and has the fields `ui: Shell` and `work: `[`work::Work`].
//!
//! # Parts
//!
//! [`parts`] (chip, checklist, timeline, pager, empty state), [`track::Track`] and [`form::Form`]
//! print themselves: `{{ work.track }}`. Tables and cards are plain HTML with the classes of
//! `static/app.css`: `card`, `stack`, `two`, `table`, `rows`, `facts`, `meta`, `muted`, `num`.
//! No inline styles and no scripts: the policy of [`headers`] refuses both.

mod again;
pub mod answer;
pub mod answers;
pub mod api;
pub mod asked;
pub mod assessed;
pub mod assets;
pub mod bench;
mod cache;
pub mod called;
mod canonical;
pub mod cards;
pub mod cookies;
pub mod device;
mod error;
mod fault_page;
mod field;
mod flash;
pub mod form;
mod headers;
pub mod health;
pub mod icons;
mod limits;
pub mod login;
mod names;
pub mod net;
pub mod offer;
pub mod office;
pub mod panel;
pub mod parts;
pub(super) mod pipeline;
pub mod places;
pub mod problem;
pub mod seals;
mod sent;
pub mod share;
mod shell;
mod state;
mod streets;
pub mod strip;
pub mod switches;
pub mod track;
mod upload;
mod visit;
pub mod work;

pub use again::{Pages, back_in, continued, invalid, invalid_in, shown, stale, taken};
pub use cache::PAGE_LIFE;
pub use error::PageError;
pub use flash::Flash;
pub use limits::TooMany;
pub use names::{Names, colleague, holder, still};
pub use sent::{Sent, is_path, onward};
pub use shell::{Nav, Shell};
pub use state::{AppState, Config};
pub use visit::Visit;

/// What a handler answers.
pub type PageResult = Result<axum::response::Response, PageError>;

pub(super) use pipeline::{around, plain};
