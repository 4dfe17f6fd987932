//! What moderators and readers are told as it happens.
mod nodes;
mod presence;
mod queues;
mod sockets;
mod threads;
mod unseen;

use crate::support::{Client, events::Events};
use serde_json::{Value, json};

const QUEUE: &str = "subscription($site: String!) { queueEvents(site: $site) {
    commentIds queueCounts { pending approved } } }";

/// A moderator of the site `history` listens; what comes at once has come.
async fn listen(client: &Client) -> Events {
    let mut events = client.listen(QUEUE, json!({ "site": "history" })).await;
    let first = events.next().await.unwrap();
    assert_eq!(told(&first), Value::Null, "anything may have changed");
    events
}

fn told(event: &Value) -> Value {
    assert!(event.get("errors").is_none(), "{event:#}");
    event["data"]["queueEvents"]["commentIds"].clone()
}

/// Ids that the next event names.
async fn next(events: &mut Events) -> Vec<String> {
    let event = events.next().await.expect("the stream goes on");
    let ids = told(&event);
    let ids = ids.as_array().unwrap_or_else(|| panic!("{event:#}"));
    ids.iter()
        .map(|id| id.as_str().unwrap().to_owned())
        .collect()
}

/// The stream's last words.
async fn refusal(events: &mut Events) -> String {
    let event = events.next().await.expect("a reason first");
    assert_eq!(event["data"], Value::Null);
    let code = event["errors"][0]["extensions"]["code"].as_str().unwrap();
    let code = code.to_owned();
    assert!(events.next().await.is_none());
    code
}
