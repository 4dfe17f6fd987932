//! What one request may cost, whatever it asks for.
use super::ask;
use crate::support::TestApp;
use axum::{body::Body, http::Request};
use serde_json::json;

/// Lists within lists would ask the database again for each item.
#[tokio::test]
async fn lists_within_lists_end() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    for _ in 0..60 {
        app.comment(&thread).by(&ana).insert().await;
    }
    for inner in ["comments(first: 1) { totalCount }", "urls"] {
        let document = format!(
            r#"query($key: String!) {{ episode(site: "history", key: $key) {{
            comments(first: 60) {{ nodes {{ episode {{ {inner} }} }} }} }} }}"#
        );
        let before = app.app.db.statements();
        let refused = app
            .anonymous()
            .run(&document, json!({ "key": thread.episode.key }))
            .await;
        assert_eq!(refused.code(), "TOO_COMPLEX", "{inner}");
        let statements = app.app.db.statements() - before;
        assert!(statements <= 110, "{inner}: {statements} statements");
    }
}

#[tokio::test]
async fn an_answer_holds_so_much_text_and_no_more() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    for _ in 0..40 {
        app.comment(&thread)
            .by(&ana)
            .body("lantern ".repeat(1_200))
            .insert()
            .await;
    }
    let document = |fields: &str| {
        format!(
            r#"query($key: String!) {{ episode(site: "history", key: $key) {{
            comments(first: 40) {{ nodes {{ {fields} }} }} }} }}"#
        )
    };
    let key = json!({ "key": thread.episode.key });
    let once = app
        .anonymous()
        .run(&document("bodyHtml"), key.clone())
        .await;
    assert_eq!(
        once.at("/episode/comments/nodes").as_array().unwrap().len(),
        40
    );
    let often = document("a: bodyHtml b: bodyHtml c: bodyHtml");
    let refused = app.anonymous().run(&often, key).await;
    assert_eq!(refused.code(), "TOO_COMPLEX");
}

/// The same request has the same bytes, in the order of the document.
#[tokio::test]
async fn fields_come_in_the_order_of_the_document() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    app.comment(&thread).by(&ana).insert().await;
    let document = r#"query($key: String!) { episode(site: "history", key: $key) {
        comments(first: 1) { nodes { viewerCan { reply { allowed } } score author { displayName } id } }
        title state urls id } viewer { email } }"#;
    let body = json!({ "query": document, "variables": { "key": thread.episode.key } });
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let text = ask(app.router(), request).await.text;
    let at = |key: &str| {
        let place = text.find(&format!("\"{key}\":"));
        place.unwrap_or_else(|| panic!("no {key} in {text}"))
    };
    let keys = [
        "episode",
        "comments",
        "viewerCan",
        "score",
        "author",
        "displayName",
        "title",
        "state",
        "urls",
        "viewer",
    ];
    assert!(keys.map(at).is_sorted(), "{text}");
}
