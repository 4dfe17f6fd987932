//! Whoever does it: once, whatever happens to workers.
use super::{cancel, newest, sent, start, work};
use crate::{
    imports::export::SAMPLE,
    support::{Answer, TestApp, together},
};
use chrono::Duration;
use rejoinder::domain::jobs;
use std::sync::Arc;

async fn comments(app: &TestApp) -> i64 {
    app.count("comment", "1 = 1", vec![]).await
}

#[tokio::test]
async fn one_that_is_started_twice_is_done_once() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    let all = together((0..5).map(|_| {
        let (admin, id) = (admin.clone(), id.clone());
        async move { start(&admin, &id, false).await }
    }));
    let begun = all.await;
    let refused: Vec<_> = begun
        .iter()
        .filter(|answer| answer.json["data"].is_null())
        .map(Answer::reason)
        .collect();
    assert_eq!(refused, ["IMPORT_UNDERWAY"; 4]);
    assert_eq!(app.count("job", "kind = 'import'", vec![]).await, 1);
    work(&app).await;
    assert_eq!(comments(&app).await, 8);
    let actions = app.count("log_entry", "action = 'import_comments'", vec![]);
    assert_eq!(actions.await, 1);
}

#[tokio::test]
async fn of_two_nodes_one_does_it() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    let nodes = [Arc::clone(&app.app), app.node_app().await];
    let both = nodes.map(|node| Box::pin(async move { jobs::run_due(&node).await.unwrap() }));
    together(both).await;
    assert_eq!(comments(&app).await, 8);
    assert_eq!(newest(&admin).await["state"], "DONE");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn it_is_called_off_before_it_runs_and_not_after() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    let answer = cancel(&admin, &id).await;
    assert_eq!(answer.text("/cancelImport/import/state"), "CANCELLED");
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 0);
    work(&app).await;
    assert_eq!(comments(&app).await, 0);
    let again = start(&admin, &id, false).await;
    assert_eq!(again.reason(), "NO_FILE_TO_IMPORT");

    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    app.execute(
        "UPDATE import SET state = 'running' WHERE state = 'waiting'",
        vec![],
    )
    .await;
    assert_eq!(cancel(&admin, &id).await.reason(), "NOTHING_TO_DO");
    assert_eq!(start(&admin, &id, true).await.reason(), "IMPORT_UNDERWAY");
    work(&app).await;
    assert_eq!(comments(&app).await, 8);
    assert_eq!(cancel(&admin, &id).await.reason(), "NOTHING_TO_DO");
}

/// A job that was taken by a worker which is no more.
#[tokio::test]
async fn what_a_dead_worker_has_begun_is_done_when_its_lease_is_over() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    let until = app.app.env.now() + Duration::seconds(60);
    app.execute(
        "UPDATE job SET attempts = 1, leased_until = $1",
        vec![until.into()],
    )
    .await;
    app.execute("UPDATE import SET state = 'running'", vec![])
        .await;
    work(&app).await;
    assert_eq!(newest(&admin).await["state"], "RUNNING");
    assert_eq!(comments(&app).await, 0);
    app.clock.advance(Duration::seconds(60));
    work(&app).await;
    assert_eq!(newest(&admin).await["state"], "DONE");
    assert_eq!(comments(&app).await, 8);
    work(&app).await;
    assert_eq!(comments(&app).await, 8);
}

#[tokio::test]
async fn what_was_broken_off_five_times_is_given_up() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    app.execute("UPDATE job SET attempts = 5", vec![]).await;
    work(&app).await;
    let import = newest(&admin).await;
    assert_eq!(import["state"], "FAILED");
    let error = import["error"].as_str().unwrap();
    assert!(
        error.starts_with("It was interrupted five times"),
        "{error}"
    );
    assert_eq!(comments(&app).await, 0);
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    assert_eq!(app.count("import_piece", "1 = 1", vec![]).await, 0);
}

/// While it writes, somebody else takes the job: a trigger does.
#[tokio::test]
async fn a_worker_that_has_lost_its_job_writes_nothing() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    let taking = "UPDATE job SET attempts = attempts + 1";
    let lost = if app.app.db.is_shared() {
        let function = format!(
            "CREATE FUNCTION take() RETURNS trigger LANGUAGE plpgsql AS \
             'BEGIN {taking}; RETURN NULL; END'"
        );
        app.execute(&function, vec![]).await;
        "CREATE TRIGGER lost AFTER INSERT ON comment EXECUTE FUNCTION take()".to_owned()
    } else {
        format!("CREATE TRIGGER lost AFTER INSERT ON comment BEGIN {taking}; END")
    };
    app.execute(&lost, vec![]).await;

    work(&app).await;

    assert_eq!(comments(&app).await, 0);
    assert_eq!(newest(&admin).await["state"], "RUNNING");
    let drop = if app.app.db.is_shared() {
        "DROP TRIGGER lost ON comment"
    } else {
        "DROP TRIGGER lost"
    };
    app.execute(drop, vec![]).await;
    app.clock.advance(Duration::seconds(60));
    work(&app).await;
    assert_eq!(newest(&admin).await["state"], "DONE");
    assert_eq!(comments(&app).await, 8);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_fault_of_the_service_is_told_as_one() {
    let app = TestApp::new().await;
    let admin = app.admin("Ada").await;
    let id = sent(&app, &admin, SAMPLE).await;
    start(&admin, &id, false).await.at("/startImport");
    let spoil = if app.app.db.is_shared() {
        "UPDATE import_piece SET bytes = decode('00', 'hex')"
    } else {
        "UPDATE import_piece SET bytes = x'00'"
    };
    app.execute(spoil, vec![]).await;

    work(&app).await;

    let import = newest(&admin).await;
    assert_eq!(import["state"], "FAILED");
    let error = import["error"].as_str().unwrap();
    assert!(error.starts_with("An internal error"), "{error}");
    assert_eq!(comments(&app).await, 0);
}
