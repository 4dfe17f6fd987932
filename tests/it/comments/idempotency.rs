//! The same key of the same author gives the same comment, however often and wherever it is sent.
use crate::support::{Answer, Client, TestApp, named, together};
use rejoinder::{domain::threads::Setting, model::Status};
use serde_json::json;

async fn send(client: &Client, thread: &Setting, body: &str, key: &str) -> Answer {
    let more = json!({ "clientMutationId": key });
    client.post_with(named(thread), body, more).await
}

#[tokio::test]
async fn the_same_key_gives_the_same_comment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let first = send(&ana, &thread, "hello", "k1").await;
    let second = send(&ana, &thread, "hello", "k1").await;
    assert_eq!(second.json, first.json);
    assert_eq!(first.text("/postComment/clientMutationId"), "k1");
    let third = send(&ana, &thread, "hello", "k2").await;
    assert_ne!(third.json, first.json);
    assert_eq!(app.count_status(&thread, Status::Approved).await, 2);
}

#[tokio::test]
async fn the_key_is_the_authors_own() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let hers = send(&ana, &thread, "hello", "k1").await;
    let his = send(&ben, &thread, "hello", "k1").await;
    let id = "/postComment/comment/id";
    assert_ne!(hers.text(id), his.text(id));
}

#[tokio::test]
async fn a_key_stands_for_one_body_one_place_and_one_thread() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.thread().await);
    let ana = app.reader("Ana").await;
    let top = send(&ana, &thread, "hello", "k1").await;
    let top = top.text("/postComment/comment/id");
    let more = json!({ "parentId": top, "clientMutationId": "k1" });
    for refused in [
        send(&ana, &thread, "goodbye", "k1").await,
        send(&ana, &other, "hello", "k1").await,
        ana.post_with(named(&thread), "hello", more).await,
    ] {
        assert_eq!(refused.code(), "CONFLICT");
        assert_eq!(refused.reason(), "IDEMPOTENCY_KEY_REUSED");
    }
    let rows = app.count("comment", "1 = 1", vec![]).await;
    assert_eq!(rows, 1);
}

#[tokio::test]
async fn a_key_that_cannot_be_kept_is_refused() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for key in ["", " k", &"k".repeat(65), "k\n"] {
        let refused = send(&ana, &thread, "hello", key).await;
        assert_eq!(refused.error("field"), "clientMutationId", "{key:?}");
    }
    let longest = "ß".repeat(64);
    let taken = send(&ana, &thread, "hello", &longest).await;
    assert_eq!(taken.text("/postComment/clientMutationId"), longest);
}

/// A lost answer is asked for again, however busy the author has been since.
#[tokio::test]
async fn a_repeated_post_costs_the_author_none_of_their_tries() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let first = send(&ana, &thread, "hello", "k1").await;
    for _ in 0..20 {
        assert_eq!(send(&ana, &thread, "hello", "k1").await.json, first.json);
    }
    for number in 0..7 {
        let posted = ana.post(&thread, &number.to_string()).await;
        posted.at("/postComment");
    }
    assert_eq!(ana.post(&thread, "more").await.code(), "RATE_LIMITED");
    assert_eq!(send(&ana, &thread, "hello", "k1").await.json, first.json);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_sends_of_one_key_at_once_make_one_comment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let node = ana.on(app.node().await);
    let answers = together((0..20).map(|index| {
        let client = if index % 2 == 0 { &ana } else { &node }.clone();
        let thread = thread.clone();
        async move { send(&client, &thread, "hello", "k1").await }
    }))
    .await;
    for answer in &answers {
        assert_eq!(answer.json, answers[0].json);
    }
    answers[0].at("/postComment/comment/id");
    assert_eq!(app.count_status(&thread, Status::Approved).await, 1);
    app.assert_no_drift().await;
}

/// One of them is there first; all others are told so.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn different_bodies_under_one_key_at_once_make_one_comment_and_conflicts() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let node = ana.on(app.node().await);
    let threads = [app.thread().await, app.thread().await];
    for round in 0..10 {
        app.clock.advance(chrono::Duration::seconds(48));
        let answers = together((0..8).map(|index| {
            let client = if index % 2 == 0 { &ana } else { &node }.clone();
            let (thread, key) = (threads[index % 4 / 2].clone(), format!("k{round}"));
            async move { send(&client, &thread, &index.to_string(), &key).await }
        }))
        .await;
        let (made, refused): (Vec<_>, Vec<_>) = answers
            .iter()
            .partition(|answer| answer.json.get("errors").is_none());
        assert_eq!(made.len(), 1);
        for answer in refused {
            assert_eq!(answer.code(), "CONFLICT", "{:#}", answer.json);
        }
    }
    assert_eq!(app.count("comment", "1 = 1", vec![]).await, 10);
    app.assert_no_drift().await;
}
