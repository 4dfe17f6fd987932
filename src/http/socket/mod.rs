//! Subscriptions over a WebSocket, by the protocol `graphql-transport-ws`
//! (<https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md>): several on one connection.
//!
//! Queries and mutations go by HTTP, where their limits are. A browser sends no headers of a page's own
//! with an upgrade, so the cookie of our own pages never counts here: who is signed in gives a token as
//! `authorization` in the payload of `connection_init`.
mod follow;
mod message;

use super::{Service, actor, errors::error_saying, own_page};
use crate::domain::{Error, live::Entrance, policy::Denied};
use axum::{
    body::Bytes,
    extract::{
        FromRequestParts, Request,
        ws::{
            CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade,
            rejection::WebSocketUpgradeRejection,
        },
    },
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use follow::{Asker, Said, Teller, What, follow};
use futures_util::FutureExt;
use message::{Close, FromClient, Kind, ToClient, code};
use serde_json::{Value, json, value::RawValue};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::{
    sync::mpsc,
    task::{AbortHandle, JoinSet},
    time::{Instant, sleep, timeout},
};

const PROTOCOL: &str = "graphql-transport-ws";

/// Bytes of a message from a client, as of a body. Twice as many are read, so that it can be told.
const MESSAGE_MAX: usize = 128 * 1024;
/// Bytes that wait to be handled, where nothing larger comes.
const BUFFER: usize = 1024;
/// Bytes of the name that a client gives a subscription: it is kept, and sent with each event.
const ID_MAX: usize = 128;
/// Subscriptions at once on one connection.
const EACH_MAX: usize = 10;
/// How long a client may take to say who it is, and to take what is sent.
const INIT: Duration = Duration::from_secs(10);
const SENDING: Duration = Duration::from_secs(30);
/// A quiet client is asked whether it is there still, and has gone when it says nothing the next time.
const PING: Duration = Duration::from_secs(25);

/// Whether a request asks for a WebSocket.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    headers
        .get(header::UPGRADE)
        .is_some_and(|to| to.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

pub(super) async fn open(service: Arc<Service>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let upgrade = match WebSocketUpgrade::from_request_parts(&mut parts, &()).await {
        Ok(upgrade) => upgrade,
        Err(refusal) => return refused(refusal),
    };
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_message_size(2 * MESSAGE_MAX)
        .max_frame_size(2 * MESSAGE_MAX)
        .read_buffer_size(BUFFER)
        .write_buffer_size(0);
    let from = actor::anonymous(&service.app, &service.network, &parts);
    let entrance = match service.app.crowd.enter(&from.address) {
        Ok(entrance) => entrance,
        Err(Error::Crowded(_)) => return StatusCode::TOO_MANY_REQUESTS.into_response(),
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    keep_little(&mut parts);
    upgrade.on_upgrade(|socket| async move {
        let speaks = socket.protocol().is_some_and(|named| named == PROTOCOL);
        let mut connection = Connection {
            _entrance: entrance,
            service,
            parts: Arc::new(parts),
            socket,
            is_known: false,
            tasks: JoinSet::new(),
            running: HashMap::new(),
            begun: 0,
            said: mpsc::channel(1),
        };
        let close = if speaks {
            Box::pin(connection.run()).await
        } else {
            Some(Close(code::BAD_PROTOCOL, "speak graphql-transport-ws"))
        };
        if let Some(close) = close {
            connection.close(close).await;
        }
    })
}

/// A client of another version is told ours (RFC 6455 §4.4, RFC 9110 §15.5.22).
fn refused(refusal: WebSocketUpgradeRejection) -> Response {
    if !matches!(
        refusal,
        WebSocketUpgradeRejection::InvalidWebSocketVersionHeader(_)
    ) {
        return refusal.into_response();
    }
    let message = "A WebSocket opens here by version 13 of its protocol.";
    let mut answer = error_saying(StatusCode::UPGRADE_REQUIRED, message);
    for (name, value) in [
        (header::CONNECTION, "upgrade"),
        (header::UPGRADE, "websocket"),
        (header::SEC_WEBSOCKET_VERSION, "13"),
    ] {
        let value = HeaderValue::from_static(value);
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// What is kept of a request for as long as its connection is open: copied, since what was read with it
/// would be kept too. A token comes in the first message.
fn keep_little(parts: &mut Parts) {
    let mut headers = HeaderMap::new();
    for (name, value) in &parts.headers {
        let name = HeaderName::from_bytes(name.as_str().as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    headers.remove(header::AUTHORIZATION);
    headers.remove(header::COOKIE);
    headers.remove(own_page::ASKS);
    parts.headers = headers;
    parts.uri = Uri::from_static("/graphql");
}

struct Connection {
    _entrance: Entrance,
    service: Arc<Service>,
    /// Of the request by which it began; with the token that the client gave then.
    parts: Arc<Parts>,
    socket: WebSocket,
    /// The client has said who it is.
    is_known: bool,
    /// Each subscription is a task, so that one which is being answered waits for no other, and holds
    /// nothing of the database while the client takes its time.
    tasks: JoinSet<()>,
    running: HashMap<String, Running>,
    begun: u64,
    said: (mpsc::Sender<Box<Said>>, mpsc::Receiver<Box<Said>>),
}

/// A subscription; its number tells it from another one that has had the same id.
struct Running {
    number: u64,
    task: AbortHandle,
}

impl Connection {
    /// None where the client has gone.
    async fn run(&mut self) -> Option<Close> {
        let stopping = self.service.app.db.changes().rooms().closed();
        tokio::pin!(stopping);
        let begun = Instant::now();
        let mut asked = false;
        loop {
            let ended = tokio::select! {
                heard = self.socket.recv() => {
                    asked = false;
                    match heard {
                        // What it takes to answer is given back when nothing is to be answered.
                        Some(Ok(message)) => Box::pin(self.hear(message)).await,
                        Some(Err(_)) | None => return None,
                    }
                }
                Some(said) = self.said.1.recv() => Box::pin(self.tell(*said)).await,
                () = &mut stopping => Err(Some(Close(code::GOING_AWAY, "this node stops"))),
                () = sleep(if self.is_known { PING } else { INIT.saturating_sub(begun.elapsed()) }) => {
                    if !self.is_known {
                        Err(Some(Close(code::INIT_TIMEOUT, "connection_init did not come")))
                    } else if asked {
                        return None;
                    } else {
                        asked = true;
                        self.send(Message::Ping(Bytes::new())).await
                    }
                }
            };
            if let Err(close) = ended {
                return close;
            }
        }
    }

    async fn hear(&mut self, message: Message) -> Result<(), Option<Close>> {
        let text = match message {
            Message::Text(text) if text.len() > MESSAGE_MAX => {
                return Err(Some(Close(
                    code::TOO_LARGE,
                    "a message has at most 128 KiB",
                )));
            }
            Message::Text(text) => text,
            Message::Binary(_) => return Err(Some(Close(code::BAD_MESSAGE, "send text"))),
            Message::Close(_) => return Err(None),
            Message::Ping(_) | Message::Pong(_) => return Ok(()),
        };
        let wrong = || {
            Some(Close(
                code::BAD_MESSAGE,
                "this is no message of the protocol",
            ))
        };
        let FromClient { kind, id, payload } = serde_json::from_str(&text).map_err(|_| wrong())?;
        match kind {
            Kind::ConnectionInit => self.init(payload).await,
            Kind::Subscribe => {
                let payload = payload.filter(|_| (1..=ID_MAX).contains(&id.len()));
                let payload = payload.ok_or_else(wrong)?;
                self.subscribe(id, payload.get().to_owned()).await
            }
            Kind::Complete if id.is_empty() => Err(wrong()),
            Kind::Complete => {
                if let Some(running) = self.running.remove(&id) {
                    running.task.abort();
                }
                Ok(())
            }
            Kind::Ping => self.say(&ToClient::Pong { payload }).await,
            Kind::Pong => Ok(()),
        }
    }

    async fn init(&mut self, payload: Option<&RawValue>) -> Result<(), Option<Close>> {
        if self.is_known {
            let again = Close(code::TOO_MANY_INITS, "connection_init came twice");
            return Err(Some(again));
        }
        let refused = || Some(unknown(&Denied::TokenInvalid.into()));
        let payload: Option<Value> = payload
            .map(|payload| serde_json::from_str(payload.get()))
            .transpose()
            .map_err(|_| refused())?;
        if payload
            .as_ref()
            .is_some_and(|payload| !payload.is_object() && !payload.is_null())
        {
            let odd = Close(
                code::BAD_MESSAGE,
                "the payload of connection_init is an object",
            );
            return Err(Some(odd));
        }
        let given = payload.as_ref().and_then(|payload| {
            let named = ["authorization", "Authorization"];
            named.into_iter().find_map(|name| payload.get(name))
        });
        if let Some(given) = given.filter(|given| !given.is_null()) {
            let token = given
                .as_str()
                .and_then(|token| HeaderValue::from_str(token).ok());
            let token = token.ok_or_else(refused)?;
            let parts = Arc::make_mut(&mut self.parts);
            parts.headers.insert(header::AUTHORIZATION, token);
        }
        let service = &self.service;
        actor::actor(&service.app, &service.network, &self.parts)
            .await
            .map_err(|error| Some(unknown(&error)))?;
        self.is_known = true;
        self.say(&ToClient::ConnectionAck).await
    }

    async fn subscribe(&mut self, id: String, payload: String) -> Result<(), Option<Close>> {
        if !self.is_known {
            return Err(Some(Close(
                code::UNAUTHORIZED,
                "send connection_init first",
            )));
        }
        if self.running.contains_key(&id) {
            return Err(Some(Close(code::TAKEN, "a subscription has this id")));
        }
        if self.running.len() >= EACH_MAX {
            let message = format!("a connection holds {EACH_MAX} subscriptions: complete one");
            let payload = &[refusal("RATE_LIMITED", &message)];
            return self.say(&ToClient::Error { id: &id, payload }).await;
        }
        while self.tasks.try_join_next().is_some() {}
        self.begun += 1;
        let number = self.begun;
        let asker = Asker {
            service: Arc::clone(&self.service),
            parts: Arc::clone(&self.parts),
            is_counted: self.running.is_empty(),
        };
        let teller = Teller {
            id: id.clone(),
            number,
            said: self.said.0.clone(),
        };
        let task = self.tasks.spawn(follow(asker, payload, teller));
        self.running.insert(id, Running { number, task });
        Ok(())
    }

    async fn tell(&mut self, Said { id, number, what }: Said) -> Result<(), Option<Close>> {
        let running = self.running.get(&id);
        // What the client has completed it does not want any more.
        if running.is_none_or(|running| running.number != number) {
            return Ok(());
        }
        let id = id.as_str();
        match what {
            What::Next(told) => {
                let answer = told.answer();
                let payload: &RawValue = serde_json::from_slice(&answer).map_err(|_| None)?;
                self.say(&ToClient::Next { id, payload }).await
            }
            What::Refused(errors) => {
                self.running.remove(id);
                let payload = errors.as_slice();
                self.say(&ToClient::Error { id, payload }).await
            }
            What::Complete => {
                self.running.remove(id);
                self.say(&ToClient::Complete { id }).await
            }
        }
    }

    async fn say(&mut self, message: &ToClient<'_>) -> Result<(), Option<Close>> {
        let text = serde_json::to_string(message).map_err(|_| None)?;
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), Option<Close>> {
        match timeout(SENDING, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            // It has gone, or takes nothing.
            Ok(Err(_)) | Err(_) => Err(None),
        }
    }

    async fn close(&mut self, Close(code, reason): Close) {
        let reason = Utf8Bytes::from_static(reason);
        let frame = Message::Close(Some(CloseFrame { code, reason }));
        if self.send(frame).await.is_ok() {
            // Until the client has closed its end, or has been given time for it.
            let closed = async { while let Some(Ok(_)) = self.socket.recv().await {} };
            timeout(INIT, closed).map(drop).await;
        }
    }
}

/// Of a client that has not said who it is. Its library tells by code and reason whether to come again.
fn unknown(error: &Error) -> Close {
    match error {
        Error::Denied(Denied::TokenExpired) => {
            Close(code::FORBIDDEN, "TOKEN_EXPIRED: refresh the session")
        }
        Error::Denied(Denied::SessionEnded) => {
            Close(code::FORBIDDEN, "SESSION_ENDED: sign in again")
        }
        Error::Denied(_) => Close(code::FORBIDDEN, "TOKEN_INVALID: sign in again"),
        fault => {
            // Of each who comes while the database is away: what meets it there has logged it.
            tracing::debug!(error = ?fault, "it cannot be found out who is on a WebSocket");
            Close(code::TRY_AGAIN, "not possible right now: come again")
        }
    }
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "message": message, "extensions": { "code": code } })
}
