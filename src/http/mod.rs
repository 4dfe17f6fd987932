//! The outside: HTTP to GraphQL and the domain.
mod account_data;
mod actor;
mod altcha;
mod browser;
pub mod client_address;
mod counted;
pub mod demo;
mod device;
mod downloads;
mod embed;
pub mod errors;
mod exports;
mod finished;
pub mod graphql;
pub mod health;
mod imports;
mod kept;
pub mod language;
pub mod metrics;
mod network;
mod oidc;
mod own;
mod own_page;
pub mod pages;
mod pictures;
pub mod request_id;
pub mod security_headers;
pub mod server;
mod socket;
mod traced;
mod window;

pub use embed::{File, Widget};
pub use network::{Network, NoCountries};

use crate::{
    app::App,
    domain::{again, credentials::access_token},
    graphql::{Schema, context::Spent, error::ApiError},
    model::Actor,
};
use async_graphql::parser::types::OperationType;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{self, StatusCode, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use finished::Finished;
use graphql::{Admitted, Door, Limits};
use own_page::Cookies;
use request_id::RequestIds;
use security_headers::Https;
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType},
};
use tracing::Instrument as _;

/// What the handlers share.
struct Service {
    app: Arc<App>,
    door: Door<Schema>,
    network: Network,
}

/// Everything the service answers; `more` are routes of one command, such as the demo's pages.
pub fn router(app: &Arc<App>, schema: Schema, network: impl Into<Network>, more: Router) -> Router {
    let network = network.into();
    router_with(app, schema, Web::default(), (network, more))
}

/// What has been built from `web/` and comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct Web {
    /// See [`Door::knowing`].
    pub documents: &'static str,
    pub widget: Widget,
}

impl Default for Web {
    fn default() -> Self {
        Self {
            documents: graphql::DOCUMENTS,
            widget: embed::BUILT,
        }
    }
}

/// The same with something else from `web/`.
pub fn router_with(
    app: &Arc<App>,
    schema: Schema,
    web: Web,
    (network, more): (Network, Router),
) -> Router {
    let finished = Arc::new(Finished::of(app));
    let door = door(app, schema, (web.documents, &finished));
    let ready = {
        let app = Arc::clone(app);
        move || {
            let app = Arc::clone(&app);
            async move { app.db.ping().await.is_ok() }
        }
    };
    let service = Arc::new(Service {
        app: Arc::clone(app),
        door,
        network,
    });
    let compressible = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/gzip"));
    let traced = Arc::clone(&service);
    let compressing = ServiceBuilder::new()
        .map_response(kept::tag_encodings)
        .layer(CompressionLayer::new().compress_when(compressible));
    let router = Router::new()
        .route("/graphql", any(answer))
        .route("/account/data", any(account_data::answer))
        .route("/site/data", any(exports::answer))
        .route("/imports/{ticket}", any(imports::answer))
        .route("/.well-known/jwks.json", get(jwks))
        .merge(oidc::routes())
        .merge(pages::routes())
        .with_state(service)
        .merge(altcha::routes(app))
        .merge(window::routes(app))
        .merge(own::routes(app, web.widget))
        .merge(pictures::routes(app))
        .merge(embed::routes(app, web.widget, finished))
        .merge(more)
        .fallback(errors::not_found)
        .layer(compressing)
        .merge(health::routes(ready));
    surrounded(app, router, traced)
}

/// What each request goes through on its way in and out. In one stack: each layer that a router is given
/// by itself is a box around all within, and each request begins with copies of all boxes.
fn surrounded(app: &Arc<App>, router: Router, service: Arc<Service>) -> Router {
    let https = Https(app.public_origin.starts_with("https:"));
    let traced = app
        .traces
        .as_ref()
        .map(|_| from_fn_with_state(service, traced::traced));
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(
            Arc::clone(&app.metrics),
            counted::counted,
        ))
        .layer(from_fn_with_state(request_ids(app), request_id::request_id))
        .option_layer(traced)
        .map_response(move |answer: http::Response<_>| {
            security_headers::security_headers(https, answer.map(Body::new))
        })
        .layer(CatchPanicLayer::custom(errors::panicked))
        .map_response(errors::json_bodies);
    router.layer(layers)
}

fn door(
    app: &Arc<App>,
    schema: Schema,
    (documents, finished): (&str, &Arc<Finished>),
) -> Door<Schema> {
    let ids = {
        let app = Arc::clone(app);
        move || app.env.new_id()
    };
    Door::new(
        schema,
        Limits::default(),
        crate::graphql::limits::CREDENTIAL_MUTATIONS,
        ids,
    )
    .knowing(documents)
    .keeping(Arc::clone(finished))
    .sharing({
        let app = Arc::clone(app);
        move |query| for_actor(query, &app, Actor::default())
    })
    .counting(&app.metrics)
}

async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let is_socket = socket::is_wanted(request.headers());
    let head = (request.method(), request.uri(), request.headers());
    if !is_socket && let Some(answer) = service.door.ready(head).await {
        return answer;
    }
    let span = request_id::span(&request);
    let answering = async {
        if is_socket {
            return socket::open(service, request).await;
        }
        find_out(&service, request).await
    };
    Box::pin(answering).instrument(span).await
}

async fn find_out(service: &Arc<Service>, request: Request) -> Response {
    match service.door.admit(request).await {
        Ok(admitted) => {
            let only_reads = admitted.kind == OperationType::Query;
            let app = Arc::clone(&service.app);
            let service = Arc::clone(service);
            let running = async move { run(&service, admitted).await };
            Box::pin(app.db.for_one(running, only_reads)).await
        }
        Err(answer) => *answer,
    }
}

/// As whoever asks.
async fn run(service: &Service, mut admitted: Admitted) -> Response {
    let own = &service.app.public_origin;
    let cookies = Cookies::of(&admitted.parts.headers, own);
    if let Err(error) = cookies.permit(admitted.kind, own) {
        return service.door.refuse(&admitted, ApiError::from(error));
    }
    let actor = if admitted.is_for_all() {
        Ok(Actor::default())
    } else {
        actor::actor(&service.app, &service.network, &admitted.parts).await
    };
    if admitted.kind == OperationType::Subscription {
        let from = actor::anonymous(&service.app, &service.network, &admitted.parts);
        match service.app.crowd.enter(&from.address) {
            Ok(entrance) => admitted.hold(entrance),
            Err(error) => return service.door.refuse(&admitted, ApiError::from(error)),
        }
    }
    match actor {
        Ok(actor) => {
            if service.app.db.is_shared() && admitted.may_be_tried_again() {
                return Box::pin(run_again(service, admitted, actor)).await;
            }
            let is_nobodys = actor.signed_in.is_none() && admitted.kind == OperationType::Query;
            admitted.query = for_actor(admitted.query, &service.app, actor);
            let running = service.door.run(admitted);
            if is_nobodys {
                return Box::pin(service.app.db.for_all(running)).await;
            }
            running.await
        }
        Err(error) => service.door.refuse(&admitted, ApiError::from(error)),
    }
}

/// How often what the database breaks off because of somebody else is tried.
const TRIES: u32 = 3;

async fn run_again(service: &Service, mut admitted: Admitted, actor: Actor) -> Response {
    for _ in 1..TRIES {
        let mut tried = admitted.copied();
        tried.query = for_actor(tried.query, &service.app, actor.clone());
        let running = Box::pin(service.door.run(tried));
        let (answer, was_broken_off) = again::watched(running).await;
        if !was_broken_off || answer.status() != StatusCode::SERVICE_UNAVAILABLE {
            return answer;
        }
    }
    let mut tried = admitted;
    tried.query = for_actor(tried.query, &service.app, actor);
    service.door.run(tried).await
}

/// With what the resolvers need.
fn for_actor(
    query: async_graphql::Request,
    app: &Arc<App>,
    actor: Actor,
) -> async_graphql::Request {
    let query = query.data(Arc::clone(app)).data(actor);
    query.data(Spent::default())
}

/// Public keys, for whoever wants to check an access token. A new key stands here for a minute
/// before it signs.
async fn jwks(State(service): State<Arc<Service>>) -> impl IntoResponse {
    let keys = access_token::jwks(&service.app.keys.ring());
    let fresh = [(header::CACHE_CONTROL, "public, max-age=30")];
    (fresh, axum::Json(keys))
}

fn request_ids(app: &Arc<App>) -> RequestIds {
    let (ids, clock) = (Arc::clone(app), Arc::clone(app));
    RequestIds {
        new_id: Arc::new(move || ids.env.new_id().simple().to_string()),
        monotonic: Arc::new(move || clock.env.monotonic()),
        // What is traced is told its id in the span of the log.
        late: if app.traces.is_some() {
            &[]
        } else {
            &["/graphql"]
        },
    }
}
