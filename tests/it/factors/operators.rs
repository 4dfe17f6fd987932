//! The operator's help for a lost telephone.
use super::{App, VIEWER, add_passkey, arrived, sign_in};
use crate::support::TestApp;
use rejoinder::domain::{Error, factors};
use serde_json::json;

#[tokio::test]
async fn a_reset_takes_every_factor_and_ends_every_session() {
    let app = TestApp::secure().await;
    let (ana, email) = arrived(&app, "Ana").await;
    App::set_up(&app, &ana).await;
    add_passkey(&ana, 1).await.1.at("/addPasskey");
    factors::reset(&app.app, " Ana@Example.org").await.unwrap();
    assert_eq!(ana.run(VIEWER, json!({})).await.reason(), "SESSION_ENDED");
    for table in ["totp", "recovery_code", "passkey"] {
        assert_eq!(
            app.count(table, "account_id IS NOT NULL", vec![]).await,
            0,
            "{table}"
        );
    }
    let answer = sign_in(&app.anonymous(), &email).await;
    assert!(answer.at("/signIn/accessToken").is_string());
    let told = "details LIKE '%RESET%' AND recipient = 'ana@example.org'";
    assert_eq!(app.count("mail", told, vec![]).await, 1);
}

#[tokio::test]
async fn a_reset_of_nobodys_account_says_so() {
    let app = TestApp::new().await;
    let absent = factors::reset(&app.app, "nobody@example.org").await;
    assert!(matches!(absent, Err(Error::NotFound)));
    let wrong = factors::reset(&app.app, "nobody").await;
    assert!(matches!(wrong, Err(Error::Invalid(_))));
}
