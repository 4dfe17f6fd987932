//! Taking back what was done, and answering later who did it.
use crate::support::{Answer, Client, TestApp, comment_id, item};
use rejoinder::model::{Comment, Mode, Status};
use serde_json::{Value, json};

const UNDO: &str = "mutation($input: UndoInput!) { undo(input: $input) { leftCommentIds
    entry { id action from to undoes undoneBy actor { displayName }
        subject { ... on Comment { id status } ... on Author { displayName } } } } }";
const SPAM: &str = "mutation($input: MarkSpamInput!) { markSpam(input: $input) {
    results { code comment { status } } } }";
const RESTORE: &str = "mutation($input: RestoreInput!) { restore(input: $input) {
    results { code comment { status decisionId } } } }";
const REJECT_ALL: &str = "mutation($input: RejectAllByInput!) { rejectAllBy(input: $input) {
    logEntryId commentIds hasMore } }";

pub(super) async fn undo(by: &Client, entry: &str) -> Answer {
    by.send(UNDO, json!({ "logEntryId": entry })).await
}

/// The newest entry about a comment.
pub(super) async fn last_entry(by: &Client, comment: &Comment) -> String {
    let query = "query($id: ID!) { comment(id: $id) { history { id } } }";
    let id = comment_id(comment.id);
    let found = by.run(query, json!({ "id": id })).await;
    found.text("/comment/history/0/id")
}

fn all_by(author: &Client) -> Value {
    json!({
        "authorId": format!("author_{}", author.member_id().0.simple()),
        "since": "2026-01-01T00:00:00Z",
        "reason": "ABUSE",
        "privateNote": "A quarrel."
    })
}

#[tokio::test]
async fn each_decision_can_be_taken_back_once_and_leaves_everything_as_it_was() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 3).await;
    mo.approve(vec![item(&held[0])])
        .await
        .at("/approveComments");
    mo.reject(vec![item(&held[1])]).await.at("/rejectComments");
    mo.send(SPAM, json!({ "items": [item(&held[2])] }))
        .await
        .at("/markSpam");
    for comment in &held {
        let entry = last_entry(&mo, comment).await;
        let undone = undo(&mo, &entry).await;
        assert_eq!(undone.text("/undo/entry/to"), "PENDING");
        assert_eq!(undone.text("/undo/entry/undoes"), entry);
        assert_eq!(
            undone.text("/undo/entry/subject/id"),
            comment_id(comment.id)
        );
        let now = app.stored(comment.id).await;
        assert_eq!((now.status, now.reviewed), (Status::Pending, false));
        assert_eq!((now.decision_id, now.reject_reason), (None, None));
        assert_eq!(now.author_note, None);
        assert_eq!(undo(&mo, &entry).await.reason(), "SUPERSEDED");
    }
    let episode = app.episode(&thread).await;
    assert_eq!((episode.comment_count, episode.queues.pending), (0, 3));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_something_later_stands_on_cannot_be_taken_back() {
    let app = TestApp::new().await;
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    // Overruled.
    let one = app.comment(&thread).by(&ana).held().insert().await;
    mo.reject(vec![item(&one)]).await.at("/rejectComments");
    let first = last_entry(&mo, &one).await;
    let mut overruling = item(&one);
    overruling["overrules"] = first.clone().into();
    mo.approve(vec![overruling]).await.at("/approveComments");
    assert_eq!(undo(&mo, &first).await.reason(), "SUPERSEDED");
    // Once the later one is taken back, the earlier one stands alone again.
    let second = last_entry(&mo, &one).await;
    undo(&mo, &second).await.at("/undo");
    assert_eq!(app.stored(one.id).await.status, Status::Rejected);
    undo(&mo, &first).await.at("/undo");
    assert_eq!(app.stored(one.id).await.status, Status::Pending);
    // Edited, deleted.
    for edit in [true, false] {
        let two = app.comment(&thread).by(&ana).held().insert().await;
        mo.approve(vec![item(&two)]).await.at("/approveComments");
        let entry = last_entry(&mo, &two).await;
        if edit {
            ana.edit(&comment_id(two.id), "newer")
                .await
                .at("/editComment");
        } else {
            ana.delete(&comment_id(two.id)).await.at("/deleteComment");
        }
        assert_eq!(undo(&mo, &entry).await.reason(), "SUPERSEDED");
    }
    app.assert_no_drift().await;
}

/// The older text comes back to the readers with the comment's waiting.
#[tokio::test]
async fn taking_back_an_approved_edit_shows_the_text_before_it_again() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    let comment = app.comment(&thread).by(&ana).body("old").insert().await;
    ana.edit(&comment_id(comment.id), "new")
        .await
        .at("/editComment");
    let held = app.stored(comment.id).await;
    mo.approve(vec![item(&held)]).await.at("/approveComments");
    let entry = last_entry(&mo, &comment).await;
    undo(&mo, &entry).await.at("/undo");
    let query = "query($id: ID!) { comment(id: $id) { bodyMarkdown } }";
    let seen = app
        .anonymous()
        .run(query, json!({ "id": comment_id(comment.id) }))
        .await;
    assert_eq!(seen.text("/comment/bodyMarkdown"), "old");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn restored_comments_wait_again_and_only_those_taken_down_are_restored() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 3).await;
    mo.reject(vec![item(&held[0])]).await.at("/rejectComments");
    mo.send(SPAM, json!({ "items": [item(&held[1])] }))
        .await
        .at("/markSpam");
    // Whoever restores says which decision they know of.
    let unnamed = mo.send(RESTORE, json!({ "items": [item(&held[0])] })).await;
    assert_eq!(
        unnamed.at("/restore/results/0/code"),
        &json!("ALREADY_DECIDED")
    );
    let mut items: Vec<Value> = Vec::new();
    for comment in &held {
        let mut named = item(comment);
        if let Some(decision) = app.stored(comment.id).await.decision_id {
            named["overrules"] = format!("decision_{}", decision.0.simple()).into();
        }
        items.push(named);
    }
    let restored = mo.send(RESTORE, json!({ "items": items })).await;
    for (index, code) in [
        (0, json!(null)),
        (1, json!(null)),
        (2, json!("NOT_TAKEN_DOWN")),
    ] {
        assert_eq!(
            restored.at(&format!("/restore/results/{index}/code")),
            &code
        );
        let status = restored.text(&format!("/restore/results/{index}/comment/status"));
        assert_eq!(status, "PENDING");
    }
    // They can be decided on as if nobody had.
    mo.approve(vec![item(&held[0])])
        .await
        .at("/approveComments/results/0/comment/id");
    assert_eq!(app.stored(held[0].id).await.status, Status::Approved);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn all_of_an_author_is_rejected_at_once_and_taken_back_at_once() {
    let app = TestApp::new().await;
    let (mo, ana, ben) = (
        app.moderator("Mo").await,
        app.reader("Ana").await,
        app.reader("Ben").await,
    );
    let threads = [app.thread().await, app.thread().await];
    let mut comments = Vec::new();
    for thread in &threads {
        for _ in 0..3 {
            comments.push(app.comment(thread).by(&ana).insert().await);
        }
        comments.push(app.comment(thread).by(&ana).held().insert().await);
    }
    let other = app.comment(&threads[0]).by(&ben).insert().await;
    let rejected = mo.send(REJECT_ALL, all_by(&ana)).await;
    let ids = rejected.at("/rejectAllBy/commentIds");
    assert_eq!(ids.as_array().unwrap().len(), 8);
    for comment in &comments {
        assert_eq!(app.stored(comment.id).await.status, Status::Rejected);
    }
    assert_eq!(app.stored(other.id).await.status, Status::Approved);
    app.assert_no_drift().await;
    // One of them is decided on anew before the whole is taken back.
    let mut overruling = item(&comments[0]);
    overruling["overrules"] = last_entry(&mo, &comments[0]).await.into();
    mo.approve(vec![overruling]).await.at("/approveComments");
    let undone = undo(&mo, &rejected.text("/rejectAllBy/logEntryId")).await;
    let left = undone.at("/undo/leftCommentIds");
    assert_eq!(left, &json!([comment_id(comments[0].id)]));
    assert_eq!(undone.text("/undo/entry/subject/displayName"), "Ana");
    for (index, comment) in comments.iter().enumerate() {
        let held = index % 4 == 3;
        let expected = if held {
            Status::Pending
        } else {
            Status::Approved
        };
        assert_eq!(app.stored(comment.id).await.status, expected);
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn nobody_rejects_all_of_themselves_or_of_their_equals() {
    let app = TestApp::new().await;
    let (mo, max, ada) = (
        app.moderator("Mo").await,
        app.moderator("Max").await,
        app.admin("Ada").await,
    );
    let ana = app.reader("Ana").await;
    assert_eq!(
        ana.send(REJECT_ALL, all_by(&mo)).await.reason(),
        "NOT_MODERATOR"
    );
    assert_eq!(mo.send(REJECT_ALL, all_by(&mo)).await.reason(), "ONESELF");
    assert_eq!(
        mo.send(REJECT_ALL, all_by(&max)).await.reason(),
        "OF_THE_STAFF"
    );
    ada.send(REJECT_ALL, all_by(&max)).await.at("/rejectAllBy");
}

#[tokio::test]
async fn strangers_and_readers_take_nothing_back() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 1).await.remove(0);
    mo.approve(vec![item(&held)]).await.at("/approveComments");
    let entry = last_entry(&mo, &held).await;
    let other = app.other_site("ships").await;
    let captain = app
        .signed_in(&other, "Cap", rejoinder::model::Role::Admin)
        .await;
    assert_eq!(
        app.anonymous()
            .send(UNDO, json!({ "logEntryId": entry }))
            .await
            .reason(),
        "SIGNED_OUT"
    );
    assert_eq!(
        undo(&app.reader("Ana").await, &entry).await.reason(),
        "NOT_MODERATOR"
    );
    assert_eq!(undo(&captain, &entry).await.code(), "NOT_FOUND");
    let nothing = "decision_00000000000070008000000000000000";
    assert_eq!(undo(&captain, nothing).await.code(), "NOT_FOUND");
    assert_eq!(app.stored(held.id).await.status, Status::Approved);
}

/// Of two who take the same thing back at the same moment, one does.
#[tokio::test]
async fn of_two_who_take_back_the_same_one_does() {
    let app = TestApp::new().await;
    let (thread, mo, max) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.moderator("Max").await,
    );
    for held in app.held(&thread, 20).await {
        mo.approve(vec![item(&held)]).await.at("/approveComments");
        let entry = last_entry(&mo, &held).await;
        let (one, two) = tokio::join!(undo(&mo, &entry), undo(&max, &entry));
        let done = [&one, &two].map(|answer| answer.json.get("errors").is_none());
        assert!(done[0] != done[1], "{:#} {:#}", one.json, two.json);
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_year_later_the_log_says_who_closed_the_thread_and_why() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    app.held(&thread, 3).await;
    let closed = mo
        .close(&thread, json!({ "message": "It got heated." }))
        .await;
    closed.at("/closeThread");
    app.clock.advance(chrono::Duration::days(365));
    let query = "query($id: ID!) { site(key: \"history\") { log(filter: {
        actions: [CLOSE_THREAD], episodeId: $id }) { totalCount nodes { action from to reason
        createdAt correlationId actor { displayName } subject { ... on Episode { key } } } } } }";
    let id = json!({ "id": format!("episode_{}", thread.episode.id.0.simple()) });
    let mo = app.again(&mo).await;
    let found = mo.run(query, id.clone()).await;
    assert_eq!(found.number("/site/log/totalCount"), 1);
    let line = found.at("/site/log/nodes/0");
    assert_eq!(line["actor"]["displayName"], "Mo");
    assert_eq!(line["subject"]["key"], thread.episode.key.as_str());
    assert_eq!(line["reason"], "It got heated.");
    assert_eq!(
        (&line["from"], &line["to"]),
        (&json!("OPEN"), &json!("CLOSED"))
    );
    assert_eq!(line["createdAt"], "2026-01-01T00:00:00+00:00");
    assert!(line["correlationId"].is_string());
    // Nobody else reads it.
    let ana = app.reader("Ana").await;
    assert_eq!(ana.run(query, id.clone()).await.reason(), "NOT_MODERATOR");
    assert_eq!(app.anonymous().run(query, id).await.reason(), "SIGNED_OUT");
}

/// Not even the database lets anybody rewrite it.
#[tokio::test]
async fn no_line_of_the_log_can_be_changed_or_removed() {
    use sea_orm::ConnectionTrait;
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 1).await.remove(0);
    mo.approve(vec![item(&held)]).await.at("/approveComments");
    for sql in ["UPDATE log_entry SET reason = 'x'", "DELETE FROM log_entry"] {
        let fault = app.app.db.write().execute_unprepared(sql).await;
        let fault = fault.unwrap_err().to_string();
        assert!(fault.contains("append only"), "{fault}");
    }
}

/// By pages, without losing or repeating an entry.
#[tokio::test]
async fn the_log_is_read_a_page_at_a_time() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    for held in app.held(&thread, 7).await {
        mo.approve(vec![item(&held)]).await.at("/approveComments");
    }
    let query = "query($after: String) { site(key: \"history\") { log(first: 3, after: $after,
        filter: { actions: [APPROVE_COMMENT] }) { nodes { id } pageInfo { endCursor hasNextPage } } } }";
    let (mut ids, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = mo.run(query, json!({ "after": after })).await;
        let nodes = page.at("/site/log/nodes").as_array().unwrap().clone();
        ids.extend(
            nodes
                .iter()
                .map(|node| node["id"].as_str().unwrap().to_owned()),
        );
        if page.at("/site/log/pageInfo/hasNextPage") == &json!(false) {
            break;
        }
        after = page.at("/site/log/pageInfo/endCursor").clone();
    }
    assert_eq!(ids.len(), 7);
    assert!(ids.is_sorted_by(|one, next| one > next));
}
