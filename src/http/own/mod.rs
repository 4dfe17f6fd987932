//! Pages of the service's own, beside the sign-in window: "Your account" and the desk. A script that
//! was built from `web/` fills each; it speaks the public API, with the session that a cookie keeps.
mod page;
mod words;

use super::{
    embed::{Widget, address_of, style_of},
    language::{self, Language},
    own_page::keeps_secure_cookies,
    window,
};
use crate::{app::App, domain::sites, model::Site};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use page::{Files, Problem, Which};
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>, widget: Widget) -> Router {
    Router::new()
        .route("/account", get(account))
        .route("/desk", get(desk))
        .with_state((Arc::clone(app), widget))
}

/// Only what the service itself serves runs and is asked, and nobody frames it. `data:` is for the
/// picture that an authenticator app photographs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types rejoinder";

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    site: String,
    locale: Option<String>,
}

type Asking = Result<Query<Asked>, QueryRejection>;
type Served = State<(Arc<App>, Widget)>;

async fn account(State((app, widget)): Served, asked: Asking, headers: HeaderMap) -> Response {
    show(&app, widget, Which::Account, (asked, &headers)).await
}

/// Where there is one site, nobody has to name it.
async fn desk(State((app, widget)): Served, asked: Asking, headers: HeaderMap) -> Response {
    let unnamed = matches!(&asked, Ok(Query(asked)) if asked.site.is_empty());
    if unnamed && let Ok([only]) = sites::list(&app).await.as_deref() {
        return Redirect::to(&format!("/desk?site={}", only.key)).into_response();
    }
    show(&app, widget, Which::Desk, (asked, &headers)).await
}

async fn show(
    app: &App,
    widget: Widget,
    which: Which,
    (asked, headers): (Asking, &HeaderMap),
) -> Response {
    let Ok(Query(asked)) = asked else {
        return refuse(which, Problem::UnknownSite, language::of(None, headers));
    };
    let language = language::of(asked.locale.as_deref(), headers);
    match page(app, widget, which, &asked.site).await {
        Ok((site, files)) => {
            let html = page::shell(which, &site, &files, language);
            answer(which, (StatusCode::OK, html))
        }
        Err(problem) => refuse(which, problem, language),
    }
}

/// What the page is about, and what it loads.
async fn page(
    app: &App,
    widget: Widget,
    which: Which,
    key: &str,
) -> Result<(Site, Files), Problem> {
    let found = sites::find(app, key).await.map_err(|error| {
        tracing::error!(?error, "a page of our own could not look for its site");
        Problem::Unavailable
    })?;
    let site = found.ok_or(Problem::UnknownSite)?;
    // Signing in would be refused, and the page could only lead back here.
    if !keeps_secure_cookies(&app.public_origin) {
        return Err(Problem::NeedsHttps);
    }
    let script = address_of(widget, which.script());
    let styles = which.styles().iter().map(|name| style_of(widget, name));
    let files = Files {
        script: script.ok_or(Problem::NotBuilt)?,
        styles: styles.collect::<Option<_>>().ok_or(Problem::NotBuilt)?,
        icon: window::icon(),
    };
    Ok((site, files))
}

fn refuse(which: Which, problem: Problem, language: &Language) -> Response {
    let status = match problem {
        Problem::UnknownSite => StatusCode::NOT_FOUND,
        Problem::NeedsHttps => StatusCode::FORBIDDEN,
        Problem::NotBuilt | Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    };
    answer(which, (status, page::refusal(which, problem, language)))
}

fn answer(which: Which, (status, html): (StatusCode, String)) -> Response {
    let policy = match which {
        Which::Account => POLICY.to_owned(),
        // It shows what a thread looks like.
        Which::Desk => format!("{POLICY}; frame-src 'self'"),
    };
    let headers: [(HeaderName, &str); 6] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, &policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::VARY, "accept-language"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    (status, headers, html).into_response()
}
