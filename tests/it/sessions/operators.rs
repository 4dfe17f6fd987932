//! What the operator's `account create` does with accounts that are there already.
use super::PASSWORD;
use crate::support::TestApp;
use rejoinder::{
    domain::{
        Error,
        accounts::{self, NewAccount},
        credentials::Secret,
    },
    model::Role,
};
use serde_json::json;

const SIGN_UP: &str = "mutation($input: SignUpInput!) { signUp(input: $input) { next } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    accessToken viewer { email role claimableAuthors { displayName } } } }";
const VIEWER: &str = "{ viewer { role } }";

fn mo(password: Option<&str>, role: Option<Role>) -> NewAccount {
    NewAccount {
        email: "mo@example.org".to_owned(),
        display_name: "Mo".to_owned(),
        password: password.map(Secret::new),
        site: Some(("history".to_owned(), role)),
    }
}

/// Anybody can sign up with an address that is not theirs.
#[tokio::test]
async fn whoever_signed_up_with_an_address_first_does_not_get_its_role() {
    let app = TestApp::without_mail().await;
    let mut squatter = app.anonymous();
    let (site, email) = ("history", "mo@example.org");
    let sign_up = json!({ "site": site, "email": email, "password": PASSWORD, "displayName": "X" });
    squatter.send(SIGN_UP, sign_up).await.at("/signUp");
    let sign_in = json!({ "site": site, "email": email, "password": PASSWORD });
    let session = squatter.send(SIGN_IN, sign_in.clone()).await;
    squatter.access = Some(session.text("/signIn/accessToken"));

    let refused = accounts::create(&app.app, mo(None, Some(Role::Moderator))).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));

    let own = "nine slow tortoises";
    accounts::create(&app.app, mo(Some(own), Some(Role::Moderator)))
        .await
        .unwrap();
    assert_eq!(
        squatter.run(VIEWER, json!({})).await.reason(),
        "SESSION_ENDED"
    );
    assert_eq!(
        app.anonymous().send(SIGN_IN, sign_in).await.reason(),
        "WRONG_CREDENTIALS"
    );
    let owner = json!({ "site": site, "email": email, "password": own });
    let owner = app.anonymous().send(SIGN_IN, owner).await;
    assert_eq!(owner.text("/signIn/viewer/role"), "MODERATOR");
    assert_eq!(owner.at("/signIn/viewer/claimableAuthors"), &json!([]));
}

#[tokio::test]
async fn a_new_password_leaves_the_role_and_the_last_admin_stays_one() {
    let app = TestApp::new().await;
    let password = "nine slow tortoises";
    accounts::create(&app.app, mo(Some(password), Some(Role::Admin)))
        .await
        .unwrap();
    let again = accounts::create(&app.app, mo(Some(password), None))
        .await
        .unwrap();
    assert_eq!(again.member.unwrap().role, Role::Admin);
    let refused = accounts::create(&app.app, mo(None, Some(Role::Commenter))).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    app.admin("Ida").await;
    let lowered = accounts::create(&app.app, mo(None, Some(Role::Commenter)))
        .await
        .unwrap();
    assert_eq!(lowered.member.unwrap().role, Role::Commenter);
}
