//! Open, locked and closed: who may do what, and what ends by the clock.
use crate::support::{Client, Setup, TestApp, comment_id};
use chrono::Duration;
use rejoinder::{
    domain::threads::{self, Setting},
    storage,
};
use serde_json::{Value, json};

async fn shown(app: &TestApp, thread: &Setting) -> Value {
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        state closedMessage lockReason lockedUntil closesAt } }";
    let key = json!({ "key": thread.episode.key });
    let answer = app.anonymous().run(query, key).await;
    answer.at("/episode").clone()
}

fn refusal(answer: &crate::support::Answer) -> Option<&str> {
    answer.json.get("errors").map(|_| answer.code())
}

/// What members meet in a thread in each of its states.
#[tokio::test]
async fn each_state_lets_those_act_whom_it_should() {
    let app = TestApp::new().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let mo = app.moderator("Mo").await;
    let (closed, locked) = (Some("THREAD_CLOSED"), Some("THREAD_LOCKED"));
    for (state, reader_posts, moderator_posts, others) in [
        ("OPEN", None, None, None),
        ("LOCKED", locked, None, None),
        ("CLOSED", closed, closed, closed),
    ] {
        let thread = app.thread().await;
        let comment = app.comment(&thread).by(&ana).insert().await;
        let id = comment_id(comment.id);
        match state {
            "LOCKED" => drop(
                mo.lock(&thread, json!({}))
                    .await
                    .text("/lockThread/episode/id"),
            ),
            "CLOSED" => drop(
                mo.close(&thread, json!({}))
                    .await
                    .text("/closeThread/episode/id"),
            ),
            _ => {}
        }
        assert_eq!(shown(&app, &thread).await["state"], state);
        assert_eq!(refusal(&ben.post(&thread, "hello").await), reader_posts);
        assert_eq!(
            refusal(&ben.reply(&thread, &id, "hello").await),
            reader_posts
        );
        assert_eq!(refusal(&mo.post(&thread, "hello").await), moderator_posts);
        assert_eq!(
            refusal(&mo.reply(&thread, &id, "hello").await),
            moderator_posts
        );
        assert_eq!(refusal(&ben.vote(&id, "UP").await), others);
        assert_eq!(refusal(&ana.edit(&id, "goodbye").await), others);
        let query = "query($id: ID!) { comment(id: $id) { bodyHtml } }";
        let read = app.anonymous().run(query, json!({ "id": id })).await;
        read.at("/comment/bodyHtml");
        let deleted = ana.delete(&id).await;
        assert_eq!(refusal(&deleted), None, "{state}");
    }
    app.assert_no_drift().await;
}

/// What a page is told before it draws its buttons is what happens when they are pressed.
#[tokio::test]
async fn permissions_say_what_each_state_refuses() {
    let app = TestApp::new().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let can = async |who: &Client| {
        let fields = "{ allowed reason }";
        let query = format!(
            "query($id: ID!) {{ comment(id: $id) {{ episode {{ viewerCan {{ post {fields} }} }}
             viewerCan {{ reply {fields} vote {fields} }} }} }}"
        );
        let answer = who
            .run(&query, json!({ "id": comment_id(comment.id) }))
            .await;
        [
            "/episode/viewerCan/post",
            "/viewerCan/reply",
            "/viewerCan/vote",
        ]
        .map(|field| answer.at(&format!("/comment{field}/reason")).clone())
    };
    assert_eq!(can(&ben).await, [json!(null), json!(null), json!(null)]);
    mo.lock(&thread, json!({})).await.at("/lockThread");
    let locked = json!("THREAD_LOCKED");
    assert_eq!(can(&ben).await, [locked.clone(), locked, json!(null)]);
    assert_eq!(can(&mo).await, [json!(null), json!(null), json!(null)]);
    mo.close(&thread, json!({})).await.at("/closeThread");
    let closed = json!("THREAD_CLOSED");
    for who in [&ben, &mo, &app.anonymous()] {
        assert_eq!(
            can(who).await,
            [closed.clone(), closed.clone(), closed.clone()]
        );
    }
}

#[tokio::test]
async fn a_lock_says_why_and_ends_by_the_clock() {
    let app = TestApp::new().await;
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    let until = json!({ "reason": "Cool down, please.", "until": "2026-01-01T00:05:00Z" });
    mo.lock(&thread, until).await.at("/lockThread");
    let locked = shown(&app, &thread).await;
    assert_eq!(locked["lockReason"], "Cool down, please.");
    assert_eq!(locked["lockedUntil"], "2026-01-01T00:05:00+00:00");
    app.clock
        .advance(Duration::minutes(5) - Duration::milliseconds(1));
    assert_eq!(ben.post(&thread, "hello").await.code(), "THREAD_LOCKED");

    app.clock.advance(Duration::milliseconds(1));
    ben.post(&thread, "hello").await.at("/postComment");
    let open = shown(&app, &thread).await;
    assert_eq!(open["state"], "OPEN");
    assert_eq!(open["lockReason"], Value::Null);
    assert_eq!(open["lockedUntil"], Value::Null);
}

#[tokio::test]
async fn a_lock_cannot_end_before_it_begins() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    for until in ["2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"] {
        let refused = mo.lock(&thread, json!({ "until": until })).await;
        assert_eq!(refused.error("field"), "until");
    }
    assert_eq!(shown(&app, &thread).await["state"], "OPEN");
}

#[tokio::test]
async fn a_thread_closes_with_a_message_and_reopens() {
    let app = TestApp::new().await;
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    let message = json!({ "message": "  Thank you\nall! " });
    mo.close(&thread, message).await.at("/closeThread");
    assert_eq!(
        shown(&app, &thread).await["closedMessage"],
        "Thank you all!"
    );
    assert_eq!(ben.post(&thread, "hello").await.code(), "THREAD_CLOSED");
    let reopened = mo.reopen(&thread).await;
    assert_eq!(reopened.text("/reopenThread/episode/state"), "OPEN");
    assert_eq!(shown(&app, &thread).await["closedMessage"], Value::Null);
    ben.post(&thread, "hello").await.at("/postComment");
    assert_eq!(mo.reopen(&thread).await.code(), "CONFLICT");
}

#[tokio::test]
async fn a_state_follows_another() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    mo.lock(&thread, json!({ "reason": "one" }))
        .await
        .at("/lockThread");
    mo.lock(&thread, json!({ "reason": "two" }))
        .await
        .at("/lockThread");
    assert_eq!(shown(&app, &thread).await["lockReason"], "two");
    mo.close(&thread, json!({ "message": "three" }))
        .await
        .at("/closeThread");
    let closed = shown(&app, &thread).await;
    assert_eq!(
        (&closed["state"], &closed["lockReason"]),
        (&json!("CLOSED"), &Value::Null)
    );
    mo.lock(&thread, json!({})).await.at("/lockThread");
    assert_eq!(shown(&app, &thread).await["state"], "LOCKED");
    mo.reopen(&thread).await.at("/reopenThread");
    assert_eq!(shown(&app, &thread).await["state"], "OPEN");
}

#[tokio::test]
async fn old_threads_close_by_the_clock() {
    let app = TestApp::with(Setup {
        close_after_days: Some(14),
        ..Setup::default()
    })
    .await;
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    assert_eq!(
        shown(&app, &thread).await["closesAt"],
        "2026-01-15T00:00:00+00:00"
    );
    app.clock
        .advance(Duration::days(14) - Duration::milliseconds(1));
    let (ben, mo) = (app.again(&ben).await, app.again(&mo).await);
    ben.post(&thread, "just in time").await.at("/postComment");
    app.clock.advance(Duration::milliseconds(1));
    assert_eq!(ben.post(&thread, "late").await.code(), "THREAD_CLOSED");
    assert_eq!(mo.post(&thread, "late").await.code(), "THREAD_CLOSED");
    assert_eq!(shown(&app, &thread).await["state"], "CLOSED");

    // Another date of publication opens it again.
    let update = "mutation($input: UpdateEpisodeInput!) { updateEpisode(input: $input) {
        episode { state } } }";
    let id = crate::support::episode_id(thread.episode.id);
    let input = json!({ "episodeId": id, "publishedAt": "2026-01-10T00:00:00Z" });
    let updated = mo.send(update, input).await;
    assert_eq!(updated.text("/updateEpisode/episode/state"), "OPEN");
    ben.post(&thread, "again").await.at("/postComment");
}

#[tokio::test]
async fn only_moderators_of_the_site_change_states() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let other = app.other_site("ships").await;
    let cap = app
        .signed_in(&other, "Cap", rejoinder::model::Role::Admin)
        .await;
    let kind = rejoinder::model::SessionKind::Embedded;
    let role = rejoinder::model::Role::Moderator;
    let embedded = app.session(&app.site, "Mia", role, kind).await;
    for (who, code) in [
        (&app.anonymous(), "UNAUTHENTICATED"),
        (&app.reader("Ben").await, "FORBIDDEN"),
        (&embedded, "FORBIDDEN"),
        (&cap, "NOT_FOUND"),
    ] {
        assert_eq!(who.lock(&thread, json!({})).await.code(), code);
        assert_eq!(who.close(&thread, json!({})).await.code(), code);
        assert_eq!(who.reopen(&thread).await.code(), code);
    }
    assert_eq!(app.episode(&thread).await.version, thread.episode.version);
}

/// Who, from what, to what, and why.
#[tokio::test]
async fn every_change_of_state_is_a_line_of_the_log() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    mo.lock(&thread, json!({ "reason": "heated" }))
        .await
        .at("/lockThread");
    mo.close(&thread, json!({ "message": "enough" }))
        .await
        .at("/closeThread");
    mo.reopen(&thread).await.at("/reopenThread");
    for (action, from, to, reason) in [
        ("lock_thread", "OPEN", "LOCKED", Some("heated")),
        ("close_thread", "LOCKED", "CLOSED", Some("enough")),
        ("reopen_thread", "CLOSED", "OPEN", None),
    ] {
        let condition = "action = $1 AND from_state = $2 AND to_state = $3 \
            AND coalesce(reason, '') = $4 AND actor_id = $5 AND subject_id = $6";
        let values = vec![
            action.into(),
            from.into(),
            to.into(),
            reason.unwrap_or_default().into(),
            mo.member_id().into(),
            thread.episode.id.into(),
        ];
        assert_eq!(
            app.count("log_entry", condition, values).await,
            1,
            "{action}"
        );
    }
}

/// A message is for readers, a reason for the log, a note for moderators alone.
#[tokio::test]
async fn what_is_said_of_a_change_goes_where_it_belongs() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    let close = json!({ "message": "Enough.", "reason": "insults", "privateNote": "see 12:04" });
    mo.close(&thread, close).await.at("/closeThread");
    assert_eq!(shown(&app, &thread).await["closedMessage"], "Enough.");
    let reopen = json!({ "reason": "all calm", "privateNote": " " });
    mo.reopen_with(&thread, reopen).await.at("/reopenThread");
    for (action, reason, note) in [
        ("close_thread", "insults", "see 12:04"),
        ("reopen_thread", "all calm", ""),
    ] {
        let condition = "action = $1 AND reason = $2 AND coalesce(note, '') = $3 \
            AND episode_id = $4";
        let values = vec![
            action.into(),
            reason.into(),
            note.into(),
            thread.episode.id.into(),
        ];
        let found = app.count("log_entry", condition, values).await;
        assert_eq!(found, 1, "{action}");
    }
    for (field, text) in [
        ("reason", "x".repeat(501)),
        ("message", "x".repeat(501)),
        ("privateNote", "x".repeat(1_001)),
        ("reason", "a\u{7}b".to_owned()),
    ] {
        let refused = mo.close(&thread, json!({ (field): text })).await;
        assert_eq!(refused.error("field"), field);
    }
}

/// From each state into each, and back again by what the log keeps.
#[tokio::test]
async fn the_log_keeps_what_puts_a_state_back() {
    let app = TestApp::new().await;
    let (mo, thread) = (app.moderator("Mo").await, app.thread().await);
    let lock = json!({ "reason": "heated", "until": "2026-01-01T00:05:00Z" });
    let close = json!({ "message": "enough", "until": "2026-01-01T00:07:00Z" });
    let reopen = json!({ "until": "2026-01-01T00:09:00Z" });
    for step in 0..6 {
        let before = app.episode(&thread).await;
        match step {
            0 | 4 => drop(
                mo.lock(&thread, lock.clone())
                    .await
                    .text("/lockThread/episode/id"),
            ),
            1 | 3 => drop(
                mo.close(&thread, close.clone())
                    .await
                    .text("/closeThread/episode/id"),
            ),
            _ => {
                let reopened = mo.reopen_with(&thread, reopen.clone()).await;
                reopened.at("/reopenThread");
            }
        }
        let details = app.details(thread.episode.id.0).await;
        let after = app.episode(&thread).await;
        let txn = app.app.db.begin_write().await.unwrap();
        let episode = storage::episodes::lock(&txn, after.id).await.unwrap();
        let put_back = threads::put_back(&txn, &episode.unwrap(), &details).await;
        let put_back = put_back.unwrap().unwrap();
        txn.rollback().await.unwrap();
        let kept = |episode| storage::episodes::StateChange::of(episode);
        assert_eq!(kept(&put_back), kept(&before), "step {step}");
        assert_ne!(kept(&after), kept(&before), "step {step}");
        assert_eq!(put_back.version, after.version + 1);
    }
}

#[tokio::test]
async fn a_thread_that_is_in_another_state_by_now_is_left_alone() {
    let app = TestApp::new().await;
    let (thread, mo, mia) = (
        app.thread().await,
        app.moderator("Mo").await,
        app.moderator("Mia").await,
    );
    let seen = |state: &str| json!({ "seenState": state });
    mia.close(&thread, seen("OPEN")).await.at("/closeThread");
    for late in [
        mo.lock(&thread, seen("OPEN")).await,
        mo.close(&thread, seen("LOCKED")).await,
        mo.reopen_with(&thread, seen("LOCKED")).await,
    ] {
        assert_eq!((late.code(), late.reason()), ("CONFLICT", "CHANGED"));
        assert_eq!(shown(&app, &thread).await["state"], "CLOSED");
    }
    mo.reopen_with(&thread, seen("CLOSED"))
        .await
        .at("/reopenThread");
}
