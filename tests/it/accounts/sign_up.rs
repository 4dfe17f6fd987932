//! Signing up, where the address is proved by mail.
use super::{
    ANA, CONFIRM_SIGN_UP, OTHER_PASSWORD, PASSWORD, SIGN_UP, VIEWER, account, new_account, press,
    sign_in,
};
use crate::support::{Answer, Client, TestApp, mail};
use chrono::Duration;
use serde_json::{Value, json};

async fn sign_up(app: &TestApp, email: &str, password: &str) -> String {
    app.clock.advance(Duration::minutes(20));
    let answer = app
        .anonymous()
        .send(SIGN_UP, new_account(email, password, "Ana"))
        .await;
    assert_eq!(answer.text("/signUp/next"), "CHECK_MAIL");
    answer.text("/signUp/requestToken")
}

async fn confirm(app: &TestApp, input: Value) -> Answer {
    app.clock.advance(Duration::seconds(20));
    app.anonymous().send(CONFIRM_SIGN_UP, input).await
}

#[tokio::test]
async fn nothing_is_there_before_the_address_is_proved_and_the_code_signs_in() {
    let app = TestApp::new().await;
    let request = sign_up(&app, "Ana@Example.org", PASSWORD).await;
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
    assert_eq!(
        sign_in(&app, ANA, PASSWORD).await.reason(),
        "WRONG_CREDENTIALS"
    );

    let letter = app.mail().await;
    assert_eq!(
        (letter.kind.as_str(), letter.recipient.as_str()),
        ("confirm_sign_up", ANA)
    );
    let code = mail::code(&letter);
    let answer = confirm(&app, json!({ "requestToken": request, "code": code })).await;
    assert_eq!(answer.text("/confirmSignUp/viewer/email"), ANA);
    let client = Client {
        access: Some(answer.text("/confirmSignUp/accessToken")),
        ..app.anonymous()
    };
    assert_eq!(
        client.run(VIEWER, Value::Null).await.text("/viewer/email"),
        ANA
    );
    sign_in(&app, ANA, PASSWORD).await.at("/signIn/accessToken");
}

#[tokio::test]
async fn a_code_is_good_once() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, PASSWORD).await;
    let code = mail::code(&app.mail().await);
    let own = json!({ "requestToken": request, "code": code });
    confirm(&app, own.clone())
        .await
        .at("/confirmSignUp/accessToken");
    for again in [own, json!({ "requestToken": request })] {
        assert_eq!(confirm(&app, again).await.reason(), "LINK_OVER");
    }
}

#[tokio::test]
async fn a_code_is_good_for_a_day() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, PASSWORD).await;
    let code = mail::code(&app.mail().await);
    app.clock.advance(Duration::hours(24));
    let late = json!({ "requestToken": request, "code": code });
    assert_eq!(confirm(&app, late).await.reason(), "LINK_OVER");
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn five_wrong_codes_end_a_code() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, PASSWORD).await;
    let letter = app.mail().await;
    let right = mail::code(&letter);
    let wrong = if right == "000000" {
        "000001"
    } else {
        "000000"
    };
    for _ in 0..5 {
        let refusal = confirm(&app, json!({ "requestToken": request, "code": wrong })).await;
        assert_eq!(refusal.reason(), "WRONG_CODE");
    }
    let refusal = confirm(&app, json!({ "requestToken": request, "code": right })).await;
    assert_eq!(refusal.reason(), "LINK_OVER");
}

#[tokio::test]
async fn a_code_is_nothing_without_its_request_nor_with_anothers() {
    let app = TestApp::new().await;
    sign_up(&app, ANA, PASSWORD).await;
    let code = mail::code(&app.mail().await);
    let other = sign_up(&app, "bea@example.org", PASSWORD).await;
    for request in [other.as_str(), "rjq_", "", &"a".repeat(300)] {
        let refusal = confirm(&app, json!({ "requestToken": request, "code": code })).await;
        assert!(
            ["LINK_OVER", "WRONG_CODE"].contains(&refusal.reason()),
            "{}",
            refusal.text
        );
    }
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_password_belongs_to_the_mail_that_it_was_given_with() {
    let app = TestApp::new().await;
    let strangers = sign_up(&app, ANA, OTHER_PASSWORD).await;
    let link = mail::token(&app.mail().await);
    let own = sign_up(&app, ANA, PASSWORD).await;
    let code = mail::code(&app.mail().await);
    // Ana follows the link that the stranger had sent to her: it gives nothing away.
    press(&app, "/account/confirm", (&link, ""), "a=b").await;
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
    for refused in [
        json!({ "requestToken": strangers }),
        json!({ "requestToken": strangers, "code": code }),
    ] {
        let refusal = confirm(&app, refused).await;
        assert!(["NOT_FOLLOWED_YET", "WRONG_CODE"].contains(&refusal.reason()));
    }
    confirm(&app, json!({ "requestToken": own, "code": code }))
        .await
        .at("/confirmSignUp/accessToken");
    sign_in(&app, ANA, PASSWORD).await.at("/signIn");
    assert_eq!(
        sign_in(&app, ANA, OTHER_PASSWORD).await.reason(),
        "WRONG_CREDENTIALS"
    );
}

#[tokio::test]
async fn an_older_mail_takes_nothing_from_an_account_that_is_there() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, OTHER_PASSWORD).await;
    let code = mail::code(&app.mail().await);
    account(&app, ANA, "Ana").await;
    let refusal = confirm(&app, json!({ "requestToken": request, "code": code })).await;
    assert_eq!(refusal.reason(), "ALREADY_SIGNED_UP");
    sign_in(&app, ANA, PASSWORD).await.at("/signIn");
    assert_eq!(
        sign_in(&app, ANA, OTHER_PASSWORD).await.reason(),
        "WRONG_CREDENTIALS"
    );
}

#[tokio::test]
async fn whoever_has_an_account_is_told_by_mail_alone() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let request = sign_up(&app, ANA, OTHER_PASSWORD).await;
    let letter = app.mail().await;
    assert_eq!(letter.kind, "already_signed_up");
    assert!(!letter.text.contains("token="));
    // Whoever cannot read the mail is answered as if there were no account.
    let unknown = sign_up(&app, "bea@example.org", OTHER_PASSWORD).await;
    for request in [request, unknown] {
        let mut said = Vec::new();
        for code in [
            None,
            Some("aaaaaa"),
            Some("b"),
            Some(""),
            Some("c"),
            Some("d"),
            Some("e"),
        ] {
            let input = json!({ "requestToken": request, "code": code });
            said.push(confirm(&app, input).await.reason().to_owned());
        }
        let (waits, wrong, over) = ("NOT_FOLLOWED_YET", "WRONG_CODE", "LINK_OVER");
        assert_eq!(said, [waits, wrong, wrong, wrong, wrong, wrong, over]);
    }
}

#[tokio::test]
async fn the_window_goes_on_by_itself_once_the_link_is_followed_in_its_browser() {
    let app = TestApp::new().await;
    let cookie = "rejoinder-browser=0123456789012345678901234567890123456789abc";
    let client = app.anonymous().with_cookie(cookie);
    let answer = client
        .send(SIGN_UP, new_account(ANA, PASSWORD, "Ana"))
        .await;
    let request = answer.text("/signUp/requestToken");
    let waiting = confirm(&app, json!({ "requestToken": request })).await;
    assert_eq!(waiting.reason(), "NOT_FOLLOWED_YET");

    let token = mail::token(&app.mail().await);
    press(&app, "/account/confirm", (&token, ""), cookie).await;
    let answer = confirm(&app, json!({ "requestToken": request })).await;
    answer.at("/confirmSignUp/accessToken");
    let again = confirm(&app, json!({ "requestToken": request })).await;
    assert_eq!(again.reason(), "LINK_OVER");
}

#[tokio::test]
async fn in_another_browser_the_link_does_nothing() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, PASSWORD).await;
    let token = mail::token(&app.mail().await);
    let shown = press(&app, "/account/confirm", (&token, ""), "a=b").await;
    assert!(shown.status.is_success(), "{}", shown.html);
    let refusal = confirm(&app, json!({ "requestToken": request })).await;
    assert_eq!(refusal.reason(), "NOT_FOLLOWED_YET");
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn one_code_given_a_hundred_times_at_once_makes_one_account() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, PASSWORD).await;
    let code = mail::code(&app.mail().await);
    let tries = (0..100).map(|number| {
        let client = app.peer(&format!("198.51.100.{number}"));
        let input = json!({ "requestToken": request, "code": code });
        async move { client.send(CONFIRM_SIGN_UP, input).await }
    });
    let answers = futures_util::future::join_all(tries).await;
    let won = answers
        .iter()
        .filter(|answer| answer.json["data"].is_object())
        .count();
    assert_eq!(won, 1);
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 1);
    assert_eq!(app.count("session", "1 = 1", vec![]).await, 1);
}

#[tokio::test]
async fn a_sign_up_that_began_before_the_site_changed_its_mind_makes_no_account() {
    let app = TestApp::new().await;
    let request = sign_up(&app, ANA, PASSWORD).await;
    let letter = app.mail().await;
    let admin = app.admin("Ada").await;
    let update =
        "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) { site { key } } }";
    let ways = json!({ "site": "history", "password": false });
    admin.send(update, ways).await.at("/updateWaysIn");
    let input = json!({ "requestToken": request, "code": mail::code(&letter) });
    assert_eq!(confirm(&app, input).await.reason(), "WAY_CLOSED");
    let of_ana = "email = 'ana@example.org'";
    assert_eq!(app.count("account", of_ana, vec![]).await, 0);
}
