//! GraphQL over HTTP: one door to a schema, as the specification of that name asks.
//!
//! A request that is not well-formed is refused by its status. A well-formed one answers 200 to a
//! client that accepts `application/json`, whatever became of it, and 400 to one that accepts
//! `application/graphql-response+json` if it could not start. Four outcomes without data have a status
//! of their own in both: see [`response`]. Every answer is a GraphQL answer in JSON.
mod again;
mod documents;
mod frame;
mod media;
mod message;
mod operation;
mod order;
mod panics;
mod recent;
mod reporter;
mod request;
mod response;
mod shared;
mod stream;
#[cfg(test)]
mod tests;
mod traced;

use super::{
    finished::{Asked as Place, Finished},
    own_page::ASKS,
};
use crate::{
    graphql::limits::Gate,
    metrics::{Metrics, Operation},
};
use async_graphql::{
    Executor, ObjectType, Pos, Schema, ServerError, SubscriptionType, parser::types::OperationType,
};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::Response,
};
use documents::Documents;
pub(super) use frame::Frame as Told;
use frame::Frame;
use futures_util::FutureExt;
use media::Media;
use operation::of;
use recent::Recent;
use reporter::Reporter;
use request::Asked;
use response::Fault;
use shared::Shared;
use std::{any::Any, sync::Arc, time::Duration};
use tracing::Instrument as _;
use uuid::Uuid;

pub use documents::OWN as DOCUMENTS;

/// What an answer hangs on that is the same for all: with a token or a cookie it is another one.
const VARY: &str = "accept, accept-encoding, authorization, x-rejoinder-session";

/// What the door takes and gives.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body; more is 413, also when chunked.
    pub body_bytes: usize,
    /// Bytes of a URL's query; more is 414.
    pub query_bytes: usize,
    /// How long a client may take to send its body; more is 408.
    pub body_time: Duration,
    /// Bytes of an answer; an execution that yields more is answered with `TOO_LARGE` alone.
    pub answer_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 128 * 1024,
            query_bytes: 16 * 1024,
            body_time: Duration::from_secs(20),
            answer_bytes: 1024 * 1024,
        }
    }
}

/// What a request says before its body.
pub type Head<'a> = (&'a Method, &'a Uri, &'a HeaderMap);

/// The one way by which HTTP requests reach a schema. Keep one for the life of the process.
pub struct Door<E> {
    schema: E,
    gate: Gate,
    documents: Documents,
    recent: Recent,
    finished: Option<Arc<Finished>>,
    shared: Option<Arc<Shared>>,
    limits: Limits,
    new_error_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
    metrics: Arc<Metrics>,
}

/// A request that may run, before it does: add to `query` what the resolvers need.
pub struct Admitted {
    pub parts: Parts,
    pub query: async_graphql::Request,
    pub kind: OperationType,
    media: Media,
    /// Where the document is persisted.
    document_id: Option<String>,
    /// As long as it is answered.
    held: Vec<Box<dyn Any + Send>>,
    operation: Operation,
}

impl<Q, M, S> Door<Schema<Q, M, S>>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    /// `credentials` are root fields of which a request may use one, once.
    pub fn new(
        schema: Schema<Q, M, S>,
        limits: Limits,
        credentials: &'static [&'static str],
        new_error_id: impl Fn() -> Uuid + Send + Sync + 'static,
    ) -> Self {
        let printed = schema.clone();
        Self {
            schema,
            gate: Gate::new(move || printed.sdl(), credentials),
            documents: Documents::default(),
            recent: Recent::new(),
            finished: None,
            shared: None,
            limits,
            new_error_id: Arc::new(new_error_id),
            metrics: Arc::default(),
        }
    }
}

impl<E> Door<E> {
    /// With documents that requests may name by `documentId`: a JSON object of texts, each under the
    /// SHA-256 of its text in lower-case hex.
    #[must_use]
    pub fn knowing(self, documents: &str) -> Self {
        Self {
            documents: Documents::read(documents),
            ..self
        }
    }

    /// Keeps answers that are the same for all who are signed out.
    #[must_use]
    pub fn keeping(self, finished: Arc<Finished>) -> Self {
        Self {
            finished: Some(finished),
            ..self
        }
    }

    /// Makes each event of a stream that is the same for all who are signed out once. `prepare` adds what
    /// resolvers need that act for nobody.
    #[must_use]
    pub fn sharing(
        self,
        prepare: impl Fn(async_graphql::Request) -> async_graphql::Request + Send + Sync + 'static,
    ) -> Self {
        Self {
            shared: Some(Arc::new(Shared::new(prepare))),
            ..self
        }
    }

    /// The answer to a request, where it is there already.
    pub async fn ready(&self, head: Head<'_>) -> Option<Response> {
        let (_, _, headers) = head;
        let (finished, asked) = self.keeps(media::negotiate(headers)?, head)?;
        let answer = finished.find(&asked, headers).await?;
        self.metrics.kept.hits.inc();
        Some(answer)
    }

    /// Where an answer would be that everybody may be given.
    fn keeps(&self, media: Media, head: Head<'_>) -> Option<(&Finished, Place)> {
        let finished = self.finished.as_ref()?;
        let (method, uri, headers) = head;
        let query = uri.query().filter(|_| may_be_for_all(method, headers))?;
        Some((finished, finished.asked(media.content_type(), query)))
    }
}

impl Admitted {
    /// Keeps something until there is no more to answer.
    pub fn hold(&mut self, what: impl Any + Send) {
        self.held.push(Box::new(what));
    }

    /// Whether everybody gets the same answer: the document is persisted, the method only reads, and
    /// nothing says who asks. It has to be run for nobody then, not even for a page.
    pub fn is_for_all(&self) -> bool {
        let Parts {
            method, headers, ..
        } = &self.parts;
        self.document_id.is_some() && may_be_for_all(method, headers)
    }
}

impl<E: Executor> Door<E> {
    /// Answers a request of any method. `prepare` adds what the resolvers need.
    pub async fn handle(
        &self,
        request: Request,
        prepare: impl FnOnce(async_graphql::Request, &Parts) -> async_graphql::Request,
    ) -> Response {
        match self.admit(request).await {
            Ok(mut admitted) => {
                admitted.query = prepare(admitted.query, &admitted.parts);
                self.run(admitted).await
            }
            Err(answer) => *answer,
        }
    }

    /// Reads and judges a request. Where it cannot run, or needs not, the answer comes back as the error.
    pub async fn admit(&self, request: Request) -> Result<Admitted, Box<Response>> {
        if request.method() == Method::OPTIONS {
            return Err(Box::new(response::preflight()));
        }
        let media = media::negotiate(request.headers());
        let refuse = |fault: Fault| Box::new(response::fault(media.unwrap_or(Media::Json), fault));
        let (parts, body) = request.into_parts();
        if !matches!(parts.method, Method::GET | Method::HEAD | Method::POST) {
            return Err(refuse(Fault::method(
                "use GET or POST",
                "GET, HEAD, POST, OPTIONS",
            )));
        }
        let takes_events = media::takes_events(&parts.headers);
        if media.is_none() && !takes_events {
            return Err(refuse(Fault::not_acceptable()));
        }
        let asked = if parts.method == Method::POST {
            request::from_body(&parts, body, &self.limits)
                .await
                .map_err(refuse)?
        } else {
            request::from_url(&parts, &self.limits).map_err(refuse)?
        };
        self.judge(asked, parts, (media, takes_events))
    }

    /// A request that has been read, by its media type and whether a stream is taken.
    fn judge(
        &self,
        asked: Asked,
        parts: Parts,
        (media, takes_events): (Option<Media>, bool),
    ) -> Result<Admitted, Box<Response>> {
        let refuse = |fault: Fault| Box::new(response::fault(media.unwrap_or(Media::Json), fault));
        let Asked {
            document_id,
            request: mut query,
        } = asked;
        let read = self.read(document_id.as_deref(), &mut query);
        let (kind, operation) = read.map_err(|refusal| {
            Box::new(match media {
                // Whoever has sent a hash that is not known here sends the text next.
                None if refusal.code != documents::NOT_FOUND => stream::refused(refusal.into()),
                media => {
                    let media = media.unwrap_or(Media::GraphqlResponse);
                    response::refused(media, refusal.into())
                }
            })
        })?;
        match (kind, media) {
            (OperationType::Subscription, _) if !takes_events => Err(refuse(Fault::bad_request(
                "a subscription is answered by a stream: accept text/event-stream",
            ))),
            (OperationType::Query | OperationType::Mutation, None) => {
                Err(refuse(Fault::not_acceptable()))
            }
            (OperationType::Mutation, _) if parts.method != Method::POST => {
                Err(refuse(Fault::method("mutations need POST", "POST")))
            }
            _ => Ok(Admitted {
                parts,
                query,
                kind,
                media: media.unwrap_or(Media::Json),
                document_id,
                held: Vec::new(),
                operation,
            }),
        }
    }

    /// Answers without running, as if a resolver had failed with this error.
    pub fn refuse(&self, admitted: &Admitted, error: impl Into<async_graphql::Error>) -> Response {
        let error = self.refusal_as(error);
        let answer = response::refused(admitted.media, error.clone());
        let in_an_event =
            admitted.kind == OperationType::Subscription && answer.status() == StatusCode::OK;
        let answer = if in_an_event {
            stream::refused(error)
        } else {
            answer
        };
        of(&admitted.operation, answer)
    }

    fn refusal_as(&self, error: impl Into<async_graphql::Error>) -> ServerError {
        let mut error = error.into().into_server_error(Pos::default());
        error.locations.clear();
        self.reporter().report(&mut error);
        error
    }

    /// Answers an admitted request: once, or where it subscribes with a stream.
    pub async fn run(&self, mut admitted: Admitted) -> Response {
        let span = traced::span(&mut admitted);
        let answer = if admitted.kind == OperationType::Subscription {
            let operation = admitted.operation.clone();
            let streaming = self.stream(admitted).instrument(span.clone());
            of(&operation, streaming.await)
        } else {
            self.run_once(admitted).instrument(span.clone()).await
        };
        traced::end(&span, &answer);
        answer
    }

    async fn run_once(&self, admitted: Admitted) -> Response {
        let for_all = admitted.is_for_all();
        let Admitted {
            parts,
            query,
            media,
            operation,
            ..
        } = admitted;
        let headers = &parts.headers;
        // Room for a whole execution is needed only where there is one.
        let run = |query| {
            let running = self.execute(media, query);
            Box::pin(running.map(|answer| of(&operation, answer)))
        };
        if !for_all {
            return run(query).await;
        }
        let head = (&parts.method, &parts.uri, headers);
        match self.keeps(media, head) {
            Some((finished, asked)) => {
                self.metrics.kept.misses.inc();
                finished.find_or_run(asked, headers, query, run).await
            }
            None => run(query).await,
        }
    }

    /// Runs a request to its answer. A panic is answered with `INTERNAL` and logged once.
    async fn execute(&self, media: Media, mut query: async_graphql::Request) -> Response {
        let document = query.parsed_query().ok().cloned();
        let operation = query.operation_name.clone();
        match panics::catch(self.schema.execute(query)).await {
            Ok(mut outcome) => {
                if let Some(document) = document {
                    order::arrange(&mut outcome.data, &document, operation.as_deref());
                }
                self.reporter().report_all(&mut outcome.errors);
                response::outcome(media, outcome, self.limits.answer_bytes)
            }
            Err(cause) => response::fault(media, self.reporter().panicked(&cause)),
        }
    }

    fn reporter(&self) -> Reporter {
        Reporter::new(&self.new_error_id)
    }
}

/// Whether nothing says who asks, by a method that only reads.
fn may_be_for_all(method: &Method, headers: &HeaderMap) -> bool {
    let says_who = headers.contains_key(header::AUTHORIZATION) || headers.contains_key(ASKS);
    matches!(*method, Method::GET | Method::HEAD) && !says_who
}

/// Same for every site: other origins' pages carry bearer tokens, never cookies, and the domain checks
/// the origin of writes. The cookie of the service's own pages needs none of this.
fn allow_any_origin(answer: &mut Response) {
    let headers = answer.headers_mut();
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    let exposed = HeaderValue::from_static("retry-after, x-request-id");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
}
