//! Documents that are asked for by their hash, and the answers that may be kept.
use super::*;
use sha2::{Digest, Sha256};

const ECHO: &str = "query Echo($t: String!) { echo(text: $t) }";
const POST: &str = "mutation { post }";
const BAD: &str = "{ panic(cause: \"\") echo(text: 3) }";

pub(super) fn id(text: &str) -> String {
    format!("sha256:{:x}", Sha256::digest(text))
}

/// As a build prints them.
pub(super) fn documents(texts: &[&str]) -> String {
    let known = texts
        .iter()
        .map(|text| (id(text).replace("sha256:", ""), Json::from(*text)));
    let known: serde_json::Map<String, Json> = known.collect();
    Json::from(known).to_string()
}

fn knowing_door() -> (TestDoor, Writes) {
    let (door, writes) = door_with(Limits::default());
    let known = [ECHO, POST, BAD, "{", "{ invalid viewer }", "{ viewer }"];
    (keeping(door.knowing(&documents(&known))), writes)
}

/// What is the same for all, for as long as the test lasts.
fn keeping(door: TestDoor) -> TestDoor {
    door.keeping(Arc::new(super::finished::finished(|| 0)))
}

/// As a page of another origin sends it, without a preflight.
pub(super) fn asking(text: &str, headers: &[(&'static str, &str)]) -> HttpRequest<Body> {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("documentId", &id(text))
        .append_pair("variables", r#"{"t":"a"}"#)
        .finish();
    let mut request = HttpRequest::get(format!("/graphql?{query}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn a_known_document_runs_by_its_hash() {
    let (door, writes) = knowing_door();
    let answer = send(&door, asking(ECHO, &[])).await;
    assert_eq!(answer.text, r#"{"data":{"echo":"a"}}"#);
    let parameters = json!({
        "documentId": id(ECHO), "operationName": "Echo", "variables": { "t": "b" },
    });
    let answer = post(&door, GRAPHQL, parameters).await;
    assert_eq!(answer.text, r#"{"data":{"echo":"b"}}"#);
    assert_eq!(answer.header("cache-control"), "no-store");
    let answer = post(&door, GRAPHQL, json!({ "documentId": id(POST) })).await;
    assert_eq!(answer.status, 200);
    assert_eq!(writes.count(), 1);
}

#[tokio::test]
async fn an_unknown_hash_is_told_by_a_code_of_its_own() {
    let (door, _) = knowing_door();
    let hash = id(ECHO).replace("sha256:", "");
    // What cannot be parsed is not known either.
    for unknown in [&id("{ viewer  }"), &id("{"), &hash, "md5:1", "", "sha256:"] {
        for (accept, status) in [(GRAPHQL, 400), ("application/json", 200)] {
            let answer = post(&door, accept, json!({ "documentId": unknown })).await;
            let told = (answer.status.as_u16(), answer.code());
            let expect = (status, "PERSISTED_DOCUMENT_NOT_FOUND".to_owned());
            assert_eq!(told, expect, "{unknown}");
            assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 1);
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }
}

#[tokio::test]
async fn a_text_and_a_hash_at_once_are_refused() {
    let (door, _) = knowing_door();
    for parameters in [
        json!({ "query": "{ viewer }", "documentId": id("{ viewer }") }),
        json!({ "query": null, "documentId": null }),
        json!({ "documentId": 3 }),
        json!({ "documentId": [id("{ viewer }")] }),
        json!({ "query": "{ viewer }", "documentId": {} }),
    ] {
        let answer = post(&door, "application/json", parameters.clone()).await;
        let told = (answer.status.as_u16(), answer.code());
        assert_eq!(told, (400, "BAD_REQUEST".to_owned()), "{parameters}");
    }
    let both = [("query", "{ viewer }"), ("documentId", &id("{ viewer }"))];
    assert_eq!(get(&door, &both).await.status, 400);
}

#[tokio::test]
async fn what_hangs_on_the_request_is_asked_of_known_documents_too() {
    let (door, writes) = knowing_door();
    let answer = get(&door, &[("documentId", &id(ECHO))]).await;
    assert_eq!(answer.code(), "VALIDATION_FAILED");
    let other = [("documentId", &*id(ECHO)), ("operationName", "Other")];
    assert_eq!(get(&door, &other).await.code(), "BAD_REQUEST");
    let answer = get(&door, &[("documentId", &id(POST))]).await;
    let told = (answer.status.as_u16(), answer.code());
    assert_eq!(told, (405, "METHOD_NOT_ALLOWED".to_owned()));
    let answer = get(&door, &[("documentId", &id(BAD))]).await;
    assert_eq!(answer.code(), "VALIDATION_FAILED");
    assert_eq!(writes.count(), 0);
}

#[tokio::test]
async fn an_answer_that_is_the_same_for_all_may_be_kept() {
    let (door, _) = knowing_door();
    let answer = send(&door, asking(ECHO, &[("accept", GRAPHQL)])).await;
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=0, s-maxage=5"
    );
    assert_eq!(
        answer.header("cdn-cache-control"),
        "public, max-age=5, stale-while-revalidate=30"
    );
    assert_eq!(
        answer.header("vary"),
        "accept, accept-encoding, authorization, x-rejoinder-session"
    );
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let tag = answer.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.len() == 24, "{tag}");

    let json = send(&door, asking(ECHO, &[])).await;
    assert_ne!(json.header("etag"), tag, "the media type is another");
    let stale = format!("\"other\", {tag}");
    let zipped = format!("{}-gzip\"", tag.trim_end_matches('"'));
    for known in [&*tag, &stale, &zipped, &format!("W/{tag}"), "*"] {
        let headers = [("accept", GRAPHQL), ("if-none-match", known)];
        let answer = send(&door, asking(ECHO, &headers)).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.text),
            (304, ""),
            "{known}"
        );
        let told = answer.header("etag");
        let is_it = known.ends_with(told) || known == "*" && told == tag;
        assert!(is_it && told.starts_with('"'), "{known} {told}");
        assert_eq!(answer.header("content-type"), "");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(answer.header("cache-control").starts_with("public"));
    }
    for other in ["\"other\"", json.header("etag"), &format!("{tag}x")] {
        let headers = [("accept", GRAPHQL), ("if-none-match", other)];
        let answer = send(&door, asking(ECHO, &headers)).await;
        assert_eq!(answer.status, 200, "{other}");
    }
}

#[tokio::test]
async fn nothing_else_may_be_kept() {
    let (door, _) = knowing_door();
    let kept = |answer: &Read| answer.header("cache-control") != "no-store";
    let known = send(&door, asking("{ viewer }", &[])).await;
    assert!(kept(&known));
    let tag = known.header("etag");
    for header in ["authorization", "x-rejoinder-session"] {
        let headers = [(header, "x"), ("if-none-match", tag)];
        let answer = send(&door, asking("{ viewer }", &headers)).await;
        assert!(!kept(&answer), "{header}");
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (200, ""));
    }
    let with_errors = send(&door, asking("{ invalid viewer }", &[])).await;
    assert_eq!(with_errors.code(), "INVALID");
    assert!(!kept(&with_errors));
    let in_full = get(&door, &[("query", "{ viewer }")]).await;
    assert!(!kept(&in_full));
    let long = Limits {
        answer_bytes: 8,
        ..Limits::default()
    };
    let text = Json::from("{ viewer }");
    let known = json!({ (id("{ viewer }").replace("sha256:", "")): text });
    let door = keeping(door_with(long).0.knowing(&known.to_string()));
    let too_long = send(&door, asking("{ viewer }", &[])).await;
    assert_eq!(too_long.code(), "TOO_LARGE");
    assert!(!kept(&too_long));
}
