//! `/{street}/open-data`: what of a street any program may read, and how.

use askama::Template;

use crate::web::kit::api::MOST;
use crate::web::kit::problem::{KINDS, sentence_of};
use crate::web::kit::{Nav, PageResult, Shell, Visit};

/// Something that is open.
struct Open {
    title: String,
    text: String,
    address: String,
    /// It can be opened as it stands.
    href: bool,
}

/// A kind of problem.
struct Kind {
    id: &'static str,
    status: u16,
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "portal/open_data.html")]
struct Page {
    ui: Shell,
    data: Vec<Open>,
    feeds: Vec<Open>,
    first: String,
    second: String,
    most: String,
    problems: Vec<Kind>,
}

/// What the API gives: the key of its words, and its address.
const DATA: [(&str, &str); 7] = [
    ("topics", "/api/v1/topics"),
    ("topic", "/api/v1/topics/{code}"),
    ("record", "/api/v1/topics/{code}/record"),
    ("sessions", "/api/v1/sessions"),
    ("tasks", "/api/v1/tasks"),
    ("results", "/api/v1/results"),
    ("statistics", "/api/v1/statistics"),
];

/// What can be subscribed to.
const FEEDS: [(&str, &str); 3] = [
    ("feed", "/feed.atom"),
    ("topic-feed", "/topics/{code}/feed.atom"),
    ("sitemap", "/sitemap.xml"),
];

/// `GET /{street}/open-data`.
///
/// # Errors
/// None beyond the template's.
pub async fn page(visit: Visit) -> PageResult {
    let lang = visit.lang;
    let ui = visit.shell(lang.t("open-data-title"), Nav::Other);
    let ui = ui.about(&lang.t("open-data-lead").to_string());
    let base = format!("{}{}", visit.web.config.public_url, ui.path(""));
    let open = |(key, below): (&str, &str)| Open {
        title: lang.t(format!("open-data-{key}")).to_string(),
        text: lang.t(format!("open-data-{key}-text")).to_string(),
        address: ui.path(below),
        href: !below.contains('{'),
    };
    let kind = |(id, status): (&'static str, u16)| Kind {
        id,
        status,
        title: lang.t(format!("page-{id}-title")).to_string(),
        text: sentence_of(lang, id)
            .unwrap_or_else(|| lang.t(format!("page-{id}-text")).to_string()),
    };
    let page = Page {
        data: DATA.into_iter().map(open).collect(),
        feeds: FEEDS.into_iter().map(open).collect(),
        first: format!("curl '{base}/api/v1/topics?step=deliberation&limit=5'"),
        second: format!("curl -H 'Accept-Language: en' '{base}/api/v1/results?status=fulfilled'"),
        most: lang.t("open-data-pages").arg("most", MOST).to_string(),
        problems: KINDS.into_iter().map(kind).collect(),
        ui,
    };
    visit.answer(&page)
}
