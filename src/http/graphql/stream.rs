//! Answers that go on: server-sent events, as the protocol `graphql-sse` has them in distinct
//! connections (<https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md>). Each event `next`
//! is a GraphQL answer; `complete` says that there is no more to come. What cannot begin tells why in its
//! only event; where a status says that there is no stream, the answer is that of any other request.
use super::{Admitted, Door, Frame, Reporter, allow_any_origin, order, panics, response};
use async_graphql::{Executor, ServerError, Value, parser::types::ExecutableDocument};
use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::Response,
};
use futures_util::{
    Stream, StreamExt,
    stream::{self, BoxStream},
};
use std::{convert::Infallible, time::Duration};
use tokio::time::timeout;

/// A line is sent where nothing else has been for so long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

impl<E: Executor> Door<E> {
    pub(super) async fn stream(&self, mut admitted: Admitted) -> Response {
        let held = std::mem::take(&mut admitted.held);
        match self.tell(admitted).await {
            Ok(frames) => events(frames.map(move |frame| {
                // As long as the stream is there.
                let _ = &held;
                frame.bytes()
            })),
            Err(answer) if answer.status() == StatusCode::OK => once(*answer).await,
            Err(answer) => *answer,
        }
    }

    /// What a subscription tells; an answer where it cannot begin.
    pub(super) async fn tell(
        &self,
        mut admitted: Admitted,
    ) -> Result<BoxStream<'static, Frame>, Box<Response>> {
        if let Some(frames) = self.share(&mut admitted).await {
            return Ok(self.counted(frames));
        }
        let media = admitted.media;
        let mut running = Running {
            document: admitted.query.parsed_query().ok().cloned(),
            operation: admitted.query.operation_name.clone(),
            outcomes: self.schema.execute_stream(admitted.query, None),
            reporter: self.reporter(),
            answer_bytes: self.limits.answer_bytes,
        };
        let first = running
            .next()
            .await
            .map_err(|cause| Box::new(response::fault(media, running.reporter.panicked(&cause))))?;
        match first {
            Some(failed) if failed.data == Value::Null && !failed.errors.is_empty() => {
                let bytes = running.answer_bytes;
                Err(Box::new(response::outcome(media, failed, bytes)))
            }
            first => Ok(self.counted(running.told(first))),
        }
    }

    /// As long as it is there, and each of its events.
    fn counted(
        &self,
        frames: impl Stream<Item = Frame> + Send + 'static,
    ) -> BoxStream<'static, Frame> {
        let open = self.metrics.streams.begin();
        frames.inspect(move |_| open.told()).boxed()
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
    fn told(self, first: Option<async_graphql::Response>) -> impl Stream<Item = Frame> {
        let bytes = self.answer_bytes;
        let running = first.is_some().then_some(self);
        let rest = stream::unfold(running, |running| async {
            let mut running = running?;
            let next = running.next().await.unwrap_or_else(|cause| {
                running.reporter.panicked(&cause);
                None
            });
            Some((next?, Some(running)))
        });
        let told = stream::iter(first).chain(rest);
        told.map(move |outcome| Frame::next(&response::text(outcome, bytes)))
    }
}

/// An answer as the only event.
async fn once(answer: Response) -> Response {
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
    let text = body.unwrap_or_default();
    let frame = Frame::next(&String::from_utf8_lossy(&text));
    events(stream::iter([frame.bytes()]))
}

/// Refuses a request whose client takes nothing but a stream.
pub(super) fn refused(error: ServerError) -> Response {
    let frame = Frame::next(&response::refused_text(error));
    events(stream::iter([frame.bytes()]))
}

fn events(frames: impl Stream<Item = Bytes> + Send + Unpin + 'static) -> Response {
    let lines = stream::unfold(Some(frames), |frames| async {
        let mut frames = frames?;
        Some(match timeout(KEEP_ALIVE, frames.next()).await {
            Ok(Some(frame)) => (frame, Some(frames)),
            Ok(None) => (Frame::COMPLETE, None),
            Err(_) => (Frame::QUIET, Some(frames)),
        })
    });
    let mut answer = Response::new(Body::from_stream(lines.map(Ok::<_, Infallible>)));
    allow_any_origin(&mut answer);
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/event-stream"),
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
