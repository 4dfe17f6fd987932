//! Tombstones that stand for two reasons at once.
use crate::support::{Setup, TestApp, comment_id, item};
use serde_json::json;

/// Below the last level, what a comment answers and what it is filed under are two comments, and
/// one of them may stand below the other.
#[tokio::test]
async fn a_comment_that_is_reached_twice_is_counted_once() {
    let app = TestApp::with(Setup {
        nesting: 2,
        ..Setup::default()
    })
    .await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("Ana").await,
        app.moderator("Mo").await,
    );
    let top = app.comment(&thread).by(&ana).insert().await;
    let answer = app.comment(&thread).by(&ana).under(&top).insert().await;
    let last = app
        .comment(&thread)
        .by(&ana)
        .under(&answer)
        .held()
        .insert()
        .await;
    ana.delete(&comment_id(answer.id))
        .await
        .at("/deleteComment");
    ana.delete(&comment_id(top.id)).await.at("/deleteComment");
    assert_eq!(app.episode(&thread).await.top_count, 0);

    let approved = mo.approve(vec![item(&last)]).await;
    assert_eq!(
        approved.text("/approveComments/results/0/comment/status"),
        "APPROVED"
    );
    assert_eq!(app.episode(&thread).await.top_count, 1);
    app.assert_no_drift().await;

    ana.delete(&comment_id(last.id)).await.at("/deleteComment");
    assert_eq!(app.episode(&thread).await.top_count, 0);
    app.assert_no_drift().await;
    let query = r#"query($key: String!) { episode(site: "history", key: $key) { comments { nodes { id } } } }"#;
    let seen = app
        .anonymous()
        .run(query, json!({ "key": thread.episode.key }))
        .await;
    assert_eq!(seen.at("/episode/comments/nodes"), &json!([]));
}
