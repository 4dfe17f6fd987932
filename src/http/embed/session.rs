//! The frame that holds a reader's session: a page of the service's own origin, hidden in the page
//! around it, which frames it and cannot look inside. So tokens never enter that page; its script
//! asks the public API, as any page could.
use super::assets::{self, Widget};
use crate::{
    app::App,
    domain::{Error, policy::site::may_write_from, sites},
    http::{
        errors::{error_response, not_found},
        security_headers::Framed,
    },
    model::Site,
};
use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>, widget: Widget) -> Router {
    Router::new()
        .route("/embed/session", get(frame))
        .with_state((Arc::clone(app), widget))
}

#[derive(Deserialize)]
struct Asked {
    site: String,
    /// Of the page that frames this one.
    origin: String,
}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="robots" content="noindex">
<title>{{ site.name }}</title>
<script type="module" src="{{ script }}"></script>
</head>
<body data-site="{{ site.key }}" data-origin="{{ origin }}"></body>
</html>
"#
)]
struct Page<'a> {
    site: &'a Site,
    origin: &'a str,
    script: &'a str,
}

async fn frame(
    State((app, widget)): State<(Arc<App>, Widget)>,
    Query(asked): Query<Asked>,
) -> Response {
    let site = match sites::find(&app, &asked.site).await {
        Ok(Some(site)) => site,
        Ok(None) => return not_found().await,
        Err(error) => return unavailable(&error),
    };
    if may_write_from(Some(&asked.origin), &site, &app.public_origin).is_err() {
        return error_response(StatusCode::FORBIDDEN);
    }
    let Some(script) = assets::address_of(widget, "session") else {
        return error_response(StatusCode::SERVICE_UNAVAILABLE);
    };
    let page = Page {
        site: &site,
        origin: &asked.origin,
        script: &script,
    };
    answer(&page)
}

fn unavailable(error: &Error) -> Response {
    tracing::error!(?error, "the session frame could not look for a site");
    error_response(StatusCode::SERVICE_UNAVAILABLE)
}

/// What runs is the one script, which turns no text into markup; who frames it is the one page.
fn answer(page: &Page<'_>) -> Response {
    let policy = format!(
        "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors {}; require-trusted-types-for 'script'; \
         trusted-types 'none'",
        page.origin
    );
    let (Ok(policy), Ok(html)) = (HeaderValue::from_str(&policy), page.render()) else {
        return error_response(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let headers: [(HeaderName, HeaderValue); 3] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut answer = (headers, html).into_response();
    answer.extensions_mut().insert(Framed);
    answer
}
