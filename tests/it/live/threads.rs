//! What readers of a thread are told while others write.
use super::refusal;
use crate::support::{Answer, Client, TestApp, comment_id, events::Events, item};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use futures_util::future::join_all;
use rejoinder::{
    domain::live,
    graphql,
    http::{self, Web},
    model::CommentId,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{future::ready, sync::Arc};
use tower::ServiceExt;

const THREAD: &str = "subscription($key: String!, $after: String) {
    commentEvents(site: \"history\", key: $key, after: $after) {
        cursor goneIds comments { id bodyHtml score replyCount nestedUnderId author { displayName } }
        episode { state commentCount } } }";
const CURSOR: &str = "{ episode(site: \"history\", key: \"100\") { eventsCursor } }";

/// Somebody who is signed out, in the way that all share what is made once.
pub(super) struct Shared {
    router: Router,
    hash: String,
}

impl Shared {
    pub(super) fn of(app: &TestApp) -> Self {
        Self::by(app, THREAD)
    }

    pub(super) fn by(app: &TestApp, document: &str) -> Self {
        let hash = format!("{:x}", Sha256::digest(document));
        let known = json!({ hash.as_str(): document }).to_string();
        let web = Web {
            documents: known.leak(),
            ..Web::default()
        };
        let network = (Vec::new().into(), Router::new());
        let router = http::router_with(&app.app, graphql::schema(), web, network);
        Self { router, hash }
    }

    pub(super) async fn listen(&self, key: &str, after: Option<&str>) -> Events {
        let variables = json!({ "key": key, "after": after }).to_string();
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("documentId", &format!("sha256:{}", self.hash))
            .append_pair("variables", &variables)
            .finish();
        let request = Request::get(format!("/graphql?{query}"))
            .header(header::ACCEPT, "text/event-stream")
            .body(Body::empty());
        let answer = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        Events::of(answer)
    }
}

pub(super) async fn listen(client: &Client, after: Option<&str>) -> Events {
    let variables = json!({ "key": "100", "after": after });
    client.listen(THREAD, variables).await
}

pub(super) async fn next(events: &mut Events) -> Value {
    let event = events.next().await.expect("the stream goes on");
    assert!(event.get("errors").is_none(), "{event:#}");
    event["data"]["commentEvents"].clone()
}

/// Ids of the comments in an event.
pub(super) fn named(event: &Value) -> Vec<&str> {
    let comments = event["comments"].as_array();
    let comments = comments.unwrap_or_else(|| panic!("{event:#}"));
    let ids = comments.iter().map(|comment| comment["id"].as_str());
    ids.map(Option::unwrap).collect()
}

pub(super) async fn cursor(client: &Client) -> String {
    client
        .run(CURSOR, json!({}))
        .await
        .text("/episode/eventsCursor")
}

pub(super) fn comment_of(id: &str) -> CommentId {
    CommentId(id.trim_start_matches("comment_").parse().unwrap())
}

pub(super) fn id_of(posted: &Answer) -> String {
    posted.text("/postComment/comment/id")
}

#[tokio::test]
async fn each_change_is_told_to_all_as_it_happens() {
    let app = TestApp::new().await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("Ana").await,
        app.moderator("Mo").await,
    );
    let mut listeners = vec![
        Shared::of(&app).listen("100", None).await,
        listen(&app.anonymous(), None).await,
        listen(&app.reader("Ben").await, None).await,
    ];
    for events in &mut listeners {
        assert_eq!(next(events).await["comments"], Value::Null, "anything");
    }
    let question = id_of(&ana.post(&thread, "Which harbour was it?").await);
    for events in &mut listeners {
        let event = next(events).await;
        assert_eq!(named(&event), [question.as_str()]);
        assert_eq!(event["comments"][0]["author"]["displayName"], "Ana");
        assert_eq!(
            event["episode"],
            json!({ "state": "OPEN", "commentCount": 1 })
        );
    }
    let answer = id_of(&mo.reply(&thread, &question, "The old one.").await);
    for events in &mut listeners {
        let event = next(events).await;
        let mut ids = named(&event);
        ids.sort_unstable();
        assert_eq!(
            ids,
            [question.as_str(), answer.as_str()],
            "its number of replies too"
        );
        let reply = &event["comments"].as_array().unwrap();
        let reply = reply
            .iter()
            .find(|comment| comment["id"] == answer.as_str())
            .unwrap();
        assert_eq!(reply["nestedUnderId"], question.as_str());
    }
    ana.edit(&question, "Which harbour, then?")
        .await
        .at("/editComment");
    mo.vote(&question, "UP").await.at("/voteComment");
    for events in &mut listeners {
        let mut event = next(events).await;
        // One event or two.
        while event["comments"][0]["score"] == 0 {
            event = next(events).await;
        }
        assert_eq!(
            event["comments"][0]["bodyHtml"],
            "<p>Which harbour, then?</p>"
        );
    }
}

#[tokio::test]
async fn what_closes_and_what_is_taken_down_is_told() {
    let app = TestApp::new().await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("Ana").await,
        app.moderator("Mo").await,
    );
    let question = id_of(&ana.post(&thread, "Which harbour was it?").await);
    let answer = id_of(&mo.reply(&thread, &question, "The old one.").await);
    let mut listeners = vec![
        Shared::of(&app).listen("100", None).await,
        listen(&app.anonymous(), None).await,
        listen(&app.reader("Ben").await, None).await,
    ];
    for events in &mut listeners {
        next(events).await;
    }
    mo.close(&thread, json!({})).await.at("/closeThread");
    for events in &mut listeners {
        let event = next(events).await;
        assert_eq!(event["comments"], json!([]));
        assert_eq!(event["episode"]["state"], "CLOSED");
    }
    let decided = app.stored(comment_of(&answer)).await;
    mo.reject(vec![item(&decided)]).await.at("/rejectComments");
    for events in &mut listeners {
        let event = next(events).await;
        assert_eq!(event["goneIds"], json!([answer]));
        assert_eq!(named(&event), [question.as_str()]);
        assert!(events.is_quiet().await);
    }
}

#[tokio::test]
async fn whoever_was_away_goes_on_where_they_were() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let first = id_of(&ana.post(&thread, "One.").await);
    let before = cursor(&ana).await;
    let second = id_of(&ana.post(&thread, "Two.").await);
    ana.edit(&first, "One, then.").await.at("/editComment");
    let node = app.node().await;
    let shared = Shared::of(&app);
    for mut events in [
        shared.listen("100", Some(&before)).await,
        listen(&app.anonymous(), Some(&before)).await,
        listen(&ana.on(node), Some(&before)).await,
    ] {
        let event = next(&mut events).await;
        assert_eq!(
            named(&event),
            [second.as_str(), first.as_str()],
            "in this order"
        );
        assert!(events.is_quiet().await, "nothing twice");
        // Where there is nothing to catch up with, that is said at once.
        let reached = event["cursor"].as_str().unwrap();
        assert_eq!(reached, cursor(&ana).await);
        let mut again = shared.listen("100", Some(reached)).await;
        let event = next(&mut again).await;
        assert_eq!(
            (&event["comments"], &event["cursor"]),
            (&json!([]), &json!(reached))
        );
    }
    // Of another database, or of before so much changed that it is not told apart.
    let mut events = listen(&ana, Some("1000000")).await;
    assert_eq!(next(&mut events).await["comments"], Value::Null);
    let lock =
        "mutation($input: LockBranchInput!) { lockBranch(input: $input) { comment { id } } }";
    let mo = app.moderator("Mo").await;
    mo.send(lock, json!({ "commentId": first }))
        .await
        .at("/lockBranch");
    let mut events = shared.listen("100", Some(&before)).await;
    assert_eq!(next(&mut events).await["comments"], Value::Null);
    let wrong = json!({ "key": "100", "after": "-1" });
    let refused = ana.listen_in_vain(THREAD, wrong).await;
    assert_eq!(
        (refused.code(), refused.error("field")),
        ("INVALID", "after")
    );
}

#[tokio::test]
async fn more_than_is_worth_naming_is_read_anew() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let held = app.held(&thread, 51).await;
    let before = cursor(&mo).await;
    let items: Vec<_> = held[..50].iter().map(item).collect();
    mo.approve(items).await.at("/approveComments");
    let mut events = listen(&mo, Some(&before)).await;
    assert_eq!(named(&next(&mut events).await).len(), 50);
    mo.approve(vec![item(&held[50])])
        .await
        .at("/approveComments");
    assert_eq!(named(&next(&mut events).await), [comment_id(held[50].id)]);
    let mut events = listen(&mo, Some(&before)).await;
    assert_eq!(next(&mut events).await["comments"], Value::Null);
}

#[tokio::test]
async fn an_episode_may_be_listened_to_before_anybody_has_commented() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let shared = Shared::of(&app);
    let mut listeners = vec![shared.listen("101", None).await];
    let variables = json!({ "key": "101" });
    listeners.push(app.anonymous().listen(THREAD, variables.clone()).await);
    for events in &mut listeners {
        let event = next(events).await;
        assert_eq!(
            (&event["episode"], &event["cursor"]),
            (&Value::Null, &json!("0"))
        );
    }
    ana.post(&thread, "Elsewhere.").await.at("/postComment");
    for events in &mut listeners {
        assert!(events.is_quiet().await);
    }
    let episode = json!({ "site": "history", "key": "101", "title": "101", "url": "https://history.example/101" });
    for text in ["The first.", "The second."] {
        let posted = id_of(&ana.post_with(episode.clone(), text, json!({})).await);
        for events in &mut listeners {
            assert_eq!(named(&next(events).await), [posted.as_str()]);
        }
    }
    let nowhere = THREAD.replace("history", "nowhere");
    let refused = app.anonymous().listen_in_vain(&nowhere, variables).await;
    assert_eq!(refused.code(), "NOT_FOUND");
}

#[tokio::test]
async fn an_event_is_made_once_for_all_who_are_signed_out() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let shared = Shared::of(&app);
    let cost = async |number: usize| {
        let mut listeners = Vec::new();
        for _ in 0..number {
            let mut events = shared.listen("100", None).await;
            next(&mut events).await;
            listeners.push(events);
        }
        let before = app.app.db.statements();
        let posted = id_of(&ana.post(&thread, &format!("To {number}.")).await);
        for event in join_all(listeners.iter_mut().map(next)).await {
            assert_eq!(named(&event), [posted.as_str()]);
        }
        app.app.db.statements() - before
    };
    let (one, thirty) = (cost(1).await, cost(30).await);
    assert!(
        thirty <= one + 4,
        "{one} statements for one, {thirty} for thirty"
    );
}

#[tokio::test]
async fn who_signs_out_hears_no_more_and_another_role_begins_anew() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (ana, mia, ada) = (
        app.reader("Ana").await,
        app.moderator("Mia").await,
        app.admin("Ada").await,
    );
    let (mut anas, mut mias) = (listen(&ana, None).await, listen(&mia, None).await);
    next(&mut anas).await;
    next(&mut mias).await;
    let sign_out = "mutation($input: SignOutInput!) { signOut(input: $input) { signedOut } }";
    ana.send(sign_out, json!({})).await.at("/signOut");
    ada.set_role(&mia, "COMMENTER").await.at("/setRole");
    ada.post(&thread, "Is anybody there?")
        .await
        .at("/postComment");
    assert_eq!(refusal(&mut anas).await, "UNAUTHENTICATED");
    assert!(mias.next().await.is_none());
}

#[tokio::test]
async fn readers_of_a_node_that_stops_are_told_so() {
    let app = TestApp::new().await;
    app.thread().await;
    let shared = Shared::of(&app);
    let mut listeners = vec![
        shared.listen("100", None).await,
        shared.listen("never", None).await,
        listen(&app.reader("Ana").await, None).await,
    ];
    for events in &mut listeners {
        next(events).await;
    }
    live::run(Arc::clone(&app.app), ready(())).await;
    for events in &mut listeners {
        assert!(events.next().await.is_none());
    }
}
