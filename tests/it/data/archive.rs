//! The archive: what is in it, in which language, and how it is fetched.
use super::{PASSWORD, erase, erasing::busy, tickets::ask};
use crate::support::{Client, TestApp};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::{Value, json};
use std::io::{Cursor, Read};
use tower::ServiceExt;

/// The status, the headers and the body of a look at an address.
pub(crate) async fn fetch(
    app: &TestApp,
    request: axum::http::request::Builder,
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = request.body(Body::empty()).unwrap();
    let response = app.router().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = axum::body::to_bytes(response.into_body(), usize::MAX);
    (status, headers, body.await.unwrap().to_vec())
}

/// The files of an archive by name.
pub(super) fn files(archive: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        files.push((file.name().unwrap().into_owned(), text));
    }
    files
}

fn bearing(client: &Client) -> axum::http::request::Builder {
    let token = format!("Bearer {}", client.access.as_ref().unwrap());
    Request::get("/account/data").header(header::AUTHORIZATION, token)
}

#[tokio::test]
async fn it_holds_a_page_to_read_and_the_same_for_programs() {
    let app = TestApp::new().await;
    let quirina = busy(&app).await;
    let (status, headers, archive) = fetch(&app, bearing(&quirina)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::CONTENT_TYPE], "application/zip");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
    assert_eq!(
        headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"account-data.zip\""
    );
    let files = files(archive);
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["README.txt", "account-data.html", "account-data.json"]
    );
    let (_, _, alone) = fetch(
        &app,
        bearing(&quirina).header(header::ACCEPT, "application/json"),
    )
    .await;
    let alone: Value = serde_json::from_slice(&alone).unwrap();
    let within: Value = serde_json::from_str(&files[2].1).unwrap();
    assert_eq!(within, alone);
    assert_eq!(alone["comments"].as_array().unwrap().len(), 3);
    let page = &files[1].1;
    for written in [
        "zanzibar one",
        "zanzibar two",
        "zanzibar held",
        "zanzibar report",
    ] {
        assert!(page.contains(written), "{written} is not in {page}");
    }
    assert!(page.contains("<html lang=\"en\" dir=\"ltr\">"), "{page}");
    for foreign in ["an answer", "zanzibar note", "ana@example.org"] {
        assert!(!page.contains(foreign), "{foreign} is in {page}");
    }
    assert!(files[0].1.starts_with("Your data on The history show"));
}

#[tokio::test]
async fn it_is_told_in_the_language_of_whoever_reads_it() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let german = bearing(&ana).header(header::ACCEPT_LANGUAGE, "de-CH, en;q=0.5");
    let (_, _, archive) = fetch(&app, german).await;
    let page = &files(archive)[1].1;
    assert!(page.contains("<html lang=\"de\" dir=\"ltr\">"), "{page}");
    let url = ask(&ana, json!({ "language": "ar" })).await.0;
    let (_, _, archive) = fetch(&app, Request::get(url)).await;
    let files = files(archive);
    assert!(files[1].1.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(files[0].1.contains("بياناتك"), "{}", files[0].1);
}

/// Moderators' words for each other and readers' names stay where they are; what was done, and why
/// the author was told, goes along.
#[tokio::test]
async fn what_became_of_comments_is_told_without_who_did_it() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    let comment = app
        .comment(&thread)
        .by(&ana)
        .body("hoy")
        .held()
        .insert()
        .await;
    let reject = "mutation($input: RejectCommentsInput!) { rejectComments(input: $input) {
        results { code } } }";
    let input = json!({
        "items": [crate::support::item(&comment)], "reason": "OFF_TOPIC",
        "note": "please stay with the bells", "privateNote": "again this one",
    });
    mo.send(reject, input).await.at("/rejectComments");
    let standing = "mutation($input: SetStandingInput!) { setStanding(input: $input) {
        author { id } } }";
    let author = format!("author_{}", ana.member_id().0.simple());
    let input = json!({
        "authorId": author, "standing": "WATCHED", "reason": "too many bells",
        "privateNote": "keep an eye on her",
    });
    mo.send(standing, input).await.at("/setStanding");
    let (_, _, data) = super::export::get(&ana).await;
    let told = &data["comments"][0];
    assert_eq!(told["rejectReason"], "OFF_TOPIC");
    assert_eq!(told["authorNote"], "please stay with the bells");
    assert_eq!(told["decisions"][0]["action"], "REJECT_COMMENT");
    assert_eq!(told["decisions"][0]["to"], "REJECTED");
    let about = &data["decisions"][0];
    assert_eq!(
        (&about["action"], &about["reason"]),
        (&json!("SET_STANDING"), &json!("too many bells"))
    );
    let text = data.to_string();
    let mo_id = mo.member_id().0.simple().to_string();
    for hidden in ["again this one", "keep an eye", "\"Mo\"", mo_id.as_str()] {
        assert!(!text.contains(hidden), "{hidden} is in {text}");
    }
    // What moderators did themselves is theirs to know.
    let (_, _, data) = super::export::get(&mo).await;
    let did = data["actions"].as_array().unwrap();
    let did: Vec<_> = did
        .iter()
        .map(|act| act["action"].as_str().unwrap())
        .collect();
    assert_eq!(did, ["REJECT_COMMENT", "SET_STANDING"]);
    assert_eq!(data["actions"][1]["subjectId"], author);
    let text = data.to_string();
    assert!(
        !text.contains("keep an eye") && !text.contains("Ana"),
        "{text}"
    );
}

/// As nowhere else: a page that embeds the threads could ask for them.
#[tokio::test]
async fn second_factors_are_told_to_their_owner_alone() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    crate::factors::given_an_app(&app, "ana@example.org").await;
    super::traces::add_passkey(&app, &ana, "Ana's telephone").await;
    let (_, _, data) = super::export::get(&ana).await;
    assert_eq!(data["passkeys"][0]["name"], "Ana's telephone");
    assert_eq!(
        data["account"]["secondFactor"],
        json!({ "totpSince": "2026-01-01T00:00:00Z", "recoveryCodesLeft": 0 })
    );
    let kind = rejoinder::model::SessionKind::Embedded;
    let role = rejoinder::model::Role::Commenter;
    let embedded = app.session(&app.site, "Ana", role, kind).await;
    let (_, _, data) = super::export::get(&embedded).await;
    assert_eq!(data["passkeys"], json!([]));
    assert_eq!(data["account"]["secondFactor"], Value::Null);
}

#[tokio::test]
async fn what_was_erased_is_not_to_be_had() {
    let app = TestApp::new().await;
    let quirina = busy(&app).await;
    let url = ask(&quirina, json!({})).await.0;
    erase(&quirina, "DELETE", json!({ "password": PASSWORD }))
        .await
        .at("/eraseMe");
    let (status, ..) = fetch(&app, Request::get(url)).await;
    assert_eq!(status, StatusCode::GONE);
    assert_eq!(app.count("data_ticket", "1 = 1", vec![]).await, 0);
}
