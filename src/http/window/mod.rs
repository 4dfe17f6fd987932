//! The sign-in window: a page of the service's own that a site's page opens, in which somebody
//! signs in, and which hands the session to the exact origin that was named.
//!
//! Nothing here knows a password: the page speaks the public API, as any page could.
mod assets;
pub(super) mod next;
mod page;
#[cfg(test)]
mod tests;

use crate::{
    app::App,
    domain::{policy::site::owns, sites, text},
    http::{browser, language},
    model::Site,
};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use page::{Framed, Problem, Way};
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/sign-in", get(window))
        .with_state(Arc::clone(app))
        .merge(assets::routes())
}

/// The address of the icon that pages of our own have in common.
pub(super) fn icon() -> String {
    assets::address("icon.svg")
}

/// The address of the window's style sheet.
pub(super) fn style() -> String {
    assets::address("window.css")
}

/// Only what the service itself serves runs and is asked, and nobody frames it. The one policy for
/// scripts' addresses names the worker that does the proof of work.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types rejoinder-worker";

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    site: String,
    /// Of the page that opened the window and waits for the session.
    origin: Option<String>,
    /// Where to go on this origin, when no page waits.
    next: Option<String>,
    /// The secret by which the session frame in that page knows this window.
    frame: Option<String>,
    /// Given where somebody wants to moderate on that page.
    moderate: Option<String>,
    locale: Option<String>,
}

async fn window(
    State(app): State<Arc<App>>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Query(asked)) = asked else {
        return refuse(&Problem::NowhereToGo, language::of(None, &headers));
    };
    let language = language::of(asked.locale.as_deref(), &headers);
    let site = match sites::find(&app, &asked.site).await {
        Ok(Some(site)) => site,
        Ok(None) => return refuse(&Problem::UnknownSite, language),
        Err(error) => {
            tracing::error!(?error, "the sign-in window could not look for a site");
            return refuse(&Problem::Unavailable, language);
        }
    };
    match way(&asked, &site, &app.public_origin) {
        Ok(way) => {
            let mut window = answer(StatusCode::OK, page::window(&site, &way, language));
            if browser::known(&headers, &app.public_origin).is_none() {
                let (_, cookie) = browser::introduce(app.env.random(), &app.public_origin);
                window.headers_mut().insert(header::SET_COOKIE, cookie);
            }
            window
        }
        Err(problem) => refuse(&problem, language),
    }
}

/// Where the session is to go: to the page that opened the window, to the frame in it, or to a
/// cookie.
fn way<'a>(asked: &'a Asked, site: &Site, own_origin: &str) -> Result<Way<'a>, Problem> {
    match (asked.origin.as_deref(), asked.next.as_deref()) {
        (Some(origin), None) if origin == own_origin || owns(site, origin) => {
            to_page(asked, origin).ok_or(Problem::NowhereToGo)
        }
        (Some(origin), None) => Err(Problem::ForeignOrigin(text::url::origin(origin).ok())),
        (None, Some(next)) if asked.frame.is_none() && asked.moderate.is_none() => {
            next::path(next).map(Way::Next).ok_or(Problem::ForeignNext)
        }
        _ => Err(Problem::NowhereToGo),
    }
}

/// A moderator's session goes to a frame only: no page is handed one.
fn to_page<'a>(asked: &'a Asked, origin: &'a str) -> Option<Way<'a>> {
    let moderates = asked.moderate.is_some();
    match asked.frame.as_deref() {
        Some(secret) if is_secret(secret) => Some(Way::Frame(Framed {
            origin,
            secret,
            moderates,
        })),
        None if !moderates => Some(Way::Opener(origin)),
        _ => None,
    }
}

fn is_secret(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (22..=64).contains(&text.len()) && text.bytes().all(fits)
}

fn refuse(problem: &Problem, language: &language::Language) -> Response {
    let status = match problem {
        Problem::UnknownSite => StatusCode::NOT_FOUND,
        Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Problem::ForeignOrigin(_) => StatusCode::FORBIDDEN,
        Problem::ForeignNext | Problem::NowhereToGo => StatusCode::BAD_REQUEST,
    };
    answer(status, page::refusal(problem, language))
}

/// The opener has to stay within reach, so the window is the one page that is not on its own.
fn answer(status: StatusCode, html: String) -> Response {
    let headers: [(HeaderName, &str); 7] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::VARY, "accept-language"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "unsafe-none",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    (status, headers, html).into_response()
}
