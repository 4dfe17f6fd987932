//! Moderating in a page of the site's: a session for that page, and what it reaches.
use super::{PASSWORD, account, credentials};
use crate::support::{Answer, Client, ORIGIN, SECURE_ORIGIN, TestApp, comment_id, item};
use axum::{body::Body, http::Request};
use chrono::Duration;
use rejoinder::{
    domain::credentials::session_cookie,
    model::{Comment, WaysIn},
    storage,
};
use serde_json::{Value, json};
use tower::ServiceExt;

const BEGIN: &str = "mutation($input: BeginModeratingHereInput!) {
    beginModeratingHere(input: $input) { accessToken refreshToken endsAt viewer { role } } }";
const REFRESH: &str = "mutation($input: RefreshSessionInput!) {
    refreshSession(input: $input) { accessToken refreshToken } }";
const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
const SESSIONS: &str = "{ viewer { sessions { id kind origin isCurrent } } }";

/// A page of our own, whose session a cookie keeps.
struct OwnPage<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> OwnPage<'a> {
    async fn open(app: &'a TestApp, name: &str, role: &str) -> Self {
        let email = account(app, name).await;
        let mut page = Self {
            app,
            cookie: String::new(),
        };
        let (cookie, _) = page.send(SIGN_IN, credentials(&email, PASSWORD)).await;
        page.cookie = cookie.unwrap();
        let role = vec![role.into(), name.into()];
        let raise = "UPDATE member SET role = $1 WHERE display_name = $2";
        app.execute(raise, role).await;
        page
    }

    async fn send(&self, document: &str, input: Value) -> (Option<String>, Value) {
        let body = json!({ "query": document, "variables": { "input": input } });
        let request = Request::post("/graphql")
            .header("content-type", "application/json")
            .header("x-rejoinder-session", "cookie")
            .header("origin", SECURE_ORIGIN)
            .header(
                "cookie",
                format!("{}={}", session_cookie::NAME, self.cookie),
            )
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.app.router().oneshot(request).await.unwrap();
        let cookie = response.headers().get("set-cookie").map(|cookie| {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            cookie.split_once('=').unwrap().1.to_owned()
        });
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        (cookie, serde_json::from_slice(&bytes.unwrap()).unwrap())
    }

    async fn begin(&self, origin: &str) -> Value {
        self.send(BEGIN, json!({ "origin": origin })).await.1
    }

    /// The frame in a page of the site's, with what was begun for it.
    async fn frame(&self) -> (Client, String) {
        let begun = self.begin(ORIGIN).await;
        let told = |name: &str| {
            let told = begun.pointer(&format!("/data/beginModeratingHere/{name}"));
            told.unwrap_or_else(|| panic!("{begun:#}"))
                .as_str()
                .unwrap()
                .to_owned()
        };
        let mut client = self.app.anonymous();
        client.access = Some(told("accessToken"));
        (client.in_frame(SECURE_ORIGIN, ORIGIN), told("refreshToken"))
    }
}

async fn held(app: &TestApp) -> Comment {
    let setting = app.thread().await;
    let ana = app.reader("Ana").await;
    app.comment(&setting).by(&ana).held().insert().await
}

fn reason(answer: &Value) -> &str {
    let reason = answer.pointer("/errors/0/extensions/reason");
    reason.and_then(Value::as_str).unwrap_or_default()
}

async fn approve(client: &Client, comment: &Comment) -> Answer {
    client.approve(vec![item(comment)]).await
}

#[tokio::test]
async fn a_moderator_moderates_in_a_page_of_the_site() {
    let app = TestApp::secure().await;
    let comment = held(&app).await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    let (frame, _) = own.frame().await;

    let query = "query($id: ID!) { viewer { role } comment(id: $id) {
        status holdReasons reviewed viewerCan { moderate { allowed } } } }";
    let seen = frame
        .run(query, json!({ "id": comment_id(comment.id) }))
        .await;
    assert_eq!(seen.text("/viewer/role"), "COMMENTER");
    assert_eq!(seen.text("/comment/status"), "PENDING");
    assert_eq!(seen.at("/comment/viewerCan/moderate/allowed"), true);
    let approved = approve(&frame, &comment).await;
    assert_eq!(
        approved.text("/approveComments/results/0/comment/status"),
        "APPROVED"
    );

    // What reaches further stays on our own pages.
    let members = "{ site(key: \"history\") { members { totalCount } } }";
    assert_eq!(
        frame.run(members, json!({})).await.reason(),
        "NOT_MODERATOR"
    );
    let log = "{ site(key: \"history\") { log { totalCount } } }";
    assert_eq!(frame.run(log, json!({})).await.reason(), "NOT_MODERATOR");
}

#[tokio::test]
async fn it_is_good_in_that_page_alone() {
    let app = TestApp::secure().await;
    let comment = held(&app).await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    let (frame, refresh) = own.frame().await;
    let elsewhere = [
        frame.in_frame(SECURE_ORIGIN, "https://other.example"),
        frame.in_frame(SECURE_ORIGIN, SECURE_ORIGIN),
        frame.in_frame("https://evil.example", ORIGIN),
        // The page around the frame, if it ever had the token.
        Client {
            around: None,
            ..frame.at_page(ORIGIN)
        },
        Client {
            around: None,
            ..frame.at_page(SECURE_ORIGIN)
        },
        Client {
            around: None,
            origin: None,
            ..frame.clone()
        },
    ];
    for page in &elsewhere {
        let named = (&page.origin, &page.around);
        assert_eq!(
            approve(page, &comment).await.reason(),
            "FOREIGN_ORIGIN",
            "{named:?}"
        );
        let read = page.run("{ viewer { email } }", json!({})).await;
        assert_eq!(read.reason(), "FOREIGN_ORIGIN", "{named:?}");
        let signed_out = Client {
            access: None,
            ..page.clone()
        };
        let refused = signed_out
            .send(REFRESH, json!({ "refreshToken": refresh }))
            .await;
        assert_eq!(refused.reason(), "FOREIGN_ORIGIN", "{named:?}");
    }
    approve(&frame, &comment).await.at("/approveComments");
    // None of these has used the token up.
    let frame = Client {
        access: None,
        ..frame
    };
    let renewed = frame
        .send(REFRESH, json!({ "refreshToken": refresh }))
        .await;
    renewed.at("/refreshSession/accessToken");
}

#[tokio::test]
async fn it_begins_on_our_own_page_for_a_page_of_the_site() {
    let app = TestApp::secure().await;
    app.other_site("politics").await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    for origin in [
        "https://politics.example",
        "https://evil.example",
        "null",
        SECURE_ORIGIN,
        "",
    ] {
        assert_eq!(
            reason(&own.begin(origin).await),
            "FOREIGN_ORIGIN",
            "{origin}"
        );
    }
    let input = json!({ "origin": ORIGIN });
    let mo = app.moderator("Maud").await;
    for client in [
        mo.at_page(SECURE_ORIGIN),
        mo.in_frame(SECURE_ORIGIN, ORIGIN),
        mo,
    ] {
        assert_eq!(
            client.send(BEGIN, input.clone()).await.reason(),
            "OWN_PAGES_ONLY"
        );
    }
    let (frame, _) = own.frame().await;
    assert_eq!(
        frame.send(BEGIN, input.clone()).await.reason(),
        "OWN_PAGES_ONLY"
    );
    let reader = OwnPage::open(&app, "Rita", "commenter").await;
    assert_eq!(reason(&reader.begin(ORIGIN).await), "NOT_MODERATOR");
    let demand = "UPDATE member SET standing = 'banned' WHERE display_name = 'Mo'";
    app.execute(demand, vec![]).await;
    assert_eq!(reason(&own.begin(ORIGIN).await), "BANNED");
}

#[tokio::test]
async fn where_a_second_factor_is_demanded_none_begins_without_it() {
    let app = TestApp::secure().await;
    let comment = held(&app).await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    let (frame, _) = own.frame().await;
    let (db, site) = (app.app.db.write(), app.site.id);
    let demanding = WaysIn {
        second_factor_for_staff: true,
        ..storage::ways_in::get(db, site).await.unwrap()
    };
    storage::ways_in::save(db, demanding).await.unwrap();
    assert_eq!(reason(&own.begin(ORIGIN).await), "SECOND_FACTOR_MISSING");
    // And one that has begun ends being a moderator's.
    assert_eq!(approve(&frame, &comment).await.reason(), "NOT_MODERATOR");
}

#[tokio::test]
async fn it_ends_after_four_hours_however_it_is_kept_alive() {
    let app = TestApp::secure().await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    let (frame, mut refresh) = own.frame().await;
    let frame = Client {
        access: None,
        ..frame
    };
    for _ in 0..4 {
        app.clock.advance(Duration::minutes(59));
        let renewed = frame
            .send(REFRESH, json!({ "refreshToken": refresh }))
            .await;
        refresh = renewed.text("/refreshSession/refreshToken");
    }
    let last = frame
        .send(REFRESH, json!({ "refreshToken": refresh }))
        .await;
    let signed_in = Client {
        access: Some(last.text("/refreshSession/accessToken")),
        ..frame.clone()
    };
    signed_in
        .run("{ viewer { role } }", json!({}))
        .await
        .at("/viewer/role");
    app.clock.advance(Duration::minutes(5));
    let over = signed_in.run("{ viewer { role } }", json!({})).await;
    assert_eq!(over.reason(), "SESSION_ENDED");
    let refresh = last.text("/refreshSession/refreshToken");
    let over = frame
        .send(REFRESH, json!({ "refreshToken": refresh }))
        .await;
    assert_eq!(over.reason(), "SESSION_ENDED");
}

#[tokio::test]
async fn it_stands_among_ones_sessions_and_is_ended_there() {
    let app = TestApp::secure().await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    let (frame, _) = own.frame().await;
    let (_, listed) = own.send(SESSIONS, Value::Null).await;
    let sessions = listed
        .pointer("/data/viewer/sessions")
        .unwrap()
        .as_array()
        .unwrap();
    let here = sessions
        .iter()
        .find(|session| session["kind"] == "MODERATING")
        .unwrap();
    assert_eq!(
        (&here["origin"], &here["isCurrent"]),
        (&json!(ORIGIN), &json!(false))
    );
    let end = "mutation($input: EndSessionInput!) { endSession(input: $input) {
        endedSessionId } }";
    let (_, ended) = own.send(end, json!({ "sessionId": here["id"] })).await;
    assert_eq!(ended.get("errors"), None);
    let over = frame.run("{ viewer { role } }", json!({})).await;
    assert_eq!(over.reason(), "SESSION_ENDED");
}

/// What somebody is on all sites is changed with a session of their own.
#[tokio::test]
async fn it_changes_nothing_of_the_account() {
    let app = TestApp::secure().await;
    let own = OwnPage::open(&app, "Mo", "moderator").await;
    let (frame, _) = own.frame().await;
    let everywhere = "mutation { endAllSessions(input: { everywhere: true }) { endedCount } }";
    let refused = frame.run(everywhere, json!({})).await;
    assert_eq!(refused.reason(), "EMBEDDED_SESSION");
    let totp = "mutation { beginTotp { secret } }";
    assert_eq!(frame.run(totp, json!({})).await.reason(), "OWN_PAGES_ONLY");
}
