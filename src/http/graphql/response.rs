//! Writing answers: their status, their headers, and errors that give away no more than they should.
//!
//! | first error's code, without data | status |
//! |---|---|
//! | `UNAUTHENTICATED` | 401 |
//! | `RATE_LIMITED` | 429 |
//! | `INTERNAL` | 500 |
//! | `UNAVAILABLE` | 503 |
use super::{VARY, allow_any_origin, media::Media};
use crate::http::finished::Complete;
use async_graphql::{ServerError, Value};
use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Serialize;
use serde_json::Value as Json;
use std::{borrow::Cow, collections::BTreeMap, io};
use uuid::Uuid;

/// Errors of one answer; of more, the rest is left out.
pub(super) const MAX_ERRORS: usize = 10;
/// Characters of one message, which may quote the client.
pub(super) const MAX_MESSAGE: usize = 300;
/// About as many as an answer leaves with, for which room is made at once.
const HEADERS: usize = 16;
/// Seconds to wait where nobody said how many.
const DEFAULT_RETRY: u64 = 1;

/// Why a request was refused before GraphQL had a say.
pub(super) struct Fault {
    status: StatusCode,
    code: &'static str,
    message: Cow<'static, str>,
    header: Option<(HeaderName, &'static str)>,
}

impl Fault {
    fn new(status: StatusCode, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            header: None,
        }
    }

    fn with(self, name: HeaderName, value: &'static str) -> Self {
        Self {
            header: Some((name, value)),
            ..self
        }
    }

    pub(super) fn malformed(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(super) fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::malformed("BAD_REQUEST", message)
    }

    pub(super) fn method(message: &'static str, allowed: &'static str) -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            message,
        )
        .with(header::ALLOW, allowed)
    }

    pub(super) fn not_acceptable() -> Self {
        let message = "accept application/json or application/graphql-response+json, in UTF-8";
        Self::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message)
    }

    pub(super) fn unsupported(message: &'static str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            message,
        )
        .with(header::ACCEPT_ENCODING, "identity")
    }

    pub(super) fn too_large(status: StatusCode, message: String) -> Self {
        Self::new(status, "TOO_LARGE", message)
    }

    /// The connection must close: what is left of the body may still be on its way.
    pub(super) fn too_slow() -> Self {
        Self::new(
            StatusCode::REQUEST_TIMEOUT,
            "BAD_REQUEST",
            "the body took too long",
        )
        .with(header::CONNECTION, "close")
    }

    pub(super) fn internal(id: Uuid) -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "INTERNAL",
            format!("internal error {id}"),
        )
    }
}

/// What a client reads. `data` is absent where nothing ran, `null` where what ran gave nothing.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// The answer to a preflight: any page may ask, none with cookies.
pub(super) fn preflight() -> Response {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    allow_any_origin(&mut answer);
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
        (header::ALLOW, "GET, HEAD, POST, OPTIONS"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

pub(super) fn fault(media: Media, fault: Fault) -> Response {
    let mut error = ServerError::new(fault.message, None);
    error
        .extensions
        .get_or_insert_default()
        .set("code", fault.code);
    let body = body(&[error], None, &BTreeMap::new(), usize::MAX);
    let mut answer = write(media, fault.status, body.unwrap_or_default().into());
    if let Some((name, value)) = fault.header {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Answers a well-formed request that was not let in.
pub(super) fn refused(media: Media, error: ServerError) -> Response {
    finish(
        media,
        async_graphql::Response::from_errors(vec![error]),
        true,
        usize::MAX,
    )
}

/// The same as text.
pub(super) fn refused_text(error: ServerError) -> String {
    let mut errors = vec![error];
    tidy(&mut errors);
    let body = body(&errors, None, &BTreeMap::new(), usize::MAX);
    String::from_utf8_lossy(&body.unwrap_or_default()).into_owned()
}

/// Answers what an execution gave. At most `most` bytes.
pub(super) fn outcome(media: Media, response: async_graphql::Response, most: usize) -> Response {
    // Our resolvers give every error a code; those without are validation's and coercion's.
    let refused = response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| code(error).is_none());
    finish(media, response, refused, most)
}

/// The errors of an answer, for those who send them another way.
pub(super) async fn errors_of(answer: Response) -> Vec<Json> {
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
    let mut answer: Json = serde_json::from_slice(&body.unwrap_or_default()).unwrap_or_default();
    match answer["errors"].take() {
        Json::Array(errors) => errors,
        _ => Vec::new(),
    }
}

/// One answer of several, in JSON. At most `most` bytes.
pub(super) fn text(mut response: async_graphql::Response, most: usize) -> String {
    tidy(&mut response.errors);
    let body = body(
        &response.errors,
        Some(&response.data),
        &response.extensions,
        most,
    );
    let body = body.map_or_else(|| too_large(most), Bytes::from);
    String::from_utf8_lossy(&body).into_owned()
}

fn finish(
    media: Media,
    mut response: async_graphql::Response,
    refused: bool,
    most: usize,
) -> Response {
    tidy(&mut response.errors);
    let without_data = response.data == Value::Null;
    let decisive = response.errors.first().filter(|_| without_data);
    let status = match decisive.and_then(code) {
        Some("UNAUTHENTICATED") => StatusCode::UNAUTHORIZED,
        Some("RATE_LIMITED") => StatusCode::TOO_MANY_REQUESTS,
        Some("INTERNAL") => StatusCode::INTERNAL_SERVER_ERROR,
        Some("UNAVAILABLE") => StatusCode::SERVICE_UNAVAILABLE,
        _ if refused && media == Media::GraphqlResponse => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    };
    let retry_after = decisive.map_or(DEFAULT_RETRY, retry_after);
    let data = Some(&response.data).filter(|_| !refused);
    let body = body(&response.errors, data, &response.extensions, most).map(Bytes::from);
    let is_clean = status == StatusCode::OK && response.errors.is_empty();
    let has_own_rule = response.http_headers.contains_key(header::CACHE_CONTROL);
    let complete = body.clone().filter(|_| is_clean && !has_own_rule);
    let mut answer = write(media, status, body.unwrap_or_else(|| too_large(most)));
    if let Some(bytes) = complete {
        answer
            .extensions_mut()
            .insert(Complete { bytes, vary: VARY });
    }
    let headers = answer.headers_mut();
    headers.extend(response.http_headers);
    match status {
        StatusCode::UNAUTHORIZED => {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
        }
        _ => {}
    }
    answer
}

fn write(media: Media, status: StatusCode, body: Bytes) -> Response {
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().reserve(HEADERS);
    allow_any_origin(&mut answer);
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media.content_type()),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// The answer in JSON; none when it is longer than `most` bytes.
fn body(
    errors: &[ServerError],
    data: Option<&Value>,
    extensions: &BTreeMap<String, Value>,
    most: usize,
) -> Option<Vec<u8>> {
    let mut writer = Bounded {
        bytes: Vec::with_capacity(1_024),
        most,
    };
    let answer = Answer {
        errors,
        data,
        extensions,
    };
    let written = serde_json::to_writer(&mut writer, &answer);
    written.is_ok().then_some(writer.bytes)
}

/// What is answered in the stead of more than `most` bytes.
fn too_large(most: usize) -> Bytes {
    let message =
        format!("the answer is longer than {most} bytes: ask for smaller pages or fewer fields");
    let answer = serde_json::json!({
        "errors": [{ "message": message, "extensions": { "code": "TOO_LARGE" } }],
        "data": null,
    });
    answer.to_string().into()
}

/// Refuses to grow beyond its bound, so that a huge answer is never held whole.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len().saturating_add(bytes.len()) > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bounds errors in number and length, and gives each a code.
fn tidy(errors: &mut Vec<ServerError>) {
    errors.truncate(MAX_ERRORS);
    for error in errors {
        if let Some((end, _)) = error.message.char_indices().nth(MAX_MESSAGE) {
            error.message.truncate(end);
            error.message.push('…');
        }
        if code(error).is_none() {
            let code = code_of_library_error(&error.message);
            if error.message.starts_with("Query is too complex") {
                error.message = too_complex();
            }
            error.extensions.get_or_insert_default().set("code", code);
        }
    }
}

fn too_complex() -> String {
    format!(
        "this asks for too much at once: over {} points, a field of each item of each page being one; \
         ask for smaller pages",
        crate::graphql::limits::COMPLEXITY
    )
}

/// The library tells its limits apart from its rules by their text alone.
fn code_of_library_error(message: &str) -> &'static str {
    const LIMITS: &[&str] = &[
        "Query is too complex",
        "Query is nested too deep",
        "The recursion depth",
        "The number of directives",
    ];
    let is_limit = LIMITS.iter().any(|limit| message.starts_with(limit));
    if is_limit {
        "TOO_COMPLEX"
    } else {
        "VALIDATION_FAILED"
    }
}

fn code(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        Value::Enum(code) => Some(code.as_str()),
        _ => None,
    }
}

fn retry_after(error: &ServerError) -> u64 {
    let seconds = error
        .extensions
        .as_ref()
        .and_then(|extensions| extensions.get("retryAfter"));
    match seconds {
        Some(Value::Number(seconds)) => seconds.as_u64().unwrap_or(DEFAULT_RETRY),
        _ => DEFAULT_RETRY,
    }
}
