//! Answers that a browser keeps as a file: of whoever is signed in, or whose ticket it is.
use super::{errors::error_response, language, pages::Page};
use crate::{
    domain::{Error, account_data, downloads::Look, policy::Denied},
    graphql::error::{ErrorCode, message},
};
use axum::{
    body::Body,
    extract::Query,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    response::Response,
};
use serde::Deserialize;
use serde_json::json;

pub(super) struct Attachment {
    pub(super) kind: &'static str,
    /// ASCII.
    pub(super) file_name: String,
    pub(super) body: Body,
}

/// What a link carries.
#[derive(Default, Deserialize)]
struct Link {
    ticket: Option<String>,
}

pub(super) fn ticket(parts: &Parts) -> Option<String> {
    let link = Query::<Link>::try_from_uri(&parts.uri);
    link.map(|Query(link)| link).unwrap_or_default().ticket
}

/// A look without a body uses nothing up of a ticket. A fault on the way cuts an answer off, which its
/// reader notices: there is no status left to say it with.
pub(super) async fn answer(
    parts: &Parts,
    begin: impl AsyncFnOnce(Look) -> Result<Attachment, Error>,
) -> Response {
    let mut response = match parts.method {
        Method::OPTIONS => preflight(),
        Method::GET => attached(begin(Look::Fetch).await, parts),
        Method::HEAD => attached(begin(Look::Only).await, parts),
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

fn attached(begun: Result<Attachment, Error>, parts: &Parts) -> Response {
    let attachment = match begun {
        Ok(attachment) => attachment,
        Err(fault) => return refusal(&fault, &parts.headers),
    };
    let disposition = format!("attachment; filename=\"{}\"", attachment.file_name);
    let mut response = Response::new(if parts.method == Method::HEAD {
        Body::empty()
    } else {
        attachment.body
    });
    set(&mut response, &[(header::CONTENT_TYPE, attachment.kind)]);
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
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
        tracing::error!(error = ?cause, "a download failed");
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
pub(super) fn accepts(headers: &HeaderMap, kind: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    let mut named = lines.flat_map(|line| line.split(','));
    named.any(|item| {
        let essence = item.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case(kind)
    })
}

pub(super) fn set(response: &mut Response, headers: &[(HeaderName, &'static str)]) {
    for (name, value) in headers {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name.clone(), value);
    }
}
