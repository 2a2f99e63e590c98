//! What search engines read: robots.txt and the sitemaps. Links are absolute, from YISHI_PUBLIC_URL.

use std::fmt::Write;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

use crate::domain::policy::Viewer;
use crate::kit::times;
use crate::store::councils;
use crate::store::sessions::list as sessions;
use crate::store::topics::{calls, list};
use crate::web::kit::{AppState, PageResult, Visit};

/// The most topics, sessions and calls of a street's sitemap, the latest ones: together fewer than the 50,000
/// addresses that sitemaps.org allows in a file.
const TOPICS: i64 = 40_000;
const SESSIONS: usize = 5_000;
const CALLS: i64 = 1_000;

/// The street's pages that are always there.
const PAGES: [&str; 14] = [
    "",
    "/topics",
    "/sessions",
    "/results",
    "/councils",
    "/calls",
    "/open-data",
    "/help",
    "/help/steps",
    "/help/people",
    "/help/limits",
    "/help/privacy",
    "/help/record",
    "/help/accessibility",
];

const XML: &str = "application/xml; charset=utf-8";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

fn typed(kind: &'static str, text: String) -> PageResult {
    let kind = HeaderValue::from_static(kind);
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}

/// `GET /robots.txt`: what is behind a log-in is nothing for a search engine.
///
/// # Errors
/// None.
pub async fn robots(State(web): State<AppState>) -> PageResult {
    let site = &web.config.public_url;
    let text = format!(
        "User-agent: *\nDisallow: /platform\nDisallow: /*/desk\nDisallow: /*/login\nDisallow: /*/account\n\
         Disallow: /*/topics?\nSitemap: {site}/sitemap.xml\n"
    );
    typed("text/plain; charset=utf-8", text)
}

/// `GET /sitemap.xml`: the sitemaps of the streets. What is invented for a demonstration is nothing that somebody
/// should find who looks for a real street.
///
/// # Errors
/// None.
pub async fn sitemaps(State(web): State<AppState>) -> PageResult {
    let site = &web.config.public_url;
    let mut xml = String::from(HEAD);
    xml.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for street in web.streets.all().await.values().filter(|s| !s.demo) {
        let _ = writeln!(
            xml,
            "<sitemap><loc>{site}/{}/sitemap.xml</loc></sitemap>",
            street.slug
        );
    }
    xml.push_str("</sitemapindex>\n");
    typed(XML, xml)
}

/// `GET /{street}/sitemap.xml`: the street's public pages.
///
/// # Errors
/// When the database is away.
pub async fn sitemap(mut visit: Visit) -> PageResult {
    let topics = list::addresses(&mut visit.tx, &Viewer::of(None), TOPICS).await?;
    let all = sessions::Filter::default();
    let sessions = sessions::page(&mut visit.tx, &all, None, SESSIONS).await?;
    let calls = calls::all(&mut visit.tx, CALLS).await?;
    let councils = councils::all(&mut visit.tx).await?;
    let base = format!("{}/{}", visit.web.config.public_url, visit.street.slug);
    let mut xml = String::from(HEAD);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let pages = PAGES.into_iter().map(str::to_owned);
    let councils = councils.iter().map(|c| format!("/councils/{}", c.slug));
    let calls = calls.iter().map(|c| format!("/calls/{}", c.id));
    let sessions = sessions.rows.iter().map(|s| format!("/sessions/{}", s.id));
    for below in pages.chain(councils).chain(calls).chain(sessions) {
        let _ = writeln!(xml, "<url><loc>{base}{below}</loc></url>");
    }
    for (code, at) in topics {
        let day = times::machine(at);
        let _ = writeln!(
            xml,
            "<url><loc>{base}/topics/{code}</loc><lastmod>{day}</lastmod></url>"
        );
    }
    xml.push_str("</urlset>\n");
    typed(XML, xml)
}
