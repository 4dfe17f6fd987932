//! The pages on the way through a provider: there, back, and what is asked in between. They work
//! without a script but for the last, which hands over what came of it.
mod form;
mod message;
mod page;
mod show;
mod words;

use super::{Service, actor::actor, browser, language, own_page, window::next};
use crate::{
    domain::{
        Error,
        oidc::{self, Answer, CALLBACK, Callback, Start, Why},
        sessions,
    },
    model::{Actor, SessionId, Window},
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use show::Reader;
use std::sync::Arc;

/// Bytes of a form: an attempt, and a password or a code.
const FORM_MAX: usize = 4 * 1_024;

pub(super) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/sign-in/oidc/start", get(start))
        .route(CALLBACK, get(callback))
        .route(
            page::ANSWER,
            post(answer).layer(DefaultBodyLimit::max(FORM_MAX)),
        )
        .merge(page::assets())
}

#[derive(Deserialize)]
struct StartQuery {
    #[serde(default)]
    site: String,
    #[serde(default)]
    provider: String,
    #[serde(default)]
    origin: String,
    /// In place of the origin: a path of ours, to go to with a cookie.
    next: Option<String>,
    locale: Option<String>,
    ticket: Option<String>,
}

async fn start(
    State(service): State<Arc<Service>>,
    query: Result<Query<StartQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let reader = Reader::of(&parts.headers);
    let Ok(Query(query)) = query else {
        return reader.show(Err(Why::NotFound.into()));
    };
    let asked = query.locale.as_deref().and_then(language::spoken);
    let asked = asked.map(|language| language.tag);
    let reader = reader.asking(asked);
    let mut actor = match somebody(&service, &parts).await {
        Ok(actor) => actor,
        Err(error) => return reader.show(Err(Why::Error(error).into())),
    };
    let mut cookie = None;
    if actor.browser.is_none() {
        let app = &service.app;
        let (hash, given) = browser::introduce(app.env.random(), &app.public_origin);
        (actor.browser, cookie) = (Some(hash), Some(given));
    }
    let (origin, replaces) = match destination(&service, &parts.headers, &query).await {
        Ok(destination) => destination,
        Err(why) => return reader.show(Err(why.into())),
    };
    let start = Start {
        site: query.site,
        provider: query.provider,
        window: Window {
            origin,
            locale: asked.map(str::to_owned),
            next: query.next,
        },
        replaces,
        ticket: query.ticket,
    };
    match oidc::begin(&service.app, &actor, start).await {
        Ok(url) => away(url, cookie),
        Err(failure) => reader.show(Err(failure)),
    }
}

/// The origin whose page gets the session, and the session that a cookie holds which it is to
/// replace. Into a cookie leads only what one of our own pages has asked for: others could sign
/// somebody out of it.
async fn destination(
    service: &Service,
    headers: &HeaderMap,
    query: &StartQuery,
) -> Result<(String, Option<SessionId>), Why> {
    let app = &service.app;
    let Some(next) = &query.next else {
        return Ok((query.origin.clone(), None));
    };
    let is_ours = own_page::has_led_here(headers, &app.public_origin);
    if !is_ours || next::path(next).is_none() || !query.origin.is_empty() {
        return Err(Why::NotFound);
    }
    let before = match own_page::value(headers) {
        Some(value) => sessions::authenticate_cookie(app, value).await?,
        None => None,
    };
    Ok((
        app.public_origin.clone(),
        before.map(|before| before.session_id),
    ))
}

fn away(url: String, cookie: Option<HeaderValue>) -> Response {
    let headers = [
        (header::LOCATION, url),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        // On the way too, or the browser parts the window from the page that opened it.
        (page::OPENER_POLICY, page::WITHIN_REACH.to_owned()),
    ];
    let mut response = (StatusCode::SEE_OTHER, headers).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

#[derive(Deserialize)]
struct CallbackQuery {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

async fn callback(
    State(service): State<Arc<Service>>,
    Path((site, provider)): Path<(String, String)>,
    query: Result<Query<CallbackQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let reader = Reader::of(&parts.headers);
    let Ok(Query(query)) = query else {
        return reader.show(Err(Why::Stale.into()));
    };
    let back = Callback {
        site,
        provider,
        state: query.state,
        code: query.code,
        iss: query.iss,
        error: query.error,
    };
    reader.show(match somebody(&service, &parts).await {
        Ok(actor) => oidc::finish(&service.app, &actor, back).await,
        Err(error) => Err(Why::Error(error).into()),
    })
}

async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let reader = Reader::of(&parts.headers);
    let Ok(body) = axum::body::to_bytes(body, FORM_MAX).await else {
        return reader.show(Err(Why::Stale.into()));
    };
    let answer = read(&service, &parts.headers, &body);
    let Some(answer) = answer else {
        return reader.show(Err(Why::Stale.into()));
    };
    reader.show(match somebody(&service, &parts).await {
        Ok(actor) => oidc::answer(&service.app, &actor, answer).await,
        Err(error) => Err(Why::Error(error).into()),
    })
}

fn read(service: &Service, headers: &HeaderMap, body: &Bytes) -> Option<Answer> {
    let sent = form::read(headers, body, &service.app.public_origin)?;
    Some(Answer {
        attempt: oidc::attempt_id(&sent.attempt)?,
        locale: language::of(None, headers).tag,
        said: sent.said,
    })
}

/// Nobody is signed in by a header here: windows are opened by links.
async fn somebody(service: &Service, parts: &Parts) -> Result<Actor, Error> {
    let actor = actor(&service.app, &service.network, parts).await?;
    Ok(Actor {
        signed_in: None,
        // What the window tells the page that opened it are tokens; where none waits, the attempt
        // says so.
        wants_cookie: false,
        ..actor
    })
}
