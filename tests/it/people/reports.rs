//! Reporting comments, and what becomes of the reports.
use super::readers;
use crate::support::{TestApp, comment_id, item, together};
use rejoinder::model::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_reader_reports_a_text_once_however_often_they_say_so() {
    let app = TestApp::new().await;
    let (thread, ana, ben) = (
        app.thread().await,
        app.reader("Ana").await,
        app.reader("Ben").await,
    );
    let comment = app.comment(&thread).by(&ana).insert().await;
    let first = ben.report(&comment).await.text("/reportComment/report/id");
    // Another reason later: the first stands.
    let again = ben.report_with(&comment, "SPAM", json!({})).await;
    assert_eq!(again.text("/reportComment/report/id"), first);
    assert_eq!(again.text("/reportComment/report/reason"), "ABUSE");
    let seen = again.at("/reportComment/comment/viewerHasReported");
    assert_eq!(*seen, json!(true));
    assert_eq!(app.count("report", "weight = 100", vec![]).await, 1);
    let stored = app.stored(comment.id).await;
    assert_eq!((stored.report_count, stored.report_weight), (1, 100));

    ana.edit(&comment_id(comment.id), "newer")
        .await
        .at("/editComment");
    let newer = app.stored(comment.id).await;
    assert_eq!(ben.look_at(&newer).await["viewerHasReported"], false);
    let second = ben.report(&newer).await.text("/reportComment/report/id");
    assert_ne!(second, first);
    let of_the_older = ben.report(&comment).await;
    assert_eq!(of_the_older.text("/reportComment/report/id"), first);
    let late = app.reader("Cleo").await.report(&comment).await;
    assert_eq!((late.code(), late.reason()), ("CONFLICT", "STALE_REVISION"));
    assert_eq!(app.stored(comment.id).await.report_count, 2);
    app.assert_no_drift().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_equal_reports_at_once_one_is_kept() {
    let app = TestApp::new().await;
    let (thread, node) = (app.thread().await, app.node().await);
    let comment = app.comment(&thread).insert().await;
    let ben = app.reader("Ben").await;
    let reports = (0..20).map(|index| {
        let (ben, comment) = (ben.clone(), comment.clone());
        let ben = if index % 2 == 0 {
            ben
        } else {
            ben.on(node.clone())
        };
        async move { ben.report(&comment).await }
    });
    let answers = together(reports).await;
    let ids: std::collections::BTreeSet<String> = answers
        .iter()
        .map(|answer| answer.text("/reportComment/report/id"))
        .collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(app.count("report", "weight = 100", vec![]).await, 1);
    assert_eq!(app.stored(comment.id).await.report_count, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_report_is_told_by_field() {
    let app = TestApp::new().await;
    let (thread, ben) = (app.thread().await, app.reader("Ben").await);
    let comment = app.comment(&thread).insert().await;
    for (reason, more, field) in [
        ("OTHER", json!({}), "text"),
        ("OTHER", json!({ "text": " \n" }), "text"),
        ("ILLEGAL", json!({}), "text"),
        ("ABUSE", json!({ "text": "x".repeat(1_001) }), "text"),
        ("ABUSE", json!({ "text": "a\u{7}b" }), "text"),
        ("ILLEGAL", json!({ "text": "why" }), "illegal"),
    ] {
        let refused = ben.report_with(&comment, reason, more).await;
        assert_eq!(refused.code(), "INVALID", "{reason}");
        assert_eq!(refused.error("field"), field, "{reason}");
    }
    let told = json!({ "text": "It names my street.\nAnd the house." });
    let other = ben.report_with(&comment, "OTHER", told.clone()).await;
    assert_eq!(*other.at("/reportComment/report/text"), told["text"]);
    assert_eq!(app.count("report", "reason = 'OTHER'", vec![]).await, 1);
}

/// Somebody who may not write, one's own words, and what is not there to be read.
#[tokio::test]
async fn only_what_a_reader_in_good_standing_can_read_is_reported() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.other_site("ships").await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let mo = app.moderator("Mo").await;
    let comment = app.comment(&thread).by(&ana).insert().await;
    let held = app.comment(&thread).by(&ana).held().insert().await;
    let rejected = app.comment(&thread).by(&ana).insert().await;
    app.comment(&thread)
        .by(&ben)
        .under(&rejected)
        .insert()
        .await;
    mo.reject(vec![item(&rejected)]).await.at("/rejectComments");
    let elsewhere = app.thread_on(&other, "1").await;
    let cap = app.signed_in(&other, "Cap", Role::Commenter).await;
    let foreign = app.comment(&elsewhere).by(&cap).insert().await;
    let mut absent = comment.clone();
    absent.id.0 = app.app.env.new_id();

    assert_eq!(
        app.anonymous().report(&comment).await.code(),
        "UNAUTHENTICATED"
    );
    assert_eq!(ana.report(&comment).await.reason(), "OWN_COMMENT");
    assert_eq!(mo.report(&held).await.reason(), "NOT_APPROVED");
    assert_eq!(ben.report(&rejected).await.reason(), "NOT_APPROVED");
    for hidden in [&held, &foreign, &absent] {
        assert_eq!(ben.report(hidden).await.code(), "NOT_FOUND");
    }
    let page = ben.at_page("https://elsewhere.example");
    assert_eq!(page.report(&comment).await.reason(), "FOREIGN_ORIGIN");
    for (standing, reason) in [("suspended", "SUSPENDED"), ("banned", "BANNED")] {
        let values = vec![ben.member_id().into()];
        let sql = format!("UPDATE member SET standing = '{standing}' WHERE id = $1");
        app.execute(&sql, values).await;
        assert_eq!(ben.report(&comment).await.reason(), reason);
        let can = &ben.look_at(&comment).await["viewerCan"]["report"];
        assert_eq!(*can, json!({ "allowed": false, "reason": reason }));
    }
    assert_eq!(app.count("report", "weight > 0", vec![]).await, 0);
}

#[tokio::test]
async fn comments_of_locked_and_closed_threads_are_reported_as_well() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let comment = app.comment(&thread).insert().await;
    for (index, reader) in readers(&app, 2).await.into_iter().enumerate() {
        let state = match index {
            0 => mo.lock(&thread, json!({})).await,
            _ => mo.close(&thread, json!({})).await,
        };
        assert!(state.json.get("errors").is_none(), "{:#}", state.json);
        let can = &reader.look_at(&comment).await["viewerCan"]["report"];
        assert_eq!(can["allowed"], true);
        reader.report(&comment).await.at("/reportComment/report/id");
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_eleventh_report_at_once_waits_a_minute() {
    let app = TestApp::new().await;
    let (thread, ben) = (app.thread().await, app.reader("Ben").await);
    let author = app.reader("Ana").await;
    let mut comments = Vec::new();
    for _ in 0..11 {
        comments.push(app.comment(&thread).by(&author).insert().await);
    }
    for comment in &comments[..10] {
        ben.report(comment).await.at("/reportComment");
        // The same again costs nothing.
        ben.report(comment).await.at("/reportComment");
    }
    let refused = ben.report(&comments[10]).await;
    assert_eq!(refused.code(), "RATE_LIMITED");
    assert_eq!(refused.retry_after.as_deref(), Some("60"));
}

#[tokio::test]
async fn reports_are_read_by_moderators_a_page_at_a_time() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let comment = app.comment(&thread).insert().await;
    mo.approve(vec![item(&comment)])
        .await
        .at("/approveComments");
    let people = readers(&app, 5).await;
    for reader in &people {
        reader.report(&comment).await.at("/reportComment");
    }
    let query = "query($id: ID!, $after: String) { comment(id: $id) {
        reports(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor }
            nodes { reporter { displayName } } } } }";
    let (mut names, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "id": comment_id(comment.id), "after": after });
        let page = mo
            .run(query, variables)
            .await
            .at("/comment/reports")
            .clone();
        assert_eq!(page["totalCount"], 5);
        for node in page["nodes"].as_array().unwrap() {
            names.push(node["reporter"]["displayName"].as_str().unwrap().to_owned());
        }
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    let expect: Vec<String> = (0..5)
        .rev()
        .map(|index| format!("Reader {index}"))
        .collect();
    assert_eq!(names, expect);
    for other in [&people[0], &app.anonymous()] {
        assert!(other.look_at(&comment).await["reports"].is_null());
    }
}
