//! What is not taken for the site's word, through the whole service. The table of all forgeries
//! stands beside the code that checks.
use super::{SECRET, add, arrive, bring, claims, fault, keyed, signed, signed_by};
use crate::{
    sessions::from_peer,
    support::{TestApp, together},
};
use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_forged_token_is_refused_and_leaves_nothing() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    app.other_site("politics").await;
    add(
        &ada,
        json!({ "kind": "SECRET", "kid": "named", "secret": format!("{SECRET}-named") }),
    )
    .await;
    let at = app.app.env.now().timestamp();
    let with = |more: Value| signed(&claims(&app, "mallory", more));
    let good = || claims(&app, "mallory", json!({}));
    let under = |algorithm: Algorithm| {
        let key = EncodingKey::from_secret(SECRET.as_bytes());
        encode(&Header::new(algorithm), &good(), &key).unwrap()
    };
    let mut access_type = Header::new(Algorithm::HS256);
    access_type.typ = Some("at+jwt".to_owned());
    let access_type = encode(
        &access_type,
        &good(),
        &EncodingKey::from_secret(SECRET.as_bytes()),
    )
    .unwrap();
    for (token, told) in [
        (with(json!({ "iss": "politics" })), "iss"),
        (with(json!({ "aud": "https://comments.example" })), "aud"),
        (with(json!({ "iat": at - 120, "exp": at - 60 })), "expired"),
        (with(json!({ "nbf": at + 120 })), "not valid yet"),
        (
            with(json!({ "iat": at + 120, "exp": at + 180 })),
            "not valid yet",
        ),
        (with(json!({ "exp": at + 3_600 })), "10 minutes"),
        (with(json!({ "jti": null })), "jti"),
        (with(json!({ "sub": null })), "sub"),
        (with(json!({ "sub": "nul\u{0}" })), "sub"),
        (with(json!({ "more": "x".repeat(9_000) })), "8192 bytes"),
        (under(Algorithm::HS512), "another algorithm"),
        (access_type, "typ"),
        (
            signed_by("keyboard cat keyboard cat keyboard cat", None, &good()),
            "signature",
        ),
        (signed_by(SECRET, Some("named"), &good()), "signature"),
        (signed_by(SECRET, Some("unknown"), &good()), "kid"),
        (good().to_string(), "not a signed JWT"),
        (String::new(), "not a signed JWT"),
    ] {
        let answer = bring(&app.anonymous(), &token).await;
        assert!(fault(&answer).contains(told), "{told}: {}", fault(&answer));
        assert!(token.is_empty() || !answer.text.contains(&token));
        app.clock.advance(Duration::seconds(2));
    }
    assert_eq!(app.count("identity", "1 = 1", vec![]).await, 0);
    assert_eq!(app.count("spent_token", "1 = 1", vec![]).await, 0);
}

/// One secret for two sites is unwise; a token is still for one of them.
#[tokio::test]
async fn another_sites_token_is_refused_even_under_the_same_secret() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let politics = app.other_site("politics").await;
    let pia = app
        .signed_in(&politics, "Pia", rejoinder::model::Role::Admin)
        .await;
    let input = json!({ "site": "politics", "kind": "SECRET", "secret": SECRET });
    pia.send(super::ADD, input).await.at("/addSiteKey");
    let token = signed(&claims(&app, "reader-17", json!({})));
    let there = json!({ "site": "politics", "token": token });
    let refused = app.anonymous().send(super::SIGN_IN, there).await;
    assert!(fault(&refused).contains("iss"));
    bring(&app.anonymous(), &token)
        .await
        .at("/signInWithSiteToken/accessToken");
}

#[tokio::test]
async fn a_token_is_taken_once() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let token = signed(&claims(&app, "reader-17", json!({ "jti": "one" })));
    bring(&app.anonymous(), &token)
        .await
        .at("/signInWithSiteToken/accessToken");
    let again = bring(&app.anonymous(), &token).await;
    assert!(fault(&again).contains("has been used"));
    // Nor under the same name, for whomever.
    let other = signed(&claims(&app, "reader-18", json!({ "jti": "one" })));
    assert!(fault(&bring(&app.anonymous(), &other).await).contains("has been used"));
    let elsewhere = signed(&claims(&app, "reader-18", json!({ "jti": "two" })));
    bring(&app.anonymous(), &elsewhere)
        .await
        .at("/signInWithSiteToken/accessToken");
}

#[tokio::test]
async fn a_token_that_comes_twenty_times_at_once_is_taken_once() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let node = app.node().await;
    let token = signed(&claims(&app, "reader-17", json!({})));
    let tries = (0..20).map(|number| {
        let router = if number % 2 == 0 {
            app.router()
        } else {
            node.clone()
        };
        let client = app.anonymous().on(router);
        let token = token.clone();
        async move { bring(&client, &token).await }
    });
    let answers = together(tries).await;
    let begun = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_none());
    assert_eq!(begun.count(), 1);
    assert_eq!(
        app.count("session", "kind = 'direct'", vec![]).await,
        2,
        "Ada's and one more"
    );
}

#[tokio::test]
async fn a_document_brings_one_token() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let bring = |alias: &str| {
        let token = signed(&claims(&app, alias, json!({})));
        format!(
            r#"{alias}: signInWithSiteToken(input: {{ site: "history", token: "{token}" }}) {{ accessToken }}"#
        )
    };
    let document = format!("mutation {{ {} {} }}", bring("a"), bring("b"));
    let refused = app.anonymous().run(&document, json!({})).await;
    assert_eq!(refused.code(), "TOO_COMPLEX");
    assert_eq!(app.count("identity", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn a_network_has_so_many_tries() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let here = app.anonymous().on(from_peer(app.router(), "192.0.2.1"));
    let mut refused = 0;
    for _ in 0..80 {
        let answer = bring(&here, "a.b.c").await;
        refused += usize::from(answer.code() == "RATE_LIMITED");
    }
    assert_eq!(refused, 20);
    arrive(&app, "reader-17", json!({}))
        .await
        .at("/signInWithSiteToken/accessToken");
}

#[tokio::test]
async fn an_unknown_site_takes_no_token() {
    let app = TestApp::new().await;
    let input = json!({ "site": "nowhere", "token": "a.b.c" });
    let refused = app.anonymous().send(super::SIGN_IN, input).await;
    assert_eq!(refused.code(), "NOT_FOUND");
}
