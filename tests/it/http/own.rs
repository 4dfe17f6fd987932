//! Pages of our own, the account and the desk: what they let run, and what stands in their place
//! where they cannot be.
use super::{Read, ask};
use crate::support::TestApp;
use axum::{Router, body::Body, http::Request};
use rejoinder::{
    graphql,
    http::{self, File, Web, Widget},
};

const fn file(name: &'static str) -> File {
    File {
        name,
        plain: b"",
        gzip: b"",
        brotli: b"",
    }
}

/// `account-` is a part of the widget's, and none of this page.
const BUILT: &[File] = &[
    file("account-AbC12.js"),
    file("own-account-DeF34.js"),
    file("own-GhI56.css"),
    file("own-desk-JkL78.js"),
    file("desk-MnO90.css"),
];

const WITHOUT_DESK: &[File] = &[file("own-account-DeF34.js"), file("own-GhI56.css")];

async fn get(app: &TestApp, widget: Widget, uri: &str, language: &str) -> Read {
    let web = Web {
        widget,
        ..Web::default()
    };
    let more = (Vec::new().into(), Router::new());
    let router = http::router_with(&app.app, graphql::schema(), web, more);
    let request = Request::get(uri).header("accept-language", language);
    ask(router, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn only_the_services_own_files_run_and_nobody_frames_or_keeps_the_page() {
    let app = TestApp::secure().await;
    let page = get(&app, Ok(BUILT), "/account?site=history", "ar").await;
    assert_eq!(page.status, 200, "{}", page.text);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    for rule in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types rejoinder",
    ] {
        assert!(
            policy.split("; ").any(|one| one == rule),
            "{rule}: {policy}"
        );
    }
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("vary", "accept-language"),
    ] {
        assert!(
            page.headers[name].to_str().unwrap().contains(value),
            "{name}"
        );
    }
    let desk = get(&app, Ok(BUILT), "/desk?site=history", "ar").await;
    assert_eq!(desk.status, 200, "{}", desk.text);
    for name in ["cache-control", "x-frame-options"] {
        assert_eq!(desk.headers[name], page.headers[name], "{name}");
    }
    let framing = desk.headers["content-security-policy"].to_str().unwrap();
    assert_eq!(framing, format!("{policy}; frame-src 'self'"));
    for part in [
        r#"<html lang="ar" dir="rtl">"#,
        r#"src="/embed/assets/own-account-DeF34.js""#,
        r#"href="/embed/assets/own-GhI56.css""#,
        r#"data-site="history""#,
    ] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    for part in ["/own-desk-JkL78.js", "/own-GhI56.css", "/desk-MnO90.css"] {
        assert!(desk.text.contains(part), "{part}: {}", desk.text);
    }
    for text in [page.text, desk.text] {
        assert!(!text.contains("<script>") && !text.contains("style="));
    }
}

#[tokio::test]
async fn the_language_that_a_link_names_comes_before_the_browsers() {
    let app = TestApp::secure().await;
    let page = get(&app, Ok(BUILT), "/account?site=history&locale=fr", "de").await;
    assert!(page.text.contains("Votre compte"), "{}", page.text);
}

#[tokio::test]
async fn the_desk_of_the_only_site_needs_no_name() {
    let app = TestApp::secure().await;
    let page = get(&app, Ok(BUILT), "/desk", "en").await;
    assert_eq!(page.status, 303);
    assert_eq!(page.headers["location"], "/desk?site=history");
    app.other_site("politics").await;
    let page = get(&app, Ok(BUILT), "/desk", "en").await;
    assert_eq!(page.status, 404);
    assert!(page.text.contains("?site="), "{}", page.text);
}

#[tokio::test]
async fn where_there_can_be_no_page_it_says_what_to_do() {
    let secure = TestApp::secure().await;
    let plain = TestApp::new().await;
    for (app, widget, uri, status, said) in [
        (&secure, Ok(BUILT), "/account", 404, "names no site"),
        (
            &secure,
            Ok(BUILT),
            "/account?site=absent",
            404,
            "names no site",
        ),
        (
            &secure,
            Err("no npm"),
            "/account?site=history",
            503,
            "without this page",
        ),
        (
            &plain,
            Ok(BUILT),
            "/account?site=history",
            403,
            "behind https",
        ),
        (&plain, Ok(BUILT), "/desk?site=history", 403, "behind https"),
        (
            &secure,
            Ok(BUILT),
            "/desk?site=absent",
            404,
            "names no site",
        ),
        (
            &secure,
            Ok(WITHOUT_DESK),
            "/desk?site=history",
            503,
            "without this page",
        ),
    ] {
        let page = get(app, widget, uri, "en").await;
        assert_eq!(page.status, status, "{uri}");
        assert!(page.text.contains(said), "{uri}: {}", page.text);
        assert_eq!(page.headers["cache-control"], "no-store");
        assert!(!page.text.contains("<script"));
    }
}
