//! An author takes a comment back.
use crate::support::{Client, TestApp, comment_id};
use rejoinder::model::{Comment, CommentId, Status};
use serde_json::{Value, json};

async fn seen(client: &Client, id: CommentId) -> Value {
    let query = "query($id: ID!) { comment(id: $id) {
        tombstone status bodyMarkdown bodyHtml author { id } replyCount } }";
    let answer = client.run(query, json!({ "id": comment_id(id) })).await;
    answer.at("/comment").clone()
}

/// Each answers the one before it.
async fn chain(app: &TestApp, author: &Client, length: usize) -> Vec<Comment> {
    let thread = app.thread().await;
    let mut chain: Vec<Comment> = Vec::new();
    for _ in 0..length {
        let next = app.comment(&thread).by(author);
        let next = match chain.last() {
            Some(parent) => next.under(parent).insert().await,
            None => next.insert().await,
        };
        chain.push(next);
    }
    chain
}

#[tokio::test]
async fn a_comment_with_answers_leaves_a_tombstone_without_author_and_text() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let comments = chain(&app, &ana, 2).await;
    ana.edit(&comment_id(comments[0].id), "my address is 7 Dock Road")
        .await
        .at("/editComment");
    let deleted = ana.delete(&comment_id(comments[0].id)).await;
    assert_eq!(deleted.text("/deleteComment/comment/tombstone"), "DELETED");
    for viewer in [&app.anonymous(), &ana, &mo] {
        let left = seen(viewer, comments[0].id).await;
        assert_eq!(left["tombstone"], "DELETED");
        for field in ["bodyMarkdown", "bodyHtml", "author"] {
            assert_eq!(left[field], Value::Null, "{field}");
        }
        assert_eq!(left["replyCount"], 1);
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_words_of_a_deleted_comment_are_gone_from_every_revision() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let comment = chain(&app, &ana, 1).await.remove(0);
    for body in ["my address is 7 Dock Road", "no address"] {
        ana.edit(&comment_id(comment.id), body)
            .await
            .at("/editComment");
    }
    let of = |condition: &str| format!("comment_id = $1 AND {condition}");
    let id = || vec![comment.id.into()];
    assert_eq!(
        app.count("revision", &of("body_markdown <> ''"), id())
            .await,
        3
    );
    ana.delete(&comment_id(comment.id))
        .await
        .at("/deleteComment");
    assert_eq!(
        app.count("revision", &of("body_markdown <> ''"), id())
            .await,
        0
    );
    let stored = app.stored(comment.id).await;
    assert_eq!((stored.body_markdown, stored.body_html), Default::default());
}

#[tokio::test]
async fn a_comment_without_answers_vanishes() {
    let app = TestApp::new().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let comment = chain(&app, &ana, 1).await.remove(0);
    let deleted = ana.delete(&comment_id(comment.id)).await;
    assert!(deleted.at("/deleteComment/comment").is_null());
    let named = deleted.text("/deleteComment/deletedCommentId");
    assert_eq!(named, comment_id(comment.id));
    for viewer in [&app.anonymous(), &ana, &mo] {
        assert!(seen(viewer, comment.id).await.is_null());
    }
    let again = ana.delete(&comment_id(comment.id)).await;
    assert_eq!(again.code(), "NOT_FOUND");
    app.assert_no_drift().await;
}

/// Nothing but the last answer held them up.
#[tokio::test]
async fn deleting_the_last_answer_takes_the_tombstones_above_with_it() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let comments = chain(&app, &ana, 7).await;
    let (last, above) = comments.split_last().unwrap();
    for comment in above {
        let deleted = ana.delete(&comment_id(comment.id)).await;
        assert!(deleted.at("/deleteComment/comment").is_object());
    }
    app.assert_no_drift().await;
    ana.delete(&comment_id(last.id)).await.at("/deleteComment");
    for comment in &comments {
        assert!(seen(&app.anonymous(), comment.id).await.is_null());
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_tombstone_stays_while_another_answer_holds_it_up() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let comments = chain(&app, &ana, 3).await;
    ana.delete(&comment_id(comments[0].id))
        .await
        .at("/deleteComment");
    ana.delete(&comment_id(comments[2].id))
        .await
        .at("/deleteComment");
    assert!(seen(&ana, comments[2].id).await.is_null());
    assert_eq!(seen(&ana, comments[1].id).await["status"], "APPROVED");
    assert_eq!(seen(&ana, comments[0].id).await["tombstone"], "DELETED");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn one_can_take_back_ones_words_in_a_closed_thread_and_after_a_rejection() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mo = app.moderator("Mo").await;
    let mut comments = Vec::new();
    for status in [
        Status::Approved,
        Status::Pending,
        Status::Rejected,
        Status::Spam,
    ] {
        comments.push(app.comment(&thread).by(&ana).status(status).insert().await);
    }
    mo.close(&thread, json!({})).await.at("/closeThread");
    app.clock.advance(chrono::Duration::days(400));
    let ana = app.again(&ana).await;
    for comment in comments {
        let deleted = ana.delete(&comment_id(comment.id)).await;
        assert!(deleted.at("/deleteComment/comment").is_null());
    }
    assert_eq!(app.count_status(&thread, Status::Deleted).await, 4);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn only_the_author_deletes() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let comment = chain(&app, &ana, 1).await.remove(0);
    let id = comment_id(comment.id);
    for other in [
        app.reader("Ben").await,
        app.moderator("Mo").await,
        app.admin("Ada").await,
    ] {
        assert_eq!(other.delete(&id).await.reason(), "NOT_AUTHOR");
    }
    assert_eq!(app.anonymous().delete(&id).await.code(), "UNAUTHENTICATED");
    assert_eq!(app.stored(comment.id).await.status, Status::Approved);
}

#[tokio::test]
async fn a_tombstone_cannot_be_deleted_again() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let comments = chain(&app, &ana, 2).await;
    let id = comment_id(comments[0].id);
    ana.delete(&id).await.at("/deleteComment");
    assert_eq!(ana.delete(&id).await.code(), "CONFLICT");
    let query = "query($id: ID!) { comment(id: $id) { viewerCan { delete { allowed } } } }";
    let can = ana.run(query, json!({ "id": id })).await;
    assert_eq!(can.at("/comment/viewerCan/delete/allowed"), false);
}
