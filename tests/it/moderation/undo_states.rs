//! Taking back states of threads and branches, and what else hangs on a decision.
use super::undo::{last_entry, undo};
use crate::support::{TestApp, comment_id, item};
use rejoinder::model::{Comment, Status};
use serde_json::json;

#[tokio::test]
async fn the_state_of_a_thread_is_taken_back_while_no_other_stands_on_it() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let newest = "{ site(key: \"history\") { log(first: 1) { nodes { id } } } }";
    mo.lock(
        &thread,
        json!({ "reason": "Cool down.", "until": "2026-01-02T00:00:00Z" }),
    )
    .await
    .at("/lockThread");
    let locking = mo.run(newest, json!({})).await.text("/site/log/nodes/0/id");
    mo.close(&thread, json!({ "message": "Enough." }))
        .await
        .at("/closeThread");
    let closing = mo.run(newest, json!({})).await.text("/site/log/nodes/0/id");
    assert_eq!(undo(&mo, &locking).await.reason(), "SUPERSEDED");
    // Another title is no other state.
    let update = "mutation($input: UpdateEpisodeInput!) { updateEpisode(input: $input) {
        episode { title } } }";
    let title = json!({
        "episodeId": format!("episode_{}", thread.episode.id.0.simple()), "title": "Another",
    });
    mo.send(update, title).await.at("/updateEpisode");
    let undone = undo(&mo, &closing).await;
    assert_eq!(undone.text("/undo/entry/from"), "CLOSED");
    let now = app.episode(&thread).await;
    assert_eq!(now.state, rejoinder::model::ThreadState::Locked);
    assert_eq!(now.lock_reason.as_deref(), Some("Cool down."));
    assert!(now.locked_until.is_some() && now.closed_message.is_none());
    undo(&mo, &locking).await.at("/undo");
    assert_eq!(
        app.episode(&thread).await.state,
        rejoinder::model::ThreadState::Open
    );
    assert_eq!(undo(&mo, &locking).await.reason(), "SUPERSEDED");
}

#[tokio::test]
async fn the_lock_of_a_branch_is_taken_back_and_put_back() {
    let app = TestApp::new().await;
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    let top = app.comment(&thread).by(&ana).insert().await;
    let below = app.comment(&thread).by(&ana).under(&top).insert().await;
    let lock = "mutation($input: LockBranchInput!) { lockBranch(input: $input) {
        comment { branchLock { reason } } } }";
    let unlock = "mutation($input: UnlockBranchInput!) { unlockBranch(input: $input) {
        comment { branchLock { reason } } } }";
    let id = json!({ "commentId": comment_id(top.id), "reason": "Too hot." });
    mo.send(lock, id.clone()).await.at("/lockBranch");
    let locking = last_entry(&mo, &top).await;
    mo.send(unlock, id).await.at("/unlockBranch");
    let unlocking = last_entry(&mo, &top).await;
    assert_eq!(undo(&mo, &locking).await.reason(), "SUPERSEDED");
    undo(&mo, &unlocking).await.at("/undo");
    let refused = ana
        .reply(&thread, &comment_id(below.id), "And another")
        .await;
    assert_eq!(refused.reason(), "BRANCH_LOCKED");
    app.assert_no_drift().await;
    undo(&mo, &locking).await.at("/undo");
    ana.reply(&thread, &comment_id(below.id), "And another")
        .await
        .at("/postComment");
    app.assert_no_drift().await;
}

/// Where three others have been pinned meanwhile, the comment comes back without its pin.
#[tokio::test]
async fn taking_back_a_rejection_makes_no_fourth_pin() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let pin = "mutation($input: PinCommentInput!) { pinComment(input: $input) {
        comment { isPinned } } }";
    let mut comments = Vec::new();
    for _ in 0..4 {
        comments.push(app.comment(&thread).insert().await);
    }
    let pinned = |comment: &Comment| json!({ "commentId": comment_id(comment.id) });
    mo.send(pin, pinned(&comments[0])).await.at("/pinComment");
    mo.reject(vec![item(&comments[0])])
        .await
        .at("/rejectComments");
    let rejecting = last_entry(&mo, &comments[0]).await;
    for comment in &comments[1..] {
        mo.send(pin, pinned(comment)).await.at("/pinComment");
    }
    undo(&mo, &rejecting).await.at("/undo");
    let back = app.stored(comments[0].id).await;
    assert_eq!((back.status, back.pinned_at), (Status::Approved, None));
}

/// Nor is a pin lost that was given after the decision.
#[tokio::test]
async fn taking_back_an_approval_leaves_a_later_pin() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let pin = "mutation($input: PinCommentInput!) { pinComment(input: $input) {
        comment { isPinned } } }";
    let comment = app.comment(&thread).insert().await;
    mo.approve(vec![item(&comment)])
        .await
        .at("/approveComments");
    let approving = last_entry(&mo, &comment).await;
    mo.send(pin, json!({ "commentId": comment_id(comment.id) }))
        .await
        .at("/pinComment");
    undo(&mo, &approving).await.at("/undo");
    let back = app.stored(comment.id).await;
    assert_eq!((back.status, back.reviewed), (Status::Approved, false));
    assert!(back.pinned_at.is_some());
}

/// An author cannot slip through what a moderator wants to look at again.
#[tokio::test]
async fn a_restored_comment_waits_whatever_its_author_makes_of_it() {
    let app = TestApp::new().await;
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    let comment = app.comment(&thread).by(&ana).insert().await;
    mo.reject(vec![item(&comment)]).await.at("/rejectComments");
    let restore = "mutation($input: RestoreInput!) { restore(input: $input) {
        results { comment { holdReasons } } } }";
    let mut named = item(&comment);
    named["overrules"] = last_entry(&mo, &comment).await.into();
    let restored = mo.send(restore, json!({ "items": [named] })).await;
    let reasons = restored.at("/restore/results/0/comment/holdReasons");
    assert_eq!(reasons, &json!(["RESTORED"]));
    let edited = ana.edit(&comment_id(comment.id), "a harmless text").await;
    assert_eq!(edited.text("/editComment/comment/status"), "PENDING");
    app.assert_no_drift().await;
}

/// What an admin has done to a moderator is not for that moderator to take back.
#[tokio::test]
async fn a_moderator_does_not_take_back_what_was_done_to_them() {
    let app = TestApp::new().await;
    let (thread, mo, ada) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.admin("Ada").await,
    );
    app.comment(&thread).by(&mo).insert().await;
    let reject = "mutation($input: RejectAllByInput!) { rejectAllBy(input: $input) {
        logEntryId } }";
    let all = json!({
        "authorId": format!("author_{}", mo.member_id().0.simple()),
        "since": "2026-01-01T00:00:00Z", "reason": "ABUSE",
    });
    let rejected = ada.send(reject, all).await;
    let entry = rejected.text("/rejectAllBy/logEntryId");
    assert_eq!(undo(&mo, &entry).await.reason(), "ONESELF");
    undo(&ada, &entry).await.at("/undo");
}
