//! A passkey alone, which is both factors.
use super::{ANSWER, ASK, add_passkey, arrived, challenge, finish, sign_in};
use crate::support::{Answer, Authenticator, Client, ORIGIN, SECURE_ORIGIN, TestApp};
use serde_json::{Value, json};

/// What anybody is asked who wants to sign in: the challenge, and the options.
async fn ask(client: &Client, site: &str) -> (String, String) {
    let asked = client.send(ASK, json!({ "site": site })).await;
    let part = |name: &str| asked.text(&format!("/beginPasskeySignIn/{name}"));
    (part("challenge"), part("options"))
}

async fn answer(client: &Client, challenge: &str, credential: &str) -> Answer {
    let input = json!({ "challenge": challenge, "credential": credential });
    client.send(ANSWER, input).await
}

async fn ana(app: &TestApp) -> (Authenticator, String) {
    let (ana, email) = arrived(app, "Ana").await;
    (add_passkey(&ana, 1).await.0, email)
}

#[tokio::test]
async fn a_passkey_alone_signs_in_with_both_factors() {
    let app = TestApp::secure().await;
    let (mut key, email) = ana(&app).await;
    let page = app.anonymous().at_page(SECURE_ORIGIN);
    let (asked, options) = ask(&page, "history").await;
    let parsed: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(parsed["allowCredentials"], json!([]));
    let done = answer(&page, &asked, &key.sign(&options)).await;
    assert_eq!(done.text("/finishPasskeySignIn/viewer/email"), email);
    let strong = "second_factor_at IS NOT NULL AND proved_at IS NOT NULL";
    assert_eq!(app.count("session", strong, vec![]).await, 2);
}

#[tokio::test]
async fn it_makes_the_owner_a_member_of_another_site() {
    let app = TestApp::secure().await;
    let politics = app.other_site("politics").await;
    let (mut key, _) = ana(&app).await;
    let (asked, options) = ask(&app.anonymous(), &politics.key).await;
    answer(&app.anonymous(), &asked, &key.sign(&options))
        .await
        .at("/finishPasskeySignIn");
    let there = "site_id = $1";
    assert_eq!(
        app.count("member", there, vec![politics.id.into()]).await,
        1
    );
    let refusal = app.anonymous().send(ASK, json!({ "site": "absent" })).await;
    assert_eq!(refusal.code(), "NOT_FOUND");
}

type Spoil<'a> = Box<dyn Fn(&mut Authenticator) + 'a>;

#[tokio::test]
async fn a_passkey_that_is_not_who_it_says_is_refused() {
    let app = TestApp::secure().await;
    let (key, _) = ana(&app).await;
    let (bea, _) = arrived(&app, "Bea").await;
    let (beas, _) = add_passkey(&bea, 2).await;
    let faults: [(&str, Spoil<'_>); 6] = [
        ("nobody", Box::new(|key| key.user_handle = None)),
        (
            "somebody else",
            Box::new(|key| key.user_handle = beas.user_handle.clone()),
        ),
        ("unknown", Box::new(|key| key.credential_id = vec![77; 32])),
        (
            "another's",
            Box::new(|key| key.credential_id = beas.credential_id.clone()),
        ),
        (
            "another page",
            Box::new(|key| key.origin = ORIGIN.to_owned()),
        ),
        ("nobody verified", Box::new(|key| key.verifies = false)),
    ];
    for (fault, spoil) in faults {
        app.clock.advance(chrono::Duration::seconds(20));
        let (asked, options) = ask(&app.anonymous(), "history").await;
        let mut wrong = key.clone();
        spoil(&mut wrong);
        let refusal = answer(&app.anonymous(), &asked, &wrong.sign(&options)).await;
        assert_eq!(refusal.reason(), "PASSKEY_REFUSED", "{fault}");
    }
}

#[tokio::test]
async fn an_answer_is_good_for_what_was_asked_and_for_nothing_else() {
    let app = TestApp::secure().await;
    let (mut key, email) = ana(&app).await;
    let (asked, options) = ask(&app.anonymous(), "history").await;
    let signed = key.sign(&options);
    // It is no challenge for a code, nor for a passkey of one account.
    let refusal = finish(&app.anonymous(), &asked, "123456").await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    let refusal = app
        .anonymous()
        .send(ASK, json!({ "challenge": asked }))
        .await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    // Nor does its answer fit another's.
    let (other, _) = ask(&app.anonymous(), "history").await;
    let refusal = answer(&app.anonymous(), &other, &signed).await;
    assert_eq!(refusal.reason(), "PASSKEY_REFUSED");
    let second = challenge(&app.anonymous(), &email).await;
    let refusal = answer(&app.anonymous(), &second, &signed).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");

    answer(&app.anonymous(), &asked, &signed)
        .await
        .at("/finishPasskeySignIn");
    let refusal = answer(&app.anonymous(), &asked, &signed).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
}

/// The sign-in window asks on its own page, for the page that has opened it.
#[tokio::test]
async fn foreign_pages_are_asked_for_nothing() {
    let app = TestApp::secure().await;
    let page = app.anonymous().at_page(ORIGIN);
    let refusal = page.send(ASK, json!({ "site": "history" })).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("FORBIDDEN", "OWN_PAGES_ONLY")
    );
}

#[tokio::test]
async fn asking_tells_nothing_of_who_has_a_passkey() {
    let app = TestApp::secure().await;
    let (_, options) = ask(&app.anonymous(), "history").await;
    let mut before: Value = serde_json::from_str(&options).unwrap();
    ana(&app).await;
    let (_, options) = ask(&app.anonymous(), "history").await;
    let mut after: Value = serde_json::from_str(&options).unwrap();
    for options in [&mut before, &mut after] {
        options["challenge"] = Value::Null;
    }
    assert_eq!(before, after);
    let answer = sign_in(&app.anonymous(), "bea@example.org").await;
    assert_eq!(answer.reason(), "WRONG_CREDENTIALS");
}
