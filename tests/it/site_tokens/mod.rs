//! Sites hand over their own accounts: tokens, and the keys that sign them.
mod forgeries;
mod key_sets;
mod keys;
mod people;
mod pictures;

use crate::support::{Answer, Client, TestApp};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

pub(crate) const SECRET: &str = "marsh-kettle-violet-0417-harbour-lamp";

const SIGN_IN: &str = "mutation($input: SignInWithSiteTokenInput!) {
    signInWithSiteToken(input: $input) {
        accessToken refreshToken viewer { email role author { id displayName } site { key } }
    }
}";
const ADD: &str = "mutation($input: AddSiteKeyInput!) { addSiteKey(input: $input) {
    secret siteKey { id kid kind algorithm url fetchedAt createdAt expiresAt }
} }";
const REMOVE: &str = "mutation($input: RemoveSiteKeyInput!) { removeSiteKey(input: $input) {
    site { siteKeys { id kid expiresAt } }
} }";

/// The site's claims for a reader, good for a minute from now.
pub(crate) fn claims(app: &TestApp, subject: &str, more: Value) -> Value {
    let at = app.app.env.now().timestamp();
    let claims = json!({
        "iss": "history", "aud": app.app.public_origin, "sub": subject,
        "jti": app.app.env.new_id(), "iat": at, "exp": at + 60,
    });
    merged(claims, more)
}

fn merged(mut into: Value, more: Value) -> Value {
    let Value::Object(more) = more else {
        panic!("not an object: {more}");
    };
    into.as_object_mut().unwrap().extend(more);
    into
}

pub(crate) fn signed(claims: &Value) -> String {
    signed_by(SECRET, None, claims)
}

fn signed_by(secret: &str, kid: Option<&str>, claims: &Value) -> String {
    let mut header = Header::new(Algorithm::HS256);
    header.kid = kid.map(str::to_owned);
    encode(
        &header,
        claims,
        &EncodingKey::from_secret(secret.as_bytes()),
    )
    .unwrap()
}

pub(crate) async fn bring(client: &Client, token: &str) -> Answer {
    let input = json!({ "site": "history", "token": token });
    client.send(SIGN_IN, input).await
}

/// What was wrong with the token.
fn fault(answer: &Answer) -> &str {
    assert_eq!((answer.code(), answer.error("field")), ("INVALID", "token"));
    answer.json["errors"][0]["message"].as_str().unwrap()
}

/// A key without a name, and who added it.
pub(crate) async fn keyed(app: &TestApp) -> Client {
    let ada = app.admin("Ada").await;
    add(&ada, json!({ "kind": "SECRET", "secret": SECRET })).await;
    ada
}

async fn add(admin: &Client, key: Value) -> Answer {
    let input = merged(json!({ "site": "history" }), key);
    admin.send(ADD, input).await
}

async fn remove(admin: &Client, key: &str, more: Value) -> Answer {
    let mut input = more;
    input["siteKeyId"] = key.into();
    admin.send(REMOVE, input).await
}

async fn arrive(app: &TestApp, subject: &str, more: Value) -> Answer {
    let token = signed(&claims(app, subject, more));
    bring(&app.anonymous(), &token).await
}

async fn allow_roles(admin: &Client) {
    let update = "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) {
        site { waysIn { rolesFromSiteTokens } } } }";
    let input = json!({ "site": "history", "rolesFromSiteTokens": true });
    admin.send(update, input).await.at("/updateWaysIn");
}
