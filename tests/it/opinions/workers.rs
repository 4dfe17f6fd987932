//! Workers: several at once, one that hangs, one that is cut off, one that comes too late.
use super::{HOLD, NONE, RELEASE, advise, posted, run, state};
use crate::support::{TestApp, receiver::Receiver, together};
use chrono::Duration;
use rejoinder::{
    app::App,
    domain::jobs,
    model::{Job, JobId, JobKind, Mode},
    storage,
};
use std::{
    collections::HashSet,
    future::{pending, ready},
    sync::Arc,
};
use tokio::{sync::oneshot, task::JoinHandle};

/// What a worker does first; nothing ever comes of this one.
pub(super) async fn take(app: &App) -> Option<Job> {
    let now = app.env.now();
    let txn = app.db.begin_write().await.unwrap();
    let until = now + Duration::minutes(1);
    let taken = storage::jobs::take(&txn, now, until, &[]).await.unwrap();
    txn.commit().await.unwrap();
    taken
}

/// A worker, and what asks it to stop.
fn start(app: &TestApp) -> (JoinHandle<()>, oneshot::Sender<()>) {
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        stopped.await.ok();
    };
    let working = jobs::work(Arc::clone(&app.app), stopped, pending());
    (tokio::spawn(working), stop)
}

#[tokio::test]
async fn a_worker_asks_while_the_post_is_answered_and_finishes_what_it_has_in_hand() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    hook.answers(0);
    hook.replies(200, &[], HOLD);
    let (worker, stop) = start(&app);
    let answer = ana.post(&thread, "hello").await;
    assert_eq!(answer.text("/postComment/comment/status"), "APPROVED");
    let id = posted(&answer);
    hook.arrived(1).await;
    assert_eq!(state(&app, id).await, "Approved []");
    stop.send(()).unwrap();
    hook.answers_all();
    worker.await.unwrap();
    assert_eq!(state(&app, id).await, "Pending [WEBHOOK]");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_receiver_that_hangs_holds_up_no_other_site() {
    let (hanging, hook) = (Receiver::start().await, Receiver::start().await);
    let app = TestApp::asking(&hanging, Mode::Post).await;
    advise(&app, false, Some(&hanging.url)).await;
    hanging.answers(0);
    let thread = app.thread().await;
    for index in 0..6 {
        let writer = app.reader(&format!("Writer {index}")).await;
        writer.post(&thread, "hello").await.at("/postComment");
    }
    let politics = app.other_site("politics").await;
    let other_thread = app.thread_on(&politics, "1").await;
    let sql = "INSERT INTO site_rules (site_id, version, min_length, max_length, hold_repeats,
        banned_words, suspect_words, webhook_url, webhook_secret, updated_at)
        SELECT $1, version, min_length, max_length, hold_repeats, banned_words, suspect_words, $2,
        webhook_secret, updated_at FROM site_rules";
    let values = vec![politics.id.into(), hook.url.clone().into()];
    app.execute(sql, values).await;
    let role = rejoinder::model::Role::Commenter;
    let pia = app.signed_in(&politics, "pia", role).await;
    pia.post(&other_thread, "hello").await.at("/postComment");

    let (worker, stop) = start(&app);
    hook.arrived(1).await;
    hanging.arrived(1).await;
    assert_eq!(hanging.received().len(), 1, "one at a time");
    hanging.answers_all();
    stop.send(()).unwrap();
    worker.await.unwrap();
}

#[tokio::test]
async fn two_workers_never_do_one_job() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, false, Some(&hook.url)).await;
    let thread = app.thread().await;
    let number = 24;
    for comment in app.held(&thread, number).await {
        let (id, now) = (JobId(app.app.env.new_id()), app.app.env.now());
        let job = Job {
            comment_id: Some(comment.id),
            revision_id: Some(comment.revision_id),
            ..Job::new(id, comment.site_id, JobKind::WebhookOpinion, now)
        };
        let txn = app.app.db.begin_write().await.unwrap();
        storage::jobs::insert(&txn, job).await.unwrap();
        txn.commit().await.unwrap();
        hook.replies(200, &[], NONE);
    }
    let mut workers = vec![Arc::clone(&app.app)];
    for _ in 0..3 {
        workers.push(app.node_app().await);
    }
    let running = workers
        .into_iter()
        .map(|app| async move { jobs::run_due(&app).await.unwrap() });
    together(running).await;
    let received = hook.received();
    let events: HashSet<&str> = received
        .iter()
        .map(|call| call.header("x-rejoinder-event-id"))
        .collect();
    assert_eq!((received.len(), events.len()), (number, number));
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_a_worker_was_cut_off_from_is_done_by_another_when_the_lease_is_over() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Pre).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "hello").await);
    hook.answers(0);
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async {
        stopped.await.ok();
    };
    let worker = tokio::spawn(jobs::work(Arc::clone(&app.app), stopped, ready(())));
    hook.arrived(1).await;
    stop.send(()).unwrap();
    worker.await.unwrap();
    hook.answers_all();

    hook.replies(200, &[], RELEASE);
    app.clock.advance(Duration::seconds(59));
    run(&app).await;
    assert_eq!(state(&app, id).await, "Pending [PREMODERATION]");
    app.clock.advance(Duration::seconds(1));
    run(&app).await;
    assert_eq!(state(&app, id).await, "Approved []");
    let received = hook.received();
    let [first, second] = received.as_slice() else {
        panic!("{received:?}");
    };
    let event = "x-rejoinder-event-id";
    assert_eq!(first.header(event), second.header(event));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_worker_that_comes_too_late_changes_nothing() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Pre).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "hello").await);
    hook.answers(0);
    hook.replies(200, &[], RELEASE);
    hook.replies(200, &[], HOLD);
    let spawn = |app: Arc<App>| tokio::spawn(async move { jobs::run_due(&app).await });
    let late = spawn(Arc::clone(&app.app));
    hook.arrived(1).await;
    app.clock.advance(Duration::minutes(1));
    let other = spawn(app.node_app().await);
    hook.arrived(2).await;
    hook.answers(1);
    late.await.unwrap().unwrap();
    assert_eq!(state(&app, id).await, "Pending [PREMODERATION]");
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 1);
    hook.answers_all();
    other.await.unwrap().unwrap();
    assert_eq!(state(&app, id).await, "Pending [PREMODERATION WEBHOOK]");
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    app.assert_no_drift().await;
}
