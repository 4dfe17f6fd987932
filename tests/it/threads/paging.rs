//! Pages of a thread and of replies.
use crate::support::{Client, TestApp, comment_id, named};
use rejoinder::{domain::threads::Setting, model::Comment};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PAGE: &str = "query($key: String!, $first: Int, $after: String, $order: CommentOrder!) {
    episode(site: \"history\", key: $key) {
        comments(first: $first, after: $after, orderBy: $order) {
            totalCount nodes { id score } edges { cursor node { id } }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";

pub(super) struct Page {
    pub(super) ids: Vec<String>,
    pub(super) end: Option<Value>,
    pub(super) total: i64,
}

/// A page of the comments at the top of a thread.
pub(super) async fn page(
    client: &Client,
    thread: &Setting,
    (first, after, order): (i32, Option<Value>, &str),
) -> Page {
    let key = &thread.episode.key;
    let variables = json!({ "key": key, "first": first, "after": after, "order": order });
    let answer = client.run(PAGE, variables).await;
    let list = answer.at("/episode/comments");
    let ids = |items: &Value, id: &str| -> Vec<String> {
        let items = items.as_array().unwrap().iter();
        items
            .map(|item| item.pointer(id).unwrap().as_str().unwrap().to_owned())
            .collect()
    };
    let found = ids(&list["nodes"], "/id");
    assert_eq!(ids(&list["edges"], "/node/id"), found);
    let cursors = ids(&list["edges"], "/cursor");
    let info = &list["pageInfo"];
    let end = cursors.last().map(|cursor| json!(cursor));
    assert_eq!(info["endCursor"], end.clone().unwrap_or(Value::Null));
    assert_eq!(info["hasPreviousPage"], false);
    Page {
        ids: found,
        end: end.filter(|_| info["hasNextPage"] == true),
        total: list["totalCount"].as_i64().unwrap(),
    }
}

/// All pages, one after the other.
pub(super) async fn all(client: &Client, thread: &Setting, first: i32, order: &str) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let next = page(client, thread, (first, after, order)).await;
        assert!(next.ids.len() <= usize::try_from(first).unwrap());
        ids.extend(next.ids);
        after = next.end;
        if after.is_none() {
            return ids;
        }
    }
}

async fn comments(app: &TestApp, thread: &Setting, number: usize) -> Vec<Comment> {
    let ana = app.reader("Ana").await;
    let mut comments = Vec::new();
    for index in 0..number {
        if index % 5 == 0 {
            app.clock.advance(chrono::Duration::milliseconds(1));
        }
        comments.push(app.comment(thread).by(&ana).insert().await);
    }
    comments
}

/// Readers and moderators page by other filters.
#[tokio::test]
async fn pages_by_moment_give_those_without_one_last() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let written = comments(&app, &thread, 40).await;
    // Some of the same moment, and the moments at either end.
    let moment = |index: usize| match index {
        0..30 => Some([2_520, 0, 359_999, 1, 2_520][index % 5]),
        _ => None,
    };
    let mut expect: Vec<(i32, String)> = Vec::new();
    for (index, comment) in written.iter().enumerate() {
        let moment = moment(index);
        let values = vec![moment.into(), comment.id.into()];
        app.execute(
            "UPDATE comment SET moment_seconds = $1 WHERE id = $2",
            values,
        )
        .await;
        expect.push((moment.unwrap_or(i32::MAX), comment_id(comment.id)));
    }
    expect.sort();
    let expect: Vec<String> = expect.into_iter().map(|(_, id)| id).collect();
    let (ana, mo) = (app.reader("Bea").await, app.moderator("Mo").await);
    for client in [app.anonymous(), ana, mo] {
        for first in [1, 7, 100] {
            assert_eq!(
                all(&client, &thread, first, "MOMENT").await,
                expect,
                "{first}"
            );
        }
    }
    let cursor = page(&app.anonymous(), &thread, (3, None, "MOMENT"))
        .await
        .end;
    let variables = json!({
        "key": thread.episode.key, "first": 3, "after": cursor, "order": "TOP",
    });
    assert_eq!(app.anonymous().run(PAGE, variables).await.code(), "INVALID");
}

fn ids(comments: &[Comment]) -> Vec<String> {
    comments
        .iter()
        .map(|comment| comment_id(comment.id))
        .collect()
}

#[tokio::test]
async fn pages_of_seven_give_each_of_105_comments_once_in_every_order() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let written = comments(&app, &thread, 105).await;
    // Neither replies nor what is hidden are at the top.
    let ben = app.reader("Ben").await;
    app.comment(&thread).by(&ben).held().insert().await;
    app.comment(&thread)
        .by(&ben)
        .under(&written[3])
        .insert()
        .await;
    let mut voters = Vec::new();
    for index in 0..4 {
        voters.push(app.reader(&format!("Voter {index}")).await);
    }
    let mut by_score: Vec<(usize, String)> = Vec::new();
    for (index, id) in ids(&written).into_iter().enumerate() {
        for voter in voters.iter().take(index % 5) {
            voter.vote(&id, "UP").await.at("/voteComment");
            app.clock.advance(chrono::Duration::milliseconds(300));
        }
        by_score.push((index % 5, id));
    }
    by_score.sort_by(|one, next| next.cmp(one));
    let oldest = ids(&written);
    let newest: Vec<String> = oldest.iter().rev().cloned().collect();
    let top: Vec<String> = by_score.into_iter().map(|(_, id)| id).collect();
    let anonymous = app.anonymous();
    for (order, expect) in [("OLDEST", oldest), ("NEWEST", newest), ("TOP", top)] {
        for first in [7, 15, 100] {
            let found = all(&anonymous, &thread, first, order).await;
            assert_eq!(found, expect, "{order} {first}");
        }
    }
    let first = page(&anonymous, &thread, (7, None, "OLDEST")).await;
    assert_eq!(first.total, 105);
}

#[tokio::test]
async fn replies_come_in_pages_and_every_order() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let top = app.comment(&thread).by(&ana).insert().await;
    let other = app.comment(&thread).by(&ana).insert().await;
    let mut replies = Vec::new();
    for index in 0..23 {
        let reply = app.comment(&thread).by(&ana).under(&top).insert().await;
        app.comment(&thread).by(&ana).under(&other).insert().await;
        if index % 3 == 0 {
            let vote = ben.vote(&comment_id(reply.id), "UP").await;
            vote.at("/voteComment");
        }
        replies.push((index % 3 == 0, comment_id(reply.id)));
    }
    let query = "query($id: ID!, $after: String, $order: CommentOrder!) { comment(id: $id) {
        replyCount replies(first: 4, after: $after, orderBy: $order) {
            totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }";
    for order in ["OLDEST", "MOMENT", "NEWEST", "TOP"] {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let id = comment_id(top.id);
            let variables = json!({ "id": id, "after": after, "order": order });
            let answer = app.anonymous().run(query, variables).await;
            assert_eq!(answer.number("/comment/replies/totalCount"), 23);
            let nodes = answer.at("/comment/replies/nodes").as_array().unwrap();
            found.extend(
                nodes
                    .iter()
                    .map(|node| node["id"].as_str().unwrap().to_owned()),
            );
            let info = answer.at("/comment/replies/pageInfo");
            after = info["endCursor"].clone();
            if info["hasNextPage"] == false {
                break;
            }
        }
        match order {
            "NEWEST" => replies.sort_by(|one, next| next.1.cmp(&one.1)),
            "TOP" => replies.sort_by(|one, next| next.cmp(one)),
            _ => {}
        }
        let expect: Vec<&String> = replies.iter().map(|(_, id)| id).collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expect, "{order}");
    }
}

/// Each parent's own first replies, and whether it has more.
#[tokio::test]
async fn a_page_holds_the_first_replies_of_every_comment() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    let mut expect = Vec::new();
    for number in 0..8 {
        let top = app.comment(&thread).by(&ana).insert().await;
        let mut replies = Vec::new();
        for _ in 0..number {
            let reply = app.comment(&thread).by(&ana).under(&top).insert().await;
            replies.push(
                json!({ "id": comment_id(reply.id), "parent": { "id": comment_id(top.id) } }),
            );
        }
        replies.truncate(3);
        expect.push(json!({ "replyCount": number, "replies": {
            "totalCount": number, "nodes": replies, "pageInfo": { "hasNextPage": number > 3 } } }));
    }
    let query = "query($key: String!) { episode(site: \"history\", key: $key) { comments { nodes {
        replyCount replies(first: 3) { totalCount nodes { id parent { id } }
            pageInfo { hasNextPage } } } } } }";
    let key = json!({ "key": thread.episode.key });
    let answer = app.anonymous().run(query, key).await;
    assert_eq!(answer.at("/episode/comments/nodes"), &json!(expect));
}

#[tokio::test]
async fn a_comment_tells_whether_later_ones_are_shown_on_its_level() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    let first = app.comment(&thread).by(&ana).insert().await;
    let reply = app.comment(&thread).by(&ana).under(&first).insert().await;
    let second = app.comment(&thread).by(&ana).insert().await;
    let later = app.comment(&thread).by(&ana).under(&first).insert().await;
    let below = app.comment(&thread).by(&ana).under(&reply).insert().await;
    app.comment(&thread).by(&ana).held().insert().await;
    let query = "query($id: ID!) { comment(id: $id) { hasNewer } }";
    for (comment, newer) in [
        (&first, true),
        (&reply, true),
        (&second, false),
        (&later, false),
        (&below, false),
    ] {
        let id = json!({ "id": comment_id(comment.id) });
        let answer = app.anonymous().run(query, id).await;
        assert_eq!(answer.at("/comment/hasNewer"), newer, "{}", comment.id.0);
    }
}

#[tokio::test]
async fn a_permalink_has_the_comments_above_it() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let ana = app.reader("Ana").await;
    let mut above = Vec::new();
    let mut last = app.comment(&thread).by(&ana).insert().await;
    for _ in 1..5 {
        above.push(json!({ "id": comment_id(last.id) }));
        last = app.comment(&thread).by(&ana).under(&last).insert().await;
    }
    let query = "query($id: ID!) { comment(id: $id) { depth ancestors { id } } }";
    let id = json!({ "id": comment_id(last.id) });
    let answer = app.anonymous().run(query, id).await;
    assert_eq!(answer.number("/comment/depth"), 4);
    assert_eq!(answer.at("/comment/ancestors"), &json!(above));
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    comments(&app, &thread, 3).await;
    let anonymous = app.anonymous();
    let newest = page(&anonymous, &thread, (1, None, "NEWEST")).await.end;
    for (first, after, field) in [
        (0, None, "first"),
        (-1, None, "first"),
        (101, None, "first"),
        (i32::MAX, None, "first"),
        (1, Some(json!("rubbish")), "after"),
        (1, newest, "after"),
    ] {
        let key = named(&thread)["key"].clone();
        let variables = json!({ "key": key, "first": first, "after": after, "order": "OLDEST" });
        let refused = anonymous.run(PAGE, variables).await;
        assert_eq!(refused.code(), "INVALID", "{first} {after:?}");
        assert_eq!(refused.error("field"), field);
    }
    let unique: BTreeSet<String> = all(&anonymous, &thread, 1, "TOP")
        .await
        .into_iter()
        .collect();
    assert_eq!(unique.len(), 3);
}
