//! Sessions that the service's own pages keep in a cookie, and whoever tries to ride on one.
mod forged;

use super::{PASSWORD, account, credentials};
use crate::support::{OWN_ORIGIN, TestApp};
use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use chrono::Duration;
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::{Secret, session_cookie},
        sessions,
    },
    graphql, http,
    model::Role,
    storage,
};
use serde_json::{Value, json};
use tower::ServiceExt;

const OWN: &str = "https://comments.test";
const ASKS: (&str, &str) = ("x-rejoinder-session", "cookie");
/// What a browser says of one of our own pages that asks for the cookie.
const OURS: &[(&str, &str)] = &[ASKS, ("origin", OWN), ("sec-fetch-site", "same-origin")];

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    accessToken expiresAt refreshToken viewer { role }
} }";
const SIGN_OUT: &str = "mutation($input: SignOutInput!) { signOut(input: $input) { signedOut } }";
const VIEWER: &str = "{ viewer { email role sessions { kind isCurrent } } }";

/// A browser on one of the service's own pages.
#[derive(Clone)]
struct Browser {
    router: Router,
    cookie: Option<String>,
}

struct Told {
    json: Value,
    /// The whole header.
    set_cookie: Option<String>,
}

impl Told {
    fn reason(&self) -> &str {
        let reason = self.json.pointer("/errors/0/extensions/reason");
        reason.and_then(Value::as_str).unwrap_or_default()
    }

    fn at(&self, pointer: &str) -> &Value {
        assert!(self.json.get("errors").is_none(), "{:#}", self.json);
        self.json.pointer(pointer).unwrap()
    }

    /// The value of the cookie that it sets.
    fn value(&self) -> String {
        let header = self.set_cookie.as_deref().unwrap();
        let value = header.strip_prefix("__Host-rejoinder=").unwrap();
        value.split(';').next().unwrap().to_owned()
    }
}

async fn tell(router: &Router, request: Request<Body>) -> Told {
    let response = router.clone().oneshot(request).await.unwrap();
    let headers = response.headers();
    assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_CREDENTIALS));
    let set_cookie = headers.get(header::SET_COOKIE);
    let set_cookie = set_cookie.map(|value| value.to_str().unwrap().to_owned());
    let bytes = axum::body::to_bytes(response.into_body(), 100_000)
        .await
        .unwrap();
    Told {
        json: serde_json::from_slice(&bytes).unwrap_or_default(),
        set_cookie,
    }
}

impl Browser {
    async fn send(&self, headers: &[(&str, &str)], document: &str, input: &Value) -> Told {
        let body = json!({ "query": document, "variables": { "input": input } });
        let mut request = Request::post("/graphql").header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", format!("{}={cookie}", session_cookie::NAME));
        }
        tell(&self.router, request.body(body.to_string().into()).unwrap()).await
    }

    async fn ask(&self, document: &str, input: Value) -> Told {
        self.send(OURS, document, &input).await
    }

    /// With the cookie that it is given.
    async fn sign_in(&self, email: &str) -> Self {
        let told = self.ask(SIGN_IN, credentials(email, PASSWORD)).await;
        told.at("/data/signIn/viewer/role");
        self.with(Some(told.value()))
    }

    fn with(&self, cookie: Option<String>) -> Self {
        Self {
            cookie,
            ..self.clone()
        }
    }

    async fn role(&self) -> Option<String> {
        let told = self.ask(VIEWER, Value::Null).await;
        let role = told.at("/data/viewer").get("role");
        role.map(|role| role.as_str().unwrap().to_owned())
    }
}

/// Two nodes behind one https address, and a moderator's e-mail address.
async fn desk(app: &TestApp) -> (Browser, Browser, String) {
    let mut nodes = Vec::new();
    for _ in 0..2 {
        let node = app.node_at(OWN).await;
        nodes.push(Browser {
            router: http::router(&node, graphql::schema(), vec![], Router::new()),
            cookie: None,
        });
    }
    let mo = NewAccount {
        email: "mo@example.org".to_owned(),
        display_name: "Mo".to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: Some(("history".to_owned(), Some(Role::Moderator))),
    };
    let email = mo.email.clone();
    accounts::create(&app.app, mo).await.unwrap();
    (nodes.remove(0), nodes.remove(0), email)
}

#[tokio::test]
async fn one_of_our_own_pages_signs_in_and_sees_no_token() {
    let app = TestApp::new().await;
    let (browser, other, email) = desk(&app).await;
    let told = browser.ask(SIGN_IN, credentials(&email, PASSWORD)).await;
    let none = json!({
        "accessToken": null, "expiresAt": null, "refreshToken": null,
        "viewer": { "role": "MODERATOR" },
    });
    assert_eq!(told.at("/data/signIn"), &none);
    let value = told.value();
    let rest = "HttpOnly; SameSite=Strict; Secure; Path=/; Max-Age=1209600";
    assert_eq!(
        told.set_cookie,
        Some(format!("__Host-rejoinder={value}; {rest}"))
    );

    let signed_in = browser.with(Some(value.clone()));
    for browser in [&signed_in, &other.with(Some(value.clone()))] {
        let told = browser.ask(VIEWER, Value::Null).await;
        let viewer = json!({
            "email": email, "role": "MODERATOR",
            "sessions": [{ "kind": "DIRECT", "isCurrent": true }],
        });
        assert_eq!(told.at("/data/viewer"), &viewer);
    }
    let hash = session_cookie::hash(&value).unwrap();
    let found = storage::sessions::find_by_cookie(app.app.db.read(), &hash)
        .await
        .unwrap();
    assert!(found.is_some(), "by its hash alone");
}

#[tokio::test]
async fn without_asking_a_page_gets_tokens_and_no_cookie() {
    let app = TestApp::new().await;
    let (browser, _, email) = desk(&app).await;
    let signed_in = browser.sign_in(&email).await;
    for headers in [
        &OURS[1..],
        &[("x-rejoinder-session", "token"), OURS[1], OURS[2]],
    ] {
        // Not even where the browser sends the cookie along.
        for browser in [&browser, &signed_in] {
            let told = browser
                .send(headers, SIGN_IN, &credentials(&email, PASSWORD))
                .await;
            assert!(told.at("/data/signIn/accessToken").is_string());
            assert_eq!(told.set_cookie, None);
            let told = browser.send(headers, VIEWER, &Value::Null).await;
            assert!(told.at("/data/viewer").is_null());
        }
    }
    assert_eq!(signed_in.role().await.as_deref(), Some("MODERATOR"));
}

#[tokio::test]
async fn signing_out_takes_the_cookie_away_and_ends_the_session_on_every_node() {
    let app = TestApp::new().await;
    let (browser, other, email) = desk(&app).await;
    let signed_in = browser.sign_in(&email).await;
    let there = other.with(signed_in.cookie.clone());
    assert!(there.role().await.is_some());
    for _ in 0..2 {
        let told = signed_in.ask(SIGN_OUT, json!({})).await;
        assert_eq!(told.at("/data/signOut/signedOut"), true);
        assert_eq!(told.set_cookie, Some(session_cookie::clear()));
        assert_eq!(signed_in.role().await, None);
        assert_eq!(there.role().await, None);
    }
    // What is left of it keeps nobody from signing in again.
    let again = signed_in.sign_in(&email).await;
    assert_eq!(again.role().await.as_deref(), Some("MODERATOR"));
}

/// Whatever value a browser was made to hold, signing in gives it another.
#[tokio::test]
async fn nobody_signs_in_under_a_value_that_somebody_else_has_chosen() {
    let app = TestApp::new().await;
    let (browser, _, email) = desk(&app).await;
    let planted = session_cookie::value([7; 32]).to_string();
    let signed_in = browser.with(Some(planted.clone())).sign_in(&email).await;
    assert_ne!(signed_in.cookie.as_ref(), Some(&planted));
    assert_eq!(browser.with(Some(planted)).role().await, None);

    // The attacker's own session, planted, ends when the victim signs in over it.
    let attacker = account(&app, "Eve").await;
    let attackers = browser.sign_in(&attacker).await;
    let victim = attackers.sign_in(&email).await;
    assert_ne!(victim.cookie, attackers.cookie);
    assert_eq!(attackers.role().await, None);
    assert_eq!(victim.role().await.as_deref(), Some("MODERATOR"));
}

#[tokio::test]
async fn a_cookie_ends_after_its_idle_time_and_after_fourteen_days_at_the_latest() {
    let app = TestApp::new().await;
    let (browser, other, email) = desk(&app).await;
    let nodes = [app.node_at(OWN).await];
    let busy = Browser {
        router: http::router(&nodes[0], graphql::schema(), vec![], Router::new()),
        ..browser.sign_in(&email).await
    };
    let idle = browser.sign_in(&email).await;
    let second = Duration::seconds(1);
    app.clock.advance(session_cookie::IDLE - second);
    assert!(busy.role().await.is_some());
    sessions::write_uses(&nodes[0]).await.unwrap();
    app.clock.advance(second);
    assert_eq!(idle.role().await, None);

    let mut left = session_cookie::ABSOLUTE - session_cookie::IDLE;
    let step = session_cookie::IDLE - second * 2;
    while left > step {
        app.clock.advance(step);
        left -= step;
        assert!(busy.role().await.is_some());
        sessions::write_uses(&nodes[0]).await.unwrap();
    }
    app.clock.advance(left - second);
    assert!(other.with(busy.cookie.clone()).role().await.is_some());
    app.clock.advance(second);
    assert_eq!(busy.role().await, None);
}

#[tokio::test]
async fn what_is_taken_from_a_member_is_gone_from_the_cookies_session_at_once() {
    let app = TestApp::new().await;
    let (browser, other, email) = desk(&app).await;
    let signed_in = browser.sign_in(&email).await;
    let there = other.with(signed_in.cookie.clone());
    let of = async |role: Option<&str>| {
        for browser in [&signed_in, &there] {
            assert_eq!(browser.role().await.as_deref(), role);
        }
    };
    of(Some("MODERATOR")).await;
    let mo = app.moderator("Mo").await;
    let set = async |sql: &str| {
        let txn = app.app.db.begin_write().await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&txn, sql)
            .await
            .unwrap();
        txn.commit().await.unwrap();
    };
    set("UPDATE member SET role = 'commenter'").await;
    of(Some("COMMENTER")).await;
    set("UPDATE member SET role = 'admin'").await;
    of(Some("ADMIN")).await;
    set("UPDATE member SET standing = 'banned'").await;
    of(Some("COMMENTER")).await;
    let end_all =
        "mutation($input: EndAllSessionsInput!) { endAllSessions(input: $input) { endedCount } }";
    let ended = mo.send(end_all, json!({})).await;
    assert_eq!(ended.number("/endAllSessions/endedCount"), 1);
    of(None).await;
}

#[tokio::test]
async fn over_plain_http_there_is_no_cookie_and_no_password_is_tried() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let browser = Browser {
        router: app.router(),
        cookie: None,
    };
    let plain = [
        ASKS,
        ("origin", OWN_ORIGIN),
        ("sec-fetch-site", "same-origin"),
    ];
    let hashed = app.app.passwords.computed();
    let told = browser
        .send(&plain, SIGN_IN, &credentials(&email, PASSWORD))
        .await;
    assert_eq!(told.reason(), "COOKIE_NEEDS_HTTPS");
    assert_eq!(told.set_cookie, None);
    assert_eq!(app.app.passwords.computed(), hashed);
    let told = browser
        .send(&plain[1..], SIGN_IN, &credentials(&email, PASSWORD))
        .await;
    assert!(told.at("/data/signIn/accessToken").is_string());
}
