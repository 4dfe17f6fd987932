//! What all plain pages have in common: the layout, the style sheet, and how browsers handle them.
use crate::http::{errors::error_response, language::Language};
use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const STYLE: &str = include_str!("page.css");

/// Of a template that extends `layout.html`, its field `frame`.
pub struct Frame<'a> {
    pub language: &'static Language,
    pub title: &'a str,
    /// In whose name the page speaks.
    pub site: Option<&'a str>,
    pub style: &'static str,
}

impl<'a> Frame<'a> {
    pub fn new(language: &'static Language, title: &'a str) -> Self {
        Self {
            language,
            title,
            site: None,
            style: STYLE,
        }
    }
}

#[derive(Clone, Copy)]
pub enum Scripts {
    None,
    /// Files of the service's own.
    Own,
}

/// One style sheet, forms to ourselves, and nobody frames it.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
        STANDARD.encode(Sha256::digest(STYLE))
    )
});

const OWN_SCRIPTS: &str =
    "; script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Pages carry secrets, so they are kept nowhere.
pub fn respond(status: StatusCode, page: &impl Template, scripts: Scripts) -> Response {
    let policy = match scripts {
        Scripts::None => POLICY.clone(),
        Scripts::Own => format!("{}{OWN_SCRIPTS}", *POLICY),
    };
    let (Ok(html), Ok(policy)) = (page.render(), HeaderValue::try_from(policy)) else {
        return error_response(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let own = |value| HeaderValue::from_static(value);
    let headers: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, own("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, own("no-store")),
        (header::VARY, own("accept-language")),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            own("same-origin"),
        ),
    ];
    (status, headers, html).into_response()
}
