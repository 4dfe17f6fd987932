//! Answers that are kept: found out once, never for or by somebody signed in, and never older than what
//! is known to have changed.
use super::{
    persisted::{asking, documents, id},
    *,
};
use crate::{
    domain::caches,
    http::{finished::Finished, kept::Leave},
};
use std::sync::atomic::AtomicU64;
use tokio::time::{Instant, sleep};

const TIMES: &str = "{ times }";
const REFUSED: &str = "{ refusedTimes }";
const ECHO: &str = "query Echo($t: String!) { times echo(text: $t) }";

/// A door that keeps answers, and the version of what they say.
fn keeping_door() -> (TestDoor, Arc<AtomicU64>) {
    let version = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&version);
    let door = door().knowing(&documents(&[TIMES, REFUSED, ECHO]));
    let finished = finished(move || told.load(Ordering::SeqCst));
    let door = door.keeping(Arc::new(finished));
    (door, version)
}

pub(super) fn finished(version: impl Fn() -> u64 + Send + Sync + 'static) -> Finished {
    let caches = caches::Settings {
        bytes: 1 << 20,
        seconds: 5,
        purge: None,
    };
    Finished::new(caches.bytes, Leave::of(&caches), version)
}

async fn read(door: &TestDoor, text: &str, headers: &[(&'static str, &str)]) -> Read {
    let request = asking(text, headers);
    let head = (request.method(), request.uri(), request.headers());
    match door.ready(head).await {
        Some(answer) => read_answer(answer).await,
        None => send(door, request).await,
    }
}

#[tokio::test]
async fn what_is_known_is_not_found_out_again_until_it_is_another() {
    let (door, version) = keeping_door();
    let first = read(&door, TIMES, &[]).await;
    assert_eq!(first.text, r#"{"data":{"times":1}}"#);
    let again = read(&door, TIMES, &[]).await;
    assert_eq!((&again.text, &again.headers), (&first.text, &first.headers));
    let tag = first.header("etag");
    let known = read(&door, TIMES, &[("if-none-match", tag)]).await;
    assert_eq!((known.status.as_u16(), &*known.text), (304, ""));
    version.fetch_add(1, Ordering::SeqCst);
    let newer = read(&door, TIMES, &[("if-none-match", tag)]).await;
    assert_eq!(newer.text, r#"{"data":{"times":2}}"#);
    assert_ne!(newer.header("etag"), tag);
}

#[tokio::test]
async fn each_variable_and_media_type_has_an_answer_of_its_own() {
    let (door, _) = keeping_door();
    let first = read(&door, ECHO, &[]).await;
    let other = read(&door, ECHO, &[("accept", GRAPHQL)]).await;
    assert_ne!(first.header("content-type"), other.header("content-type"));
    assert_ne!(first.text, other.text);
    let query = |t: &str| {
        format!(
            "/graphql?documentId={}&variables=%7B%22t%22:%22{t}%22%7D",
            id(ECHO)
        )
    };
    for (t, times) in [("b", 3), ("c", 4), ("b", 3)] {
        let request = HttpRequest::get(query(t)).body(Body::empty()).unwrap();
        let answer = send(&door, request).await;
        let data = &answer.json()["data"];
        assert_eq!((&data["echo"], &data["times"]), (&json!(t), &json!(times)));
    }
}

#[tokio::test]
async fn whoever_says_who_they_are_neither_gets_nor_leaves_one() {
    let (door, _) = keeping_door();
    for header in ["authorization", "x-rejoinder-session"] {
        let before = read(&door, TIMES, &[]).await;
        let own = read(&door, TIMES, &[(header, "x")]).await;
        assert_ne!(own.text, before.text, "{header}");
        assert_eq!(own.header("cache-control"), "no-store");
        let after = read(&door, TIMES, &[]).await;
        assert_eq!(after.text, before.text, "{header}");
    }
    let (door, _) = keeping_door();
    let own = read(&door, TIMES, &[("authorization", "x")]).await;
    assert_eq!(own.text, r#"{"data":{"times":1}}"#);
    let other = read(&door, TIMES, &[]).await;
    assert_eq!(other.text, r#"{"data":{"times":2}}"#);
    let posted = post(
        &door,
        "application/json",
        json!({ "documentId": id(TIMES) }),
    )
    .await;
    assert_eq!(posted.text, r#"{"data":{"times":3}}"#);
}

#[tokio::test]
async fn of_many_that_ask_at_once_one_finds_out() {
    let (door, _) = keeping_door();
    let all = futures_util::future::join_all((0..50).map(|_| read(&door, TIMES, &[]))).await;
    assert!(all.iter().all(|one| one.text == r#"{"data":{"times":1}}"#));
    // Whoever leaves while it is found out takes nobody along.
    let (door, _) = keeping_door();
    let mut leaving = Box::pin(read(&door, TIMES, &[]));
    assert!(futures_util::poll!(&mut leaving).is_pending());
    let waiting = read(&door, TIMES, &[]);
    let left = async move {
        sleep(Duration::from_millis(5)).await;
        drop(leaving);
    };
    let (answer, ()) = tokio::join!(waiting, left);
    assert_eq!(answer.text, r#"{"data":{"times":2}}"#);
}

#[tokio::test]
async fn a_refusal_is_for_whoever_asked() {
    let (door, _) = keeping_door();
    let all = futures_util::future::join_all((0..3).map(|_| read(&door, REFUSED, &[]))).await;
    for answer in all {
        assert_eq!(answer.code(), "INVALID");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    let asked = read(&door, TIMES, &[]).await;
    assert_eq!(
        asked.text, r#"{"data":{"times":4}}"#,
        "each asked for itself"
    );
}

#[tokio::test]
async fn what_nobody_tells_of_is_seen_after_a_second() {
    let (door, _) = keeping_door();
    let begun = Instant::now();
    read(&door, TIMES, &[]).await;
    while read(&door, TIMES, &[]).await.text == r#"{"data":{"times":1}}"# {
        sleep(Duration::from_millis(50)).await;
        assert!(begun.elapsed() < Duration::from_secs(5), "kept for ever");
    }
    assert!(begun.elapsed() >= Duration::from_millis(900), "not kept");
}

#[tokio::test]
async fn it_is_compressed_for_whoever_takes_that() {
    let (door, _) = keeping_door();
    let long = "a".repeat(2_000);
    let uri = format!(
        "/graphql?documentId={}&variables=%7B%22t%22:%22{long}%22%7D",
        id(ECHO)
    );
    let ask = async |encoding: &str| {
        let request = HttpRequest::get(&uri).header("accept-encoding", encoding);
        let answer = door.handle(request.body(Body::empty()).unwrap(), |query, _| query);
        answer.await
    };
    let plain = ask("identity").await;
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = read_answer(plain).await;
    for _ in 0..2 {
        let zipped = ask("br, gzip;q=0.8").await;
        assert_eq!(zipped.headers()["content-encoding"], "gzip");
        let bytes = zipped.into_body().collect().await.unwrap().to_bytes();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut text)
            .unwrap();
        assert_eq!(text, plain.text);
    }
    let refused = read_answer(ask("gzip;q=0").await).await;
    assert_eq!(refused.text, plain.text);
}
