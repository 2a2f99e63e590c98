//! What search engines read: robots.txt and the sitemaps. Links are absolute, from YISHI_PUBLIC_URL.

use std::fmt::Write;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;

use crate::domain::policy::Viewer;
use crate::kit::times;
use crate::store::topics::list;
use crate::web::kit::{AppState, PageResult, Visit};

/// Addresses of a street's sitemap: a reader of more finds them by the list's pages.
const ADDRESSES: i64 = 10_000;

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

/// `GET /sitemap.xml`: the sitemaps of the streets.
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
    let topics = list::addresses(&mut visit.tx, &Viewer::of(None), ADDRESSES).await?;
    let base = format!("{}/{}", visit.web.config.public_url, visit.street.slug);
    let mut xml = String::from(HEAD);
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for below in [
        "",
        "/topics",
        "/sessions",
        "/results",
        "/councils",
        "/help",
        "/open-data",
    ] {
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
