//! The door and what stands behind it: documents, values, errors, and who may do what.
mod caches;
mod costs;
mod documents;
mod embed;
mod errors;
mod forgeries;
mod hostile;
mod inputs;
mod oembed;
mod own;
mod persisted;
mod roles;
mod texts;
mod values;

use crate::support::{Client, TestApp};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use rejoinder::model::Comment;
use serde_json::Value;
use tower::ServiceExt;

/// An answer, read to its end.
struct Read {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Read {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    fn code(&self) -> String {
        let json = self.json();
        let code = json.pointer("/errors/0/extensions/code");
        code.and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

async fn ask(router: Router, request: Request<Body>) -> Read {
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Read {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

fn bearer(client: &Client) -> String {
    format!("Bearer {}", client.access.as_deref().unwrap())
}

fn comment_id(comment: &Comment) -> String {
    format!("comment_{}", comment.id.0.simple())
}

fn revision_id(comment: &Comment) -> String {
    format!("revision_{}", comment.revision_id.0.simple())
}

/// What no answer may hold, whatever went wrong.
fn assert_tells_nothing(text: &str) {
    let lower = text.to_lowercase();
    for word in [
        "select ",
        "insert ",
        "delete from",
        "no such table",
        "relation ",
        "sqlite",
        "sqlx",
        "postgres",
        "dberr",
        "sea_orm",
        "panicked",
        ".rs:",
        "/src/",
        "anyhow",
        "backtrace",
        "constraint",
        "unwrap",
        "some(",
        "none)",
    ] {
        assert!(!lower.contains(word), "{word} in {text}");
    }
}

/// A thread with some of everything under its tops.
async fn thread_of(app: &TestApp, tops: usize, levels: usize, replies: usize) {
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    for _ in 0..tops {
        let mut above = vec![app.comment(&setting).by(&ana).insert().await];
        for _ in 0..levels {
            let mut level = Vec::new();
            for parent in &above {
                for _ in 0..replies {
                    let reply = app.comment(&setting).by(&ana).under(parent);
                    level.push(reply.insert().await);
                }
            }
            above = level;
        }
    }
}
