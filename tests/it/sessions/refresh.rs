//! Keeping a session alive.
use super::{VIEWER, from_peer, holding, refresh};
use crate::support::{Client, TestApp};
use chrono::Duration;
use rejoinder::domain::credentials::refresh_token::{ABSOLUTE, IDLE};
use serde_json::json;
use std::sync::Arc;
use tokio::{sync::Barrier, task::JoinSet};

/// In which an answer that was lost is given again.
const GRACE: Duration = Duration::seconds(30);

async fn rotated(client: &Client) -> Client {
    let answer = refresh(client).await;
    holding(client, &answer, "refreshSession")
}

async fn is_ended(client: &Client) -> bool {
    let answer = client.run(VIEWER, json!({})).await;
    let ended = answer.json.get("errors").is_some();
    assert!(!ended || answer.reason() == "SESSION_ENDED");
    ended
}

#[tokio::test]
async fn a_refresh_gives_two_new_tokens_of_the_same_session() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    app.clock.advance(Duration::minutes(9));
    let next = rotated(&ana).await;
    assert_ne!(next.refresh, ana.refresh);
    assert_ne!(next.access, ana.access);

    app.clock.advance(Duration::minutes(5));
    let late = ana.run(VIEWER, json!({})).await;
    assert_eq!(late.reason(), "TOKEN_EXPIRED");
    assert!(!is_ended(&next).await);
}

#[tokio::test]
async fn a_replay_after_the_successor_was_used_ends_the_family() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let second = rotated(&ana).await;
    let third = rotated(&second).await;
    assert!(!is_ended(&third).await);

    let replay = refresh(&ana).await;
    assert_eq!(replay.reason(), "SESSION_ENDED");
    assert!(
        is_ended(&third).await,
        "whoever holds the newest is out too"
    );
    assert_eq!(refresh(&third).await.reason(), "SESSION_ENDED");
}

#[tokio::test]
async fn of_tokens_whose_successor_was_used_only_that_they_were_is_kept() {
    let app = TestApp::new().await;
    let mut ana = app.reader("Ana").await;
    for _ in 0..4 {
        ana = rotated(&ana).await;
    }
    let all = "used_at IS NOT NULL";
    assert_eq!(app.count("refresh_token", all, vec![]).await, 4);
    for column in ["successor_id", "successor_salt"] {
        let kept = format!("{column} IS NOT NULL");
        assert_eq!(app.count("refresh_token", &kept, vec![]).await, 1);
    }
}

#[tokio::test]
async fn a_lost_answer_is_given_again_within_the_grace() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let first = rotated(&ana).await;
    app.clock.advance(GRACE);
    let again = rotated(&ana).await;
    assert_eq!(first.refresh, again.refresh, "the same successor");
    assert!(!is_ended(&rotated(&again).await).await);
}

#[tokio::test]
async fn after_the_grace_asking_again_is_a_replay() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let next = rotated(&ana).await;
    app.clock.advance(GRACE + Duration::seconds(1));
    assert_eq!(refresh(&ana).await.reason(), "SESSION_ENDED");
    assert!(is_ended(&next).await);
}

#[tokio::test]
async fn a_replay_ends_no_other_session() {
    let app = TestApp::new().await;
    let (phone, desk) = (app.reader("Ana").await, app.reader("Ana").await);
    rotated(&rotated(&phone).await).await;
    assert_eq!(refresh(&phone).await.reason(), "SESSION_ENDED");
    assert!(!is_ended(&desk).await);
}

/// Two windows of one browser wake together: both send the token that they share, to two nodes.
#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_pairs_at_once_none_is_signed_out() {
    const PAIRS: u8 = 100;
    let app = TestApp::new().await;
    let other = app.node().await;
    let barrier = Arc::new(Barrier::new(usize::from(PAIRS) * 2));
    let mut tasks = JoinSet::new();
    for pair in 0..PAIRS {
        // Each of a network of its own, so that none meets the limit.
        let peer = format!("203.0.113.{pair}");
        let client = app.reader("Ana").await;
        for node in [app.router(), other.clone()] {
            let client = client.on(from_peer(node, &peer));
            let barrier = Arc::clone(&barrier);
            tasks.spawn(async move {
                barrier.wait().await;
                (pair, rotated(&client).await)
            });
        }
    }
    let mut holders: Vec<(u8, Client)> = tasks.join_all().await;
    holders.sort_by_key(|(pair, _)| *pair);
    for two in holders.chunks(2) {
        let ((_, one), (_, other)) = (&two[0], &two[1]);
        assert_eq!(one.refresh, other.refresh, "one successor for both");
        let newest = rotated(&rotated(one).await).await;
        assert!(!is_ended(&newest).await);
        // A copy kept from before is found out.
        assert_eq!(refresh(other).await.reason(), "SESSION_ENDED");
        assert!(is_ended(&newest).await);
    }
}

#[tokio::test]
async fn a_session_left_alone_ends_after_its_idle_time() {
    let app = TestApp::new().await;
    let (ana, bea) = (app.reader("Ana").await, app.reader("Bea").await);
    app.clock.advance(IDLE - Duration::seconds(1));
    rotated(&ana).await;
    app.clock.advance(Duration::seconds(1));
    assert_eq!(refresh(&bea).await.reason(), "SESSION_ENDED");
}

#[tokio::test]
async fn a_busy_session_ends_all_the_same() {
    let app = TestApp::new().await;
    let mut ana = app.reader("Ana").await;
    let step = Duration::days(20);
    for _ in 0..8 {
        app.clock.advance(step);
        ana = rotated(&ana).await;
    }
    app.clock
        .advance(ABSOLUTE - step * 8 - Duration::seconds(1));
    ana = rotated(&ana).await;
    assert!(!is_ended(&ana).await);
    app.clock.advance(Duration::seconds(1));
    assert_eq!(refresh(&ana).await.reason(), "SESSION_ENDED");
    assert!(is_ended(&ana).await, "the access token goes with it");
}

#[tokio::test]
async fn what_is_no_refresh_token_is_told_no_more_than_that() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let real = ana.refresh.clone().unwrap();
    let mut bodies = Vec::new();
    for text in [
        "",
        "rjr_",
        "nonsense",
        ana.access.as_deref().unwrap(),
        &format!("rjr_{}", "A".repeat(43)),
        &real[..real.len() - 1],
        &format!("{real}A"),
        &real.to_uppercase(),
    ] {
        let client = Client {
            refresh: Some(text.to_owned()),
            ..app.anonymous()
        };
        bodies.push(refresh(&client).await.text);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    rotated(&ana).await;
}

#[tokio::test]
async fn a_refresh_on_another_node_goes_on_where_this_one_left_off() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let there = ana.on(app.node().await);
    let second = rotated(&there).await;
    let third = rotated(&second.on(app.router())).await;
    assert!(!is_ended(&third).await);
    assert_eq!(refresh(&there).await.reason(), "SESSION_ENDED");
    assert!(is_ended(&third).await);
}
