//! Each request is traced, but for those that ask whether the service lives.
use super::{
    Service,
    request_id::{RequestId, TraceId, name},
};
use crate::spans;
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use std::{net::SocketAddr, sync::Arc};
use tracing::{Instrument as _, Span};

/// A layer of the router, within that of the request's id.
pub(super) async fn traced(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map(MatchedPath::as_str);
    if matches!(route, Some("/healthz" | "/readyz")) {
        return next.run(request).await;
    }
    let span = begin(&service, &request, route);
    let trace = spans::trace_id(&span);
    if let Some(id) = &trace {
        // Into that of the log, with which all lines of this request go.
        Span::current().record("trace_id", id);
    }
    let mut answer = next.run(request).instrument(span.clone()).await;
    spans::answered(&span, answer.status().as_u16());
    if let Some(id) = trace {
        answer.extensions_mut().insert(TraceId(id));
    }
    answer
}

fn begin(service: &Service, request: &Request, route: Option<&str>) -> Span {
    let method = match name(request.method()) {
        "OTHER" => "_OTHER",
        known => known,
    };
    let is_https = service.app.public_origin.starts_with("https:");
    let scheme = if is_https { "https" } else { "http" };
    let id = request.extensions().get::<RequestId>();
    let id = id.map_or("", |id| &id.0);
    let span = spans::request(method, route, scheme, id);
    if let Some(caller) = caller(service, request) {
        spans::follow(&span, caller);
    }
    span
}

/// The caller's own span, by the word of a proxy. Anybody else could add to traces that are not
/// theirs, and have all kept that they ask.
fn caller<'a>(service: &Service, request: &'a Request) -> Option<&'a str> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    let is_trusted = service.network.trusts(peer.0.ip());
    let mut headers = request.headers().get_all(spans::TRACEPARENT).iter();
    let (header, none) = (headers.next()?, headers.next());
    let header = header.to_str().ok()?;
    (is_trusted && none.is_none()).then_some(header)
}
