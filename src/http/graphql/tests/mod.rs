//! The door over a schema of a few fields, each with one fault to show.
mod finished;
mod persisted;
mod protocol;
mod safety;
mod streams;

use super::*;
use async_graphql::{Context, Enum, Error, ErrorExtensions, Object, Subscription};
use axum::{
    body::Body,
    http::{HeaderMap, Request as HttpRequest, StatusCode},
};
use futures_util::{Stream, StreamExt, stream};
use http_body_util::BodyExt;
use serde_json::{Value as Json, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

const GRAPHQL: &str = "application/graphql-response+json";
const ERROR_ID: Uuid = Uuid::from_u128(7);

/// What the resolvers were asked to do.
#[derive(Clone, Default)]
struct Writes(Arc<AtomicUsize>);

impl Writes {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// How often a resolver has run.
#[derive(Clone, Default)]
struct Asked(Arc<AtomicUsize>);

#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum Tag {
    Spoiler,
}

struct Query;

#[Object]
impl Query {
    async fn echo(&self, text: String) -> String {
        text
    }

    async fn viewer(&self, ctx: &Context<'_>) -> Option<String> {
        ctx.data_opt::<String>().cloned()
    }

    #[graphql(complexity = "1 + first.unsigned_abs() as usize * child_complexity")]
    async fn page(&self, #[graphql(default = 3)] first: i32) -> Vec<Query> {
        (0..first).map(|_| Query).collect()
    }

    async fn tagged(&self, tags: Option<Vec<Tag>>) -> usize {
        tags.map_or(0, |tags| tags.len())
    }

    #[expect(clippy::unused_async, reason = "resolvers must be async")]
    async fn invalid(&self) -> Result<String, Error> {
        Err(coded("INVALID", &"x".repeat(2_000)))
    }

    #[expect(clippy::unused_async, reason = "resolvers must be async")]
    async fn refuse(&self, code: String) -> Result<String, Error> {
        Err(coded(&code, "no"))
    }

    async fn panic(&self, cause: String) -> String {
        assert!(cause.is_empty(), "{cause}");
        cause
    }

    /// How often anybody has asked; takes a while to say so.
    async fn times(&self, ctx: &Context<'_>) -> usize {
        let count = ctx
            .data_unchecked::<Asked>()
            .0
            .fetch_add(1, Ordering::SeqCst)
            + 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
        count
    }

    /// The same, refused.
    async fn refused_times(&self, ctx: &Context<'_>) -> Result<usize, Error> {
        self.times(ctx).await?;
        Err(coded("INVALID", "no"))
    }
}

struct Mutation;

#[Object]
impl Mutation {
    async fn post(&self, ctx: &Context<'_>) -> usize {
        ctx.data_unchecked::<Writes>()
            .0
            .fetch_add(1, Ordering::SeqCst)
    }

    async fn sign_in(&self, ctx: &Context<'_>, password: String) -> usize {
        ctx.data_unchecked::<Writes>()
            .0
            .fetch_add(password.len(), Ordering::SeqCst)
    }
}

struct Subscription;

#[Subscription]
impl Subscription {
    /// Counts up to `last`; what comes after it depends on `then`.
    #[expect(clippy::unused_async, reason = "resolvers must be async")]
    async fn count(
        &self,
        last: i32,
        then: Option<String>,
    ) -> Result<impl Stream<Item = Result<i32, Error>> + use<>, Error> {
        if then.as_deref() == Some("nothing") {
            return Err(coded("UNAUTHENTICATED", "no"));
        }
        let numbers = stream::iter(1..=last).map(Ok);
        let end = stream::iter(then).map(|then| {
            assert_ne!(then, "panic");
            Err(coded(&then, "no more"))
        });
        Ok(numbers.chain(end))
    }
}

fn coded(code: &str, message: &str) -> Error {
    Error::new(message).extend_with(|_, extensions| {
        extensions.set("code", code);
        extensions.set("retryAfter", 30);
    })
}

type TestDoor = Door<Schema<Query, Mutation, Subscription>>;

fn door_with(bounds: Limits) -> (TestDoor, Writes) {
    use crate::graphql::limits::{self, CREDENTIAL_MUTATIONS};
    let writes = Writes::default();
    let schema = Schema::build(Query, Mutation, Subscription)
        .data(writes.clone())
        .data(Asked::default())
        .limit_depth(limits::DEPTH)
        .limit_complexity(limits::COMPLEXITY)
        .limit_directives(limits::DIRECTIVES)
        .finish();
    (
        Door::new(schema, bounds, CREDENTIAL_MUTATIONS, || ERROR_ID),
        writes,
    )
}

fn door() -> TestDoor {
    door_with(Limits::default()).0
}

/// An answer, read to its end.
#[derive(Debug)]
struct Read {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Read {
    fn json(&self) -> Json {
        serde_json::from_str(&self.text).expect("every answer is JSON")
    }

    fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

async fn send(door: &TestDoor, request: HttpRequest<Body>) -> Read {
    read_answer(door.handle(request, |query, _| query).await).await
}

async fn read_answer(answer: Response) -> Read {
    let (parts, body) = answer.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Read {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

fn post_body(accept: &str, body: impl Into<Body>) -> HttpRequest<Body> {
    HttpRequest::post("/graphql")
        .header("accept", accept)
        .header("content-type", "application/json")
        .body(body.into())
        .unwrap()
}

async fn post(door: &TestDoor, accept: &str, parameters: Json) -> Read {
    send(door, post_body(accept, parameters.to_string())).await
}

/// Posts a document to a client that accepts GraphQL's own media type.
async fn run(door: &TestDoor, query: &str) -> Read {
    post(door, GRAPHQL, json!({ "query": query })).await
}

async fn get(door: &TestDoor, parameters: &[(&str, &str)]) -> Read {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(parameters)
        .finish();
    let request = HttpRequest::get(format!("/graphql?{query}")).header("accept", GRAPHQL);
    send(door, request.body(Body::empty()).unwrap()).await
}

/// Selections that differ by their number.
fn fields(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |fields, index| fields + &each(index) + " ")
}
