//! `GET /altcha?site=…`: a challenge as ALTCHA's widget fetches it, from a page of any origin.
use super::errors::error_response;
use crate::{
    app::App,
    domain::{Error, proof_of_work},
};
use axum::{
    Router,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
struct Place {
    site: String,
}

pub(super) fn routes(app: &Arc<App>) -> Router {
    Router::new()
        .route("/altcha", get(challenge))
        .with_state(Arc::clone(app))
}

async fn challenge(State(app): State<Arc<App>>, Query(place): Query<Place>) -> Response {
    let any_page = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let answer = match proof_of_work::challenge(&app, &place.site).await {
        Ok(challenge) => axum::Json(challenge).into_response(),
        Err(fault) => error_response(status(&fault)),
    };
    (any_page, answer).into_response()
}

fn status(fault: &Error) -> StatusCode {
    match fault {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(cause) => {
            tracing::error!(error = ?cause, "no challenge could be made");
            StatusCode::INTERNAL_SERVER_ERROR
        }
        _ => StatusCode::BAD_REQUEST,
    }
}
