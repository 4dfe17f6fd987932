//! The pages that links in mails lead to.
use super::{
    ANA, ASK_RESET, OTHER_PASSWORD, PASSWORD, SIGN_UP, account, fetch, look, new_account, press,
    sign_in,
};
use crate::support::{OWN_ORIGIN, TestApp, mail};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::json;

async fn reset_token(app: &TestApp) -> String {
    let input = json!({ "site": "history", "email": ANA });
    app.anonymous()
        .send(ASK_RESET, input)
        .await
        .at("/requestPasswordReset");
    mail::token(&app.mail().await)
}

#[tokio::test]
async fn looking_at_a_page_uses_nothing_up_and_its_form_does() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let token = reset_token(&app).await;
    for _ in 0..20 {
        let shown = look(&app, "/account/reset", &token).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.html.contains(&token) && shown.html.contains("The history show"));
    }
    let more = format!("&password={OTHER_PASSWORD}");
    let shown = press(&app, "/account/reset", (&token, &more), "").await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.html);
    sign_in(&app, ANA, OTHER_PASSWORD).await.at("/signIn");
    let shown = look(&app, "/account/reset", &token).await;
    assert_eq!(shown.status, StatusCode::GONE);
    assert!(!shown.html.contains("<form"));
}

#[tokio::test]
async fn a_weak_password_is_asked_for_again() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let token = reset_token(&app).await;
    let shown = press(&app, "/account/reset", (&token, "&password=password1"), "").await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.html.contains("<form") && !shown.html.contains("password1"));
    sign_in(&app, ANA, PASSWORD).await.at("/signIn");
}

#[tokio::test]
async fn a_form_of_another_page_does_nothing() {
    let app = TestApp::new().await;
    let answer = app
        .anonymous()
        .send(SIGN_UP, new_account(ANA, PASSWORD, "Ana"))
        .await;
    answer.at("/signUp");
    let token = mail::token(&app.mail().await);
    for (origin, site, kind) in [
        (
            "https://evil.example",
            "cross-site",
            "application/x-www-form-urlencoded",
        ),
        (
            "https://history.example",
            "cross-site",
            "application/x-www-form-urlencoded",
        ),
        (
            OWN_ORIGIN,
            "cross-site",
            "application/x-www-form-urlencoded",
        ),
        ("null", "cross-site", "application/x-www-form-urlencoded"),
        (OWN_ORIGIN, "same-origin", "text/plain"),
    ] {
        let request = Request::post("/account/confirm")
            .header(header::CONTENT_TYPE, kind)
            .header("sec-fetch-site", site)
            .header(header::ORIGIN, origin)
            .body(Body::from(format!("token={token}")))
            .unwrap();
        let shown = fetch(app.router(), request).await;
        assert_eq!(
            shown.status,
            StatusCode::FORBIDDEN,
            "{origin} {site} {kind}"
        );
    }
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn pages_keep_their_secret_and_are_framed_by_nobody() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let token = reset_token(&app).await;
    for token in [token.as_str(), "rjm_none", "", "%00", "%22%3E%3Cscript%3E"] {
        let shown = look(&app, "/account/reset", token).await;
        let header = |name: &str| shown.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cache-control"), "no-store");
        let policy = header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
        assert!(!shown.html.contains("<script"));
    }
}

#[tokio::test]
async fn a_page_speaks_the_readers_language() {
    let app = TestApp::new().await;
    for (accepted, tag) in [
        ("de-AT,en;q=0.5", "lang=\"de\" dir=\"ltr\""),
        ("ar", "lang=\"ar\" dir=\"rtl\""),
    ] {
        let request = Request::get("/account/confirm?token=a")
            .header(header::ACCEPT_LANGUAGE, accepted)
            .body(Body::empty())
            .unwrap();
        let shown = fetch(app.router(), request).await;
        assert!(shown.html.contains(tag), "{}", shown.html);
    }
}

#[tokio::test]
async fn a_link_leads_to_the_configured_address_whatever_the_request_says() {
    let app = TestApp::new().await;
    let body =
        json!({ "query": SIGN_UP, "variables": { "input": new_account(ANA, PASSWORD, "Ana") } });
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::HOST, "evil.example")
        .header("x-forwarded-host", "evil.example")
        .header("forwarded", "host=evil.example")
        .body(Body::from(body.to_string()))
        .unwrap();
    fetch(app.router(), request).await;
    let letter = app.mail().await;
    assert!(
        letter
            .text
            .contains(&format!("{OWN_ORIGIN}/account/confirm?token="))
    );
    assert!(!letter.text.contains("evil") && !letter.html.contains("evil"));
}
