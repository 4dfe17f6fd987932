//! Two moderators empty a queue side by side, each on a node of their own.
use crate::support::{Client, TestApp, together};
use rejoinder::{
    domain::comments::{self, EpisodeRef, NewComment},
    model::Mode,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CLAIM: &str = "mutation($input: ClaimCommentsInput!) { claimComments(input: $input) {
    comments { id revisionId holdReasons } } }";
const COUNTS: &str = "{ site(key: \"history\") { queueCounts {
    pending reported unreviewed spam rejected approved } } }";
const UNDO: &str = "mutation($input: UndoInput!) { undo(input: $input) {
    entry { to } leftCommentIds } }";
const HISTORY: &str = "query($id: ID!) { comment(id: $id) { revisionId
    history { id action actor { displayName } } } }";

const HELD: usize = 500;

/// Posted by fifty readers on three episodes, where the rules hold every comment.
async fn fill(app: &TestApp) {
    let mut readers = Vec::new();
    for index in 0..50 {
        let reader = app.reader(&format!("Reader {index}")).await;
        readers.push(app.actor(&reader).await);
    }
    let threads = [app.thread().await, app.thread().await, app.thread().await];
    for index in 0..HELD {
        let setting = &threads[index % threads.len()];
        if index % readers.len() == 0 {
            app.clock.advance(chrono::Duration::minutes(1));
        }
        let new = NewComment {
            episode: EpisodeRef {
                site: setting.site.key.clone(),
                key: setting.episode.key.clone(),
                title: None,
                url: None,
            },
            parent_id: None,
            body: format!("What I remember of evening {index}"),
            moment_seconds: None,
            idempotency_key: None,
        };
        let author = &readers[index % readers.len()];
        comments::post(&app.app, author, new).await.unwrap();
    }
}

/// What one moderator was handed, and what came of it.
#[derive(Default)]
struct Work {
    handed: Vec<String>,
    results: Vec<Value>,
}

/// Claims the next 25 and decides on them, until nothing is handed out any more.
async fn empty_the_queue(moderator: Client) -> Work {
    let mut work = Work::default();
    loop {
        let input = json!({ "site": "history", "kind": "PENDING", "first": 25 });
        let answer = moderator.send(CLAIM, input).await;
        let comments = answer.at("/claimComments/comments").as_array().unwrap();
        if comments.is_empty() {
            return work;
        }
        for comment in comments {
            let reasons = comment["holdReasons"].as_array().unwrap();
            assert!(reasons.contains(&json!("PREMODERATION")), "{comment}");
            work.handed.push(comment["id"].as_str().unwrap().to_owned());
        }
        let items: Vec<Value> = comments.iter().map(named).collect();
        for (chosen, mutation) in [
            (&items[..items.len() / 2], "approveComments"),
            (
                &items[items.len() / 2..items.len() * 4 / 5],
                "rejectComments",
            ),
            (&items[items.len() * 4 / 5..], "markSpam"),
        ] {
            work.results
                .extend(decide(&moderator, mutation, chosen).await);
        }
    }
}

fn named(comment: &Value) -> Value {
    json!({ "commentId": comment["id"], "revisionId": comment["revisionId"] })
}

async fn decide(moderator: &Client, mutation: &str, items: &[Value]) -> Vec<Value> {
    if items.is_empty() {
        return vec![];
    }
    let (first, rest) = mutation.split_at(1);
    let document = format!(
        "mutation($input: {}{rest}Input!) {{ {mutation}(input: $input) {{
            results {{ commentId code }} }} }}",
        first.to_uppercase()
    );
    let mut input = json!({ "items": items });
    if mutation == "rejectComments" {
        input["reason"] = "OFF_TOPIC".into();
    }
    let answer = moderator.send(&document, input).await;
    let results = answer.at(&format!("/{mutation}/results"));
    results.as_array().unwrap().clone()
}

/// Approved, rejected and spam together, and what is still held.
async fn counts(moderator: &Client) -> (i64, i64) {
    let seen = moderator.run(COUNTS, json!({})).await;
    let of = |kind: &str| seen.number(&format!("/site/queueCounts/{kind}"));
    assert_eq!((of("unreviewed"), of("reported")), (0, 0));
    (of("approved") + of("rejected") + of("spam"), of("pending"))
}

async fn history(moderator: &Client, id: &str) -> Value {
    let seen = moderator.run(HISTORY, json!({ "id": id })).await;
    seen.at("/comment").clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_moderators_empty_a_queue_of_five_hundred_and_undo_a_slip() {
    let app = TestApp::mode(Mode::Pre).await;
    fill(&app).await;
    let mo = app.moderator("Mo").await.on(app.node().await);
    let mia = app.moderator("Mia").await.on(app.node().await);
    let all = i64::try_from(HELD).unwrap();
    assert_eq!(counts(&mo).await, (0, all));

    let done = together([mo.clone(), mia.clone()].map(empty_the_queue)).await;

    let mut handed = BTreeSet::new();
    for work in &done {
        assert!(!work.handed.is_empty(), "one did it all");
        assert_eq!(work.results.len(), work.handed.len());
        for result in &work.results {
            assert_eq!(result["code"], Value::Null, "{result}");
        }
        for id in &work.handed {
            assert!(handed.insert(id), "{id} was handed out twice");
        }
    }
    assert_eq!(handed.len(), HELD);
    let decisions = "action IN ('approve_comment', 'reject_comment', 'mark_spam')";
    assert_eq!(app.count("log_entry", decisions, vec![]).await, all);
    let decided = "id IN (SELECT decision_id FROM comment)";
    assert_eq!(app.count("log_entry", decided, vec![]).await, all);
    assert_eq!(app.count("claim", "1 = 1", vec![]).await, 0);
    assert_eq!(counts(&mia).await, (all, 0));
    app.assert_no_drift().await;

    let slip = &done[0].handed[0];
    undo_and_decide_anew(&mo, slip).await;
    assert_eq!(counts(&mia).await, (all, 0));
    app.assert_no_drift().await;
}

/// What its maker approved by mistake waits again, and is then rejected.
async fn undo_and_decide_anew(maker: &Client, id: &str) {
    let before = history(maker, id).await;
    let entry = json!({ "logEntryId": before["history"][0]["id"] });
    let undone = maker.send(UNDO, entry).await;
    assert_eq!(undone.text("/undo/entry/to"), "PENDING");
    let all = i64::try_from(HELD).unwrap();
    assert_eq!(counts(maker).await, (all - 1, 1));
    let item = json!({ "commentId": id, "revisionId": before["revisionId"] });
    let results = decide(maker, "rejectComments", &[item]).await;
    assert_eq!(results[0]["code"], Value::Null, "{results:?}");
    let after = history(maker, id).await;
    let told: Vec<(&str, &str)> = after["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            let by = entry["actor"]["displayName"].as_str();
            (entry["action"].as_str().unwrap(), by.unwrap_or("a rule"))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("REJECT_COMMENT", "Mo"),
            ("UNDO", "Mo"),
            ("APPROVE_COMMENT", "Mo"),
            ("JUDGE_COMMENT", "a rule"),
        ]
    );
}
