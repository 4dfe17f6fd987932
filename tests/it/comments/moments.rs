//! Which moment of the episode a comment is about.
use crate::support::{Client, TestApp, comment_id, named};
use chrono::Duration;
use rejoinder::model::CommentId;
use serde_json::{Value, json};

const EDIT: &str = "mutation($input: EditCommentInput!) { editComment(input: $input) {
    comment { momentSeconds bodyMarkdown editedAt status } } }";

fn parsed(id: &str) -> CommentId {
    CommentId(id.strip_prefix("comment_").unwrap().parse().unwrap())
}

async fn moment_of(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { comment(id: $id) { momentSeconds } }";
    let read = client.run(query, json!({ "id": id })).await;
    read.at("/comment/momentSeconds").clone()
}

#[tokio::test]
async fn a_comment_names_a_second_of_the_episode() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for moment in [0, 2_520, 359_999] {
        let more = json!({ "momentSeconds": moment });
        let body = format!("At {moment}");
        let posted = ana.post_with(named(&thread), &body, more).await;
        let id = posted.text("/postComment/comment/id");
        assert_eq!(moment_of(&app.anonymous(), &id).await, moment);
        app.clock.advance(Duration::minutes(1));
    }
    let ana = app.again(&ana).await;
    for moment in [-1, 360_000, i32::MIN, i32::MAX] {
        let more = json!({ "momentSeconds": moment });
        let refused = ana.post_with(named(&thread), "Never", more).await;
        assert_eq!(refused.code(), "INVALID");
        assert_eq!(refused.error("field"), "momentSeconds");
    }
    let without = ana.post(&thread, "Anywhere").await;
    let id = without.text("/postComment/comment/id");
    assert_eq!(moment_of(&ana, &id).await, Value::Null);
}

#[tokio::test]
async fn a_reply_has_no_moment_of_its_own() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let top = app.comment(&thread).by(&ana).insert().await;
    let more = json!({ "parentId": comment_id(top.id), "momentSeconds": 7 });
    let refused = ana.post_with(named(&thread), "Yes", more).await;
    assert_eq!(refused.error("field"), "momentSeconds");
    let reply = app.comment(&thread).by(&ana).under(&top).insert().await;
    let input = |moment: Value| json!({ "commentId": comment_id(reply.id), "body": "Yes!", "momentSeconds": moment });
    let refused = ana.send(EDIT, input(json!(7))).await;
    assert_eq!(refused.error("field"), "momentSeconds");
    ana.send(EDIT, input(Value::Null)).await.at("/editComment");
}

/// The text need not change for it, and then nothing is judged anew.
#[tokio::test]
async fn an_author_moves_a_comment_to_another_moment_and_takes_it_away() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let more = json!({ "momentSeconds": 60 });
    let posted = ana.post_with(named(&thread), "That bell", more).await;
    let id = posted.text("/postComment/comment/id");
    let stored = app.stored(parsed(&id)).await;
    let version = app.episode(&thread).await.version;

    let edit = |body: &str, more: Value| {
        let mut input = json!({ "commentId": id, "body": body });
        input
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let ana = ana.clone();
        async move {
            let edited = ana.send(EDIT, input).await;
            edited.at("/editComment/comment").clone()
        }
    };
    let moved = edit("That bell", json!({ "momentSeconds": 65 })).await;
    assert_eq!(moved["momentSeconds"], 65);
    assert_eq!(moved["editedAt"], Value::Null);
    assert_eq!(
        app.stored(parsed(&id)).await.revision_id,
        stored.revision_id
    );
    assert!(app.episode(&thread).await.version > version);

    let both = edit("This bell", json!({ "momentSeconds": 70 })).await;
    assert_eq!(
        (&both["momentSeconds"], &both["bodyMarkdown"]),
        (&json!(70), &json!("This bell"))
    );
    assert_eq!(moment_of(&app.anonymous(), &id).await, 70);
    let text = edit("The bell", json!({})).await;
    assert_eq!(text["momentSeconds"], 70, "left out, it stays");
    let none = edit("The bell", json!({ "momentSeconds": null })).await;
    assert_eq!(none["momentSeconds"], Value::Null);
    assert_eq!(moment_of(&app.anonymous(), &id).await, Value::Null);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn who_may_not_edit_does_not_move_the_moment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let input = json!({ "commentId": comment_id(comment.id), "body": "hello", "momentSeconds": 3 });
    let bea = app.reader("Bea").await;
    let refused = bea.send(EDIT, input.clone()).await;
    assert_eq!(refused.reason(), "NOT_AUTHOR");
    app.clock.advance(Duration::days(1));
    let refused = app.again(&ana).await.send(EDIT, input).await;
    assert_eq!(refused.reason(), "WINDOW_CLOSED");
    assert_eq!(
        moment_of(&app.anonymous(), &comment_id(comment.id)).await,
        Value::Null
    );
}

#[tokio::test]
async fn the_same_key_with_another_moment_is_another_comment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let send = |moment: Value| {
        let more = json!({ "clientMutationId": "one", "momentSeconds": moment });
        let (ana, thread) = (ana.clone(), named(&thread));
        async move { ana.post_with(thread, "That bell", more).await }
    };
    let first = send(json!(3)).await.text("/postComment/comment/id");
    assert_eq!(send(json!(3)).await.text("/postComment/comment/id"), first);
    for other in [json!(4), Value::Null] {
        assert_eq!(send(other).await.reason(), "IDEMPOTENCY_KEY_REUSED");
    }
}

#[tokio::test]
async fn a_tombstone_tells_no_moment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let more = json!({ "momentSeconds": 60 });
    let posted = ana.post_with(named(&thread), "That bell", more).await;
    let id = posted.text("/postComment/comment/id");
    ana.reply(&thread, &id, "Which?").await.at("/postComment");
    ana.delete(&id).await.at("/deleteComment");
    assert_eq!(moment_of(&app.anonymous(), &id).await, Value::Null);
}
