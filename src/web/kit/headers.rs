//! The headers of every page: what a browser may do with it, and how long anybody may keep it.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};

use super::api;
use super::asked::Asked;
use super::cookies::{self, Kept};
use super::state::AppState;
use super::{device, pipeline};

/// No script, no inline style, nothing from elsewhere, in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    script-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The most bytes of a page that gets an ETag.
pub(super) const PAGE_BYTES: usize = 8 * 1024 * 1024;

/// Headers that every answer has.
pub(super) fn fixed(web: &AppState, response: &mut Response) {
    let set: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(self), payment=()",
        ),
    ];
    let headers = response.headers_mut();
    for (name, value) in set {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if web.config.secure() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
}

/// Finishes a page: fixed headers, reference, caching, ETag, and the flash that was shown.
pub(super) async fn page(web: &AppState, asked: &Asked, mut response: Response) -> Response {
    fixed(web, &mut response);
    let headers = response.headers_mut();
    headers.insert(
        HeaderName::from_static("x-request-id"),
        pipeline::reference(asked),
    );
    if asked.api {
        api::open(headers);
    }
    device::keep(web, asked, &mut response);
    let mut flash_shown = false;
    asked.learn(|l| flash_shown = l.flash_shown);
    if flash_shown && asked.flash.is_some() && response.status() != StatusCode::SEE_OTHER {
        let gone = cookies::set(&web.config, cookies::FLASH, "", Kept::Gone);
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    if response.headers().contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let vary = HeaderValue::from_static("Cookie, Accept-Language");
    response.headers_mut().insert(header::VARY, vary);
    let public = asked.reads
        && asked.me().is_none()
        && asked.flash.is_none()
        && response.status() == StatusCode::OK
        && response.headers().get(header::SET_COOKIE).is_none();
    if !public {
        let never = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, never);
        return response;
    }
    let ask = HeaderValue::from_static("private, no-cache");
    response.headers_mut().insert(header::CACHE_CONTROL, ask);
    tag(asked, response).await
}

/// The mark of a page's content. Weak: the bytes on the way may be compressed.
pub(super) fn mark(bytes: &[u8]) -> HeaderValue {
    let mark = format!("W/\"{}\"", hex::encode(&Sha256::digest(bytes)[..12]));
    HeaderValue::try_from(mark).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Marks a public page with the hash of its content, where a kept one is not marked already, and
/// answers 304 to who has it.
async fn tag(asked: &Asked, mut response: Response) -> Response {
    let mark = match response.headers().get(header::ETAG) {
        Some(mark) => mark.clone(),
        None => {
            let (mut parts, body) = response.into_parts();
            let Ok(bytes) = to_bytes(body, PAGE_BYTES).await else {
                parts.status = StatusCode::INTERNAL_SERVER_ERROR;
                return Response::from_parts(parts, Body::empty());
            };
            let mark = mark(&bytes);
            parts.headers.insert(header::ETAG, mark.clone());
            response = Response::from_parts(parts, Body::from(bytes));
            mark
        }
    };
    let known = asked.if_none_match.as_ref().map(HeaderValue::as_bytes);
    let same = known.is_some_and(|known| {
        let mut marks = known.split(|b| *b == b',').map(<[u8]>::trim_ascii);
        marks.any(|m| m == mark.as_bytes() || m == b"*")
    });
    if same {
        let (mut parts, _) = response.into_parts();
        parts.status = StatusCode::NOT_MODIFIED;
        for name in [
            header::CONTENT_TYPE,
            header::CONTENT_LENGTH,
            header::CONTENT_ENCODING,
        ] {
            parts.headers.remove(name);
        }
        return Response::from_parts(parts, Body::empty());
    }
    response
}
