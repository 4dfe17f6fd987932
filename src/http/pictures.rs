//! `GET /pictures/{digest}`: what people look like whom a site signs in.
use super::{errors::not_found, kept};
use crate::{app::App, domain::pictures};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::sync::Arc;

pub(super) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/pictures/{digest}", get(picture))
        .with_state(Arc::clone(app))
}

/// What is under an address never changes; but whoever is erased is gone from here, and after a day
/// from wherever it was kept.
async fn picture(
    State(app): State<Arc<App>>,
    Path(digest): Path<String>,
    asked: HeaderMap,
) -> Response {
    let shown = match pictures::read(&app, &digest).await {
        Ok(Some(shown)) => shown,
        Ok(None) => return not_found().await,
        Err(error) => {
            tracing::error!(?error, "a picture could not be read");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let kind = HeaderValue::from_static(shown.media_type);
    let tag = kept::tag(Some(&kind), &shown.bytes);
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, kind),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=86400"),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
    ];
    kept::tagged((headers, shown.bytes).into_response(), &tag, &asked)
}
