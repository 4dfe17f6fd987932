//! By a provider to a page of the service's own, with the session in a cookie.
use super::{Browser, Page, Scene, VIEWER, back};
use crate::{factors, support::SECURE_ORIGIN};
use axum::{body::Body, http::Request};
use rejoinder::domain::credentials::session_cookie;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::form_urlencoded::Serializer;

const NEXT: &str = "/account?site=history";

/// Follows a link to the way in, as the browser says how near the page with the link is.
async fn begin(browser: &mut Browser, next: &str, near: Option<&str>) -> Page {
    let query = Serializer::new(String::new())
        .append_pair("site", "history")
        .append_pair("provider", "login")
        .append_pair("next", next)
        .finish();
    let mut request = Request::get(format!("/sign-in/oidc/start?{query}"));
    if let Some(near) = near {
        request = request.header("sec-fetch-site", near);
    }
    browser.send(request, Body::empty()).await
}

/// The whole way from a page of our own.
async fn arrive(scene: &Scene, browser: &mut Browser) -> Page {
    let page = begin(browser, NEXT, Some("same-origin")).await;
    let address = page.header("location");
    let code = scene.provider.sign_in(&address, "subject-1");
    browser.get(&back(&address, &code)).await
}

fn session(page: &Page) -> Option<String> {
    let cookies = page.headers.get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let cookie = cookies.find(|cookie| cookie.starts_with(session_cookie::NAME))?;
    assert!(
        cookie.contains("SameSite=Strict") && cookie.contains("HttpOnly"),
        "{cookie}"
    );
    Some(cookie.split_once(';').unwrap().0.to_owned())
}

/// What a page of our own is told with this cookie.
async fn viewer(scene: &Scene, cookie: &str) -> Value {
    let request = Request::post("/graphql")
        .header("content-type", "application/json")
        .header("x-rejoinder-session", "cookie")
        .header("origin", SECURE_ORIGIN)
        .header("cookie", cookie)
        .body(Body::from(json!({ "query": VIEWER }).to_string()));
    let response = scene.app.router().oneshot(request.unwrap()).await.unwrap();
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    let answer: Value = serde_json::from_slice(&bytes.unwrap()).unwrap();
    answer["data"]["viewer"].clone()
}

#[tokio::test]
async fn a_page_of_our_own_gets_a_cookie_and_no_tokens() {
    let scene = Scene::secure().await;
    let page = arrive(&scene, &mut scene.browser()).await;
    assert_eq!(page.told(), json!({ "next": NEXT }));
    assert!(!page.body.contains("accessToken"), "{}", page.body);
    let cookie = session(&page).unwrap();
    let viewer = viewer(&scene, &cookie).await;
    assert_eq!(viewer["role"], "COMMENTER");
    assert_eq!(viewer["identities"][0]["provider"]["key"], "login");
    let direct = "kind = 'direct' AND cookie_hash IS NOT NULL";
    assert_eq!(scene.app.count("session", direct, vec![]).await, 1);
}

#[tokio::test]
async fn only_our_own_pages_ask_for_one_and_only_to_go_to_our_own() {
    let scene = Scene::secure().await;
    for near in [None, Some("none"), Some("same-site"), Some("cross-site")] {
        let page = begin(&mut scene.browser(), NEXT, near).await;
        assert_eq!(page.status, 404, "{near:?}");
    }
    for next in ["", "//elsewhere.example", "https://elsewhere.example/"] {
        let page = begin(&mut scene.browser(), next, Some("same-origin")).await;
        assert_eq!(page.status, 404, "{next}");
    }
    let both = format!("{}&next=%2Faccount", super::start("login", SECURE_ORIGIN));
    let request = Request::get(both).header("sec-fetch-site", "same-origin");
    assert_eq!(
        scene.browser().send(request, Body::empty()).await.status,
        404
    );
}

/// Over plain HTTP browsers keep none.
#[tokio::test]
async fn where_no_cookie_is_kept_nobody_is_sent_away_for_one() {
    let scene = Scene::new().await;
    let page = begin(&mut scene.browser(), NEXT, Some("same-origin")).await;
    assert_eq!(page.status, 404);
}

#[tokio::test]
async fn the_session_that_the_browser_had_ends_with_the_new_one_and_not_before() {
    let scene = Scene::secure().await;
    let mut browser = scene.browser();
    let before = session(&arrive(&scene, &mut browser).await).unwrap();
    let page = begin(&mut browser, NEXT, Some("same-origin")).await;
    assert_eq!(page.status, 303);
    assert_ne!(viewer(&scene, &before).await, Value::Null);
    let page = arrive(&scene, &mut browser).await;
    let after = session(&page).unwrap();
    assert_ne!(after, before);
    assert_eq!(viewer(&scene, &before).await, Value::Null);
    assert_ne!(viewer(&scene, &after).await, Value::Null);
}

#[tokio::test]
async fn whoever_turns_back_is_led_back_and_stays_as_they_were() {
    let scene = Scene::secure().await;
    let mut browser = scene.browser();
    let before = session(&arrive(&scene, &mut browser).await).unwrap();
    let page = begin(&mut browser, NEXT, Some("same-origin")).await;
    let address = page.header("location");
    let refused = back(&address, "").replace("code=", "error=access_denied");
    let page = browser.get(&refused).await;
    assert!(
        page.body.contains("href=\"/account?site=history\""),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("id=\"told\""),
        "there is nobody to tell"
    );
    assert_eq!(session(&page), None);
    assert_ne!(viewer(&scene, &before).await, Value::Null);
}

#[tokio::test]
async fn the_second_factor_comes_before_the_cookie() {
    let scene = Scene::secure().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let page = arrive(&scene, &mut browser).await;
    let right = [("said", "password"), ("password", super::PASSWORD)];
    let page = browser.post(&page, &right).await;
    assert_eq!(page.told(), json!({ "next": NEXT }));
    session(&page).unwrap();
    factors::given_an_app(&scene.app, &email).await;

    let page = arrive(&scene, &mut scene.browser()).await;
    assert_eq!(session(&page), None);
    let told = page.told();
    let window = "/sign-in?site=history&next=%2Faccount%3Fsite%3Dhistory";
    assert_eq!(told["next"], window);
    assert_eq!(told["factor"]["totp"], true);
}
