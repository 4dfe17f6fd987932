//! Each request gets an id, in its log lines and in its answer, and one line in the log.
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use std::{sync::Arc, time::Duration};
use tracing::{Instrument, Span, field::Empty};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST: usize = 64;

/// What the layer cannot make itself: ids and time come from `Env`.
#[derive(Clone)]
pub struct RequestIds {
    /// Must give what may stand in a header: letters, digits, `.`, `_` and `-`.
    pub new_id: Arc<dyn Fn() -> String + Send + Sync>,
    /// Time since some fixed moment.
    pub monotonic: Arc<dyn Fn() -> Duration + Send + Sync>,
    /// The routes that begin the span of the log by themselves, with [`span`]: an answer that is ready
    /// logs nothing, and needs none.
    pub late: &'static [&'static str],
}

/// For handlers, as an extension of the request: what to tell a client whose request failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RequestId(pub String);

/// Of an answer, where its request is traced.
#[derive(Clone, Debug)]
pub(super) struct TraceId(pub(super) String);

/// A layer of the router, so that it sees which route was taken. Logs neither addresses nor
/// queries nor bodies.
pub async fn request_id(
    State(ids): State<RequestIds>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = given(request.headers()).unwrap_or_else(|| (ids.new_id)());
    let method = name(request.method());
    let path = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(RequestId(id.clone()));

    let start = (ids.monotonic)();
    let route = path.as_ref().map_or("-", MatchedPath::as_str);
    let span = if ids.late.contains(&route) {
        Span::none()
    } else {
        begun(&id)
    };
    let mut response = next.run(request).instrument(span).await;
    let duration = (ids.monotonic)().saturating_sub(start);
    let trace = response.extensions_mut().remove::<TraceId>();

    tracing::info!(
        method,
        path = route,
        status = response.status().as_u16(),
        duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
        request_id = id,
        trace_id = trace.as_ref().map(|trace| &*trace.0),
        "answered"
    );
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// With which all lines go that are logged within it.
fn begun(id: &str) -> Span {
    tracing::info_span!("request", request_id = id, trace_id = Empty)
}

/// Of a request of a late route; none where it has begun.
pub(super) fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>();
    match id {
        Some(id) if Span::current().is_none() => begun(&id.0),
        _ => Span::none(),
    }
}

/// An id that a proxy or a client made, when it is one and could not be anything else.
fn given(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(HEADER).iter();
    let (value, none) = (values.next()?.to_str().ok()?, values.next());
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let well_formed = (1..=LONGEST).contains(&value.len()) && value.bytes().all(plain);
    (well_formed && none.is_none()).then(|| value.to_owned())
}

/// A client may invent methods; the log knows those that exist.
pub(super) fn name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::{RequestId, RequestIds, request_id};
    use axum::{
        Extension, Router, body::Body, http::Request, middleware::from_fn_with_state, routing::get,
    };
    use http_body_util::BodyExt;
    use std::{
        io::{self, Write},
        sync::{
            Arc, Mutex,
            atomic::{AtomicU64, Ordering},
        },
        time::Duration,
    };
    use tower::ServiceExt;
    use tracing::Instrument as _;

    /// A clock that moves 7 ms at each look.
    fn ids() -> RequestIds {
        let looks = AtomicU64::new(0);
        RequestIds {
            new_id: Arc::new(|| "made".to_owned()),
            monotonic: Arc::new(move || {
                Duration::from_millis(7 * looks.fetch_add(1, Ordering::Relaxed))
            }),
            late: &["/late"],
        }
    }

    /// The ids of the answer and of the handler.
    async fn run(uri: &str, given: &[&str]) -> (String, String) {
        let router = Router::new()
            .route(
                "/comments/{id}",
                get(|Extension(id): Extension<RequestId>| async { id.0 }),
            )
            .layer(from_fn_with_state(ids(), request_id));
        let mut request = Request::builder().uri(uri);
        for id in given {
            request = request.header("x-request-id", *id);
        }
        let response = router
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let answered = response.headers()["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (answered, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_request_without_an_id_gets_one() {
        assert_eq!(
            run("/comments/5", &[]).await,
            ("made".to_owned(), "made".to_owned())
        );
    }

    #[tokio::test]
    async fn a_well_formed_id_is_taken_over() {
        let longest = "a".repeat(64);
        for id in ["from-proxy_1.2", &longest] {
            assert_eq!(
                run("/comments/5", &[id]).await,
                (id.to_owned(), id.to_owned())
            );
        }
    }

    #[tokio::test]
    async fn any_other_id_is_replaced() {
        let too_long = "a".repeat(65);
        for given in [
            &["a b"][..],
            &[""],
            &["a=b"],
            &["<b>"],
            &[&too_long],
            &["one", "two"],
        ] {
            assert_eq!(run("/comments/5", given).await.0, "made", "{given:?}");
        }
    }

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The lines that are logged meanwhile.
    async fn logged(meanwhile: impl Future<Output = ()>) -> Vec<serde_json::Value> {
        // Were another test the first to log here just now, nobody would be heard to listen.
        run("/comments/1", &[]).await;
        let kept = Kept::default();
        let writer = kept.clone();
        let subscriber = tracing_subscriber::fmt()
            .json()
            .with_writer(move || writer.clone())
            .finish();
        let guard = tracing::subscriber::set_default(subscriber);
        meanwhile.await;
        drop(guard);
        let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        let lines = log.lines().map(serde_json::from_str);
        lines.collect::<Result<_, _>>().expect(&log)
    }

    /// Handlers that log a line each.
    fn telling() -> Router {
        let late = |request: Request<Body>| {
            let span = super::span(&request);
            async { tracing::info!("told") }.instrument(span)
        };
        let early = |request: Request<Body>| async move {
            let _none = super::span(&request).entered();
            tracing::info!("told");
        };
        let router = Router::new()
            .route("/late", get(late))
            .route("/early", get(early));
        router.layer(from_fn_with_state(ids(), request_id))
    }

    #[tokio::test]
    async fn what_a_handler_logs_has_the_id_where_the_span_is_begun_late_as_well() {
        let lines = logged(async {
            for path in ["/late", "/early"] {
                let request = Request::get(path).header("x-request-id", "given");
                let request = request.body(Body::empty()).unwrap();
                telling().oneshot(request).await.unwrap();
            }
        })
        .await;
        let told = lines
            .iter()
            .filter(|line| line["fields"]["message"] == "told");
        let told: Vec<_> = told.collect();
        assert_eq!(told.len(), 2, "{lines:?}");
        for line in told {
            let spans = line["spans"].as_array().unwrap();
            assert_eq!(spans.len(), 1, "{line}");
            assert_eq!(spans[0]["request_id"], "given");
        }
    }

    #[tokio::test]
    async fn the_log_has_the_route_but_not_what_was_asked_of_it() {
        let lines = logged(async {
            run("/comments/5?token=secret", &[]).await;
            run("/absent/secret", &["given"]).await;
        })
        .await;
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(!format!("{lines:?}").contains("secret"), "{lines:?}");
        let fields = &lines[0]["fields"];
        assert_eq!(fields["method"], "GET");
        assert_eq!(fields["path"], "/comments/{id}");
        assert_eq!(fields["status"], 200);
        assert_eq!(fields["duration_ms"], 7);
        assert_eq!(fields["request_id"], "made");
        assert_eq!(lines[1]["fields"]["path"], "-");
        assert_eq!(lines[1]["fields"]["status"], 404);
        assert_eq!(lines[1]["fields"]["request_id"], "given");
    }
}
