//! Answers that go on.
use super::*;

const EVENTS: &str = "text/event-stream";

async fn stream(door: &TestDoor, query: &str) -> Read {
    post(door, EVENTS, json!({ "query": query })).await
}

fn events(read: &Read) -> Vec<String> {
    assert_eq!(read.status, StatusCode::OK, "{}", read.text);
    assert_eq!(read.header("content-type"), EVENTS);
    assert_eq!(read.header("cache-control"), "no-store");
    assert_eq!(read.header("x-accel-buffering"), "no");
    assert_eq!(read.header("access-control-allow-origin"), "*");
    read.text
        .split_terminator("\n\n")
        .map(str::to_owned)
        .collect()
}

fn next(data: &Json) -> String {
    format!("event: next\ndata: {data}")
}

#[tokio::test]
async fn each_answer_is_an_event_and_then_it_is_complete() {
    let read = stream(&door(), "subscription { n: count(last: 2) }").await;
    let expected = [
        next(&json!({ "data": { "n": 1 } })),
        next(&json!({ "data": { "n": 2 } })),
        "event: complete\ndata: null".to_owned(),
    ];
    assert_eq!(events(&read), expected);
    let read = stream(&door(), "subscription { count(last: 0) }").await;
    assert_eq!(events(&read), expected[2..]);
}

#[tokio::test]
async fn what_fails_on_the_way_is_the_last_event() {
    let read = stream(
        &door(),
        "subscription { count(last: 1, then: \"FORBIDDEN\") }",
    )
    .await;
    let told = events(&read);
    assert_eq!(told.len(), 3);
    let last: Json = serde_json::from_str(told[1].rsplit_once("data: ").unwrap().1).unwrap();
    assert_eq!(last["errors"][0]["extensions"]["code"], "FORBIDDEN");
    assert_eq!(last["data"], Json::Null);
    assert!(told[2].starts_with("event: complete"));
}

#[tokio::test]
async fn a_panic_on_the_way_ends_the_stream_and_tells_nothing() {
    let read = stream(&door(), "subscription { count(last: 1, then: \"panic\") }").await;
    let told = events(&read);
    assert_eq!(told.len(), 2);
    assert!(told[1].starts_with("event: complete"));
}

#[tokio::test]
async fn what_cannot_begin_says_why_and_is_complete() {
    let refused = stream(
        &door(),
        "subscription { count(last: 1, then: \"nothing\") }",
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.code(), "UNAUTHENTICATED");
    let refused = stream(&door(), "subscription { count(last: 0, then: \"panic\") }").await;
    assert_eq!(refused.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(refused.text.contains(&ERROR_ID.to_string()));
    let two = "subscription { a: count(last: 1) b: count(last: 1) }";
    for (document, code) in [
        ("subscription { nothing }", "VALIDATION_FAILED"),
        (two, "VALIDATION_FAILED"),
        (
            "subscription { count(last: 0, then: \"NOT_FOUND\") }",
            "NOT_FOUND",
        ),
    ] {
        let told = events(&stream(&door(), document).await);
        assert_eq!(told.len(), 2, "{told:?}");
        let said: Json = serde_json::from_str(&told[0]["event: next\ndata: ".len()..]).unwrap();
        assert_eq!(said["errors"][0]["extensions"]["code"], code);
        // There are no data where nothing has been run.
        assert_eq!(said.get("data").is_none(), code == "VALIDATION_FAILED");
        assert_eq!(told[1], "event: complete\ndata: null");
    }
    // A client that takes answers too reads why in one.
    let both = format!("{EVENTS}, {GRAPHQL}");
    let wrong = json!({ "query": "subscription { nothing }" });
    let refused = post(&door(), &both, wrong).await;
    assert_eq!(refused.code(), "VALIDATION_FAILED");
    // It sends the text next.
    let unknown = json!({ "documentId": "sha256:00" });
    let refused = post(&door(), EVENTS, unknown).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.code(), "PERSISTED_DOCUMENT_NOT_FOUND");
}

#[tokio::test]
async fn a_stream_is_for_subscriptions_alone_and_they_for_streams() {
    let door = door();
    let refused = stream(&door, "{ echo(text: \"hello\") }").await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    let refused = stream(&door, "mutation { post }").await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    let refused = run(&door, "subscription { count(last: 1) }").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text.contains("accept text/event-stream"));
    // Whoever accepts both gets what fits.
    let both = format!("{EVENTS}, {GRAPHQL}");
    let read = post(
        &door,
        &both,
        json!({ "query": "{ echo(text: \"hello\") }" }),
    )
    .await;
    assert_eq!(read.json()["data"]["echo"], "hello");
    let nobody = format!("{EVENTS};q=0, {GRAPHQL}");
    let query = json!({ "query": "subscription { count(last: 1) }" });
    let refused = post(&door, &nobody, query).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}
