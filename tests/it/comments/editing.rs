//! Changing a comment's text.
use crate::support::{TestApp, comment_id, item};
use chrono::Duration;
use rejoinder::model::{Mode, Site, Status};
use serde_json::json;

#[tokio::test]
async fn an_author_changes_a_text_and_the_old_one_is_kept_as_a_revision() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).body("befor").insert().await;
    app.clock.advance(Duration::minutes(1));
    let edited = ana.edit(&comment_id(comment.id), "before").await;
    assert_eq!(edited.text("/editComment/comment/bodyMarkdown"), "before");
    assert_eq!(edited.text("/editComment/comment/status"), "APPROVED");
    assert!(edited.at("/editComment/comment/editedAt").is_string());
    assert_ne!(
        app.stored(comment.id).await.revision_id,
        comment.revision_id
    );
    let values = vec![comment.id.into()];
    assert_eq!(app.count("revision", "comment_id = $1", values).await, 2);
}

#[tokio::test]
async fn an_author_can_edit_until_the_window_ends_and_not_after() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    app.clock.advance(Site::EDIT_WINDOW_DEFAULT);
    let ana = app.again(&ana).await;
    let in_time = ana.edit(&comment_id(comment.id), "in time").await;
    in_time.at("/editComment");

    app.clock.advance(Duration::milliseconds(1));
    let late = ana.edit(&comment_id(comment.id), "late").await;
    assert_eq!(late.code(), "FORBIDDEN");
    assert_eq!(late.reason(), "WINDOW_CLOSED");
    let query = "query($id: ID!) { comment(id: $id) { viewerCan { edit { allowed reason } } } }";
    let id = json!({ "id": comment_id(comment.id) });
    let can = ana.run(query, id).await;
    assert_eq!(can.text("/comment/viewerCan/edit/reason"), "WINDOW_CLOSED");
}

/// The window counts from posting, not from the last change.
#[tokio::test]
async fn an_edit_does_not_make_the_window_longer() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    app.clock.advance(Duration::minutes(9));
    ana.edit(&comment_id(comment.id), "once")
        .await
        .at("/editComment");
    app.clock.advance(Duration::minutes(7));
    let late = app
        .again(&ana)
        .await
        .edit(&comment_id(comment.id), "twice")
        .await;
    assert_eq!(late.reason(), "WINDOW_CLOSED");
}

#[tokio::test]
async fn an_edit_of_a_text_that_has_changed_since_is_stale() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let first = ana.edit_seen(&comment, "from the phone").await;
    first.at("/editComment");
    let second = ana.edit_seen(&comment, "from the desk").await;
    assert_eq!(second.code(), "CONFLICT");
    assert_eq!(second.reason(), "STALE_REVISION");
    let stored = app.stored(comment.id).await;
    assert_eq!(stored.body_markdown, "from the phone");
    ana.edit_seen(&stored, "from the desk")
        .await
        .at("/editComment");
}

#[tokio::test]
async fn saving_the_same_text_changes_nothing() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app
        .comment(&thread)
        .by(&ana)
        .body("as it is")
        .insert()
        .await;
    let same = ana.edit(&comment_id(comment.id), "as it is \n").await;
    assert_eq!(same.text("/editComment/comment/status"), "APPROVED");
    assert!(same.at("/editComment/comment/editedAt").is_null());
    let stored = app.stored(comment.id).await;
    assert_eq!(stored.revision_id, comment.revision_id);
}

const READ: &str = "query($id: ID!) { comment(id: $id) {
    status tombstone bodyMarkdown bodyHtml editedAt revisionId author { displayName } } }";

/// Readers go on seeing what was approved, without a sign that something newer waits.
#[tokio::test]
async fn while_an_edited_text_is_held_readers_see_the_one_approved_last() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let id = json!({ "id": comment_id(comment.id) });
    let before = app.anonymous().run(READ, id.clone()).await;
    for text in ["Buy this!", "Buy that!"] {
        let edited = ana.edit(&comment_id(comment.id), text).await;
        assert_eq!(edited.text("/editComment/comment/status"), "PENDING");
        let after = app.anonymous().run(READ, id.clone()).await;
        assert_eq!(after.at("/comment"), before.at("/comment"));
        let own = ana.run(READ, id.clone()).await;
        assert_eq!(own.text("/comment/bodyMarkdown"), text);
        assert_eq!(own.text("/comment/status"), "PENDING");
    }
    let episode = app.episode(&thread).await;
    assert_eq!((episode.comment_count, episode.queues.pending), (1, 1));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_decision_ends_the_older_text() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("Ana").await,
        app.moderator("Mo").await,
    );
    for approve in [true, false] {
        let comment = app.comment(&thread).by(&ana).insert().await;
        let id = json!({ "id": comment_id(comment.id) });
        ana.edit(&comment_id(comment.id), "Newer")
            .await
            .at("/editComment");
        let held = app.stored(comment.id).await;
        if approve {
            mo.approve(vec![item(&held)]).await.at("/approveComments");
            let seen = app.anonymous().run(READ, id).await;
            assert_eq!(seen.text("/comment/bodyMarkdown"), "Newer");
        } else {
            mo.reject(vec![item(&held)]).await.at("/rejectComments");
            let seen = app.anonymous().run(READ, id).await;
            assert!(seen.at("/comment").is_null());
        }
    }
    assert_eq!(app.episode(&thread).await.comment_count, 1);
    app.assert_no_drift().await;
}

/// One that was never approved has no older text to show.
#[tokio::test]
async fn an_edited_comment_that_was_held_already_stays_out_of_sight() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).held().insert().await;
    ana.edit(&comment_id(comment.id), "Buy this!")
        .await
        .at("/editComment");
    let seen = app
        .anonymous()
        .run(READ, json!({ "id": comment_id(comment.id) }))
        .await;
    assert!(seen.at("/comment").is_null());
    app.assert_no_drift().await;
}

#[tokio::test]
async fn nobody_edits_what_another_wrote_not_even_a_moderator() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let id = comment_id(comment.id);
    for other in [
        app.reader("Ben").await,
        app.moderator("Mo").await,
        app.admin("Ada").await,
    ] {
        let refused = other.edit(&id, "I am a fool").await;
        assert_eq!(refused.reason(), "NOT_AUTHOR");
    }
    assert_eq!(
        app.anonymous().edit(&id, "I").await.code(),
        "UNAUTHENTICATED"
    );
    assert_eq!(app.stored(comment.id).await.body_markdown, "hello");
}

#[tokio::test]
async fn a_moderator_edits_their_own_at_any_time() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let comment = app.comment(&thread).by(&mo).insert().await;
    app.clock.advance(Duration::days(9));
    let mo = app.again(&mo).await;
    let edited = mo.edit(&comment_id(comment.id), "Corrected.").await;
    assert_eq!(edited.text("/editComment/comment/status"), "APPROVED");
}

#[tokio::test]
async fn only_approved_and_held_comments_can_be_edited() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    for (status, code) in [
        (Status::Approved, None),
        (Status::Pending, None),
        (Status::Rejected, Some("FORBIDDEN")),
        (Status::Spam, Some("FORBIDDEN")),
        (Status::Deleted, Some("NOT_FOUND")),
    ] {
        let comment = app.comment(&thread).by(&ana).status(status).insert().await;
        let answer = ana.edit(&comment_id(comment.id), "again").await;
        let found = answer.json.get("errors").map(|_| answer.code());
        assert_eq!(found, code, "{status:?}");
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn an_edit_goes_through_the_same_checks_as_a_new_comment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    for body in [" ".to_owned(), "x".repeat(10_001), "bell\u{7}".to_owned()] {
        let refused = ana.edit(&comment_id(comment.id), &body).await;
        assert_eq!(refused.error("field"), "body");
    }
    let edited = ana
        .edit(&comment_id(comment.id), "<img src=x onerror=y> hi")
        .await;
    edited.at("/editComment");
    assert!(!app.stored(comment.id).await.body_html.contains("<img"));
}
