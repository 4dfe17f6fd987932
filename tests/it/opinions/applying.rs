//! What comes of an opinion, and when nothing does.
use super::{HOLD, NONE, RELEASE, advise, history, posted, run, state};
use crate::support::{TestApp, comment_id, item, receiver::Receiver};
use chrono::Duration;
use futures_util::FutureExt;
use rejoinder::{
    domain::jobs,
    model::{Mode, Status},
};
use serde_json::{Value, json};
use std::sync::Arc;

#[tokio::test]
async fn a_post_is_answered_first_and_its_worker_told() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let is_told = || app.app.jobs_added.notified().now_or_never().is_some();
    ana.post(&thread, "nobody asks").await.at("/postComment");
    assert!(!is_told(), "there is nothing to do");

    advise(&app, true, Some(&hook.url)).await;
    let answer = ana.post(&thread, "hello").await;
    assert_eq!(answer.text("/postComment/comment/status"), "APPROVED");
    assert!(hook.received().is_empty());
    assert!(is_told());
    ana.edit(&comment_id(posted(&answer)), "hello again")
        .await
        .at("/editComment");
    assert!(is_told());
}

#[tokio::test]
async fn each_may_hold_what_was_shown() {
    let (akismet, hook) = (Receiver::start().await, Receiver::start().await);
    let app = TestApp::asking(&akismet, Mode::Post).await;
    advise(&app, true, Some(&hook.url)).await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("ana").await,
        app.moderator("mo").await,
    );
    let spam = posted(&ana.post(&thread, "cheap watches").await);
    akismet.replies(200, &[], "true");
    hook.replies(200, &[], NONE);
    run(&app).await;
    assert_eq!(state(&app, spam).await, "Pending [AKISMET]");
    let entry = json!({
        "action": "JUDGE_COMMENT", "from": "APPROVED", "to": "PENDING", "reason": "AKISMET",
        "note": "Akismet takes it for spam.", "actor": null,
    });
    assert_eq!(history(&mo, spam).await, [entry]);

    let rude = posted(&ana.post(&thread, "my neighbour, that").await);
    akismet.replies(200, &[], "false");
    hook.replies(200, &[], HOLD);
    run(&app).await;
    assert_eq!(state(&app, rude).await, "Pending [WEBHOOK]");
    let entry = json!({
        "action": "JUDGE_COMMENT", "from": "APPROVED", "to": "PENDING", "reason": "WEBHOOK",
        "note": "Names a neighbour", "actor": null,
    });
    assert_eq!(history(&mo, rude).await, [entry]);

    let both = posted(&ana.post(&thread, "cheap neighbours").await);
    akismet.replies(200, &[], "true");
    hook.replies(200, &[], HOLD);
    run(&app).await;
    assert_eq!(state(&app, both).await, "Pending [AKISMET WEBHOOK]");
    assert_eq!(app.episode(&thread).await.comment_count, 0);
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_webhook_releases_what_the_rules_held_and_it_stays_unreviewed() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Pre).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("ana").await,
        app.moderator("mo").await,
    );
    let id = posted(&ana.post(&thread, "hello").await);
    assert_eq!(state(&app, id).await, "Pending [PREMODERATION]");
    hook.replies(200, &[], RELEASE);
    run(&app).await;
    assert_eq!(state(&app, id).await, "Approved []");
    let episode = app.episode(&thread).await;
    assert_eq!((episode.comment_count, episode.queues.unreviewed), (1, 1));
    let released = json!({
        "action": "JUDGE_COMMENT", "from": "PENDING", "to": "APPROVED", "reason": "WEBHOOK",
        "note": "Lifted: PREMODERATION.", "actor": null,
    });
    assert_eq!(history(&mo, id).await[1..], [released]);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn akismet_lifts_doubts_about_spam_and_no_others() {
    let akismet = Receiver::start().await;
    let app = TestApp::asking(&akismet, Mode::Pre).await;
    advise(&app, true, None).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    for (reasons, expect) in [
        ("SPAM_SCORE", "Approved []"),
        ("SPAM_SCORE,NEWCOMER", "Pending [SPAM_SCORE NEWCOMER]"),
    ] {
        let id = posted(&ana.post(&thread, reasons).await);
        let values = vec![reasons.into(), id.into()];
        let sql = "UPDATE comment SET hold_reasons = $1 WHERE id = $2";
        app.execute(sql, values).await;
        akismet.replies(200, &[], "false");
        run(&app).await;
        assert_eq!(state(&app, id).await, expect);
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_webhook_is_asked_after_akismet_and_may_lift_its_doubts() {
    let (akismet, hook) = (Receiver::start().await, Receiver::start().await);
    let app = TestApp::asking(&akismet, Mode::Post).await;
    advise(&app, true, Some(&hook.url)).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "hello").await);
    akismet.replies(200, &[], "true");
    hook.replies(200, &[], RELEASE);
    run(&app).await;
    let told: Value = serde_json::from_slice(&hook.received()[0].body).unwrap();
    assert_eq!(told["comment"]["holdReasons"], json!(["AKISMET"]));
    assert_eq!(state(&app, id).await, "Approved []");

    // It does not wait for an Akismet that fails.
    let id = posted(&ana.post(&thread, "hello again").await);
    hook.replies(200, &[], HOLD);
    run(&app).await;
    assert_eq!(state(&app, id).await, "Pending [WEBHOOK]");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_the_staff_writes_is_nobody_elses_business() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, true, Some(&hook.url)).await;
    let (thread, mo) = (app.thread().await, app.moderator("mo").await);
    let id = posted(&mo.post(&thread, "hello").await);
    mo.edit(&comment_id(id), "hello all")
        .await
        .at("/editComment");
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
}

/// An opinion is about one text: a newer one has a job of its own.
#[tokio::test]
async fn an_opinion_on_an_older_text_changes_nothing() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, false, Some(&hook.url)).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "first").await);
    hook.answers(0);
    hook.replies(200, &[], HOLD);
    hook.replies(200, &[], NONE);
    let worker = Arc::clone(&app.app);
    let running = tokio::spawn(async move { jobs::run_due(&worker).await });
    hook.arrived(1).await;
    ana.edit(&comment_id(id), "second").await.at("/editComment");
    hook.answers_all();
    running.await.unwrap().unwrap();
    let told = hook.received();
    let bodies = told.iter().map(|call| {
        let event: Value = serde_json::from_slice(&call.body).unwrap();
        event["comment"]["body"].as_str().unwrap().to_owned()
    });
    assert_eq!(bodies.collect::<Vec<_>>(), ["first", "second"]);
    assert_eq!(state(&app, id).await, "Approved []");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_moderator_who_decides_meanwhile_has_the_last_word() {
    for (mode, verdict) in [(Mode::Pre, RELEASE), (Mode::Post, HOLD)] {
        let hook = Receiver::start().await;
        let app = TestApp::asking(&hook, mode).await;
        advise(&app, false, Some(&hook.url)).await;
        let (thread, ana, mo) = (
            app.thread().await,
            app.reader("ana").await,
            app.moderator("mo").await,
        );
        let id = posted(&ana.post(&thread, "hello").await);
        hook.answers(0);
        hook.replies(200, &[], verdict);
        let worker = Arc::clone(&app.app);
        let running = tokio::spawn(async move { jobs::run_due(&worker).await });
        hook.arrived(1).await;
        let comment = app.stored(id).await;
        let decided = match mode {
            Mode::Pre => mo.reject(vec![item(&comment)]).await,
            _ => mo.approve(vec![item(&comment)]).await,
        };
        assert_eq!(decided.json.get("errors"), None);
        hook.answers_all();
        running.await.unwrap().unwrap();
        let status = app.stored(id).await.status;
        let expect = match mode {
            Mode::Pre => Status::Rejected,
            _ => Status::Approved,
        };
        assert_eq!(status, expect);
        app.assert_no_drift().await;
    }
}

#[tokio::test]
async fn what_was_decided_or_deleted_before_is_not_told_to_others() {
    let hook = Receiver::start().await;
    let app = TestApp::asking(&hook, Mode::Post).await;
    advise(&app, true, Some(&hook.url)).await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("ana").await,
        app.moderator("mo").await,
    );
    let deleted = posted(&ana.post(&thread, "hello").await);
    ana.delete(&comment_id(deleted)).await.at("/deleteComment");
    let decided = posted(&ana.post(&thread, "hello").await);
    let comment = app.stored(decided).await;
    mo.approve(vec![item(&comment)])
        .await
        .at("/approveComments");
    run(&app).await;
    app.clock.advance(Duration::seconds(15));
    run(&app).await;
    assert!(hook.received().is_empty());
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
}

const READ: &str = "query($id: ID!) { comment(id: $id) { bodyMarkdown } }";

#[tokio::test]
async fn an_edit_that_akismet_holds_leaves_the_older_text_to_read() {
    let akismet = Receiver::start().await;
    let app = TestApp::asking(&akismet, Mode::Post).await;
    advise(&app, true, None).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "about lamps").await);
    let variables = json!({ "id": comment_id(id) });
    akismet.replies(200, &[], "false");
    run(&app).await;
    for (edit, says, expect) in [
        ("about old lamps", "false", "about old lamps"),
        ("cheap lamps", "true", "about old lamps"),
        // Held texts are not let go by changing them again.
        ("cheaper lamps", "true", "about old lamps"),
        ("about very old lamps", "false", "about very old lamps"),
    ] {
        ana.edit(&comment_id(id), edit).await.at("/editComment");
        akismet.replies(200, &[], says);
        run(&app).await;
        let read = app.anonymous().run(READ, variables.clone()).await;
        assert_eq!(read.text("/comment/bodyMarkdown"), expect, "{edit}");
        let own = ana.run(READ, variables.clone()).await;
        assert_eq!(own.text("/comment/bodyMarkdown"), edit);
        app.assert_no_drift().await;
    }
    assert_eq!(app.stored(id).await.kept, None, "nobody can hold it now");
}

#[tokio::test]
async fn what_is_still_to_be_asked_of_an_older_text_keeps_nothing() {
    let akismet = Receiver::start().await;
    let app = TestApp::asking(&akismet, Mode::Post).await;
    advise(&app, true, None).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "first").await);
    run(&app).await;
    ana.edit(&comment_id(id), "second").await.at("/editComment");
    // The first was shown, but those who are asked had not been heard of it.
    assert_eq!(app.stored(id).await.kept, None);
    akismet.replies(200, &[], "false");
    run(&app).await;
    assert_eq!(app.stored(id).await.kept, None);
    app.clock.advance(Duration::seconds(10));
    run(&app).await;
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    assert_eq!(akismet.received().len(), 2, "nobody asks about the first");
}

/// A text that was shown only until the advisers have answered does not stay by being edited.
#[tokio::test]
async fn what_nobody_has_been_heard_of_does_not_stay_behind_a_held_edit() {
    let akismet = Receiver::start().await;
    let app = TestApp::asking(&akismet, Mode::Post).await;
    advise(&app, true, None).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "cheap watches").await);
    ana.edit(&comment_id(id), "cheaper watches")
        .await
        .at("/editComment");
    akismet.replies(200, &[], "true");
    run(&app).await;
    assert_eq!(state(&app, id).await, "Pending [AKISMET]");
    let read = app
        .anonymous()
        .run(READ, json!({ "id": comment_id(id) }))
        .await;
    assert!(read.at("/comment").is_null(), "{:#}", read.json);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_comment_that_akismet_holds_stays_held_while_its_author_edits_it() {
    let akismet = Receiver::start().await;
    let app = TestApp::asking(&akismet, Mode::Post).await;
    advise(&app, true, None).await;
    let (thread, ana) = (app.thread().await, app.reader("ana").await);
    let id = posted(&ana.post(&thread, "cheap watches").await);
    akismet.replies(200, &[], "true");
    run(&app).await;
    ana.edit(&comment_id(id), "watches")
        .await
        .at("/editComment");
    assert_eq!(state(&app, id).await, "Pending [AKISMET]");
    let variables = json!({ "id": comment_id(id) });
    let read = app.anonymous().run(READ, variables).await;
    assert!(read.at("/comment").is_null());
    akismet.replies(200, &[], "false");
    run(&app).await;
    assert_eq!(state(&app, id).await, "Approved []");
    app.assert_no_drift().await;
}

const SPAM: &str =
    "mutation($input: MarkSpamInput!) { markSpam(input: $input) { results { code } } }";
const UNDO: &str = "mutation($input: UndoInput!) { undo(input: $input) { entry { id } } }";

#[tokio::test]
async fn akismet_is_told_where_moderators_saw_it_otherwise_once_a_slip_could_be_undone() {
    let akismet = Receiver::start().await;
    let app = TestApp::asking(&akismet, Mode::Post).await;
    let (thread, ana, mo) = (
        app.thread().await,
        app.reader("ana").await,
        app.moderator("mo").await,
    );
    advise(&app, true, None).await;
    let mut ids = Vec::new();
    for (body, says) in [("missed", "false"), ("wronged", "true"), ("slip", "false")] {
        ids.push(posted(&ana.post(&thread, body).await));
        akismet.replies(200, &[], says);
        run(&app).await;
    }
    akismet.received();
    let spam = async |id| {
        let items = json!({ "items": [item(&app.stored(id).await)] });
        mo.send(SPAM, items).await.at("/markSpam");
    };
    spam(ids[0]).await;
    let comment = app.stored(ids[1]).await;
    mo.approve(vec![item(&comment)])
        .await
        .at("/approveComments");
    spam(ids[2]).await;
    let decision = app.stored(ids[2]).await.decision_id.unwrap();
    let decision = format!("decision_{}", decision.0.simple());
    mo.send(UNDO, json!({ "logEntryId": decision }))
        .await
        .at("/undo");
    run(&app).await;
    assert!(akismet.received().is_empty(), "it may be a slip");

    app.clock.advance(Duration::minutes(1));
    let thanks = "Thanks for making the web a better place.";
    akismet.replies(200, &[], thanks);
    akismet.replies(200, &[], thanks);
    run(&app).await;
    let told = akismet.received();
    let told: Vec<(String, String)> = told
        .iter()
        .map(|call| {
            let form = url::form_urlencoded::parse(&call.body);
            let mut form = form.into_owned();
            let content = form.find(|(name, _)| name == "comment_content");
            (call.path.clone(), content.unwrap().1)
        })
        .collect();
    let expect = [("/submit-spam", "missed"), ("/submit-ham", "wronged")];
    assert_eq!(told, expect.map(|(path, text)| (path.into(), text.into())));
    assert_eq!(app.count("job", "1 = 1", vec![]).await, 0);
    app.assert_no_drift().await;
}
