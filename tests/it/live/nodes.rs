//! Nodes that work on one `PostgreSQL` database tell each other. A file of `SQLite` has one.
use super::{listen, next, told};
use crate::support::TestApp;
use axum::Router;
use rejoinder::{app::App, domain::live, graphql, http};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::{future::pending, sync::Arc, time::Duration};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

const LISTENING: &str = "SELECT pid FROM pg_stat_activity
    WHERE query LIKE 'LISTEN%' AND datname = current_database()";

fn router(node: &Arc<App>) -> Router {
    http::router(node, graphql::schema(), vec![], Router::new())
}

async fn listening(app: &TestApp) -> usize {
    let db = app.app.db.read();
    let sql = sea_orm::Statement::from_string(db.get_database_backend(), LISTENING);
    db.query_all_raw(sql).await.unwrap().len()
}

async fn until_linked(app: &TestApp) {
    let linked = async {
        while listening(app).await < 2 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), linked).await.unwrap();
}

/// Both nodes tell each other, for as long as this is kept.
async fn link(app: &TestApp, other: &Arc<App>) -> JoinSet<()> {
    let mut linked = JoinSet::new();
    for node in [&app.app, other] {
        linked.spawn(live::run(Arc::clone(node), pending()));
    }
    until_linked(app).await;
    linked
}

#[tokio::test]
async fn what_one_node_does_is_told_on_the_other() {
    let app = TestApp::new().await;
    if !app.app.db.is_shared() {
        return;
    }
    let (thread, mo, ana) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.reader("Ana").await,
    );
    let other = app.node_app().await;
    let _linked = link(&app, &other).await;
    let mut here = listen(&mo).await;
    let mut there = listen(&mo.on(router(&other))).await;
    let posted = ana.post(&thread, "Which lighthouse?").await;
    let id = posted.text("/postComment/comment/id");
    assert_eq!(next(&mut here).await, [id.as_str()]);
    assert_eq!(next(&mut there).await, [id]);
    assert!(
        here.is_quiet().await,
        "its own notification is not told again"
    );

    let kill = format!("SELECT pg_terminate_backend(pid) FROM ({LISTENING}) AS links");
    app.app.db.write().execute_unprepared(&kill).await.unwrap();
    // Each has lost its link for a while, and anything may have been told meanwhile.
    assert_eq!(told(&here.next().await.unwrap()), Value::Null);
    assert_eq!(told(&there.next().await.unwrap()), Value::Null);
    let posted = ana.post(&thread, "And which keeper?").await;
    let id = posted.text("/postComment/comment/id");
    assert_eq!(next(&mut there).await, [id]);
}

const THREAD: &str = "subscription { commentEvents(site: \"history\", key: \"100\") {
    comments { bodyHtml } } }";
const READERS: &str = "{ episode(site: \"history\", key: \"100\") { readerCount } }";

fn texts(event: &Value) -> Vec<&str> {
    let comments = event["data"]["commentEvents"]["comments"].as_array();
    let comments = comments.unwrap_or_else(|| panic!("{event:#}"));
    let texts = comments.iter().map(|comment| comment["bodyHtml"].as_str());
    texts.map(Option::unwrap).collect()
}

#[tokio::test]
async fn readers_on_another_node_are_told_and_counted() {
    let app = TestApp::new().await;
    if !app.app.db.is_shared() {
        return;
    }
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let other = app.node_app().await;
    let _linked = link(&app, &other).await;
    let there = ana.on(router(&other));
    let mut listeners = Vec::new();
    for _ in 0..2 {
        let mut events = there.listen(THREAD, json!({})).await;
        events.next().await.unwrap();
        listeners.push(events);
    }
    ana.post(&thread, "Which lighthouse?")
        .await
        .at("/postComment");
    for events in &mut listeners {
        let event = events.next().await.unwrap();
        assert_eq!(texts(&event), ["<p>Which lighthouse?</p>"]);
    }
    assert_eq!(
        there
            .run(READERS, json!({}))
            .await
            .number("/episode/readerCount"),
        2
    );
    // The first who asks here has the other node asked.
    let counted = async {
        while ana
            .run(READERS, json!({}))
            .await
            .number("/episode/readerCount")
            != 2
        {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(5), counted).await.unwrap();
}

#[tokio::test]
async fn what_nobody_has_told_is_found() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    // A node of its own that hears nothing of this one: on SQLite, as a program beside the service is.
    let other = app.node_app().await;
    let mut events = ana.on(router(&other)).listen(THREAD, json!({})).await;
    events.next().await.unwrap();
    let mut watching = JoinSet::new();
    watching.spawn(live::run(Arc::clone(&other), pending()));
    ana.post(&thread, "Is anybody there?")
        .await
        .at("/postComment");
    let event = events.next().await.unwrap();
    assert_eq!(texts(&event), ["<p>Is anybody there?</p>"]);
}
