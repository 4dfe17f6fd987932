//! A receiver that does not answer: tried again, given up where admins see it, begun afresh.
use super::{RELEASE, advise, posted, run, state};
use crate::support::{Client, TestApp, comment_id, receiver::Receiver};
use chrono::Duration;
use rejoinder::model::{CommentId, Mode};
use serde_json::{Value, json};

const JOBS: &str = "query($state: JobState!, $first: Int, $after: String) {
    site(key: \"history\") { jobs(state: $state, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        nodes { id kind commentId attempts dueAt lastError failedAt createdAt } } } }";
const RETRY: &str = "mutation($input: RetryJobInput!) { retryJob(input: $input) {
    job { id attempts failedAt dueAt lastError } } }";

/// The site's jobs in a state, as its admins see them.
async fn jobs(admin: &Client, state: &str) -> Vec<Value> {
    let answer = admin.run(JOBS, json!({ "state": state })).await;
    let nodes = answer.at("/site/jobs/nodes").as_array().unwrap().clone();
    assert_eq!(*answer.at("/site/jobs/totalCount"), nodes.len());
    nodes
}

/// A held comment of a site whose webhook answers nothing but 503.
async fn scene() -> (TestApp, Receiver, CommentId) {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Pre).await;
    let url = format!("{}check?show=history", hook.url);
    advise(&app, false, Some(&url)).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "hello").await);
    (app, hook, id)
}

/// In seconds, after each failed attempt.
const WAITS: [i64; 7] = [10, 60, 300, 1_800, 7_200, 21_600, 43_200];

#[tokio::test]
async fn a_receiver_that_is_down_is_asked_for_a_day_and_then_given_up_visibly() {
    let (app, hook, comment) = scene().await;
    let admin = app.admin("ada").await;
    let mut events = Vec::new();
    for (attempts, wait) in (1..).zip(WAITS) {
        run(&app).await;
        let admin = app.again(&admin).await;
        let waiting = jobs(&admin, "WAITING").await;
        assert_eq!(waiting[0]["attempts"], attempts);
        let due_at = app.app.env.now() + Duration::seconds(wait);
        let shown: chrono::DateTime<chrono::Utc> =
            waiting[0]["dueAt"].as_str().unwrap().parse().unwrap();
        assert_eq!(shown, due_at);
        app.clock.advance(Duration::seconds(wait - 1));
        run(&app).await;
        let received = hook.received();
        assert_eq!(received.len(), 1, "not before its time");
        events.extend(received);
        app.clock.advance(Duration::seconds(1));
    }
    run(&app).await;
    events.extend(hook.received());
    let admin = app.again(&admin).await;
    assert_eq!(jobs(&admin, "WAITING").await, [json!(null); 0]);
    let failed = jobs(&admin, "FAILED").await;
    let [job] = failed.as_slice() else {
        panic!("{failed:?}");
    };
    assert_eq!(job["kind"], "WEBHOOK_OPINION");
    assert_eq!(job["attempts"], 8);
    assert_eq!(job["commentId"], comment_id(comment));
    let error = "The webhook answered with the status 503, not 200.";
    assert_eq!(job["lastError"], error);
    assert!(job["failedAt"].is_string() && job["dueAt"].is_null());
    app.clock.advance(Duration::days(30));
    run(&app).await;
    assert!(hook.received().is_empty(), "given up is given up");
    assert_eq!(state(&app, comment).await, "Pending [PREMODERATION]");

    let admin = app.again(&admin).await;
    let retried = admin.send(RETRY, json!({ "jobId": job["id"] })).await;
    assert_eq!(retried.number("/retryJob/job/attempts"), 0);
    assert!(retried.at("/retryJob/job/failedAt").is_null());
    let again = admin.send(RETRY, json!({ "jobId": job["id"] })).await;
    assert_eq!(again.reason(), "NOTHING_TO_DO");
    hook.replies(200, &[], RELEASE);
    run(&app).await;
    events.extend(hook.received());
    assert_eq!(state(&app, comment).await, "Approved []");
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    // All of them one event, so that the receiver can tell.
    assert_eq!(events.len(), 9);
    let id = |index: usize| events[index].header("x-rejoinder-event-id").to_owned();
    assert!((1..9).all(|index| id(index) == id(0)));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_will_never_succeed_is_given_up_at_once() {
    let (app, hook, _) = scene().await;
    let admin = app.admin("ada").await;
    hook.replies(410, &[], "");
    run(&app).await;
    let failed = jobs(&admin, "FAILED").await;
    assert_eq!(failed[0]["attempts"], 1);
    assert_eq!(
        failed[0]["lastError"],
        "The webhook answered that it is gone."
    );
}

#[tokio::test]
async fn a_job_that_ends_its_worker_each_time_is_given_up() {
    let (app, hook, _) = scene().await;
    let admin = app.admin("ada").await;
    for _ in 0..8 {
        super::workers::take(&app.app).await.unwrap();
        app.clock.advance(Duration::minutes(1));
    }
    run(&app).await;
    assert!(hook.received().is_empty());
    let failed = jobs(&admin, "FAILED").await;
    assert_eq!(failed[0]["lastError"], "Each attempt was interrupted.");
}

#[tokio::test]
async fn only_the_sites_admins_see_its_jobs_and_try_them_again() {
    let (app, hook, _) = scene().await;
    hook.replies(410, &[], "");
    run(&app).await;
    let (admin, mo) = (app.admin("ada").await, app.moderator("mo").await);
    let politics = app.other_site("politics").await;
    let role = rejoinder::model::Role::Admin;
    let foreign = app.signed_in(&politics, "pia", role).await;
    let id = jobs(&admin, "FAILED").await[0]["id"].clone();
    let failed = json!({ "state": "FAILED" });
    for (client, sees, does) in [
        (&mo, "NOT_ADMIN", "NOT_ADMIN"),
        (&foreign, "SIGNED_OUT", "NOT_FOUND"),
        (&app.anonymous(), "SIGNED_OUT", "SIGNED_OUT"),
    ] {
        assert_eq!(client.run(JOBS, failed.clone()).await.reason(), sees);
        let refused = client.send(RETRY, json!({ "jobId": id })).await;
        let reason = refused.json.pointer("/errors/0/extensions/reason");
        assert_eq!(
            reason.map_or(refused.code(), |reason| reason.as_str().unwrap()),
            does
        );
    }
    let nothing = admin.send(RETRY, json!({ "jobId": "job_1" })).await;
    assert_eq!(nothing.code(), "NOT_FOUND");
}

#[tokio::test]
async fn jobs_come_in_pages_the_newest_first() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, admin) = (app.thread().await, app.admin("ada").await);
    let mut posts = Vec::new();
    for index in 0..5 {
        let writer = app.reader(&format!("Writer {index}")).await;
        posts.push(comment_id(posted(&writer.post(&thread, "hello").await)));
    }
    let mut seen = Vec::new();
    let mut after = Value::Null;
    loop {
        let page = json!({ "state": "WAITING", "first": 2, "after": after });
        let page = admin.run(JOBS, page).await;
        assert_eq!(page.number("/site/jobs/totalCount"), 5);
        for node in page.at("/site/jobs/nodes").as_array().unwrap() {
            seen.push(node["commentId"].as_str().unwrap().to_owned());
        }
        if page.at("/site/jobs/pageInfo/hasNextPage") == false {
            break;
        }
        after = page.at("/site/jobs/pageInfo/endCursor").clone();
    }
    posts.reverse();
    assert_eq!(seen, posts);
}

#[tokio::test]
async fn what_was_given_up_is_forgotten_after_a_month() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, admin) = (app.thread().await, app.admin("ada").await);
    let mut failed = Vec::new();
    for days in [0, 30, 1] {
        app.clock.advance(Duration::days(days));
        let writer = app.reader(&format!("After {days}")).await;
        let id = posted(&writer.post(&thread, "hello").await);
        hook.replies(410, &[], "");
        run(&app).await;
        let listed = jobs(&app.again(&admin).await, "FAILED").await;
        failed.push(listed.len());
        assert_eq!(listed[0]["commentId"], comment_id(id));
    }
    assert_eq!(failed, [1, 2, 2]);
}
