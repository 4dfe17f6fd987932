//! The page that the link in the mail leads to.
use super::{comments, mailed, welcoming};
use crate::support::{OWN_ORIGIN, Setup, TestApp};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header, request::Builder},
};
use serde_json::json;
use tower::ServiceExt;

/// Asks for the page behind the link, or sends its form.
async fn page(app: &TestApp, request: Builder, body: &str) -> (StatusCode, String) {
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = app.router().oneshot(request).await.unwrap();
    let status = response.status();
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(response.headers()[header::REFERRER_POLICY], "no-referrer");
    let bytes = to_bytes(response.into_body(), 10_000).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

fn form(origin: Option<&str>) -> Builder {
    let request = Request::post("/guest/confirm")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    match origin {
        Some(origin) => request.header(header::ORIGIN, origin),
        None => request,
    }
}

#[tokio::test]
async fn looking_at_the_page_posts_nothing_and_its_own_button_does() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let token = mailed(&app, &thread, json!({})).await;
    for _ in 0..3 {
        let link = Request::get(format!("/guest/confirm?token={token}"));
        let (status, html) = page(&app, link, "").await;
        assert_eq!(status, StatusCode::OK);
        assert!(html.contains(&token) && html.contains("<button"));
        // Whoever reads the mail may not have written it.
        assert!(html.contains("The bells were **never** silent") && html.contains("Gil"));
    }
    let body = format!("token={token}");
    for origin in [None, Some("https://elsewhere.example"), Some("null")] {
        assert_eq!(
            page(&app, form(origin), &body).await.0,
            StatusCode::FORBIDDEN
        );
    }
    assert_eq!(comments(&app).await, 0);
    let (status, _) = page(&app, form(Some(OWN_ORIGIN)), &body).await;
    assert_eq!((status, comments(&app).await), (StatusCode::OK, 1));
    let (status, _) = page(&app, form(Some(OWN_ORIGIN)), &body).await;
    assert_eq!((status, comments(&app).await), (StatusCode::GONE, 1));
}

#[tokio::test]
async fn what_is_no_token_is_not_written_into_the_page() {
    let app = TestApp::new().await;
    for token in ["", "%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "%00", "%FF"] {
        let link = Request::get(format!("/guest/confirm?token={token}"));
        let (status, html) = page(&app, link, "").await;
        assert_eq!(status, StatusCode::GONE, "{token}");
        assert!(
            !html.contains("<script") && !html.contains("<form"),
            "{html}"
        );
    }
}
