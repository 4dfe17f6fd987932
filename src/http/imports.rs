//! `PUT /imports/{ticket}`: the file of an import, for whoever was given the address.
use super::{Service, downloads::set, errors::error_response};
use crate::{
    domain::{
        Error,
        imports::{self, Refused, Unfit},
        policy::Denied,
    },
    graphql::error::{ErrorCode, message},
};
use axum::{
    body::{Body, HttpBody as _},
    extract::{Path, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
};
use futures_util::TryStreamExt;
use serde_json::json;
use std::{io, sync::Arc};

pub(super) async fn answer(
    State(service): State<Arc<Service>>,
    Path(ticket): Path<String>,
    request: Request,
) -> Response {
    let mut response = match *request.method() {
        Method::OPTIONS => preflight(),
        Method::PUT => match take(service, ticket, request.into_body()).await {
            Ok(()) => empty(),
            Err(refused) => refusal(&refused),
        },
        _ => error_response(StatusCode::METHOD_NOT_ALLOWED),
    };
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "retry-after, x-request-id",
        ),
        (header::ALLOW, "PUT, OPTIONS"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    set(&mut response, &allowed);
    response
}

/// In a task of its own: when the sender goes away, what came of the file is taken away still.
async fn take(service: Arc<Service>, ticket: String, body: Body) -> Result<(), Refused> {
    let length = body.size_hint().exact();
    let taking = tokio::spawn(async move {
        let pieces = body.into_data_stream().map_err(io::Error::other);
        imports::receive(&service.app, &ticket, length, pieces).await
    });
    let taken = taking.await;
    taken.map_err(|fault| Refused::Domain(Error::Internal(fault.into())))?
}

fn empty() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

fn preflight() -> Response {
    let mut response = empty();
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "PUT"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
    ];
    set(&mut response, &allowed);
    response
}

/// In the shape of GraphQL's errors.
fn refusal(refused: &Refused) -> Response {
    let (status, code) = match refused {
        Refused::Unfit(Unfit::TooLarge | Unfit::UnpacksTooLarge) => {
            (StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge)
        }
        Refused::Unfit(Unfit::NotGzip) => (StatusCode::BAD_REQUEST, ErrorCode::Invalid),
        Refused::BrokenOff => (StatusCode::BAD_REQUEST, ErrorCode::BadRequest),
        Refused::Domain(fault) => (status(fault), ErrorCode::of(fault)),
    };
    let (text, reason) = match refused {
        Refused::Domain(fault) => (message(fault), reason(fault)),
        refused => (refused.to_string(), None),
    };
    if let Refused::Domain(Error::Internal(cause)) = refused {
        tracing::error!(error = ?cause, "the file of an import was not taken");
    }
    let extensions = json!({ "code": code.as_value(), "reason": reason });
    let body = json!({ "errors": [{ "message": text, "extensions": extensions }] });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    let json = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
    set(&mut response, &json);
    if let Refused::Domain(Error::Unavailable(wait)) = refused {
        let seconds = HeaderValue::from(wait.as_secs() + 1);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn status(fault: &Error) -> StatusCode {
    match (fault, ErrorCode::of(fault)) {
        (Error::Denied(Denied::UploadOver), _) => StatusCode::GONE,
        (_, ErrorCode::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn reason(fault: &Error) -> Option<&'static str> {
    match fault {
        Error::Denied(denied) => Some(denied.reason()),
        _ => None,
    }
}
