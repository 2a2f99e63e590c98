//! `/{street}/photos/{id}` and `…/small`: a photo, for who may see its topic.
//!
//! Always a JPEG of our own making, in a sandbox of its own, and named by its hash for the cache.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

use super::kit::{PageError, PageResult, Visit, device};
use crate::domain::policy::{Viewer, Visibility};
use crate::domain::privacy::LookedAt;
use crate::kit::files::FilesError;
use crate::kit::picture::MEDIA_TYPE;
use crate::service::people;
use crate::store::photos;

/// What a browser may do with a photo that somebody opens by itself: show it.
const POLICY: &str = "default-src 'none'; img-src 'self'; sandbox";

/// How long the browser of a visitor may keep a photo of a public topic: one that is taken down is gone from
/// there soon.
const PUBLIC: &str = "private, max-age=600";

/// Photos of what is not public are kept by nobody.
const CLOSED: &str = "no-store";

/// `GET /{street}/photos/{id}`.
///
/// # Errors
/// [`PageError::NotFound`] where there is no such photo, or not for this reader.
pub async fn large(visit: Visit) -> PageResult {
    serve(visit, false).await
}

/// `GET /{street}/photos/{id}/small`.
///
/// # Errors
/// As [`large`].
pub async fn small(visit: Visit) -> PageResult {
    serve(visit, true).await
}

async fn serve(mut visit: Visit, small: bool) -> PageResult {
    let id = Uuid::try_parse(visit.param("id")).map_err(|_| PageError::NotFound)?;
    let viewer = Viewer::of(visit.me.as_ref().map(|m| &m.actor));
    let device = device::hash(&visit.web.config, &visit.asked, visit.street.id);
    let seen = photos::seen(&mut visit.tx, id, &viewer, device).await?;
    let seen = seen.ok_or(PageError::NotFound)?;
    let shown = seen.shown;
    let name = if small {
        seen.files.small
    } else {
        seen.files.large
    };
    // No connection is held while the store of files is asked.
    drop(visit.tx);
    // A resident's hand, name and number: nobody sees it unrecorded. The small ones come with a page that
    // is a look itself.
    if let (Some(code), Some(me)) = (seen.original_of, &visit.me) {
        let what = if small {
            LookedAt::Entry
        } else {
            LookedAt::Original
        };
        people::note_entry(&visit.web.app, visit.street.id, me, what, &code, small).await?;
    }
    let mark = format!("\"{name}\"");
    let known = visit.asked.if_none_match.as_ref();
    let known = known.and_then(|v| v.to_str().ok()).unwrap_or_default();
    if known.split(',').any(|m| m.trim() == mark) {
        return Ok(dressed(StatusCode::NOT_MODIFIED, &mark, shown, Vec::new()));
    }
    match visit.web.app.files.get(visit.street.id, &name).await {
        Ok(Some(bytes)) => Ok(dressed(StatusCode::OK, &mark, shown, bytes)),
        Ok(None) => Err(PageError::fault(format!("the file {name} is missing"))),
        Err(error @ (FilesError::Store(_) | FilesError::Slow)) => {
            Err(PageError::Away(error.to_string().into()))
        }
        Err(error) => Err(PageError::fault(error)),
    }
}

fn dressed(status: StatusCode, mark: &str, shown: Visibility, bytes: Vec<u8>) -> Response {
    let keep = if shown == Visibility::Public {
        PUBLIC
    } else {
        CLOSED
    };
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, keep),
        (header::VARY, "Cookie"),
    ];
    let mut answer = (status, bytes).into_response();
    let headers = answer.headers_mut();
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(mark) = HeaderValue::try_from(mark) {
        headers.insert(header::ETAG, mark);
    }
    answer
}
