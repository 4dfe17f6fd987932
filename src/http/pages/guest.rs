//! The page that the link in a guest's mail leads to: its button posts the comment.
use super::{
    Page,
    account::{Asked, ask, refuse, say, sent, speak, token},
    guest_words,
    page::Form,
};
use crate::{
    domain::{Error, accounts, guests, policy::Denied},
    http::Service,
    model::{Purpose, Status},
};
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, request::Parts},
    response::Response,
    routing::get,
};
use std::sync::Arc;

const CONFIRM: &str = "/guest/confirm";

pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new().route(CONFIRM, get(ask_confirm).post(confirm))
}

async fn ask_confirm(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let token = token(asked);
    let found = accounts::look(&service.app, (&token, &[Purpose::ConfirmGuest])).await;
    let (language, _) = speak(&headers);
    let words = guest_words::of(language);
    ask(
        language,
        found.map(|(_, site)| site.name),
        |form| Form {
            action: CONFIRM,
            token: &token,
            button: words.ask.button,
            ..form
        },
        &words.ask,
    )
}

async fn confirm(State(service): State<Arc<Service>>, parts: Parts, body: Bytes) -> Response {
    let (language, _) = speak(&parts.headers);
    let words = guest_words::of(language);
    let title = words.ask.title;
    let (actor, sent) = match sent(&service, (&parts, &body)) {
        Ok(sent) => sent,
        Err(error) => return refuse(language, title, &error),
    };
    let posted = guests::confirm(&service.app, &actor, &sent.token).await;
    match posted.map(|comment| comment.status) {
        Ok(Status::Approved) => say(language, title, words.posted),
        Ok(_) => say(language, title, words.held),
        Err(Error::Denied(denied)) if denied != Denied::LinkOver => {
            let page = Page::new(language, title).say(words.refused);
            page.answer(StatusCode::FORBIDDEN)
        }
        Err(error) => refuse(language, title, &error),
    }
}
