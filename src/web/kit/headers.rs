//! The headers of every page: what a browser may do with it, and how long anybody may keep it.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::cookies::{self, Kept};
use super::pipeline;
use super::state::AppState;

/// No script, no inline style, nothing from elsewhere, in nobody's frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    script-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The most bytes of a page that gets an ETag.
const PAGE_BYTES: usize = 8 * 1024 * 1024;

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

/// Marks a public page with the hash of its content, and answers 304 to who has it already.
async fn tag(asked: &Asked, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, PAGE_BYTES).await else {
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    // Weak: the bytes on the way may be compressed.
    let mark = format!("W/\"{}\"", hex::encode(&Sha256::digest(&bytes)[..12]));
    let known = asked.if_none_match.as_ref().and_then(|v| v.to_str().ok());
    let same = known.is_some_and(|v| v.split(',').any(|m| m.trim() == mark || m.trim() == "*"));
    if let Ok(mark) = HeaderValue::try_from(mark) {
        parts.headers.insert(header::ETAG, mark);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}
