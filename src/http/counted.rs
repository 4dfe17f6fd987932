//! Each request is counted when it has its answer; what GraphQL answered also by how long it took.
use crate::metrics::{Metrics, Operation, Place};
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// A layer of the router, so that it sees which route was taken.
pub(super) async fn counted(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let place = place(request.extensions().get::<MatchedPath>());
    let watch = metrics.watch();
    let mut answer = next.run(request).await;
    metrics.requests.answered(place, answer.status().as_u16());
    if place == Place::Graphql {
        let operation = answer.extensions_mut().remove::<Operation>();
        let operation = operation.unwrap_or_else(|| metrics.operations.other());
        operation.took(watch.seconds());
    }
    answer
}

/// By the route that was taken, never by the path as a client wrote it.
fn place(route: Option<&MatchedPath>) -> Place {
    let Some(route) = route.map(MatchedPath::as_str) else {
        return Place::Other;
    };
    match route {
        "/graphql" => Place::Graphql,
        "/embed/{site}/{episode}" | "/oembed" => Place::Thread,
        "/pictures/{digest}" => Place::Picture,
        "/account/data" | "/site/data" | "/imports/{ticket}" => Place::Data,
        "/healthz" | "/readyz" => Place::Health,
        "/.well-known/jwks.json" | "/altcha" => Place::Other,
        _ if route.starts_with("/embed") => Place::Widget,
        _ => Place::Page,
    }
}
