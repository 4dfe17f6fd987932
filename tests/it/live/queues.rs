//! One node: who may listen, what is told, and when it ends.
use super::{QUEUE, listen, next, refusal, told};
use crate::support::{TestApp, comment_id, item};
use axum::http::StatusCode;
use rejoinder::{domain::live, model::Role};
use serde_json::{Value, json};
use std::{future::ready, sync::Arc};

const CLAIM: &str = "mutation($input: ClaimCommentsInput!) { claimComments(input: $input) {
    comments { id } } }";
const SIGN_OUT: &str = "mutation($input: SignOutInput!) { signOut(input: $input) { signedOut } }";

#[tokio::test]
async fn a_moderator_is_told_what_comes_and_what_becomes_of_it() {
    let app = TestApp::new().await;
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    let mut events = listen(&mo).await;
    let held = app.held(&thread, 1).await.remove(0);
    assert_eq!(next(&mut events).await, [comment_id(held.id)]);

    let posted = ana.post(&thread, "Which harbour was it?").await;
    let id = posted.text("/postComment/comment/id");
    assert_eq!(next(&mut events).await, [id.as_str()]);
    ana.edit(&id, "Which harbour was it, then?")
        .await
        .at("/editComment");
    assert_eq!(next(&mut events).await, [id.as_str()]);
    mo.approve(vec![item(&held)]).await.at("/approveComments");
    let event = events.next().await.unwrap();
    assert_eq!(told(&event), json!([comment_id(held.id)]));
    let counts = &event["data"]["queueEvents"]["queueCounts"];
    let now = mo.run(
        "{ site(key: \"history\") { queueCounts { pending approved } } }",
        json!({}),
    );
    assert_eq!(counts, now.await.at("/site/queueCounts"));
    ana.delete(&id).await.at("/deleteComment");
    assert_eq!(next(&mut events).await, [id]);
}

#[tokio::test]
async fn what_happens_together_is_told_together() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 51).await;
    let mut events = listen(&mo).await;
    let some: Vec<_> = held[..20].iter().map(item).collect();
    mo.approve(some).await.at("/approveComments");
    let mut told = next(&mut events).await;
    // Each is a transaction of its own.
    while told.len() < 20 {
        told.extend(next(&mut events).await);
    }
    told.sort();
    told.dedup();
    let mut expected: Vec<_> = held[..20].iter().map(|held| comment_id(held.id)).collect();
    expected.sort();
    assert_eq!(told, expected);
    assert!(events.is_quiet().await);
}

#[tokio::test]
async fn what_others_claim_is_told() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let held = app.held(&thread, 1).await.remove(0);
    let mut events = listen(&mo).await;
    let input = json!({ "site": "history", "kind": "PENDING" });
    mia.send(CLAIM, input).await.at("/claimComments/comments/0");
    assert_eq!(next(&mut events).await, [comment_id(held.id)]);
    let release = "mutation($input: ReleaseClaimsInput!) {
        releaseClaims(input: $input) { releasedCount } }";
    let released = mia.send(release, json!({ "site": "history" })).await;
    assert_eq!(released.number("/releaseClaims/releasedCount"), 1);
    assert_eq!(told(&events.next().await.unwrap()), Value::Null);
}

#[tokio::test]
async fn other_sites_are_not_heard_of() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let other = app.other_site("science").await;
    let there = app.thread_on(&other, "1").await;
    let stranger = app.signed_in(&other, "Stella", Role::Moderator).await;
    let mut events = listen(&mo).await;
    stranger
        .post(&there, "Elsewhere.")
        .await
        .at("/postComment/comment/id");
    assert!(events.is_quiet().await);
    let site = json!({ "site": "history" });
    let refused = stranger.listen_in_vain(QUEUE, site).await;
    let absent = stranger
        .listen_in_vain(QUEUE, json!({ "site": "nowhere" }))
        .await;
    assert_eq!(refused.code(), "NOT_FOUND");
    assert_eq!(refused.text, absent.text);
}

#[tokio::test]
async fn only_moderators_are_told() {
    let app = TestApp::new().await;
    let site = || json!({ "site": "history" });
    let refused = app.anonymous().listen_in_vain(QUEUE, site()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refused.reason(), "SIGNED_OUT");
    let refused = app.reader("Ana").await.listen_in_vain(QUEUE, site()).await;
    assert_eq!(
        (refused.code(), refused.reason()),
        ("FORBIDDEN", "NOT_MODERATOR")
    );
    // Without a stream there is nothing to answer with, and with one nothing but a subscription.
    let mo = app.moderator("Mo").await;
    let refused = mo.run(QUEUE, site()).await;
    assert_eq!(
        (refused.status, refused.code()),
        (StatusCode::BAD_REQUEST, "BAD_REQUEST")
    );
    let refused = mo.listen_in_vain("{ viewer { id } }", json!({})).await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    let two = "subscription { a: queueEvents(site: \"history\") { commentIds }
        b: queueEvents(site: \"history\") { commentIds } }";
    let refused = mo.listen_in_vain(two, json!({})).await;
    assert_eq!(refused.code(), "VALIDATION_FAILED");
}

#[tokio::test]
async fn who_signs_out_or_moderates_no_more_is_told_nothing_more() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (mo, mia, ada) = (
        app.moderator("Mo").await,
        app.moderator("Mia").await,
        app.admin("Ada").await,
    );
    let (mut mos, mut mias, mut adas) = (listen(&mo).await, listen(&mia).await, listen(&ada).await);
    mo.send(SIGN_OUT, json!({})).await.at("/signOut");
    ada.set_role(&mia, "COMMENTER").await.at("/setRole");
    let posted = app
        .reader("Ana")
        .await
        .post(&thread, "Is anybody there?")
        .await;
    assert_eq!(
        next(&mut adas).await,
        [posted.text("/postComment/comment/id")]
    );
    assert_eq!(refusal(&mut mos).await, "UNAUTHENTICATED");
    assert_eq!(refusal(&mut mias).await, "FORBIDDEN");
}

#[tokio::test]
async fn an_eleventh_stream_ends_the_oldest() {
    let app = TestApp::new().await;
    let (thread, mo, mia) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.moderator("Mia").await,
    );
    let mut mias = listen(&mia).await;
    let mut streams = Vec::new();
    for _ in 0..11 {
        streams.push(listen(&mo).await);
    }
    assert!(streams[0].next().await.is_none());
    let posted = app.reader("Ana").await.post(&thread, "Eleven?").await;
    let id = posted.text("/postComment/comment/id");
    for events in streams[1..].iter_mut().chain([&mut mias]) {
        assert_eq!(next(events).await, [id.as_str()]);
    }
}

#[tokio::test]
async fn a_node_that_stops_says_so() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let mut events = listen(&mo).await;
    live::run(Arc::clone(&app.app), ready(())).await;
    assert!(events.next().await.is_none());
    let refused = mo.listen_in_vain(QUEUE, json!({ "site": "history" })).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
}
