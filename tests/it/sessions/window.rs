//! The sign-in window: for whom it opens, and whose session begins there.
use super::{OTHER_PASSWORD, PASSWORD, SIGN_IN, account, credentials};
use crate::support::{Answer, Client, ORIGIN, OWN_ORIGIN, TestApp};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode},
    middleware::map_request,
};
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::Secret,
    },
    model::Role,
};
use tower::ServiceExt;

const FOR_ORIGIN: &str = "x-rejoinder-for-origin";

/// Asks from a page of `sender` in the name of `named`.
fn page(app: &TestApp, sender: Option<&str>, named: &'static [&'static str]) -> Client {
    let add = move |mut request: Request| async move {
        for page in named {
            let page = HeaderValue::from_static(page);
            request.headers_mut().append(FOR_ORIGIN, page);
        }
        request
    };
    let client = app.anonymous().on(app.router().layer(map_request(add)));
    match sender {
        Some(sender) => client.at_page(sender),
        None => client,
    }
}

async fn moderator(app: &TestApp) -> String {
    let new = NewAccount {
        email: "mo@example.org".to_owned(),
        display_name: "Mo".to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: Some(("history".to_owned(), Some(Role::Moderator))),
    };
    accounts::create(&app.app, new).await.unwrap();
    "mo@example.org".to_owned()
}

async fn sign_in(client: &Client, email: &str) -> Answer {
    client.send(SIGN_IN, credentials(email, PASSWORD)).await
}

#[tokio::test]
async fn a_session_for_another_page_has_that_pages_rights() {
    let app = TestApp::new().await;
    let email = moderator(&app).await;
    for (sender, named, role) in [
        (OWN_ORIGIN, &[][..], "MODERATOR"),
        (OWN_ORIGIN, &[OWN_ORIGIN], "MODERATOR"),
        (OWN_ORIGIN, &[ORIGIN], "COMMENTER"),
        (ORIGIN, &[], "COMMENTER"),
        (ORIGIN, &[OWN_ORIGIN], "COMMENTER"),
    ] {
        let answer = sign_in(&page(&app, Some(sender), named), &email).await;
        assert_eq!(
            answer.text("/signIn/viewer/role"),
            role,
            "{sender} for {named:?}"
        );
    }
}

#[tokio::test]
async fn nobody_signs_in_for_a_page_of_another_site() {
    let app = TestApp::new().await;
    app.other_site("politics").await;
    let email = account(&app, "Ana").await;
    let hashed = app.app.passwords.computed();
    for (sender, named) in [
        (OWN_ORIGIN, &["https://evil.example"][..]),
        (OWN_ORIGIN, &["https://politics.example"]),
        (OWN_ORIGIN, &["null"]),
        (OWN_ORIGIN, &[""]),
        (OWN_ORIGIN, &["https://history.example/"]),
        (
            OWN_ORIGIN,
            &["https://history.example, http://comments.test"],
        ),
        (OWN_ORIGIN, &[ORIGIN, ORIGIN]),
        ("https://evil.example", &[ORIGIN]),
        ("https://evil.example", &[OWN_ORIGIN]),
        ("null", &[OWN_ORIGIN]),
    ] {
        let refusal = sign_in(&page(&app, Some(sender), named), &email).await;
        assert_eq!(refusal.reason(), "FOREIGN_ORIGIN", "{sender} for {named:?}");
    }
    assert_eq!(
        app.app.passwords.computed(),
        hashed,
        "no password was tried"
    );
    let refusal = page(&app, Some(OWN_ORIGIN), &[ORIGIN]);
    let refusal = refusal
        .send(SIGN_IN, credentials(&email, OTHER_PASSWORD))
        .await;
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
}

#[tokio::test]
async fn other_pages_may_not_even_send_the_header() {
    let app = TestApp::new().await;
    let request = Request::options("/graphql").body(Body::empty()).unwrap();
    let answer = app.router().oneshot(request).await.unwrap();
    let allowed = answer.headers()["access-control-allow-headers"].clone();
    assert!(
        !allowed.to_str().unwrap().contains("rejoinder"),
        "{allowed:?}"
    );
}

async fn open(
    app: &TestApp,
    query: &str,
    accepted: &'static str,
) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(format!("/sign-in?{query}"))
        .header("accept-language", accepted)
        .body(Body::empty())
        .unwrap();
    let response = app.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let text = to_bytes(body, usize::MAX).await.unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    (parts.status, parts.headers, text)
}

#[tokio::test]
async fn the_window_opens_for_pages_of_the_site_and_of_the_service() {
    let app = TestApp::new().await;
    for (query, carried) in [
        (
            "site=history&origin=https://history.example",
            "data-origin=\"https://history.example\"",
        ),
        (
            "site=history&origin=http%3A%2F%2Fcomments.test",
            "data-origin=\"http://comments.test\"",
        ),
        (
            "site=history&next=/desk?state=PENDING%26first=2",
            "data-next=\"/desk?state=PENDING&#38;first=2\"",
        ),
    ] {
        let (status, headers, page) = open(&app, query, "").await;
        assert_eq!(status, StatusCode::OK, "{query}");
        assert!(page.contains(carried), "{page}");
        assert!(page.contains("data-site=\"history\" data-name=\"The history show\""));
        for (name, value) in [
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "unsafe-none"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            ("vary", "accept-language"),
        ] {
            assert_eq!(headers[name], value, "{name}");
        }
        let policy = headers["content-security-policy"].to_str().unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "connect-src 'self';",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        for bare in ["<script>", "<style", " style=", " onclick", "javascript:"] {
            assert!(!page.contains(bare), "{bare}");
        }
    }
}

#[tokio::test]
async fn for_others_it_says_what_to_do_and_runs_nothing() {
    let app = TestApp::new().await;
    app.other_site("politics").await;
    for (query, status, said) in [
        ("", 404, "unknown here"),
        (
            "site=absent&origin=https://history.example",
            404,
            "unknown here",
        ),
        (
            "site=history&origin=https://evil.example",
            403,
            "<code dir=\"ltr\">https://evil.example</code>",
        ),
        (
            "site=history&origin=https://politics.example",
            403,
            "origins",
        ),
        ("site=history&origin=null", 403, "origins"),
        ("site=history&origin=", 403, "origins"),
        (
            "site=history&origin=https://history.example/",
            403,
            "origins",
        ),
        (
            "site=history&origin=HTTPS://HISTORY.EXAMPLE",
            403,
            "origins",
        ),
        (
            "site=history&origin=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
            403,
            "origins",
        ),
        ("site=history", 400, "where to go"),
        ("site=history&site=history&next=/", 400, "where to go"),
        ("site=history&next=//evil.example", 400, "where to go"),
        ("site=history&next=%2F%5Cevil.example", 400, "where to go"),
        (
            "site=history&next=%2F%09%2Fevil.example",
            400,
            "where to go",
        ),
        (
            "site=history&next=/desk&origin=https://history.example",
            400,
            "where to go",
        ),
    ] {
        let (given, headers, page) = open(&app, query, "tlh").await;
        assert_eq!(given.as_u16(), status, "{query}");
        assert!(page.contains(said), "{query}: {page}");
        assert!(!page.contains("<script"), "{query}: {page}");
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn it_speaks_the_language_that_is_asked_for() {
    let app = TestApp::new().await;
    for (locale, accepted, begins) in [
        ("de-CH", "ja", "<html lang=\"de\" dir=\"ltr\">"),
        ("", "ar-MA, fr;q=0.8", "<html lang=\"ar\" dir=\"rtl\">"),
        ("xx", "", "<html lang=\"en\" dir=\"ltr\">"),
    ] {
        for query in ["site=history&next=/", "site=absent"] {
            let (_, _, page) = open(&app, &format!("{query}&locale={locale}"), accepted).await;
            assert!(page.contains(begins), "{page}");
        }
    }
}

#[tokio::test]
async fn a_frame_in_the_page_is_named_by_a_secret_and_only_a_frame_gets_a_moderators_session() {
    let app = TestApp::new().await;
    let page = "site=history&origin=https://history.example";
    let secret = "Nc3-nT4Wl_0aZ9qXyB7dKe";
    let (status, _, text) = open(&app, &format!("{page}&frame={secret}"), "").await;
    assert_eq!(status, StatusCode::OK);
    let carried = format!("data-origin=\"https://history.example\" data-frame=\"{secret}\">");
    assert!(text.contains(&carried), "{text}");
    let query = format!("{page}&frame={secret}&moderate=1");
    let (status, _, text) = open(&app, &query, "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(text.contains(&format!("data-frame=\"{secret}\" data-moderate>")));
    for query in [
        format!("{page}&frame="),
        format!("{page}&frame=1"),
        format!("{page}&frame={}", "x".repeat(65)),
        format!("{page}&frame=%22%3E{secret}"),
        format!("{page}&moderate=1"),
        format!("site=history&next=/desk&frame={secret}"),
        "site=history&next=/desk&moderate=1".to_owned(),
    ] {
        let (status, _, text) = open(&app, &query, "").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(!text.contains("data-"), "{query}: {text}");
    }
}
