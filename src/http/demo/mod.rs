//! The pages of `rejoinder demo`: an invented show's web site, and `GraphiQL`.
//!
//! Nothing here knows a comment: the pages fetch everything from `/graphql`, as any page could. The
//! site stands in for the widget that pages will embed.
mod graphiql;
mod show;
#[cfg(test)]
mod tests;

use axum::{
    Router,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};

/// For the router of the demo alone: `serve` has no pages of its own.
pub fn routes() -> Router {
    show::routes().merge(graphiql::routes())
}

/// Only what the service itself serves runs, and text becomes markup by the one named policy.
const SHOW_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types rejoinder-comment";

/// The editor in `GraphiQL` sizes its lines and places its hints by style attributes, and its style
/// sheet holds fonts and cursors as `data:` addresses. Scripts are the service's own.
const GRAPHIQL_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The type of a file, by the end of its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => CSS,
        Some("svg") => SVG,
        _ => JAVASCRIPT,
    }
}

/// What no other site may embed, and what browsers ask for again after each start of the demo.
fn answer(kind: &'static str, policy: &'static str, body: impl IntoResponse) -> Response {
    let headers: [(HeaderName, &str); 5] = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-cache"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    (headers, body).into_response()
}
