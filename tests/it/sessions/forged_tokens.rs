//! Access tokens that somebody has made who knows everything but the key, or has a key that is none
//! of ours, or a token of ours for something else.
use super::{PASSWORD, SIGN_IN, VIEWER, account, credentials, holding};
use crate::support::{Client, TestApp};
use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, Mac};
use rejoinder::{domain::credentials::mailed_secret, model::Role, storage};
use serde_json::{Value, json};
use sha2::Sha256;

/// What signs.
enum With<'a> {
    Ed25519(&'a SigningKey),
    Hmac(&'a [u8]),
    Nothing,
}

fn token(header: &Value, claims: &Value, with: &With<'_>) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let text = format!("{}.{}", part(header), part(claims));
    let signature = match with {
        With::Ed25519(key) => key.sign(text.as_bytes()).to_bytes().to_vec(),
        With::Hmac(key) => {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        }
        With::Nothing => Vec::new(),
    };
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// With another value under the name, or without it where that is null.
fn with(json: &Value, name: &str, value: Value) -> Value {
    let mut json = json.clone();
    let map = json.as_object_mut().unwrap();
    match value {
        Value::Null => map.remove(name),
        value => map.insert(name.to_owned(), value),
    };
    json
}

fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

async fn verdict(client: &Client, token: String) -> Result<String, String> {
    let client = Client {
        access: Some(token),
        ..client.clone()
    };
    let answer = client.run(VIEWER, json!({})).await;
    if answer.json.get("errors").is_none() {
        return Ok(answer.text("/viewer/email"));
    }
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    Err(answer.reason().to_owned())
}

struct Forger {
    app: TestApp,
    header: Value,
    claims: Value,
    /// The installation's own: what is refused although it is signed with it, is refused for what
    /// it says.
    key: SigningKey,
    ana: Client,
}

impl Forger {
    async fn new() -> Self {
        let app = TestApp::new().await;
        let ana = app.reader("Ana").await;
        let stored = storage::keys::list(app.app.db.read()).await.unwrap();
        let seed: [u8; 32] = stored[0].seed.as_slice().try_into().unwrap();
        let access = ana.access.clone().unwrap();
        Self {
            app,
            header: part(&access, 0),
            claims: part(&access, 1),
            key: SigningKey::from_bytes(&seed),
            ana,
        }
    }

    async fn verdict(&self, token: String) -> Result<String, String> {
        verdict(&self.ana, token).await
    }

    async fn assert_refused(&self, what: &str, token: String, reason: &str) {
        let verdict = self.verdict(token).await;
        assert_eq!(verdict, Err(reason.to_owned()), "{what}");
    }
}

#[tokio::test]
async fn a_token_is_good_that_says_all_the_right_things() {
    let forger = Forger::new().await;
    let good = token(&forger.header, &forger.claims, &With::Ed25519(&forger.key));
    assert_eq!(forger.verdict(good).await.as_deref(), Ok("ana@example.org"));
}

#[tokio::test]
async fn no_claim_may_be_wrong_or_missing() {
    let forger = Forger::new().await;
    forger.app.other_site("politics").await;
    let now = forger.claims["iat"].as_i64().unwrap();
    let stranger = forger.app.reader("Bea").await;
    let others = part(stranger.access.as_deref().unwrap(), 1);
    for (name, value, reason) in [
        (
            "iss",
            json!("https://comments.evil.example"),
            "TOKEN_INVALID",
        ),
        ("iss", json!("http://comments.test/"), "TOKEN_INVALID"),
        ("iss", json!(["http://comments.test"]), "TOKEN_INVALID"),
        ("iss", Value::Null, "TOKEN_INVALID"),
        ("aud", json!("politics"), "SESSION_ENDED"),
        ("aud", json!("absent"), "SESSION_ENDED"),
        ("aud", json!(["history", "politics"]), "TOKEN_INVALID"),
        ("aud", Value::Null, "TOKEN_INVALID"),
        ("exp", json!(now - 6), "TOKEN_EXPIRED"),
        ("exp", json!(now.to_string()), "TOKEN_INVALID"),
        ("exp", Value::Null, "TOKEN_INVALID"),
        ("nbf", json!(now + 6), "TOKEN_INVALID"),
        ("nbf", Value::Null, "TOKEN_INVALID"),
        ("iat", json!(now + 6), "TOKEN_INVALID"),
        ("iat", Value::Null, "TOKEN_INVALID"),
        ("typ", json!("refresh"), "TOKEN_INVALID"),
        ("typ", json!("verify"), "TOKEN_INVALID"),
        ("typ", Value::Null, "TOKEN_INVALID"),
        ("sub", others["sub"].clone(), "SESSION_ENDED"),
        ("sid", others["sid"].clone(), "SESSION_ENDED"),
        ("sid", others["sub"].clone(), "SESSION_ENDED"),
        ("sub", Value::Null, "TOKEN_INVALID"),
        ("sid", Value::Null, "TOKEN_INVALID"),
    ] {
        let what = format!("{name} {value}");
        let claims = with(&forger.claims, name, value);
        let token = token(&forger.header, &claims, &With::Ed25519(&forger.key));
        forger.assert_refused(&what, token, reason).await;
    }
}

#[tokio::test]
async fn no_algorithm_is_taken_but_the_keys_own() {
    let forger = Forger::new().await;
    let public = forger.key.verifying_key().to_bytes();
    let encoded = URL_SAFE_NO_PAD.encode(public);
    let (plain, own) = (&forger.header, || With::Ed25519(&forger.key));
    let alg = |alg: &str| with(plain, "alg", json!(alg));
    for (what, header, signed) in [
        ("none", alg("none"), With::Nothing),
        ("None", alg("None"), With::Nothing),
        ("none, signed", alg("none"), own()),
        ("unsigned", plain.clone(), With::Nothing),
        (
            "the public key as a secret",
            alg("HS256"),
            With::Hmac(&public),
        ),
        ("as text", alg("HS256"), With::Hmac(encoded.as_bytes())),
        (
            "a secret said to be a key",
            plain.clone(),
            With::Hmac(&public),
        ),
        ("another algorithm", alg("RS256"), own()),
        ("no algorithm", with(plain, "alg", Value::Null), own()),
        ("another type", with(plain, "typ", json!("JWT")), own()),
        (
            "what nobody understands",
            with(plain, "crit", json!(["x"])),
            own(),
        ),
    ] {
        let token = token(&header, &forger.claims, &signed);
        forger.assert_refused(what, token, "TOKEN_INVALID").await;
    }
}

#[tokio::test]
async fn no_key_is_taken_but_ours_by_its_own_name() {
    let forger = Forger::new().await;
    let theirs = SigningKey::from_bytes(b"a key that is none of ours,by 32");
    let (ours, theirs) = (&forger.key, &theirs);
    let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA",
        "x": URL_SAFE_NO_PAD.encode(theirs.verifying_key().to_bytes()) });
    let url = json!("https://evil.example/jwks.json");
    for (name, value, key) in [
        ("kid", forger.header["kid"].clone(), theirs),
        ("jwk", jwk, theirs),
        ("jku", url.clone(), theirs),
        ("x5u", url, theirs),
        ("kid", json!("' OR 1=1 --"), theirs),
        ("kid", json!("../../dev/null"), theirs),
        ("kid", Value::Null, ours),
        ("kid", json!("k2"), ours),
        ("kid", json!(7), ours),
    ] {
        let what = format!("{name} {value}");
        let header = with(&forger.header, name, value);
        let token = token(&header, &forger.claims, &With::Ed25519(key));
        forger.assert_refused(&what, token, "TOKEN_INVALID").await;
    }
}

#[tokio::test]
async fn what_is_for_something_else_signs_nobody_in() {
    let forger = Forger::new().await;
    let app = &forger.app;
    let secret = b"a secret that a site shares with us";
    let site_token = token(
        &json!({ "alg": "HS256", "typ": "JWT", "kid": "main" }),
        &json!({ "iss": "https://history.example", "aud": "history", "sub": "7",
            "exp": forger.claims["exp"], "iat": forger.claims["iat"], "jti": "1" }),
        &With::Hmac(secret),
    );
    let mailed = mailed_secret::token(&app.app.mail_key, app.app.env.new_id());
    for (what, token) in [
        ("a refresh token", forger.ana.refresh.clone().unwrap()),
        ("a site's token", site_token),
        ("a mailed token", mailed.to_string()),
        ("a cookie", format!("rjc_{}", "A".repeat(43))),
    ] {
        forger.assert_refused(what, token, "TOKEN_INVALID").await;
    }

    // Nor does one of ours for another site, where the same account is a member.
    let politics = app.other_site("politics").await;
    let elsewhere = app.signed_in(&politics, "Ana", Role::Admin).await;
    let queue = "{ site(key: \"history\") { queue(kind: PENDING) { totalCount } } }";
    let refusal = elsewhere.run(queue, json!({})).await;
    assert_eq!(refusal.reason(), "SIGNED_OUT");
    let email = account(app, "Cem").await;
    let here = app
        .anonymous()
        .send(SIGN_IN, credentials(&email, PASSWORD))
        .await;
    let here = holding(&app.anonymous(), &here, "signIn");
    let there = app.signed_in(&politics, "Cem", Role::Admin).await;
    let mixed = with(
        &part(here.access.as_deref().unwrap(), 1),
        "sid",
        part(there.access.as_deref().unwrap(), 1)["sid"].clone(),
    );
    let mixed = token(&forger.header, &mixed, &With::Ed25519(&forger.key));
    forger
        .assert_refused("one site's session for another", mixed, "SESSION_ENDED")
        .await;
}
