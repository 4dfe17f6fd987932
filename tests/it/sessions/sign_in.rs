//! Signing in and out.
use super::{PASSWORD, SIGN_IN, SIGN_OUT, VIEWER, account, credentials, holding, sign_in};
use crate::support::TestApp;
use axum::http::StatusCode;
use chrono::{DateTime, Duration, Utc};
use rejoinder::domain::credentials::{access_token, password::SHORTEST};
use serde_json::json;

#[tokio::test]
async fn the_right_password_begins_a_session() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let answer = sign_in(&app.anonymous(), &email, PASSWORD).await;
    assert_eq!(answer.text("/signIn/viewer/email"), email);
    let expires: DateTime<Utc> = answer.text("/signIn/expiresAt").parse().unwrap();
    assert_eq!(expires, app.app.env.now() + access_token::TTL);

    let ana = holding(&app.anonymous(), &answer, "signIn");
    let viewer = ana.run(VIEWER, json!({})).await;
    assert_eq!(viewer.text("/viewer/author/displayName"), "Ana");
}

#[tokio::test]
async fn the_address_may_be_typed_in_any_case() {
    let app = TestApp::new().await;
    account(&app, "Ana").await;
    let answer = sign_in(&app.anonymous(), " ANA@Example.ORG ", PASSWORD).await;
    assert_eq!(answer.text("/signIn/viewer/email"), "ana@example.org");
}

#[tokio::test]
async fn a_password_counts_to_the_letter() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    for wrong in [
        "",
        "Orchard-violin-1742",
        "orchard-violin-1742 ",
        "orchard-violin-174",
        &PASSWORD[..SHORTEST],
    ] {
        let refusal = sign_in(&app.anonymous(), &email, wrong).await;
        assert_eq!(refusal.reason(), "WRONG_CREDENTIALS", "{wrong}");
    }
}

/// Unknown address, wrong password, an account that has none: nobody learns which.
#[tokio::test]
async fn refusals_do_not_tell_who_has_an_account() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    app.reader("Bea").await;
    let client = app.anonymous();

    let mut bodies = Vec::new();
    for email in [email.as_str(), "nobody@example.org", "bea@example.org"] {
        let hashed = app.app.passwords.computed();
        let statements = app.app.db.statements();
        let refusal = sign_in(&client, email, "a wrong password").await;
        assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
        bodies.push((
            refusal.text,
            app.app.passwords.computed() - hashed,
            app.app.db.statements() - statements,
        ));
    }
    assert_eq!(bodies[0].1, 1, "one hash for each try");
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0], bodies[2]);
}

#[tokio::test]
async fn the_first_sign_in_on_another_site_joins_it() {
    let app = TestApp::new().await;
    app.other_site("politics").await;
    let email = account(&app, "Ana").await;
    let input = json!({ "site": "politics", "email": email, "password": PASSWORD });

    let first = app.anonymous().send(SIGN_IN, input.clone()).await;
    assert_eq!(first.text("/signIn/viewer/site/key"), "politics");
    assert_eq!(first.text("/signIn/viewer/role"), "COMMENTER");

    let id = "{ viewer { author { id } } }";
    let ana = holding(&app.anonymous(), &first, "signIn");
    let author = ana.run(id, json!({})).await.text("/viewer/author/id");
    let again = app.anonymous().send(SIGN_IN, input).await;
    let ana = holding(&app.anonymous(), &again, "signIn");
    assert_eq!(
        ana.run(id, json!({})).await.text("/viewer/author/id"),
        author
    );
}

#[tokio::test]
async fn a_moderator_of_one_site_joins_another_as_a_commenter() {
    let app = TestApp::new().await;
    app.other_site("politics").await;
    let email = account(&app, "Mo").await;
    app.moderator("Mo").await;
    let input = json!({ "site": "politics", "email": email, "password": PASSWORD });
    let answer = app.anonymous().send(SIGN_IN, input).await;
    assert_eq!(answer.text("/signIn/viewer/role"), "COMMENTER");
}

#[tokio::test]
async fn a_site_that_is_not_there_has_no_door() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let hashed = app.app.passwords.computed();
    let input = json!({ "site": "absent", "email": email, "password": PASSWORD });
    let refusal = app.anonymous().send(SIGN_IN, input).await;
    assert_eq!(refusal.code(), "NOT_FOUND");
    assert_eq!(app.app.passwords.computed(), hashed);
}

#[tokio::test]
async fn signing_out_ends_the_session_that_asks_and_no_other() {
    let app = TestApp::new().await;
    let (here, there) = (app.reader("Ana").await, app.reader("Ana").await);
    let answer = here.send(SIGN_OUT, json!({})).await;
    assert_eq!(answer.at("/signOut/signedOut"), true);

    let refusal = here.run(VIEWER, json!({})).await;
    assert_eq!(refusal.status, StatusCode::UNAUTHORIZED);
    assert_eq!(refusal.reason(), "SESSION_ENDED");
    there.run(VIEWER, json!({})).await.at("/viewer/email");
}

#[tokio::test]
async fn a_refresh_token_alone_signs_out() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let input = json!({ "refreshToken": ana.refresh });
    app.anonymous()
        .send(SIGN_OUT, input.clone())
        .await
        .at("/signOut");
    assert_eq!(ana.run(VIEWER, json!({})).await.reason(), "SESSION_ENDED");
    // Again, and with what was never a token: it is done already.
    app.anonymous().send(SIGN_OUT, input).await.at("/signOut");
    let input = json!({ "refreshToken": "rjr_nonsense" });
    app.anonymous().send(SIGN_OUT, input).await.at("/signOut");
    let refusal = app.anonymous().send(SIGN_OUT, json!({})).await;
    assert_eq!(refusal.reason(), "SIGNED_OUT");
}

#[tokio::test]
async fn a_session_stays_ended_however_often_it_is_signed_out() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    ana.send(SIGN_OUT, json!({})).await.at("/signOut");
    app.clock.advance(Duration::days(1));
    let input = json!({ "refreshToken": ana.refresh });
    app.anonymous().send(SIGN_OUT, input).await.at("/signOut");
    assert_eq!(super::refresh(&ana).await.reason(), "SESSION_ENDED");
}

#[tokio::test]
async fn signing_in_writes_no_password_into_the_answer() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    for password in [PASSWORD, "a wrong password"] {
        let answer = app
            .anonymous()
            .send(SIGN_IN, credentials(&email, password))
            .await;
        assert!(!answer.text.contains(password), "{}", answer.text);
    }
}
