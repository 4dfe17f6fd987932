//! What other programs are told of a conversation, by oEmbed.
use super::{embed::get, thread_of};
use crate::support::TestApp;
use serde_json::json;

#[tokio::test]
async fn oembed_describes_the_conversation() {
    let app = TestApp::new().await;
    thread_of(&app, 1, 0, 0).await;
    for url in [
        "http%3A%2F%2Fcomments.test%2Fembed%2Fhistory%2F100",
        "http%3A%2F%2Fcomments.test%2Fembed%2Fhistory%2F100%3Flang%3Dde",
        "https%3A%2F%2Fhistory.example%2F100",
        "https%3A%2F%2Fhistory.example%2F100%2F%3Futm_source%3Dfeed",
    ] {
        let read = get(&app, &format!("/oembed?url={url}&format=json"), &[]).await;
        assert_eq!(read.status, 200, "{url}");
        let told = read.json();
        assert_eq!(
            (&told["version"], &told["type"]),
            (&json!("1.0"), &json!("rich"))
        );
        assert_eq!(told["title"], "Episode 100");
        let html = told["html"].as_str().unwrap();
        assert!(
            html.starts_with("<iframe src=\"http://comments.test/embed/history/100\""),
            "{html}"
        );
    }
    let url = "url=http://comments.test/embed/history/100";
    let small = get(
        &app,
        &format!("/oembed?{url}&maxwidth=320&maxheight=200"),
        &[],
    )
    .await
    .json();
    assert_eq!(
        (&small["width"], &small["height"]),
        (&json!(320), &json!(200))
    );
    let large = get(&app, &format!("/oembed?{url}&maxwidth=9000"), &[])
        .await
        .json();
    assert_eq!(
        (&large["width"], &large["height"]),
        (&json!(640), &json!(600))
    );
    for (query, status) in [
        (format!("{url}&format=xml"), 501),
        ("url=http://comments.test/embed/history/999".to_owned(), 404),
        ("url=http://comments.test/embed/absent/100".to_owned(), 404),
        ("url=http://comments.test/account/data".to_owned(), 404),
        ("url=https://history.example/999".to_owned(), 404),
        ("url=https://evil.example/100".to_owned(), 404),
        ("url=nonsense".to_owned(), 404),
        (String::new(), 400),
        (format!("{url}&maxwidth=wide"), 400),
    ] {
        let refused = get(&app, &format!("/oembed?{query}"), &[]).await;
        assert_eq!(refused.status.as_u16(), status, "{query}");
    }
}
