//! The way of a file into the database: once, in time, not too large, whole.
use super::{answered, cancel, done, newest, prepare, put, sent};
use crate::{
    imports::export::{SAMPLE, comment, export, post},
    support::{TestApp, together},
};
use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use chrono::Duration;
use flate2::{Compression, write::GzEncoder};
use futures_util::stream;
use serde_json::{Value, json};
use std::io::{self, Write as _};

fn gzip(file: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(file).unwrap();
    encoder.finish().unwrap()
}

fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap()
}

fn reason(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["reason"]
        .as_str()
        .unwrap()
}

/// Some megabytes, so that it is kept in several pieces.
fn large() -> String {
    let text = "Words that make a comment longer. ".repeat(100);
    export([post(1).with((1..=1_000).map(|id| comment(id).says(&text)))])
}

#[tokio::test]
async fn a_large_file_comes_in_whole_packed_or_not() {
    let file = large();
    assert!(file.len() > 3 << 20);
    for body in [file.clone().into_bytes(), gzip(file.as_bytes())] {
        let app = TestApp::new().await;
        let admin = app.admin("Ada").await;
        let (id, path) = prepare(&admin).await;
        let parts: Vec<_> = body
            .chunks(10_000)
            .map(|part| Ok::<_, io::Error>(Bytes::copy_from_slice(part)))
            .collect();

        let (status, _) = put(&app, &path, Body::from_stream(stream::iter(parts))).await;

        assert_eq!(status, StatusCode::NO_CONTENT);
        assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 4);
        let largest = app
            .count("import_piece", "length(bytes) > 1048576", vec![])
            .await;
        assert_eq!(largest, 0);
        let import = done(&app, &admin, (&id, false)).await;
        assert_eq!(import["bytes"], body.len());
        assert_eq!(import["done"], 1_000, "{import:#}");
    }
}

#[tokio::test]
async fn a_ticket_is_good_once_and_for_an_hour() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let (_, path) = prepare(&admin).await;
    assert_eq!(path.len(), "/imports/rji_".len() + 43);
    let token = path.strip_prefix("/imports/").unwrap();
    assert_eq!(crate::data::traces(&app, token).await, Vec::<String>::new());
    put(&app, &path, SAMPLE).await;
    let (status, answer) = put(&app, &path, "another").await;
    assert_eq!((status, reason(&answer)), (StatusCode::GONE, "UPLOAD_OVER"));
    assert_eq!(newest(&admin).await["bytes"], SAMPLE.len());
    for path in [
        "/imports/x",
        "/imports/rji_",
        &format!("{path}A"),
        &path[..40],
    ] {
        let (status, _) = put(&app, path, SAMPLE).await;
        assert_eq!(status, StatusCode::GONE, "{path}");
    }

    let late = TestApp::new().await;
    let admin = late.admin("Ada").await;
    let (_, path) = prepare(&admin).await;
    late.clock.advance(Duration::hours(1));
    let (status, _) = put(&late, &path, SAMPLE).await;
    assert_eq!(status, StatusCode::GONE);
    assert_eq!(late.count("import_piece", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn of_ten_who_send_at_once_one_is_let_through() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let (id, path) = prepare(&admin).await;
    let all = (0..10).map(|_| {
        let request = Request::put(&path).body(Body::from(SAMPLE)).unwrap();
        let router = app.router();
        async move {
            tower::ServiceExt::oneshot(router, request)
                .await
                .unwrap()
                .status()
        }
    });
    let all = together(all).await;
    let taken = all
        .iter()
        .filter(|status| **status == StatusCode::NO_CONTENT);
    assert_eq!(taken.count(), 1, "{all:?}");
    assert_eq!(done(&app, &admin, (&id, false)).await["done"], 8);
}

/// Nothing is read of a file that says so itself, and its ticket stays good.
#[tokio::test]
async fn a_file_that_is_too_large_is_refused_in_words() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let (_, path) = prepare(&admin).await;
    let huge = Bytes::from(vec![0; (512 << 20) + 1]);
    let request = Request::put(&path).body(Body::from(huge)).unwrap();
    let (status, answer) = answered(&app, request).await;
    assert_eq!(
        (status, code(&answer)),
        (StatusCode::PAYLOAD_TOO_LARGE, "TOO_LARGE")
    );
    assert!(
        answer["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("512 MiB")
    );
    assert_eq!(newest(&admin).await["state"], "AWAITING_FILE");
    let (status, _) = put(&app, &path, SAMPLE).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_file_that_breaks_off_or_cannot_be_unpacked_leaves_nothing() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let half = gzip(large().as_bytes());
    let half = Bytes::copy_from_slice(&half[..half.len() / 2]);
    let broken = [Ok(Bytes::from(large())), Err(io::Error::other("gone"))];
    let bodies = [
        (Body::from_stream(stream::iter(broken)), "BAD_REQUEST"),
        (Body::from(half), "INVALID"),
    ];
    for (body, expected) in bodies {
        let (_, path) = prepare(&admin).await;
        let (status, answer) = put(&app, &path, body).await;
        assert_eq!((status, code(&answer)), (StatusCode::BAD_REQUEST, expected));
        let import = newest(&admin).await;
        assert_eq!(import["state"], "FAILED");
        assert_eq!(import["error"], answer["errors"][0]["message"]);
        assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 0);
    }
}

#[tokio::test]
async fn a_file_that_comes_after_it_was_called_off_is_not_kept() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let (id, path) = prepare(&admin).await;
    cancel(&admin, &id).await.at("/cancelImport");
    let (status, _) = put(&app, &path, SAMPLE).await;
    assert_eq!(status, StatusCode::GONE);

    // And one that is on its way meanwhile.
    let (_, path) = prepare(&admin).await;
    let (part, rest) = by_hand();
    let sending = tokio::spawn({
        let request = Request::put(&path).body(Body::from_stream(rest)).unwrap();
        let router = app.router();
        async move {
            tower::ServiceExt::oneshot(router, request)
                .await
                .unwrap()
                .status()
        }
    });
    part.send(Ok(Bytes::from(large()))).await.unwrap();
    while app.count("import_piece", "1 = 1", vec![]).await == 0 {
        tokio::task::yield_now().await;
    }
    let id = newest(&admin).await["id"].as_str().unwrap().to_owned();
    cancel(&admin, &id).await.at("/cancelImport");
    drop(part);
    assert_eq!(sending.await.unwrap(), StatusCode::GONE);
    assert_eq!(newest(&admin).await["state"], "CANCELLED");
    assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 0);
}

type Part = io::Result<Bytes>;

fn by_hand() -> (
    tokio::sync::mpsc::Sender<Part>,
    impl futures_util::Stream<Item = Part>,
) {
    let (send, receive) = tokio::sync::mpsc::channel(4);
    let parts = stream::unfold(
        receive,
        async |mut receive: tokio::sync::mpsc::Receiver<Part>| {
            receive.recv().await.map(|part| (part, receive))
        },
    );
    (send, parts)
}

#[tokio::test]
async fn pages_may_put_and_do_nothing_else() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let (_, path) = prepare(&admin).await;
    for method in ["GET", "POST", "DELETE"] {
        let request = Request::builder().method(method).uri(&path);
        let (status, _) = answered(&app, request.body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    }
    let request = Request::options(&path).body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(app.router(), request)
        .await
        .unwrap();
    let headers = response.headers();
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_METHODS], "PUT");
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(newest(&admin).await["state"], json!("AWAITING_FILE"));
    sent_is_still_possible(&app, &path).await;
}

async fn sent_is_still_possible(app: &TestApp, path: &str) {
    let (status, _) = put(app, path, SAMPLE).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn one_import_of_a_site_is_not_finished() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    let another = super::try_prepare(&admin, json!({})).await;
    assert_eq!(another.reason(), "IMPORT_UNDERWAY");
    let politics = app.other_site("politics").await;
    let elsewhere = app
        .signed_in(&politics, "Oda", rejoinder::model::Role::Admin)
        .await;
    let theirs = super::try_prepare(&elsewhere, json!({ "site": "politics" })).await;
    theirs.at("/prepareImport");
    cancel(&admin, &id).await.at("/cancelImport");
    super::try_prepare(&admin, json!({}))
        .await
        .at("/prepareImport");
    let named = super::try_prepare(&elsewhere, json!({ "fileName": "\u{7}" })).await;
    assert_eq!(named.code(), "NOT_FOUND");
}
