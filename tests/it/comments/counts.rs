//! Numbers of comments, as pages show them.
use crate::support::{Client, TestApp, comment_id, item};
use rejoinder::domain::threads::Setting;
use serde_json::{Value, json};

const COUNTS: &str = "query($episodes: [String!]!) {
    commentCounts(site: \"history\", episodes: $episodes) { key count } }";

/// What the thread says of itself to a viewer: (comments, held, at the top).
async fn numbers(client: &Client, setting: &Setting) -> (i64, Value, i64) {
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        commentCount pendingCount comments { totalCount } } }";
    let answer = client
        .run(query, json!({ "key": setting.episode.key }))
        .await;
    (
        answer.number("/episode/commentCount"),
        answer.at("/episode/pendingCount").clone(),
        answer.number("/episode/comments/totalCount"),
    )
}

async fn replies(client: &Client, id: &str) -> (i64, i64) {
    let query = "query($id: ID!) { comment(id: $id) { replyCount replies { totalCount } } }";
    let answer = client.run(query, json!({ "id": id })).await;
    (
        answer.number("/comment/replyCount"),
        answer.number("/comment/replies/totalCount"),
    )
}

/// However deep it is asked for.
#[tokio::test]
async fn who_has_posted_is_told_of_the_episode_with_their_comment_in_it() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mut parent = Value::Null;
    for (fields, at) in [
        ("...Told", "/episode"),
        ("parent { ...Told }", "/parent/episode"),
    ] {
        let query = format!(
            "mutation($input: PostCommentInput!) {{ postComment(input: $input) {{ comment {{ id {fields} }} }} }}
             fragment Told on Comment {{ episode {{ commentCount }} }}"
        );
        let input = json!({ "episode": { "site": "history", "key": thread.episode.key },
            "parentId": parent, "body": "Who keeps the lamp?" });
        let answer = ana.run(&query, json!({ "input": input })).await;
        let told = answer.number(&format!("/postComment/comment{at}/commentCount"));
        assert_eq!((told, Value::Null, 1), numbers(&ana, &thread).await);
        parent = answer.at("/postComment/comment/id").clone();
    }
}

/// The number of held comments is the moderators' own, and `totalCount` is everybody's.
#[tokio::test]
async fn counts_follow_what_becomes_of_comments() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let nobody = app.anonymous();
    assert_eq!(numbers(&nobody, &thread).await, (0, Value::Null, 0));

    let top = app.comment(&thread).by(&ana).insert().await;
    let reply = app.comment(&thread).by(&ana).under(&top).insert().await;
    let held = app
        .comment(&thread)
        .by(&ana)
        .under(&top)
        .held()
        .insert()
        .await;
    assert_eq!(numbers(&nobody, &thread).await, (2, Value::Null, 1));
    assert_eq!(numbers(&ana, &thread).await, (2, Value::Null, 1));
    assert_eq!(numbers(&mo, &thread).await, (2, json!(1), 1));
    let id = comment_id(top.id);
    assert_eq!(replies(&nobody, &id).await, (1, 1));
    assert_eq!(replies(&mo, &id).await, (1, 1));

    mo.approve(vec![item(&held)]).await.at("/approveComments");
    assert_eq!(numbers(&mo, &thread).await, (3, json!(0), 1));
    assert_eq!(replies(&nobody, &id).await, (2, 2));

    mo.reject(vec![item(&reply)]).await.at("/rejectComments");
    assert_eq!(numbers(&nobody, &thread).await, (2, Value::Null, 1));
    assert_eq!(replies(&nobody, &id).await, (1, 1));

    // A tombstone is at the top of the thread, and no comment.
    ana.delete(&id).await.at("/deleteComment");
    assert_eq!(numbers(&nobody, &thread).await, (1, Value::Null, 1));
    ana.delete(&comment_id(held.id)).await.at("/deleteComment");
    assert_eq!(numbers(&nobody, &thread).await, (0, Value::Null, 0));
    app.assert_no_drift().await;
}

#[tokio::test]
async fn counts_of_a_hundred_episodes_come_in_the_order_asked_for() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.thread().await);
    let ana = app.reader("Ana").await;
    for setting in [&thread, &other, &other] {
        app.comment(setting).by(&ana).insert().await;
    }
    app.comment(&thread).by(&ana).held().insert().await;
    let mut keys: Vec<String> = (0..98).map(|number| format!("none-{number}")).collect();
    keys.insert(40, other.episode.key.clone());
    keys.push(thread.episode.key.clone());
    let before = app.app.db.statements();
    let answer = app
        .anonymous()
        .run(COUNTS, json!({ "episodes": keys }))
        .await;
    assert!(app.app.db.statements() - before <= 3);
    let counts = answer.at("/commentCounts").as_array().unwrap();
    let asked: Vec<&str> = counts
        .iter()
        .map(|count| count["key"].as_str().unwrap())
        .collect();
    assert_eq!(asked, keys);
    assert_eq!(counts[40]["count"], 2);
    assert_eq!(counts[99]["count"], 1);
    let sum: i64 = counts
        .iter()
        .map(|count| count["count"].as_i64().unwrap())
        .sum();
    assert_eq!(sum, 3);
}

#[tokio::test]
async fn a_key_asked_for_twice_is_answered_twice_and_another_sites_is_0() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    app.comment(&thread).by(&ana).insert().await;
    let key = &thread.episode.key;
    let answer = app
        .anonymous()
        .run(COUNTS, json!({ "episodes": [key, key] }))
        .await;
    let twice = json!([{ "key": key, "count": 1 }, { "key": key, "count": 1 }]);
    assert_eq!(answer.at("/commentCounts"), &twice);
    app.other_site("ships").await;
    for site in ["ships", "nowhere"] {
        let query = COUNTS.replace("history", site);
        let answer = app
            .anonymous()
            .run(&query, json!({ "episodes": [key] }))
            .await;
        assert_eq!(answer.number("/commentCounts/0/count"), 0, "{site}");
    }
}

#[tokio::test]
async fn more_than_a_hundred_keys_are_refused() {
    let app = TestApp::new().await;
    let keys: Vec<String> = (0..101).map(|number| number.to_string()).collect();
    let refused = app
        .anonymous()
        .run(COUNTS, json!({ "episodes": keys }))
        .await;
    assert_eq!(refused.code(), "INVALID");
    assert_eq!(refused.error("field"), "episodes");
    let none = app.anonymous().run(COUNTS, json!({ "episodes": [] })).await;
    assert_eq!(none.at("/commentCounts"), &json!([]));
}
