//! Passkeys as the second factor, and how they are added.
use super::{
    ADD_PASSKEY, ANSWER, ASK, BEGIN_PASSKEY, REMOVE_PASSKEY, RENAME_PASSKEY, VIEWER, add_passkey,
    arrived, challenge, finish, sign_in, texts,
};
use crate::support::{Answer, Authenticator, Client, ORIGIN, SECURE_ORIGIN, TestApp, together};
use chrono::Duration;
use rejoinder::model::Challenge;
use serde_json::{Value, json};

/// Ana with a passkey.
async fn ana(app: &TestApp) -> (Authenticator, String, Client) {
    let (ana, email) = arrived(app, "Ana").await;
    let (authenticator, added) = add_passkey(&ana, 1).await;
    added.at("/addPasskey/passkey");
    (authenticator, email, ana)
}

/// Asks for a passkey of whoever holds the challenge. Gives the options.
async fn ask(client: &Client, challenge: &str) -> String {
    let asked = client.send(ASK, json!({ "challenge": challenge })).await;
    assert_eq!(asked.text("/beginPasskeySignIn/challenge"), challenge);
    asked.text("/beginPasskeySignIn/options")
}

async fn answer(client: &Client, challenge: &str, credential: &str) -> Answer {
    let input = json!({ "challenge": challenge, "credential": credential });
    client.send(ANSWER, input).await
}

#[tokio::test]
async fn a_passkey_is_the_second_factor() {
    let app = TestApp::secure().await;
    let (mut authenticator, email, _) = ana(&app).await;
    let asked = sign_in(&app.anonymous(), &email).await;
    let factor = asked.at("/signIn/secondFactor");
    // With it came recovery codes, which are typed as codes are.
    assert_eq!(
        (&factor["totp"], &factor["passkeys"]),
        (&json!(true), &json!(true))
    );
    let asked = factor["challenge"].as_str().unwrap();
    let options = ask(&app.anonymous(), asked).await;
    let parsed: Value = serde_json::from_str(&options).unwrap();
    assert_eq!(parsed["rpId"], "comments.test");
    assert_eq!(parsed["allowCredentials"].as_array().unwrap().len(), 1);

    let signed = authenticator.sign(&options);
    let done = answer(&app.anonymous(), asked, &signed).await;
    assert_eq!(done.text("/finishPasskeySignIn/viewer/email"), email);
    let strong = "second_factor_at IS NOT NULL AND proved_at IS NOT NULL";
    assert_eq!(app.count("session", strong, vec![]).await, 2);
    let used = "last_used_at IS NOT NULL AND counter = 2";
    assert_eq!(app.count("passkey", used, vec![]).await, 1);

    let again = answer(&app.anonymous(), asked, &signed).await;
    assert_eq!(again.reason(), "CHALLENGE_OVER");
}

#[tokio::test]
async fn an_authenticator_that_keeps_its_owner_to_itself_will_do() {
    let app = TestApp::secure().await;
    let (mut authenticator, email, _) = ana(&app).await;
    authenticator.user_handle = None;
    let asked = challenge(&app.anonymous(), &email).await;
    let options = ask(&app.anonymous(), &asked).await;
    let signed = authenticator.sign(&options);
    answer(&app.anonymous(), &asked, &signed)
        .await
        .at("/finishPasskeySignIn");
}

/// What is wrong with an answer, and how it comes about.
type Fault = (&'static str, fn(&mut Authenticator));

const FAULTS: [Fault; 6] = [
    ("another page", |key| ORIGIN.clone_into(&mut key.origin)),
    ("a page like ours", |key| {
        "https://comments.test.evil.example".clone_into(&mut key.origin);
    }),
    ("a frame", |key| key.cross_origin = true),
    ("another domain", |key| {
        key.rp_id = Some("history.example".to_owned());
    }),
    ("nobody verified", |key| key.verifies = false),
    ("another's key", |key| {
        let own = key.clone();
        *key = Authenticator::new(9, SECURE_ORIGIN);
        key.counter = 50;
        key.credential_id = own.credential_id;
        key.user_handle = own.user_handle;
    }),
];

#[tokio::test]
async fn an_answer_that_proves_something_else_is_refused() {
    for (fault, spoil) in FAULTS {
        let app = TestApp::secure().await;
        let (authenticator, email, _) = ana(&app).await;
        let asked = challenge(&app.anonymous(), &email).await;
        let options = ask(&app.anonymous(), &asked).await;
        let mut wrong = authenticator.clone();
        spoil(&mut wrong);
        let refusal = answer(&app.anonymous(), &asked, &wrong.sign(&options)).await;
        assert_eq!(refusal.code(), "UNAUTHENTICATED", "{fault}");
        assert_eq!(refusal.reason(), "PASSKEY_REFUSED", "{fault}");
        let right = authenticator.clone().sign(&options);
        answer(&app.anonymous(), &asked, &right)
            .await
            .at("/finishPasskeySignIn");
    }
}

#[tokio::test]
async fn an_answer_to_what_was_asked_before_is_refused() {
    let app = TestApp::secure().await;
    let (mut authenticator, email, _) = ana(&app).await;
    let asked = challenge(&app.anonymous(), &email).await;
    let before = ask(&app.anonymous(), &asked).await;
    ask(&app.anonymous(), &asked).await;
    let late = authenticator.sign(&before);
    let refusal = answer(&app.anonymous(), &asked, &late).await;
    assert_eq!(refusal.reason(), "PASSKEY_REFUSED");
    let other = challenge(&app.anonymous(), &email).await;
    ask(&app.anonymous(), &other).await;
    let refusal = answer(&app.anonymous(), &other, &late).await;
    assert_eq!(refusal.reason(), "PASSKEY_REFUSED");
}

#[tokio::test]
async fn five_wrong_answers_void_the_challenge() {
    let app = TestApp::secure().await;
    let (authenticator, email, _) = ana(&app).await;
    let asked = challenge(&app.anonymous(), &email).await;
    let options = ask(&app.anonymous(), &asked).await;
    let mut wrong = authenticator.clone();
    wrong.verifies = false;
    for _ in 0..Challenge::TRIES_MAX {
        let refusal = answer(&app.anonymous(), &asked, &wrong.sign(&options)).await;
        assert_eq!(refusal.reason(), "PASSKEY_REFUSED");
    }
    let right = authenticator.clone().sign(&options);
    let refusal = answer(&app.anonymous(), &asked, &right).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
}

#[tokio::test]
async fn a_counter_that_has_not_risen_tells_of_a_copy() {
    let app = TestApp::secure().await;
    let (mut authenticator, email, _) = ana(&app).await;
    let mut copy = authenticator.clone();
    // Both are asked before either answers.
    let first = challenge(&app.anonymous(), &email).await;
    let second = challenge(&app.anonymous(), &email).await;
    let to_first = ask(&app.anonymous(), &first).await;
    let to_second = ask(&app.anonymous(), &second).await;
    let signed = authenticator.sign(&to_first);
    answer(&app.anonymous(), &first, &signed)
        .await
        .at("/finishPasskeySignIn");
    let refusal = answer(&app.anonymous(), &second, &copy.sign(&to_second)).await;
    assert_eq!(refusal.reason(), "PASSKEY_REFUSED");
}

#[tokio::test]
async fn an_authenticator_that_does_not_count_signs_as_often_as_it_likes() {
    let app = TestApp::secure().await;
    let (ana, email) = arrived(&app, "Ana").await;
    let mut authenticator = Authenticator::new(1, SECURE_ORIGIN);
    authenticator.counts = false;
    let options = ana.run(BEGIN_PASSKEY, json!({})).await;
    let credential = authenticator.register(&options.text("/beginPasskey/options"));
    let input = json!({ "credential": credential, "name": "Telephone" });
    ana.send(ADD_PASSKEY, input).await.at("/addPasskey");
    for _ in 0..2 {
        let asked = challenge(&app.anonymous(), &email).await;
        let options = ask(&app.anonymous(), &asked).await;
        let signed = authenticator.sign(&options);
        answer(&app.anonymous(), &asked, &signed)
            .await
            .at("/finishPasskeySignIn");
    }
}

#[tokio::test]
async fn one_answer_sent_many_times_at_once_begins_one_session() {
    let app = TestApp::secure().await;
    let (mut authenticator, email, _) = ana(&app).await;
    let asked = challenge(&app.anonymous(), &email).await;
    let options = ask(&app.anonymous(), &asked).await;
    let signed = authenticator.sign(&options);
    let tasks = (0..7).map(|_| {
        let (client, asked, signed) = (app.anonymous(), asked.clone(), signed.clone());
        async move {
            answer(&client, &asked, &signed)
                .await
                .json
                .get("errors")
                .is_none()
        }
    });
    let begun = together(tasks).await;
    assert_eq!(begun.iter().filter(|begun| **begun).count(), 1);
}

#[tokio::test]
async fn only_our_own_pages_ask_for_a_passkey_and_others_take_codes() {
    let app = TestApp::secure().await;
    let (_, email, client) = ana(&app).await;
    let codes = client.run(super::NEW_CODES, json!({})).await;
    let codes = texts(codes.at("/newRecoveryCodes/recoveryCodes"));
    let page = app.anonymous().at_page(ORIGIN);
    let asked = sign_in(&page, &email).await;
    let factor = asked.at("/signIn/secondFactor");
    assert_eq!(
        (&factor["totp"], &factor["passkeys"]),
        (&json!(true), &json!(false))
    );
    let asked = factor["challenge"].as_str().unwrap();
    let refusal = page.send(ASK, json!({ "challenge": asked })).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("FORBIDDEN", "OWN_PAGES_ONLY")
    );
    let refusal = answer(&page, asked, "{}").await;
    assert_eq!(refusal.reason(), "OWN_PAGES_ONLY");
    finish(&page, asked, &codes[0]).await.at("/finishSignIn");
}

#[tokio::test]
async fn where_browsers_keep_no_passkeys_there_are_none() {
    let ways = "{ site(key: \"history\") { waysIn { passkeys } } }";
    for (app, there_are) in [
        (TestApp::new().await, false),
        (TestApp::secure().await, true),
    ] {
        let answer = app.anonymous().run(ways, json!({})).await;
        assert_eq!(answer.at("/site/waysIn/passkeys"), &json!(there_are));
    }
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    let refusal = ana.run(BEGIN_PASSKEY, json!({})).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("FORBIDDEN", "PASSKEYS_UNAVAILABLE")
    );
    let refusal = app
        .anonymous()
        .send(ASK, json!({ "site": "history" }))
        .await;
    assert_eq!(refusal.reason(), "PASSKEYS_UNAVAILABLE");
    assert!(refusal.text.contains("http://localhost"));
}

#[tokio::test]
async fn a_new_passkey_answers_what_its_own_session_asked() {
    let app = TestApp::secure().await;
    let (ana, _) = arrived(&app, "Ana").await;
    let (bea, _) = arrived(&app, "Bea").await;
    let options = ana
        .run(BEGIN_PASSKEY, json!({}))
        .await
        .text("/beginPasskey/options");
    let add = |key: &mut Authenticator, options: &str| json!({ "credential": key.register(options), "name": "Telephone" });
    for (fault, spoil) in FAULTS.into_iter().take(5) {
        let mut wrong = Authenticator::new(1, SECURE_ORIGIN);
        spoil(&mut wrong);
        let refusal = ana.send(ADD_PASSKEY, add(&mut wrong, &options)).await;
        assert_eq!(
            (refusal.code(), refusal.error("field")),
            ("INVALID", "credential"),
            "{fault}"
        );
    }
    let mut key = Authenticator::new(1, SECURE_ORIGIN);
    let input = add(&mut key, &options);
    let refusal = bea.send(ADD_PASSKEY, input.clone()).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    let added = ana.send(ADD_PASSKEY, input.clone()).await;
    assert_eq!(texts(added.at("/addPasskey/recoveryCodes")).len(), 10);
    let again = ana.send(ADD_PASSKEY, input).await;
    assert_eq!(again.reason(), "CHALLENGE_OVER");

    // The same authenticator, for another account.
    let options = bea
        .run(BEGIN_PASSKEY, json!({}))
        .await
        .text("/beginPasskey/options");
    let refusal = bea.send(ADD_PASSKEY, add(&mut key, &options)).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("CONFLICT", "NOTHING_TO_DO")
    );
    app.clock.advance(Duration::minutes(4));
    let options = bea
        .run(BEGIN_PASSKEY, json!({}))
        .await
        .text("/beginPasskey/options");
    app.clock.advance(Duration::minutes(5));
    let mut other = Authenticator::new(2, SECURE_ORIGIN);
    let refusal = bea.send(ADD_PASSKEY, add(&mut other, &options)).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
}

#[tokio::test]
async fn passkeys_are_named_and_removed_by_their_owner_alone() {
    let app = TestApp::secure().await;
    let (_, _, ana) = ana(&app).await;
    let (bea, _) = arrived(&app, "Bea").await;
    let viewer = ana.run(VIEWER, json!({})).await;
    let id = viewer.text("/viewer/secondFactor/passkeys/0/id");
    assert_eq!(
        viewer.text("/viewer/secondFactor/passkeys/0/name"),
        "Telephone"
    );
    let rename = json!({ "passkeyId": id, "name": "Old telephone" });
    for (mutation, input) in [
        (RENAME_PASSKEY, &rename),
        (REMOVE_PASSKEY, &json!({ "passkeyId": id })),
    ] {
        assert_eq!(bea.send(mutation, input.clone()).await.code(), "NOT_FOUND");
    }
    let renamed = ana.send(RENAME_PASSKEY, rename).await;
    assert_eq!(renamed.text("/renamePasskey/passkey/name"), "Old telephone");
    for name in ["", " ", "a\u{7f}b", &"a".repeat(61)] {
        let refusal = ana
            .send(RENAME_PASSKEY, json!({ "passkeyId": id, "name": name }))
            .await;
        assert_eq!(
            (refusal.code(), refusal.error("field")),
            ("INVALID", "name")
        );
    }
}

#[tokio::test]
async fn what_is_no_answer_is_invalid() {
    let app = TestApp::secure().await;
    let (_, email, ana) = ana(&app).await;
    let asked = challenge(&app.anonymous(), &email).await;
    ask(&app.anonymous(), &asked).await;
    ana.run(BEGIN_PASSKEY, json!({})).await.at("/beginPasskey");
    let long = format!("\"{}\"", "a".repeat(30_000));
    for credential in ["", "null", "{}", "[[[[", "\u{7f}", &long] {
        app.clock.advance(Duration::seconds(20));
        let refusal = answer(&app.anonymous(), &asked, credential).await;
        assert_eq!(
            (refusal.code(), refusal.error("field")),
            ("INVALID", "credential")
        );
        let input = json!({ "credential": credential, "name": "Telephone" });
        let refusal = ana.send(ADD_PASSKEY, input).await;
        assert_eq!(
            (refusal.code(), refusal.error("field")),
            ("INVALID", "credential")
        );
    }
    for input in [json!({}), json!({ "challenge": asked, "site": "history" })] {
        let refusal = app.anonymous().send(ASK, input).await;
        assert_eq!(
            (refusal.code(), refusal.error("field")),
            ("INVALID", "site")
        );
    }
}
