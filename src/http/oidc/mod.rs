//! The pages on the way through a provider: there, back, and what is asked in between. They work
//! without a script but for the last, which hands over what came of it.
mod cookie;
mod form;
mod message;
mod page;

use super::{Service, actor::actor};
use crate::{
    domain::{
        Error,
        oidc::{self, Answer, CALLBACK, Callback, Failure, Start, Step, Why},
        sessions::Arrival,
    },
    model::Actor,
};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Query, Request, State, rejection::QueryRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use message::Message;
use page::{Asked, Closing};
use serde::Deserialize;
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
    ticket: Option<String>,
}

async fn start(
    State(service): State<Arc<Service>>,
    query: Result<Query<StartQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let Ok(Query(query)) = query else {
        return closing(Err(Why::NotFound.into()));
    };
    let asked = Start {
        site: query.site,
        provider: query.provider,
        origin: query.origin,
        ticket: query.ticket,
        browser: cookie::read(&parts.headers, &service.app.public_origin),
    };
    let begun = match somebody(&service, &parts).await {
        Ok(actor) => oidc::begin(&service.app, &actor, asked).await,
        Err(error) => Err(Why::Error(error).into()),
    };
    match begun {
        Ok(begun) => {
            let cookie = cookie::write(&begun.browser, &service.app.public_origin);
            let headers = [
                (header::LOCATION, begun.url),
                (header::SET_COOKIE, cookie),
                (header::CACHE_CONTROL, "no-store".to_owned()),
                // On the way too, or the browser parts the window from the page that opened it.
                (page::OPENER_POLICY, "unsafe-none".to_owned()),
            ];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        Err(failure) => closing(Err(failure)),
    }
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
    query: Result<Query<CallbackQuery>, QueryRejection>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let Ok(Query(query)) = query else {
        return closing(Err(Why::Stale.into()));
    };
    let back = Callback {
        state: query.state,
        code: query.code,
        iss: query.iss,
        error: query.error,
        browser: cookie::read(&parts.headers, &service.app.public_origin),
    };
    closing(match somebody(&service, &parts).await {
        Ok(actor) => oidc::finish(&service.app, &actor, back).await,
        Err(error) => Err(Why::Error(error).into()),
    })
}

async fn answer(
    State(service): State<Arc<Service>>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, FORM_MAX).await else {
        return closing(Err(Why::Stale.into()));
    };
    let answer = read(&service, &headers, &body);
    let Some(answer) = answer else {
        return closing(Err(Why::Stale.into()));
    };
    closing(match somebody(&service, &parts).await {
        Ok(actor) => oidc::answer(&service.app, &actor, answer).await,
        Err(error) => Err(Why::Error(error).into()),
    })
}

fn read(service: &Service, headers: &HeaderMap, body: &Bytes) -> Option<Answer> {
    let own = &service.app.public_origin;
    let sent = form::read(headers, body, own)?;
    let locale = headers.get(header::ACCEPT_LANGUAGE);
    let locale = locale.and_then(|value| value.to_str().ok()).unwrap_or("");
    let first = locale.split([',', ';']).next().unwrap_or("");
    Some(Answer {
        attempt: oidc::attempt_id(&sent.attempt)?,
        browser: cookie::read(headers, own),
        locale: first.trim().chars().take(35).collect(),
        said: sent.said,
    })
}

/// Nobody is signed in by a header here: windows are opened by links.
async fn somebody(service: &Service, parts: &Parts) -> Result<Actor, Error> {
    let actor = actor(&service.app, &service.network, parts).await?;
    Ok(Actor {
        signed_in: None,
        // What the window tells the page that opened it are tokens.
        wants_cookie: false,
        ..actor
    })
}

/// What the window shows now.
fn closing(step: Result<Step, Failure>) -> Response {
    match step {
        Ok(Step::Ask(question)) => Asked(*question).answer(),
        Ok(Step::Arrived {
            arrival: Arrival::SecondFactor(challenge),
            site,
            origin,
        }) => Closing::going_on(&challenge, (&site, &origin)).answer(),
        Ok(Step::Arrived {
            arrival, origin, ..
        }) => {
            let sentence = "You are signed in. You can close this window.";
            let told = Message::of(arrival).map(|message| (origin, message));
            Closing::new("Signed in", sentence, told).answer()
        }
        Ok(Step::Linked { origin }) => {
            let sentence = "It is linked to your account. You can close this window.";
            Closing::new("Linked", sentence, Some((origin, Message::Linked))).answer()
        }
        Err(Failure { origin, why }) => {
            if let Why::Error(Error::Internal(cause)) = &why {
                tracing::error!(error = %format!("{cause:#}"), "a sign-in by a provider failed");
            }
            let reason = why.reason();
            let told = origin.map(|origin| (origin, Message::Failed { reason }));
            let mut page = Closing::new("Not signed in", why.sentence(), told);
            page.status = status(&why);
            page.answer()
        }
    }
}

fn status(why: &Why) -> StatusCode {
    match why {
        Why::Cancelled => StatusCode::OK,
        Why::NotFound => StatusCode::NOT_FOUND,
        Why::Away(_) => StatusCode::BAD_GATEWAY,
        Why::Error(Error::Limited(_)) => StatusCode::TOO_MANY_REQUESTS,
        Why::Error(Error::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Why::Error(Error::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}
