//! What becomes of reports, and of the record of those who gave them.
use super::readers;
use crate::support::{Client, TestApp, comment_id, item, together};
use rejoinder::{
    domain::reports::{self, NewReport},
    model::{Comment, ReportReason, Standing, Status},
    storage,
};
use serde_json::{Value, json};

/// The decision of a moderator, on all reports of the comment.
async fn decided(app: &TestApp, mo: &Client, comment: &Comment, approve: bool) -> Value {
    let stored = app.stored(comment.id).await;
    let mut named = item(&stored);
    named["overrules"] = match stored.decision_id {
        Some(id) => format!("decision_{}", id.0.simple()).into(),
        None => Value::Null,
    };
    let (answer, mutation) = if approve {
        (mo.approve(vec![named]).await, "approveComments")
    } else {
        (mo.reject(vec![named]).await, "rejectComments")
    };
    let result = answer.at(&format!("/{mutation}/results/0")).clone();
    assert!(result["code"].is_null(), "{result}");
    result
}

async fn record(app: &TestApp, client: &Client) -> (i32, i32) {
    let member = storage::members::find(app.app.db.read(), client.member_id()).await;
    let member = member.unwrap().unwrap();
    (member.reports_upheld, member.reports_dismissed)
}

#[tokio::test]
async fn a_decision_resolves_all_reports_and_those_who_gave_them_learn_of_it() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let (kept, gone) = (
        app.comment(&thread).insert().await,
        app.comment(&thread).insert().await,
    );
    let people = readers(&app, 2).await;
    for reader in &people {
        reader.report(&kept).await.at("/reportComment");
        reader.report(&gone).await.at("/reportComment");
        assert_eq!(reader.outcomes().await, [json!(null), json!(null)]);
    }
    assert_eq!(app.episode(&thread).await.queues.reported, 2);
    app.clock.advance(chrono::Duration::minutes(1));

    decided(&app, &mo, &kept, true).await;
    decided(&app, &mo, &gone, false).await;

    assert_eq!(app.episode(&thread).await.queues.reported, 0);
    assert_eq!(app.stored(gone.id).await.report_weight, 0);
    for reader in &people {
        assert_eq!(
            reader.outcomes().await,
            [json!("UPHELD"), json!("DISMISSED")]
        );
        assert_eq!(record(&app, reader).await, (1, 1));
    }
    let query = "{ viewer { reports { totalCount nodes { commentId resolvedAt decisionId weight
        decision { status reason note automated decidedAt } } } } }";
    let seen = people[0].run(query, json!({})).await;
    let newest = seen.at("/viewer/reports/nodes/0");
    assert_eq!(
        newest["decision"],
        json!({ "status": "REJECTED", "reason": "OFF_TOPIC", "note": null, "automated": false,
            "decidedAt": "2026-01-01T00:01:00+00:00" })
    );
    assert_eq!(newest["commentId"], comment_id(gone.id));
    assert_eq!(newest["resolvedAt"], newest["decision"]["decidedAt"]);
    assert_eq!(
        (&newest["decisionId"], &newest["weight"]),
        (&json!(null), &json!(null))
    );
    let seen = mo.look_at(&gone).await;
    assert_eq!(seen["reports"]["totalCount"], 2);
    let decision = app.stored(gone.id).await.decision_id.unwrap();
    let decision = json!(format!("decision_{}", decision.0.simple()));
    for report in seen["reports"]["nodes"].as_array().unwrap() {
        assert_eq!(report["decisionId"], decision);
        assert_eq!(report["outcome"], "UPHELD");
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn reports_of_what_its_author_takes_back_are_moot() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let ben = app.reader("Ben").await;
    ben.report(&comment).await.at("/reportComment");
    ana.delete(&comment_id(comment.id))
        .await
        .at("/deleteComment");
    assert_eq!(ben.outcomes().await, [json!("MOOT")]);
    assert_eq!(record(&app, &ben).await, (0, 0));
    let stored = app.stored(comment.id).await;
    assert_eq!((stored.status, stored.report_count), (Status::Deleted, 0));
    // Said again, it is still the same.
    let again = ben.report(&comment).await;
    assert_eq!(again.text("/reportComment/report/outcome"), "MOOT");
    assert!(again.at("/reportComment/comment").is_null());
    app.assert_no_drift().await;
}

/// What a report weighs comes from what became of the reader's earlier ones.
#[tokio::test]
async fn whose_reports_are_dismissed_weighs_less_and_the_trusted_weigh_in_full() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let ben = app.reader("Ben").await;
    let mut weights = Vec::new();
    for approve in [true, true, true, false] {
        let comment = app.comment(&thread).insert().await;
        ben.report(&comment).await.at("/reportComment");
        weights.push(app.stored(comment.id).await.report_weight);
        decided(&app, &mo, &comment, approve).await;
    }
    assert_eq!(weights, [100, 66, 50, 40]);
    assert_eq!(record(&app, &ben).await, (1, 3));
    let mut member = ben.member.clone().unwrap();
    member.standing = Standing::Trusted;
    let txn = app.app.db.begin_write().await.unwrap();
    storage::members::update_standing(&txn, &member)
        .await
        .unwrap();
    txn.commit().await.unwrap();
    let comment = app.comment(&thread).insert().await;
    ben.report(&comment).await.at("/reportComment");
    let seen = mo.look_at(&comment).await;
    assert_eq!(seen["reports"]["nodes"][0]["weight"], 100);
    app.assert_no_drift().await;
}

/// A page of comments with their reports costs what one comment costs.
#[tokio::test]
async fn the_reports_of_a_list_cost_the_same_for_one_comment_and_for_nine() {
    let app = TestApp::new().await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    let people = readers(&app, 3).await;
    let query = "query($key: String!) { episode(site: \"history\", key: $key) { comments {
        nodes { viewerHasReported reports(first: 2) { totalCount pageInfo { hasNextPage }
            nodes { text reporter { displayName } decision { status } } } } } } }";
    let mut costs = Vec::new();
    for number in [1, 9] {
        let thread = app.thread().await;
        for _ in 0..number {
            let comment = app.comment(&thread).by(&ana).insert().await;
            mo.approve(vec![item(&comment)])
                .await
                .at("/approveComments");
            for reader in &people {
                reader.report(&comment).await.at("/reportComment");
            }
            decided(&app, &mo, &comment, false).await;
            decided(&app, &mo, &comment, true).await;
        }
        let mo = app.again(&mo).await;
        let before = app.app.db.statements();
        let key = json!({ "key": thread.episode.key });
        let answer = mo.run(query, key).await;
        costs.push(app.app.db.statements() - before);
        let nodes = answer.at("/episode/comments/nodes").as_array().unwrap();
        assert_eq!(nodes.len(), number);
        for node in nodes {
            assert_eq!(node["reports"]["totalCount"], 3);
            assert_eq!(node["reports"]["nodes"].as_array().unwrap().len(), 2);
            assert_eq!(
                node["reports"]["nodes"][0]["decision"]["status"],
                "REJECTED"
            );
        }
    }
    assert_eq!(costs[0], costs[1]);
    assert!(costs[0] <= 12, "{costs:?}");
    app.assert_no_drift().await;
}

/// What a slip of a moderator made of the reports is taken back with it.
#[tokio::test]
async fn an_undone_decision_leaves_its_reports_open_again() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let (ben, cleo) = (app.reader("Ben").await, app.reader("Cleo").await);
    let undo = "mutation($input: UndoInput!) { undo(input: $input) { leftCommentIds } }";
    for approve in [true, false] {
        let comment = app.comment(&thread).insert().await;
        ben.report(&comment).await.at("/reportComment");
        let weight = app.stored(comment.id).await.report_weight;
        decided(&app, &mo, &comment, approve).await;
        if approve {
            cleo.report(&comment).await.at("/reportComment");
        }
        let before = record(&app, &ben).await;

        let decision = app.stored(comment.id).await.decision_id.unwrap();
        let entry = json!({ "logEntryId": format!("decision_{}", decision.0.simple()) });
        mo.send(undo, entry).await.at("/undo");

        let stored = app.stored(comment.id).await;
        assert_eq!(stored.status, Status::Approved);
        let later = i32::from(approve);
        assert_eq!(stored.report_count, 1 + later);
        assert_eq!(stored.report_weight, weight + 100 * later);
        assert_eq!(ben.outcomes().await[0], json!(null));
        let (upheld, dismissed) = record(&app, &ben).await;
        assert_eq!(upheld + dismissed, before.0 + before.1 - 1);
        app.assert_no_drift().await;
        decided(&app, &mo, &comment, approve).await;
        assert_eq!(record(&app, &ben).await, before);
    }
    app.assert_no_drift().await;
}

/// Two authors have reported each other's comments, and both threads are decided on at once: each
/// decision moves both records, and neither stops the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn decisions_in_two_threads_on_the_same_peoples_reports_do_not_stop_each_other() {
    let app = TestApp::new().await;
    let threads = [app.thread().await, app.thread().await];
    let people = readers(&app, 2).await;
    let actors = [app.actor(&people[1]).await, app.actor(&people[0]).await];
    let mut comments = [Vec::new(), Vec::new()];
    for _ in 0..40 {
        app.clock.advance(chrono::Duration::minutes(1));
        for place in [0, 1] {
            let comment = app.comment(&threads[place]).by(&people[place]);
            let comment = comment.insert().await;
            let report = NewReport {
                comment_id: comment.id,
                revision_id: comment.revision_id,
                reason: ReportReason::Abuse,
                text: None,
                illegal: None,
            };
            reports::give(&app.app, &actors[place], report)
                .await
                .unwrap();
            comments[place].push(item(&comment));
        }
    }
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let mia = mia.on(app.node().await);
    let [first, second] = comments;
    let decisions = [(mo, first), (mia, second)];
    let answers =
        together(decisions.map(|(by, items)| async move { by.reject(items).await })).await;
    for answer in answers {
        let results = answer.at("/rejectComments/results").as_array().unwrap();
        assert_eq!(results.len(), 40);
        for result in results {
            assert!(result["code"].is_null(), "{result}");
        }
    }
    for person in &people {
        assert_eq!(record(&app, person).await, (40, 0));
    }
    app.assert_no_drift().await;
}
