//! Ways through a provider that end nowhere.
use super::{Browser, Page, Scene, back, parameter, start, way_back};
use crate::support::{
    ORIGIN,
    provider::{Breaks, Manner, Signs, access_token_hash},
};
use axum::http::StatusCode;
use chrono::Duration;
use serde_json::{Value, json};

#[tokio::test]
async fn only_a_token_that_is_right_in_every_claim_lets_somebody_in() {
    let scene = Scene::new().await;
    for claims in [
        json!({ "iss": "http://elsewhere.example" }),
        json!({ "iss": format!("{}/", scene.provider.url) }),
        json!({ "iss": null }),
        json!({ "aud": "another-client" }),
        json!({ "aud": ["rejoinder-test", "another-client"] }),
        json!({ "aud": [] }),
        json!({ "aud": null }),
        json!({ "azp": "another-client" }),
        json!({ "exp": null }),
        json!({ "iat": null }),
        json!({ "nonce": "another" }),
        json!({ "nonce": null }),
        json!({ "at_hash": "AAAA" }),
        json!({ "at_hash": access_token_hash().to_lowercase() }),
        json!({ "sub": "" }),
        json!({ "sub": "a\u{0}b" }),
        json!({ "sub": "s".repeat(256) }),
        json!({ "sub": null }),
        json!({ "sub": 5 }),
    ] {
        scene
            .provider
            .behave(|manner| manner.claims = claims.clone());
        refused(&scene, &claims).await;
    }
    for (claim, seconds) in [("exp", 0), ("exp", -1), ("exp", -60), ("iat", 61)] {
        // As it is when it is looked at.
        let at = scene.app.app.env.now().timestamp() + PAUSE.num_seconds() + seconds;
        let claims = json!({ claim: at });
        scene
            .provider
            .behave(|manner| manner.claims = claims.clone());
        refused(&scene, &claims).await;
    }
    let now = scene.app.app.env.now().timestamp();
    let good = json!({
        "azp": "rejoinder-test", "aud": ["rejoinder-test"], "iat": now + 60, "exp": now + 1,
    });
    scene.provider.behave(|manner| manner.claims = good);
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(page.message()["type"], "rejoinder:signed-in");
}

const PAUSE: Duration = Duration::seconds(20);

/// One try of its own, from a moment at which nobody is held up by tries before.
async fn refused(scene: &Scene, what: &Value) {
    scene.app.clock.advance(PAUSE);
    let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST, "{what}");
    assert_eq!(page.reason(), "PROVIDER_REFUSED", "{what}");
    assert_eq!(page.told()["origin"], ORIGIN);
}

#[tokio::test]
async fn a_token_has_to_be_signed_with_the_providers_own_key() {
    let scene = Scene::new().await;
    for signs in [
        Signs::WithAnotherKey,
        Signs::NotAtAll,
        Signs::WithTheSecret,
        Signs::WithThePublicKey,
    ] {
        scene.provider.behave(|manner| manner.signs = signs);
        refused(&scene, &json!(signs as i32)).await;
    }
    scene
        .provider
        .behave(|manner| manner.signs = Signs::Properly);
    for header in [
        json!({ "alg": "none" }),
        json!({ "alg": "HS256" }),
        json!({ "alg": "RS256" }),
        json!({ "alg": "ES512" }),
        json!({ "kid": "two" }),
        json!({ "crit": ["exp"] }),
        json!({ "typ": "at+jwt" }),
    ] {
        scene
            .provider
            .behave(|manner| manner.header = header.clone());
        refused(&scene, &header).await;
    }
}

#[tokio::test]
async fn a_thousand_unknown_keys_cost_a_fetch_a_minute() {
    let scene = Scene::new().await;
    assert_eq!(scene.provider.asked("keys"), 1);
    scene
        .provider
        .behave(|manner| manner.header = json!({ "kid": "two" }));
    for _ in 0..8 {
        let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
        assert_eq!(page.reason(), "PROVIDER_REFUSED");
    }
    assert_eq!(scene.provider.asked("keys"), 1, "they are not a minute old");
    scene.app.clock.advance(Duration::minutes(2));
    for _ in 0..10 {
        scene
            .sign_in(&mut scene.browser(), "subject-1")
            .await
            .reason();
    }
    assert_eq!(scene.provider.asked("keys"), 2);
    assert_eq!(scene.provider.asked("discovery"), 1);
}

#[tokio::test]
async fn a_way_is_gone_once_and_to_its_end_in_the_browser_that_began_it() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let address = scene.begin(&mut browser).await;
    let code = scene.provider.sign_in(&address, "subject-1");
    let path = back(&address, &code);

    for mut other in [
        scene.browser(),
        with_cookie(&scene, "rejoinder-browser=guessed"),
        with_cookie(&scene, &format!("rejoinder-browser={}", "g".repeat(43))),
    ] {
        let page = other.get(&path).await;
        assert_stale(&page);
    }
    let mut somebody_else = scene.browser();
    scene.begin(&mut somebody_else).await;
    assert_stale(&somebody_else.get(&path).await);
    assert_eq!(scene.provider.asked("token"), 0);

    let page = browser.get(&path).await;
    assert_eq!(page.message()["type"], "rejoinder:signed-in");
    assert_stale(&browser.get(&path).await);
    assert_eq!(scene.provider.asked("token"), 1);
}

/// Nobody is told but the person who looks at the window.
fn assert_stale(page: &Page) {
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("This sign-in is over"), "{}", page.body);
    assert!(!page.body.contains("id=\"told\""), "{}", page.body);
}

fn with_cookie(scene: &Scene, cookie: &str) -> Browser {
    let (name, value) = cookie.split_once('=').unwrap();
    Browser {
        cookies: [(name.to_owned(), value.to_owned())].into(),
        ..scene.browser()
    }
}

#[tokio::test]
async fn a_way_is_open_for_ten_minutes() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let address = scene.begin(&mut browser).await;
    let code = scene.provider.sign_in(&address, "subject-1");
    scene.app.clock.advance(Duration::minutes(10));
    assert_stale(&browser.get(&back(&address, &code)).await);
    let unknown = browser
        .get("/sign-in/oidc/callback/history/login?state=unknown&code=x")
        .await;
    assert_stale(&unknown);
    for path in ["", "?state", "?state=%00", "?state=a&state=b", "?code=x"] {
        let page = browser
            .get(&format!("/sign-in/oidc/callback/history/login{path}"))
            .await;
        assert_stale(&page);
    }
}

#[tokio::test]
async fn what_one_provider_answers_is_not_taken_to_another() {
    let scene = Scene::new().await;
    let iss = |path: &str, iss: &str| format!("{path}&iss={iss}");
    let go = async |query: &dyn Fn(&str) -> String| {
        let mut browser = scene.browser();
        let address = scene.begin(&mut browser).await;
        let code = scene.provider.sign_in(&address, "subject-1");
        browser.get(&query(&back(&address, &code))).await
    };
    // Whoever names itself, though it did not say that it would, has to be the one.
    let page = go(&|path| iss(path, "https://elsewhere.example")).await;
    assert_eq!(page.reason(), "PROVIDER_REFUSED");
    let page = go(&|path| iss(path, &scene.provider.url)).await;
    assert_eq!(page.message()["type"], "rejoinder:signed-in");

    let names_itself = json!({ "authorization_response_iss_parameter_supported": true });
    scene
        .provider
        .behave(|manner: &mut Manner| manner.discovery = names_itself);
    scene.app.clock.advance(Duration::hours(2));
    assert_eq!(go(&str::to_owned).await.reason(), "PROVIDER_REFUSED");
    let page = go(&|path| iss(path, "https://elsewhere.example")).await;
    assert_eq!(page.reason(), "PROVIDER_REFUSED");
    let page = go(&|path| iss(path, &scene.provider.url)).await;
    assert_eq!(page.message()["type"], "rejoinder:signed-in");
}

/// A provider that lies sends somebody on to an honest one in its place, whose code would come to it
/// with the exchange (RFC 9700 §4.4).
#[tokio::test]
async fn a_code_that_comes_back_by_another_providers_address_is_not_redeemed() {
    let scene = Scene::new().await;
    scene.add("second").await.at("/addProvider");
    let exchanged = scene.provider.asked("token");
    for elsewhere in ["history/second", "history/absent", "absent/login"] {
        let mut browser = scene.browser();
        let address = scene.begin(&mut browser).await;
        assert_eq!(way_back(&address), "/sign-in/oidc/callback/history/login");
        let code = scene.provider.sign_in(&address, "subject-1");
        let path = back(&address, &code).replace("history/login", elsewhere);
        let page = browser.get(&path).await;
        assert_eq!(page.reason(), "PROVIDER_REFUSED", "{elsewhere}");
        // It was this way's one try.
        assert_stale(&browser.get(&back(&address, &code)).await);
    }
    assert_eq!(scene.provider.asked("token"), exchanged);
}

#[tokio::test]
async fn what_a_provider_says_of_an_error_is_not_repeated() {
    let scene = Scene::new().await;
    for (error, reason) in [
        ("access_denied", "CANCELLED"),
        ("server_error", "PROVIDER_REFUSED"),
        ("%3Cscript%3Ealert(1)%3C/script%3E", "PROVIDER_REFUSED"),
    ] {
        let mut browser = scene.browser();
        let address = scene.begin(&mut browser).await;
        let state = parameter(&address, "state");
        let said = "%3Cb%3Ehunter2%3C/b%3E";
        let way_back = way_back(&address);
        let path = format!("{way_back}?state={state}&error={error}&error_description={said}");
        let page = browser.get(&path).await;
        assert_eq!(page.reason(), reason);
        assert!(!page.body.contains("hunter2") && !page.body.contains("alert(1)"));
        assert_stale(&browser.get(&path).await);
    }
}

#[tokio::test]
async fn a_provider_that_does_not_answer_keeps_nobody_waiting() {
    let scene = Scene::impatient().await;
    for (breaks, reason) in [
        (Breaks::Down, "PROVIDER_REFUSED"),
        (Breaks::Elsewhere, "PROVIDER_REFUSED"),
        (Breaks::Slow, "PROVIDER_AWAY"),
        (Breaks::Huge, "PROVIDER_AWAY"),
    ] {
        scene.provider.behave(|manner| manner.breaks = Some(breaks));
        let page = scene.sign_in(&mut scene.browser(), "subject-1").await;
        assert_eq!(page.reason(), reason);
        assert!(!page.body.contains("hunter2"), "{}", page.body);
    }
    // When what is known of it has grown old, it is asked before anybody is sent there; and then
    // left alone for a while.
    scene.app.clock.advance(Duration::hours(2));
    scene
        .provider
        .behave(|manner| manner.breaks = Some(Breaks::Down));
    for _ in 0..3 {
        let page = scene.browser().get(&start("login", ORIGIN)).await;
        assert_eq!(page.status, StatusCode::BAD_GATEWAY);
        assert_eq!(page.reason(), "PROVIDER_AWAY");
    }
    assert_eq!(scene.provider.asked("discovery"), 2);
}

#[tokio::test]
async fn a_page_that_is_none_of_the_sites_is_told_nothing() {
    let scene = Scene::new().await;
    scene.app.other_site("politics").await;
    let foreign = [
        "https://evil.example",
        "https://history.example.evil.example",
        "https://history.example/",
        "https://history.example:8443",
        "http://history.example",
        "https://politics.example",
        "null",
        "*",
        "",
    ];
    let mut browser = scene.browser();
    for path in foreign.map(|origin| start("login", origin)) {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.body.contains("id=\"told\""), "{}", page.body);
        scene.app.clock.advance(Duration::seconds(10));
    }
    for path in [
        start("absent", ORIGIN),
        start("login", ORIGIN).replace("history&", "absent&"),
        start("login", ORIGIN).replace("history&", "politics&"),
        "/sign-in/oidc/start".to_owned(),
    ] {
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_site_that_gives_up_a_page_gives_it_no_more_sessions() {
    let scene = Scene::new().await;
    let mut browser = scene.browser();
    let address = scene.begin(&mut browser).await;
    let code = scene.provider.sign_in(&address, "subject-1");
    let update = "mutation($input: UpdateSiteInput!) { updateSite(input: $input) { site { id } } }";
    let input = json!({ "site": "history", "origins": ["https://new.example"] });
    scene.admin.send(update, input).await.at("/updateSite");
    let page = browser.get(&back(&address, &code)).await;
    assert_eq!(page.reason(), "NOT_FOUND");
}

#[tokio::test]
async fn one_network_begins_ten_ways_at_once_and_no_more() {
    let scene = Scene::new().await;
    for _ in 0..10 {
        scene.begin(&mut scene.browser()).await;
    }
    let page = scene.browser().get(&start("login", ORIGIN)).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
}
