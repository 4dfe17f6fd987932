//! Roles by invitation: whoever proves the address has one, and nobody else.
mod accepting;
mod inviting;

use crate::support::{Answer, Client, TestApp};
use chrono::Duration;
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::Secret,
    },
    mailer::Letter,
};
use serde_json::{Value, json};

const INVITE: &str = "mutation($input: InviteMemberInput!) { inviteMember(input: $input) {
    invitation { id email role locale invitedBy { displayName } createdAt expiresAt } } }";
const WITHDRAW: &str = "mutation($input: WithdrawInvitationInput!) {
    withdrawInvitation(input: $input) {
        withdrawnInvitationId site { invitations { totalCount } } } }";
const LIST: &str = "query($first: Int, $after: String) { site(key: \"history\") {
    invitations(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
        nodes { id email role locale invitedBy { displayName } createdAt expiresAt } } } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    viewer { role } secondFactor { challenge } } }";
const FINISH: &str = "mutation($input: FinishSignInInput!) { finishSignIn(input: $input) {
    viewer { role } } }";
const ASK_MAIL: &str = "mutation($input: RequestSignInMailInput!) {
    requestSignInMail(input: $input) { requestToken } }";
const WITH_MAIL: &str = "mutation($input: SignInWithMailInput!) { signInWithMail(input: $input) {
    viewer { role } } }";
const SIGN_UP: &str = "mutation($input: SignUpInput!) { signUp(input: $input) { requestToken } }";
const CONFIRM: &str = "mutation($input: ConfirmSignUpInput!) { confirmSignUp(input: $input) {
    viewer { role } } }";

const NINA: &str = "nina@example.org";
const PASSWORD: &str = "orchard-violin-1742";

pub(crate) async fn invite(admin: &Client, email: &str, role: &str) -> Answer {
    invite_with(admin, json!({ "email": email, "role": role })).await
}

async fn invite_with(admin: &Client, mut input: Value) -> Answer {
    input["site"] = "history".into();
    admin.send(INVITE, input).await
}

async fn withdraw(admin: &Client, id: &str) -> Answer {
    admin.send(WITHDRAW, json!({ "invitationId": id })).await
}

/// An account with [`PASSWORD`] that has proved its address and is a member nowhere.
async fn account(app: &TestApp, email: &str) {
    let new = NewAccount {
        email: email.to_owned(),
        display_name: "Nina".to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: None,
    };
    accounts::create(&app.app, new).await.unwrap();
}

async fn sign_in(client: &Client, site: &str, email: &str) -> Answer {
    let input = json!({ "site": site, "email": email, "password": PASSWORD });
    client.send(SIGN_IN, input).await
}

/// The role in a session that is begun now.
async fn comes(app: &TestApp, email: &str) -> String {
    app.clock.advance(Duration::seconds(20));
    let answer = sign_in(&app.anonymous(), "history", email).await;
    answer.text("/signIn/viewer/role")
}

/// Somebody is asked for the second factor, and gives it.
async fn gives_code(app: &TestApp, challenge: &str, code: &str) -> String {
    let input = json!({ "challenge": challenge, "code": code });
    let answer = app.anonymous().send(FINISH, input).await;
    answer.text("/finishSignIn/viewer/role")
}

async fn open(app: &TestApp) -> i64 {
    let condition = "accepted_at IS NULL AND ended_at IS NULL";
    app.count("invitation", condition, vec![]).await
}

/// How many the site's admins see.
async fn listed(admin: &Client) -> i64 {
    let found = admin.run(LIST, json!({ "first": 1 })).await;
    found.number("/site/invitations/totalCount")
}

async fn logged(app: &TestApp, action: &str) -> i64 {
    let by_somebody = "action = $1 AND actor_id IS NOT NULL";
    app.count("log_entry", by_somebody, vec![action.into()])
        .await
}

/// The mail of a kind among those that were sent since the last time.
async fn letter(app: &TestApp, kind: &str) -> Letter {
    let mut mails = app.mails().await.into_iter();
    mails.find(|mail| mail.kind == kind).unwrap()
}
