//! The same over a WebSocket, by `graphql-transport-ws`.
use super::QUEUE;
use crate::support::{Client, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use futures_util::{SinkExt, StreamExt};
use rejoinder::{domain::live, http::server};
use serde_json::{Value, json};
use std::{
    future::{pending, ready},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};
use tower::ServiceExt;

const PROTOCOL: Option<&str> = Some("graphql-transport-ws");
const PATIENCE: Duration = Duration::from_secs(15);
const THREAD: &str = "subscription { commentEvents(site: \"history\", key: \"100\") {
    comments { bodyHtml } episode { commentCount } } }";

struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// How a connection ended.
type Code = u16;

async fn serve(app: &TestApp) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, app.router(), pending(), pending()));
    address
}

impl Socket {
    async fn open(address: SocketAddr, protocol: Option<&'static str>) -> Self {
        let mut request = format!("ws://{address}/graphql")
            .into_client_request()
            .unwrap();
        if let Some(protocol) = protocol {
            let protocol = HeaderValue::from_static(protocol);
            request
                .headers_mut()
                .insert("sec-websocket-protocol", protocol);
        }
        Self(connect_async(request).await.unwrap().0)
    }

    /// One on which the client has said who it is.
    async fn begin(address: SocketAddr, client: Option<&Client>) -> Self {
        let mut socket = Self::open(address, PROTOCOL).await;
        let token = client.map(|client| format!("Bearer {}", client.access.as_ref().unwrap()));
        let init = json!({ "type": "connection_init", "payload": { "authorization": token } });
        socket.say(init).await;
        assert_eq!(socket.hear().await, json!({ "type": "connection_ack" }));
        socket
    }

    async fn say(&mut self, message: Value) {
        self.0
            .send(Message::text(message.to_string()))
            .await
            .unwrap();
    }

    async fn subscribe(&mut self, id: &str, query: &str) {
        let variables = json!({ "site": "history" });
        let payload = json!({ "query": query, "variables": variables });
        self.say(json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
    }

    async fn message(&mut self) -> Message {
        loop {
            let message = timeout(PATIENCE, self.0.next())
                .await
                .expect("something comes");
            match message.expect("the connection is open").unwrap() {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return message,
            }
        }
    }

    async fn hear(&mut self) -> Value {
        match self.message().await {
            Message::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    async fn closed(&mut self) -> Code {
        self.closing().await.0
    }

    /// With the reason.
    async fn closing(&mut self) -> (Code, String) {
        match self.message().await {
            Message::Close(Some(frame)) => (frame.code.into(), frame.reason.to_string()),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn several_streams_go_over_one_connection() {
    let app = TestApp::new().await;
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    let mut socket = Socket::begin(serve(&app).await, Some(&mo)).await;
    socket.subscribe("thread", THREAD).await;
    let first = socket.hear().await;
    assert_eq!(
        (&first["id"], &first["type"]),
        (&json!("thread"), &json!("next"))
    );
    assert_eq!(
        first["payload"]["data"]["commentEvents"]["comments"],
        Value::Null
    );
    assert_eq!(app.app.crowd.size(), 1, "the connection with its stream");
    socket.subscribe("queue", QUEUE).await;
    assert_eq!(socket.hear().await["id"], "queue");
    assert_eq!(app.app.crowd.size(), 2);

    ana.post(&thread, "Which lighthouse?")
        .await
        .at("/postComment");
    let mut told = [socket.hear().await, socket.hear().await];
    told.sort_by_key(|message| message["id"].to_string());
    let [queue, event] = &told;
    assert_eq!(
        queue["payload"]["data"]["queueEvents"]["queueCounts"]["approved"],
        1
    );
    let event = &event["payload"]["data"]["commentEvents"];
    assert_eq!(event["comments"][0]["bodyHtml"], "<p>Which lighthouse?</p>");

    socket
        .say(json!({ "id": "queue", "type": "complete" }))
        .await;
    socket
        .say(json!({ "type": "ping", "payload": { "n": 1 } }))
        .await;
    assert_eq!(
        socket.hear().await,
        json!({ "type": "pong", "payload": { "n": 1 } })
    );
    ana.post(&thread, "And which keeper?")
        .await
        .at("/postComment");
    assert_eq!(socket.hear().await["id"], "thread");
    // An id is free again when its stream is complete.
    socket.subscribe("queue", QUEUE).await;
    assert_eq!(socket.hear().await["id"], "queue");

    live::run(Arc::clone(&app.app), ready(())).await;
    loop {
        match socket.message().await {
            Message::Text(text) => assert!(text.contains("\"complete\""), "{text}"),
            Message::Close(frame) => {
                assert_eq!(u16::from(frame.unwrap().code), 1001);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_cannot_begin_is_refused_by_its_id() {
    let app = TestApp::new().await;
    let address = serve(&app).await;
    let mut socket = Socket::begin(address, None).await;
    for (query, code) in [
        (QUEUE, "UNAUTHENTICATED"),
        ("subscription {", "PARSE_FAILED"),
        ("subscription { nothing }", "VALIDATION_FAILED"),
        ("{ viewer { id } }", "BAD_REQUEST"),
        (
            "mutation { signOut(input: {}) { signedOut } }",
            "METHOD_NOT_ALLOWED",
        ),
    ] {
        socket.subscribe("1", query).await;
        let heard = socket.hear().await;
        assert_eq!(
            (&heard["id"], &heard["type"]),
            (&json!("1"), &json!("error")),
            "{query}"
        );
        let code_heard = &heard["payload"][0]["extensions"]["code"];
        assert_eq!(code_heard, code, "{heard:#}");
    }
    for number in 0..10 {
        socket.subscribe(&number.to_string(), THREAD).await;
        assert_eq!(socket.hear().await["type"], "next");
    }
    socket.subscribe("10", THREAD).await;
    let heard = socket.hear().await;
    assert_eq!(heard["payload"][0]["extensions"]["code"], "RATE_LIMITED");
}

#[tokio::test]
async fn a_client_of_another_version_is_told_ours() {
    let app = TestApp::new().await;
    let request = Request::get("/graphql")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header("sec-websocket-version", "8");
    let request = request.body(Body::empty()).unwrap();
    let answer = app.router().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UPGRADE_REQUIRED);
    assert_eq!(answer.headers()["upgrade"], "websocket");
    assert_eq!(answer.headers()["sec-websocket-version"], "13");
}

#[tokio::test]
async fn who_breaks_the_protocol_is_closed_with_its_code() {
    let app = TestApp::new().await;
    let address = serve(&app).await;
    assert_eq!(Socket::open(address, None).await.closed().await, 4406);
    let subscribe = json!({ "id": "1", "type": "subscribe", "payload": { "query": THREAD } });
    for (said, code) in [
        (vec![subscribe.clone()], 4401),
        (vec![json!({ "type": "shout" })], 4400),
        (vec![json!("connection_init")], 4400),
        (vec![json!({ "type": "complete" })], 4400),
        (
            vec![json!({ "type": "connection_init", "payload": { "authorization": "Bearer x" } })],
            4403,
        ),
        (
            vec![json!({ "type": "connection_init", "payload": { "authorization": 1 } })],
            4403,
        ),
        (
            vec![json!({ "type": "connection_init", "payload": [] })],
            4400,
        ),
        (
            vec![json!({ "type": "ping", "payload": "x".repeat(140_000) })],
            1009,
        ),
    ] {
        let mut socket = Socket::open(address, PROTOCOL).await;
        for message in said {
            socket.say(message).await;
        }
        assert_eq!(socket.closed().await, code);
    }
    let mut socket = Socket::begin(address, None).await;
    socket.say(json!({ "type": "connection_init" })).await;
    assert_eq!(socket.closed().await, 4429);
    let mut socket = Socket::begin(address, None).await;
    socket.say(subscribe.clone()).await;
    socket.hear().await;
    socket.say(subscribe).await;
    assert_eq!(socket.closed().await, 4409);
    let mut socket = Socket::begin(address, None).await;
    socket.0.send(Message::binary(vec![1, 2])).await.unwrap();
    assert_eq!(socket.closed().await, 4400);
    // Nothing is said at all.
    let mut socket = Socket::open(address, PROTOCOL).await;
    assert_eq!(socket.closed().await, 4408);
}

#[tokio::test]
async fn a_token_that_is_not_taken_is_closed_with_why() {
    let app = TestApp::new().await;
    let address = serve(&app).await;
    let (ana, bea) = (app.reader("Ana").await, app.reader("Bea").await);
    let sign_out = "mutation($input: SignOutInput!) { signOut(input: $input) { signedOut } }";
    bea.send(sign_out, json!({})).await.at("/signOut");
    let (expired, ended) = (ana.access.clone(), bea.access.clone());
    for (token, reason) in [
        (ended.as_deref(), "SESSION_ENDED: sign in again"),
        (Some("x"), "TOKEN_INVALID: sign in again"),
        (expired.as_deref(), "TOKEN_EXPIRED: refresh the session"),
    ] {
        if token == expired.as_deref() {
            app.clock.advance(chrono::Duration::hours(1));
        }
        let mut socket = Socket::open(address, PROTOCOL).await;
        let payload = json!({ "authorization": format!("Bearer {}", token.unwrap()) });
        let init = json!({ "type": "connection_init", "payload": payload });
        socket.say(init).await;
        assert_eq!(socket.closing().await, (4403, reason.to_owned()));
    }
}
