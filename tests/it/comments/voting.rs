//! Votes, and the order that they make.
use crate::support::{Client, TestApp, comment_id, together};
use rejoinder::model::Status;
use serde_json::json;

const SCORE: &str = "/voteComment/comment/score";

#[tokio::test]
async fn an_account_votes_once_and_can_take_it_back() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, cleo) = (app.reader("Ben").await, app.reader("Cleo").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let id = comment_id(comment.id);
    for (who, vote, score, voted) in [
        (&ben, "NONE", 0, false),
        (&ben, "UP", 1, true),
        (&ben, "UP", 1, true),
        (&cleo, "UP", 2, true),
        (&ben, "NONE", 1, false),
        (&ben, "NONE", 1, false),
        (&cleo, "NONE", 0, false),
    ] {
        let answer = who.vote(&id, vote).await;
        assert_eq!(answer.number(SCORE), score);
        let has_voted = answer.at("/voteComment/comment/viewerHasVoted");
        assert_eq!(has_voted, voted);
    }
    app.assert_no_drift().await;
}

#[tokio::test]
async fn nobody_votes_for_their_own_comment_or_signed_out() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let id = comment_id(comment.id);
    assert_eq!(ana.vote(&id, "UP").await.reason(), "OWN_COMMENT");
    assert_eq!(
        app.anonymous().vote(&id, "UP").await.code(),
        "UNAUTHENTICATED"
    );
    assert_eq!(app.stored(comment.id).await.score, 0);
}

#[tokio::test]
async fn only_what_all_may_read_is_voted_for() {
    let app = TestApp::new().await;
    let (thread, ana, ben) = (
        app.thread().await,
        app.reader("Ana").await,
        app.reader("Ben").await,
    );
    for status in [
        Status::Pending,
        Status::Rejected,
        Status::Spam,
        Status::Deleted,
    ] {
        let hidden = app.comment(&thread).by(&ana).status(status).insert().await;
        let answer = ben.vote(&comment_id(hidden.id), "UP").await;
        assert_eq!(answer.code(), "NOT_FOUND", "{status:?}");
        let tombstone = app.comment(&thread).by(&ana).status(status).insert().await;
        app.comment(&thread)
            .by(&ana)
            .under(&tombstone)
            .insert()
            .await;
        let answer = ben.vote(&comment_id(tombstone.id), "UP").await;
        assert_eq!(answer.reason(), "NOT_APPROVED", "{status:?}");
    }
    let other = app.other_site("ships").await;
    let elsewhere = app.thread_on(&other, "1").await;
    let theirs = app
        .signed_in(&other, "Cleo", rejoinder::model::Role::Commenter)
        .await;
    let foreign = app.comment(&elsewhere).by(&theirs).insert().await;
    let answer = ben.vote(&comment_id(foreign.id), "UP").await;
    assert_eq!(answer.code(), "NOT_FOUND");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_votes_of_one_account_at_once_are_one() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let ben = app.reader("Ben").await;
    let there = ben.on(app.node().await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let all = |vote: &'static str| {
        let id = comment_id(comment.id);
        let clients: Vec<Client> = (0..20)
            .map(|index| if index % 2 == 0 { &ben } else { &there }.clone())
            .collect();
        together(clients.into_iter().map(move |client| {
            let id = id.clone();
            async move { client.vote(&id, vote).await.number(SCORE) }
        }))
    };
    assert_eq!(all("UP").await, [1; 20]);
    assert_eq!(app.stored(comment.id).await.score, 1);
    assert_eq!(all("NONE").await, [0; 20]);
    assert_eq!(app.stored(comment.id).await.score, 0);
    app.assert_no_drift().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn votes_of_many_accounts_at_once_all_count() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let comment = app.comment(&thread).by(&ana).insert().await;
    let mut voters = Vec::new();
    for index in 0..20 {
        voters.push(app.reader(&format!("Voter {index}")).await);
    }
    let id = comment_id(comment.id);
    together(voters.into_iter().map(|voter| {
        let id = id.clone();
        async move { voter.vote(&id, "UP").await.number(SCORE) }
    }))
    .await;
    assert_eq!(app.stored(comment.id).await.score, 20);
    app.assert_no_drift().await;
}

/// Thirty comments, three scores: most are ties.
#[tokio::test]
async fn pages_in_the_order_of_votes_neither_lose_nor_repeat_a_tie() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, cleo) = (app.reader("Ben").await, app.reader("Cleo").await);
    let mut expect = Vec::new();
    for index in 0..30 {
        let comment = app.comment(&thread).by(&ana).insert().await;
        let id = comment_id(comment.id);
        for voter in [&ben, &cleo].into_iter().take(index % 3) {
            voter.vote(&id, "UP").await.at(SCORE);
        }
        expect.push((index % 3, id));
    }
    expect.sort_by(|one, next| next.cmp(one));
    let query = r#"query($after: String) { episode(site: "history", key: "100") {
        comments(first: 4, after: $after, orderBy: TOP) {
            nodes { id } pageInfo { hasNextPage endCursor } } } }"#;
    let (mut found, mut after) = (Vec::new(), json!(null));
    loop {
        let page = app.anonymous().run(query, json!({ "after": after })).await;
        let nodes = page.at("/episode/comments/nodes").as_array().unwrap();
        found.extend(
            nodes
                .iter()
                .map(|node| node["id"].as_str().unwrap().to_owned()),
        );
        if page.at("/episode/comments/pageInfo/hasNextPage") == false {
            break;
        }
        after = page.at("/episode/comments/pageInfo/endCursor").clone();
    }
    let expect: Vec<String> = expect.into_iter().map(|(_, id)| id).collect();
    assert_eq!(found, expect);
}
