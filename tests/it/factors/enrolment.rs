//! Setting second factors up and taking them away: who may, when, and what follows.
use super::{
    ADD_PASSKEY, App, BEGIN_PASSKEY, BEGIN_TOTP, CONFIRM_TOTP, NEW_CODES, REMOVE_TOTP, VIEWER,
    add_passkey, arrived, challenge, finish, holding, sign_in,
};
use crate::support::{Authenticator, Client, ORIGIN, SECURE_ORIGIN, TestApp};
use chrono::Duration;
use rejoinder::model::{Role, SessionKind};
use serde_json::{Value, json};

#[tokio::test]
async fn the_app_is_told_its_secret_in_three_ways() {
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    let begun = ana.run(BEGIN_TOTP, json!({})).await;
    let secret = begun.text("/beginTotp/secret");
    assert_eq!(secret.len(), 32);
    let uri = begun.text("/beginTotp/uri");
    let start = "otpauth://totp/comments.test:ana%40example.org?";
    assert!(uri.starts_with(start) && uri.contains(&secret), "{uri}");
    let picture = begun.text("/beginTotp/qrCode");
    assert!(picture.contains("<svg") && !picture.contains(&secret));
    // Nothing is asked for until the app has shown that it has it.
    let viewer = ana.run(VIEWER, json!({})).await;
    assert_eq!(viewer.at("/viewer/secondFactor/totp"), &json!(false));
    let answer = sign_in(&app.anonymous(), "ana@example.org").await;
    assert!(answer.at("/signIn/accessToken").is_string());
}

#[tokio::test]
async fn a_wrong_first_code_sets_nothing_up_and_ten_minutes_end_it() {
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    let confirm = json!({ "code": "123456" });
    let refusal = ana.send(CONFIRM_TOTP, confirm.clone()).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    let begun = ana.run(BEGIN_TOTP, json!({})).await;
    let secret = begun.text("/beginTotp/secret");
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let this = App {
        secret: secret.as_bytes().to_vec(),
        recovery_codes: vec![],
    };
    for code in [
        this.wrong(&app),
        String::new(),
        "\u{7f}".to_owned(),
        "9".repeat(5_000),
    ] {
        let refusal = ana.send(CONFIRM_TOTP, json!({ "code": code })).await;
        assert_eq!(refusal.reason(), "WRONG_CODE", "{code:.20}");
    }
    app.clock.advance(Duration::minutes(9));
    let late = json!({ "code": this.code(&app, 2) });
    app.clock.advance(Duration::minutes(1));
    let ana = again(&app, &ana).await;
    assert_eq!(
        ana.send(CONFIRM_TOTP, late).await.reason(),
        "CHALLENGE_OVER"
    );
}

/// The same session, with an access token of this moment.
async fn again(app: &TestApp, client: &Client) -> Client {
    let nobody = app.anonymous();
    let refresh = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) {
        accessToken refreshToken
    } }";
    let input = json!({ "refreshToken": client.refresh });
    let answer = nobody.send(refresh, input).await;
    holding(&nobody, &answer, "refreshSession")
}

#[tokio::test]
async fn an_old_sign_in_changes_nothing_until_one_signs_in_again() {
    let app = TestApp::secure().await;
    let (ana, _) = arrived(&app, "Ana").await;
    app.clock.advance(Duration::minutes(10));
    let ana = again(&app, &ana).await;
    for mutation in [BEGIN_TOTP, BEGIN_PASSKEY, REMOVE_TOTP, NEW_CODES] {
        let refusal = ana.run(mutation, json!({})).await;
        assert_eq!(
            (refusal.code(), refusal.reason()),
            ("FORBIDDEN", "SIGN_IN_AGAIN")
        );
    }
    let fresh = sign_in(&app.anonymous(), "ana@example.org").await;
    let fresh = holding(&app.anonymous(), &fresh, "signIn");
    fresh.run(BEGIN_TOTP, json!({})).await.at("/beginTotp");
}

#[tokio::test]
async fn a_password_alone_changes_nothing_once_there_is_a_factor() {
    let app = TestApp::secure().await;
    let (thief, email) = arrived(&app, "Ana").await;
    let owner = sign_in(&app.anonymous(), &email).await;
    let owner = holding(&app.anonymous(), &owner, "signIn");
    App::set_up(&app, &owner).await;
    for mutation in [REMOVE_TOTP, NEW_CODES, BEGIN_PASSKEY] {
        let refusal = thief.run(mutation, json!({})).await;
        assert_eq!(refusal.reason(), "SIGN_IN_AGAIN", "{mutation}");
    }
    owner
        .run(NEW_CODES, json!({}))
        .await
        .at("/newRecoveryCodes");
}

/// A site's admins choose which providers and keys it believes: what those say must not reach what
/// the account is on other sites.
#[tokio::test]
async fn a_session_on_anothers_word_neither_sees_nor_changes_factors() {
    let app = TestApp::secure().await;
    let (ana, _) = arrived(&app, "Ana").await;
    app.execute("UPDATE session SET proved_at = NULL", vec![])
        .await;
    for mutation in [BEGIN_TOTP, BEGIN_PASSKEY, REMOVE_TOTP, NEW_CODES] {
        let refusal = ana.run(mutation, json!({})).await;
        assert_eq!(refusal.reason(), "SIGN_IN_AGAIN", "{mutation}");
    }
    let viewer = ana.run(VIEWER, json!({})).await;
    assert!(viewer.at("/viewer/secondFactor").is_null());
    assert!(has_password(&ana).await.is_null());
}

async fn has_password(client: &Client) -> Value {
    let viewer = client.run("{ viewer { hasPassword } }", json!({})).await;
    viewer.at("/viewer/hasPassword").clone()
}

#[tokio::test]
async fn whoever_has_come_by_themselves_learns_whether_they_have_a_password() {
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    assert_eq!(has_password(&ana).await, json!(true));
    app.execute("UPDATE account SET password_hash = NULL", vec![])
        .await;
    assert_eq!(has_password(&ana).await, json!(false));
}

#[tokio::test]
async fn embeds_and_foreign_pages_neither_see_nor_change_factors() {
    let app = TestApp::secure().await;
    let embedded = app
        .session(&app.site, "Ana", Role::Commenter, SessionKind::Embedded)
        .await;
    let direct = app.reader("Bea").await;
    let clients = [
        embedded.clone(),
        embedded.at_page(SECURE_ORIGIN),
        direct.at_page(ORIGIN),
        direct.at_page("null"),
    ];
    for client in clients {
        for mutation in [BEGIN_TOTP, BEGIN_PASSKEY, REMOVE_TOTP, NEW_CODES] {
            let refusal = client.run(mutation, json!({})).await;
            assert_eq!(
                (refusal.code(), refusal.reason()),
                ("FORBIDDEN", "OWN_PAGES_ONLY")
            );
        }
    }
    let viewer = embedded.run(VIEWER, json!({})).await;
    assert!(viewer.at("/viewer/secondFactor").is_null());
    let own = direct.at_page(SECURE_ORIGIN);
    own.run(BEGIN_TOTP, json!({})).await.at("/beginTotp");
}

#[tokio::test]
async fn setting_up_ends_no_session_and_removing_the_last_factor_ends_the_others() {
    let app = TestApp::secure().await;
    let (other, email) = arrived(&app, "Ana").await;
    let owner = sign_in(&app.anonymous(), &email).await;
    let owner = holding(&app.anonymous(), &owner, "signIn");
    let given = App::set_up(&app, &owner).await;
    let (_, added) = add_passkey(&owner, 1).await;
    assert!(added.at("/addPasskey/recoveryCodes").is_null());
    other.run(VIEWER, json!({})).await.at("/viewer");

    // One of two: nothing ends.
    owner.run(REMOVE_TOTP, json!({})).await.at("/removeTotp");
    other.run(VIEWER, json!({})).await.at("/viewer");
    let asked = challenge(&app.anonymous(), &email).await;

    let remove = json!({ "passkeyId": added.text("/addPasskey/passkey/id") });
    let removed = owner.send(super::REMOVE_PASSKEY, remove.clone()).await;
    assert_eq!(
        removed.text("/removePasskey/removedPasskeyId"),
        remove["passkeyId"].as_str().unwrap()
    );
    let refusal = other.run(VIEWER, json!({})).await;
    assert_eq!(refusal.reason(), "SESSION_ENDED");
    let viewer = owner.run(VIEWER, json!({})).await;
    assert_eq!(viewer.number("/viewer/secondFactor/recoveryCodesLeft"), 0);
    // What was asked before is asked no more, and nothing is asked from now on.
    let refusal = finish(&app.anonymous(), &asked, &given.recovery_codes[0]).await;
    assert_eq!(refusal.reason(), "CHALLENGE_OVER");
    let answer = sign_in(&app.anonymous(), &email).await;
    assert!(answer.at("/signIn/accessToken").is_string());
    let again = owner.send(super::REMOVE_PASSKEY, remove).await;
    assert_eq!(again.code(), "NOT_FOUND");
}

#[tokio::test]
async fn an_app_that_is_set_up_is_removed_before_another() {
    let app = TestApp::new().await;
    let (ana, _) = arrived(&app, "Ana").await;
    App::set_up(&app, &ana).await;
    let refusal = ana.run(BEGIN_TOTP, json!({})).await;
    assert_eq!(refusal.reason(), "NOTHING_TO_DO");
    let refusal = ana.send(CONFIRM_TOTP, json!({ "code": "123456" })).await;
    assert_eq!(refusal.reason(), "NOTHING_TO_DO");
    ana.run(REMOVE_TOTP, json!({})).await.at("/removeTotp");
    let refusal = ana.run(REMOVE_TOTP, json!({})).await;
    assert_eq!(refusal.reason(), "NOTHING_TO_DO");
    let again = App::set_up(&app, &ana).await;
    assert_eq!(again.recovery_codes.len(), 10);
}

#[tokio::test]
async fn the_owner_hears_of_every_change_by_mail() {
    let app = TestApp::secure().await;
    let (ana, _) = arrived(&app, "Ana").await;
    App::set_up(&app, &ana).await;
    let (_, added) = add_passkey(&ana, 1).await;
    ana.run(NEW_CODES, json!({})).await.at("/newRecoveryCodes");
    let remove = json!({ "passkeyId": added.text("/addPasskey/passkey/id") });
    ana.send(super::REMOVE_PASSKEY, remove)
        .await
        .at("/removePasskey");
    ana.run(REMOVE_TOTP, json!({})).await.at("/removeTotp");
    for change in [
        "TOTP_ADDED",
        "PASSKEY_ADDED",
        "RECOVERY_CODES_RENEWED",
        "PASSKEY_REMOVED",
        "TOTP_REMOVED",
    ] {
        let told = format!(
            "kind = 'second_factor_changed' AND recipient = 'ana@example.org' \
             AND details = '{{\"change\":\"{change}\"}}'"
        );
        assert_eq!(app.count("mail", &told, vec![]).await, 1, "{change}");
    }
    assert_eq!(app.count("job", "kind = 'mail'", vec![]).await, 5);
}

#[tokio::test]
async fn what_was_begun_before_another_factor_was_set_up_needs_that_one() {
    let app = TestApp::secure().await;
    // Somebody who has found out the password, and the owner.
    let (thief, email) = arrived(&app, "Ana").await;
    let answer = sign_in(&app.anonymous(), &email).await;
    let owner = holding(&app.anonymous(), &answer, "signIn");
    let options = thief.run(BEGIN_PASSKEY, json!({})).await;
    let credential =
        Authenticator::new(5, SECURE_ORIGIN).register(&options.text("/beginPasskey/options"));
    App::set_up(&app, &owner).await;
    let input = json!({ "credential": credential, "name": "Thief's" });
    let refusal = thief.send(ADD_PASSKEY, input).await;
    assert_eq!(refusal.reason(), "SIGN_IN_AGAIN");
    assert_eq!(app.count("passkey", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn an_app_that_was_begun_before_a_passkey_was_added_needs_the_passkey() {
    let app = TestApp::secure().await;
    let (thief, email) = arrived(&app, "Ana").await;
    let answer = sign_in(&app.anonymous(), &email).await;
    let owner = holding(&app.anonymous(), &answer, "signIn");
    let begun = thief.run(BEGIN_TOTP, json!({})).await;
    let secret = begun.text("/beginTotp/secret");
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let this = App {
        secret: secret.as_bytes().to_vec(),
        recovery_codes: vec![],
    };
    add_passkey(&owner, 5).await.1.at("/addPasskey");
    let input = json!({ "code": this.code(&app, 0) });
    let refusal = thief.send(CONFIRM_TOTP, input).await;
    assert_eq!(refusal.reason(), "SIGN_IN_AGAIN");
}
