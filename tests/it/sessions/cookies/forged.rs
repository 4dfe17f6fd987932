//! Requests that a foreign page could make a browser send, with a cookie that is good.
use super::{ASKS, Browser, OURS, OWN, SIGN_IN, VIEWER, desk, tell};
use crate::{
    sessions::{PASSWORD, credentials, remark},
    support::TestApp,
};
use axum::{
    body::Body,
    http::{Request, header},
};
use rejoinder::domain::credentials::session_cookie;
use serde_json::{Value, json};
use tower::ServiceExt;

const POST: &str =
    "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id } } }";

type Headers = &'static [(&'static str, &'static str)];

const OWN_PAGE: (&str, &str) = ("origin", OWN);
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
const CROSS: (&str, &str) = ("sec-fetch-site", "cross-site");

/// What the browser says of the page, and why it does not write. Most of it is more than such a page
/// could make a browser say.
const FORGED: &[(Headers, &str)] = &[
    (&[], "CSRF"),
    (&[ASKS], "CSRF"),
    (&[("origin", "https://evil.example"), CROSS], "CSRF"),
    (&[ASKS, ("origin", "https://evil.example"), CROSS], "CSRF"),
    (&[ASKS, ("origin", "https://evil.example")], "CSRF"),
    (&[ASKS, ("origin", "null")], "CSRF"),
    (&[ASKS, ("origin", "null"), SAME], "CSRF"),
    (&[("origin", "null"), CROSS], "CSRF"),
    (&[ASKS, ("origin", "")], "CSRF"),
    (
        &[
            ASKS,
            ("origin", "https://forum.comments.test"),
            ("sec-fetch-site", "same-site"),
        ],
        "CSRF",
    ),
    (&[ASKS, ("origin", "https://forum.comments.test")], "CSRF"),
    (
        &[ASKS, ("origin", "https://comments.test.evil.example")],
        "CSRF",
    ),
    (&[ASKS, ("origin", "https://comments.test:8443")], "CSRF"),
    (&[ASKS, ("origin", "http://comments.test")], "CSRF"),
    (&[ASKS, ("origin", "https://COMMENTS.test")], "CSRF"),
    (
        &[ASKS, ("origin", "https://history.example"), CROSS],
        "CSRF",
    ),
    (&[("origin", "https://history.example"), CROSS], "CSRF"),
    (&[ASKS, ("sec-fetch-site", "same-site")], "CSRF"),
    (&[ASKS, ("sec-fetch-site", "none")], "CSRF"),
    (&[ASKS, CROSS], "CSRF"),
    (&[ASKS, OWN_PAGE, CROSS], "CSRF"),
    (
        &[ASKS, OWN_PAGE, ("origin", "https://evil.example")],
        "CSRF",
    ),
    (&[ASKS, SAME, CROSS], "CSRF"),
    (&[ASKS, OWN_PAGE, ("sec-fetch-site", "same-site")], "CSRF"),
    (&[ASKS, ("referer", "https://comments.test/desk")], "CSRF"),
    (
        &[
            ASKS,
            ("host", "comments.test"),
            ("x-forwarded-host", "comments.test"),
        ],
        "CSRF",
    ),
    // Our own pages, which have not asked for the cookie.
    (&[OWN_PAGE, SAME], "SIGNED_OUT"),
    (&[OWN_PAGE, SAME, ("x-rejoinder-session", "")], "SIGNED_OUT"),
    (&[OWN_PAGE, SAME, ASKS, ASKS], "SIGNED_OUT"),
    (
        &[
            OWN_PAGE,
            SAME,
            ASKS,
            ("x-rejoinder-for-origin", "https://history.example"),
        ],
        "SIGNED_OUT",
    ),
    (
        &[OWN_PAGE, SAME, ASKS, ("authorization", "Bearer x")],
        "TOKEN_INVALID",
    ),
    (
        &[OWN_PAGE, SAME, ASKS, ("cookie", "__Host-rejoinder=rjc_x")],
        "SIGNED_OUT",
    ),
];

#[tokio::test]
async fn requests_that_are_not_our_own_pages_write_nothing() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let (browser, _, email) = desk(&app).await;
    let signed_in = browser.sign_in(&email).await;
    let remark = remark("history", "100", "forged");
    for (headers, reason) in FORGED {
        let told = signed_in.send(headers, POST, &remark).await;
        assert_eq!(told.reason(), *reason, "{headers:?}");
        let read = signed_in.send(headers, VIEWER, &Value::Null).await;
        let viewer = read.json.pointer("/data/viewer");
        assert!(viewer.is_none_or(Value::is_null), "{headers:?}");
        // Nor can it have somebody signed in unawares.
        if *reason == "CSRF" && headers.contains(&ASKS) {
            let credentials = credentials(&email, PASSWORD);
            let told = browser.send(headers, SIGN_IN, &credentials).await;
            assert_eq!((told.reason(), told.set_cookie.as_ref()), ("CSRF", None));
        }
    }
    assert_eq!(app.episode(&setting).await.comment_count, 0);
    let told = signed_in.ask(POST, remark).await;
    told.at("/data/postComment/comment/id");
    assert_eq!(app.episode(&setting).await.comment_count, 1);
}

/// What a form, a link or an image can send, all of it said to come from our own page.
#[tokio::test]
async fn forms_and_links_write_nothing_with_a_cookie() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let (browser, _, email) = desk(&app).await;
    let Browser { cookie, router } = browser.sign_in(&email).await;
    let cookie = cookie.unwrap();
    let document = "mutation { postComment(input: { episode: { site: \"history\", \
                    key: \"100\" }, body: \"forged\" }) { comment { id } } }";
    let json = json!({ "query": document }).to_string();
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("query", document)
        .finish();
    let link = format!("/graphql?{form}");
    for (method, path, content_type, body) in [
        ("POST", "/graphql", Some("text/plain"), json.as_str()),
        (
            "POST",
            "/graphql",
            Some("application/x-www-form-urlencoded"),
            &form,
        ),
        (
            "POST",
            "/graphql",
            Some("multipart/form-data; boundary=b"),
            &json,
        ),
        ("POST", "/graphql", None, &json),
        ("POST", link.as_str(), Some("application/json"), "{}"),
        ("GET", &link, None, ""),
        ("HEAD", &link, None, ""),
        ("PUT", "/graphql", Some("application/json"), &json),
        ("DELETE", &link, None, ""),
    ] {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in OURS {
            request = request.header(*name, *value);
        }
        request = request.header("cookie", format!("{}={cookie}", session_cookie::NAME));
        request = request.header("x-http-method-override", "POST");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let told = tell(&router, request.body(body.to_owned().into()).unwrap()).await;
        assert!(
            told.json.pointer("/data/postComment").is_none(),
            "{method} {content_type:?}"
        );
    }
    assert_eq!(app.episode(&setting).await.comment_count, 0);
}

/// No foreign page may even send the header that it takes.
#[tokio::test]
async fn a_preflight_does_not_let_the_header_through() {
    let app = TestApp::new().await;
    let request = Request::options("/graphql")
        .header("origin", "https://evil.example")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "content-type,x-rejoinder-session",
        );
    let response = app
        .router()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let allowed = &response.headers()[header::ACCESS_CONTROL_ALLOW_HEADERS];
    assert!(!allowed.to_str().unwrap().contains("rejoinder"));
}
