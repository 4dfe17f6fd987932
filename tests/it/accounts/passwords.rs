//! Another password.
use super::{
    ANA, ASK_MAIL, ASK_RESET, CHANGE_EMAIL, CHANGE_PASSWORD, OTHER_PASSWORD, PASSWORD, RESET,
    SIGN_IN, SIGN_UP, VIEWER, account, ask_mail, new_account, sign_in, signed_in,
};
use crate::support::{Answer, TestApp, mail};
use chrono::Duration;
use serde_json::{Value, json};

async fn ask(app: &TestApp, email: &str) {
    app.clock.advance(Duration::minutes(20));
    let input = json!({ "site": "history", "email": email });
    let answer = app.anonymous().send(ASK_RESET, input).await;
    assert_eq!(answer.at("/requestPasswordReset/sent"), true);
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Answer {
    app.clock.advance(Duration::seconds(40));
    let input = json!({ "token": token, "password": password });
    app.anonymous().send(RESET, input).await
}

#[tokio::test]
async fn a_reset_sets_the_password_ends_all_sessions_and_is_good_once() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    ask(&app, ANA).await;
    let token = mail::token(&app.mail().await);
    let client = refreshed(&app, client).await;
    client.run(VIEWER, Value::Null).await.at("/viewer/email");

    reset(&app, &token, OTHER_PASSWORD)
        .await
        .at("/resetPassword");
    let refusal = client.run(VIEWER, Value::Null).await;
    assert_eq!(refusal.reason(), "SESSION_ENDED");
    assert_eq!(
        sign_in(&app, ANA, PASSWORD).await.reason(),
        "WRONG_CREDENTIALS"
    );
    sign_in(&app, ANA, OTHER_PASSWORD).await.at("/signIn");
    assert_eq!(app.mail().await.kind, "password_changed");
    let again = reset(&app, &token, "meadow-violin-7713").await;
    assert_eq!(again.reason(), "LINK_OVER");
}

async fn refreshed(app: &TestApp, client: crate::support::Client) -> crate::support::Client {
    let query = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken refreshToken } }";
    let input = json!({ "refreshToken": client.refresh });
    let answer = app.anonymous().send(query, input).await;
    crate::support::Client {
        access: Some(answer.text("/refreshSession/accessToken")),
        refresh: Some(answer.text("/refreshSession/refreshToken")),
        ..client
    }
}

#[tokio::test]
async fn a_weak_password_is_refused_and_the_link_stays_good() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    ask(&app, ANA).await;
    let token = mail::token(&app.mail().await);
    for weak in [
        "",
        "short",
        "password1",
        "ana@example.org",
        "thehistoryshow",
    ] {
        let refusal = reset(&app, &token, weak).await;
        assert_eq!(
            (refusal.code(), refusal.error("field")),
            ("INVALID", "password")
        );
    }
    reset(&app, &token, OTHER_PASSWORD)
        .await
        .at("/resetPassword");
}

#[tokio::test]
async fn a_link_to_reset_is_good_for_an_hour() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    ask(&app, ANA).await;
    let token = mail::token(&app.mail().await);
    app.clock.advance(Duration::hours(1));
    assert_eq!(
        reset(&app, &token, OTHER_PASSWORD).await.reason(),
        "LINK_OVER"
    );
}

#[tokio::test]
async fn what_was_mailed_for_one_purpose_is_good_for_no_other() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    ask_mail(&app, ANA).await;
    let token = mail::token(&app.mail().await);
    assert_eq!(
        reset(&app, &token, OTHER_PASSWORD).await.reason(),
        "LINK_OVER"
    );
}

#[tokio::test]
async fn other_links_of_the_account_are_void_after_a_reset() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    ask(&app, ANA).await;
    let first = mail::token(&app.mail().await);
    ask(&app, ANA).await;
    let second = mail::token(&app.mail().await);
    reset(&app, &second, OTHER_PASSWORD)
        .await
        .at("/resetPassword");
    assert_eq!(reset(&app, &first, PASSWORD).await.reason(), "LINK_OVER");
}

#[tokio::test]
async fn an_unknown_address_gets_no_mail() {
    let app = TestApp::new().await;
    ask(&app, "nobody@example.org").await;
    assert!(app.mails().await.is_empty());
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions_and_not_this_one() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let here = signed_in(&app, ANA, PASSWORD).await;
    let there = signed_in(&app, ANA, PASSWORD).await;
    let input = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    let wrong = json!({ "currentPassword": "not-this-one-17", "newPassword": OTHER_PASSWORD });
    let refusal = here.send(CHANGE_PASSWORD, wrong).await;
    assert_eq!(refusal.reason(), "WRONG_PASSWORD");
    let weak = json!({ "currentPassword": PASSWORD, "newPassword": "password" });
    let refusal = here.send(CHANGE_PASSWORD, weak).await;
    assert_eq!(refusal.error("field"), "newPassword");
    here.send(CHANGE_PASSWORD, input)
        .await
        .at("/changePassword");
    here.run(VIEWER, Value::Null).await.at("/viewer/email");
    let refusal = there.run(VIEWER, Value::Null).await;
    assert_eq!(refusal.reason(), "SESSION_ENDED");
    assert_eq!(app.mail().await.kind, "password_changed");
    sign_in(&app, ANA, OTHER_PASSWORD).await.at("/signIn");
}

#[tokio::test]
async fn one_link_used_a_hundred_times_at_once_sets_one_password() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    ask(&app, ANA).await;
    let token = mail::token(&app.mail().await);
    let tries = (0..12).map(|number| {
        let client = app.peer(&format!("198.51.100.{number}"));
        let input = json!({ "token": token, "password": format!("lantern-meadow-{number}") });
        async move { client.send(RESET, input).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    let won = answers
        .iter()
        .filter(|answer| answer.json["data"].is_object())
        .count();
    assert_eq!(won, 1);
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn whoever_holds_a_token_guesses_no_more_than_anybody() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let mut client = signed_in(&app, ANA, PASSWORD).await;
    let changes = [
        (
            CHANGE_PASSWORD,
            json!({ "currentPassword": "not-this-one-17", "newPassword": OTHER_PASSWORD }),
        ),
        (
            CHANGE_EMAIL,
            json!({ "newEmail": "ana.new@example.org", "password": "not-this-one-17" }),
        ),
    ];
    for (mutation, input) in changes {
        app.clock.advance(Duration::minutes(5));
        client = refreshed(&app, client).await;
        let (hashed, mut wrong) = (app.app.passwords.computed(), 0);
        for number in 0..12 {
            let there = app.peer(&format!("198.51.100.{number}"));
            let refusal = client.on(there.router).send(mutation, input.clone()).await;
            if refusal.code() == "RATE_LIMITED" {
                continue;
            }
            assert_eq!(refusal.reason(), "WRONG_PASSWORD");
            wrong += 1;
        }
        assert_eq!((wrong, app.app.passwords.computed() - hashed), (7, 7));
        // It is one bucket with sign-ins, and the owner has another at home.
        let input = json!({ "site": "history", "email": ANA, "password": PASSWORD });
        let refusal = app.peer("198.51.100.77").send(SIGN_IN, input.clone()).await;
        assert_eq!(refusal.code(), "RATE_LIMITED");
        app.anonymous().send(SIGN_IN, input).await.at("/signIn");
    }
}

#[tokio::test]
async fn a_network_where_passwords_are_guessed_with_a_token_is_a_suspect() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    let there = app.peer("203.0.113.7");
    let input = json!({ "currentPassword": "not-this-one-17", "newPassword": OTHER_PASSWORD });
    for _ in 0..5 {
        let client = client.on(there.router.clone());
        let refusal = client.send(CHANGE_PASSWORD, input.clone()).await;
        assert_eq!(refusal.reason(), "WRONG_PASSWORD");
    }
    let newcomer = new_account("bea@example.org", PASSWORD, "Bea");
    let refusal = there.send(SIGN_UP, newcomer).await;
    assert_eq!(refusal.reason(), "PROOF_OF_WORK_NEEDED");
}

/// Nobody's asking for resets keeps a newcomer from the mail that signs them up or in.
#[tokio::test]
async fn resets_asked_for_by_others_keep_nobody_from_signing_in() {
    let app = TestApp::new().await;
    let input = json!({ "site": "history", "email": ANA });
    for _ in 0..3 {
        let answer = app.anonymous().send(ASK_RESET, input.clone()).await;
        answer.at("/requestPasswordReset/sent");
    }
    let refusal = app.anonymous().send(ASK_RESET, input.clone()).await;
    assert_eq!(refusal.code(), "RATE_LIMITED");
    let answer = app.peer("203.0.113.9").send(ASK_MAIL, input).await;
    answer.text("/requestSignInMail/requestToken");
}
