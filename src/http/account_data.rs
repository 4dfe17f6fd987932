//! `GET /account/data`: all that is kept of whoever is signed in, or of whose ticket it is, as it is
//! read from the database. An archive, or, for programs that ask for JSON, the document alone.
use super::{Service, actor, errors::error_response, language, pages::Page};
use crate::{
    domain::{
        Error,
        account_data::{self, Look, Outgoing},
        policy::Denied,
    },
    graphql::error::{ErrorCode, message},
};
use axum::{
    body::{Body, Bytes},
    extract::{Query, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    response::Response,
};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;
use std::{io, sync::Arc};

/// What a link carries.
#[derive(Default, Deserialize)]
struct Link {
    ticket: Option<String>,
}

pub(super) async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let mut response = match parts.method {
        Method::OPTIONS => preflight(),
        Method::GET | Method::HEAD => match begin(&service, &parts).await {
            Ok(outgoing) => attachment(service, outgoing, parts.method == Method::HEAD),
            Err(fault) => refusal(&fault, &parts.headers),
        },
        _ => error_response(StatusCode::METHOD_NOT_ALLOWED),
    };
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "retry-after, x-request-id",
        ),
        (header::ALLOW, "GET, HEAD, OPTIONS"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    set(&mut response, &allowed);
    response
}

/// A look without a body uses nothing up of a ticket, and is not to be had without one.
async fn begin(service: &Service, parts: &Parts) -> Result<Outgoing, Error> {
    let link = Query::<Link>::try_from_uri(&parts.uri);
    let link = link.map(|Query(link)| link).unwrap_or_default();
    let export = match (link.ticket, &parts.method) {
        (Some(ticket), &Method::HEAD) => {
            account_data::redeem(&service.app, &ticket, Look::Only).await?
        }
        (Some(ticket), _) => account_data::redeem(&service.app, &ticket, Look::Fetch).await?,
        (None, _) => {
            let actor = actor::actor(&service.app, &service.network, parts).await?;
            let language = language::of(None, &parts.headers);
            account_data::begin(&service.app, &actor, language.tag).await?
        }
    };
    Ok(if accepts(&parts.headers, "application/json") {
        export.document()
    } else {
        export.archive()
    })
}

/// A fault on the way cuts the answer off, which its reader notices: there is no status left to say
/// it with.
fn attachment(service: Arc<Service>, outgoing: Outgoing, is_look: bool) -> Response {
    let (kind, disposition) = match outgoing {
        Outgoing::Archive(_) => (
            "application/zip",
            "attachment; filename=\"account-data.zip\"",
        ),
        Outgoing::Document(_) => (
            "application/json; charset=utf-8",
            "attachment; filename=\"account-data.json\"",
        ),
    };
    let pieces = stream::try_unfold((service, outgoing), async |(service, mut outgoing)| {
        let piece = outgoing.next(&service.app).await.map_err(|fault| {
            tracing::error!(error = ?fault, "an export broke off");
            io::Error::other("broken off")
        })?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), (service, outgoing))))
    });
    let mut response = Response::new(if is_look {
        Body::empty()
    } else {
        Body::from_stream(pieces)
    });
    let told = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, disposition),
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

/// In the shape of GraphQL's errors; for whoever has followed a link in a browser, as a page.
fn refusal(fault: &Error, headers: &HeaderMap) -> Response {
    let status = match (fault, ErrorCode::of(fault)) {
        (Error::Denied(Denied::DownloadOver), _) => StatusCode::GONE,
        (_, ErrorCode::Unauthenticated) => StatusCode::UNAUTHORIZED,
        (_, ErrorCode::RateLimited) => StatusCode::TOO_MANY_REQUESTS,
        (_, ErrorCode::Unavailable) => StatusCode::SERVICE_UNAVAILABLE,
        (_, ErrorCode::Forbidden) => StatusCode::FORBIDDEN,
        (_, ErrorCode::NotFound) => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    if let Error::Internal(cause) = fault {
        tracing::error!(error = ?cause, "an export failed");
    }
    if status == StatusCode::GONE && accepts(headers, "text/html") {
        let language = language::of(None, headers);
        let said = account_data::said(language.tag);
        return Page::new(language, said.title)
            .say(said.over)
            .answer(status);
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

/// Whether a type is named, and not only let through with all others.
fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut named = lines.flat_map(|line| line.split(','));
    named.any(|item| {
        let essence = item.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case(kind)
    })
}

fn set(response: &mut Response, headers: &[(HeaderName, &'static str)]) {
    for (name, value) in headers {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name.clone(), value);
    }
}
