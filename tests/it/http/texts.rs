//! Texts, times and addresses at and beyond the edge: one verdict on both databases.
use crate::support::{Answer, TestApp};
use serde_json::{Value, json};

const POST: &str = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { bodyMarkdown } } }";
const CREATE: &str = "mutation($input: CreateEpisodeInput!) {
    createEpisode(input: $input) { episode { key title url publishedAt closesAt } }
}";
const READ: &str = "query($key: String!) {
    episode(site: \"history\", key: $key) { key title publishedAt closesAt state }
}";

/// The field that was refused; none where nothing was.
fn refused_field(answer: &Answer) -> Option<&str> {
    assert!(!answer.status.is_server_error(), "{:#}", answer.json);
    answer.json.get("errors")?;
    assert_eq!(answer.code(), "INVALID", "{:#}", answer.json);
    Some(answer.error("field"))
}

#[tokio::test]
async fn a_comment_has_something_to_see_and_at_most_10_000_characters() {
    let app = TestApp::new().await;
    app.thread().await;
    let (longest, too_long) = ("é".repeat(10_000), "é".repeat(10_001));
    for (body, refused) in [
        ("", true),
        ("   \n\t ", true),
        ("\u{200b}\u{2060}\u{feff}", true),
        ("\u{202e}\u{2066}", true),
        ("&nbsp;&#x200b;", true),
        ("[x]: https://example.org", true),
        ("<!-- hidden -->", false),
        ("a\u{1}b", true),
        ("a\u{1b}[31m", true),
        ("a\u{7f}b", true),
        (too_long.as_str(), true),
        (&longest, false),
        ("💬", false),
        ("\u{10ffff}x", false),
        ("0", false),
    ] {
        // Another writer each, so that none meets the limit.
        let ana = app.reader(&format!("Ana {}", app.app.env.new_id())).await;
        let input = json!({ "episode": { "site": "history", "key": "100" }, "body": body });
        let answer = ana.send(POST, input).await;
        let expected = refused.then_some("body");
        assert_eq!(
            refused_field(&answer),
            expected,
            "{:.40}",
            body.escape_debug().to_string()
        );
    }
}

#[tokio::test]
async fn keys_of_comments_have_1_to_64_characters() {
    let app = TestApp::new().await;
    app.thread().await;
    for (key, refused) in [
        ("k".repeat(64), false),
        ("💬".repeat(64), false),
        ("k".repeat(65), true),
        (String::new(), true),
        (" k".to_owned(), true),
        ("k\n".to_owned(), true),
        ("k\u{1}".to_owned(), true),
    ] {
        let ana = app.reader(&format!("Ana {}", app.app.env.new_id())).await;
        let input = json!({
            "episode": { "site": "history", "key": "100" }, "body": "hello",
            "clientMutationId": key,
        });
        let answer = ana.send(POST, input).await;
        let expected = refused.then_some("clientMutationId");
        assert_eq!(refused_field(&answer), expected, "{key:?}");
    }
}

async fn create(app: &TestApp, field: &str, value: Value) -> Answer {
    let mut input = json!({ "site": "history", "title": "An episode" });
    input["key"] = json!(app.app.env.new_id());
    input[field] = value;
    app.moderator("Mo").await.send(CREATE, input).await
}

#[tokio::test]
async fn keys_and_titles_of_episodes_have_1_to_500_characters() {
    let app = TestApp::new().await;
    for (text, refused) in [
        ("k".repeat(500), false),
        ("💬".repeat(500), false),
        ("k".repeat(501), true),
        (String::new(), true),
        ("k\u{1}".to_owned(), true),
    ] {
        for field in ["key", "title"] {
            let answer = create(&app, field, json!(text)).await;
            let expected = refused.then_some(field);
            assert_eq!(refused_field(&answer), expected, "{text:.9}");
        }
    }
    let answer = create(&app, "title", json!("\u{200b}\u{2060}")).await;
    assert_eq!(refused_field(&answer), Some("title"));
}

#[tokio::test]
async fn an_episodes_address_is_one_of_the_web() {
    let app = TestApp::new().await;
    for (url, refused) in [
        ("https://history.example/278", false),
        ("http://elsewhere.example/x?y=z", false),
        ("", true),
        ("278", true),
        ("//history.example/278", true),
        ("javascript:alert(1)", true),
        ("data:text/html,x", true),
        ("file:///etc/passwd", true),
        ("https://user:secret@history.example/", true),
        ("https://history.example/\u{202e}", true),
    ] {
        let answer = create(&app, "url", json!(url)).await;
        assert_eq!(refused_field(&answer).is_some(), refused, "{url}");
    }
    let long = format!("https://history.example/{}", "x".repeat(50_000));
    assert_eq!(
        refused_field(&create(&app, "url", json!(long)).await),
        Some("url")
    );
}

/// What one database can keep and the other cannot, or the reader cannot read back, is refused.
#[tokio::test]
async fn times_lie_within_the_years_that_can_be_kept() {
    let app = TestApp::with(crate::support::Setup {
        close_after_days: Some(36_500),
        ..crate::support::Setup::default()
    })
    .await;
    for (time, refused) in [
        ("2014-01-14T17:32:12Z", false),
        ("2014-01-14T17:32:12.123456789+14:00", false),
        ("1877-11-21T00:00:00Z", false),
        ("9999-01-01T00:00:00Z", false),
        ("0000-01-01T00:00:00Z", true),
        ("-4713-01-01T00:00:00Z", true),
        ("-9999-01-01T00:00:00Z", true),
        ("-262000-01-01T00:00:00Z", true),
        ("+10000-01-01T00:00:00Z", true),
        ("+262142-01-01T00:00:00Z", true),
    ] {
        let answer = create(&app, "publishedAt", json!(time)).await;
        assert_eq!(refused_field(&answer).is_some(), refused, "{time}");
        if !refused {
            let key = json!({ "key": answer.text("/createEpisode/episode/key") });
            let read = app.anonymous().run(READ, key).await;
            assert!(read.at("/episode/publishedAt").is_string(), "{time}");
            // A century later there may be no such year to write.
            let closes = read.at("/episode/closesAt").is_string();
            assert_eq!(closes, !time.starts_with("9999"), "{time}");
        }
    }
    for time in [
        "",
        "now",
        "2014",
        "2014-01-14",
        "2014-02-30T00:00:00Z",
        "1389720732",
    ] {
        let answer = create(&app, "publishedAt", json!(time)).await;
        assert_eq!(answer.code(), "VALIDATION_FAILED", "{time}");
    }
}

#[tokio::test]
async fn a_lock_ends_at_a_time_that_can_be_kept() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let mo = app.moderator("Mo").await;
    let lock = "mutation($input: LockThreadInput!) { lockThread(input: $input) { episode { lockedUntil } } }";
    for (until, refused) in [
        ("2026-01-02T00:00:00Z", false),
        ("9999-01-01T00:00:00Z", false),
        ("2025-12-31T00:00:00Z", true),
        ("-262000-01-01T00:00:00Z", true),
        ("+10000-01-01T00:00:00Z", true),
        ("+262142-01-01T00:00:00Z", true),
    ] {
        let episode = format!("episode_{}", setting.episode.id.0.simple());
        let answer = mo
            .send(lock, json!({ "episodeId": episode, "until": until }))
            .await;
        let expected = refused.then_some("until");
        assert_eq!(refused_field(&answer), expected, "{until}");
    }
    let read = app.anonymous().run(READ, json!({ "key": "100" })).await;
    assert_eq!(read.text("/episode/state"), "LOCKED");
}
