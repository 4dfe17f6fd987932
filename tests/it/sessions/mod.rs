//! Accounts and sessions: coming in, staying in, being kept out.
mod cookies;
mod forged_tokens;
mod keys;
mod limits;
mod moderating;
mod nodes;
mod operators;
mod origins;
mod own;
pub(crate) mod proof_of_work;
mod refresh;
mod revocation;
mod sign_in;
mod sign_up;
mod tokens;
mod window;

use crate::support::{Answer, Client, TestApp};
use axum::{
    Router,
    extract::{ConnectInfo, Request},
    middleware::map_request,
};
use rejoinder::domain::{
    accounts::{self, NewAccount},
    credentials::Secret,
};
use serde_json::{Value, json};
use std::net::SocketAddr;

const SIGN_UP: &str = "mutation($input: SignUpInput!) { signUp(input: $input) { next } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    accessToken expiresAt refreshToken viewer { email role author { displayName } site { key } }
} }";
const REFRESH: &str = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) {
    accessToken expiresAt refreshToken viewer { email role }
} }";
const SIGN_OUT: &str = "mutation($input: SignOutInput!) { signOut(input: $input) { signedOut } }";
const VIEWER: &str = "{ viewer { email role standing author { displayName } } }";
const POST: &str =
    "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id status } } }";

const PASSWORD: &str = "orchard-violin-1742";
const OTHER_PASSWORD: &str = "lantern-meadow-3986";

/// An account with [`PASSWORD`] and without a membership. Returns its e-mail address.
async fn account(app: &TestApp, name: &str) -> String {
    let email = format!("{}@example.org", name.to_lowercase());
    let new = NewAccount {
        email: email.clone(),
        display_name: name.to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: None,
    };
    accounts::create(&app.app, new).await.unwrap();
    email
}

fn credentials(email: &str, password: &str) -> Value {
    json!({ "site": "history", "email": email, "password": password })
}

async fn sign_in(client: &Client, email: &str, password: &str) -> Answer {
    client.send(SIGN_IN, credentials(email, password)).await
}

/// The client, with the tokens of an answer.
pub(crate) fn holding(client: &Client, answer: &Answer, mutation: &str) -> Client {
    Client {
        access: Some(answer.text(&format!("/{mutation}/accessToken"))),
        refresh: Some(answer.text(&format!("/{mutation}/refreshToken"))),
        ..client.clone()
    }
}

/// Without the access token, which may have expired: a request that carries one that has is
/// refused, whatever it asks for.
pub(crate) async fn refresh(client: &Client) -> Answer {
    let input = json!({ "refreshToken": client.refresh });
    let nobody = Client {
        access: None,
        ..client.clone()
    };
    nobody.send(REFRESH, input).await
}

/// A comment's input for `postComment`, on an episode that exists.
fn remark(site: &str, key: &str, body: &str) -> Value {
    json!({ "episode": { "site": site, "key": key }, "body": body })
}

/// Requests that reach the router from this address.
pub(crate) fn from_peer(router: Router, peer: &str) -> Router {
    let peer = ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 4711));
    router.layer(map_request(move |mut request: Request| async move {
        request.extensions_mut().insert(peer);
        request
    }))
}

/// Requests that say they were sent on for somebody else.
fn forwarded_for(router: Router, client: &str) -> Router {
    with_header(router, "x-forwarded-for", client)
}

/// Requests that all carry the header.
fn with_header(router: Router, name: &'static str, value: &str) -> Router {
    let value: axum::http::HeaderValue = value.parse().unwrap();
    router.layer(map_request(move |mut request: Request| {
        let value = value.clone();
        async move {
            request.headers_mut().insert(name, value);
            request
        }
    }))
}
