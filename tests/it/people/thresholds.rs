//! So many readers hide a comment, until a moderator has looked at it.
use super::{readers, set_threshold};
use crate::support::{Client, TestApp, comment_id, item};
use rejoinder::model::{Comment, HoldReason, Mode, Status};
use serde_json::{Value, json};

async fn report_all(people: &[Client], comment: &Comment) {
    for reader in people {
        reader.report(comment).await.at("/reportComment");
    }
}

#[tokio::test]
async fn the_third_reader_of_good_record_hides_a_comment() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let people = readers(&app, 3).await;
    report_all(&people[..2], &comment).await;
    assert_eq!(app.stored(comment.id).await.status, Status::Approved);

    let third = people[2].report(&comment).await;

    assert!(third.at("/reportComment/comment").is_null());
    let stored = app.stored(comment.id).await;
    assert_eq!(stored.status, Status::Pending);
    assert_eq!(stored.hold_reasons, [HoldReason::Reported]);
    assert!(!stored.shown);
    for other in [&people[0], &app.anonymous()] {
        assert!(other.look_at(&comment).await.is_null());
    }
    let own = ana.look_at(&comment).await;
    assert_eq!(own["status"], "PENDING");
    assert_eq!(own["holdReasons"], json!(["REPORTED"]));
    assert!(own["reports"].is_null());
    let line = "action = 'judge_comment' AND actor_id IS NULL AND from_state = 'APPROVED' \
        AND to_state = 'PENDING' AND reason = 'REPORTED' AND subject_id = $1";
    assert_eq!(
        app.count("log_entry", line, vec![comment.id.into()]).await,
        1
    );
    let queues = app.episode(&thread).await.queues;
    assert_eq!((queues.pending, queues.reported), (1, 1));
    // Out of sight, it cannot be reported once more.
    let late = app.reader("Late").await.report(&comment).await;
    assert_eq!(late.code(), "NOT_FOUND");
    app.assert_no_drift().await;
}

/// Whoever pinned it may not have read what it was changed into since.
#[tokio::test]
async fn a_pinned_comment_is_hidden_like_any_other_and_leaves_its_place() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let comment = app.comment(&thread).insert().await;
    for mark in ["pinComment", "featureComment"] {
        let mut input_type = mark.to_owned();
        input_type[..1].make_ascii_uppercase();
        let mutation = format!(
            "mutation($input: {input_type}Input!) {{ {mark}(input: $input) {{ comment {{ id }} }} }}"
        );
        let input = json!({ "commentId": comment_id(comment.id) });
        mo.send(&mutation, input).await.at(&format!("/{mark}"));
    }
    report_all(&readers(&app, 3).await, &comment).await;
    let stored = app.stored(comment.id).await;
    assert_eq!(stored.status, Status::Pending);
    assert_eq!((stored.pinned_at, stored.featured_at), (None, None));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn answers_to_a_hidden_comment_stay() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let answer = app.comment(&thread).under(&comment).insert().await;
    report_all(&readers(&app, 3).await, &comment).await;
    let seen = app.anonymous();
    assert_eq!(seen.look_at(&answer).await["status"], "APPROVED");
    let tombstone = seen.look_at(&comment).await;
    assert_eq!(tombstone["status"], "PENDING");
    assert!(tombstone["bodyMarkdown"].is_null());
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_a_moderator_has_approved_stays_in_sight() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (mo, people) = (app.moderator("Mo").await, readers(&app, 4).await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    report_all(&people[..3], &comment).await;
    let stored = app.stored(comment.id).await;
    mo.approve(vec![item(&stored)]).await.at("/approveComments");
    assert_eq!(people[0].outcomes().await, [json!("DISMISSED")]);
    people[3].report(&comment).await.at("/reportComment");
    let mut others = Vec::new();
    for name in ["One", "Two", "Three"] {
        others.push(app.reader(name).await);
    }
    report_all(&others, &comment).await;
    assert_eq!(app.stored(comment.id).await.status, Status::Approved);
    assert_eq!(app.episode(&thread).await.queues.reported, 1);
    // Another text is another matter.
    ana.edit(&comment_id(comment.id), "newer")
        .await
        .at("/editComment");
    let newer = app.stored(comment.id).await;
    others[0].report(&newer).await.at("/reportComment");
    assert_eq!(app.stored(comment.id).await.status, Status::Pending);
    app.assert_no_drift().await;
}

/// One reader counts once, however many texts of the comment they report.
#[tokio::test]
async fn it_is_readers_that_count_and_not_reports() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, cleo) = (app.reader("Ben").await, app.reader("Cleo").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    for text in ["one", "two", "three", "four"] {
        ana.edit(&comment_id(comment.id), text)
            .await
            .at("/editComment");
        let seen = app.stored(comment.id).await;
        ben.report(&seen).await.at("/reportComment");
    }
    let stored = app.stored(comment.id).await;
    assert_eq!((stored.status, stored.report_count), (Status::Approved, 4));
    cleo.report(&stored).await.at("/reportComment");
    assert_eq!(app.stored(comment.id).await.status, Status::Approved);
    let dan = app.reader("Dan").await;
    dan.report(&stored).await.at("/reportComment");
    assert_eq!(app.stored(comment.id).await.status, Status::Pending);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_site_says_how_many_or_that_none_are_enough() {
    for (threshold, hidden) in [(Some(1), true), (Some(5), false), (None, false)] {
        let app = TestApp::new().await;
        set_threshold(&app, threshold).await;
        let (thread, people) = (app.thread().await, readers(&app, 4).await);
        let comment = app.comment(&thread).insert().await;
        people[0].report(&comment).await.at("/reportComment");
        let status = app.stored(comment.id).await.status;
        assert_eq!(status == Status::Pending, hidden, "{threshold:?}");
        if !hidden {
            report_all(&people[1..], &comment).await;
            let status = app.stored(comment.id).await.status;
            assert_eq!(status, Status::Approved, "{threshold:?}");
        }
        app.assert_no_drift().await;
    }
}

#[tokio::test]
async fn what_readers_had_hidden_does_not_come_back_by_an_edit() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    report_all(&readers(&app, 3).await, &comment).await;
    let edited = ana.edit(&comment_id(comment.id), "a letter more").await;
    assert_eq!(edited.text("/editComment/comment/status"), "PENDING");
    let stored = app.stored(comment.id).await;
    assert_eq!(stored.hold_reasons, [HoldReason::Reported]);
    assert!(app.anonymous().look_at(&comment).await.is_null());
    app.assert_no_drift().await;
}

/// While a newer text waits, readers see the one before, and can report that.
#[tokio::test]
async fn an_older_text_that_readers_still_see_is_hidden_unless_a_moderator_approved_it() {
    for approved in [false, true] {
        let app = TestApp::new().await;
        let (thread, ana) = (app.thread().await, app.reader("Ana").await);
        let mo = app.moderator("Mo").await;
        let older = app.comment(&thread).by(&ana).body("older").insert().await;
        if approved {
            mo.approve(vec![item(&older)]).await.at("/approveComments");
        }
        let sql = "UPDATE site SET mode = 'pre' WHERE id = $1";
        app.execute(sql, vec![app.site.id.into()]).await;
        assert_ne!(app.site.mode, Mode::Pre);
        ana.edit(&comment_id(older.id), "newer")
            .await
            .at("/editComment");
        let people = readers(&app, 3).await;
        assert_eq!(people[0].look_at(&older).await["bodyMarkdown"], "older");
        let newer = app.stored(older.id).await;
        assert_eq!(people[0].report(&newer).await.reason(), "STALE_REVISION");

        report_all(&people, &older).await;

        let seen = people[0].look_at(&older).await;
        let stored = app.stored(older.id).await;
        assert_eq!(stored.status, Status::Pending);
        if approved {
            assert_eq!(seen["bodyMarkdown"], "older");
            assert_eq!(seen["viewerHasReported"], true);
        } else {
            assert_eq!(seen, Value::Null);
            assert!(stored.hold_reasons.contains(&HoldReason::Reported));
        }
        app.assert_no_drift().await;
    }
}

/// Twenty readers at the same moment: as many as are needed hide it, and no report is lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_readers_at_once_hide_it_once() {
    let app = TestApp::new().await;
    let (thread, node) = (app.thread().await, app.node().await);
    let comment = app.comment(&thread).insert().await;
    let people = readers(&app, 20).await;
    let reports = people.iter().enumerate().map(|(index, reader)| {
        let (reader, comment) = (reader.clone(), comment.clone());
        let reader = if index % 2 == 0 {
            reader
        } else {
            reader.on(node.clone())
        };
        async move { reader.report(&comment).await }
    });
    let answers = crate::support::together(reports).await;
    let given = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_none())
        .count();
    assert_eq!(given, 3);
    for refused in answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_some())
    {
        assert_eq!(refused.code(), "NOT_FOUND");
    }
    let stored = app.stored(comment.id).await;
    assert_eq!(
        (stored.status, stored.report_weight),
        (Status::Pending, 300)
    );
    let line = "action = 'judge_comment' AND subject_id = $1";
    assert_eq!(
        app.count("log_entry", line, vec![comment.id.into()]).await,
        1
    );
    app.assert_no_drift().await;
}
