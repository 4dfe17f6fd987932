//! Moderators side by side: each is handed other comments, and nobody is held up.
use super::report;
use crate::support::{Answer, Client, TestApp, comment_id, item, together};
use chrono::Duration;
use rejoinder::model::{Comment, Role, SessionKind, Status};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const CLAIM: &str = "mutation($input: ClaimCommentsInput!) { claimComments(input: $input) {
    expiresAt comments { id revisionId claim { expiresAt moderator { displayName } } } } }";
const RELEASE: &str = "mutation($input: ReleaseClaimsInput!) {
    releaseClaims(input: $input) { releasedCount } }";

async fn claim(client: &Client, input: Value) -> Answer {
    let mut whole = json!({ "site": "history", "kind": "PENDING" });
    let more = input.as_object().unwrap().clone();
    whole.as_object_mut().unwrap().extend(more);
    client.send(CLAIM, whole).await
}

fn claimed(answer: &Answer) -> Vec<String> {
    let comments = answer.at("/claimComments/comments").as_array().unwrap();
    let id = |comment: &Value| comment["id"].as_str().unwrap().to_owned();
    comments.iter().map(id).collect()
}

async fn next(client: &Client, first: i32) -> Vec<String> {
    claimed(&claim(client, json!({ "first": first })).await)
}

async fn release(client: &Client, comments: Value) -> i64 {
    let input = json!({ "site": "history", "commentIds": comments });
    let released = client.send(RELEASE, input).await;
    released.number("/releaseClaims/releasedCount")
}

async fn claim_of(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { comment(id: $id) {
        claim { expiresAt moderator { displayName } } } }";
    let seen = client.run(query, json!({ "id": id })).await;
    seen.at("/comment/claim").clone()
}

fn ids(comments: &[Comment]) -> Vec<String> {
    comments
        .iter()
        .map(|comment| comment_id(comment.id))
        .collect()
}

#[tokio::test]
async fn the_next_moderator_is_handed_the_next_comments() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let held = ids(&app.held(&thread, 12).await);
    let first = claim(&mo, json!({ "first": 5 })).await;
    assert_eq!(claimed(&first), held[..5]);
    assert_eq!(
        first.text("/claimComments/expiresAt"),
        "2026-01-01T00:05:00+00:00"
    );
    let own = json!({
        "expiresAt": "2026-01-01T00:05:00+00:00", "moderator": { "displayName": "Mo" },
    });
    assert_eq!(first.at("/claimComments/comments/4/claim"), &own);
    assert_eq!(next(&mia, 5).await, held[5..10]);
    // What is left is less than was asked for.
    assert_eq!(next(&app.moderator("Max").await, 5).await, held[10..]);
    assert_eq!(
        next(&app.moderator("Mel").await, 5).await,
        Vec::<String>::new()
    );
    // Every moderator sees who is at it, and nobody else does.
    assert_eq!(claim_of(&mia, &held[0]).await, own);
    let author = app.reader("Ana").await;
    let shown = app.comment(&thread).by(&author).insert().await;
    report(&app, &shown, &app.reader("Ben").await, ("ABUSE", 100)).await;
    claim(&mo, json!({ "kind": "REPORTED" }))
        .await
        .at("/claimComments");
    let id = comment_id(shown.id);
    assert_eq!(claim_of(&mia, &id).await["moderator"]["displayName"], "Mo");
    assert_eq!(claim_of(&author, &id).await, Value::Null);
    assert_eq!(claim_of(&app.anonymous(), &id).await, Value::Null);
}

#[tokio::test]
async fn claiming_again_goes_on_with_ones_own_and_fills_up_behind() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let held = app.held(&thread, 9).await;
    let all = ids(&held);
    assert_eq!(next(&mia, 2).await, all[..2]);
    assert_eq!(next(&mo, 4).await, all[2..6]);
    assert_eq!(release(&mia, Value::Null).await, 2);
    mo.approve(vec![item(&held[3])])
        .await
        .at("/approveComments");
    app.clock.advance(Duration::minutes(4));
    // Older ones are free again, and her own come first all the same.
    let again = [&all[2], &all[4], &all[5], &all[0], &all[1]].map(String::clone);
    assert_eq!(next(&mo, 5).await, again);
    app.clock.advance(Duration::minutes(4));
    assert_eq!(
        next(&app.again(&mia).await, 9).await,
        all[6..],
        "renewed for five minutes"
    );
}

#[tokio::test]
async fn a_claim_runs_out_by_the_clock() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let held = ids(&app.held(&thread, 3).await);
    assert_eq!(next(&mo, 3).await, held);
    app.clock
        .advance(Duration::minutes(5) - Duration::milliseconds(1));
    assert_eq!(next(&mia, 3).await, Vec::<String>::new());
    app.clock.advance(Duration::milliseconds(1));
    assert_eq!(claim_of(&mia, &held[0]).await, Value::Null);
    assert_eq!(next(&mia, 2).await, held[..2]);
    assert_eq!(next(&mo, 3).await, held[2..]);
    assert_eq!(
        claim_of(&mo, &held[0]).await["moderator"]["displayName"],
        "Mia"
    );
}

#[tokio::test]
async fn a_claim_holds_up_no_decision_and_a_decision_ends_it() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let held = app.held(&thread, 3).await;
    assert_eq!(next(&mo, 3).await.len(), 3);
    let decided = mia.approve(vec![item(&held[0])]).await;
    assert_eq!(decided.at("/approveComments/results/0/code"), &Value::Null);
    mo.reject(vec![item(&held[1])]).await.at("/rejectComments");
    for comment in &held[..2] {
        let gone = app
            .count("claim", "comment_id = $1", vec![comment.id.into()])
            .await;
        assert_eq!(gone, 0);
    }
    assert_eq!(next(&mo, 10).await, ids(&held[2..]));
}

#[tokio::test]
async fn what_is_given_back_is_handed_to_others() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let mia = app.moderator("Mia").await;
    let held = ids(&app.held(&thread, 4).await);
    assert_eq!(next(&mo, 3).await, held[..3]);
    // Of others' claims nobody gives back anything.
    assert_eq!(release(&mia, Value::Null).await, 0);
    assert_eq!(release(&mia, json!([held[0]])).await, 0);
    assert_eq!(
        release(&mo, json!([held[1], held[3], "comment_1"])).await,
        1
    );
    assert_eq!(next(&mia, 10).await, [held[1].clone(), held[3].clone()]);
    assert_eq!(release(&mo, Value::Null).await, 2);
    assert_eq!(release(&mo, json!([])).await, 0);
    let many: Vec<String> = (0..101).map(|index| format!("comment_{index}")).collect();
    let input = json!({ "site": "history", "commentIds": many });
    assert_eq!(mo.send(RELEASE, input).await.error("field"), "commentIds");
}

#[tokio::test]
async fn a_claim_follows_the_queue_and_its_filter() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let mut reported = Vec::new();
    for weight in [50, 100, 20, 100] {
        let comment = app.comment(&thread).by(&ana).insert().await;
        report(&app, &comment, &ben, ("ABUSE", weight)).await;
        reported.push(comment);
    }
    let by_ben = app.comment(&thread).by(&ben).insert().await;
    report(&app, &by_ben, &ana, ("SPAM", 10)).await;
    let heaviest = claim(&mo, json!({ "kind": "REPORTED", "first": 3 })).await;
    let expect = [&reported[1], &reported[3], &reported[0]].map(|comment| comment_id(comment.id));
    assert_eq!(claimed(&heaviest), expect);
    let mia = app.moderator("Mia").await;
    let author = format!("author_{}", ben.member_id().0.simple());
    let filter = json!({ "kind": "REPORTED", "filter": { "authorId": author } });
    assert_eq!(claimed(&claim(&mia, filter).await), [comment_id(by_ben.id)]);
    // In a queue one can leave out what another moderator is at.
    let query = "query($only: Boolean!) { site(key: \"history\") { queue(kind: REPORTED,
        filter: { unclaimedOnly: $only }) { totalCount nodes { id } } } }";
    for (only, number) in [(false, 5), (true, 2)] {
        let seen = mia.run(query, json!({ "only": only })).await;
        assert_eq!(seen.number("/site/queue/totalCount"), number);
        assert_eq!(
            i64::try_from(seen.at("/site/queue/nodes").as_array().unwrap().len()),
            Ok(number)
        );
    }
    // The other queues hold the same comments.
    let unreviewed = claim(&mia, json!({ "kind": "UNREVIEWED" })).await;
    let expect = [comment_id(by_ben.id), comment_id(reported[2].id)];
    assert_eq!(claimed(&unreviewed), expect);
}

async fn moderators(app: &TestApp, number: usize) -> Vec<Client> {
    let node = app.node().await;
    let mut moderators = Vec::new();
    for index in 0..number {
        let moderator = app.moderator(&format!("Mo {index}")).await;
        let elsewhere = index % 2 == 1;
        moderators.push(if elsewhere {
            moderator.on(node.clone())
        } else {
            moderator
        });
    }
    moderators
}

/// On two nodes, so that nothing but the database can keep them apart.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn moderators_who_claim_at_the_same_moment_are_handed_different_comments() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let held: BTreeSet<String> = ids(&app.held(&thread, 60).await).into_iter().collect();
    for number in [2, 10] {
        let people = moderators(&app, number).await;
        for _ in 0..5 {
            let each = i32::try_from(60 / number).unwrap();
            let acts = people.clone().into_iter();
            let handed =
                together(acts.map(|moderator| async move { next(&moderator, each).await }));
            let handed = handed.await;
            // Just enough for all: nothing is handed out twice, and nothing is left behind.
            assert!(
                handed.iter().all(|ids| ids.len() == 60 / number),
                "{handed:?}"
            );
            let different: BTreeSet<String> = handed.into_iter().flatten().collect();
            assert_eq!(different, held, "{number} at once");
            for moderator in &people {
                release(moderator, Value::Null).await;
            }
        }
        app.clock.advance(Duration::minutes(1));
    }
}

/// A queue emptied side by side: nobody is told that somebody else was first.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn moderators_side_by_side_never_decide_the_same_twice() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    app.held(&thread, 90).await;
    let work = |moderator: Client| async move {
        let mut decided = 0;
        loop {
            let answer = claim(&moderator, json!({ "first": 6 })).await;
            let comments = answer.at("/claimComments/comments").as_array().unwrap();
            if comments.is_empty() {
                return decided;
            }
            let item = |comment: &Value| json!({ "commentId": comment["id"], "revisionId": comment["revisionId"] });
            let answer = moderator.approve(comments.iter().map(item).collect()).await;
            for result in answer.at("/approveComments/results").as_array().unwrap() {
                assert_eq!(result["code"], Value::Null, "{result}");
                decided += 1;
            }
        }
    };
    let decided = together(moderators(&app, 3).await.into_iter().map(work)).await;
    assert_eq!(decided.iter().sum::<i32>(), 90);
    assert_eq!(app.count_status(&thread, Status::Pending).await, 0);
    assert_eq!(app.count("claim", "1 = 1", vec![]).await, 0);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn only_moderators_of_the_site_claim() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    app.held(&thread, 1).await;
    let other = app.other_site("ships").await;
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let embedded = app
        .session(&app.site, "Mia", Role::Moderator, SessionKind::Embedded)
        .await;
    for (who, code) in [
        (&app.anonymous(), "UNAUTHENTICATED"),
        (&app.reader("Ben").await, "FORBIDDEN"),
        (&embedded, "FORBIDDEN"),
        (&cap, "NOT_FOUND"),
    ] {
        assert_eq!(claim(who, json!({})).await.code(), code);
        let input = json!({ "site": "history" });
        assert_eq!(who.send(RELEASE, input).await.code(), code);
    }
    assert_eq!(app.count("claim", "1 = 1", vec![]).await, 0);
    let mo = app.moderator("Mo").await;
    let nowhere = claim(&mo, json!({ "site": "nowhere" })).await;
    let foreign = claim(&mo, json!({ "site": "ships" })).await;
    assert_eq!(nowhere.text, foreign.text);
    for first in [0, -1, 51] {
        assert_eq!(
            claim(&mo, json!({ "first": first })).await.error("field"),
            "first"
        );
    }
}
