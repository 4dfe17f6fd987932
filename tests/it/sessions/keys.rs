//! The keys of access tokens change, and nobody notices.
use super::{SIGN_IN, VIEWER, account, credentials, holding, refresh};
use crate::support::{Client, TestApp};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{Duration, TimeDelta};
use rejoinder::{
    app::App,
    domain::{
        credentials::access_token::{LEEWAY, TTL},
        housekeeping,
        keys::{self, KeyState},
    },
    graphql, http, storage,
};
use serde_json::{Value, json};
use tower::ServiceExt;

const DAYS: Option<TimeDelta> = Some(TimeDelta::days(90));

fn router(app: &std::sync::Arc<App>) -> Router {
    http::router(app, graphql::schema(), vec![], Router::new())
}

async fn published(router: &Router) -> Vec<String> {
    let request = Request::get("/.well-known/jwks.json")
        .body(Body::empty())
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(
        response.headers()[header::CACHE_CONTROL],
        "public, max-age=30"
    );
    let bytes = axum::body::to_bytes(response.into_body(), 10_000)
        .await
        .unwrap();
    let keys: Value = serde_json::from_slice(&bytes).unwrap();
    let keys = keys["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn header_of(client: &Client) -> Value {
    let token = client.access.as_deref().unwrap();
    let header = token.split('.').next().unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap()
}

fn kid(client: &Client) -> String {
    header_of(client)["kid"].as_str().unwrap().to_owned()
}

async fn refreshed(client: &Client) -> Client {
    holding(client, &refresh(client).await, "refreshSession")
}

async fn email(client: &Client) -> Result<String, String> {
    let answer = client.run(VIEWER, json!({})).await;
    match answer.json.get("errors") {
        None => Ok(answer.text("/viewer/email")),
        Some(_) => Err(answer.reason().to_owned()),
    }
}

/// Two nodes, of which one does the housekeeping late, through 40 minutes in steps of five seconds.
#[tokio::test]
async fn a_change_of_keys_fails_no_request_on_any_node() {
    let app = TestApp::new().await;
    let other = app.node_app().await;
    let nodes = [app.router(), router(&other)];
    let mut ana = app.reader("Ana").await;
    let first = kid(&ana);
    keys::rotate(&other).await.unwrap();
    let mut signed = vec![first.clone()];
    let mut last_of_the_first = None;
    for step in 0..480 {
        app.clock.advance(Duration::seconds(5));
        if step % 2 == 0 {
            housekeeping::once(&app.app, DAYS).await.unwrap();
        }
        housekeeping::once(&other, DAYS).await.unwrap();
        if step % 5 == 0 {
            ana = refreshed(&ana.on(nodes[step % 2].clone())).await;
            if kid(&ana) == first {
                last_of_the_first = Some((ana.clone(), step));
            }
        }
        signed.push(kid(&ana));
        for node in &nodes {
            assert_eq!(
                email(&ana.on(node.clone())).await.as_deref(),
                Ok("ana@example.org")
            );
            // Who checks tokens with the published keys knows this one.
            assert!(published(node).await.contains(&kid(&ana)));
        }
        if let Some((old, at)) = &last_of_the_first {
            let age = TimeDelta::seconds(5) * i32::try_from(step - at).unwrap();
            for node in &nodes {
                let verdict = email(&old.on(node.clone())).await;
                match age < TTL {
                    true => assert!(verdict.is_ok(), "good until its end, after {age}"),
                    false if age < TTL + LEEWAY + TimeDelta::seconds(5) => {}
                    false => assert_eq!(verdict.unwrap_err(), "TOKEN_EXPIRED"),
                }
            }
        }
    }
    signed.dedup();
    assert_eq!(signed.len(), 2, "one key after the other: {signed:?}");
    for node in &nodes {
        assert_eq!(published(node).await, signed[1..], "the old key is gone");
    }
}

#[tokio::test]
async fn a_new_key_is_published_at_once_and_signs_after_a_minute() {
    let app = TestApp::new().await;
    let first = kid(&app.reader("Ana").await);
    let made = keys::rotate(&app.app).await.unwrap();
    assert_eq!(
        published(&app.router()).await,
        [first.clone(), made.kid.clone()]
    );
    assert_eq!(
        made.state,
        KeyState::Coming(app.app.env.now() + Duration::minutes(1))
    );
    let again = keys::rotate(&app.app).await;
    assert!(again.is_err(), "one at a time");
    app.clock.advance(Duration::seconds(59));
    assert_eq!(kid(&app.reader("Bea").await), first);
    app.clock.advance(Duration::seconds(1));
    assert_eq!(kid(&app.reader("Cem").await), made.kid);

    let gone = app.app.env.now() + TTL + LEEWAY + Duration::minutes(1);
    let states = async || {
        let listed = keys::list(&app.app).await.unwrap();
        listed.into_iter().map(|key| key.state).collect::<Vec<_>>()
    };
    assert_eq!(states().await, [KeyState::Verifies(gone), KeyState::Signs]);
    app.clock
        .advance(gone - app.app.env.now() - Duration::seconds(1));
    housekeeping::once(&app.app, None).await.unwrap();
    assert_eq!(states().await.len(), 2);
    app.clock.advance(Duration::seconds(1));
    housekeeping::once(&app.app, None).await.unwrap();
    assert_eq!(states().await, [KeyState::Signs]);
}

#[tokio::test]
async fn keys_change_by_themselves_after_their_days_and_one_node_does_it() {
    let app = TestApp::new().await;
    let mut nodes = vec![app.app.clone()];
    for _ in 0..4 {
        nodes.push(app.node_app().await);
    }
    let once = async |after| {
        let rounds = nodes.iter().map(|node| housekeeping::once(node, after));
        for round in futures_util::future::join_all(rounds).await {
            round.unwrap();
        }
        keys::list(&app.app).await.unwrap().len()
    };
    app.clock.advance(Duration::days(90) - Duration::seconds(1));
    assert_eq!(once(DAYS).await, 1);
    app.clock.advance(Duration::days(1_000));
    assert_eq!(once(None).await, 1, "never, when the operator says so");
    assert_eq!(once(DAYS).await, 2);
    assert_eq!(once(DAYS).await, 2);
    app.clock.advance(Duration::minutes(20));
    assert_eq!(once(DAYS).await, 1);
    app.clock.advance(Duration::days(89));
    assert_eq!(once(DAYS).await, 1);
    app.clock.advance(Duration::days(1));
    assert_eq!(once(DAYS).await, 2);
}

/// A node that has not looked for a while meets a token of a key that it has not heard of.
#[tokio::test]
async fn a_key_that_another_node_has_made_is_found_by_its_first_token() {
    let app = TestApp::new().await;
    let late = app.node().await;
    let mail = account(&app, "Ana").await;
    let made = keys::rotate(&app.app).await.unwrap();
    app.clock.advance(Duration::minutes(1));
    let answer = app
        .anonymous()
        .send(SIGN_IN, credentials(&mail, super::PASSWORD))
        .await;
    let ana = holding(&app.anonymous(), &answer, "signIn");
    assert_eq!(kid(&ana), made.kid);
    // Many at once share the look.
    let asked = (0..20).map(|_| {
        let there = ana.on(late.clone());
        async move { email(&there).await }
    });
    for verdict in futures_util::future::join_all(asked).await {
        assert_eq!(verdict.as_deref(), Ok("ana@example.org"));
    }
}

#[tokio::test]
async fn a_thousand_unknown_keys_cost_one_look_a_second() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let token = ana.access.clone().unwrap();
    let rest = token.split_once('.').unwrap().1;
    let forged = |number: u32| {
        let kid = format!("{number:032x}");
        let header = json!({ "typ": "at+jwt", "alg": "EdDSA", "kid": kid }).to_string();
        let header = URL_SAFE_NO_PAD.encode(header);
        Client {
            access: Some(format!("{header}.{rest}")),
            ..ana.clone()
        }
    };
    for second in 0..3 {
        app.clock.advance(Duration::seconds(1));
        let before = app.app.db.statements();
        for number in 0..1_000 {
            let refusal = email(&forged(second * 1_000 + number)).await;
            assert_eq!(refusal.unwrap_err(), "TOKEN_INVALID");
        }
        assert_eq!(app.app.db.statements() - before, 1, "one look");
    }
    assert!(email(&ana).await.is_ok());
}

/// What mails and known devices stand on outlives the key that it was made from.
#[tokio::test]
async fn the_other_secrets_stay_when_keys_change() {
    let app = TestApp::new().await;
    let before = (app.app.address_key, app.app.mail_key);
    // As a database of before has them: nowhere but in the first key.
    let txn = app.app.db.begin_write().await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&txn, "DELETE FROM secret")
        .await
        .unwrap();
    txn.commit().await.unwrap();
    let (one, other) = tokio::join!(app.node_app(), app.node_app());
    for node in [&one, &other] {
        assert_eq!((node.address_key, node.mail_key), before);
    }
    keys::rotate(&app.app).await.unwrap();
    app.clock.advance(Duration::hours(1));
    housekeeping::once(&app.app, None).await.unwrap();
    let left = storage::keys::list(app.app.db.read()).await.unwrap();
    assert_eq!(left.len(), 1);
    let later = app.node_app().await;
    assert_eq!((later.address_key, later.mail_key), before);
}
