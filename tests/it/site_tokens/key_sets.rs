//! Key sets of a site's own server: fetched seldom, kept when the server is away.
use super::{add, bring, claims, fault};
use crate::support::{
    Answer, Client, Setup, TestApp,
    receiver::{self, Receiver},
    together,
};
use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rejoinder::domain::credentials::access_token::{KeyRing, SigningKey, jwks};
use serde_json::{Value, json};

/// A site whose server publishes its keys.
struct Scene {
    app: TestApp,
    server: Receiver,
    ada: Client,
}

impl Scene {
    async fn new() -> Self {
        let server = Receiver::start().await;
        let app = TestApp::with(Setup {
            outbound: receiver::reaching(&server),
            ..Setup::default()
        })
        .await;
        let ada = app.admin("Ada").await;
        let url = format!("{}keys.json", server.url);
        let key = json!({ "kind": "JWKS_URL", "algorithm": "EDDSA", "url": url });
        add(&ada, key).await.at("/addSiteKey");
        Self { app, server, ada }
    }

    /// The server answers the next request with the public halves of these.
    fn publishes(&self, kids: &[&str]) {
        let keys: Vec<Value> = kids.iter().map(|kid| public(kid)).collect();
        self.server
            .replies(200, &[], &json!({ "keys": keys }).to_string());
    }

    async fn arrive(&self, kid: &str) -> Answer {
        bring(&self.app.anonymous(), &self.token(kid)).await
    }

    fn token(&self, kid: &str) -> String {
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(kid.to_owned());
        encode(
            &header,
            &claims(&self.app, "reader-17", json!({})),
            &private(kid),
        )
        .unwrap()
    }

    fn fetches(&self) -> usize {
        self.server.received().len()
    }
}

/// A key made of its name.
fn seed(kid: &str) -> [u8; 32] {
    let mut seed = [7; 32];
    seed[..kid.len()].copy_from_slice(kid.as_bytes());
    seed
}

fn private(kid: &str) -> EncodingKey {
    const PKCS8: &[u8] = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20";
    EncodingKey::from_ed_der(&[PKCS8, &seed(kid)].concat())
}

fn public(kid: &str) -> Value {
    let ring = KeyRing::new("", SigningKey::from_seed(kid, &seed(kid)), vec![]);
    jwks(&ring)["keys"][0].clone()
}

#[tokio::test]
async fn a_key_set_is_fetched_when_it_is_needed_and_kept() {
    let scene = Scene::new().await;
    assert_eq!(scene.fetches(), 0);
    scene.publishes(&["one"]);
    for _ in 0..3 {
        scene
            .arrive("one")
            .await
            .at("/signInWithSiteToken/accessToken");
    }
    let received = scene.server.received();
    assert_eq!(received.len(), 1);
    assert_eq!(
        (received[0].path.as_str(), received[0].body.len()),
        ("/keys.json", 0)
    );
    // For other nodes as well.
    let elsewhere = scene.app.anonymous().on(scene.app.node().await);
    bring(&elsewhere, &scene.token("one"))
        .await
        .at("/signInWithSiteToken/accessToken");
    assert_eq!(scene.fetches(), 0);
    let list = "{ site(key: \"history\") { siteKeys { fetchedAt } } }";
    let seen = scene.ada.run(list, json!({})).await;
    assert!(seen.at("/site/siteKeys/0/fetchedAt").is_string());
}

#[tokio::test]
async fn a_key_that_is_new_to_us_is_fetched() {
    let scene = Scene::new().await;
    scene.publishes(&["one"]);
    scene.arrive("one").await.at("/signInWithSiteToken");
    scene.app.clock.advance(Duration::minutes(1));
    scene.publishes(&["one", "two"]);
    scene.arrive("two").await.at("/signInWithSiteToken");
    scene.arrive("one").await.at("/signInWithSiteToken");
    assert_eq!(scene.fetches(), 2);
}

#[tokio::test]
async fn a_thousand_unknown_names_are_one_fetch() {
    let scene = Scene::new().await;
    scene.publishes(&["one"]);
    scene.arrive("one").await.at("/signInWithSiteToken");
    scene.app.clock.advance(Duration::minutes(1));
    scene.publishes(&["one"]);
    // So many that they need many networks.
    for network in 0..20 {
        let peer = format!("203.0.113.{network}");
        let client = crate::sessions::from_peer(scene.app.router(), &peer);
        let client = scene.app.anonymous().on(client);
        for number in 0..50 {
            let refused = bring(&client, &scene.token(&format!("no {number}"))).await;
            assert!(fault(&refused).contains("kid"));
        }
    }
    assert_eq!(scene.fetches(), 2, "the first, and one more");
}

#[tokio::test]
async fn unknown_names_at_once_are_one_fetch() {
    let scene = Scene::new().await;
    scene.publishes(&["one"]);
    let node = scene.app.node().await;
    let tries = (0..20).map(|number| {
        let router = if number % 2 == 0 {
            scene.app.router()
        } else {
            node.clone()
        };
        let client = scene.app.anonymous().on(router);
        let token = scene.token("one");
        async move { bring(&client, &token).await }
    });
    let answers = together(tries).await;
    assert_eq!(scene.fetches(), 1);
    for answer in &answers {
        // Whoever came while it was under way comes back.
        let taken = answer.json.get("errors").is_none();
        assert!(taken || answer.code() == "UNAVAILABLE", "{}", answer.text);
    }
    scene.arrive("one").await.at("/signInWithSiteToken");
}

#[tokio::test]
async fn keys_go_on_verifying_while_the_server_is_away() {
    let scene = Scene::new().await;
    scene.publishes(&["one"]);
    scene.arrive("one").await.at("/signInWithSiteToken");
    for _ in 0..3 {
        scene.app.clock.advance(Duration::hours(10));
        scene.arrive("one").await.at("/signInWithSiteToken");
    }
    scene.server.replies(200, &[], "<html>nonsense</html>");
    scene.app.clock.advance(Duration::hours(10));
    scene.arrive("one").await.at("/signInWithSiteToken");
    assert_eq!(scene.fetches(), 5);
}

#[tokio::test]
async fn a_key_that_was_taken_out_of_the_set_is_refused_within_minutes() {
    let scene = Scene::new().await;
    scene.publishes(&["one", "two"]);
    scene.arrive("one").await.at("/signInWithSiteToken");
    scene.publishes(&["two"]);
    scene.app.clock.advance(Duration::minutes(10));
    assert!(fault(&scene.arrive("one").await).contains("kid"));
    scene.arrive("two").await.at("/signInWithSiteToken");
}

#[tokio::test]
async fn a_server_that_never_answered_is_asked_again_after_a_minute() {
    let scene = Scene::new().await;
    assert_eq!(scene.arrive("one").await.code(), "UNAVAILABLE");
    scene.app.clock.advance(Duration::seconds(30));
    assert!(fault(&scene.arrive("one").await).contains("kid"));
    assert_eq!(scene.fetches(), 1);
    scene.publishes(&["one"]);
    scene.app.clock.advance(Duration::seconds(30));
    scene.arrive("one").await.at("/signInWithSiteToken");
}

/// The set's own algorithm holds, whatever a key in it says of itself.
#[tokio::test]
async fn a_key_set_is_for_one_algorithm() {
    let scene = Scene::new().await;
    let secret = "a secret in a public list, which is none";
    let shared = json!({ "kty": "oct", "kid": "shared", "alg": "HS256",
        "k": "YSBzZWNyZXQgaW4gYSBwdWJsaWMgbGlzdCwgd2hpY2ggaXMgbm9uZQ" });
    let keys = json!({ "keys": [public("one"), shared] });
    scene.server.replies(200, &[], &keys.to_string());
    scene.arrive("one").await.at("/signInWithSiteToken");
    let token = super::signed_by(secret, Some("shared"), &claims(&scene.app, "x", json!({})));
    assert!(fault(&bring(&scene.app.anonymous(), &token).await).contains("kid"));
    // A token without a name finds no key in a set.
    let token = super::signed_by(secret, None, &claims(&scene.app, "x", json!({})));
    assert!(fault(&bring(&scene.app.anonymous(), &token).await).contains("kid"));
}
