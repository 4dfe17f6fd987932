//! Signing up.
use super::{OTHER_PASSWORD, PASSWORD, SIGN_UP, sign_in};
use crate::support::{Answer, TestApp};
use axum::http::StatusCode;
use chrono::Duration;
use rejoinder::{model::WaysIn, storage};
use serde_json::json;

/// Each from a moment of its own, so that none meets the limit.
async fn sign_up(app: &TestApp, email: &str, password: &str, name: &str) -> Answer {
    app.clock.advance(Duration::minutes(12));
    let input =
        json!({ "site": "history", "email": email, "password": password, "displayName": name });
    app.anonymous().send(SIGN_UP, input).await
}

#[tokio::test]
async fn where_no_mails_are_sent_whoever_has_signed_up_signs_in() {
    let app = TestApp::without_mail().await;
    let answer = sign_up(&app, "ana@example.org", PASSWORD, "Ana Novák").await;
    assert_eq!(answer.text("/signUp/next"), "SIGN_IN");

    let answer = sign_in(&app.anonymous(), "ana@example.org", PASSWORD).await;
    assert_eq!(
        answer.text("/signIn/viewer/author/displayName"),
        "Ana Novák"
    );
    assert_eq!(answer.text("/signIn/viewer/role"), "COMMENTER");
}

#[tokio::test]
async fn what_needs_mail_is_offered_where_mails_are_sent() {
    let ways = "{ site(key: \"history\") { waysIn { password passwordReset mail guests } } }";
    let both = [
        (TestApp::new().await, true),
        (TestApp::without_mail().await, false),
    ];
    for (app, sends) in both {
        let db = app.app.db.write();
        let chosen = storage::ways_in::get(db, app.site.id).await.unwrap();
        let guests_too = WaysIn {
            guests: true,
            ..chosen
        };
        storage::ways_in::save(db, guests_too).await.unwrap();
        let answer = app.anonymous().run(ways, json!({})).await;
        let expected =
            json!({ "password": true, "passwordReset": sends, "mail": sends, "guests": sends });
        assert_eq!(*answer.at("/site/waysIn"), expected);
    }
}

#[tokio::test]
async fn a_known_address_is_answered_in_the_same_bytes_and_changes_nothing() {
    let app = TestApp::without_mail().await;
    let first = sign_up(&app, "ana@example.org", PASSWORD, "Ana").await;
    let once = app.app.passwords.computed();
    let second = sign_up(&app, "ANA@Example.org", OTHER_PASSWORD, "Somebody else").await;
    let twice = app.app.passwords.computed();

    assert_eq!((first.status, &first.text), (second.status, &second.text));
    assert_eq!(once, twice - once, "the same work for both");

    let client = app.anonymous();
    let refusal = sign_in(&client, "ana@example.org", OTHER_PASSWORD).await;
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
    let answer = sign_in(&client, "ana@example.org", PASSWORD).await;
    assert_eq!(answer.text("/signIn/viewer/author/displayName"), "Ana");
}

#[tokio::test]
async fn a_known_address_costs_as_many_statements() {
    let app = TestApp::without_mail().await;
    let before = app.app.db.statements();
    sign_up(&app, "ana@example.org", PASSWORD, "Ana").await;
    let first = app.app.db.statements() - before;
    sign_up(&app, "ana@example.org", PASSWORD, "Ana").await;
    let second = app.app.db.statements() - before - first;
    assert!(second.abs_diff(first) <= 3, "{first} and {second}");
}

#[tokio::test]
async fn weak_short_long_and_telling_passwords_are_refused() {
    let app = TestApp::new().await;
    let hashed = app.app.passwords.computed();
    for password in [
        "",
        "xk7fq2m",
        "password1",
        "iloveyou123",
        &"violin".repeat(22),
        "ana.novak@example.org",
        "history123",
    ] {
        let refusal = sign_up(&app, "ana.novak@example.org", password, "Ana Novak").await;
        assert_eq!(refusal.code(), "INVALID", "{password}");
        assert_eq!(refusal.error("field"), "password", "{password}");
        assert!(password.is_empty() || !refusal.text.contains(password));
    }
    assert_eq!(app.app.passwords.computed(), hashed, "none was hashed");
}

#[tokio::test]
async fn all_of_a_long_password_counts() {
    let app = TestApp::without_mail().await;
    let long: String = ('!'..'~').cycle().take(128).collect();
    sign_up(&app, "ana@example.org", &long, "Ana")
        .await
        .at("/signUp");

    let refusal = sign_in(&app.anonymous(), "ana@example.org", &long[..127]).await;
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
    sign_in(&app.anonymous(), "ana@example.org", &long)
        .await
        .at("/signIn");
}

#[tokio::test]
async fn nobody_takes_a_name_like_a_moderators() {
    let app = TestApp::new().await;
    app.moderator("Mo Paine").await;
    app.admin("Ada").await;
    app.reader("Ray").await;
    for name in [
        "Mo Paine",
        "mo paine",
        "MO  PAINE",
        "M\u{43e} Paine",
        "Mo Pa\u{131}ne",
        "Mo\u{200b}Paine",
        "M0 Paine",
        "Mо Раine",
        "Ａda",
        "Аda",
    ] {
        let refusal = sign_up(&app, "new@example.org", PASSWORD, name).await;
        assert_eq!(refusal.code(), "INVALID", "{}", name.escape_debug());
        assert_eq!(refusal.error("field"), "displayName");
    }
    // Readers' names are free to all.
    sign_up(&app, "new@example.org", PASSWORD, "Ray")
        .await
        .at("/signUp");
}

#[tokio::test]
async fn what_is_no_address_and_no_name_is_refused_by_field() {
    let app = TestApp::new().await;
    for (email, name, field) in [
        ("ana", "Ana", "email"),
        ("ana@example.org\r\nBcc: all@example.org", "Ana", "email"),
        ("ana@localhost", "Ana", "email"),
        ("ana@example.org", "", "displayName"),
        ("ana@example.org", "\u{200b}\u{2060}", "displayName"),
        ("ana@example.org", &"a".repeat(41), "displayName"),
    ] {
        let refusal = sign_up(&app, email, PASSWORD, name).await;
        assert_eq!((refusal.code(), refusal.error("field")), ("INVALID", field));
    }
}

#[tokio::test]
async fn a_site_that_is_not_there_takes_nobody() {
    let app = TestApp::new().await;
    let input = json!({
        "site": "absent", "email": "ana@example.org", "password": PASSWORD, "displayName": "Ana",
    });
    let refusal = app.anonymous().send(SIGN_UP, input).await;
    assert_eq!(refusal.code(), "NOT_FOUND");
}

#[tokio::test]
async fn five_accounts_an_hour_come_from_one_network() {
    let app = TestApp::new().await;
    let mut answers = Vec::new();
    for number in 0..7 {
        let email = format!("reader{number}@example.org");
        let input = json!({
            "site": "history", "email": email, "password": PASSWORD, "displayName": "Reader",
        });
        answers.push(app.anonymous().send(SIGN_UP, input).await);
    }
    let refused = answers.split_off(5);
    assert!(answers.iter().all(|answer| answer.status == StatusCode::OK));
    for refusal in refused {
        assert_eq!(refusal.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refusal.code(), "RATE_LIMITED");
        assert_eq!(refusal.retry_after.as_deref(), Some("720"));
    }
    assert_eq!(app.app.passwords.computed(), 5);
}
