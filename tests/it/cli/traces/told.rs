//! What spans tell, and what they do not.
use super::{
    super::serving::{Running, beside, log, posted, text_of},
    EPISODES, Sent, collector, hex, send, sent_to, traced, until, value,
};
use crate::support::{database, receiver::Receiver};
use opentelemetry_proto::tonic::trace::v1::{
    span::SpanKind,
    status::StatusCode::{Error, Unset},
};
use rejoinder::http::graphql::DOCUMENTS;
use serde_json::{Value, json};
use std::{collections::HashMap, fs};

const GUIDE: &str = include_str!("../../../../docs/operating.md");

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
const POST: &str = "mutation canary($input: PostCommentInput!) {
    postComment(input: $input) { comment { id author { id } } } }";
const MAIL: &str = "mutation($input: RequestSignInMailInput!) {
    requestSignInMail(input: $input) { requestToken } }";

fn password(demo: &Running) -> String {
    let (_, rest) = demo.greeting.split_once("Password of all three: ").unwrap();
    rest.lines().next().unwrap().to_owned()
}

/// Reads one of our own documents by its hash.
fn read_document(demo: &Running) {
    let documents: HashMap<String, String> = serde_json::from_str(DOCUMENTS).unwrap();
    let named = |text: &String| text.starts_with("query WritingRules(");
    let (hash, _) = documents.iter().find(|(_, text)| named(text)).unwrap();
    let path =
        format!("/graphql?documentId=sha256:{hash}&variables=%7B%22site%22:%22history%22%7D");
    assert_eq!(demo.status_of(&path), 200);
}

/// Posts as the demo's reader; gives back what nobody else may learn of it.
fn post_in_private(demo: &Running) -> Vec<String> {
    let (email, password) = ("reader@demo.example", password(demo));
    let who = json!({ "site": "history", "email": email, "password": password });
    let token = send(demo, "", SIGN_IN, &json!({ "input": who }))["signIn"]["accessToken"].clone();
    let token = token.as_str().unwrap().to_owned();
    let episodes = send(demo, "", EPISODES, &json!({}))["site"]["episodes"]["nodes"].clone();
    let mut episodes = episodes.as_array().unwrap().iter();
    let open = episodes.find(|episode| episode["state"] == "OPEN").unwrap();
    let here = json!({ "site": "history", "key": open["key"] });
    let headers = format!(
        "\r\nAuthorization: Bearer {token}\r\nUser-Agent: canary of a browser\r\n\
         X-Forwarded-For: 198.51.100.77"
    );
    let input = json!({ "input": { "episode": here, "body": "canary of a text" } });
    let comment = send(demo, &headers, POST, &input)["postComment"]["comment"].clone();
    text_of(
        &demo.address,
        "/embed/history/canary-of-a-path?canary=query",
    );
    let ids = [&comment["id"], &comment["author"]["id"]].map(|id| {
        let (_, id) = id.as_str().unwrap().split_once('_').unwrap();
        id.to_owned()
    });
    let others = ["canary", "Rosa", "Lindqvist", "198.51.100.77", "127.0.0.1"];
    let mut private: Vec<String> = others.map(str::to_owned).into();
    private.extend([email.to_owned(), password, token]);
    private.extend(ids);
    private
}

/// Each attribute stands in the guide.
fn check_attributes(sent: &Sent) {
    for span in &sent.spans {
        for attribute in &span.attributes {
            let key = format!("`{}`", attribute.key);
            assert!(GUIDE.contains(&key), "{key} of {}", span.name);
        }
        assert!(span.events.is_empty(), "lines of the log are none of it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_a_tree_of_what_was_done_for_it() {
    let collector = collector().await;
    let (_db, place) = database::create().await;
    let cli = traced(&place.url, &collector);
    let demo = Running::demo(&cli);
    post_in_private(&demo);
    read_document(&demo);
    demo.status_of("/healthz");
    assert_eq!(demo.stop().await.code(), Some(0));

    let sent = sent_to(&collector);
    let insert = sent.get("INSERT comment");
    let system = if place.url.starts_with("sqlite") {
        "sqlite"
    } else {
        "postgresql"
    };
    assert_eq!(value(&insert.attributes, "db.system.name"), system);
    assert_eq!(value(&insert.attributes, "db.operation.name"), "INSERT");
    let operation = sent.above(insert);
    assert_eq!(operation.name, "mutation", "others' names are not told");
    for done in ["BEGIN", "COMMIT"] {
        assert!(sent.within(operation).contains(&done), "{done}");
    }
    let request = sent.above(operation);
    assert_eq!(request.name, "POST /graphql");
    assert_eq!(
        (request.kind(), request.parent_span_id.len()),
        (SpanKind::Server, 0)
    );
    for (key, expected) in [
        ("http.request.method", "POST"),
        ("http.route", "/graphql"),
        ("http.response.status_code", "200"),
        ("url.scheme", "http"),
    ] {
        assert_eq!(value(&request.attributes, key), expected);
    }
    assert_eq!(request.status.clone().unwrap_or_default().code(), Unset);
    assert_eq!(insert.trace_id, request.trace_id);
    let read = sent.get("query WritingRules");
    assert_eq!(sent.above(read).name, "GET /graphql");
    let seldom = sent.spans.iter().find(|span| span.name.contains("health"));
    assert_eq!(seldom, None);
    check_attributes(&sent);
    let id = value(&request.attributes, "request_id");
    let log = log(&cli);
    let lines = log
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let of_it: Vec<_> = lines.filter(|line| line["request_id"] == *id).collect();
    assert_eq!(of_it.len(), 1, "{log}");
    assert_eq!(of_it[0]["trace_id"], hex(&request.trace_id));
    assert!(
        !log.contains("INSERT") && !log.contains("rejoinder-spans"),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_private_is_in_any_byte_that_is_sent_whatever_is_logged() {
    let collector = collector().await;
    let (_db, place) = database::create().await;
    let cli = traced(&place.url, &collector)
        .with("REJOINDER_TRUSTED_PROXIES", "127.0.0.1")
        .with("REJOINDER_LOG", "trace");
    let demo = Running::demo(&cli);
    let private = post_in_private(&demo);
    assert_eq!(demo.stop().await.code(), Some(0));

    let sent = sent_to(&collector);
    assert!(sent.has(b"INSERT comment"));
    for secret in private {
        assert!(!sent.has(secret.as_bytes()), "{secret}");
        if let Ok(id) = uuid::Uuid::try_parse(&secret) {
            assert!(!sent.has(id.as_bytes()), "{secret}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_is_a_trace_of_its_own() {
    let collector = collector().await;
    let (_db, place) = database::create().await;
    let cli = traced(&place.url, &collector);
    let demo = Running::demo(&cli);
    let input = json!({ "input": { "site": "history", "email": "reader@demo.example" } });
    send(&demo, "", MAIL, &input);
    let folder = cli.path("rejoinder-demo-mail");
    until(|| fs::read_dir(&folder).is_ok_and(|mut mails| mails.next().is_some())).await;
    assert_eq!(demo.stop().await.code(), Some(0));

    let sent = sent_to(&collector);
    check_attributes(&sent);
    let mail = sent.get("send mail");
    let job = sent.above(mail);
    assert_eq!(
        (job.name.as_str(), job.kind()),
        ("job mail", SpanKind::Consumer)
    );
    assert_eq!(value(&job.attributes, "rejoinder.job.kind"), "mail");
    assert_eq!(value(&job.attributes, "rejoinder.job.attempt"), "1");
    assert!(sent.within(job).contains(&"COMMIT"));
    assert!(job.parent_span_id.is_empty());
    assert!(!sent.has(b"reader@demo.example"));
    let spans = sent.spans.iter();
    let mut roots = spans.filter(|span| span.parent_span_id.is_empty());
    let begins = |kind| matches!(kind, SpanKind::Server | SpanKind::Consumer);
    assert!(
        roots.all(|root| begins(root.kind())),
        "to look for jobs is no trace"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_for_an_opinion_is_told_of_by_status_and_not_by_text() {
    let (collector, hook) = (collector().await, Receiver::start().await);
    let (app, _) = posted(&hook, &["canary of a text"]).await;
    let cli = beside(&app, &hook).with("REJOINDER_TRACES_ENDPOINT", &collector.url);
    let serve = Running::start(&cli, "serve");
    hook.arrived(1).await;
    assert_eq!(serve.stop().await.code(), Some(0), "{}", log(&cli));

    let sent = sent_to(&collector);
    check_attributes(&sent);
    let asked = sent.get("POST");
    assert_eq!(sent.above(asked).name, "job webhook_opinion");
    assert_eq!(value(&asked.attributes, "http.response.status_code"), "503");
    assert_eq!(value(&asked.attributes, "error.type"), "503");
    assert_eq!(asked.status.clone().unwrap().code(), Error);
    assert_eq!(
        value(&asked.attributes, "server.address"),
        "",
        "it is a number"
    );
    for private in ["canary", "127.0.0.1", "traceparent"] {
        assert!(!sent.has(private.as_bytes()), "{private}");
    }
    let received = &hook.received()[0];
    assert!(!received.headers.contains_key("traceparent"));
}
