//! Server-sent events, as a client reads them.
use axum::{body::BodyDataStream, http::header, response::Response};
use futures_util::StreamExt;
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// So long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer than changes are gathered.
const QUIET: Duration = Duration::from_millis(600);

pub(crate) struct Events {
    body: BodyDataStream,
    unread: String,
}

impl Events {
    pub(crate) fn of(response: Response) -> Self {
        let kind = &response.headers()[header::CONTENT_TYPE];
        assert_eq!(kind, "text/event-stream");
        assert!(!response.headers().contains_key(header::CONTENT_ENCODING));
        Self {
            body: response.into_body().into_data_stream(),
            unread: String::new(),
        }
    }

    /// The next answer; none when the stream is complete.
    pub(crate) async fn next(&mut self) -> Option<Value> {
        let event = timeout(PATIENCE, self.event()).await;
        let event = event.expect("an event comes");
        if event.contains("event: complete") {
            assert!(self.body.next().await.is_none(), "more after the end");
            return None;
        }
        assert!(event.contains("event: next"), "{event}");
        let data = event.lines().find_map(|line| line.strip_prefix("data: "));
        Some(serde_json::from_str(data.unwrap()).unwrap())
    }

    /// Whether nothing comes for a while that is long enough for what has happened.
    pub(crate) async fn is_quiet(&mut self) -> bool {
        timeout(QUIET, self.event()).await.is_err()
    }

    async fn event(&mut self) -> String {
        loop {
            if let Some(end) = self.unread.find("\n\n") {
                let event: String = self.unread.drain(..end + 2).collect();
                if !event.starts_with(':') {
                    return event;
                }
                continue;
            }
            let piece = self.body.next().await.expect("the stream ends with a word");
            self.unread
                .push_str(std::str::from_utf8(&piece.unwrap()).unwrap());
        }
    }
}
