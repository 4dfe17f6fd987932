//! Answers that go on: server-sent events, as the protocol `graphql-sse` has them in distinct
//! connections (<https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>). Each event `next`
//! is a GraphQL answer; `complete` says that there is no more to come. What cannot begin is answered
//! once, like any other request.
use super::{Admitted, Door, Reporter, allow_any_origin, order, panics, response};
use async_graphql::{Executor, Value, parser::types::ExecutableDocument};
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use std::{convert::Infallible, time::Duration};

/// A line without a meaning, so that nothing on the way takes a quiet stream for a dead one, and a
/// client that has gone is noticed.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

impl<E: Executor> Door<E> {
    pub(super) async fn stream(&self, mut admitted: Admitted) -> Response {
        let media = admitted.media;
        let mut running = Running {
            document: admitted.query.parsed_query().ok().cloned(),
            operation: admitted.query.operation_name.clone(),
            outcomes: self.schema.execute_stream(admitted.query, None),
            reporter: self.reporter(),
            answer_bytes: self.limits.answer_bytes,
        };
        let first = match running.next().await {
            Ok(first) => first,
            Err(cause) => return response::fault(media, running.reporter.panicked(&cause)),
        };
        match first {
            Some(failed) if failed.data == Value::Null && !failed.errors.is_empty() => {
                response::outcome(media, failed, running.answer_bytes)
            }
            first => events(running.told(first)),
        }
    }
}

struct Running {
    outcomes: BoxStream<'static, async_graphql::Response>,
    document: Option<ExecutableDocument>,
    operation: Option<String>,
    reporter: Reporter,
    answer_bytes: usize,
}

impl Running {
    /// None at the end; a panic's message where it ended with one.
    async fn next(&mut self) -> Result<Option<async_graphql::Response>, String> {
        let Some(mut outcome) = panics::catch(self.outcomes.next()).await? else {
            return Ok(None);
        };
        if let Some(document) = &self.document {
            order::arrange(&mut outcome.data, document, self.operation.as_deref());
        }
        self.reporter.report_all(&mut outcome.errors);
        Ok(Some(outcome))
    }

    /// From the first on.
    fn told(
        self,
        first: Option<async_graphql::Response>,
    ) -> impl Stream<Item = Result<Event, Infallible>> {
        let bytes = self.answer_bytes;
        let running = first.is_some().then_some(self);
        let rest = stream::unfold(running, |running| async {
            let mut running = running?;
            let next = running.next().await.unwrap_or_else(|cause| {
                running.reporter.panicked(&cause);
                None
            });
            let goes_on = next.is_some();
            Some((next, goes_on.then_some(running)))
        });
        let told = stream::iter([first]).chain(rest);
        told.map(move |outcome| {
            let event = Event::default();
            Ok(match outcome {
                Some(outcome) => event.event("next").data(response::text(outcome, bytes)),
                // Without data a browser's `EventSource` would pass it over.
                None => event.event("complete").data("null"),
            })
        })
    }
}

fn events(told: impl Stream<Item = Result<Event, Infallible>> + Send + 'static) -> Response {
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE);
    let mut answer = Sse::new(told).keep_alive(keep_alive).into_response();
    allow_any_origin(&mut answer);
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // A proxy that gathers answers, as nginx does, would keep the events back.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}
