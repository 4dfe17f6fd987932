//! Taking one's data away.
use crate::support::{Client, ORIGIN, TestApp, named};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use chrono::Duration;
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) async fn get(client: &Client) -> (StatusCode, HeaderMap, Value) {
    let mut request = Request::get("/account/data").header(header::ACCEPT, "application/json");
    if let Some(access) = &client.access {
        request = request.header(header::AUTHORIZATION, format!("Bearer {access}"));
    }
    if let Some(origin) = &client.origin {
        request = request.header(header::ORIGIN, origin);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = client.router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    (status, headers, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn all_of_ones_own_is_there_and_nothing_of_others() {
    let app = TestApp::new().await;
    let (ana, bea) = (app.reader("Ana").await, app.reader("Beatrix").await);
    let mo = app.moderator("Mo").await;
    let thread = app.thread().await;
    let moment = json!({ "momentSeconds": 754 });
    let first = ana
        .post_with(named(&thread), "the first words", moment)
        .await
        .text("/postComment/comment/id");
    ana.edit(&first, "other words").await.at("/editComment");
    bea.reply(&thread, &first, "words of Beatrix")
        .await
        .at("/postComment");
    let other = bea
        .post(&thread, "more of hers")
        .await
        .text("/postComment/comment/id");
    ana.vote(&other, "UP").await.at("/voteComment");
    let id = |client: &Client| format!("author_{}", client.member_id().0.simple());
    let mute = "mutation($input: MuteAuthorInput!) { muteAuthor(input: $input) { author { id } } }";
    ana.send(mute, json!({ "authorId": id(&bea) }))
        .await
        .at("/muteAuthor");
    let note =
        "mutation($input: AddMemberNoteInput!) { addMemberNote(input: $input) { note { id } } }";
    let input = json!({ "authorId": id(&ana), "text": "a moderator's word" });
    mo.send(note, input).await.at("/addMemberNote");

    let (status, headers, data) = get(&ana.at_page(ORIGIN)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(
        (&data["account"]["email"], &data["site"]["key"]),
        (&json!("ana@example.org"), &json!("history"))
    );
    assert_eq!(data["member"]["role"], "COMMENTER");
    let comments = data["comments"].as_array().unwrap();
    assert_eq!(comments.len(), 1);
    assert_eq!(comments[0]["momentSeconds"], 754);
    assert_eq!(
        (&comments[0]["id"], &comments[0]["status"]),
        (&json!(first), &json!("APPROVED"))
    );
    let texts = comments[0]["revisions"].as_array().unwrap().iter();
    let texts: Vec<_> = texts
        .map(|text| text["bodyMarkdown"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["the first words", "other words"]);
    assert_eq!(data["votes"][0]["commentId"], other.as_str());
    assert_eq!(data["mutes"][0]["authorId"], id(&bea));
    assert_eq!(data["sessions"].as_array().unwrap().len(), 1);
    let text = data.to_string();
    for foreign in ["Beatrix", "more of hers", "a moderator's word", "hash"] {
        assert!(!text.contains(foreign), "{foreign}");
    }
}

#[tokio::test]
async fn a_document_of_many_pages_is_whole() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let thread = app.thread().await;
    let mut ids = Vec::new();
    // As many as pages hold, so that the last one is empty.
    for number in 0..300 {
        let comment = app
            .comment(&thread)
            .by(&ana)
            .body(format!("words {number}"))
            .insert()
            .await;
        ids.push(crate::support::comment_id(comment.id));
    }
    let (_, _, data) = get(&ana).await;
    let comments = data["comments"].as_array().unwrap().iter();
    let told: Vec<_> = comments
        .map(|comment| comment["id"].as_str().unwrap())
        .collect();
    assert_eq!(told, ids);
}

#[tokio::test]
async fn only_who_is_signed_in_gets_their_own() {
    let app = TestApp::new().await;
    let (status, _, data) = get(&app.anonymous()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(data["errors"][0]["extensions"]["reason"], "SIGNED_OUT");
    let ana = app.reader("Ana").await;
    let (status, _, data) = get(&ana.at_page("https://evil.example")).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(data["errors"][0]["extensions"]["reason"], "FOREIGN_ORIGIN");
    let forged = Client {
        access: Some("a.b.c".to_owned()),
        ..ana
    };
    assert_eq!(get(&forged).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn three_an_hour_are_enough() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for _ in 0..3 {
        assert_eq!(get(&ana).await.0, StatusCode::OK);
    }
    let (status, headers, data) = get(&ana).await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(data["errors"][0]["extensions"]["code"], "RATE_LIMITED");
    assert!(headers.contains_key(header::RETRY_AFTER));
    app.clock.advance(Duration::minutes(20));
    let ana = app.again(&ana).await;
    assert_eq!(get(&ana).await.0, StatusCode::OK);
}

#[tokio::test]
async fn pages_may_ask_first() {
    let app = TestApp::new().await;
    for (method, status) in [("OPTIONS", 204), ("POST", 405), ("DELETE", 405)] {
        let request = Request::builder().method(method).uri("/account/data");
        let request = request.body(Body::empty()).unwrap();
        let response = app.router().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{method}");
        assert_eq!(response.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert!(
            !response
                .headers()
                .contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS)
        );
    }
}
