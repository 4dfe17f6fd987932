//! `GET /account/data`: all that is kept of whoever is signed in, as it is read from the database.
use super::{Service, actor, errors::error_response};
use crate::{
    domain::{Error, export},
    graphql::error::{ErrorCode, message},
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    response::Response,
};
use futures_util::stream;
use serde_json::json;
use std::{io, sync::Arc};

pub(super) async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let mut response = match *request.method() {
        Method::OPTIONS => preflight(),
        Method::GET => match begin(&service, request).await {
            Ok(export) => document(service, export),
            Err(fault) => refusal(&fault),
        },
        _ => error_response(StatusCode::METHOD_NOT_ALLOWED),
    };
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "retry-after, x-request-id",
        ),
        (header::ALLOW, "GET, OPTIONS"),
    ];
    set(&mut response, &allowed);
    response
}

async fn begin(service: &Service, request: Request) -> Result<export::Export, Error> {
    let (parts, _) = request.into_parts();
    let actor = actor::actor(&service.app, &service.network, &parts).await?;
    export::begin(&service.app, &actor).await
}

/// A fault on the way cuts the answer off, which its reader notices: there is no status left to say
/// it with.
fn document(service: Arc<Service>, export: export::Export) -> Response {
    let pieces = stream::try_unfold((service, export), async |(service, mut export)| {
        let piece = export.next(&service.app).await.map_err(|fault| {
            tracing::error!(error = ?fault, "an export broke off");
            io::Error::other("broken off")
        })?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), (service, export))))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let told = [
        (header::CONTENT_TYPE, "application/json; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"account-data.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    set(&mut response, &told);
    response
}

fn preflight() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization"),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
    ];
    set(&mut response, &allowed);
    response
}

/// In the shape of GraphQL's errors.
fn refusal(fault: &Error) -> Response {
    let status = match ErrorCode::of(fault) {
        ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if let Error::Internal(cause) = fault {
        tracing::error!(error = ?cause, "an export failed");
    }
    let reason = match fault {
        Error::Denied(denied) => Some(denied.reason()),
        _ => None,
    };
    let extensions = json!({ "code": ErrorCode::of(fault).as_value(), "reason": reason });
    let body = json!({ "errors": [{ "message": message(fault), "extensions": extensions }] });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    set(
        &mut response,
        &[(header::CONTENT_TYPE, "application/json; charset=utf-8")],
    );
    if let Error::Limited(wait) | Error::Unavailable(wait) = fault {
        let seconds = HeaderValue::from(wait.as_secs() + 1);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn set(response: &mut Response, headers: &[(HeaderName, &'static str)]) {
    for (name, value) in headers {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name.clone(), value);
    }
}
