//! Documents made to cost more than they should: refused before anything is read.
use super::assert_tells_nothing;
use crate::support::TestApp;
use serde_json::json;
use std::fmt::Write as _;
use tokio::time::Instant;

fn repeated(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(|number| each(number) + " ").collect()
}

/// Each spreads the next one twice.
fn doubling(count: usize) -> String {
    let mut source = "{ ...F0 }".to_owned();
    for number in 0..count {
        let next = number + 1;
        let _ = write!(
            source,
            " fragment F{number} on Query {{ ...F{next} ...F{next} }}"
        );
    }
    let _ = write!(source, " fragment F{count} on Query {{ __typename }}");
    source
}

fn hostile() -> Vec<(&'static str, String)> {
    let open = |bracket: &str, count| bracket.repeat(count);
    let parents = format!("{}id{}", open("parent{", 60), open("}", 60));
    let narrow = format!("{}id{}", open("parent{", 25), open("}", 25));
    let wide = |fields: &str| format!("{{ comment(id: \"c\") {{ {fields} }} }}");
    let episodes = "{ site(key: \"history\") { episodes(first: 100) { nodes { comments(first: 100) \
                    { nodes { replies(first: 100) { nodes { id } } } } } } } }";
    vec![
        ("selections", open("{a", 20_000)),
        ("closed selections", open("{a", 3_000) + &open("}", 3_000)),
        ("lists", format!("{{ comment(id: {}", open("[", 20_000))),
        ("objects", format!("{{ comment(id: {}", open("{c:", 20_000))),
        ("a list type", format!("query($v: {}", open("[", 20_000))),
        ("parents", wide(&parents)),
        ("parents within the brackets", wide(&narrow)),
        ("doubling fragments", doubling(25)),
        ("many doubling fragments", doubling(2_000)),
        (
            "a fragment in itself",
            "{ ...F } fragment F on Query { ...F }".to_owned(),
        ),
        (
            "aliases",
            wide(&repeated(1_000, |n| format!("a{n}: bodyHtml"))),
        ),
        ("fields", wide(&"bodyHtml ".repeat(5_000))),
        ("type names", wide(&"__typename ".repeat(500))),
        (
            "directives",
            wide(&format!("id {}", "@include(if: true) ".repeat(1_000))),
        ),
        (
            "unknown directives",
            wide(&format!("id {}", repeated(1_000, |n| format!("@d{n}")))),
        ),
        ("pages of pages", episodes.to_owned()),
        (
            "pages side by side",
            format!(
                "{{ episode(site: \"history\", key: \"100\") {{ {} }} }}",
                repeated(30, |n| format!(
                    "p{n}: comments(first: 100) {{ nodes {{ id bodyHtml }} }}"
                ))
            ),
        ),
        (
            "variables",
            format!(
                "query({}) {{ __typename }}",
                repeated(1_500, |n| format!("$v{n}: Int"))
            ),
        ),
        (
            "operations",
            repeated(900, |n| format!("query Q{n} {{ __typename }}")),
        ),
        ("commas", format!("{{ __typename {} }}", "a,".repeat(3_000))),
    ]
}

#[tokio::test]
async fn costly_documents_are_refused_at_once_and_read_nothing() {
    let app = TestApp::new().await;
    app.thread().await;
    let statements = app.app.db.statements();
    for (name, document) in hostile() {
        let start = Instant::now();
        let refusal = app.anonymous().run(&document, json!({})).await;
        assert!(start.elapsed().as_secs() < 5, "{name} took long");
        let code = refusal.code();
        let known = [
            "TOO_COMPLEX",
            "PARSE_FAILED",
            "VALIDATION_FAILED",
            "BAD_REQUEST",
        ];
        assert!(known.contains(&code), "{name}: {code}");
        assert!(
            refusal.status.is_client_error(),
            "{name}: {}",
            refusal.status
        );
        assert!(refusal.text.len() < 8_192, "{name}: {}", refusal.text.len());
        assert_tells_nothing(&refusal.text);
    }
    assert_eq!(app.app.db.statements(), statements);
}

#[tokio::test]
async fn batches_are_refused_whole() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let one = json!({ "query": "{ __typename }" });
    let body = json!([one, one]).to_string();
    let request = axum::http::Request::post("/graphql")
        .header("content-type", "application/json")
        .header("authorization", super::bearer(&ana))
        .body(body.into())
        .unwrap();
    let refusal = super::ask(app.router(), request).await;
    assert_eq!(refusal.status, 400);
    assert_eq!(refusal.code(), "BAD_REQUEST");
}

#[tokio::test]
async fn misspelt_names_get_no_suggestions_and_few_words() {
    let app = TestApp::new().await;
    let answer = app.anonymous().run("{ viewr { emial } }", json!({})).await;
    assert_eq!(answer.code(), "VALIDATION_FAILED");
    assert!(!answer.text.contains("viewer"), "{}", answer.text);

    let fields = repeated(300, |number| format!("unknown{number}"));
    let answer = app
        .anonymous()
        .run(&format!("{{ {fields} }}"), json!({}))
        .await;
    let errors = answer.json["errors"].as_array().unwrap();
    assert!(errors.len() <= 10, "{}", errors.len());
}
