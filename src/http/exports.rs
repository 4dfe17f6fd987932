//! `GET /site/data`: all of a site, for the admin whose ticket it is.
use super::{
    Service,
    downloads::{self, Attachment},
};
use crate::domain::{
    Error,
    downloads::Look,
    exports::{self, Follower},
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    response::Response,
};
use futures_util::stream;
use std::{io, sync::Arc};

pub(super) async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let ticket = downloads::ticket(&parts).unwrap_or_default();
    downloads::answer(&parts, async |look| begin(&service, &ticket, look).await).await
}

async fn begin(service: &Service, ticket: &str, look: Look) -> Result<Attachment, Error> {
    let (site, follower) = exports::redeem(&service.app, ticket, look).await?;
    let day = service.app.env.now().format("%Y-%m-%d");
    Ok(Attachment {
        kind: "application/gzip",
        file_name: format!("{}-{day}.jsonl.gz", site.key),
        body: follower.map_or_else(Body::empty, body),
    })
}

fn body(follower: Follower) -> Body {
    Body::from_stream(stream::try_unfold(follower, async |mut follower| {
        let piece = follower.next().await?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), follower)))
    }))
}
