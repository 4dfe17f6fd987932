//! One's own sessions: seen, and ended.
use super::{
    PASSWORD, SIGN_IN, VIEWER, account, credentials, from_peer, holding, refresh, sign_in,
    with_header,
};
use crate::support::{Answer, Client, ORIGIN, OWN_ORIGIN, TestApp};
use axum::{Router, http::HeaderName};
use chrono::Duration;
use rejoinder::{
    domain::{credentials::refresh_token::IDLE, sessions},
    graphql,
    http::{self, Network},
    model::{Role, SessionKind},
};
use serde_json::{Value, json};

const SESSIONS: &str = "{ viewer { sessions {
    id device country kind createdAt lastUsedAt secondFactor isCurrent
} } }";
const END: &str =
    "mutation($input: EndSessionInput!) { endSession(input: $input) { endedSessionId } }";
const END_ALL: &str =
    "mutation($input: EndAllSessionsInput!) { endAllSessions(input: $input) { endedCount } }";

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";

async fn sessions_of(client: &Client) -> Vec<Value> {
    let answer = client.run(SESSIONS, json!({})).await;
    answer.at("/viewer/sessions").as_array().unwrap().clone()
}

/// The id of the session that the client is signed in with.
async fn own_id(client: &Client) -> String {
    let sessions = sessions_of(client).await;
    let current = sessions.iter().find(|session| session["isCurrent"] == true);
    current.unwrap()["id"].as_str().unwrap().to_owned()
}

async fn end(client: &Client, id: &str) -> Answer {
    client.send(END, json!({ "sessionId": id })).await
}

async fn is_over(client: &Client) -> bool {
    let answer = client.run(VIEWER, json!({})).await;
    let over = answer.json.get("errors").is_some();
    assert!(!over || answer.reason() == "SESSION_ENDED");
    over
}

fn router_behind_a_proxy(app: &TestApp) -> Router {
    let network = Network::from(vec!["10.0.0.0/8".parse().unwrap()])
        .with_country_header(Some(HeaderName::from_static("cf-ipcountry")));
    http::router(&app.app, graphql::schema(), network, Router::new())
}

#[tokio::test]
async fn each_session_tells_its_device_and_its_country() {
    let app = TestApp::new().await;
    let email = account(&app, "Ana").await;
    let behind = |peer: &str, agent: &str| {
        let router = with_header(router_behind_a_proxy(&app), "cf-ipcountry", "PT");
        Client::new(from_peer(with_header(router, "user-agent", agent), peer))
    };
    let desk = behind("10.0.0.1", FIREFOX);
    let desk = holding(&desk, &sign_in(&desk, &email, PASSWORD).await, "signIn");
    app.clock.advance(Duration::minutes(2));
    // A stranger's word of its country counts for nothing.
    let radio = behind("203.0.113.7", "Podcatcher/3");
    let radio = Client {
        origin: Some(ORIGIN.to_owned()),
        ..radio
    };
    radio
        .send(SIGN_IN, credentials(&email, PASSWORD))
        .await
        .at("/signIn");

    let seen = sessions_of(&desk).await;
    let (first, second) = ("2026-01-01T00:02:00+00:00", "2026-01-01T00:00:00+00:00");
    let mut bare = seen.clone();
    for session in &mut bare {
        session.as_object_mut().unwrap().remove("id");
    }
    assert_eq!(
        bare,
        [
            json!({
                "device": null, "country": null, "kind": "EMBEDDED", "createdAt": first,
                "lastUsedAt": first, "secondFactor": false, "isCurrent": false,
            }),
            json!({
                "device": "Firefox on Linux", "country": "PT", "kind": "DIRECT",
                "createdAt": second, "lastUsedAt": second, "secondFactor": false,
                "isCurrent": true,
            }),
        ]
    );
}

#[tokio::test]
async fn use_is_written_once_a_minute_and_no_request_waits_for_it() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let last =
        async || sessions_of(&ana).await[0]["lastUsedAt"].as_str().unwrap()[11..19].to_owned();
    let statements = async || {
        let before = app.app.db.statements();
        ana.run(VIEWER, json!({})).await.at("/viewer");
        app.app.db.statements() - before
    };
    let usual = statements().await;
    app.clock.advance(Duration::seconds(59));
    assert_eq!(statements().await, usual);
    sessions::write_uses(&app.app).await.unwrap();
    assert_eq!(last().await, "00:00:00");

    app.clock.advance(Duration::seconds(11));
    assert_eq!(statements().await, usual, "the use is only noted");
    sessions::write_uses(&app.app).await.unwrap();
    assert_eq!(last().await, "00:01:10");
    let before = app.app.db.statements();
    sessions::write_uses(&app.app).await.unwrap();
    assert_eq!(app.app.db.statements(), before, "nothing to write");

    app.clock.advance(Duration::minutes(5));
    refresh(&ana).await.at("/refreshSession");
    assert_eq!(last().await, "00:06:10", "a refresh writes anyway");
}

#[tokio::test]
async fn ending_one_session_acts_at_once_on_every_node_and_on_no_other() {
    let app = TestApp::new().await;
    let (phone, desk) = (app.reader("Ana").await, app.reader("Ana").await);
    let there = phone.on(app.node().await);
    assert!(!is_over(&there).await);
    let id = own_id(&phone).await;
    let ended = end(&desk, &id).await;
    assert_eq!(ended.text("/endSession/endedSessionId"), id);
    for client in [&phone, &there] {
        assert!(is_over(client).await);
        assert_eq!(refresh(client).await.reason(), "SESSION_ENDED");
    }
    assert!(!is_over(&desk).await);
    assert_eq!(sessions_of(&desk).await.len(), 1);
    assert_eq!(
        end(&desk, &id).await.code(),
        "NOT_FOUND",
        "it is over already"
    );

    let own = own_id(&desk).await;
    end(&desk, &own).await.at("/endSession");
    assert!(is_over(&desk).await);
}

#[tokio::test]
async fn a_foreign_session_is_answered_as_one_that_does_not_exist() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let ana = app.reader("Ana").await;
    let elsewhere = app.signed_in(&politics, "Ana", Role::Commenter).await;
    let bea = app.reader("Bea").await;
    let absent = format!("session_{}", app.app.env.new_id().simple());
    let refusal = end(&ana, &absent).await.text;
    for (client, id) in [
        (&bea, own_id(&bea).await),
        (&elsewhere, own_id(&elsewhere).await),
    ] {
        assert_eq!(end(&ana, &id).await.text, refusal);
        assert!(!is_over(client).await);
    }
    assert_eq!(end(&ana, "session_1").await.text, refusal);
    assert_eq!(sessions_of(&ana).await.len(), 1, "nor is it in the list");
    let id = own_id(&ana).await;
    let page = ana.at_page("https://evil.example");
    assert_eq!(end(&page, &id).await.reason(), "FOREIGN_ORIGIN");
    assert_eq!(end(&app.anonymous(), &id).await.reason(), "SIGNED_OUT");
    assert!(!is_over(&ana).await);
}

#[tokio::test]
async fn ending_all_spares_this_one_and_other_sites_unless_it_is_told_to_go_further() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let mut ana = Vec::new();
    for _ in 0..3 {
        ana.push(app.reader("Ana").await);
    }
    let elsewhere = app.signed_in(&politics, "Ana", Role::Commenter).await;
    let bea = app.reader("Bea").await;
    let node = app.node().await;

    let ended = ana[0].send(END_ALL, json!({})).await;
    assert_eq!(ended.number("/endAllSessions/endedCount"), 2);
    for (client, over) in [
        (&ana[0], false),
        (&ana[1], true),
        (&ana[2], true),
        (&elsewhere, false),
    ] {
        assert_eq!(is_over(client).await, over);
        assert_eq!(is_over(&client.on(node.clone())).await, over);
    }
    let ended = ana[0].send(END_ALL, json!({ "everywhere": true })).await;
    assert_eq!(ended.number("/endAllSessions/endedCount"), 1);
    assert!(is_over(&elsewhere).await && !is_over(&ana[0]).await);
    let ended = ana[0].send(END_ALL, json!({ "includingThis": true })).await;
    assert_eq!(ended.number("/endAllSessions/endedCount"), 1);
    assert!(is_over(&ana[0]).await && !is_over(&bea).await);
}

/// The page around an embed can use its token, and is that of one site.
#[tokio::test]
async fn an_embed_reaches_no_further_than_its_site() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let elsewhere = app.signed_in(&politics, "Ana", Role::Commenter).await;
    let embedded = SessionKind::Embedded;
    let ana = app
        .session(&app.site, "Ana", Role::Commenter, embedded)
        .await;
    for page in [ORIGIN, OWN_ORIGIN] {
        let refusal = ana
            .at_page(page)
            .send(END_ALL, json!({ "everywhere": true }))
            .await;
        assert_eq!(
            (refusal.code(), refusal.reason()),
            ("FORBIDDEN", "EMBEDDED_SESSION")
        );
    }
    assert!(!is_over(&elsewhere).await);
    ana.send(END_ALL, json!({})).await.at("/endAllSessions");
}

#[tokio::test]
async fn the_list_is_of_fifty_that_live_the_one_used_last_first() {
    let app = TestApp::new().await;
    let forgotten = app.reader("Ana").await;
    app.clock.advance(IDLE + Duration::seconds(1));
    let mut ana = Vec::new();
    for _ in 0..60 {
        app.clock.advance(Duration::seconds(1));
        ana.push(app.reader("Ana").await);
    }
    app.clock.advance(Duration::minutes(2));
    is_over(&ana[0]).await;
    sessions::write_uses(&app.app).await.unwrap();
    let seen = sessions_of(&ana[30]).await;
    assert_eq!(seen.len(), 50);
    assert_eq!(seen[0]["id"], own_id(&ana[0]).await);
    assert_eq!(seen[1]["id"], own_id(&ana[59]).await);
    let times: Vec<&str> = seen
        .iter()
        .map(|session| session["lastUsedAt"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted_by(|one, next| one >= next));
    assert_eq!(refresh(&forgotten).await.reason(), "SESSION_ENDED");
}
