//! The answer that the page of a thread goes out as: who may frame it, and who may keep it.
use crate::{
    app::App,
    graphql::context::NAMES,
    http::{errors::error_response, finished::Complete, security_headers::Framed},
    model::Site,
};
use axum::{
    body::Bytes,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// Where programs ask how to embed the page.
pub(super) fn oembed(app: &App, page: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("url", page)
        .append_pair("format", "json")
        .finish();
    format!("{}/oembed?{query}", app.public_origin)
}

pub(super) const STYLE: &str = include_str!("thread.css");

static STYLE_HASH: LazyLock<String> = LazyLock::new(|| STANDARD.encode(Sha256::digest(STYLE)));

/// No script, one style sheet, our own pictures, nothing from elsewhere, and the site's pages may frame it. `name` is what
/// caches know it by.
pub(super) fn framed(
    app: &App,
    site: &Site,
    (html, oembed, name): (String, String, String),
) -> Response {
    let bytes = Bytes::from(html);
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; img-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors {} {}",
        *STYLE_HASH,
        app.public_origin,
        site.origins.join(" ")
    );
    let link = format!("<{oembed}>; rel=\"alternate\"; type=\"application/json+oembed\"");
    let policy = HeaderValue::from_str(policy.trim_end());
    let (Ok(policy), Ok(link), Ok(name)) = (
        policy,
        HeaderValue::from_str(&link),
        HeaderValue::from_str(&name),
    ) else {
        return error_response(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let headers: [(HeaderName, HeaderValue); 4] = [
        (HeaderName::from_static(NAMES), name),
        (header::LINK, link),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    let mut answer = (headers, bytes.clone()).into_response();
    answer.extensions_mut().insert(Framed);
    answer.extensions_mut().insert(Complete {
        bytes,
        vary: "accept-encoding, accept-language",
    });
    answer
}
