//! Signing in by mail.
use super::{
    ANA, ASK_MAIL, ASK_RESET, BROWSER, PASSWORD, SIGN_IN, WITH_MAIL, account, ask_mail, look,
    press, sign_in,
};
use crate::support::{Answer, Client, TestApp, mail};
use chrono::Duration;
use serde_json::{Value, json};

async fn finish(app: &TestApp, input: Value) -> Answer {
    app.clock.advance(Duration::seconds(20));
    app.anonymous().send(WITH_MAIL, input).await
}

#[tokio::test]
async fn the_code_signs_in_to_the_account_of_the_address() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let request = ask_mail(&app, "ANA@example.org").await;
    let letter = app.mail().await;
    assert_eq!(letter.kind, "sign_in");
    let code = mail::code(&letter);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let answer = finish(&app, json!({ "requestToken": request, "code": spaced })).await;
    assert_eq!(
        answer.text("/signInWithMail/viewer/author/displayName"),
        "Ana"
    );
    let again = finish(&app, json!({ "requestToken": request, "code": code })).await;
    assert_eq!(again.reason(), "LINK_OVER");
}

#[tokio::test]
async fn an_address_without_an_account_gets_one_with_its_first_sign_in() {
    let app = TestApp::new().await;
    let input = json!({ "site": "history", "email": ANA, "displayName": "Ana" });
    let answer = app.anonymous().send(ASK_MAIL, input).await;
    let request = answer.text("/requestSignInMail/requestToken");
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
    let code = mail::code(&app.mail().await);
    let answer = finish(&app, json!({ "requestToken": request, "code": code })).await;
    assert_eq!(
        answer.text("/signInWithMail/viewer/author/displayName"),
        "Ana"
    );
    assert_eq!(
        app.count("account", "email_verified_at IS NOT NULL", vec![])
            .await,
        1
    );
}

#[tokio::test]
async fn a_code_is_good_for_a_quarter_of_an_hour() {
    let app = TestApp::new().await;
    let request = ask_mail(&app, ANA).await;
    let code = mail::code(&app.mail().await);
    app.clock.advance(Duration::minutes(15));
    let refusal = finish(&app, json!({ "requestToken": request, "code": code })).await;
    assert_eq!(refusal.reason(), "LINK_OVER");
}

#[tokio::test]
async fn a_link_lets_in_the_window_of_its_own_browser_and_no_other() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = app.anonymous().with_cookie(BROWSER);
    let input = json!({ "site": "history", "email": ANA });
    let answer = client.send(ASK_MAIL, input).await;
    let request = answer.text("/requestSignInMail/requestToken");
    let token = mail::token(&app.mail().await);
    let path = "/sign-in/mail";

    // A scanner looks, and a stranger's browser follows.
    assert!(look(&app, path, &token).await.status.is_success());
    let other = BROWSER.replace("abc", "abd");
    for cookie in [other.as_str(), "a=b"] {
        app.clock.advance(Duration::seconds(20));
        press(&app, path, (&token, ""), cookie).await;
        let waiting = finish(&app, json!({ "requestToken": request })).await;
        assert_eq!(waiting.reason(), "NOT_FOLLOWED_YET");
    }
    app.clock.advance(Duration::seconds(20));
    press(&app, path, (&token, ""), BROWSER).await;
    finish(&app, json!({ "requestToken": request }))
        .await
        .at("/signInWithMail/accessToken");
}

#[tokio::test]
async fn a_password_under_an_address_that_nobody_had_proved_is_gone() {
    let app = TestApp::new().await;
    account(&app, ANA, "Somebody").await;
    app.execute("UPDATE account SET email_verified_at = NULL", vec![])
        .await;
    let refusal = sign_in(&app, ANA, PASSWORD).await;
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
    let request = ask_mail(&app, ANA).await;
    let code = mail::code(&app.mail().await);
    finish(&app, json!({ "requestToken": request, "code": code }))
        .await
        .at("/signInWithMail/accessToken");
    let refusal = sign_in(&app, ANA, PASSWORD).await;
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
}

#[tokio::test]
async fn a_site_that_does_not_want_it_sends_no_mail() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let update =
        "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) { site { key } } }";
    admin
        .send(update, json!({ "site": "history", "mail": false }))
        .await
        .at("/updateWaysIn");
    let input = json!({ "site": "history", "email": ANA });
    let refusal = app.anonymous().send(ASK_MAIL, input).await;
    assert_eq!(refusal.reason(), "WAY_CLOSED");
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn a_mail_asked_for_before_the_site_changed_its_mind_signs_nobody_in() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let update =
        "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) { site { key } } }";
    let request = ask_mail(&app, ANA).await;
    let input = json!({ "requestToken": request, "code": mail::code(&app.mail().await) });
    for wanted in [false, true] {
        let ways = json!({ "site": "history", "mail": wanted });
        admin.send(update, ways).await.at("/updateWaysIn");
        let answer = finish(&app, input.clone()).await;
        if wanted {
            answer.at("/signInWithMail/accessToken");
        } else {
            assert_eq!(answer.reason(), "WAY_CLOSED");
        }
    }
}

#[tokio::test]
async fn three_mails_an_hour_go_to_one_address_whoever_asks() {
    let app = TestApp::new().await;
    let mut refused = 0;
    for number in 0..6 {
        let client = app.peer(&format!("198.51.100.{number}"));
        let input = json!({ "site": "history", "email": ANA });
        let answer = client.send(ASK_MAIL, input).await;
        refused += usize::from(answer.json["errors"].is_array());
    }
    assert_eq!((refused, app.mails().await.len()), (3, 3));
}

#[tokio::test]
async fn strangers_do_not_use_up_the_mails_that_an_owner_asks_for_at_home() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let home = app.peer("192.0.2.7");
    let input = json!({ "site": "history", "email": ANA, "password": PASSWORD });
    home.send(SIGN_IN, input).await.at("/signIn");
    let (known, unknown) = (ANA, "nobody@example.org");
    let ask = |client: Client, mutation: &'static str, email: &str| {
        let input = json!({ "site": "history", "email": email });
        async move { client.send(mutation, input).await }
    };
    for email in [known, unknown] {
        for number in 0..3 {
            let stranger = app.peer(&format!("198.51.100.{number}"));
            ask(stranger, ASK_MAIL, email)
                .await
                .at("/requestSignInMail");
        }
        let refusal = ask(app.peer("198.51.100.9"), ASK_MAIL, email).await;
        assert_eq!(refusal.code(), "RATE_LIMITED");
    }
    app.mails().await;
    ask(home.clone(), ASK_MAIL, known)
        .await
        .at("/requestSignInMail");
    ask(home.clone(), ASK_RESET, known)
        .await
        .at("/requestPasswordReset");
    ask(home.clone(), ASK_MAIL, known)
        .await
        .at("/requestSignInMail");
    // There are few for the owner too.
    let refusal = ask(home.clone(), ASK_MAIL, known).await;
    assert_eq!(refusal.code(), "RATE_LIMITED");
    assert_eq!(app.mails().await.len(), 3);
    let refusal = ask(home, ASK_MAIL, unknown).await;
    assert_eq!(refusal.code(), "RATE_LIMITED");
}
