//! Pages of the service's own, beside the sign-in window: "Your account". A script that was built
//! from `web/` fills them; it speaks the public API, with the session that a cookie keeps.
mod page;
mod words;

use super::{
    embed::{Widget, address_of, style_of},
    language::{self, Language},
    own_page::keeps_secure_cookies,
    window,
};
use crate::{app::App, domain::sites};
use axum::{
    Router,
    extract::{Query, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use page::{Files, Problem};
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>, widget: Widget) -> Router {
    Router::new()
        .route("/account", get(account))
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

async fn account(
    State((app, widget)): State<(Arc<App>, Widget)>,
    asked: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let Ok(Query(asked)) = asked else {
        return refuse(Problem::UnknownSite, language::of(None, &headers));
    };
    let language = language::of(asked.locale.as_deref(), &headers);
    let site = match sites::find(&app, &asked.site).await {
        Ok(Some(site)) => site,
        Ok(None) => return refuse(Problem::UnknownSite, language),
        Err(error) => {
            tracing::error!(?error, "the account's page could not look for a site");
            return refuse(Problem::Unavailable, language);
        }
    };
    // Signing in would be refused, and the page could only lead back here.
    if !keeps_secure_cookies(&app.public_origin) {
        return refuse(Problem::NeedsHttps, language);
    }
    let script = address_of(widget, "own-account");
    let (Some(script), Some(style)) = (script, style_of(widget, "own")) else {
        return refuse(Problem::NotBuilt, language);
    };
    let icon = window::icon();
    let files = Files {
        script: &script,
        style: &style,
        icon: &icon,
    };
    answer(StatusCode::OK, page::account(&site, &files, language))
}

fn refuse(problem: Problem, language: &Language) -> Response {
    let status = match problem {
        Problem::UnknownSite => StatusCode::NOT_FOUND,
        Problem::NeedsHttps => StatusCode::FORBIDDEN,
        Problem::NotBuilt | Problem::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    };
    answer(status, page::refusal(problem, language))
}

fn answer(status: StatusCode, html: String) -> Response {
    let headers: [(HeaderName, &str); 6] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
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
