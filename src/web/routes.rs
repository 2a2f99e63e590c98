//! The one table of routes: method, path, verb, who may come without a log-in. The router is made
//! from it, and so are the walks that ask every page in both languages, as nobody and as everybody.

pub mod api;
mod entry;

use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use axum::{Extension, Router};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use super::kit::{self, AppState, PageError, PageResult, Visit, assets, health, switches};
use super::{
    admin, comments, councils, dashboard, deeds, evaluations, feedback, help, notices, opinions,
    photos, plans, platform, portal, research, sessions, tasks, topics,
};
use crate::domain::comments::Act;
use crate::domain::topics::lock::Act as Lock;
use crate::domain::workflow::Verb;

/// A route of the program.
#[derive(Debug, Clone)]
pub struct Route {
    /// GET (also answers HEAD) or POST.
    pub method: Method,
    /// Its path, with parameters in braces.
    pub path: String,
    /// The verb that is done there, if any.
    pub verb: Option<Verb>,
    /// Who may come.
    pub access: Access,
    /// Its form may carry files.
    pub files: bool,
    handler: MethodRouter<AppState>,
}

/// Who may come to a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Whoever is logged in; the page may ask for more.
    LoggedIn,
}

/// Example values of parameters, for walks: those of the demo world.
const EXAMPLES: [(&str, &str); 7] = [
    ("{street}", "yunxi"),
    ("{code}", "YX-2026-0001"),
    ("{step}", "solicitation"),
    ("{n}", "1"),
    ("{id}", "00000000-0000-0000-0000-000000000000"),
    ("{slug}", "yunxi"),
    ("{page}", "steps"),
];

/// Verbs whose forms may carry photos.
const WITH_PHOTOS: [Verb; 4] = [
    Verb::Submit,
    Verb::Revise,
    Verb::TaskProgress,
    Verb::TaskComplete,
];

impl Route {
    /// Its form may carry files.
    #[must_use]
    pub fn with_files(mut self) -> Self {
        self.files = true;
        self
    }

    /// The path with example values in place of its parameters.
    #[must_use]
    pub fn example(&self) -> String {
        EXAMPLES
            .iter()
            .fold(self.path.clone(), |path, (name, value)| {
                path.replace(name, value)
            })
    }
}

/// Verbs without a page of their own in this version: no route leads to them.
const WITHOUT_ROUTE: [Verb; 5] = [
    Verb::SessionStatement,
    Verb::Redact,
    Verb::RedactConfirm,
    Verb::SeatHold,
    Verb::SeatDelegate,
];

/// Every route, once.
#[must_use]
pub fn table() -> Vec<Route> {
    use Access::{LoggedIn, Public};
    let read = |path: &str, access, handler| Route {
        method: Method::GET,
        path: path.to_owned(),
        verb: None,
        access,
        files: false,
        handler,
    };
    let send = |path: &str, access, handler| Route {
        method: Method::POST,
        path: path.to_owned(),
        verb: None,
        access,
        files: false,
        handler,
    };
    let mut table = vec![
        read("/", Public, get(portal::streets)),
        send("/", Public, post(switches::without_street)),
        read("/robots.txt", Public, get(portal::machines::robots)),
        read("/sitemap.xml", Public, get(portal::machines::sitemaps)),
        // the platform, which is no street
        read("/platform", LoggedIn, get(platform::page)),
        send("/platform/language", Public, post(switches::language)),
        send("/platform/large-type", Public, post(switches::large_type)),
        read("/{street}", Public, get(portal::street)),
        read(
            "/{street}/sitemap.xml",
            Public,
            get(portal::machines::sitemap),
        ),
        read("/{street}/feed.atom", Public, get(topics::feed::street)),
        read("/{street}/open-data", Public, get(portal::open_data::page)),
        read("/{street}/councils", Public, get(councils::list)),
        read("/{street}/councils/{slug}", Public, get(councils::page)),
        read("/{street}/calls", Public, get(topics::calls::list)),
        send("/{street}/calls", LoggedIn, post(topics::announcing::send)),
        read(
            "/{street}/calls/new",
            LoggedIn,
            get(topics::announcing::page),
        ),
        send(
            "/{street}/calls/new",
            LoggedIn,
            post(topics::announcing::again),
        ),
        send(
            "/{street}/calls/check",
            LoggedIn,
            post(topics::announcing::check),
        ),
        read("/{street}/calls/{id}", Public, get(topics::calls::page)),
        send(
            "/{street}/calls/{id}/end",
            LoggedIn,
            post(topics::announcing::end),
        ),
        read("/{street}/help", Public, get(help::index)),
        read("/{street}/help/{page}", Public, get(help::page)),
        send("/{street}/language", Public, post(switches::language)),
        send("/{street}/large-type", Public, post(switches::large_type)),
        // the administrator
        read(
            "/{street}/admin/settings",
            LoggedIn,
            get(admin::settings_page),
        ),
        send("/{street}/admin/settings", LoggedIn, post(admin::set)),
        read(
            "/{street}/admin/answers",
            LoggedIn,
            get(admin::answers::page),
        ),
        send(
            "/{street}/admin/answers",
            LoggedIn,
            post(admin::answers::set),
        ),
        read(
            "/{street}/admin/synonyms",
            LoggedIn,
            get(topics::synonyms::page),
        ),
        send(
            "/{street}/admin/synonyms",
            LoggedIn,
            post(topics::synonyms::send),
        ),
        // research, sessions, opinions
        read(
            "/{street}/desk/topics/{code}/research",
            LoggedIn,
            get(research::read::work),
        ),
        read(
            "/{street}/desk/topics/{code}/deliberation",
            LoggedIn,
            get(deliberation),
        ),
        read("/{street}/sessions", Public, get(sessions::read::list)),
        read(
            "/{street}/calendar.ics",
            Public,
            get(sessions::calendar::street),
        ),
        read(
            "/{street}/sessions/{id}",
            Public,
            get(sessions::read::session),
        ),
        read(
            "/{street}/sessions/{id}/qr.svg",
            Public,
            get(sessions::read::qr),
        ),
        // feedback, tasks, evaluations
        read(
            "/{street}/desk/topics/{code}/feedback",
            LoggedIn,
            get(feedback::work::page),
        ),
        read(
            "/{street}/desk/topics/{code}/conversion",
            LoggedIn,
            get(tasks::work::conversion),
        ),
        read(
            "/{street}/desk/topics/{code}/supervision",
            LoggedIn,
            get(tasks::work::supervision),
        ),
        read(
            "/{street}/desk/topics/{code}/evaluation",
            LoggedIn,
            get(evaluations::work::page),
        ),
        // topics
        read("/{street}/topics", Public, get(topics::list)),
        read("/{street}/topics/new", Public, get(topics::wizard::page)),
        send("/{street}/topics/new", Public, post(topics::wizard::send)).with_files(),
        read(
            "/{street}/topics/similar",
            Public,
            get(topics::wizard::similar),
        ),
        read("/{street}/topics/{code}", Public, get(topics::topic)),
        read("/{street}/topics/{code}/sent", LoggedIn, get(topics::sent)),
        read("/{street}/topics/{code}/slip", LoggedIn, get(topics::slip)),
        read("/{street}/topics/{code}/qr.svg", Public, get(topics::qr)),
        read(
            "/{street}/topics/{code}/feed.atom",
            Public,
            get(topics::feed::topic),
        ),
        read(
            "/{street}/topics/{code}/record",
            Public,
            get(topics::record),
        ),
        // comments
        read(
            "/{street}/topics/{code}/comments",
            Public,
            get(comments::read::list),
        ),
        read(
            "/{street}/desk/comments",
            LoggedIn,
            get(comments::read::queue),
        ),
        read(
            "/{street}/admin/comments",
            LoggedIn,
            get(comments::read::rules),
        ),
        send(
            "/{street}/admin/comments",
            LoggedIn,
            post(comments::write::rules),
        ),
        send(
            "/{street}/admin/words",
            LoggedIn,
            post(comments::write::words),
        ),
        // the desk
        read("/{street}/desk", LoggedIn, get(notices::desk)),
        read("/{street}/notices", LoggedIn, get(notices::list)),
        send("/{street}/notices", LoggedIn, post(notices::read_all)),
        read(
            "/{street}/desk/topics/{code}",
            LoggedIn,
            get(topics::to_step),
        ),
        read(
            "/{street}/desk/topics/{code}/more",
            LoggedIn,
            get(topics::more),
        ),
        read(
            "/{street}/desk/topics/{code}/solicitation",
            LoggedIn,
            get(topics::solicitation),
        ),
        read(
            "/{street}/desk/topics/{code}/author",
            LoggedIn,
            get(topics::author::page),
        ),
        read(
            "/{street}/desk/topics/{code}/merge",
            LoggedIn,
            get(topics::merging::page),
        ),
        read(
            "/{street}/desk/topics/{code}/scheduling",
            LoggedIn,
            get(plans::scheduling),
        ),
        read("/{street}/results", Public, get(tasks::results::page)),
        // photos
        read("/{street}/photos/{id}", Public, get(photos::large)),
        read("/{street}/photos/{id}/small", Public, get(photos::small)),
        // dashboard
        read("/{street}/dashboard", LoggedIn, get(dashboard::page)),
        read("/{street}/dashboard.csv", LoggedIn, get(dashboard::as_csv)),
        read(
            "/{street}/dashboard.xlsx",
            LoggedIn,
            get(dashboard::as_xlsx),
        ),
    ];
    table.extend(Act::ALL.map(|act| {
        let path = format!("/{{street}}/comments/{{id}}/{}", act.address());
        send(
            &path,
            LoggedIn,
            post(move |sent| comments::write::act(act, sent)),
        )
    }));
    table.push(send(
        "/{street}/desk/topics/{code}/contact",
        LoggedIn,
        post(topics::contact::correct),
    ));
    table.extend(Lock::ALL.map(|act| {
        let path = format!(
            "/{{street}}/desk/topics/{{code}}/solicitation{}",
            act.address()
        );
        send(
            &path,
            LoggedIn,
            post(move |sent| topics::lock::act(act, sent)),
        )
    }));
    table.extend(entry::of("/platform"));
    table.extend(entry::of("/{street}"));
    table.extend(entry::of_street());
    table.extend(api::of());
    let served = Verb::ALL.iter().filter(|v| !WITHOUT_ROUTE.contains(v));
    table.extend(served.map(|&verb| Route {
        method: Method::POST,
        path: verb.path(),
        verb: Some(verb),
        access: LoggedIn,
        files: WITH_PHOTOS.contains(&verb),
        handler: post(move |sent| deeds::post(verb, sent)),
    }));
    table
}

/// The work page of step 4 has two halves, each of its own room.
async fn deliberation(visit: Visit) -> PageResult {
    match visit.query("part") {
        "opinion" => opinions::read::work(visit).await,
        _ => sessions::read::work(visit).await,
    }
}

/// The router over the whole table.
pub fn router(state: &AppState) -> Router {
    let table = table();
    let paths = table
        .iter()
        .filter(|r| r.method == Method::GET)
        .map(|r| r.path.clone())
        .collect();
    let files = table.iter().filter(|r| r.files).map(|r| r.path.clone());
    let files = files.collect();
    let pages = table
        .into_iter()
        .fold(Router::new(), |router, r| router.route(&r.path, r.handler))
        .fallback(|| async { PageError::NotFound })
        .method_not_allowed_fallback(deeds::not_read)
        .layer(from_our_pages(state))
        .layer(from_fn_with_state(state.clone(), kit::around))
        .with_state(state.clone());
    state.keep(paths);
    state.keep_files(files);
    // Every page can ask the router for another one: the page of a form that is shown again.
    let pages = pages.clone().layer(Extension(kit::Pages(pages)));
    let machines = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/static/{file}", get(assets::serve))
        .layer(from_fn_with_state(state.clone(), kit::plain))
        .with_state(state.clone());
    machines.merge(pages).layer(CompressionLayer::new())
}

/// Refuses forms of other sites. The refusal itself is rendered by the pipeline.
fn from_our_pages(
    state: &AppState,
) -> CsrfLayer<impl Fn(ProtectionError) -> axum::response::Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    let origin = &state.config.public_url;
    let layer = layer.clone().add_trusted_origin(origin).unwrap_or_else(|fault| {
        tracing::warn!(error = %fault, "the public URL is no origin; forms are trusted by host alone");
        layer
    });
    layer.with_rejection_response(|_: ProtectionError| {
        axum::response::IntoResponse::into_response(PageError::Forgery)
    })
}
