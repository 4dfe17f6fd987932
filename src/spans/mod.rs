//! What is traced, where the operator wants it: the only place that says what a span holds. Names are
//! few and known here. Of people, texts, addresses and values of statements there is nothing.
//!
//! Where nothing is traced a span is nothing: asking for one is a look at a number.
mod summary;

use opentelemetry::{
    Context,
    propagation::{Extractor, TextMapPropagator as _},
    trace::TraceContextExt as _,
};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use summary::{operation_of, table_of};
use tracing::{Level, Span, field::Empty, info_span, span_enabled};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// By which the log leaves these alone, and the traces everything else.
pub const TARGET: &str = "rejoinder-spans";

/// Where the caller's trace and span stand: <https://www.w3.org/TR/trace-context/>.
pub const TRACEPARENT: &str = "traceparent";

pub fn are_wanted() -> bool {
    span_enabled!(target: TARGET, Level::INFO)
}

/// From the head of a request to the head of its answer. The method is one that HTTP knows, or `_OTHER`;
/// the route is none where no route was taken.
pub fn request(method: &str, route: Option<&str>, scheme: &str, request_id: &str) -> Span {
    if !are_wanted() {
        return Span::none();
    }
    let called = if method == "_OTHER" { "HTTP" } else { method };
    let name = match route {
        Some(route) => format!("{called} {route}"),
        None => called.to_owned(),
    };
    info_span!(
        target: TARGET, "request",
        otel.name = name,
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
        url.scheme = scheme,
        request_id,
        http.response.status_code = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// Makes a request's span a part of the trace that a `traceparent` names.
pub fn follow(span: &Span, traceparent: &str) {
    let caller = TraceContextPropagator::new()
        .extract_with_context(&Context::new(), &Traceparent(traceparent));
    // It has not begun yet, so that it can still have a parent.
    let _ = span.set_parent(caller);
}

/// The id of the trace that a span is a part of, where it is kept.
pub fn trace_id(span: &Span) -> Option<String> {
    if span.is_disabled() {
        return None;
    }
    let context = span.context();
    let context = context.span().span_context().clone();
    context.is_sampled().then(|| context.trace_id().to_string())
}

/// The status of an answer, to us or by us.
pub fn answered(span: &Span, status: u16) {
    span.record("http.response.status_code", i64::from(status));
    if status >= 500 {
        failed(span, &status.to_string());
    }
}

/// In a word that is one of few.
pub fn failed(span: &Span, why: &str) {
    span.record("error.type", why);
    span.record("otel.status_code", "ERROR");
}

/// One GraphQL operation. Its name is that of a document of our own: others choose theirs.
pub fn operation(kind: &str, name: Option<&str>) -> Span {
    if !are_wanted() {
        return Span::none();
    }
    let called = match name {
        Some(name) => format!("{kind} {name}"),
        None => kind.to_owned(),
    };
    info_span!(
        target: TARGET, "operation",
        otel.name = called,
        graphql.operation.type = kind,
        graphql.operation.name = name,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// What a database is asked, and which one: its first word, and its first table.
pub fn statement(system: &str, sql: &str) -> Span {
    if !are_wanted() {
        return Span::none();
    }
    let operation = operation_of(sql);
    let summary = match table_of(sql) {
        Some(table) => format!("{operation} {table}"),
        None => operation.to_owned(),
    };
    info_span!(
        target: TARGET, "statement",
        otel.name = summary,
        otel.kind = "client",
        db.system.name = system,
        db.operation.name = operation,
        db.query.summary = summary,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// An attempt at a job.
pub fn job(kind: &str, attempt: i32) -> Span {
    info_span!(
        target: TARGET, "job",
        otel.name = format!("job {kind}"),
        otel.kind = "consumer",
        rejoinder.job.kind = kind,
        rejoinder.job.attempt = i64::from(attempt),
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// A request to somebody else; without the host where that is an address.
pub fn outgoing(method: &str, host: Option<&str>, port: u16) -> Span {
    info_span!(
        target: TARGET, "outgoing",
        otel.name = method,
        otel.kind = "client",
        http.request.method = method,
        server.address = host,
        server.port = i64::from(port),
        http.response.status_code = Empty,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// Handing on one mail, by which way.
pub fn mail(way: &str) -> Span {
    info_span!(
        target: TARGET, "mail",
        otel.name = "send mail",
        otel.kind = "client",
        rejoinder.mail.way = way,
        error.type = Empty,
        otel.status_code = Empty,
    )
}

/// One header, and none of those that may hold anything, as `tracestate` and `baggage` do.
struct Traceparent<'a>(&'a str);

impl Extractor for Traceparent<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == TRACEPARENT).then_some(self.0)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}
