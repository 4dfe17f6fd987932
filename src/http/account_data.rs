//! `GET /account/data`: all that is kept of whoever is signed in, or of whose ticket it is, as it is
//! read from the database. An archive, or, for programs that ask for JSON, the document alone.
use super::{
    Service, actor,
    downloads::{self, Attachment, accepts},
    language,
};
use crate::domain::{
    Error,
    account_data::{self, Outgoing},
    downloads::Look,
};
use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::request::Parts,
    response::Response,
};
use futures_util::stream;
use std::{io, sync::Arc};

pub(super) async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let begin = async |look| {
        let outgoing = begin(&service, &parts, look).await?;
        Ok(attachment(Arc::clone(&service), outgoing))
    };
    downloads::answer(&parts, begin).await
}

async fn begin(service: &Service, parts: &Parts, look: Look) -> Result<Outgoing, Error> {
    let export = if let Some(ticket) = downloads::ticket(parts) {
        account_data::redeem(&service.app, &ticket, look).await?
    } else {
        let actor = actor::actor(&service.app, &service.network, parts).await?;
        let language = language::of(None, &parts.headers);
        account_data::begin(&service.app, &actor, language.tag).await?
    };
    Ok(if accepts(&parts.headers, "application/json") {
        export.document()
    } else {
        export.archive()
    })
}

fn attachment(service: Arc<Service>, outgoing: Outgoing) -> Attachment {
    let (kind, file_name) = match outgoing {
        Outgoing::Archive(_) => ("application/zip", "account-data.zip"),
        Outgoing::Document(_) => ("application/json; charset=utf-8", "account-data.json"),
    };
    let pieces = stream::try_unfold((service, outgoing), async |(service, mut outgoing)| {
        let piece = outgoing.next(&service.app).await.map_err(|fault| {
            tracing::error!(error = ?fault, "an export broke off");
            io::Error::other("broken off")
        })?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), (service, outgoing))))
    });
    Attachment {
        kind,
        file_name: file_name.to_owned(),
        body: Body::from_stream(pieces),
    }
}
