//! Brute force and floods.
use super::{
    PASSWORD, POST, SIGN_IN, VIEWER, account, credentials, forwarded_for, from_peer, remark,
    sign_in,
};
use crate::support::{Client, TestApp};
use axum::{Router, http::StatusCode};
use chrono::Duration;
use rejoinder::{graphql, http};
use serde_json::json;
use std::fmt::Write as _;
use tokio::task::JoinSet;

/// Tries of one password that get as far as hashing it, in any minute.
const TRIED_PER_MINUTE: u64 = 10;

/// Believes the proxy on this machine.
fn behind_a_proxy(app: &TestApp) -> Router {
    let trusted = vec!["127.0.0.1/32".parse().unwrap()];
    http::router(&app.app, graphql::schema(), trusted, Router::new())
}

fn at(app: &TestApp, peer: &str) -> Client {
    Client::new(from_peer(app.router(), peer))
}

/// How many of these sign-ins got as far as a hash.
async fn tried(app: &TestApp, clients: &[Client], email: impl Fn(usize) -> String) -> u64 {
    let before = app.app.passwords.computed();
    for (number, client) in clients.iter().enumerate() {
        let refusal = sign_in(client, &email(number), "a wrong password").await;
        if refusal.code() == "RATE_LIMITED" {
            assert_eq!(refusal.status, StatusCode::TOO_MANY_REQUESTS);
            let wait: u64 = refusal.retry_after.unwrap().parse().unwrap();
            assert!((1..=60).contains(&wait), "{wait}");
        } else {
            assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
        }
    }
    app.app.passwords.computed() - before
}

#[tokio::test]
async fn from_one_network_few_passwords_are_tried_whomever_they_are_for() {
    let app = TestApp::new().await;
    let here = vec![at(&app, "203.0.113.7"); 30];
    let reader = |number| format!("reader{number}@example.org");
    let at_once = tried(&app, &here, reader).await;
    assert!((5..=TRIED_PER_MINUTE).contains(&at_once), "{at_once}");

    let mut in_a_minute = at_once;
    for _ in 0..11 {
        app.clock.advance(Duration::seconds(5));
        in_a_minute += tried(&app, &here[..3], reader).await;
    }
    assert!(in_a_minute <= TRIED_PER_MINUTE, "{in_a_minute}");
    // Others are not held up.
    let there = [at(&app, "203.0.113.8")];
    assert_eq!(tried(&app, &there, reader).await, 1);
}

#[tokio::test]
async fn a_customers_ipv6_addresses_are_one_network() {
    let app = TestApp::new().await;
    let peers: Vec<_> = (1..=30)
        .map(|host| at(&app, &format!("2001:db8:1:2::{host:x}")))
        .collect();
    let reader = |number| format!("reader{number}@example.org");
    assert!(tried(&app, &peers, reader).await <= TRIED_PER_MINUTE);
}

#[tokio::test]
async fn from_many_networks_few_passwords_are_tried_for_one_account() {
    let app = TestApp::new().await;
    let proxied = behind_a_proxy(&app);
    let networks: Vec<_> = (1..=40)
        .map(|host| {
            Client::new(forwarded_for(
                proxied.clone(),
                &format!("198.51.100.{host}"),
            ))
        })
        .collect();
    account(&app, "Ana").await;
    // However it is spelt, and whether or not there is such an account.
    for name in ["ana", "nobody"] {
        let spelling = |number: usize| match number % 2 {
            0 => format!("{name}@example.org"),
            _ => format!(" {}@EXAMPLE.org", name.to_uppercase()),
        };
        let tries = tried(&app, &networks, spelling).await;
        assert!((5..=TRIED_PER_MINUTE).contains(&tries), "{tries}");
        app.clock.advance(Duration::minutes(3));
    }
}

#[tokio::test]
async fn the_owner_comes_in_on_a_known_device_while_others_guess() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let home = at(&app, "192.0.2.1");
    sign_in(&home, &email, PASSWORD).await.at("/signIn");
    app.clock.advance(Duration::days(1));

    let guessers: Vec<_> = (1..=40)
        .map(|host| at(&app, &format!("198.51.100.{host}")))
        .collect();
    tried(&app, &guessers, |_| email.clone()).await;
    sign_in(&home, &email, PASSWORD).await.at("/signIn");

    // Elsewhere the right password has to wait, and saying that one is at home does not help.
    let cafe = at(&app, "192.0.2.99");
    assert_eq!(
        sign_in(&cafe, &email, PASSWORD).await.code(),
        "RATE_LIMITED"
    );
    let liar = Client::new(forwarded_for(
        from_peer(app.router(), "192.0.2.98"),
        "192.0.2.1",
    ));
    assert_eq!(
        sign_in(&liar, &email, PASSWORD).await.code(),
        "RATE_LIMITED"
    );
    app.clock.advance(Duration::minutes(1));
    sign_in(&cafe, &email, PASSWORD).await.at("/signIn");
}

#[tokio::test]
async fn a_known_device_guesses_no_more_than_another() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let home = at(&app, "192.0.2.1");
    sign_in(&home, &email, PASSWORD).await.at("/signIn");
    app.clock.advance(Duration::days(1));
    let tries = tried(&app, &vec![home; 30], |_| email.clone()).await;
    assert!(tries <= TRIED_PER_MINUTE, "{tries}");
}

#[tokio::test]
async fn saying_that_one_is_somebody_else_gains_nothing() {
    let app = TestApp::new().await;
    let reader = |number| format!("reader{number}@example.org");
    // Nobody is trusted: the header is not read.
    let direct: Vec<_> = (1..=30)
        .map(|host| forwarded_for(app.router(), &format!("198.51.100.{host}")))
        .map(Client::new)
        .collect();
    assert!(tried(&app, &direct, reader).await <= TRIED_PER_MINUTE);
    app.clock.advance(Duration::minutes(3));

    // A proxy is, and has written down whom it speaks for behind what the client wrote.
    let proxied = behind_a_proxy(&app);
    let behind: Vec<_> = (1..=30)
        .map(|host| forwarded_for(proxied.clone(), &format!("10.0.0.{host}, 203.0.113.9")))
        .map(Client::new)
        .collect();
    assert!(tried(&app, &behind, reader).await <= TRIED_PER_MINUTE);
    app.clock.advance(Duration::minutes(3));

    // Somebody who is not that proxy sends the header himself.
    let pretending: Vec<_> = (1..=30)
        .map(|host| format!("198.51.100.{host}"))
        .map(|said| from_peer(forwarded_for(proxied.clone(), &said), "203.0.113.66"))
        .map(Client::new)
        .collect();
    assert!(tried(&app, &pretending, reader).await <= TRIED_PER_MINUTE);
}

#[tokio::test]
async fn a_hundred_sign_ins_in_one_request_try_nothing() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let hashed = app.app.passwords.computed();
    for count in [2, 100] {
        let mut fields = String::new();
        for number in 0..count {
            let _ = write!(
                fields,
                "a{number}: signIn(input: {{ site: \"history\", email: \"{email}\", \
                 password: \"guess number {number}\" }}) {{ accessToken }} "
            );
        }
        let refusal = app
            .anonymous()
            .run(&format!("mutation {{ {fields} }}"), json!({}))
            .await;
        assert_eq!(refusal.code(), "TOO_COMPLEX");
        assert_eq!(refusal.status, StatusCode::BAD_REQUEST);
    }
    assert_eq!(app.app.passwords.computed(), hashed);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_hundred_comments_at_once_few_are_taken() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let (ana, bea) = (app.reader("Ana").await, app.reader("Bea").await);
    let mut tasks = JoinSet::new();
    for number in 0..100 {
        let ana = ana.clone();
        tasks.spawn(async move {
            let input = remark("history", "100", &format!("remark {number}"));
            ana.send(POST, input).await
        });
    }
    let answers = tasks.join_all().await;
    let refused = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_some());
    let mut accepted = answers.len();
    for refusal in refused {
        accepted -= 1;
        assert_eq!(refusal.code(), "RATE_LIMITED");
        assert_eq!(refusal.status, StatusCode::TOO_MANY_REQUESTS);
        let told = &refusal.json["errors"][0]["extensions"]["retryAfter"];
        assert_eq!(refusal.retry_after, Some(told.to_string()));
        assert!((1..=6).contains(&told.as_u64().unwrap()), "{told}");
    }
    assert!((5..=10).contains(&accepted), "{accepted}");
    let count = app.episode(&setting).await.comment_count;
    assert_eq!(usize::try_from(count).unwrap(), accepted);
    app.assert_no_drift().await;

    // The flooder still reads, others still write.
    ana.run(VIEWER, json!({})).await.at("/viewer/email");
    let input = remark("history", "100", "mine");
    bea.send(POST, input).await.at("/postComment");
    let input = remark("history", "100", "later");
    app.clock.advance(Duration::seconds(6));
    ana.send(POST, input).await.at("/postComment");
}

#[tokio::test]
async fn comments_under_aliases_count_one_by_one() {
    let app = TestApp::new().await;
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    let document = |count: usize| {
        let post = |number| {
            format!(
                "p{number}: postComment(input: {{ episode: {{ site: \"history\", key: \"100\" }}, \
                 body: \"remark {number}\" }}) {{ comment {{ id }} }} "
            )
        };
        format!(
            "mutation {{ {} }}",
            (0..count).map(post).collect::<String>()
        )
    };
    let refusal = ana.run(&document(50), json!({})).await;
    assert_eq!(refusal.code(), "TOO_COMPLEX");
    assert_eq!(app.episode(&setting).await.comment_count, 0);

    for _ in 0..3 {
        let refusal = ana.run(&document(10), json!({})).await;
        assert_eq!(refusal.code(), "RATE_LIMITED");
    }
    let written = app.episode(&setting).await.comment_count;
    assert!((5..=10).contains(&written), "{written}");
}

#[tokio::test]
async fn the_wall_clock_lifts_no_limit() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let here = vec![app.anonymous(); 30];
    tried(&app, &here, |_| email.clone()).await;
    app.clock.step(Duration::days(1));
    let refusal = app
        .anonymous()
        .send(SIGN_IN, credentials(&email, PASSWORD))
        .await;
    assert_eq!(refusal.code(), "RATE_LIMITED");
}
