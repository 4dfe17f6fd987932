//! Moderators, authors and readers at the same moment, on two nodes.
use crate::support::{Answer, Client, TestApp, comment_id, item, together};
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, Mode, Status},
};
use serde_json::Value;
use std::{future::Future, pin::Pin};

type Act = Pin<Box<dyn Future<Output = Answer> + Send>>;

fn act(future: impl Future<Output = Answer> + Send + 'static) -> Act {
    Box::pin(future)
}

fn is_done(answer: &Answer) -> bool {
    answer.json.get("errors").is_none()
}

fn results<'a>(answer: &'a Answer, mutation: &str) -> &'a Vec<Value> {
    answer
        .at(&format!("/{mutation}/results"))
        .as_array()
        .unwrap()
}

/// One approves, one rejects, the same two hundred: one decision each, and the other is told of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_moderators_on_one_comment_one_decides_and_the_other_is_told() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await.on(app.node().await);
    let held = app.held(&thread, 200).await;
    let items: Vec<Value> = held.iter().map(item).collect();
    let answers = together([
        decide_all(mo, "approveComments", items.clone()),
        decide_all(mia, "rejectComments", items),
    ])
    .await;
    let mut approved = 0;
    for ((comment, approval), rejection) in held.iter().zip(&answers[0]).zip(&answers[1]) {
        let (winner, loser) = if approval["code"].is_null() {
            (Status::Approved, rejection)
        } else {
            (Status::Rejected, approval)
        };
        let stored = app.stored(comment.id).await;
        assert_eq!(stored.status, winner);
        assert_eq!(loser["code"], "ALREADY_DECIDED");
        let told = format!("{winner:?}").to_uppercase();
        assert_eq!(loser["earlier"]["status"], told);
        let decision = stored.decision_id.unwrap().0.simple();
        assert_eq!(loser["earlier"]["id"], format!("decision_{decision}"));
        approved += i32::from(winner == Status::Approved);
    }
    let condition = "action IN ('approve_comment', 'reject_comment')";
    assert_eq!(app.count("log_entry", condition, vec![]).await, 200);
    let queues = app.episode(&thread).await.queues;
    assert_eq!((queues.approved, queues.pending), (approved, 0));
    assert_eq!(queues.approved + queues.rejected, 200);
    app.assert_no_drift().await;
}

/// As many at once as one request takes; the results in the order of the items.
async fn decide_all(moderator: Client, mutation: &str, items: Vec<Value>) -> Vec<Value> {
    let mut all = Vec::new();
    for hundred in items.chunks(100) {
        let answer = if mutation == "approveComments" {
            moderator.approve(hundred.to_vec()).await
        } else {
            moderator.reject(hundred.to_vec()).await
        };
        all.extend(results(&answer, mutation).clone());
    }
    all
}

/// The moderator has read one text and the author sends another: whatever comes first, the other
/// one is not shown unread.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_text_is_published_that_the_moderator_has_not_read() {
    let app = TestApp::mode(Mode::Pre).await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mo = mo.on(app.node().await);
    let (mut stale, mut published) = (0, 0);
    for comment in app.held(&thread, 100).await {
        let author = writer(&app, &comment).await;
        let (id, read, moderator) = (comment_id(comment.id), item(&comment), mo.clone());
        let answers = together([
            act(async move { author.edit(&id, "unseen").await }),
            act(async move { moderator.approve(vec![read]).await }),
        ])
        .await;
        assert!(is_done(&answers[0]), "{:#}", answers[0].json);
        let stored = app.stored(comment.id).await;
        assert_eq!(stored.body_markdown, "unseen");
        assert_eq!(stored.status, Status::Pending);
        match results(&answers[1], "approveComments")[0]["code"].as_str() {
            None => published += 1,
            Some(code) => {
                assert_eq!(code, "STALE_REVISION");
                stale += 1;
            }
        }
    }
    assert_eq!(stale + published, 100);
    assert_eq!(app.count_status(&thread, Status::Pending).await, 100);
    app.assert_no_drift().await;
}

/// The author of a comment that a test has inserted.
async fn writer(app: &TestApp, comment: &Comment) -> Client {
    let member = rejoinder::storage::members::find(app.app.db.read(), comment.author_id).await;
    let mut writer = app.anonymous();
    writer.member = member.unwrap();
    app.again(&writer).await
}

/// A parent, three readers answering it, and its author deleting it, `later` requests later.
async fn answered_while_deleted(
    app: &TestApp,
    thread: &Setting,
    people: &[Client],
    later: usize,
) -> usize {
    let (author, readers) = people.split_first().unwrap();
    let parent = app.comment(thread).by(author).insert().await;
    let mut acts = Vec::new();
    for reader in readers {
        let (reader, thread, to) = (reader.clone(), thread.clone(), comment_id(parent.id));
        acts.push(act(async move { reader.reply(&thread, &to, "But!").await }));
    }
    let (author, id) = (author.clone(), comment_id(parent.id));
    acts.insert(
        1,
        act(async move {
            for _ in 0..later {
                author
                    .run("{ viewer { role } }", Value::Null)
                    .await
                    .at("/viewer");
            }
            author.delete(&id).await
        }),
    );
    let mut answers = together(acts).await;
    let deleted = answers.remove(1);
    assert!(is_done(&deleted), "{:#}", deleted.json);
    let replies = answers.iter().filter(|answer| is_done(answer)).count();
    for refused in answers.iter().filter(|answer| !is_done(answer)) {
        // Gone, or a tombstone that cannot be answered.
        let code = refused.code();
        assert!(
            ["NOT_FOUND", "FORBIDDEN"].contains(&code),
            "{:#}",
            refused.json
        );
    }
    let stored = app.stored(parent.id).await;
    assert_eq!(stored.status, Status::Deleted);
    assert_eq!(stored.shown, replies > 0);
    assert_eq!(usize::try_from(stored.reply_count).unwrap(), replies);
    replies
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reply_while_its_parent_is_deleted_is_kept_under_a_tombstone_or_refused() {
    let app = TestApp::new().await;
    let (thread, node) = (app.thread().await, app.node().await);
    let mut people = Vec::new();
    for index in 0..4 {
        let reader = app.reader(&format!("Reader {index}")).await;
        people.push(if index % 2 == 0 {
            reader
        } else {
            reader.on(node.clone())
        });
    }
    let mut kept = 0;
    for round in 0..40 {
        app.clock.advance(chrono::Duration::seconds(6));
        kept += answered_while_deleted(&app, &thread, &people, round % 4).await;
    }
    let approved = app.count_status(&thread, Status::Approved).await;
    assert_eq!(usize::try_from(approved).unwrap(), kept);
    // Whatever is shown is reached from the top.
    let orphans = "shown AND parent_id IS NOT NULL AND parent_id IN \
        (SELECT id FROM comment WHERE NOT shown)";
    assert_eq!(app.count("comment", orphans, vec![]).await, 0);
    app.assert_no_drift().await;
}

/// Approving a child and rejecting its parent move the same numbers.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn decisions_on_one_branch_at_once_leave_its_numbers_right() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let mia = mia.on(app.node().await);
    for _ in 0..10 {
        let top = app.comment(&thread).by(&ana).insert().await;
        let child = app
            .comment(&thread)
            .by(&ana)
            .under(&top)
            .held()
            .insert()
            .await;
        let other = app.comment(&thread).by(&ana).under(&top).insert().await;
        let (approved, rejected) = (vec![item(&child)], vec![item(&top), item(&other)]);
        let (mo, mia) = (mo.clone(), mia.clone());
        let answers = together([
            act(async move { mo.approve(approved).await }),
            act(async move { mia.reject(rejected).await }),
        ])
        .await;
        assert!(answers.iter().all(is_done));
        let top = app.stored(top.id).await;
        assert_eq!((top.reply_count, top.shown), (1, true));
    }
    app.assert_no_drift().await;
}
