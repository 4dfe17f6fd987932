//! What becomes of a mail between its transaction and its reader.
use super::{ANA, run, token, write};
use crate::support::{OWN_ORIGIN, TestApp, mail};
use chrono::Duration;
use rejoinder::{
    domain::{credentials::mailed_secret, jobs},
    model::{MailKind, Purpose},
    storage,
};

#[tokio::test]
async fn a_mail_brings_its_reader_the_link_and_the_code_of_its_token() {
    let app = TestApp::new().await;
    let id = token(&app, Purpose::SignUp).await;
    write(&app, MailKind::ConfirmSignUp, "en", Some(id)).await;
    let letter = app.mail().await;
    assert_eq!(letter.recipient, ANA);
    assert_eq!(letter.kind, "confirm_sign_up");
    let key = &app.app.mail_key;
    let secret = mailed_secret::token(key, id.0);
    assert_eq!(mail::token(&letter), *secret);
    assert_eq!(mail::code(&letter), *mailed_secret::code(key, id.0));
    let link = format!("{OWN_ORIGIN}/account/confirm?token={}", *secret);
    assert!(letter.text.contains(&link), "{}", letter.text);
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    assert_eq!(app.count("mail", "sent_at IS NOT NULL", vec![]).await, 1);
}

#[tokio::test]
async fn a_mail_whose_link_was_used_or_is_over_is_not_sent() {
    let app = TestApp::new().await;
    let used = token(&app, Purpose::ResetPassword).await;
    write(&app, MailKind::ResetPassword, "en", Some(used)).await;
    let txn = app.app.db.begin_write().await.unwrap();
    let now = app.app.env.now();
    storage::mailed_tokens::mark_used(&txn, used, now)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    let old = token(&app, Purpose::ResetPassword).await;
    write(&app, MailKind::ResetPassword, "en", Some(old)).await;
    app.clock.advance(Duration::hours(24));
    assert!(app.mails().await.is_empty());
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_mail_in_a_language_that_is_not_there_is_in_english() {
    let app = TestApp::new().await;
    write(
        &app,
        MailKind::PasswordChanged,
        "tlh-Latn-KX-x-klingon",
        None,
    )
    .await;
    write(&app, MailKind::PasswordChanged, "de-CH", None).await;
    let mails = app.mails().await;
    let languages: Vec<&str> = mails.iter().map(|mail| mail.language.as_str()).collect();
    assert_eq!(languages, ["en", "de"]);
}

#[tokio::test]
async fn mails_and_their_tokens_are_forgotten_after_a_month() {
    let app = TestApp::new().await;
    let id = token(&app, Purpose::SignIn).await;
    write(&app, MailKind::SignIn, "en", Some(id)).await;
    run(&app).await;
    app.clock.advance(Duration::days(30));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("mail", "1 = 1", vec![]).await, 1);
    app.clock.advance(Duration::hours(25));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("mail", "1 = 1", vec![]).await, 0);
    assert_eq!(app.count("mailed_token", "1 = 1", vec![]).await, 0);
}
