//! Bodies of the refusals that come before GraphQL: the same shape, so that a client parses one.
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::{
    any::Any,
    future::{Ready, ready},
};

/// The answer for a path that nothing listens on.
pub fn not_found() -> Ready<Response> {
    ready(error_response(StatusCode::NOT_FOUND))
}

/// A JSON body that says no more than the status does.
pub fn error_response(status: StatusCode) -> Response {
    error_saying(status, wording(status).1)
}

/// The same in words of one's own.
pub fn error_saying(status: StatusCode, message: &str) -> Response {
    let (code, _) = wording(status);
    let body = json!({ "errors": [{ "message": message, "extensions": { "code": code } }] });
    let mut response = (status, body.to_string()).into_response();
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

/// On each answer: gives a body to errors that the router and its extractors answer in words of their own.
pub fn json_bodies(response: Response) -> Response {
    let status = response.status();
    let refused = status.is_client_error() || status.is_server_error();
    if !refused || speaks_for_itself(&response) {
        return response;
    }
    let mut replaced = error_response(status);
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            replaced.headers_mut().insert(name, value.clone());
        }
    }
    replaced
}

/// For `CatchPanicLayer::custom`: the cause goes to the log by the panic hook, never to the client.
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    error_response(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Axum's own refusals are plain text or empty; a handler's are JSON, or a page.
fn speaks_for_itself(response: &Response) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    content_type.is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

fn wording(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::FORBIDDEN => ("FORBIDDEN", "This page may not have it."),
        StatusCode::NOT_FOUND => ("NOT_FOUND", "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => (
            "METHOD_NOT_ALLOWED",
            "This address does not answer that method.",
        ),
        StatusCode::REQUEST_TIMEOUT => ("BAD_REQUEST", "The request took too long to arrive."),
        StatusCode::PAYLOAD_TOO_LARGE => ("TOO_LARGE", "The request is too large."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "UNSUPPORTED_MEDIA_TYPE",
            "The request's content type is not supported.",
        ),
        StatusCode::NOT_ACCEPTABLE => (
            "NOT_ACCEPTABLE",
            "The answer comes in no form that the request accepts.",
        ),
        StatusCode::UPGRADE_REQUIRED => (
            "BAD_REQUEST",
            "A WebSocket opens by HTTP/1.1: see that a proxy passes the upgrade on.",
        ),
        StatusCode::NOT_IMPLEMENTED => (
            "NOT_ACCEPTABLE",
            "This comes as JSON and in no other format.",
        ),
        StatusCode::TOO_MANY_REQUESTS => ("RATE_LIMITED", "Too many requests; try again later."),
        StatusCode::SERVICE_UNAVAILABLE => {
            ("UNAVAILABLE", "The service is busy; try again shortly.")
        }
        status if status.is_server_error() => ("INTERNAL", "internal error"),
        _ => (
            "BAD_REQUEST",
            "The request is not understood: check its address, headers and body.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{json_bodies, not_found};
    use axum::{
        Router,
        body::{Body, Bytes},
        extract::{DefaultBodyLimit, Json},
        http::{Request, StatusCode, header},
        routing::{get, post},
    };
    use http_body_util::BodyExt;
    use serde_json::Value;
    use tower::{ServiceExt, util::MapResponseLayer};
    use tower_http::catch_panic::CatchPanicLayer;

    fn router() -> Router {
        Router::new()
            .route("/read", get(|| async { "read" }))
            .route(
                "/write",
                post(|_: Bytes| async {}).layer(DefaultBodyLimit::max(4)),
            )
            .route(
                "/own",
                get(|| async { (StatusCode::CONFLICT, Json("mine")) }),
            )
            .route(
                "/busy",
                get(|| async {
                    (
                        StatusCode::SERVICE_UNAVAILABLE,
                        [("retry-after", "3")],
                        "plain",
                    )
                }),
            )
            .route("/panic", get(|| async { panic!("a secret") as &str }))
            .fallback(not_found)
            .layer(CatchPanicLayer::custom(super::panicked))
            .layer(MapResponseLayer::new(json_bodies))
    }

    async fn answer(
        method: &str,
        path: &str,
        body: &'static str,
    ) -> (StatusCode, header::HeaderMap, String) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::from(body))
            .unwrap();
        let response = router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (
            parts.status,
            parts.headers,
            String::from_utf8(bytes.to_vec()).unwrap(),
        )
    }

    #[tokio::test]
    async fn refusals_of_the_router_have_a_json_body() {
        for (method, path, status, code) in [
            ("GET", "/absent", 404, "NOT_FOUND"),
            ("DELETE", "/read", 405, "METHOD_NOT_ALLOWED"),
            ("POST", "/write", 413, "TOO_LARGE"),
            ("GET", "/panic", 500, "INTERNAL"),
            ("GET", "/busy", 503, "UNAVAILABLE"),
        ] {
            let (answered, headers, body) = answer(method, path, "too long").await;
            assert_eq!(answered.as_u16(), status, "{path}");
            assert_eq!(headers["content-type"], "application/json; charset=utf-8");
            let body: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(body["errors"][0]["extensions"]["code"], code, "{path}");
            assert!(!body.to_string().contains("secret"), "{body}");
        }
    }

    #[tokio::test]
    async fn what_the_refusal_allows_instead_is_kept() {
        let (_, headers, _) = answer("DELETE", "/read", "").await;
        assert_eq!(headers["allow"], "GET,HEAD");
        let (_, headers, _) = answer("GET", "/busy", "").await;
        assert_eq!(headers["retry-after"], "3");
    }

    #[tokio::test]
    async fn an_answer_that_speaks_for_itself_is_left_alone() {
        let (status, _, body) = answer("GET", "/own", "").await;
        assert_eq!((status, body.as_str()), (StatusCode::CONFLICT, "\"mine\""));
        let (status, _, body) = answer("GET", "/read", "").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "read"));
    }
}
