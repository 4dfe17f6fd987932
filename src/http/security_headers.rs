//! Headers that every answer carries unless its handler chose stricter or other ones.
use axum::http::{HeaderName, HeaderValue, Response, header};

/// Fit for JSON that any page may fetch, and that no page may frame or run.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "cross-origin",
    ),
];

/// In an answer's extensions: its `frame-ancestors` say who may frame it, which `X-Frame-Options`
/// has no words for.
#[derive(Clone, Copy, Debug)]
pub struct Framed;

/// Whether readers reach the service by https, so that browsers may be told to insist on it.
#[derive(Clone, Copy, Debug)]
pub struct Https(pub bool);

/// On each answer; a header that is there already stays.
pub fn security_headers<B>(https: Https, mut response: Response<B>) -> Response<B> {
    let framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        if framed && name == header::X_FRAME_OPTIONS {
            continue;
        }
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if https.0 {
        let year = HeaderValue::from_static("max-age=31536000");
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(year);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{HEADERS, Https, security_headers};
    use axum::{
        Router,
        body::Body,
        http::{HeaderMap, Request, Response},
        routing::get,
    };
    use tower::{ServiceExt, util::MapResponseLayer};

    async fn headers(path: &str, https: bool) -> HeaderMap {
        let router = Router::new()
            .route("/plain", get(|| async {}))
            .route(
                "/page",
                get(|| async {
                    [(
                        "content-security-policy",
                        "frame-ancestors https://a.example",
                    )]
                }),
            )
            .layer(MapResponseLayer::new(move |answer: Response<Body>| {
                security_headers(Https(https), answer)
            }));
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        router.oneshot(request).await.unwrap().headers().clone()
    }

    #[tokio::test]
    async fn every_answer_carries_them_also_for_an_unknown_path() {
        for path in ["/plain", "/absent"] {
            let headers = headers(path, false).await;
            for (name, value) in HEADERS {
                assert_eq!(headers[&name], value, "{path}");
            }
            assert!(!headers.contains_key("strict-transport-security"));
        }
    }

    #[tokio::test]
    async fn a_handler_chooses_its_own_policy() {
        let headers = headers("/page", false).await;
        let policies: Vec<_> = headers.get_all("content-security-policy").iter().collect();
        assert_eq!(policies, ["frame-ancestors https://a.example"]);
    }

    #[tokio::test]
    async fn browsers_insist_on_https_where_the_service_has_it() {
        assert_eq!(
            headers("/plain", true).await["strict-transport-security"],
            "max-age=31536000"
        );
    }
}
