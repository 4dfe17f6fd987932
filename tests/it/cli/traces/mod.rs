//! What a collector of traces is sent, by the real program.
mod collector;
mod kept;
mod told;

use super::{Cli, serving::Running};
use crate::support::receiver::Receiver;
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::{AnyValue, KeyValue, any_value::Value as Kept},
    trace::v1::Span,
};
use prost::Message as _;
use serde_json::{Value, json};
use std::time::Duration;

const EPISODES: &str =
    "{ site(key: \"history\") { episodes(first: 100) { nodes { key state } } } }";

/// Everything that was sent to it.
struct Sent {
    bytes: Vec<u8>,
    spans: Vec<Span>,
}

async fn collector() -> Receiver {
    let collector = Receiver::start().await;
    for _ in 0..100 {
        collector.replies(200, &[], "");
    }
    collector
}

fn sent_to(collector: &Receiver) -> Sent {
    let mut sent = Sent {
        bytes: Vec::new(),
        spans: Vec::new(),
    };
    for received in collector.received() {
        assert_eq!(received.path, "/v1/traces");
        assert_eq!(received.header("content-type"), "application/x-protobuf");
        let request = ExportTraceServiceRequest::decode(received.body.clone()).unwrap();
        let scopes = request.resource_spans.into_iter().flat_map(|resource| {
            let of = resource.resource.unwrap();
            assert_eq!(value(&of.attributes, "service.name"), "rejoinder");
            resource.scope_spans
        });
        sent.spans.extend(scopes.flat_map(|scope| scope.spans));
        sent.bytes.extend(received.body);
    }
    sent
}

impl Sent {
    fn find(&self, name: &str) -> Option<&Span> {
        self.spans.iter().find(|span| span.name == name)
    }

    fn get(&self, name: &str) -> &Span {
        let names: Vec<_> = self.spans.iter().map(|span| &span.name).collect();
        self.find(name)
            .unwrap_or_else(|| panic!("no {name} in {names:?}"))
    }

    fn above(&self, span: &Span) -> &Span {
        let mut spans = self.spans.iter();
        spans
            .find(|other| other.span_id == span.parent_span_id)
            .unwrap_or_else(|| panic!("nothing above {}", span.name))
    }

    /// Names of what was done within it.
    fn within(&self, span: &Span) -> Vec<&str> {
        let spans = self.spans.iter();
        let within = spans.filter(|other| other.parent_span_id == span.span_id);
        within.map(|span| span.name.as_str()).collect()
    }

    fn has(&self, bytes: &[u8]) -> bool {
        self.bytes
            .windows(bytes.len())
            .any(|window| window == bytes)
    }
}

/// As text; nothing where it is not there.
fn value(attributes: &[KeyValue], key: &str) -> String {
    let found = attributes.iter().find(|attribute| attribute.key == key);
    let Some(AnyValue { value: Some(kept) }) = found.and_then(|found| found.value.clone()) else {
        return String::new();
    };
    match kept {
        Kept::StringValue(text) => text,
        Kept::IntValue(number) => number.to_string(),
        kept => panic!("{key} is {kept:?}"),
    }
}

fn hex(id: &[u8]) -> String {
    id.iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

/// The demo, which sends its traces to this collector.
fn traced(url: &str, collector: &Receiver) -> Cli {
    Cli::on(url).with("REJOINDER_TRACES_ENDPOINT", &collector.url)
}

/// A GraphQL request with these headers besides; its data.
fn send(demo: &Running, headers: &str, query: &str, variables: &Value) -> Value {
    let head = format!("POST /graphql HTTP/1.1\r\nContent-Type: application/json{headers}");
    let body = json!({ "query": query, "variables": variables }).to_string();
    let (status, answer) = demo.request(&head, &body);
    assert_eq!((status, answer.get("errors")), (200, None));
    answer["data"].clone()
}

async fn until(what: impl Fn() -> bool) {
    let waiting = async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting)
        .await
        .unwrap();
}
