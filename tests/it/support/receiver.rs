//! Somebody else's server on this machine, which keeps what it is sent.
use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, Uri},
    response::IntoResponse,
};
use rejoinder::{
    config::Config,
    outbound::{Outbound, Rules, Settings, Url},
};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::{net::TcpListener, sync::watch};

/// What it was sent.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }
}

type Reply = (StatusCode, Vec<(HeaderName, String)>, Bytes);

struct Desk {
    received: Mutex<Vec<Received>>,
    replies: Mutex<VecDeque<Reply>>,
    /// How many requests have come.
    arrived: watch::Sender<usize>,
    /// How many of them it answers; the others wait.
    answered: watch::Sender<usize>,
}

#[derive(Clone)]
pub(crate) struct Receiver {
    /// Ends in a slash.
    pub(crate) url: String,
    desk: Arc<Desk>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let desk = Arc::new(Desk {
            received: Mutex::default(),
            replies: Mutex::default(),
            arrived: watch::Sender::new(0),
            answered: watch::Sender::new(usize::MAX),
        });
        let router = Router::new().fallback(take).with_state(Arc::clone(&desk));
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, desk }
    }

    /// What it answers next, after what it was told before; in the end it answers 503.
    pub(crate) fn replies(&self, status: u16, headers: &[(&'static str, &str)], body: &str) {
        self.replies_bytes(status, headers, body.to_owned().into());
    }

    pub(crate) fn replies_bytes(&self, status: u16, headers: &[(&'static str, &str)], body: Bytes) {
        let headers = headers.iter().map(|(name, value)| {
            let name = HeaderName::from_static(name);
            (name, (*value).to_owned())
        });
        let status = StatusCode::from_u16(status).unwrap();
        let reply = (status, headers.collect(), body);
        self.desk.replies.lock().unwrap().push_back(reply);
    }

    /// It answers no more than so many requests in all, and keeps the others waiting.
    pub(crate) fn answers(&self, number: usize) {
        self.desk.answered.send_replace(number);
    }

    pub(crate) fn answers_all(&self) {
        self.answers(usize::MAX);
    }

    /// Until so many requests have come in all.
    pub(crate) async fn arrived(&self, number: usize) {
        let mut arrived = self.desk.arrived.subscribe();
        arrived.wait_for(|count| *count >= number).await.unwrap();
    }

    /// Everything since the last time.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.desk.received.lock().unwrap())
    }
}

async fn take(
    State(desk): State<Arc<Desk>>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> impl IntoResponse {
    let path = uri.path().to_owned();
    desk.received.lock().unwrap().push(Received {
        path,
        headers,
        body,
    });
    let reply = desk.replies.lock().unwrap().pop_front();
    let mut number = 0;
    desk.arrived.send_modify(|count| {
        *count += 1;
        number = *count;
    });
    let mut answered = desk.answered.subscribe();
    answered.wait_for(|most| number <= *most).await.unwrap();
    let (status, headers, body) =
        reply.unwrap_or((StatusCode::SERVICE_UNAVAILABLE, vec![], Bytes::new()));
    let headers: HeaderMap = headers
        .into_iter()
        .map(|(name, value)| (name, value.parse().unwrap()))
        .collect();
    (status, headers, body)
}

/// As an installation has them that sets nothing.
pub(crate) fn settings() -> Settings {
    Config::for_testing().outbound
}

pub(crate) fn outbound(akismet: &Receiver) -> Outbound {
    Outbound::new(reaching(akismet))
}

/// Of an installation that may call this machine, where Akismet is too.
pub(crate) fn reaching(akismet: &Receiver) -> Settings {
    Settings {
        akismet_url: Url::parse(&akismet.url).unwrap(),
        ..loopback()
    }
}

/// Of an installation that may call this machine.
pub(crate) fn loopback() -> Settings {
    Settings {
        rules: Rules {
            allow_private: true,
            allow_http: true,
            ports: (1..=u16::MAX).collect(),
        },
        ..settings()
    }
}
