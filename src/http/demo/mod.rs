//! The pages of `rejoinder demo`: an invented show's web site, and `GraphiQL`.
//!
//! Nothing here knows a comment: the site's pages have the widget's tag, as any page could.
mod graphiql;
mod show;
mod sound;
#[cfg(test)]
mod tests;

pub use show::{Episode, Show};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderName, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
};
use std::sync::Arc;

/// For the router of the demo alone: `serve` has no pages of its own.
/// Writes are taken from pages of `origin` only, so whoever comes by another name of this machine,
/// such as `localhost`, is sent there.
pub fn routes(origin: &str, show: Show) -> Router {
    let origin: Arc<str> = origin.into();
    show::routes(show)
        .merge(sound::routes())
        .merge(graphiql::routes())
        .layer(from_fn_with_state(origin, to_origin))
}

async fn to_origin(State(origin): State<Arc<str>>, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").map(|(_, host)| host);
    match host {
        Some(host) if Some(host) != own => {
            let path = request
                .uri()
                .path_and_query()
                .map_or("/", |path| path.as_str());
            Redirect::temporary(&format!("{origin}{path}")).into_response()
        }
        _ => next.run(request).await,
    }
}

/// What docs/widget.md asks of a page with a policy, and what the page itself has.
const SHOW_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; \
    frame-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
    trusted-types rejoinder";

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
    let headers: [(HeaderName, &str); 6] = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-cache"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        // The sign-in window answers to the page that has opened it.
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin-allow-popups",
        ),
    ];
    (headers, body).into_response()
}
