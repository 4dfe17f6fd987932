//! Sign-ins that have begun with a password which is replaced before they are done.
use super::{
    ANA, ASK_RESET, CHANGE_PASSWORD, OTHER_PASSWORD, PASSWORD, RESET, SIGN_IN, VIEWER, account,
    sign_in, signed_in,
};
use crate::support::{Answer, Client, TestApp, mail, together};
use chrono::Duration;
use serde_json::{Value, json};

/// As many as may be tried for one account at once.
const SIGN_INS: usize = 7;

/// Sends the mutation while many sign in with the old password; none of them may stay. The answer to
/// the mutation.
async fn race(app: &TestApp, client: Client, mutation: &'static str, input: Value) -> Answer {
    let mut racing = vec![(client, mutation, input)];
    racing.extend((1..=SIGN_INS).map(|number| {
        let input = json!({ "site": "history", "email": ANA, "password": PASSWORD });
        let client = app.peer(&format!("198.51.100.{number}"));
        (client, SIGN_IN, input)
    }));
    let hashed = app.app.passwords.computed();
    let racing = racing
        .into_iter()
        .map(|(client, mutation, input)| async move { client.send(mutation, input).await });
    let mut answers = together(racing).await;
    assert!(app.app.passwords.computed() - hashed >= SIGN_INS as u64);
    for answer in &answers[1..] {
        if answer.json.get("errors").is_some() {
            assert_eq!(answer.reason(), "WRONG_CREDENTIALS");
            continue;
        }
        let client = Client {
            access: Some(answer.text("/signIn/accessToken")),
            ..app.anonymous()
        };
        let refusal = client.run(VIEWER, Value::Null).await;
        assert_eq!(refusal.reason(), "SESSION_ENDED");
    }
    answers.swap_remove(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn none_with_the_old_password_outlives_a_reset() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let input = json!({ "site": "history", "email": ANA });
    app.anonymous().send(ASK_RESET, input).await;
    let token = mail::token(&app.mail().await);
    let input = json!({ "token": token, "password": OTHER_PASSWORD });
    let reset = race(&app, app.anonymous(), RESET, input).await;
    reset.at("/resetPassword");
    let live = app.count("session", "ended_at IS NULL", vec![]).await;
    assert_eq!(live, 0);
    app.clock.advance(Duration::minutes(5));
    sign_in(&app, ANA, OTHER_PASSWORD).await.at("/signIn");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn none_with_the_old_password_outlives_a_change() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    app.clock.advance(Duration::minutes(5));
    let input = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    let changed = race(&app, client.clone(), CHANGE_PASSWORD, input).await;
    changed.at("/changePassword");
    let live = app.count("session", "ended_at IS NULL", vec![]).await;
    assert_eq!(live, 1);
    client.run(VIEWER, Value::Null).await.at("/viewer/email");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_changes_at_once_one_holds() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    let changes = [OTHER_PASSWORD, "meadow-violin-7713"].map(|new| {
        let (client, input) = (
            client.clone(),
            json!({ "currentPassword": PASSWORD, "newPassword": new }),
        );
        async move { client.send(CHANGE_PASSWORD, input).await }
    });
    let answers = together(changes).await;
    let refused: Vec<_> = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_some())
        .map(Answer::reason)
        .collect();
    assert_eq!(refused, ["WRONG_PASSWORD"]);
}
