//! Many who write at once, on the one connection that writes to a file.
use crate::support::{TestApp, named, together};
use futures_util::poll;
use rejoinder::model::Status;
use serde_json::json;

#[tokio::test]
async fn all_who_post_at_once_are_told_of_their_own_comment() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let mut posting = Vec::new();
    for number in 0..20 {
        let member = app.reader(&format!("Member {number}")).await;
        let (thread, more) = (thread.clone(), json!({ "clientMutationId": "k" }));
        posting.push(async move {
            let body = format!("comment {number}");
            let posted = member.post_with(named(&thread), &body, more).await;
            posted.text("/postComment/comment/bodyMarkdown") == body
        });
    }
    let own = together(posting).await;
    assert_eq!(own, vec![true; 20]);
    assert_eq!(app.count_status(&thread, Status::Approved).await, 20);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn while_too_many_wait_for_the_writer_one_more_is_told_to_come_back() {
    let app = TestApp::new().await;
    if app.app.db.is_shared() {
        return;
    }
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let held_up = app.app.db.begin_write().await.unwrap();
    let mut waiting = Vec::new();
    while waiting.len() < 1_000 {
        let mut turn = Box::pin(app.app.db.begin_short());
        if poll!(&mut turn).is_ready() {
            break;
        }
        waiting.push(turn);
    }
    let refused = ana.post(&thread, "hello").await;
    assert_eq!(
        (refused.status.as_u16(), refused.code()),
        (503, "UNAVAILABLE")
    );
    assert_eq!(refused.retry_after.as_deref(), Some("2"));

    drop(waiting);
    held_up.rollback().await.unwrap();
    let posted = ana.post(&thread, "hello").await;
    assert_eq!(posted.text("/postComment/comment/status"), "APPROVED");
}
