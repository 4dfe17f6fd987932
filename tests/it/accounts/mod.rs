//! Accounts: proving an address, passwords, another address, and the pages that mails lead to.
mod emails;
mod kept;
mod mail_sign_in;
mod on_their_way;
mod pages;
mod pages_of_others;
mod passwords;
mod secrecy;
mod sign_up;
mod taken_over;
mod twice;

use crate::support::{Answer, Client, TestApp};
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use rejoinder::domain::{
    accounts::{self, NewAccount},
    credentials::Secret,
};
use serde_json::{Value, json};
use tower::ServiceExt;

const SIGN_UP: &str =
    "mutation($input: SignUpInput!) { signUp(input: $input) { next requestToken } }";
const CONFIRM_SIGN_UP: &str =
    "mutation($input: ConfirmSignUpInput!) { confirmSignUp(input: $input) {
    accessToken refreshToken viewer { email author { displayName } }
} }";
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    accessToken refreshToken viewer { email author { displayName } }
} }";
const ASK_MAIL: &str = "mutation($input: RequestSignInMailInput!) { requestSignInMail(input: $input) { requestToken } }";
const WITH_MAIL: &str = "mutation($input: SignInWithMailInput!) { signInWithMail(input: $input) {
    accessToken refreshToken viewer { email author { displayName } }
} }";
const ASK_RESET: &str =
    "mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { sent } }";
const RESET: &str =
    "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { reset } }";
const CHANGE_PASSWORD: &str =
    "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { changed } }";
const CHANGE_EMAIL: &str =
    "mutation($input: ChangeEmailInput!) { changeEmail(input: $input) { requested requestToken } }";
const CONFIRM_EMAIL: &str =
    "mutation($input: ConfirmEmailInput!) { confirmEmail(input: $input) { state } }";
const CONFIRM_BY_CODE: &str =
    "mutation($input: ConfirmEmailByCodeInput!) { confirmEmailByCode(input: $input) { state } }";
const VERIFY: &str = "mutation($input: RequestVerificationInput!) { requestVerification(input: $input) { sent requestToken } }";
const VIEWER: &str = "{ viewer { email } }";

/// Of a browser that is known again.
const BROWSER: &str = "rejoinder-browser=0123456789012345678901234567890123456789abc";

const ANA: &str = "ana@example.org";
const PASSWORD: &str = "orchard-violin-1742";
const OTHER_PASSWORD: &str = "lantern-meadow-3986";

/// An account with [`PASSWORD`] and a proved address.
async fn account(app: &TestApp, email: &str, name: &str) {
    let new = NewAccount {
        email: email.to_owned(),
        display_name: name.to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: None,
    };
    accounts::create(&app.app, new).await.unwrap();
}

fn new_account(email: &str, password: &str, name: &str) -> Value {
    json!({ "site": "history", "email": email, "password": password, "displayName": name })
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    let input = json!({ "site": "history", "email": email, "password": password });
    app.anonymous().send(SIGN_IN, input).await
}

/// A client that is signed in with a password.
async fn signed_in(app: &TestApp, email: &str, password: &str) -> Client {
    let answer = sign_in(app, email, password).await;
    Client {
        access: Some(answer.text("/signIn/accessToken")),
        refresh: Some(answer.text("/signIn/refreshToken")),
        ..app.anonymous()
    }
}

/// The request's token, for an address.
async fn ask_mail(app: &TestApp, email: &str) -> String {
    let input = json!({ "site": "history", "email": email });
    let answer = app.anonymous().send(ASK_MAIL, input).await;
    answer.text("/requestSignInMail/requestToken")
}

struct Shown {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

async fn fetch(router: Router, request: Request<Body>) -> Shown {
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Shown {
        status: parts.status,
        headers: parts.headers,
        html: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// Looks at a page, as mail scanners do too.
async fn look(app: &TestApp, path: &str, token: &str) -> Shown {
    let uri = format!("{path}?token={token}");
    fetch(app.router(), Request::get(uri).body(Body::empty()).unwrap()).await
}

/// Sends a page's form as a browser does, with the browser's cookie.
async fn press(app: &TestApp, path: &str, (token, more): (&str, &str), cookie: &str) -> Shown {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header(header::ORIGIN, "null")
        .header(header::COOKIE, cookie)
        .body(Body::from(format!("token={token}{more}")))
        .unwrap();
    fetch(app.router(), request).await
}
