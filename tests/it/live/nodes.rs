//! Nodes that work on one `PostgreSQL` database tell each other. A file of `SQLite` has one.
use super::{listen, next, told};
use crate::support::TestApp;
use axum::Router;
use rejoinder::{app::App, domain::live, graphql, http};
use sea_orm::ConnectionTrait;
use serde_json::Value;
use std::{future::pending, sync::Arc, time::Duration};
use tokio::time::{sleep, timeout};

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
    let mut linked = tokio::task::JoinSet::new();
    for node in [&app.app, &other] {
        linked.spawn(live::run(Arc::clone(node), pending()));
    }
    until_linked(&app).await;
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
