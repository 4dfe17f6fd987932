//! Accounts under an address that nobody had proved: whoever made them keeps no way in once somebody
//! proves it.
use super::{
    ANA, ASK_RESET, CONFIRM_SIGN_UP, OTHER_PASSWORD, PASSWORD, RESET, SIGN_UP, VIEWER, WITH_MAIL,
    account, ask_mail, new_account, sign_in, signed_in,
};
use crate::support::{Client, TestApp, mail};
use chrono::Duration;
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::Secret,
    },
    model::{AccountId, IdentityId, Passkey, PasskeyId, RecoveryCodeId},
    storage::{
        self,
        factors::Totp,
        identities::{Identity, SITE},
    },
};
use serde_json::{Value, json};

/// A stranger's account under Ana's address, with everything that lets in; they are signed in.
async fn squatted() -> (TestApp, Client) {
    let app = TestApp::new().await;
    account(&app, ANA, "Eve").await;
    let eve = signed_in(&app, ANA, PASSWORD).await;
    let found = storage::accounts::find_credentials(app.app.db.read(), ANA).await;
    ways_in(&app, found.unwrap().unwrap().account.id).await;
    app.execute("UPDATE account SET email_verified_at = NULL", vec![])
        .await;
    (app, eve)
}

async fn ways_in(app: &TestApp, account_id: AccountId) {
    let (env, now) = (&app.app.env, app.app.env.now());
    let txn = app.app.db.begin_write().await.unwrap();
    let totp = Totp {
        account_id,
        secret: vec![7; 20],
        last_step: None,
        created_at: now,
        confirmed_at: Some(now),
    };
    storage::factors::save_totp(&txn, totp).await.unwrap();
    let codes = vec![(RecoveryCodeId(env.new_id()), vec![1; 32])];
    storage::factors::replace_recovery_codes(&txn, (account_id, now), codes)
        .await
        .unwrap();
    let passkey = Passkey {
        id: PasskeyId(env.new_id()),
        account_id,
        credential_id: vec![9; 16],
        credential: "{}".to_owned(),
        counter: 0,
        name: "Eve's".to_owned(),
        created_at: now,
        last_used_at: None,
    };
    assert!(
        storage::passkeys::insert_if_new(&txn, passkey)
            .await
            .unwrap()
    );
    let identity = Identity {
        id: IdentityId(env.new_id()),
        account_id,
        site_id: app.site.id,
        provider: SITE.to_owned(),
        subject: "eve".to_owned(),
        email: None,
        created_at: now,
        last_used_at: now,
    };
    storage::identities::insert_if_new(&txn, identity)
        .await
        .unwrap();
    txn.commit().await.unwrap();
}

/// The account is there, proved, and nothing of the stranger's lets in to it.
async fn assert_taken_over(app: &TestApp, eve: &Client) {
    assert_eq!(app.count("account", "1 = 1", vec![]).await, 1);
    let proved = "email_verified_at IS NOT NULL";
    assert_eq!(app.count("account", proved, vec![]).await, 1);
    for table in ["totp", "recovery_code", "passkey", "identity"] {
        assert_eq!(app.count(table, "1 = 1", vec![]).await, 0, "{table}");
    }
    let open = "used_at IS NULL";
    assert_eq!(app.count("mailed_token", open, vec![]).await, 0);
    let refusal = eve.run(VIEWER, Value::Null).await;
    assert_eq!(refusal.reason(), "SESSION_ENDED");
    let refusal = sign_in(app, ANA, PASSWORD).await;
    assert_eq!(refusal.reason(), "WRONG_CREDENTIALS");
}

/// A link for the account, which may have been asked for by anybody.
async fn reset_token(app: &TestApp) -> String {
    let input = json!({ "site": "history", "email": ANA });
    app.anonymous()
        .send(ASK_RESET, input)
        .await
        .at("/requestPasswordReset");
    mail::token(&app.mail().await)
}

#[tokio::test]
async fn by_a_mail_that_signs_in() {
    let (app, eve) = squatted().await;
    reset_token(&app).await;
    let request = ask_mail(&app, ANA).await;
    let input = json!({ "requestToken": request, "code": mail::code(&app.mail().await) });
    let answer = app.anonymous().send(WITH_MAIL, input).await;
    answer.at("/signInWithMail/accessToken");
    assert!(!answer.at("/signInWithMail/accessToken").is_null());
    assert_taken_over(&app, &eve).await;
}

#[tokio::test]
async fn by_a_reset() {
    let (app, eve) = squatted().await;
    reset_token(&app).await;
    let input = json!({ "token": reset_token(&app).await, "password": OTHER_PASSWORD });
    app.anonymous()
        .send(RESET, input)
        .await
        .at("/resetPassword");
    assert_taken_over(&app, &eve).await;
    sign_in(&app, ANA, OTHER_PASSWORD)
        .await
        .at("/signIn/viewer/email");
}

#[tokio::test]
async fn by_signing_up() {
    let (app, eve) = squatted().await;
    reset_token(&app).await;
    let input = new_account(ANA, OTHER_PASSWORD, "Ana");
    let asked = app.anonymous().send(SIGN_UP, input).await;
    let letter = app.mail().await;
    assert_eq!(letter.kind, "confirm_sign_up");
    let input = json!({
        "requestToken": asked.text("/signUp/requestToken"), "code": mail::code(&letter),
    });
    let answer = app.anonymous().send(CONFIRM_SIGN_UP, input).await;
    assert!(!answer.at("/confirmSignUp/accessToken").is_null());
    assert_taken_over(&app, &eve).await;
    app.clock.advance(Duration::minutes(1));
    let answer = sign_in(&app, ANA, OTHER_PASSWORD).await;
    answer.at("/signIn/viewer/email");
}

#[tokio::test]
async fn by_the_operators_word() {
    let (app, eve) = squatted().await;
    reset_token(&app).await;
    let new = NewAccount {
        email: ANA.to_owned(),
        display_name: "Ana".to_owned(),
        password: Some(Secret::new(OTHER_PASSWORD)),
        site: None,
    };
    accounts::create(&app.app, new).await.unwrap();
    assert_taken_over(&app, &eve).await;
    sign_in(&app, ANA, OTHER_PASSWORD)
        .await
        .at("/signIn/viewer/email");
}

#[tokio::test]
async fn an_account_that_had_proved_its_address_loses_nothing() {
    let (app, eve) = squatted().await;
    app.execute("UPDATE account SET email_verified_at = created_at", vec![])
        .await;
    let request = ask_mail(&app, ANA).await;
    let input = json!({ "requestToken": request, "code": mail::code(&app.mail().await) });
    let answer = app.anonymous().send(WITH_MAIL, input).await;
    assert!(answer.at("/signInWithMail/accessToken").is_null());
    for table in ["totp", "recovery_code", "passkey", "identity"] {
        assert_eq!(app.count(table, "1 = 1", vec![]).await, 1, "{table}");
    }
    eve.run(VIEWER, Value::Null).await.at("/viewer/email");
}
