//! The files of the window, and the module with which pages open it.
use crate::http::errors::not_found;
use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../web/sign-in/", $name)))),+]
    };
}

/// They name each other by relative addresses, so that one version is never mixed with another.
pub(super) const FILES: &[(&str, &str)] = files![
    "api.js",
    "dom.js",
    "factor.js",
    "frames.js",
    "icon.svg",
    "leave.js",
    "mail.js",
    "main.js",
    "moderate.js",
    "passkey.js",
    "queries.js",
    "reset.js",
    "sha256.js",
    "sign-up.js",
    "start.js",
    "window.css",
    "words.js",
    "words/ar.js",
    "words/de.js",
    "words/en.js",
    "words/es.js",
    "words/fr.js",
    "words/ja.js",
    "words/pt.js",
    "words/vi.js",
    "work.js",
    "worker.js",
];

/// What pages of other origins import to open the window.
const CLIENT: &str = include_str!("../../../web/sign-in/client.js");

/// Names what is in [`FILES`]: another file, another name.
pub(super) static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for (name, text) in FILES {
        digest.update(name);
        digest.update([0]);
        digest.update(text);
        digest.update([0]);
    }
    URL_SAFE_NO_PAD.encode(&digest.finalize()[..12])
});

static CLIENT_TAG: LazyLock<HeaderValue> = LazyLock::new(|| {
    let tag = format!(
        "W/\"{}\"",
        URL_SAFE_NO_PAD.encode(&Sha256::digest(CLIENT)[..12])
    );
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"client\""))
});

/// Where a file is, in this version.
pub(super) fn address(name: &str) -> String {
    format!("/sign-in/assets/{}/{name}", *VERSION)
}

pub(super) fn routes() -> Router {
    Router::new()
        .route("/sign-in/client.js", get(client))
        .route("/sign-in/assets/{version}/{*name}", get(file))
}

/// While nodes are replaced one by one, a page of one may ask another for its files: it gets what
/// there is, and asks again next time.
async fn file(Path((version, name)): Path<(String, String)>) -> Response {
    let Some((name, text)) = FILES.iter().find(|(known, _)| *known == name) else {
        return not_found().await;
    };
    let keep = if version == *VERSION {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, kind(name)),
        (header::CONTENT_SECURITY_POLICY, super::POLICY),
        (header::CACHE_CONTROL, keep),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    (headers, *text).into_response()
}

/// Always under the same address, so browsers ask whether it has changed; any page may run it.
async fn client(headers: HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH) == Some(&*CLIENT_TAG);
    let kept: [(HeaderName, HeaderValue); 3] = [
        (header::ETAG, CLIENT_TAG.clone()),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=600"),
        ),
        (
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        ),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, JAVASCRIPT)], CLIENT).into_response()
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The type of a file, by the end of its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => JAVASCRIPT,
    }
}
