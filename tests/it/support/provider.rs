//! A provider of sign-ins on this machine, which can be told to misbehave.
use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::{net::TcpListener, sync::watch};
use url::Url;

pub(crate) const CLIENT_ID: &str = "rejoinder-test";
pub(crate) const CLIENT_SECRET: &str = "a+secret/of:the%client&=";
const ACCESS_TOKEN: &str = "opaque-access-token";

/// What it does, as a test wants it.
#[derive(Clone)]
pub(crate) struct Manner {
    /// Laid over its discovery document; null takes away.
    pub(crate) discovery: Value,
    /// Laid over the claims of its ID tokens.
    pub(crate) claims: Value,
    /// Laid over their header.
    pub(crate) header: Value,
    pub(crate) signs: Signs,
    /// What its userinfo endpoint says besides the subject; none: 404.
    pub(crate) userinfo: Option<Value>,
    pub(crate) breaks: Option<Breaks>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signs {
    Properly,
    WithAnotherKey,
    NotAtAll,
    /// HS256 with the client's secret.
    WithTheSecret,
    /// HS256 with the public key's bytes.
    WithThePublicKey,
}

/// Of every answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breaks {
    Down,
    Slow,
    Huge,
    Elsewhere,
}

struct Grant {
    nonce: String,
    challenge: String,
    redirect_uri: String,
    subject: String,
}

struct Desk {
    url: String,
    key: SigningKey,
    manner: Mutex<Manner>,
    grants: Mutex<HashMap<String, Grant>>,
    asked: Mutex<HashMap<&'static str, usize>>,
    /// Never true: who waits for it waits for ever.
    never: watch::Sender<bool>,
    now: Box<dyn Fn() -> DateTime<Utc> + Send + Sync>,
}

#[derive(Clone)]
pub(crate) struct FakeProvider {
    /// Its issuer.
    pub(crate) url: String,
    desk: Arc<Desk>,
}

impl FakeProvider {
    pub(crate) async fn start(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let desk = Arc::new(Desk {
            url: url.clone(),
            key: SigningKey::from_bytes(&[7; 32]),
            manner: Mutex::new(Manner {
                discovery: json!({}),
                claims: json!({}),
                header: json!({}),
                signs: Signs::Properly,
                userinfo: None,
                breaks: None,
            }),
            grants: Mutex::default(),
            asked: Mutex::default(),
            never: watch::Sender::new(false),
            now: Box::new(now),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/me", get(userinfo))
            .with_state(Arc::clone(&desk));
        tokio::spawn(async { axum::serve(listener, router).await });
        Self { url, desk }
    }

    pub(crate) fn behave(&self, change: impl FnOnce(&mut Manner)) {
        change(&mut self.desk.manner.lock().unwrap());
    }

    /// How often one of its addresses was asked.
    pub(crate) fn asked(&self, what: &str) -> usize {
        self.desk
            .asked
            .lock()
            .unwrap()
            .get(what)
            .copied()
            .unwrap_or(0)
    }

    /// The person, sent to `address`, signs in as `subject`; gives the code.
    pub(crate) fn sign_in(&self, address: &str, subject: &str) -> String {
        let url = Url::parse(address).unwrap();
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT_ID);
        assert_eq!(asked["code_challenge_method"], "S256");
        let mut grants = self.desk.grants.lock().unwrap();
        let code = format!("code-{}", grants.len());
        let grant = Grant {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect_uri: asked["redirect_uri"].clone(),
            subject: subject.to_owned(),
        };
        grants.insert(code.clone(), grant);
        code
    }
}

impl Desk {
    fn count(&self, what: &'static str) -> Manner {
        *self.asked.lock().unwrap().entry(what).or_default() += 1;
        self.manner.lock().unwrap().clone()
    }

    async fn answer(&self, manner: &Manner, json: Value) -> Response {
        match manner.breaks {
            None => Json(json).into_response(),
            Some(Breaks::Down) => (StatusCode::BAD_GATEWAY, "hunter2").into_response(),
            Some(Breaks::Slow) => {
                let mut never = self.never.subscribe();
                never.wait_for(|told| *told).await.unwrap();
                unreachable!("it is never told");
            }
            Some(Breaks::Huge) => {
                let filler = "x".repeat(2_000_000);
                Json(json!({ "filler": filler })).into_response()
            }
            Some(Breaks::Elsewhere) => {
                (StatusCode::FOUND, [(header::LOCATION, "/keys")]).into_response()
            }
        }
    }

    fn public_key(&self) -> [u8; 32] {
        self.key.verifying_key().to_bytes()
    }

    fn id_token(&self, manner: &Manner, grant: &Grant) -> String {
        let now = (self.now)().timestamp();
        let mut claims = json!({
            "iss": self.url, "aud": CLIENT_ID, "sub": grant.subject, "nonce": grant.nonce,
            "iat": now, "exp": now + 300,
        });
        lay_over(&mut claims, &manner.claims);
        let algorithm = match manner.signs {
            Signs::Properly | Signs::WithAnotherKey => "EdDSA",
            Signs::NotAtAll => "none",
            Signs::WithTheSecret | Signs::WithThePublicKey => "HS256",
        };
        let mut header = json!({ "alg": algorithm, "kid": "one" });
        lay_over(&mut header, &manner.header);
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let hmac = |key: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            mac.update(signed.as_bytes());
            mac.finalize().into_bytes().to_vec()
        };
        let signature = match manner.signs {
            Signs::Properly => self.key.sign(signed.as_bytes()).to_bytes().to_vec(),
            Signs::WithAnotherKey => {
                let other = SigningKey::from_bytes(&[8; 32]);
                other.sign(signed.as_bytes()).to_bytes().to_vec()
            }
            Signs::NotAtAll => vec![],
            Signs::WithTheSecret => hmac(CLIENT_SECRET.as_bytes()),
            Signs::WithThePublicKey => hmac(&self.public_key()),
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn lay_over(under: &mut Value, over: &Value) {
    for (name, value) in over.as_object().unwrap() {
        let fields = under.as_object_mut().unwrap();
        if value.is_null() {
            fields.remove(name);
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
}

async fn discovery(State(desk): State<Arc<Desk>>) -> Response {
    let manner = desk.count("discovery");
    let url = &desk.url;
    let mut document = json!({
        "issuer": url,
        "authorization_endpoint": format!("{url}/auth"),
        "token_endpoint": format!("{url}/token"),
        "userinfo_endpoint": format!("{url}/me"),
        "jwks_uri": format!("{url}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    });
    lay_over(&mut document, &manner.discovery);
    desk.answer(&manner, document).await
}

async fn keys(State(desk): State<Arc<Desk>>) -> Response {
    let manner = desk.count("keys");
    let x = URL_SAFE_NO_PAD.encode(desk.public_key());
    let key = json!({
        "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "one", "x": x,
    });
    desk.answer(&manner, json!({ "keys": [key] })).await
}

/// Strict, so that a test passes only when everything was sent as it should be.
async fn token(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    let manner = desk.count("token");
    let sent: HashMap<_, _> = url::form_urlencoded::parse(&body).into_owned().collect();
    let escaped = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let (id, secret): (String, String) = (escaped(CLIENT_ID), escaped(CLIENT_SECRET));
    let expected = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
    assert_eq!(headers[header::AUTHORIZATION], expected);
    let grant = desk.grants.lock().unwrap().remove(&sent["code"]);
    let grant = grant.expect("a code is redeemed once");
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&sent["code_verifier"]));
    assert_eq!(challenge, grant.challenge);
    assert_eq!(sent["redirect_uri"], grant.redirect_uri);
    let answer = json!({
        "access_token": ACCESS_TOKEN, "token_type": "Bearer",
        "id_token": desk.id_token(&manner, &grant),
    });
    desk.answer(&manner, answer).await
}

async fn userinfo(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    let manner = desk.count("userinfo");
    assert_eq!(
        headers[header::AUTHORIZATION],
        format!("Bearer {ACCESS_TOKEN}")
    );
    match manner.userinfo.clone() {
        Some(said) => desk.answer(&manner, said).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// As `at_hash` should be for `EdDSA` with Ed25519: the left half of the token's SHA-512.
pub(crate) fn access_token_hash() -> String {
    let hash = sha2::Sha512::digest(ACCESS_TOKEN);
    URL_SAFE_NO_PAD.encode(&hash[..32])
}
