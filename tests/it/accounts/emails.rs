//! Another address, confirmed at both.
use super::{
    ANA, ASK_RESET, CHANGE_EMAIL, CONFIRM_EMAIL, PASSWORD, RESET, VERIFY, VIEWER, account, sign_in,
    signed_in,
};
use crate::support::{Answer, Client, TestApp, mail};
use chrono::Duration;
use rejoinder::mailer::Letter;
use serde_json::{Value, json};

const NEW: &str = "ana.new@example.org";

async fn change(client: &Client, email: &str, password: Option<&str>) -> Answer {
    let input = json!({ "newEmail": email, "password": password });
    client.send(CHANGE_EMAIL, input).await
}

async fn confirm(app: &TestApp, letter: &Letter) -> Answer {
    app.clock.advance(Duration::seconds(20));
    let input = json!({ "token": mail::token(letter) });
    app.anonymous().send(CONFIRM_EMAIL, input).await
}

async fn letters(app: &TestApp) -> (Letter, Letter) {
    let mut mails = app.mails().await;
    mails.sort_by(|one, other| one.kind.cmp(&other.kind));
    let [new, old] = <[Letter; 2]>::try_from(mails).ok().unwrap();
    assert_eq!(
        (new.kind.as_str(), new.recipient.as_str()),
        ("confirm_new_email", NEW)
    );
    assert_eq!(
        (old.kind.as_str(), old.recipient.as_str()),
        ("confirm_old_email", ANA)
    );
    (new, old)
}

#[tokio::test]
async fn an_address_changes_when_both_links_were_followed_in_either_order() {
    for old_first in [true, false] {
        let app = TestApp::new().await;
        account(&app, ANA, "Ana").await;
        let client = signed_in(&app, ANA, PASSWORD).await;
        change(&client, NEW, Some(PASSWORD))
            .await
            .at("/changeEmail");
        let (new, old) = letters(&app).await;
        let (first, second) = if old_first {
            (&old, &new)
        } else {
            (&new, &old)
        };
        assert_eq!(
            confirm(&app, first).await.text("/confirmEmail/state"),
            "HALF_WAY"
        );
        assert_eq!(
            confirm(&app, first).await.text("/confirmEmail/state"),
            "HALF_WAY"
        );
        assert_eq!(
            client.run(VIEWER, Value::Null).await.text("/viewer/email"),
            ANA
        );
        assert_eq!(
            confirm(&app, second).await.text("/confirmEmail/state"),
            "DONE"
        );
        assert_eq!(
            client.run(VIEWER, Value::Null).await.text("/viewer/email"),
            NEW
        );
        let notice = app.mail().await;
        assert_eq!(
            (notice.kind.as_str(), notice.recipient.as_str()),
            ("email_changed", ANA)
        );
        sign_in(&app, NEW, PASSWORD).await.at("/signIn");
        assert_eq!(
            sign_in(&app, ANA, PASSWORD).await.reason(),
            "WRONG_CREDENTIALS"
        );
        assert_eq!(confirm(&app, &new).await.reason(), "LINK_OVER");
    }
}

#[tokio::test]
async fn it_takes_the_password() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    let refusal = change(&client, NEW, Some("not-this-one-17")).await;
    assert_eq!(refusal.reason(), "WRONG_PASSWORD");
    let refusal = change(&client, NEW, None).await;
    assert_eq!(
        (refusal.code(), refusal.error("field")),
        ("INVALID", "password")
    );
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn an_address_that_another_has_is_answered_the_same_and_never_taken() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    account(&app, NEW, "Another").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    let taken = change(&client, NEW, Some(PASSWORD)).await;
    let free = change(&client, "free@example.org", Some(PASSWORD)).await;
    assert_eq!((taken.status, taken.text), (free.status, free.text));
    let mails = app.mails().await;
    assert!(mails.iter().all(|mail| mail.recipient != NEW));
}

#[tokio::test]
async fn a_change_under_way_ends_with_another_one_and_with_a_reset() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    change(&client, NEW, Some(PASSWORD))
        .await
        .at("/changeEmail");
    let (new, old) = letters(&app).await;
    confirm(&app, &old).await.at("/confirmEmail");
    app.clock.advance(Duration::minutes(40));
    let input = json!({ "site": "history", "email": ANA });
    app.anonymous()
        .send(ASK_RESET, input)
        .await
        .at("/requestPasswordReset");
    let token = mail::token(&app.mail().await);
    let input = json!({ "token": token, "password": "meadow-violin-7713" });
    app.anonymous()
        .send(RESET, input)
        .await
        .at("/resetPassword");
    assert_eq!(confirm(&app, &new).await.reason(), "LINK_OVER");
}

#[tokio::test]
async fn an_old_account_proves_its_address() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let client = signed_in(&app, ANA, PASSWORD).await;
    let refusal = client.send(VERIFY, json!({})).await;
    assert_eq!(refusal.reason(), "NOTHING_TO_DO");
    app.execute("UPDATE account SET email_verified_at = NULL", vec![])
        .await;
    client
        .send(VERIFY, json!({}))
        .await
        .at("/requestVerification");
    let letter = app.mail().await;
    assert_eq!(letter.kind, "verify_email");
    assert_eq!(
        confirm(&app, &letter).await.text("/confirmEmail/state"),
        "DONE"
    );
    assert_eq!(
        app.count("account", "email_verified_at IS NOT NULL", vec![])
            .await,
        1
    );
}
