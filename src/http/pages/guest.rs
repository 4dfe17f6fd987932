//! The page that the link in a guest's mail leads to. It shows the comment, for somebody else may
//! have written it, and its button posts it.
use super::{
    Page,
    account::{Asked, refuse, say, sent, speak, token},
    guest_words,
    page::{Form, Quote},
};
use crate::{
    domain::{Error, guests, policy::Denied},
    http::Service,
    model::Status,
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
    let (language, _) = speak(&headers);
    let words = guest_words::of(language);
    let waiting = match guests::look(&service.app, &token).await {
        Ok(waiting) => waiting,
        Err(error) => return refuse(language, words.ask.title, &error),
    };
    let form = Form::new(CONFIRM, vec![("token", &token)], words.ask.button);
    let quote = Quote {
        by: &waiting.name,
        text: &waiting.body,
    };
    Page::new(language, words.ask.title)
        .on(&waiting.site)
        .say(words.look)
        .quote(quote)
        .ask(form)
        .answer(StatusCode::OK)
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
