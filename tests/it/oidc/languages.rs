//! The language of the pages on the way: the one that the window was opened with, or the browser's.
use super::{Browser, PASSWORD, Page, Scene, back, parameter, start, way_back};
use crate::{factors, support::ORIGIN};
use axum::http::StatusCode;

impl Scene {
    /// Begins in a window of this language, as the sign-in window does; gives the address of the
    /// provider.
    async fn begin_in(&self, browser: &mut Browser, locale: &str) -> String {
        let path = format!("{}&locale={locale}", start("login", ORIGIN));
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        page.header("location")
    }

    async fn come_back(&self, browser: &mut Browser, address: &str) -> Page {
        let code = self.provider.sign_in(address, "subject-1");
        browser.get(&back(address, &code)).await
    }

    fn browser_that_accepts(&self, accepts: &'static str) -> Browser {
        Browser {
            accepts: Some(accepts),
            ..self.browser()
        }
    }
}

impl Page {
    /// Of its root, and what its heading says.
    fn language_and_heading(&self) -> (&str, &str) {
        let between = |before: &str, after: &str| {
            let rest = self.body.split_once(before).unwrap().1;
            rest.split_once(after).unwrap().0
        };
        (between("<html lang=\"", "\""), between("<h1>", "</h1>"))
    }
}

const GERMAN: (&str, &str) = ("de", "Ist das dein Konto?");

#[tokio::test]
async fn the_windows_language_is_kept_to_the_end_of_the_way() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser_that_accepts("fr");
    let address = scene.begin_in(&mut browser, "de-AT").await;
    assert_eq!(parameter(&address, "ui_locales"), "de");

    let page = scene.come_back(&mut browser, &address).await;
    assert_eq!(page.language_and_heading(), GERMAN);
    let page = browser.post(&page, &[("said", "send-code")]).await;
    assert_eq!(page.language_and_heading(), GERMAN);
    let mailed = "kind = 'link_identity' AND locale = 'de'";
    assert_eq!(scene.app.count("mail", mailed, vec![]).await, 1);
    let wrong = [("said", "password"), ("password", "not-the-password")];
    let page = browser.post(&page, &wrong).await;
    assert!(
        page.body.contains("Das ist nicht das Passwort"),
        "{}",
        page.body
    );
    let right = [("said", "password"), ("password", PASSWORD)];
    let page = browser.post(&page, &right).await;
    assert_eq!(page.language_and_heading(), ("de", "Angemeldet"));
    assert_eq!(page.message()["type"], "rejoinder:signed-in");
}

#[tokio::test]
async fn where_the_window_has_none_the_browser_is_asked_each_time() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser_that_accepts("sv, ja;q=0.4, ar-EG;q=0.7");
    // A language that the pages do not speak is none.
    for locale in ["tlh", "", "%00", "de%20fr"] {
        let address = scene.begin_in(&mut browser, locale).await;
        assert!(!address.contains("ui_locales"), "{address}");
        let page = scene.come_back(&mut browser, &address).await;
        assert_eq!(page.language_and_heading().0, "ar", "{locale}");
        assert!(page.body.contains("dir=\"rtl\""), "{}", page.body);
    }
    let page = scene.sign_in(&mut browser, "subject-1").await;
    browser.accepts = Some("vi");
    let page = browser.post(&page, &[("said", "send-code")]).await;
    assert_eq!(page.language_and_heading().0, "vi");
    let mailed = "kind = 'link_identity' AND locale = 'vi'";
    assert_eq!(scene.app.count("mail", mailed, vec![]).await, 1);
}

#[tokio::test]
async fn the_sign_in_window_goes_on_in_the_same_language() {
    let scene = Scene::new().await;
    let email = scene.member("Ana").await;
    scene.vouch(&email);
    let mut browser = scene.browser();
    let address = scene.begin_in(&mut browser, "pt").await;
    let page = scene.come_back(&mut browser, &address).await;
    let right = [("said", "password"), ("password", PASSWORD)];
    browser.post(&page, &right).await;
    factors::given_an_app(&scene.app, &email).await;

    let address = scene.begin_in(&mut browser, "pt").await;
    let page = scene.come_back(&mut browser, &address).await;
    assert_eq!(page.language_and_heading(), ("pt", "O segundo passo"));
    let window = "/sign-in?site=history&origin=https%3A%2F%2Fhistory.example&locale=pt";
    assert_eq!(page.told()["next"], window);
}

#[tokio::test]
async fn what_went_wrong_is_told_in_the_readers_language() {
    let scene = Scene::new().await;
    let mut browser = scene.browser_that_accepts("es");
    let nowhere = format!("{}&locale=ja", start("absent", ORIGIN));
    let page = browser.get(&nowhere).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(page.language_and_heading(), ("ja", "ログインしていません"));

    let address = scene.begin_in(&mut browser, "fr").await;
    let state = parameter(&address, "state");
    let cancelled = format!("{}?state={state}&error=access_denied", way_back(&address));
    // In another browser nobody knows of the attempt's language either.
    let page = scene.browser_that_accepts("es").get(&cancelled).await;
    assert_eq!(page.language_and_heading(), ("es", "Sesión no iniciada"));
    let page = browser.get(&cancelled).await;
    assert_eq!(page.reason(), "CANCELLED");
    assert_eq!(page.language_and_heading(), ("fr", "Pas de connexion"));
    let page = browser.get(&cancelled).await;
    assert_eq!(page.language_and_heading(), ("es", "Sesión no iniciada"));
}
