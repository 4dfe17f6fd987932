//! Links to one's own data: for how long, how often, and for whom.
use super::archive::{fetch, files};
use crate::support::{Client, OWN_ORIGIN, TestApp, together};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use chrono::{DateTime, Duration, Utc};
use rejoinder::domain::jobs;
use serde_json::{Value, json};
use tower::ServiceExt;

const EXPORT: &str =
    "mutation($input: ExportMyDataInput!) { exportMyData(input: $input) { url expiresAt } }";

/// The path of the link, and until when it is good.
pub(super) async fn ask(client: &Client, input: Value) -> (String, DateTime<Utc>) {
    let answer = client.send(EXPORT, input).await;
    let url = answer.text("/exportMyData/url");
    let path = url.strip_prefix(OWN_ORIGIN).unwrap().to_owned();
    let expires_at = answer.text("/exportMyData/expiresAt").parse().unwrap();
    (path, expires_at)
}

async fn status(app: &TestApp, url: &str) -> StatusCode {
    fetch(app, Request::get(url)).await.0
}

#[tokio::test]
async fn a_link_gives_three_downloads_of_ones_own_data() {
    let app = TestApp::new().await;
    let (ana, bea) = (app.reader("Ana").await, app.reader("Bea").await);
    let (url, expires_at) = ask(&ana, json!({})).await;
    assert_eq!(expires_at, app.app.env.now() + Duration::minutes(10));
    // Looking at it uses nothing up, however often.
    for _ in 0..5 {
        let (status, headers, body) = fetch(&app, Request::head(&url)).await;
        assert_eq!((status, body.len()), (StatusCode::OK, 0));
        assert_eq!(headers[header::CONTENT_TYPE], "application/zip");
    }
    for _ in 0..3 {
        let (status, _, archive) = fetch(&app, Request::get(&url)).await;
        assert_eq!(status, StatusCode::OK);
        let document = &files(archive)[2].1;
        assert!(document.contains("ana@example.org") && !document.contains("bea@"));
    }
    let (status, headers, body) = fetch(&app, Request::get(&url)).await;
    assert_eq!(status, StatusCode::GONE);
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["errors"][0]["extensions"]["reason"], "DOWNLOAD_OVER");
    // Whoever has followed it in a browser is told in words.
    let browser = Request::get(&url)
        .header(header::ACCEPT, "text/html,*/*;q=0.8")
        .header(header::ACCEPT_LANGUAGE, "de");
    let (_, headers, body) = fetch(&app, browser).await;
    assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert!(String::from_utf8(body).unwrap().contains("Download"));
    ask(&bea, json!({})).await;
}

#[tokio::test]
async fn of_twenty_downloads_at_once_three_are_let_through() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let (url, _) = ask(&ana, json!({})).await;
    let all = together((0..20).map(|_| {
        let request = Request::get(&url).body(Body::empty()).unwrap();
        let router = app.router();
        async move { router.oneshot(request).await.unwrap().status() }
    }))
    .await;
    let good = all.iter().filter(|status| **status == StatusCode::OK);
    assert_eq!(good.count(), 3);
}

#[tokio::test]
async fn a_link_ends_with_its_time_and_with_its_session() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let (late, _) = ask(&ana, json!({})).await;
    app.clock
        .advance(Duration::minutes(10) - Duration::seconds(1));
    assert_eq!(status(&app, &late).await, StatusCode::OK);
    app.clock.advance(Duration::seconds(1));
    assert_eq!(status(&app, &late).await, StatusCode::GONE);
    jobs::clear_out(&app.app).await.unwrap();
    app.clock.advance(Duration::seconds(1));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("data_ticket", "1 = 1", vec![]).await, 0);

    let ana = app.again(&ana).await;
    let (url, _) = ask(&ana, json!({})).await;
    let end = "mutation($input: EndAllSessionsInput!) { endAllSessions(input: $input) {
        endedCount } }";
    ana.send(end, json!({ "includingThis": true }))
        .await
        .at("/endAllSessions");
    assert_eq!(status(&app, &url).await, StatusCode::GONE);
}

#[tokio::test]
async fn a_link_that_was_never_given_is_none() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let (url, _) = ask(&ana, json!({})).await;
    let token = url.split('=').nth(1).unwrap();
    assert_eq!(token.len(), 47);
    assert_eq!(super::traces(&app, token).await, Vec::<String>::new());
    let changed = format!("{}A", &token[..46]);
    for token in ["", "rjd_", "x", &token[1..], &changed, "rjd_%00"] {
        let url = format!("/account/data?ticket={token}");
        assert_eq!(status(&app, &url).await, StatusCode::GONE, "{token}");
    }
    assert_eq!(
        status(&app, "/account/data").await,
        StatusCode::UNAUTHORIZED
    );
}

/// A link counts as one export, whatever is made of it.
#[tokio::test]
async fn links_are_given_as_often_as_exports() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    for _ in 0..3 {
        ask(&ana, json!({})).await;
    }
    let refused = ana.send(EXPORT, json!({})).await;
    assert_eq!(refused.code(), "RATE_LIMITED");
    assert_eq!(
        super::export::get(&ana).await.0,
        StatusCode::TOO_MANY_REQUESTS
    );
    let nobody = app.anonymous().send(EXPORT, json!({})).await;
    assert_eq!(nobody.reason(), "SIGNED_OUT");
    let elsewhere = ana.at_page("https://evil.example");
    assert_eq!(
        elsewhere.send(EXPORT, json!({})).await.reason(),
        "FOREIGN_ORIGIN"
    );
}

#[tokio::test]
async fn a_link_gives_the_data_of_the_site_it_was_asked_for_on() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let ana = app.reader("Ana").await;
    let role = rejoinder::model::Role::Commenter;
    let there = app.signed_in(&politics, "Ana", role).await;
    for (client, site) in [(&ana, "history"), (&there, "politics")] {
        let (url, _) = ask(client, json!({})).await;
        let json = Request::get(&url).header(header::ACCEPT, "application/json");
        let (_, _, document) = fetch(&app, json).await;
        let document: Value = serde_json::from_slice(&document).unwrap();
        assert_eq!(document["site"]["key"], site);
    }
}
