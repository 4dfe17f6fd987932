//! Setting up providers.
use super::{ADD, Scene};
use crate::support::{
    TestApp,
    provider::{Breaks, CLIENT_SECRET},
};
use serde_json::{Value, json};

const UPDATE: &str = "mutation($input: UpdateProviderInput!) { updateProvider(input: $input) {
    provider { name clientId hasClientSecret scopes } } }";
const REMOVE: &str = "mutation($input: RemoveProviderInput!) { removeProvider(input: $input) {
    site { waysIn { providers { key } } } } }";

#[tokio::test]
async fn everybody_sees_what_stands_on_the_button_and_admins_see_the_rest() {
    let scene = Scene::new().await;
    let buttons = "{ site(key: \"history\") { waysIn { providers { key name } } } }";
    let seen = scene.app.anonymous().run(buttons, json!({})).await;
    let expect = json!([{ "key": "login", "name": "The Guild" }]);
    assert_eq!(*seen.at("/site/waysIn/providers"), expect);

    let settings =
        "{ site(key: \"history\") { providers { key issuer clientId hasClientSecret } } }";
    let seen = scene.admin.run(settings, json!({})).await;
    assert_eq!(seen.text("/site/providers/0/issuer"), scene.provider.url);
    assert!(
        seen.at("/site/providers/0/hasClientSecret")
            .as_bool()
            .unwrap()
    );
    let moderator = scene.app.moderator("Mo").await;
    let refused = moderator.run(settings, json!({})).await;
    assert_eq!(refused.reason(), "NOT_ADMIN");
    let refused = scene.app.anonymous().run(settings, json!({})).await;
    assert_eq!(refused.reason(), "SIGNED_OUT");
}

#[tokio::test]
async fn the_secret_is_given_out_to_nobody_and_not_logged() {
    let scene = Scene::new().await;
    let input = json!({ "site": "history", "key": "login", "clientSecret": "another-secret" });
    scene.admin.send(UPDATE, input).await.at("/updateProvider");
    let input = json!({ "site": "history", "key": "login" });
    scene.admin.send(REMOVE, input).await.at("/removeProvider");
    let log = "{ site(key: \"history\") { log { nodes { action from to } } } }";
    let log = scene.admin.run(log, json!({})).await;
    let actions = log.at("/site/log/nodes").as_array().unwrap();
    let action = |entry: &Value| entry["action"].as_str().unwrap().to_owned();
    let actions: Vec<_> = actions.iter().map(action).collect();
    let expect = ["REMOVE_PROVIDER", "UPDATE_PROVIDER", "ADD_PROVIDER"];
    assert_eq!(actions[..3], expect);
    let changed = "{\"clientSecret\":\"another\"}";
    assert_eq!(log.text("/site/log/nodes/1/to"), changed);
    for secret in [CLIENT_SECRET, "another-secret"] {
        assert!(!log.text.contains(secret), "{}", log.text);
    }
}

#[tokio::test]
async fn a_provider_changes_but_for_its_issuer() {
    let scene = Scene::new().await;
    let input = json!({
        "site": "history", "key": "login", "name": "The New Guild", "scopes": "email",
        "clientSecret": "",
    });
    let changed = scene.admin.send(UPDATE, input.clone()).await;
    let expect = json!({
        "name": "The New Guild", "clientId": "rejoinder-test", "hasClientSecret": false,
        "scopes": ["openid", "email"],
    });
    assert_eq!(*changed.at("/updateProvider/provider"), expect);
    let again = scene.admin.send(UPDATE, input).await;
    assert_eq!(again.reason(), "NOTHING_TO_DO");
    let absent = json!({ "site": "history", "key": "absent", "name": "x" });
    assert_eq!(scene.admin.send(UPDATE, absent).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn what_is_wrong_with_a_provider_is_said_when_it_is_added_and_nothing_of_its_answer() {
    let scene = Scene::impatient().await;
    let lay =
        |over: Value| move |manner: &mut crate::support::provider::Manner| manner.discovery = over;
    for (over, expect) in [
        (
            json!({ "issuer": "http://elsewhere.example" }),
            "names itself otherwise",
        ),
        (
            json!({ "issuer": format!("{}/", scene.provider.url) }),
            "names itself otherwise",
        ),
        (
            json!({ "response_types_supported": ["id_token"] }),
            "response type code",
        ),
        (json!({ "token_endpoint": null }), "no token endpoint"),
        (
            json!({ "id_token_signing_alg_values_supported": ["HS256", "none"] }),
            "signs with none",
        ),
        (
            json!({ "authorization_endpoint": "ftp://a.example/" }),
            "does not call or lead to",
        ),
        (
            json!({ "token_endpoint": "http://169.254.169.254/token" }),
            "does not call or lead to",
        ),
        (
            json!({ "jwks_uri": null }),
            "did not answer with a discovery document",
        ),
        (
            json!({ "subject_types_supported": "hunter2" }),
            "did not answer with a discovery",
        ),
    ] {
        scene.provider.behave(lay(over.clone()));
        let refused = scene.add("second").await;
        assert_eq!(refused.error("field"), "issuer", "{over}");
        assert!(refused.text.contains(expect), "{over} {}", refused.text);
        assert!(!refused.text.contains("hunter2"), "{}", refused.text);
    }
    scene.provider.behave(lay(json!({})));
    for (breaks, expect) in [
        (Breaks::Down, "status 502"),
        (Breaks::Elsewhere, "status 302"),
        (Breaks::Slow, "no answer within"),
        (Breaks::Huge, "larger than"),
    ] {
        scene.provider.behave(|manner| manner.breaks = Some(breaks));
        let refused = scene.add("second").await;
        assert!(refused.text.contains(expect), "{}", refused.text);
        assert!(!refused.text.contains("hunter2"), "{}", refused.text);
    }
    scene.provider.behave(|manner| manner.breaks = None);
    scene.add("second").await.at("/addProvider");
}

#[tokio::test]
async fn input_that_does_not_fit_is_told_by_field() {
    let scene = Scene::new().await;
    for (field, value) in [
        ("key", json!("Log in")),
        ("key", json!("login")),
        ("name", json!(" ")),
        ("name", json!("a\u{1b}b")),
        ("clientId", json!("")),
        ("clientSecret", json!("a b")),
        ("scopes", json!("\"")),
        ("issuer", json!("")),
        ("issuer", json!("javascript:alert(1)")),
        ("issuer", json!("https://user:word@guild.example")),
        ("issuer", json!("https://guild.example/?a=b")),
        ("issuer", json!("https://guild.example/#a")),
    ] {
        let mut input = scene.input("another");
        input[field] = value.clone();
        let refused = scene.admin.send(ADD, input).await;
        assert_eq!(refused.code(), "INVALID", "{field} {value}");
        assert_eq!(refused.error("field"), field, "{value}");
    }
}

#[tokio::test]
async fn a_provider_on_this_machine_is_refused_unless_the_operator_allows_it() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    for issuer in [
        "https://127.0.0.1",
        "http://guild.example",
        "https://guild.example:8443",
    ] {
        let input = json!({
            "site": "history", "key": "login", "name": "x", "issuer": issuer, "clientId": "y",
        });
        let refused = admin.send(ADD, input).await;
        assert_eq!(refused.error("field"), "issuer", "{issuer}");
    }
}

#[tokio::test]
async fn nobody_signs_in_with_a_provider_that_is_gone() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let address = scene.begin(&mut browser).await;
    let input = json!({ "site": "history", "key": "login" });
    scene.admin.send(REMOVE, input).await.at("/removeProvider");
    let code = scene.provider.sign_in(&address, "subject-1");
    let page = browser.get(&super::back(&address, &code)).await;
    assert_eq!(page.status, 400);
    assert_eq!(scene.provider.asked("token"), 0);
    // Of the same key, it is another provider, and its people are others.
    scene.add("login").await.at("/addProvider");
    scene
        .sign_in(&mut browser, "subject-1")
        .await
        .client(&scene.app);
}
