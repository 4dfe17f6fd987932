//! What moderators go through: each queue, what narrows it, its pages and its numbers.
use super::{changed, report};
use crate::support::{Client, TestApp, comment_id, episode_id, item};
use chrono::Duration;
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, Mode, QueueKind, Role, SessionKind, Status},
};
use serde_json::{Value, json};

const KINDS: [&str; 6] = [
    "PENDING",
    "REPORTED",
    "UNREVIEWED",
    "SPAM",
    "REJECTED",
    "APPROVED",
];

pub(super) const QUEUE: &str = "query($kind: QueueKind!, $first: Int, $after: String,
    $filter: QueueFilterInput) { site(key: \"history\") { queue(kind: $kind, first: $first,
    after: $after, filter: $filter) { totalCount nodes { id } pageInfo {
    hasNextPage endCursor } } } }";
const COUNTS: &str = "query($key: String!) { site(key: \"history\") { queueCounts { ...all } }
    episode(site: \"history\", key: $key) { queueCounts { ...all } } }
    fragment all on QueueCounts { pending reported unreviewed spam rejected approved }";

/// All of a queue, with what `totalCount` says of it, a few at a time.
pub(super) async fn walk(
    client: &Client,
    kind: &str,
    first: i32,
    filter: Value,
) -> (Vec<String>, i64) {
    let (mut ids, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "kind": kind, "first": first, "after": after, "filter": filter });
        let page = client.run(QUEUE, variables).await;
        let nodes = page.at("/site/queue/nodes").as_array().unwrap();
        ids.extend(
            nodes
                .iter()
                .map(|node| node["id"].as_str().unwrap().to_owned()),
        );
        assert!(ids.len() <= 1_000, "the pages never end");
        if page.at("/site/queue/pageInfo/hasNextPage") == false {
            return (ids, page.number("/site/queue/totalCount"));
        }
        after = page.at("/site/queue/pageInfo/endCursor").clone();
    }
}

pub(super) async fn listed(client: &Client, kind: &str, filter: Value) -> Vec<String> {
    let (ids, total) = walk(client, kind, 50, filter).await;
    assert_eq!(total, i64::try_from(ids.len()).unwrap(), "{kind}");
    ids
}

pub(super) fn ids(comments: &[&Comment]) -> Vec<String> {
    comments
        .iter()
        .map(|comment| comment_id(comment.id))
        .collect()
}

/// Numbers of the queues of the site and of one thread, in the order of [`KINDS`].
async fn counts(client: &Client, setting: &Setting) -> (Vec<i64>, Vec<i64>) {
    let answer = client
        .run(COUNTS, json!({ "key": setting.episode.key }))
        .await;
    let of = |path: &str| {
        let number = |kind: &&str| answer.number(&format!("{path}/{}", kind.to_lowercase()));
        KINDS.iter().map(number).collect()
    };
    (of("/site/queueCounts"), of("/episode/queueCounts"))
}

#[tokio::test]
async fn each_queue_holds_its_own_comments_the_oldest_first() {
    let app = TestApp::new().await;
    let (one, two) = (app.thread().await, app.thread().await);
    let (ana, ben, mo) = (
        app.reader("Ana").await,
        app.reader("Ben").await,
        app.moderator("Mo").await,
    );
    let other = app.other_site("ships").await;
    let (elsewhere, cap) = (
        app.thread_on(&other, "1").await,
        app.signed_in(&other, "Cap", Role::Commenter).await,
    );
    let mut by_status = Vec::new();
    for status in [
        Status::Pending,
        Status::Approved,
        Status::Spam,
        Status::Rejected,
        Status::Deleted,
    ] {
        app.comment(&elsewhere)
            .by(&cap)
            .status(status)
            .insert()
            .await;
        let first = app.comment(&two).by(&ana).status(status).insert().await;
        let second = app.comment(&one).by(&ana).status(status).insert().await;
        by_status.push([first, second]);
    }
    let [pending, approved, spam, rejected, _] = &by_status[..] else {
        unreachable!()
    };
    changed(&app, &approved[0], |comment| comment.reviewed = true).await;
    report(&app, &approved[1], &ben, ("ABUSE", 100)).await;
    report(&app, &pending[0], &ben, ("SPAM", 100)).await;
    let expect = [
        ids(&[&pending[0], &pending[1]]),
        ids(&[&pending[0], &approved[1]]),
        ids(&[&approved[1]]),
        ids(&[&spam[0], &spam[1]]),
        ids(&[&rejected[0], &rejected[1]]),
        ids(&[&approved[0], &approved[1]]),
    ];
    for (kind, expect) in KINDS.iter().zip(&expect) {
        assert_eq!(&listed(&mo, kind, Value::Null).await, expect, "{kind}");
    }
    let (site, episode) = counts(&mo, &one).await;
    assert_eq!(site, [2, 2, 1, 2, 2, 2]);
    assert_eq!(episode, [1, 1, 1, 1, 1, 1]);
    app.assert_no_drift().await;
}

/// Many of one weight, and pages that end among them.
#[tokio::test]
async fn reported_comments_come_by_weight_and_pages_lose_no_tie() {
    let app = TestApp::new().await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let mut weighed = Vec::new();
    for index in 0..30 {
        let comment = app.comment(&thread).by(&ana).insert().await;
        let weight = [100, 50, 100, 100, 20, 250][index % 6];
        report(&app, &comment, &ben, ("ABUSE", weight)).await;
        weighed.push((-weight, comment.id));
        app.comment(&thread).by(&ana).insert().await;
    }
    weighed.sort_unstable();
    let expect: Vec<String> = weighed.iter().map(|(_, id)| comment_id(*id)).collect();
    for first in [1, 4, 7, 30, 50] {
        let (found, total) = walk(&mo, "REPORTED", first, Value::Null).await;
        assert_eq!((&found, total), (&expect, 30), "by {first}");
    }
    for (kind, number) in [("APPROVED", 60), ("UNREVIEWED", 60)] {
        let (all, _) = walk(&mo, kind, 50, Value::Null).await;
        assert_eq!(all.len(), number);
        for first in [1, 7] {
            assert_eq!(walk(&mo, kind, first, Value::Null).await.0, all, "{kind}");
        }
    }
}

#[tokio::test]
async fn a_cursor_goes_on_in_its_own_queue_only() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    for status in [
        Status::Pending,
        Status::Approved,
        Status::Spam,
        Status::Rejected,
    ] {
        let comment = app.comment(&thread).by(&ana).status(status).insert().await;
        report(&app, &comment, &ben, ("ABUSE", 100)).await;
    }
    for kind in KINDS {
        let page = mo.run(QUEUE, json!({ "kind": kind, "first": 1 })).await;
        let cursor = page.at("/site/queue/pageInfo/endCursor").clone();
        for other in KINDS {
            let variables = json!({ "kind": other, "after": cursor });
            let next = mo.run(QUEUE, variables).await;
            if kind == other {
                next.at("/site/queue/nodes");
            } else {
                assert_eq!(next.error("field"), "after", "{kind} {other}");
            }
        }
    }
}

#[tokio::test]
async fn counts_are_what_the_queues_hold_after_all_kinds_of_acts() {
    let app = TestApp::mode(Mode::Newcomers).await;
    let threads = [app.thread().await, app.thread().await];
    let (ana, ben, mo) = (
        app.reader("Ana").await,
        app.reader("Ben").await,
        app.moderator("Mo").await,
    );
    let spam = "mutation($input: MarkSpamInput!) { markSpam(input: $input) { results { code } } }";
    for round in 0..7 {
        app.clock.advance(Duration::minutes(1));
        for (index, thread) in threads.iter().enumerate() {
            let posted = ana.post(thread, &format!("Round {round} of {index}")).await;
            let id = posted.text("/postComment/comment/id");
            let uuid = id.strip_prefix("comment_").unwrap().parse().unwrap();
            let comment = app.stored(rejoinder::model::CommentId(uuid)).await;
            match round {
                0 => drop(
                    mo.approve(vec![item(&comment)])
                        .await
                        .at("/approveComments"),
                ),
                1 => drop(mo.reject(vec![item(&comment)]).await.at("/rejectComments")),
                2 => drop(ana.delete(&id).await.at("/deleteComment")),
                3 => drop(
                    ana.edit(&id, &format!("Other {index}"))
                        .await
                        .at("/editComment"),
                ),
                4 => report(&app, &comment, &ben, ("ABUSE", 100)).await,
                5 => drop(
                    ben.reply(thread, &id, &format!("No {index}"))
                        .await
                        .at("/postComment"),
                ),
                _ => drop(
                    mo.send(spam, json!({ "items": [item(&comment)] }))
                        .await
                        .at("/markSpam"),
                ),
            }
        }
        let (site, _) = counts(&mo, &threads[0]).await;
        for (kind, number) in KINDS.iter().zip(site) {
            let listed = listed(&mo, kind, Value::Null).await;
            assert_eq!(
                i64::try_from(listed.len()).unwrap(),
                number,
                "{kind} {round}"
            );
        }
    }
    let (site, episode) = counts(&mo, &threads[0]).await;
    assert_eq!(site, [2, 2, 6, 2, 2, 8]);
    assert_eq!(episode, [1, 1, 3, 1, 1, 4]);
    app.assert_no_drift().await;
}

/// What stands beside a comment in a queue, and what others than moderators see of it.
#[tokio::test]
async fn the_history_of_an_author_is_for_moderators() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, mo) = (app.reader("Ben").await, app.moderator("Mo").await);
    for status in [
        Status::Approved,
        Status::Rejected,
        Status::Spam,
        Status::Spam,
    ] {
        app.comment(&thread).by(&ana).status(status).insert().await;
    }
    let comment = app.comment(&thread).by(&ana).insert().await;
    report(&app, &comment, &ben, ("ABUSE", 100)).await;
    changed(&app, &comment, |comment| comment.spam_score = Some(37)).await;
    let until = app.app.env.now() + Duration::days(2);
    app.execute(
        "UPDATE member SET standing = 'suspended', standing_until = $1, \
         standing_reason = 'Be kind.' WHERE id = $2",
        vec![until.into(), ana.member_id().into()],
    )
    .await;
    let query = "query($id: ID!) { comment(id: $id) { reviewed reportCount reportWeight spamScore
        claim { expiresAt } author { standing standingUntil standingReason firstSeenAt
        record { pending approved rejected spam deleted } } } }";
    let variables = json!({ "id": comment_id(comment.id) });
    let seen = mo.run(query, variables.clone()).await;
    let expect = json!({
        "reviewed": false, "reportCount": 1, "reportWeight": 100, "spamScore": 37, "claim": null,
        "author": {
            "standing": "SUSPENDED", "standingUntil": "2026-01-03T00:00:00+00:00",
            "standingReason": "Be kind.", "firstSeenAt": "2026-01-01T00:00:00+00:00",
            "record": { "pending": 0, "approved": 2, "rejected": 1, "spam": 2, "deleted": 0 },
        },
    });
    assert_eq!(seen.at("/comment"), &expect);
    let embedded = app
        .session(&app.site, "Mia", Role::Moderator, SessionKind::Embedded)
        .await;
    let nothing = json!({
        "reviewed": null, "reportCount": null, "reportWeight": null, "spamScore": null,
        "claim": null,
        "author": {
            "standing": null, "standingUntil": null, "standingReason": null, "firstSeenAt": null,
            "record": null,
        },
    });
    for other in [&app.anonymous(), &ana, &ben, &embedded] {
        let seen = other.run(query, variables.clone()).await;
        assert_eq!(seen.at("/comment"), &nothing);
    }
    app.clock.advance(Duration::days(3));
    let seen = app.again(&mo).await.run(query, variables).await;
    assert_eq!(seen.text("/comment/author/standing"), "NORMAL");
    assert_eq!(seen.at("/comment/author/standingUntil"), &Value::Null);
}

/// Ids of another site find what ids find that never were.
#[tokio::test]
async fn nothing_of_another_site_is_in_a_queue() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let (elsewhere, cap) = (
        app.thread_on(&other, "1").await,
        app.signed_in(&other, "Cap", Role::Admin).await,
    );
    let foreign = app.comment(&elsewhere).by(&cap).held().insert().await;
    report(&app, &foreign, &cap, ("ABUSE", 100)).await;
    let mo = app.moderator("Mo").await;
    let episode = episode_id(elsewhere.episode.id);
    let author = format!("author_{}", cap.member_id().0.simple());
    for kind in ["PENDING", "REPORTED"] {
        for filter in [
            json!({}),
            json!({ "episodeIds": [episode] }),
            json!({ "authorId": author }),
            json!({ "authorId": author, "episodeIds": [episode], "text": "hello" }),
        ] {
            let nothing = listed(&mo, kind, filter.clone()).await;
            assert_eq!(nothing, Vec::<String>::new(), "{kind} {filter}");
        }
    }
    let refused = cap.run(QUEUE, json!({ "kind": "PENDING" })).await;
    assert_eq!(refused.reason(), "SIGNED_OUT");
}

/// The schema's kinds are the model's, all of them.
#[test]
fn there_are_six_queues() {
    let names = QueueKind::ALL.map(|kind| format!("{kind:?}").to_uppercase());
    assert_eq!(names, KINDS);
}
