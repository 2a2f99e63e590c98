//! The style sheet, the scripts and the few files beside them, inside the binary, at addresses that hold a
//! fingerprint of their content, so that a browser keeps them for good.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// What npm installs for the pages; empty in a program that was built without it.
const HTMX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/htmx.js"));

const ASSETS: [Asset; 9] = [
    Asset {
        name: "app.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../../../static/app.css"),
    },
    Asset {
        name: "favicon.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("../../../static/favicon.svg"),
    },
    Asset {
        name: "draft.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../../static/draft.js"),
    },
    Asset {
        name: "htmx.js",
        kind: SCRIPT,
        bytes: HTMX,
    },
    Asset {
        name: "live.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../../static/live.js"),
    },
    Asset {
        name: "page.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../../static/page.js"),
    },
    Asset {
        name: "photos.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../../static/photos.js"),
    },
    Asset {
        name: "share.js",
        kind: SCRIPT,
        bytes: include_bytes!("../../../static/share.js"),
    },
    // What a chat shows beside a link; chats read no SVG.
    Asset {
        name: "social.png",
        kind: "image/png",
        bytes: include_bytes!("../../../static/social.png"),
    },
];

static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let path = |asset: &Asset| {
        if asset.bytes.is_empty() {
            return String::new();
        }
        let mark = hex::encode(&Sha256::digest(asset.bytes)[..6]);
        let (stem, ending) = asset.name.split_once('.').unwrap_or((asset.name, ""));
        format!("/static/{stem}.{mark}.{ending}")
    };
    ASSETS.iter().map(path).collect()
});

/// Whether the program was built with what npm installs for its pages.
#[must_use]
pub const fn complete() -> bool {
    !HTMX.is_empty()
}

/// The address of an asset: `/static/app.3f9c2a….css`; empty for one that the program was built without.
#[must_use]
pub fn path(name: &str) -> &'static str {
    ASSETS
        .iter()
        .position(|a| a.name == name)
        .map_or("", |i| PATHS[i].as_str())
}

/// Answers with an asset; one with an old fingerprint is answered with the present content, not to
/// be kept, so that a page rendered before an update still has its style.
pub async fn serve(Path(file): Path<String>) -> Response {
    let wanted = format!("/static/{file}");
    let exact = PATHS.iter().position(|p| *p == wanted);
    let stem = file.split('.').next().unwrap_or_default();
    let found = exact.or_else(|| {
        ASSETS
            .iter()
            .position(|a| a.name.split('.').next() == Some(stem) && !a.bytes.is_empty())
    });
    let Some(asset) = found.map(|i| &ASSETS[i]) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = match exact {
        Some(_) => "public, max-age=31536000, immutable",
        None => "no-cache",
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    (headers, asset.bytes).into_response()
}
