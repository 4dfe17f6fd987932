//! Requests, by where they went, what became of them, and what was asked.
use super::{get, scrape};
use crate::support::TestApp;
use axum::http::StatusCode;
use rejoinder::{http::graphql::DOCUMENTS, model::Mode};
use serde_json::{Value, json};
use std::collections::HashMap;

const QUEUE: &str = "subscription($site: String!) { queueEvents(site: $site) { commentIds } }";

fn requests(path: &str, status: &str) -> String {
    format!("rejoinder_http_requests_total{{path=\"{path}\",status=\"{status}\"}}")
}

fn operations(name: &str) -> String {
    format!("rejoinder_graphql_operation_seconds_count{{operation=\"{name}\"}}")
}

/// Where our own document of this name is read by everybody.
fn counts() -> String {
    let documents: HashMap<String, String> = serde_json::from_str(DOCUMENTS).unwrap();
    let named = |text: &String| text.starts_with("query Counts(");
    let (hash, _) = documents.iter().find(|(_, text)| named(text)).unwrap();
    let variables = "%7B%22site%22%3A%22history%22%2C%22episodes%22%3A%5B%22100%22%5D%7D";
    format!("/graphql?documentId=sha256:{hash}&variables={variables}")
}

#[tokio::test]
async fn our_own_documents_are_counted_by_name_whether_kept_or_not() {
    let app = TestApp::new().await;
    app.thread().await;
    for _ in 0..3 {
        assert_eq!(get(&app.router(), &counts()).await.0, StatusCode::OK);
    }
    let told = scrape(&app).await;
    assert_eq!(told.get(&operations("Counts")), 3);
    assert_eq!(told.get(&operations("other")), 0);
    assert_eq!(told.get(&requests("graphql", "2xx")), 3);
    assert_eq!(told.get("rejoinder_kept_answers_hits_total"), 2);
    assert_eq!(told.get("rejoinder_kept_answers_misses_total"), 1);
    assert_eq!(told.get("rejoinder_kept_answers_entries"), 1);
    assert!(told.get("rejoinder_kept_answers_bytes") > 0);
}

#[tokio::test]
async fn nobody_else_can_make_a_name() {
    let app = TestApp::new().await;
    let anonymous = app.anonymous();
    for query in [
        "query Counts { viewer { email } }",
        "query Invented { viewer { email } }",
        "{ viewer { email } }",
        "{",
    ] {
        anonymous.run(query, json!({})).await;
    }
    let unknown = "/graphql?documentId=sha256:00";
    get(&app.router(), unknown).await;
    let told = scrape(&app).await;
    assert_eq!(told.get(&operations("other")), 5);
    assert_eq!(told.find(&operations("Counts")), None);
    assert!(!told.0.contains("Invented"));
}

#[tokio::test]
async fn requests_are_counted_by_where_they_went() {
    let app = TestApp::new().await;
    app.thread().await;
    for (path, kind) in [
        ("/healthz", "health"),
        ("/embed/history/100", "thread"),
        ("/embed.js", "widget"),
        ("/desk", "page"),
        ("/pictures/none", "picture"),
        ("/account/data", "data"),
        ("/nothing/here", "other"),
    ] {
        let before = scrape(&app).await;
        let status = get(&app.router(), path).await.0.as_u16() / 100;
        let series = requests(kind, &format!("{status}xx"));
        let after = scrape(&app).await.get(&series);
        assert_eq!(after - before.get(&series), 1, "{path}");
    }
}

#[tokio::test]
async fn who_comes_too_often_is_counted() {
    let app = TestApp::new().await;
    let refused = "rejoinder_http_refused_total{reason=\"limit\"}";
    let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
    let who =
        json!({ "site": "history", "email": "nobody@example.org", "password": "none of mine" });
    let client = app.anonymous().at_page(crate::support::ORIGIN);
    let mut answers = 0;
    while client.send(sign_in, who.clone()).await.status != StatusCode::TOO_MANY_REQUESTS {
        answers += 1;
        assert!(answers < 100);
    }
    let told = scrape(&app).await;
    assert_eq!(told.get(refused), 1);
    let hashed = told.get("rejoinder_passwords_hashed_total");
    assert_eq!(hashed, answers);
    assert_eq!(told.get("rejoinder_passwords_waiting"), 0);
}

#[tokio::test]
async fn open_streams_and_what_they_told_are_counted() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let mut events = mo.listen(QUEUE, json!({ "site": "history" })).await;
    let first = events.next().await.unwrap();
    assert_eq!(first["data"]["queueEvents"]["commentIds"], Value::Null);
    let told = scrape(&app).await;
    assert_eq!(told.get("rejoinder_streams_open"), 1);
    assert_eq!(told.get("rejoinder_stream_events_total"), 1);
    drop(events);
    let told = scrape(&app).await;
    assert_eq!(told.get("rejoinder_streams_open"), 0);
}

#[tokio::test]
async fn queues_are_as_long_as_they_are_after_a_comment() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let other = app.other_site("science").await;
    let held = "rejoinder_queue_comments{queue=\"pending\"}";
    ana.post(&thread, "Which lighthouse?").await;
    let port = super::port(&app.app);
    assert_eq!(super::scrape_at(&port).await.get(held), 1);

    let there = app.thread_on(&other, "1").await;
    app.comment(&there).held().insert().await;
    let again = super::scrape_at(&port).await;
    assert_eq!(again.get(held), 1, "not looked up again so soon");
    app.clock.advance(super::FRESH);
    assert_eq!(super::scrape_at(&port).await.get(held), 2);
}
