//! What is kept of sign-ups: the password and the name no longer than something can come of them.
use super::{
    ANA, BROWSER, CHANGE_EMAIL, CHANGE_PASSWORD, CONFIRM_SIGN_UP, OTHER_PASSWORD, PASSWORD,
    SIGN_UP, account, new_account, press, sign_in, signed_in,
};
use crate::support::{TestApp, mail};
use chrono::Duration;
use rejoinder::domain::jobs;
use serde_json::json;

async fn sign_up(app: &TestApp, email: &str) -> String {
    let client = app.anonymous().with_cookie(BROWSER);
    let answer = client
        .send(SIGN_UP, new_account(email, OTHER_PASSWORD, "Ana"))
        .await;
    answer.text("/signUp/requestToken")
}

async fn kept(app: &TestApp) -> i64 {
    app.count("mailed_token", "details IS NOT NULL", vec![])
        .await
}

#[tokio::test]
async fn of_a_sign_up_under_an_address_that_has_an_account_nothing() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    sign_up(&app, ANA).await;
    assert_eq!(kept(&app).await, 0);
    assert_eq!(app.count("mailed_token", "1 = 1", vec![]).await, 1);
}

#[tokio::test]
async fn of_one_that_was_confirmed_nothing() {
    for by_link in [true, false] {
        let app = TestApp::new().await;
        let request = sign_up(&app, ANA).await;
        assert_eq!(kept(&app).await, 1);
        let letter = app.mail().await;
        let input = if by_link {
            let token = mail::token(&letter);
            press(&app, "/account/confirm", (&token, ""), BROWSER).await;
            assert_eq!(kept(&app).await, 0);
            json!({ "requestToken": request })
        } else {
            json!({ "requestToken": request, "code": mail::code(&letter) })
        };
        let answer = app.anonymous().send(CONFIRM_SIGN_UP, input).await;
        answer.at("/confirmSignUp/accessToken");
        assert_eq!(kept(&app).await, 0);
        sign_in(&app, ANA, OTHER_PASSWORD).await.at("/signIn");
    }
}

#[tokio::test]
async fn of_one_that_nobody_confirms_nothing_after_its_day() {
    let app = TestApp::new().await;
    sign_up(&app, ANA).await;
    app.clock
        .advance(Duration::hours(24) - Duration::seconds(1));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(kept(&app).await, 1);
    app.clock.advance(Duration::seconds(1));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(kept(&app).await, 0);
}

#[tokio::test]
async fn of_a_change_of_address_nothing_once_the_password_is_another() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    let input = json!({ "newEmail": "ana.new@example.org", "password": PASSWORD });
    client.send(CHANGE_EMAIL, input).await.at("/changeEmail");
    assert_eq!(kept(&app).await, 2);
    let input = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    client
        .send(CHANGE_PASSWORD, input)
        .await
        .at("/changePassword");
    assert_eq!(kept(&app).await, 0);
}
