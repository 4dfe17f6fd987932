//! What is taken away is gone at the very next request, on every node.
use super::{POST, SIGN_OUT, VIEWER, refresh, remark};
use crate::support::{Client, TestApp};
use chrono::{DateTime, Duration, Utc};
use rejoinder::{
    model::{Member, Role, SessionId, Standing},
    storage,
};
use serde_json::json;

async fn set_standing(
    app: &TestApp,
    of: &Client,
    standing: Standing,
    until: Option<DateTime<Utc>>,
) {
    let member = Member {
        standing,
        standing_until: until,
        ..of.member.clone().unwrap()
    };
    let txn = app.app.db.begin_write().await.unwrap();
    storage::members::update_standing(&txn, &member)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

async fn set_role(app: &TestApp, of: &Client, role: Role) {
    let txn = app.app.db.begin_write().await.unwrap();
    storage::members::update_role(&txn, of.member_id(), role)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

/// Why the client may not post in episode 100; none when it may.
async fn refusal(client: &Client) -> Option<String> {
    let answer = client.send(POST, remark("history", "100", "hello")).await;
    let refused = answer.json.get("errors").is_some();
    refused.then(|| answer.reason().to_owned())
}

async fn queue_is_open(client: &Client) -> bool {
    let queue = "{ site(key: \"history\") { queue(kind: PENDING) { totalCount } } }";
    let answer = client.run(queue, json!({})).await;
    let open = answer.json.get("errors").is_none();
    assert!(open || answer.code() == "FORBIDDEN");
    open
}

#[tokio::test]
async fn signing_out_acts_at_once_on_every_node() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let there = ana.on(app.node().await);
    there.run(VIEWER, json!({})).await.at("/viewer/email");

    ana.send(SIGN_OUT, json!({})).await.at("/signOut");
    for client in [&ana, &there] {
        assert_eq!(
            client.run(VIEWER, json!({})).await.reason(),
            "SESSION_ENDED"
        );
        assert_eq!(refusal(client).await.as_deref(), Some("SESSION_ENDED"));
        assert_eq!(refresh(client).await.reason(), "SESSION_ENDED");
    }
}

#[tokio::test]
async fn a_ban_acts_at_once_on_every_node() {
    let app = TestApp::new().await;
    app.thread().await;
    let ana = app.reader("Ana").await;
    let there = ana.on(app.node().await);
    assert_eq!(refusal(&there).await, None);

    set_standing(&app, &ana, Standing::Banned, None).await;
    for client in [&ana, &there] {
        assert_eq!(refusal(client).await.as_deref(), Some("BANNED"));
        let viewer = client.run(VIEWER, json!({})).await;
        assert_eq!(viewer.text("/viewer/standing"), "BANNED");
    }
    set_standing(&app, &ana, Standing::Normal, None).await;
    assert_eq!(refusal(&there).await, None);
}

#[tokio::test]
async fn a_suspension_acts_at_once_and_ends_by_the_clock() {
    let app = TestApp::new().await;
    app.thread().await;
    let ana = app.reader("Ana").await;
    let there = ana.on(app.node().await);
    let until = app.app.env.now() + Duration::minutes(5);
    set_standing(&app, &ana, Standing::Suspended, Some(until)).await;
    for client in [&ana, &there] {
        assert_eq!(refusal(client).await.as_deref(), Some("SUSPENDED"));
    }
    app.clock
        .advance(Duration::minutes(5) - Duration::seconds(1));
    assert_eq!(refusal(&ana).await.as_deref(), Some("SUSPENDED"));
    app.clock.advance(Duration::seconds(1));
    assert_eq!(refusal(&ana).await, None);
    let viewer = there.run(VIEWER, json!({})).await;
    assert_eq!(viewer.text("/viewer/standing"), "NORMAL");
}

#[tokio::test]
async fn another_role_acts_at_once_on_every_node() {
    let app = TestApp::new().await;
    let mo = app.moderator("Mo").await;
    let there = mo.on(app.node().await);
    assert!(queue_is_open(&mo).await && queue_is_open(&there).await);

    set_role(&app, &mo, Role::Commenter).await;
    for client in [&mo, &there] {
        assert!(!queue_is_open(client).await);
        let viewer = client.run(VIEWER, json!({})).await;
        assert_eq!(viewer.text("/viewer/role"), "COMMENTER");
    }
    set_role(&app, &mo, Role::Moderator).await;
    assert!(queue_is_open(&mo).await && queue_is_open(&there).await);
}

#[tokio::test]
async fn a_moderator_in_bad_standing_does_not_moderate() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let mo = app.moderator("Mo").await;
    let held = app.comment(&setting).held().insert().await;
    let (comment, revision) = (held.id.0.simple(), held.revision_id.0.simple());
    let approve = "mutation($input: ApproveCommentsInput!) {
        approveComments(input: $input) { results { code comment { status } } }
    }";
    let items = json!({ "items": [{
        "commentId": format!("comment_{comment}"), "revisionId": format!("revision_{revision}"),
    }] });
    for standing in [Standing::Banned, Standing::Suspended] {
        set_standing(&app, &mo, standing, None).await;
        let answer = mo.send(approve, items.clone()).await;
        assert_eq!(answer.code(), "FORBIDDEN", "{standing:?}");
        assert!(!queue_is_open(&mo).await);
    }
    set_standing(&app, &mo, Standing::Normal, None).await;
    let answer = mo.send(approve, items).await;
    assert_eq!(
        answer.text("/approveComments/results/0/comment/status"),
        "APPROVED"
    );
}

#[tokio::test]
async fn a_session_ends_once_and_one_that_is_gone_is_ended_already() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let input = json!({ "refreshToken": ana.refresh });
    let at = app.app.env.now();
    for _ in 0..2 {
        let answer = app.anonymous().send(SIGN_OUT, input.clone()).await;
        answer.at("/signOut/signedOut");
        app.clock.advance(Duration::minutes(1));
    }
    let then = "ended_at = $1";
    assert_eq!(app.count("session", then, vec![at.into()]).await, 1);
    let txn = app.app.db.begin_write().await.unwrap();
    let gone = SessionId(app.app.env.new_id());
    storage::sessions::end(&txn, gone, at).await.unwrap();
}
