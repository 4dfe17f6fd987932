//! A site demands a second factor of its moderators.
use super::{App, VIEWER, challenge, finish, holding, sign_in};
use crate::support::{Answer, Client, TestApp};
use chrono::Duration;
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::Secret,
    },
    model::{Role, SessionKind},
};
use serde_json::json;

const UPDATE: &str = "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) {
    site { waysIn { secondFactorForStaff } }
} }";
const QUEUE: &str = "{ site(key: \"history\") { queue(kind: PENDING) { totalCount } } }";

async fn demand(admin: &Client, demanded: bool) -> Answer {
    let input = json!({ "site": "history", "secondFactorForStaff": demanded });
    admin.send(UPDATE, input).await
}

/// An account with a password and a role, signed in.
async fn staff(app: &TestApp, name: &str, role: Role) -> (Client, String) {
    let email = format!("{}@example.org", name.to_lowercase());
    let new = NewAccount {
        email: email.clone(),
        display_name: name.to_owned(),
        password: Some(Secret::new(super::PASSWORD)),
        site: Some(("history".to_owned(), Some(role))),
    };
    accounts::create(&app.app, new).await.unwrap();
    let answer = sign_in(&app.anonymous(), &email).await;
    (holding(&app.anonymous(), &answer, "signIn"), email)
}

async fn role(client: &Client) -> (String, bool) {
    let viewer = client.run(VIEWER, json!({})).await;
    let demanded = viewer.at("/viewer/secondFactorDemanded").as_bool().unwrap();
    (viewer.text("/viewer/role"), demanded)
}

fn is(role: &str, demanded: bool) -> (String, bool) {
    (role.to_owned(), demanded)
}

/// Nobody meets the demand with a factor that they have no more.
#[tokio::test]
async fn a_factor_that_was_removed_was_not_given() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    App::set_up(&app, &ada).await;
    demand(&ada, true).await.at("/updateWaysIn");
    let (mo, _) = staff(&app, "Mo", Role::Moderator).await;
    App::set_up(&app, &mo).await;
    assert_eq!(role(&mo).await, is("MODERATOR", false));

    mo.run(super::REMOVE_TOTP, json!({}))
        .await
        .at("/removeTotp");
    assert_eq!(role(&mo).await, is("COMMENTER", true));
    let refusal = mo.run(QUEUE, json!({})).await;
    assert_eq!(refusal.reason(), "SECOND_FACTOR_MISSING");
    // Another one counts again.
    App::set_up(&app, &mo).await;
    assert_eq!(role(&mo).await, is("MODERATOR", false));
}

/// The last way in is not closed by accident.
#[tokio::test]
async fn one_way_in_stays_open() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    let close = |input: serde_json::Value| {
        let ada = ada.clone();
        async move { ada.send(UPDATE, input).await }
    };
    let both = json!({ "site": "history", "password": false, "mail": false });
    assert_eq!(close(both).await.reason(), "LAST_WAY_IN");
    let one = json!({ "site": "history", "password": false });
    close(one).await.at("/updateWaysIn");
    let other = json!({ "site": "history", "mail": false });
    assert_eq!(close(other).await.reason(), "LAST_WAY_IN");
}

#[tokio::test]
async fn it_acts_at_the_very_next_request_and_until_a_factor_is_given() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    App::set_up(&app, &ada).await;
    let (mo, email) = staff(&app, "Mo", Role::Moderator).await;
    let ana = app.reader("Ana").await;
    mo.run(QUEUE, json!({})).await.at("/site/queue/totalCount");

    demand(&ada, true).await.at("/updateWaysIn");
    assert_eq!(role(&mo).await, is("COMMENTER", true));
    assert_eq!(role(&mo.on(app.node().await)).await, is("COMMENTER", true));
    let refusal = mo.run(QUEUE, json!({})).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("FORBIDDEN", "SECOND_FACTOR_MISSING")
    );
    assert_eq!(role(&ada).await, is("ADMIN", false));
    assert_eq!(role(&ana).await, is("COMMENTER", false));
    // Signing in again with the password alone gives no more.
    let answer = sign_in(&app.anonymous(), &email).await;
    let weak = holding(&app.anonymous(), &answer, "signIn");
    assert_eq!(role(&weak).await, is("COMMENTER", true));

    // The factor that is set up in a session is given in it.
    let given = App::set_up(&app, &mo).await;
    assert_eq!(role(&mo).await, is("MODERATOR", false));
    mo.run(QUEUE, json!({})).await.at("/site/queue/totalCount");
    assert_eq!(role(&weak).await, is("COMMENTER", true));
    app.clock.advance(Duration::minutes(1));
    let asked = challenge(&app.anonymous(), &email).await;
    let answer = finish(&app.anonymous(), &asked, &given.code(&app, 0)).await;
    assert_eq!(answer.text("/finishSignIn/viewer/role"), "MODERATOR");

    demand(&ada, false).await.at("/updateWaysIn");
    assert_eq!(role(&weak).await, is("MODERATOR", false));
}

#[tokio::test]
async fn an_admin_without_one_does_not_lock_themselves_out() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    let refusal = demand(&ada, true).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("FORBIDDEN", "SECOND_FACTOR_MISSING")
    );
    assert_eq!(role(&ada).await, is("ADMIN", false));
    App::set_up(&app, &ada).await;
    demand(&ada, true).await.at("/updateWaysIn");
    assert_eq!(role(&ada).await, is("ADMIN", false));
}

#[tokio::test]
async fn one_site_demands_it_and_another_does_not() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    App::set_up(&app, &ada).await;
    demand(&ada, true).await.at("/updateWaysIn");
    let politics = app.other_site("politics").await;
    let pia = app.signed_in(&politics, "Pia", Role::Moderator).await;
    assert_eq!(role(&pia).await, is("MODERATOR", false));
}

#[tokio::test]
async fn an_embed_is_a_commenters_with_or_without_it() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    App::set_up(&app, &ada).await;
    demand(&ada, true).await.at("/updateWaysIn");
    let mo = app
        .session(&app.site, "Mo", Role::Moderator, SessionKind::Embedded)
        .await;
    assert_eq!(role(&mo).await, is("COMMENTER", false));
}

#[tokio::test]
async fn the_answer_of_signing_in_and_of_refreshing_says_so() {
    let app = TestApp::new().await;
    let (ada, _) = staff(&app, "Ada", Role::Admin).await;
    App::set_up(&app, &ada).await;
    demand(&ada, true).await.at("/updateWaysIn");
    let (mo, email) = staff(&app, "Mo", Role::Moderator).await;
    let told = "viewer { role secondFactorDemanded }";
    let sign_in =
        format!("mutation($input: SignInInput!) {{ signIn(input: $input) {{ {told} }} }}");
    let input = json!({ "site": "history", "email": email, "password": super::PASSWORD });
    let answer = app.anonymous().send(&sign_in, input).await;
    let refresh = format!(
        "mutation($input: RefreshSessionInput!) {{ refreshSession(input: $input) {{ {told} }} }}"
    );
    let input = json!({ "refreshToken": mo.refresh });
    let refreshed = app.anonymous().send(&refresh, input).await;
    for viewer in [
        answer.at("/signIn/viewer"),
        refreshed.at("/refreshSession/viewer"),
    ] {
        assert_eq!(
            viewer,
            &json!({ "role": "COMMENTER", "secondFactorDemanded": true })
        );
    }
}
