//! What was mailed is good once, however many bring it at the same moment.
use super::{
    ANA, ASK_MAIL, BROWSER, CHANGE_EMAIL, CONFIRM_BY_CODE, CONFIRM_EMAIL, PASSWORD, VERIFY, VIEWER,
    WITH_MAIL, account, signed_in,
};
use crate::support::{Answer, Client, TestApp, mail, together};
use chrono::Duration;
use rejoinder::mailer::Letter;
use serde_json::{Value, json};

const NEW: &str = "ana.new@example.org";
const TRIES: u8 = 100;

/// Sends the mutation a hundred times at once, from as many networks; how many were answered well.
/// All others are told that it is over.
async fn race(app: &TestApp, client: &Client, mutation: &'static str, input: &Value) -> usize {
    let tries = (0..TRIES).map(|number| {
        let there = app.peer(&format!("198.51.100.{number}"));
        let (client, input) = (client.on(there.router), input.clone());
        async move { client.send(mutation, input).await }
    });
    let answers = together(tries).await;
    let refused = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_some());
    let refused: Vec<&str> = refused.map(Answer::reason).collect();
    assert!(
        refused.iter().all(|reason| *reason == "LINK_OVER"),
        "{refused:?}"
    );
    answers.len() - refused.len()
}

async fn ana(app: &TestApp, email: &str) -> Client {
    account(app, email, "Ana").await;
    signed_in(app, email, PASSWORD).await.with_cookie(BROWSER)
}

/// The mail to the new address, the one to the old having been answered; and what goes with its code.
async fn changing(app: &TestApp, client: &Client) -> (Letter, String) {
    let input = json!({ "newEmail": NEW, "password": PASSWORD });
    let asked = client.send(CHANGE_EMAIL, input).await;
    let mut mails = app.mails().await;
    mails.sort_by(|one, other| one.kind.cmp(&other.kind));
    let [new, old] = <[Letter; 2]>::try_from(mails).ok().unwrap();
    let input = json!({ "token": mail::token(&old) });
    let answer = app.anonymous().send(CONFIRM_EMAIL, input).await;
    assert_eq!(answer.text("/confirmEmail/state"), "HALF_WAY");
    (new, asked.text("/changeEmail/requestToken"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_that_signs_in() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let input = json!({ "site": "history", "email": ANA });
    let asked = app.anonymous().send(ASK_MAIL, input).await;
    let input = json!({
        "requestToken": asked.text("/requestSignInMail/requestToken"),
        "code": mail::code(&app.mail().await),
    });
    assert_eq!(race(&app, &app.anonymous(), WITH_MAIL, &input).await, 1);
    assert_eq!(app.count("session", "1 = 1", vec![]).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_to_a_new_address() {
    let app = TestApp::new().await;
    let client = ana(&app, ANA).await;
    let (new, _) = changing(&app, &client).await;
    let browser = app.anonymous().with_cookie(BROWSER);
    let input = json!({ "token": mail::token(&new) });
    assert_eq!(race(&app, &browser, CONFIRM_EMAIL, &input).await, 1);
    assert_eq!(app.mail().await.kind, "email_changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_of_a_new_address() {
    let app = TestApp::new().await;
    let client = ana(&app, ANA).await;
    let (new, request) = changing(&app, &client).await;
    let input = json!({ "requestToken": request, "code": mail::code(&new) });
    assert_eq!(race(&app, &client, CONFIRM_BY_CODE, &input).await, 1);
    assert_eq!(app.mail().await.kind, "email_changed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_that_proves_an_address() {
    let app = TestApp::new().await;
    let client = ana(&app, ANA).await;
    app.execute("UPDATE account SET email_verified_at = NULL", vec![])
        .await;
    client
        .send(VERIFY, json!({}))
        .await
        .at("/requestVerification");
    let browser = app.anonymous().with_cookie(BROWSER);
    let input = json!({ "token": mail::token(&app.mail().await) });
    assert_eq!(race(&app, &browser, CONFIRM_EMAIL, &input).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_accounts_that_take_one_address_at_once_one_gets_it() {
    for _ in 0..4 {
        let app = TestApp::new().await;
        let mut racing = vec![];
        for email in [ANA, "bea@example.org"] {
            app.clock.advance(Duration::minutes(20));
            let client = ana(&app, email).await;
            let (new, request) = changing(&app, &client).await;
            let input = json!({ "requestToken": request, "code": mail::code(&new) });
            racing.push((client, input));
        }
        // The first one's access token is over.
        let again = signed_in(&app, ANA, PASSWORD).await;
        racing[0].0 = again.on(app.peer("198.51.100.7").router);
        let answers = together(racing.into_iter().map(|(client, input)| async move {
            (client.send(CONFIRM_BY_CODE, input).await, client)
        }))
        .await;
        let refused: Vec<_> = answers
            .iter()
            .filter(|(answer, _)| answer.json.get("errors").is_some())
            .collect();
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].0.reason(), "ALREADY_SIGNED_UP");
        let viewer = refused[0].1.run(VIEWER, Value::Null).await;
        assert_ne!(viewer.text("/viewer/email"), NEW);
    }
}
