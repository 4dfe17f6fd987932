//! What ends by the clock, told in advance: closes, reopenings, and rules for old threads.
use crate::support::{Answer, Client, Setup, TestApp, episode_id};
use chrono::{Duration, SecondsFormat};
use rejoinder::{domain::threads::Setting, model::ThreadState};
use serde_json::{Value, json};

/// A moment so many minutes from the beginning of the test.
fn minute(minutes: i64) -> String {
    let begin = chrono::DateTime::parse_from_rfc3339("2026-01-01T00:00:00Z").unwrap();
    (begin + Duration::minutes(minutes)).to_rfc3339_opts(SecondsFormat::Secs, false)
}

async fn shown(app: &TestApp, thread: &Setting) -> Value {
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        state closedMessage closedUntil closesAt closeAfterDays } }";
    let key = json!({ "key": thread.episode.key });
    let answer = app.anonymous().run(query, key).await;
    answer.at("/episode").clone()
}

async fn update(mo: &Client, thread: &Setting, more: Value) -> Answer {
    let mutation = "mutation($input: UpdateEpisodeInput!) { updateEpisode(input: $input) {
        episode { state closesAt closeAfterDays } } }";
    let mut input = json!({ "episodeId": episode_id(thread.episode.id) });
    let more = more.as_object().unwrap().clone();
    input.as_object_mut().unwrap().extend(more);
    mo.send(mutation, input).await
}

/// A site that closes threads a day after publication, and a thread just past it.
async fn a_day_later() -> (TestApp, Setting, Client, Client) {
    let app = TestApp::with(Setup {
        close_after_days: Some(1),
        ..Setup::default()
    })
    .await;
    let thread = app.thread().await;
    app.clock.advance(Duration::days(1));
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    assert_eq!(ben.post(&thread, "late").await.code(), "THREAD_CLOSED");
    (app, thread, ben, mo)
}

const DAY: i64 = 24 * 60;

#[tokio::test]
async fn a_close_ends_by_the_clock_and_says_when() {
    let app = TestApp::new().await;
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    let close = json!({ "message": "Back in five.", "until": minute(5) });
    mo.close(&thread, close).await.at("/closeThread");
    let closed = shown(&app, &thread).await;
    assert_eq!(closed["closedUntil"], minute(5));
    assert_eq!(closed["closedMessage"], "Back in five.");
    app.clock
        .advance(Duration::minutes(5) - Duration::milliseconds(1));
    assert_eq!(ben.post(&thread, "hello").await.code(), "THREAD_CLOSED");

    app.clock.advance(Duration::milliseconds(1));
    ben.post(&thread, "hello").await.at("/postComment");
    let open = shown(&app, &thread).await;
    assert_eq!(open["state"], "OPEN");
    assert_eq!(open["closedUntil"], Value::Null);
    assert_eq!(open["closedMessage"], Value::Null);
    // What is open already needs no moderator.
    assert_eq!(mo.reopen(&thread).await.reason(), "NOTHING_TO_DO");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_reopened_thread_closes_again_at_its_end() {
    let app = TestApp::new().await;
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    mo.close(&thread, json!({})).await.at("/closeThread");
    let until = json!({ "until": minute(5) });
    mo.reopen_with(&thread, until).await.at("/reopenThread");
    assert_eq!(shown(&app, &thread).await["closesAt"], minute(5));
    ben.post(&thread, "hello").await.at("/postComment");

    app.clock.advance(Duration::minutes(5));
    assert_eq!(ben.post(&thread, "late").await.code(), "THREAD_CLOSED");
    assert_eq!(shown(&app, &thread).await["state"], "CLOSED");
    mo.reopen(&thread).await.at("/reopenThread");
    let open = shown(&app, &thread).await;
    assert_eq!(
        (&open["state"], &open["closesAt"]),
        (&json!("OPEN"), &Value::Null)
    );
    ben.post(&thread, "again").await.at("/postComment");
    app.assert_no_drift().await;
}

/// An open thread is given an end, another one, and none.
#[tokio::test]
async fn the_end_of_an_open_thread_can_be_moved() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    for until in [minute(5), minute(9)] {
        let reopen = mo.reopen_with(&thread, json!({ "until": until })).await;
        reopen.at("/reopenThread");
        assert_eq!(shown(&app, &thread).await["closesAt"], until);
        let again = mo.reopen_with(&thread, json!({ "until": until })).await;
        assert_eq!(again.reason(), "NOTHING_TO_DO");
    }
    mo.reopen(&thread).await.at("/reopenThread");
    assert_eq!(shown(&app, &thread).await["closesAt"], Value::Null);
    assert_eq!(mo.reopen(&thread).await.reason(), "NOTHING_TO_DO");
}

#[tokio::test]
async fn what_the_clock_has_closed_can_be_reopened() {
    let (app, thread, ben, mo) = a_day_later().await;
    let until = json!({ "until": minute(DAY + 5) });
    mo.reopen_with(&thread, until).await.at("/reopenThread");
    ben.post(&thread, "hello").await.at("/postComment");
    app.clock.advance(Duration::minutes(5));
    assert_eq!(ben.post(&thread, "late").await.code(), "THREAD_CLOSED");

    mo.reopen(&thread).await.at("/reopenThread");
    let open = shown(&app, &thread).await;
    assert_eq!(
        (&open["state"], &open["closeAfterDays"]),
        (&json!("OPEN"), &json!(0))
    );
    app.clock.advance(Duration::days(1_000));
    let ben = app.again(&ben).await;
    ben.post(&thread, "years later").await.at("/postComment");
    app.assert_no_drift().await;
}

/// Staff may post in a locked thread, even in one that was closed for its age.
#[tokio::test]
async fn what_the_clock_has_closed_can_be_locked() {
    let (app, thread, ben, mo) = a_day_later().await;
    mo.lock(&thread, json!({})).await.at("/lockThread");
    assert_eq!(shown(&app, &thread).await["state"], "LOCKED");
    mo.post(&thread, "hello").await.at("/postComment");
    assert_eq!(ben.post(&thread, "hello").await.code(), "THREAD_LOCKED");
}

/// The rule is stronger than the end of a moderator's close, and nobody is told otherwise.
#[tokio::test]
async fn a_close_whose_end_comes_after_the_rules_does_not_end() {
    let app = TestApp::with(Setup {
        close_after_days: Some(1),
        ..Setup::default()
    })
    .await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    for (until, told) in [
        (minute(DAY - 1), json!(minute(DAY - 1))),
        (minute(DAY), Value::Null),
        (minute(DAY + 5), Value::Null),
    ] {
        mo.close(&thread, json!({ "until": until }))
            .await
            .at("/closeThread");
        assert_eq!(shown(&app, &thread).await["closedUntil"], told, "{until}");
    }
    app.clock.advance(Duration::days(2));
    assert_eq!(shown(&app, &thread).await["state"], "CLOSED");
}

#[tokio::test]
async fn an_episode_has_days_of_its_own() {
    let app = TestApp::with(Setup {
        close_after_days: Some(14),
        ..Setup::default()
    })
    .await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    for (days, closes_at) in [
        (json!(2), json!(minute(2 * DAY))),
        (json!(0), Value::Null),
        (Value::Null, json!(minute(14 * DAY))),
        (json!(36_500), json!("2125-12-08T00:00:00+00:00")),
    ] {
        let updated = update(&mo, &thread, json!({ "closeAfterDays": days })).await;
        let told = updated.at("/updateEpisode/episode");
        assert_eq!(told["closesAt"], closes_at, "{days}");
        assert_eq!(told["closeAfterDays"], days);
    }
    for days in [-1, 36_501, i32::MAX, i32::MIN] {
        let refused = update(&mo, &thread, json!({ "closeAfterDays": days })).await;
        assert_eq!(refused.error("field"), "closeAfterDays");
    }
    // Days take the place of an end that was set, and closing keeps them.
    let until = json!({ "until": minute(5) });
    mo.reopen_with(&thread, until).await.at("/reopenThread");
    let days = json!({ "closeAfterDays": 3 });
    update(&mo, &thread, days).await.at("/updateEpisode");
    mo.close(&thread, json!({})).await.at("/closeThread");
    mo.reopen(&thread).await.at("/reopenThread");
    let open = shown(&app, &thread).await;
    assert_eq!(open["closesAt"], minute(3 * DAY));
    assert_eq!(open["closeAfterDays"], 3);
}

#[tokio::test]
async fn no_state_ends_before_it_begins() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    for until in [minute(0), minute(-1), "0001-01-01T00:00:00Z".to_owned()] {
        let until = json!({ "until": until });
        for refused in [
            mo.lock(&thread, until.clone()).await,
            mo.close(&thread, until.clone()).await,
            mo.reopen_with(&thread, until.clone()).await,
        ] {
            assert_eq!(refused.error("field"), "until");
        }
    }
    let episode = app.episode(&thread).await;
    assert_eq!(
        (episode.state, episode.version),
        (ThreadState::Open, thread.episode.version)
    );
}
