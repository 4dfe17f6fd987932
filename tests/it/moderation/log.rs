//! The log: what was decided, by whom, on which text, from what to what, why and when.
use crate::support::{TestApp, comment_id, item};
use rejoinder::model::Comment;
use sea_orm::Value;

/// Lines about a comment's text under a further condition.
async fn lines(app: &TestApp, comment: &Comment, condition: &str, more: Vec<Value>) -> i64 {
    let mut values = vec![comment.id.into(), comment.revision_id.into()];
    values.extend(more);
    let condition = format!("subject_id = $1 AND revision_id = $2 AND {condition}");
    app.count("log_entry", &condition, values).await
}

#[tokio::test]
async fn a_decision_is_a_line_with_all_that_matters() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 2).await;
    mo.approve(vec![item(&held[0])])
        .await
        .at("/approveComments");
    mo.reject(vec![item(&held[1])]).await.at("/rejectComments");
    let approval = "action = 'approve_comment' AND from_state = 'PENDING' AND \
        to_state = 'APPROVED' AND reason IS NULL AND actor_id = $3 AND created_at = $4";
    let rejection = "action = 'reject_comment' AND from_state = 'PENDING' AND \
        to_state = 'REJECTED' AND reason = 'OFF_TOPIC' AND actor_id = $3 AND created_at = $4";
    let who_and_when = || vec![mo.member_id().into(), app.app.env.now().into()];
    assert_eq!(lines(&app, &held[0], approval, who_and_when()).await, 1);
    assert_eq!(lines(&app, &held[1], rejection, who_and_when()).await, 1);
    // The comment names the line.
    let decision = app.stored(held[0].id).await.decision_id.unwrap();
    let named = lines(&app, &held[0], "id = $3", vec![decision.into()]).await;
    assert_eq!(named, 1);
}

#[tokio::test]
async fn a_refused_decision_leaves_no_line() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 1).await.remove(0);
    mo.approve(vec![item(&held)]).await.at("/approveComments");
    mo.reject(vec![item(&held)]).await.at("/rejectComments");
    let mut stale = item(&held);
    stale["revisionId"] = "revision_00000000000070008000000000000000".into();
    mo.reject(vec![stale]).await.at("/rejectComments");
    assert_eq!(
        app.count("log_entry", "action <> 'give_role'", vec![])
            .await,
        1
    );
}

/// Neither hides the other: both stand in the log, and the comment names the last.
#[tokio::test]
async fn an_overruled_decision_stays_in_the_log() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 1).await.remove(0);
    mo.reject(vec![item(&held)]).await.at("/rejectComments");
    let first = app.stored(held.id).await.decision_id.unwrap();
    let mut overruling = item(&held);
    overruling["overrules"] = format!("decision_{}", first.0.simple()).into();
    mo.approve(vec![overruling]).await.at("/approveComments");
    assert_eq!(lines(&app, &held, "to_state = 'REJECTED'", vec![]).await, 1);
    let approval = "from_state = 'REJECTED' AND to_state = 'APPROVED'";
    assert_eq!(lines(&app, &held, approval, vec![]).await, 1);
    assert_ne!(app.stored(held.id).await.decision_id, Some(first));
}

/// The log keeps no words: what an author takes back is gone from there too.
#[tokio::test]
async fn the_log_holds_nothing_of_a_deleted_text() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let ana = app.reader("Ana").await;
    let words = "7 Dock Road";
    let held = app
        .comment(&thread)
        .by(&ana)
        .body(words)
        .held()
        .insert()
        .await;
    mo.reject(vec![item(&held)]).await.at("/rejectComments");
    ana.delete(&comment_id(held.id)).await.at("/deleteComment");
    let condition = "coalesce(reason, '') || coalesce(from_state, '') || \
        coalesce(to_state, '') LIKE $1";
    let values = vec![format!("%{words}%").into()];
    assert_eq!(app.count("log_entry", condition, values).await, 0);
    assert_eq!(
        app.count("log_entry", "action <> 'give_role'", vec![])
            .await,
        1
    );
}
