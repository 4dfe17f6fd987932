//! Approving and rejecting, many at a time, item by item.
use crate::support::{Answer, Client, TestApp, comment_id, item};
use rejoinder::model::{Mode, Role, SessionKind, Status};
use serde_json::{Value, json};

/// What came of each item of a bulk decision.
fn codes(answer: &Answer, mutation: &str) -> Vec<Value> {
    let results = answer
        .at(&format!("/{mutation}/results"))
        .as_array()
        .unwrap();
    results
        .iter()
        .map(|result| result["code"].clone())
        .collect()
}

async fn seen(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { comment(id: $id) {
        status rejectReason authorNote decisionId bodyMarkdown } }";
    let answer = client.run(query, json!({ "id": id })).await;
    answer.at("/comment").clone()
}

#[tokio::test]
async fn approved_comments_are_there_for_all_and_rejected_ones_are_not() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 6).await;
    let approved = mo.approve(held[..3].iter().map(item).collect()).await;
    let rejected = mo.reject(held[3..].iter().map(item).collect()).await;
    assert_eq!(
        codes(&approved, "approveComments"),
        [json!(null), json!(null), json!(null)]
    );
    assert_eq!(
        codes(&rejected, "rejectComments"),
        [json!(null), json!(null), json!(null)]
    );
    for (index, comment) in held.iter().enumerate() {
        let seen = seen(&app.anonymous(), &comment_id(comment.id)).await;
        assert_eq!(seen.is_null(), index >= 3);
    }
    let episode = app.episode(&thread).await;
    assert_eq!((episode.comment_count, episode.queues.pending), (3, 0));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn each_item_is_answered_for_itself_in_the_order_given() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.other_site("ships").await);
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let mut fresh = Vec::new();
    for _ in 0..5 {
        fresh.push(app.comment(&thread).by(&ana).held().insert().await);
    }
    let elsewhere = app.thread_on(&other, "1").await;
    let cap = app.signed_in(&other, "Cap", Role::Commenter).await;
    let foreign = app.comment(&elsewhere).by(&cap).insert().await;
    let tombstone = app.comment(&thread).by(&ana).insert().await;
    app.comment(&thread)
        .by(&ana)
        .under(&tombstone)
        .insert()
        .await;

    ana.edit(&comment_id(fresh[1].id), "newer")
        .await
        .at("/editComment");
    mo.reject(vec![item(&fresh[2])]).await.at("/rejectComments");
    for gone in [&fresh[3], &tombstone] {
        ana.delete(&comment_id(gone.id)).await.at("/deleteComment");
    }
    let unknown = json!({ "commentId": "comment_1", "revisionId": "revision_1" });
    let items = vec![
        item(&fresh[0]),
        item(&fresh[1]),
        item(&fresh[2]),
        item(&fresh[3]),
        item(&tombstone),
        item(&foreign),
        unknown,
        item(&fresh[4]),
    ];
    let answer = mo.approve(items.clone()).await;
    let expect = [
        json!(null),
        json!("STALE_REVISION"),
        json!("ALREADY_DECIDED"),
        json!("NOT_FOUND"),
        json!("DELETED"),
        json!("NOT_FOUND"),
        json!("NOT_FOUND"),
        json!(null),
    ];
    assert_eq!(codes(&answer, "approveComments"), expect);
    let results = answer.at("/approveComments/results").as_array().unwrap();
    for (result, item) in results.iter().zip(&items).take(6) {
        assert_eq!(result["commentId"], item["commentId"]);
    }
    let stale = app.stored(fresh[1].id).await;
    assert_eq!(
        results[1]["comment"]["revisionId"],
        item(&stale)["revisionId"]
    );
    assert_eq!(app.stored(foreign.id).await.status, Status::Approved);
    assert_eq!(app.stored(fresh[4].id).await.status, Status::Approved);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn who_comes_second_is_given_the_first_decision_and_may_overrule_it() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let held = app.held(&thread, 1).await.remove(0);
    mo.reject(vec![item(&held)]).await.at("/rejectComments");
    app.clock.advance(chrono::Duration::minutes(1));

    let second = mia.approve(vec![item(&held)]).await;
    let result = "/approveComments/results/0";
    assert_eq!(second.text(&format!("{result}/code")), "ALREADY_DECIDED");
    assert_eq!(second.text(&format!("{result}/earlier/status")), "REJECTED");
    assert_eq!(second.text(&format!("{result}/comment/status")), "REJECTED");
    let when = second.text(&format!("{result}/earlier/decidedAt"));
    assert_eq!(when, "2026-01-01T00:00:00+00:00");
    let who = second.text(&format!("{result}/earlier/moderatorId"));
    assert_eq!(who, format!("author_{}", mo.member_id().0.simple()));
    assert_eq!(app.stored(held.id).await.status, Status::Rejected);

    let mut overruling = item(&held);
    overruling["overrules"] = second.at(&format!("{result}/earlier/id")).clone();
    let third = mia.approve(vec![overruling.clone()]).await;
    assert_eq!(codes(&third, "approveComments"), [json!(null)]);
    assert_eq!(app.stored(held.id).await.status, Status::Approved);
    // What was overruled once cannot be named again: there is a newer decision.
    let fourth = mo.reject(vec![overruling]).await;
    assert_eq!(codes(&fourth, "rejectComments"), [json!("ALREADY_DECIDED")]);
    assert_eq!(
        fourth.text("/rejectComments/results/0/earlier/status"),
        "APPROVED"
    );
    app.assert_no_drift().await;
}

/// The same text is decided on once even when it was shown without a moderator.
#[tokio::test]
async fn a_shown_comment_can_be_rejected_and_given_back() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mo = app.moderator("Mo").await;
    let comment = app.comment(&thread).by(&ana).insert().await;
    mo.reject(vec![item(&comment)]).await.at("/rejectComments");
    let id = comment_id(comment.id);
    assert!(seen(&app.anonymous(), &id).await.is_null());
    let mut back = item(&comment);
    back["overrules"] = seen(&mo, &id).await["decisionId"].clone();
    mo.approve(vec![back]).await.at("/approveComments");
    let shown = seen(&app.anonymous(), &id).await;
    assert_eq!(shown["status"], "APPROVED");
    assert_eq!(shown["rejectReason"], Value::Null);
    assert_eq!(app.stored(comment.id).await.author_note, None);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_author_sees_why_and_others_do_not() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    app.comment(&thread).by(&ben).under(&comment).insert().await;
    mo.reject(vec![item(&comment)]).await.at("/rejectComments");
    let id = comment_id(comment.id);
    let author = seen(&ana, &id).await;
    assert_eq!(author["rejectReason"], "OFF_TOPIC");
    assert_eq!(author["authorNote"], "Not about this.");
    assert_eq!(author["bodyMarkdown"], "hello");
    assert_eq!(author["decisionId"], Value::Null);
    assert!(seen(&mo, &id).await["decisionId"].is_string());
    for other in [&ben, &app.anonymous()] {
        let seen = seen(other, &id).await;
        assert_eq!(seen["status"], "REJECTED");
        for field in ["rejectReason", "authorNote", "decisionId", "bodyMarkdown"] {
            assert_eq!(seen[field], Value::Null, "{field}");
        }
    }
}

/// An author's newer text starts afresh: the decision was on the one before.
#[tokio::test]
async fn an_edited_text_waits_for_a_decision_of_its_own() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mo = app.moderator("Mo").await;
    let comment = app.comment(&thread).by(&ana).held().insert().await;
    mo.approve(vec![item(&comment)])
        .await
        .at("/approveComments");
    let edited = ana.edit(&comment_id(comment.id), "newer").await;
    assert_eq!(edited.text("/editComment/comment/status"), "PENDING");
    let newer = app.stored(comment.id).await;
    let approved = mo.approve(vec![item(&newer)]).await;
    assert_eq!(codes(&approved, "approveComments"), [json!(null)]);
}

#[tokio::test]
async fn only_moderators_of_the_site_decide() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let held = app.held(&thread, 1).await.remove(0);
    let other = app.other_site("ships").await;
    let embedded = app
        .session(&app.site, "Mia", Role::Moderator, SessionKind::Embedded)
        .await;
    for (who, code) in [
        (&app.anonymous(), "UNAUTHENTICATED"),
        (&app.reader("Ben").await, "FORBIDDEN"),
        (&embedded, "FORBIDDEN"),
    ] {
        assert_eq!(who.approve(vec![item(&held)]).await.code(), code);
        assert_eq!(who.reject(vec![item(&held)]).await.code(), code);
    }
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let answer = cap.approve(vec![item(&held)]).await;
    assert_eq!(codes(&answer, "approveComments"), [json!("NOT_FOUND")]);
    assert_eq!(app.stored(held.id).await.status, Status::Pending);
}

#[tokio::test]
async fn a_bulk_decision_holds_one_to_a_hundred_comments() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let unknown = || json!({ "commentId": "comment_1", "revisionId": "revision_1" });
    for number in [0, 101] {
        let refused = mo.approve((0..number).map(|_| unknown()).collect()).await;
        assert_eq!(refused.error("field"), "items", "{number}");
    }
    let hundred = mo.approve((0..100).map(|_| unknown()).collect()).await;
    assert_eq!(
        codes(&hundred, "approveComments"),
        vec![json!("NOT_FOUND"); 100]
    );
}

#[tokio::test]
async fn the_same_comment_twice_in_one_list_is_decided_once() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 1).await.remove(0);
    let answer = mo.approve(vec![item(&held), item(&held)]).await;
    let expect = [json!(null), json!("ALREADY_DECIDED")];
    assert_eq!(codes(&answer, "approveComments"), expect);
    app.assert_no_drift().await;
}
