//! The pages that the links in mails lead to: confirming an address, setting a password, signing in.
use super::{
    Page, form,
    line::Line,
    page::{Field, Form, Kind},
    words::{self, Words},
};
use crate::{
    domain::{
        Error,
        accounts::{self, Confirmed},
        credentials::Secret,
        policy::Denied,
    },
    http::{
        Service, actor,
        language::{self, Language},
    },
    model::{Actor, Purpose},
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Query, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, request::Parts},
    response::Response,
    routing::get,
};
use serde::Deserialize;
use std::sync::Arc;

const CONFIRM: &str = "/account/confirm";
const RESET: &str = "/account/reset";
const SIGN_IN: &str = "/sign-in/mail";

pub(in crate::http) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .merge(super::guest::routes())
        .route(CONFIRM, get(ask_confirm).post(confirm))
        .route(RESET, get(ask_reset).post(reset))
        .route(SIGN_IN, get(ask_sign_in).post(sign_in))
        .layer(DefaultBodyLimit::max(form::MOST_BYTES))
}

#[derive(Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    token: String,
}

pub(super) type Asked = Result<Query<Link>, QueryRejection>;

pub(super) fn token(asked: Asked) -> String {
    asked.map(|Query(link)| link.token).unwrap_or_default()
}

async fn ask_confirm(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let token = token(asked);
    let (language, words) = speak(&headers);
    let looked = match accounts::look_to_confirm(&service.app, &token).await {
        Ok(looked) => looked,
        Err(error) => return refuse(language, words.confirm.title, &error),
    };
    let (asking, line) = match looked.purpose {
        Purpose::NewEmail => (&words.new_address, Some(words.new_address_of)),
        Purpose::OldEmail => (&words.old_address, Some(words.old_address_of)),
        _ => (&words.confirm, None),
    };
    let name = looked.display_name.unwrap_or_default();
    let page = Page::new(language, asking.title).on(&looked.site.name);
    let page = match line {
        Some(line) => page.say(Line::from(line).with("name", &name)),
        None => page,
    };
    let form = Form::new(CONFIRM, vec![("token", &token)], asking.button);
    page.ask(form).answer(StatusCode::OK)
}

async fn ask_reset(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let token = token(asked);
    let found = accounts::look(&service.app, (&token, &[Purpose::ResetPassword])).await;
    let (language, words) = speak(&headers);
    ask(
        language,
        found.map(|looked| looked.site.name),
        Form::new(RESET, vec![("token", &token)], words.reset.button)
            .with(new_password(words, false)),
        words.reset.title,
    )
}

async fn ask_sign_in(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let token = token(asked);
    let found = accounts::look(&service.app, (&token, &[Purpose::SignIn])).await;
    let (language, words) = speak(&headers);
    ask(
        language,
        found.map(|looked| looked.site.name),
        Form::new(SIGN_IN, vec![("token", &token)], words.sign_in.button),
        words.sign_in.title,
    )
}

async fn confirm(State(service): State<Arc<Service>>, parts: Parts, body: Bytes) -> Response {
    let (language, words) = speak(&parts.headers);
    let title = words.confirm.title;
    let (actor, sent) = match sent(&service, (&parts, &body)) {
        Ok(sent) => sent,
        Err(error) => return refuse(language, title, &error),
    };
    match accounts::confirm_email(&service.app, &actor, &sent.token).await {
        Ok(Confirmed::Done) => say(language, title, words.confirmed),
        Ok(Confirmed::HalfWay) => say(language, title, words.half_way),
        Ok(Confirmed::SignedUp) => say(language, title, words.signed_up),
        Ok(Confirmed::OtherBrowser) => say(language, title, words.other_browser),
        Err(error) => refuse(language, title, &error),
    }
}

async fn reset(State(service): State<Arc<Service>>, parts: Parts, body: Bytes) -> Response {
    let (language, words) = speak(&parts.headers);
    let title = words.reset.title;
    let (actor, sent) = match sent(&service, (&parts, &body)) {
        Ok(sent) => sent,
        Err(error) => return refuse(language, title, &error),
    };
    let given = sent.password.as_deref().cloned().unwrap_or_default();
    let new = (sent.token.to_string(), Secret::new(given));
    match accounts::reset_password(&service.app, &actor, new).await {
        Ok(()) => say(language, title, words.password_set),
        Err(Error::Invalid(_)) => {
            let form = Form::new(RESET, vec![("token", &sent.token)], words.reset.button);
            let form = form.with(new_password(words, true));
            let page = Page::new(language, title).fault(words.weak_password);
            let page = page.ask(form);
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => refuse(language, title, &error),
    }
}

async fn sign_in(State(service): State<Arc<Service>>, parts: Parts, body: Bytes) -> Response {
    let (language, words) = speak(&parts.headers);
    let title = words.sign_in.title;
    let (actor, sent) = match sent(&service, (&parts, &body)) {
        Ok(sent) => sent,
        Err(error) => return refuse(language, title, &error),
    };
    match accounts::follow_sign_in(&service.app, &actor, &sent.token).await {
        Ok(true) => say(language, title, words.go_back),
        Ok(false) => say(language, title, words.other_browser),
        Err(error) => refuse(language, title, &error),
    }
}

pub(super) fn speak(headers: &HeaderMap) -> (&'static Language, &'static Words) {
    let language = language::of(None, headers);
    (language, words::of(language))
}

fn new_password(words: &Words, is_faulty: bool) -> Field<'_> {
    Field {
        kind: Kind::NewPassword,
        label: words.password,
        hint: Some(words.password_hint),
        is_faulty,
    }
}

fn ask(
    language: &'static Language,
    site: Result<String, Error>,
    form: Form<'_>,
    title: &str,
) -> Response {
    match site {
        Ok(site) => {
            let page = Page::new(language, title).on(&site).ask(form);
            page.answer(StatusCode::OK)
        }
        Err(error) => refuse(language, title, &error),
    }
}

/// Who sends a form of ours, and what.
pub(super) fn sent(
    Service { app, network, .. }: &Service,
    (parts, body): (&Parts, &Bytes),
) -> Result<(Actor, form::Sent), Error> {
    let sent = form::read(&parts.headers, body, &app.public_origin);
    let sent = sent.ok_or(Denied::ForeignOrigin)?;
    Ok((actor::anonymous(app, network, parts), sent))
}

pub(super) fn say(language: &'static Language, title: &str, line: &str) -> Response {
    Page::new(language, title).say(line).answer(StatusCode::OK)
}

pub(super) fn refuse(language: &'static Language, title: &str, error: &Error) -> Response {
    let words = words::of(language);
    let (status, line) = match error {
        Error::Denied(Denied::ForeignOrigin) => (StatusCode::FORBIDDEN, words.foreign_form),
        Error::Denied(Denied::AlreadySignedUp) => (StatusCode::CONFLICT, words.taken),
        Error::Denied(_) | Error::NotFound => (StatusCode::GONE, words.over),
        Error::Limited(_) | Error::Crowded(_) => (StatusCode::TOO_MANY_REQUESTS, words.wait),
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, words.wait),
        Error::Invalid(_) | Error::Conflict(_) => (StatusCode::BAD_REQUEST, words.over),
        Error::Internal(cause) => {
            tracing::error!(error = ?cause, "a page of a mailed link failed");
            (StatusCode::INTERNAL_SERVER_ERROR, words.wait)
        }
    };
    Page::new(language, title).say(line).answer(status)
}
