//! How a text would be shown, before anybody posts it.
use crate::support::TestApp;
use serde_json::json;

const PREVIEW: &str =
    "query($site: String!, $body: String!) { previewComment(site: $site, body: $body) }";

#[tokio::test]
async fn a_preview_is_what_the_posted_comment_shows() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for body in [
        "Was the lamp *ever* lit?",
        "<script>alert(1)</script> [a](javascript:alert(1)) https://history.example",
        "> one\n\n- two\n- three\n\n```rust\nfn lamp() {}\n```",
    ] {
        let variables = json!({ "site": "history", "body": body });
        let preview = app.anonymous().run(PREVIEW, variables).await;
        let posted = ana.post(&thread, body).await;
        let id = posted.text("/postComment/comment/id");
        let query = "query($id: ID!) { comment(id: $id) { bodyHtml } }";
        let shown = ana.run(query, json!({ "id": id })).await;
        assert_eq!(
            preview.text("/previewComment"),
            shown.text("/comment/bodyHtml")
        );
    }
}

#[tokio::test]
async fn nothing_is_kept_of_it_and_nothing_is_said_of_the_rules() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let variables = json!({ "site": "history", "body": "Nobody has posted this." });
    app.anonymous().run(PREVIEW, variables).await;
    let count = "query($key: String!) { episode(site: \"history\", key: $key) { commentCount } }";
    let seen = app
        .anonymous()
        .run(count, json!({ "key": thread.episode.key }))
        .await;
    assert_eq!(seen.number("/episode/commentCount"), 0);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_could_not_be_posted_has_no_preview() {
    let app = TestApp::new().await;
    let too_long = "x".repeat(10_001);
    for (site, body, code) in [
        ("absent", "Words", "NOT_FOUND"),
        ("history", "", "INVALID"),
        ("history", " \u{200b} ", "INVALID"),
        ("history", "a\u{0}b", "BAD_REQUEST"),
        ("history", &too_long, "INVALID"),
    ] {
        let variables = json!({ "site": site, "body": body });
        let refused = app.anonymous().run(PREVIEW, variables).await;
        assert_eq!(refused.code(), code, "{site}: {} bytes", body.len());
    }
}
