//! The keys of a site: who adds which, what nobody is told again, and changing over.
use super::{SECRET, add, arrive, bring, claims, fault, keyed, remove, signed_by};
use crate::support::TestApp;
use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const RSA: &str = include_str!("../../../src/domain/credentials/site_token/testdata/rsa.pub.pem");
const LIST: &str = "{ site(key: \"history\") { siteKeys { id kid kind algorithm expiresAt } } }";

#[tokio::test]
async fn a_secret_that_is_made_is_told_once() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let added = add(&ada, json!({ "kind": "SECRET", "kid": "2026-1" })).await;
    let secret = added.text("/addSiteKey/secret");
    assert!(secret.len() >= 32);
    let key = added.at("/addSiteKey/siteKey");
    assert_eq!(
        (&key["kind"], &key["algorithm"]),
        (&json!("SECRET"), &json!("HS256"))
    );
    let other = add(&ada, json!({ "kind": "SECRET", "kid": "2026-2" })).await;
    assert_ne!(other.text("/addSiteKey/secret"), secret);

    let token = signed_by(
        &secret,
        Some("2026-1"),
        &claims(&app, "reader-17", json!({})),
    );
    bring(&app.anonymous(), &token)
        .await
        .at("/signInWithSiteToken/accessToken");
    let everything = "{ site(key: \"history\") { siteKeys { id kid kind algorithm url }
        log { nodes { action from to reason note } } } }";
    let seen = ada.run(everything, json!({})).await;
    assert!(seen.text.contains("ADD_SITE_KEY") && seen.text.contains("2026-1"));
    assert!(!seen.text.contains(&secret));
}

#[tokio::test]
async fn a_given_secret_is_never_told_back() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let added = add(&ada, json!({ "kind": "SECRET", "secret": SECRET })).await;
    assert_eq!(added.at("/addSiteKey/secret"), &json!(null));
    assert!(!added.text.contains(SECRET));
}

/// None of them is kept; each refusal names the field.
async fn assert_refused(kind: &str, keys: impl IntoIterator<Item = (Value, &'static str)>) {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for (mut key, field) in keys {
        key["kind"] = kind.into();
        let refused = add(&ada, key.clone()).await;
        let told = (refused.code(), refused.error("field"));
        assert_eq!(told, ("INVALID", field), "{key}");
        assert!(!refused.text.contains("MII"), "{key}");
    }
    assert_eq!(app.count("site_key", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn secrets_that_cannot_be_safe_are_refused_by_field() {
    let bad = format!("{SECRET}\u{7}");
    let keys = [
        (json!({ "secret": "too short" }), "secret"),
        (json!({ "secret": "x".repeat(513) }), "secret"),
        (json!({ "secret": "ab".repeat(20) }), "secret"),
        (json!({ "secret": bad }), "secret"),
        (json!({ "algorithm": "RS256" }), "algorithm"),
        (json!({ "kid": "" }), "kid"),
        (json!({ "kid": "x".repeat(256) }), "kid"),
        (json!({ "url": "https://history.example/keys" }), "url"),
        (json!({ "expiresAt": "2020-01-01T00:00:00Z" }), "expiresAt"),
    ];
    assert_refused("SECRET", keys).await;
}

#[tokio::test]
async fn public_keys_that_cannot_be_safe_are_refused_by_field() {
    let private = include_str!("../../../src/domain/credentials/site_token/testdata/rsa.pem");
    let key = |text: &str, algorithm: &str| json!({ "publicKey": text, "algorithm": algorithm });
    let keys = [
        (json!({ "publicKey": RSA }), "algorithm"),
        (key(RSA, "HS256"), "algorithm"),
        (key(RSA, "ES256"), "publicKey"),
        (key(private, "RS256"), "publicKey"),
        (json!({ "algorithm": "RS256" }), "publicKey"),
    ];
    assert_refused("PUBLIC_KEY", keys).await;
    let set = |url: &str| json!({ "algorithm": "RS256", "url": url });
    let mut named = set("https://history.example/keys");
    named["kid"] = "a".into();
    let keys = [
        (json!({ "algorithm": "RS256" }), "url"),
        (set("http://history.example/keys"), "url"),
        (set("https://169.254.169.254/keys"), "url"),
        (named, "kid"),
    ];
    assert_refused("JWKS_URL", keys).await;
}

#[tokio::test]
async fn a_name_is_one_keys() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    let unnamed = add(&ada, json!({ "kind": "SECRET" })).await;
    assert_eq!(unnamed.error("field"), "kid");
    add(&ada, json!({ "kind": "SECRET", "kid": "a" }))
        .await
        .at("/addSiteKey");
    let again = json!({ "kind": "PUBLIC_KEY", "kid": "a", "publicKey": RSA, "algorithm": "RS256" });
    assert_eq!(add(&ada, again).await.error("field"), "kid");
}

#[tokio::test]
async fn a_site_has_no_end_of_keys() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for number in 0..20 {
        add(&ada, json!({ "kind": "SECRET", "kid": number.to_string() }))
            .await
            .at("/addSiteKey");
    }
    assert_eq!(
        add(&ada, json!({ "kind": "SECRET", "kid": "20" }))
            .await
            .error("field"),
        "site"
    );
}

#[tokio::test]
async fn a_public_key_checks_what_its_private_half_signed() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let key = json!({ "kind": "PUBLIC_KEY", "kid": "rsa", "publicKey": RSA, "algorithm": "RS256" });
    add(&ada, key).await.at("/addSiteKey");
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some("rsa".to_owned());
    let private = include_bytes!("../../../src/domain/credentials/site_token/testdata/rsa.pem");
    let private = EncodingKey::from_rsa_pem(private).unwrap();
    let token = encode(&header, &claims(&app, "reader-17", json!({})), &private).unwrap();
    bring(&app.anonymous(), &token)
        .await
        .at("/signInWithSiteToken/accessToken");
    // And nothing that the public half signed, as if it were a secret.
    let forged = signed_by(RSA, Some("rsa"), &claims(&app, "reader-18", json!({})));
    assert!(fault(&bring(&app.anonymous(), &forged).await).contains("another algorithm"));
}

/// Both keys hold while one replaces the other, and nobody is turned away.
#[tokio::test]
async fn a_secret_is_changed_over_without_refusing_anybody() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    let old = ada.run(LIST, json!({})).await.text("/site/siteKeys/0/id");
    let arrive_by_new = async |secret: &str| {
        let token = signed_by(secret, Some("new"), &claims(&app, "reader-17", json!({})));
        bring(&app.anonymous(), &token).await
    };
    let added = add(&ada, json!({ "kind": "SECRET", "kid": "new" })).await;
    let secret = added.text("/addSiteKey/secret");
    arrive(&app, "reader-17", json!({}))
        .await
        .at("/signInWithSiteToken");
    arrive_by_new(&secret).await.at("/signInWithSiteToken");

    let until = app.app.env.now() + Duration::hours(1);
    remove(&ada, &old, json!({ "until": until }))
        .await
        .at("/removeSiteKey");
    arrive(&app, "reader-17", json!({}))
        .await
        .at("/signInWithSiteToken");
    let later = json!({ "until": until + Duration::hours(1) });
    assert_eq!(remove(&ada, &old, later).await.reason(), "NOTHING_TO_DO");
    app.clock.advance(Duration::hours(1));
    let ada = app.again(&ada).await;
    assert!(fault(&arrive(&app, "reader-17", json!({})).await).contains("kid"));
    arrive_by_new(&secret).await.at("/signInWithSiteToken");

    let left = remove(&ada, &old, json!({})).await;
    let left = left
        .at("/removeSiteKey/site/siteKeys")
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(
        left.iter().map(|key| &key["kid"]).collect::<Vec<_>>(),
        [&json!("new")]
    );
    assert_eq!(remove(&ada, &old, json!({})).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn a_session_outlives_the_key_it_was_begun_with() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    let arrival = arrive(&app, "reader-17", json!({})).await;
    let noor = crate::sessions::holding(&app.anonymous(), &arrival, "signInWithSiteToken");
    let key = ada.run(LIST, json!({})).await.text("/site/siteKeys/0/id");
    remove(&ada, &key, json!({})).await.at("/removeSiteKey");
    let viewer = noor.run("{ viewer { role } }", json!({})).await;
    assert_eq!(viewer.text("/viewer/role"), "COMMENTER");
}

#[tokio::test]
async fn only_admins_see_and_change_keys() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    let key = ada.run(LIST, json!({})).await.text("/site/siteKeys/0/id");
    for client in [app.moderator("Mo").await, app.reader("Ana").await] {
        assert_eq!(client.run(LIST, json!({})).await.reason(), "NOT_ADMIN");
        let refused = add(&client, json!({ "kind": "SECRET", "kid": "x" })).await;
        assert_eq!(refused.reason(), "NOT_ADMIN");
        assert_eq!(remove(&client, &key, json!({})).await.reason(), "NOT_ADMIN");
    }
    assert_eq!(
        app.anonymous().run(LIST, json!({})).await.reason(),
        "SIGNED_OUT"
    );
}
