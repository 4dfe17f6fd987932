//! What the window's files are, and how they are kept.
use super::assets::{VERSION, routes};
use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

async fn fetch(path: &str, known: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path)
        .header("if-none-match", known)
        .body(Body::empty())
        .unwrap();
    let response = routes().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (parts.status, parts.headers, text)
}

async fn file(name: &str) -> (StatusCode, HeaderMap, String) {
    fetch(&format!("/sign-in/assets/{}/{name}", *VERSION), "").await
}

#[tokio::test]
async fn files_of_this_version_never_change_and_others_are_not_kept() {
    for (name, kind) in [
        ("main.js", "text/javascript; charset=utf-8"),
        ("words/ja.js", "text/javascript; charset=utf-8"),
        ("window.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ] {
        let (status, headers, _) = file(name).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        assert_eq!(headers["content-type"], kind);
        assert_eq!(
            headers["cache-control"],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
    }
    let (status, headers, _) = fetch("/sign-in/assets/another/main.js", "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["cache-control"], "no-store");
    for absent in ["absent.js", "client.js", "words/..%2fmain.js", "words/"] {
        assert_eq!(file(absent).await.0, StatusCode::NOT_FOUND, "{absent}");
    }
}

#[tokio::test]
async fn any_page_may_import_the_client_and_asks_whether_it_has_changed() {
    let (status, headers, text) = fetch("/sign-in/client.js", "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["access-control-allow-origin"], "*");
    assert_eq!(headers["content-type"], "text/javascript; charset=utf-8");
    assert!(text.contains("export function signIn"));
    let tag = headers["etag"].to_str().unwrap();
    let (status, again, text) = fetch("/sign-in/client.js", tag).await;
    assert_eq!((status, text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(again["etag"], tag);
    assert_eq!(again["access-control-allow-origin"], "*");
}

/// The files that a module names, beside itself.
fn named(text: &str) -> Vec<String> {
    let starts = ["from './", "import './", "new URL('./"];
    starts
        .iter()
        .flat_map(|start| text.split(start).skip(1))
        .filter_map(|rest| rest.split('\'').next())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn modules_name_only_files_that_are_there_and_none_is_left_over() {
    let languages = crate::http::language::LANGUAGES.iter();
    let words = languages.map(|language| format!("words/{}.js", language.tag));
    let mut open: Vec<String> = words.chain(["main.js".to_owned()]).collect();
    let mut seen = vec!["icon.svg".to_owned(), "window.css".to_owned()];
    while let Some(name) = open.pop() {
        let (status, _, text) = file(&name).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        seen.push(name);
        let new = named(&text);
        open.extend(new.into_iter().filter(|name| !seen.contains(name)));
    }
    seen.sort();
    seen.dedup();
    let all: Vec<&str> = super::assets::FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(seen, all);
}

/// What a language says: the names of its words, and what each fills in.
fn vocabulary(text: &str) -> Vec<(String, Vec<String>)> {
    let lines = text.lines().filter_map(|line| {
        let (name, words) = line.strip_prefix("  ")?.split_once(": '")?;
        let mut filled: Vec<String> = words
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .map(str::to_owned)
            .collect();
        filled.sort();
        Some((name.to_owned(), filled))
    });
    lines.collect()
}

#[tokio::test]
async fn every_language_says_the_same_things() {
    let (_, _, english) = file("words/en.js").await;
    let english = vocabulary(&english);
    assert!(english.len() > 40);
    for language in &crate::http::language::LANGUAGES {
        let (_, _, words) = file(&format!("words/{}.js", language.tag)).await;
        assert_eq!(vocabulary(&words), english, "{}", language.tag);
    }
}

#[tokio::test]
async fn every_word_is_said_somewhere() {
    let mut scripts = String::new();
    for (name, text) in super::assets::FILES {
        if !name.starts_with("words/") {
            scripts.push_str(text);
        }
    }
    let (_, _, english) = file("words/en.js").await;
    for (name, _) in vocabulary(&english) {
        let by_name = scripts.contains(&format!("'{name}'"))
            || scripts.contains(&format!("words.{name};"))
            || scripts.contains(&format!("words.{name} "));
        // Reasons and fields are the API's names.
        let by_refusal = name == name.to_uppercase() || name.starts_with("invalid_");
        assert!(by_name || by_refusal, "{name}");
    }
}
