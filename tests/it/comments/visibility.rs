//! Who sees what: held and removed comments exist only for their authors and the moderators.
use crate::support::{Client, TestApp, comment_id};
use rejoinder::{
    domain::threads::Setting,
    model::{Comment, Status},
};
use serde_json::{Value, json};

/// A thread with a reply and a top comment in one status, and all the people who look at it.
struct Stage {
    app: TestApp,
    thread: Setting,
    top: Comment,
    hidden_top: Comment,
    hidden_reply: Comment,
    author: Client,
    others: Vec<Client>,
    moderator: Client,
}

async fn stage(status: Status) -> Stage {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (author, reader) = (app.reader("Ana").await, app.reader("Ben").await);
    let moderator = app.moderator("Mo").await;
    let elsewhere = app.other_site("ships").await;
    let captain = app
        .signed_in(&elsewhere, "Cap", rejoinder::model::Role::Admin)
        .await;
    let top = app.comment(&thread).by(&reader).insert().await;
    let words = "the hidden words";
    let hidden = app.comment(&thread).by(&author).status(status).body(words);
    let hidden_top = hidden.insert().await;
    let hidden = app.comment(&thread).by(&author).status(status).body(words);
    let hidden_reply = hidden.under(&top).insert().await;
    Stage {
        others: vec![app.anonymous(), reader, captain],
        app,
        thread,
        top,
        hidden_top,
        hidden_reply,
        author,
        moderator,
    }
}

/// Every way in the schema that leads to comments, in one text.
async fn everything(stage: &Stage, viewer: &Client) -> String {
    let fields = "id status bodyMarkdown bodyHtml author { displayName } parent { id bodyHtml }
        ancestors { id bodyHtml } holdReasons rejectReason authorNote";
    let mut answers = Vec::new();
    for comment in [&stage.hidden_top, &stage.hidden_reply, &stage.top] {
        let query = format!(
            "query($id: ID!) {{ comment(id: $id) {{ {fields} replies(first: 5) {{ nodes {{ {fields} }} }} }}
             node(id: $id) {{ id ... on Comment {{ {fields} replies(first: 5) {{ nodes {{ {fields} }} }} }} }} }}"
        );
        let answer = viewer
            .run(&query, json!({ "id": comment_id(comment.id) }))
            .await;
        answers.push(answer);
    }
    for order in ["OLDEST", "NEWEST", "TOP"] {
        let query = format!(
            "query($key: String!) {{ episode(site: \"history\", key: $key) {{
             comments(first: 5, orderBy: {order}) {{ nodes {{ {fields}
             replies(first: 5, orderBy: {order}) {{ nodes {{ {fields} }} }} }} }} }} }}"
        );
        let key = json!({ "key": stage.thread.episode.key });
        answers.push(viewer.run(&query, key).await);
    }
    let texts = answers.iter().map(|answer| answer.at("").to_string());
    texts.collect()
}

#[tokio::test]
async fn held_and_removed_comments_exist_only_for_their_author_and_moderators() {
    for status in [Status::Pending, Status::Rejected, Status::Spam] {
        let stage = stage(status).await;
        for (who, other) in stage.others.iter().enumerate() {
            let seen = everything(&stage, other).await;
            assert!(!seen.contains("hidden words"), "{status:?} {who}");
            for hidden in [&stage.hidden_top, &stage.hidden_reply] {
                assert!(!seen.contains(&comment_id(hidden.id)), "{status:?} {who}");
            }
        }
        for insider in [&stage.author, &stage.moderator] {
            let seen = everything(&stage, insider).await;
            // Each by itself, as a node and in three orders; the reply also under its parent.
            assert_eq!(
                seen.matches("the hidden words</p>").count(),
                12,
                "{status:?}"
            );
        }
        stage.app.assert_no_drift().await;
    }
}

/// Everybody sees that something was there, under an answer to it, and nothing of it.
#[tokio::test]
async fn with_answers_they_are_tombstones_for_others_and_text_for_insiders() {
    for (status, tombstone, shown) in [
        (Status::Pending, "HELD", "PENDING"),
        (Status::Rejected, "REMOVED", "REJECTED"),
        // That it was taken for spam is not for strangers to know.
        (Status::Spam, "REMOVED", "REJECTED"),
    ] {
        let stage = stage(status).await;
        let ben = &stage.others[1];
        for hidden in [&stage.hidden_top, &stage.hidden_reply] {
            let answer = stage.app.comment(&stage.thread).by(ben).under(hidden);
            answer.insert().await;
        }
        let query = "query($id: ID!) { comment(id: $id) { tombstone status bodyHtml bodyMarkdown
            author { id } holdReasons replyCount } }";
        let id = json!({ "id": comment_id(stage.hidden_top.id) });
        for other in &stage.others {
            assert!(!everything(&stage, other).await.contains("hidden words"));
            let seen = other.run(query, id.clone()).await;
            let stone = json!({ "tombstone": tombstone, "status": shown, "bodyHtml": null,
                "bodyMarkdown": null, "author": null, "holdReasons": [], "replyCount": 1 });
            assert_eq!(seen.at("/comment"), &stone);
        }
        for insider in [&stage.author, &stage.moderator] {
            let seen = insider.run(query, id.clone()).await;
            assert!(seen.at("/comment/tombstone").is_null());
            assert_eq!(seen.text("/comment/bodyMarkdown"), "the hidden words");
        }
    }
}

/// A held answer is the author's own to see; what it answers is named, and is not.
#[tokio::test]
async fn a_tombstones_words_do_not_come_by_way_of_its_answers() {
    let stage = stage(Status::Rejected).await;
    let ben = &stage.others[1];
    let answer = stage.app.comment(&stage.thread).by(ben);
    let answer = answer.under(&stage.hidden_reply).insert().await;
    let query = "query($id: ID!) { comment(id: $id) {
        parent { id tombstone bodyHtml bodyMarkdown author { id } }
        ancestors { id tombstone bodyHtml bodyMarkdown author { id } } } }";
    let seen = ben.run(query, json!({ "id": comment_id(answer.id) })).await;
    assert_eq!(seen.text("/comment/parent/tombstone"), "REMOVED");
    assert!(seen.at("/comment/parent/bodyHtml").is_null());
    assert_eq!(seen.text("/comment/ancestors/1/tombstone"), "REMOVED");
    assert!(!seen.at("").to_string().contains("hidden words"));
    assert!(seen.at("/comment/ancestors/0/author/id").is_string());
}

#[tokio::test]
async fn numbers_do_not_tell_readers_of_hidden_comments() {
    let stage = stage(Status::Pending).await;
    let query = "query($key: String!, $top: ID!) {
        episode(site: \"history\", key: $key) { commentCount pendingCount
            comments(first: 1) { totalCount pageInfo { hasNextPage } nodes { hasNewer replyCount } } }
        comment(id: $top) { replyCount hasNewer replies(first: 1) { totalCount } }
        commentCounts(site: \"history\", episodes: [$key]) { count } }";
    let variables = json!({ "key": stage.thread.episode.key, "top": comment_id(stage.top.id) });
    let expect = json!({
        "episode": { "commentCount": 1, "pendingCount": null, "comments": { "totalCount": 1,
            "pageInfo": { "hasNextPage": false },
            "nodes": [{ "hasNewer": false, "replyCount": 0 }] } },
        "comment": { "replyCount": 0, "hasNewer": false, "replies": { "totalCount": 0 } },
        "commentCounts": [{ "count": 1 }],
    });
    for other in &stage.others {
        let seen = other.run(query, variables.clone()).await;
        assert_eq!(seen.at(""), &expect);
    }
    let mo = stage.moderator.run(query, variables).await;
    assert_eq!(mo.number("/episode/pendingCount"), 2);
}

/// A session begun in an embed is a commenter's, whoever it is.
#[tokio::test]
async fn a_moderator_in_an_embed_sees_what_readers_see() {
    let stage = stage(Status::Pending).await;
    let (app, site) = (&stage.app, &stage.app.site);
    let kind = rejoinder::model::SessionKind::Embedded;
    let mo = app.session(site, "Mia", rejoinder::model::Role::Moderator, kind);
    let seen = everything(&stage, &mo.await).await;
    assert!(!seen.contains("hidden words"));
}

/// Those of an author whose comments all are held exist for nobody else either.
#[tokio::test]
async fn the_queue_is_for_moderators_of_the_site_alone() {
    let stage = stage(Status::Pending).await;
    let query = "{ site(key: \"history\") { queue(kind: PENDING) { totalCount nodes { id } } } }";
    for (who, other) in stage.others.iter().chain([&stage.author]).enumerate() {
        let refused = other.run(query, json!({})).await;
        let codes = [
            "UNAUTHENTICATED",
            "FORBIDDEN",
            "UNAUTHENTICATED",
            "FORBIDDEN",
        ];
        assert_eq!(refused.code(), codes[who]);
    }
    let seen = stage.moderator.run(query, json!({})).await;
    let ids: Vec<Value> = [&stage.hidden_top, &stage.hidden_reply]
        .map(|hidden| json!({ "id": comment_id(hidden.id) }))
        .into();
    assert_eq!(seen.at("/site/queue/nodes"), &Value::Array(ids));
    assert_eq!(seen.number("/site/queue/totalCount"), 2);
}
