//! Limits hold for all nodes together. On `SQLite` there is one process, and it is asked twice.
use super::{PASSWORD, account, credentials, forwarded_for, from_peer, sign_in};
use crate::support::{Client, TestApp, together};
use axum::{Router, http::StatusCode};
use chrono::Duration;
use rejoinder::domain::credentials::limits::Operation;
use sea_orm::ConnectionTrait;
use serde_json::json;

const REFRESH: &str = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) {
    expiresAt } }";

/// The nodes of one installation.
async fn nodes(app: &TestApp) -> [Router; 2] {
    let second = if app.app.db.is_shared() {
        app.node().await
    } else {
        app.router()
    };
    [app.router(), second]
}

fn at(node: &Router, peer: &str) -> Client {
    Client::new(from_peer(node.clone(), peer))
}

/// Whether a refresh with a token that never was got as far as being looked up.
async fn is_tried(client: &Client) -> bool {
    let input = json!({ "refreshToken": "rj_nothing" });
    let refusal = client.send(REFRESH, input).await;
    if refusal.code() == "RATE_LIMITED" {
        return false;
    }
    assert_eq!(refusal.reason(), "SESSION_ENDED");
    true
}

/// Whether a wrong password was as much as looked at.
async fn is_guessed(client: &Client, email: &str) -> bool {
    let refusal = sign_in(client, email, "a wrong password").await;
    if refusal.code() == "RATE_LIMITED" {
        assert_eq!(refusal.status, StatusCode::TOO_MANY_REQUESTS);
        return false;
    }
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_tries_at_once_on_two_nodes_are_let_through_as_on_one() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let tries = together((0..200).map(|number| {
        let client = at(&nodes[number % 2], "203.0.113.7");
        async move { is_tried(&client).await }
    }))
    .await;
    let allowed = Operation::Refresh.allowance().burst as usize;
    assert_eq!(tries.into_iter().filter(|tried| *tried).count(), allowed);
}

#[tokio::test]
async fn who_goes_from_node_to_node_gains_nothing_and_is_told_how_long_to_wait() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let here = nodes.each_ref().map(|node| at(node, "203.0.113.7"));
    let mut tried = 0;
    for round in 0..30 {
        let email = format!("reader{round}@example.org");
        tried += u32::from(is_guessed(&here[round % 2], &email).await);
    }
    assert_eq!(tried, Operation::SignInFromAddress.allowance().burst);
    app.clock.advance(Duration::seconds(5));
    for client in here.iter().chain(&here) {
        let refusal = sign_in(client, "ana@example.org", "a wrong password").await;
        assert_eq!(refusal.retry_after.as_deref(), Some("15"));
    }
    app.clock.advance(Duration::seconds(15));
    assert!(is_guessed(&here[1], "ana@example.org").await);
    assert!(!is_guessed(&here[0], "ana@example.org").await);
}

#[tokio::test]
async fn guesses_at_one_account_count_on_all_nodes_and_leave_its_owner_in() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let email = account(&app, "Ana").await;
    let home = at(&nodes[0], "192.0.2.1");
    sign_in(&home, &email, PASSWORD).await.at("/signIn");
    app.clock.advance(Duration::days(1));
    let mut tried = 0;
    for host in 1..=40 {
        let guesser = at(&nodes[host % 2], &format!("198.51.100.{host}"));
        tried += u32::from(is_guessed(&guesser, &email).await);
    }
    assert_eq!(tried, Operation::SignInToAccount.allowance().burst);
    for node in &nodes {
        let home = at(node, "192.0.2.1");
        sign_in(&home, &email, PASSWORD).await.at("/signIn");
    }
}

#[tokio::test]
async fn what_a_client_says_of_itself_gains_nothing_on_any_node() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let mut tried = 0;
    for host in 1..=30 {
        let node = from_peer(nodes[host % 2].clone(), "203.0.113.66");
        let liar = Client::new(forwarded_for(node, &format!("198.51.100.{host}")));
        tried += u32::from(is_guessed(&liar, &format!("reader{host}@example.org")).await);
    }
    assert_eq!(tried, Operation::SignInFromAddress.allowance().burst);
}

#[tokio::test]
async fn who_owns_a_whole_ipv6_network_has_not_a_bucket_for_each_part() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let mut tried = 0;
    for part in 0..100 {
        let client = at(&nodes[part % 2], &format!("2001:db8:7:{part:x}::1"));
        tried += u32::from(is_guessed(&client, &format!("reader{part}@example.org")).await);
    }
    assert_eq!(tried, Operation::SignInFromAround.allowance().burst);
    let neighbour = at(&nodes[0], "2001:db8:8::1");
    assert!(is_guessed(&neighbour, "ana@example.org").await);
}

#[tokio::test]
async fn a_clock_that_is_set_back_neither_lifts_a_limit_nor_prolongs_it() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let here = nodes.each_ref().map(|node| at(node, "203.0.113.7"));
    while is_guessed(&here[0], "ana@example.org").await {}
    app.clock.step(-Duration::days(1));
    for client in &here {
        assert!(!is_guessed(client, "ana@example.org").await);
    }
    app.clock.advance(Duration::seconds(20));
    assert!(is_guessed(&here[1], "ana@example.org").await);
    assert!(!is_guessed(&here[0], "ana@example.org").await);
}

#[tokio::test]
async fn comments_count_on_all_nodes_and_refused_ones_do_not() {
    let app = TestApp::new().await;
    let nodes = nodes(&app).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mut taken = 0;
    for number in 0..20 {
        let ana = ana.on(nodes[number % 2].clone());
        let answer = ana.post(&thread, &format!("remark {number}")).await;
        taken += u32::from(answer.json.get("errors").is_none());
    }
    assert_eq!(taken, Operation::Post.allowance().burst);
}

#[tokio::test]
async fn while_the_shared_buckets_cannot_be_asked_nothing_is_let_through() {
    let app = TestApp::new().await;
    if !app.app.db.is_shared() {
        return;
    }
    let email = account(&app, "Ana").await;
    let rename = "ALTER TABLE bucket RENAME TO elsewhere";
    app.app.db.write().execute_unprepared(rename).await.unwrap();
    let hashed = app.app.passwords.computed();
    let client = app.anonymous();
    let refusal = client.send(super::SIGN_IN, credentials(&email, PASSWORD));
    assert_eq!(refusal.await.code(), "INTERNAL");
    assert_eq!(app.app.passwords.computed(), hashed);
}

#[tokio::test]
async fn buckets_that_are_full_again_are_swept_away() {
    let app = TestApp::new().await;
    if !app.app.db.is_shared() {
        return;
    }
    for round in 0..2 {
        for host in 0..1_024 {
            let peer = format!("10.{round}.{}.{}", host / 256, host % 256);
            assert!(is_tried(&at(&app.router(), &peer)).await);
        }
        app.clock.advance(Duration::hours(2));
    }
    // The last of the second round swept away those of the first.
    assert_eq!(app.count("bucket", "1 = 1", vec![]).await, 1_024);
}
