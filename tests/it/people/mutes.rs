//! Authors whom a reader does not want to read.
use super::author_id;
use crate::support::{Answer, Client, TestApp, comment_id, together};
use rejoinder::{
    domain::accounts,
    model::{Comment, Role},
    storage,
};
use serde_json::{Value, json};

const UNMUTE: &str = "mutation($input: UnmuteAuthorInput!) { unmuteAuthor(input: $input) {
    author { id } } }";

async fn unmute(by: &Client, whom: &Client) -> Answer {
    by.send(UNMUTE, json!({ "authorId": author_id(whom) }))
        .await
}

async fn muted(by: &Client) -> Vec<Value> {
    let query = "{ viewer { mutedAuthors { totalCount nodes { displayName } } } }";
    let answer = by.run(query, json!({})).await;
    let nodes = answer.at("/viewer/mutedAuthors/nodes").as_array().unwrap();
    assert_eq!(
        usize::try_from(answer.number("/viewer/mutedAuthors/totalCount")).unwrap(),
        nodes.len()
    );
    nodes
        .iter()
        .map(|node| node["displayName"].clone())
        .collect()
}

async fn seen(by: &Client, comment: &Comment) -> Value {
    let query = "query($id: ID!) { comment(id: $id) { tombstone status bodyMarkdown bodyHtml
        revisionId editedAt author { displayName } replies { nodes { bodyMarkdown } }
        parent { tombstone bodyMarkdown author { displayName } } } }";
    let answer = by.run(query, json!({ "id": comment_id(comment.id) })).await;
    answer.at("/comment").clone()
}

#[tokio::test]
async fn a_muted_authors_words_are_gone_for_that_reader_alone() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let (ben, cleo) = (app.reader("Ben").await, app.reader("Cleo").await);
    let comment = app.comment(&thread).by(&ana).body("words").insert().await;
    let answer = app
        .comment(&thread)
        .by(&cleo)
        .under(&comment)
        .body("answer")
        .insert()
        .await;
    for _ in 0..2 {
        let muted = ben.mute(&ana).await;
        assert_eq!(muted.text("/muteAuthor/author/displayName"), "Ana");
    }
    assert_eq!(muted(&ben).await, [json!("Ana")]);

    let tombstone = seen(&ben, &comment).await;
    let expect = json!({ "tombstone": "MUTED", "status": "APPROVED", "bodyMarkdown": null,
        "bodyHtml": null, "revisionId": null, "editedAt": null, "parent": null,
        "author": { "displayName": "Ana" }, "replies": { "nodes": [{ "bodyMarkdown": "answer" }] } });
    assert_eq!(tombstone, expect);
    let reply = seen(&ben, &answer).await;
    assert_eq!(reply["bodyMarkdown"], "answer");
    let above = json!({ "tombstone": "MUTED", "bodyMarkdown": null,
        "author": { "displayName": "Ana" } });
    assert_eq!(reply["parent"], above);
    let page = "query($key: String!) { episode(site: \"history\", key: $key) { commentCount
        comments { totalCount nodes { tombstone bodyHtml } } } }";
    let key = json!({ "key": thread.episode.key });
    let page = ben.run(page, key).await;
    assert_eq!(page.number("/episode/commentCount"), 2);
    assert_eq!(
        *page.at("/episode/comments/nodes"),
        json!([{ "tombstone": "MUTED", "bodyHtml": null }])
    );
    for other in [&ana, &cleo, &app.anonymous()] {
        assert_eq!(seen(other, &comment).await["bodyMarkdown"], "words");
    }
    for _ in 0..2 {
        unmute(&ben, &ana).await.at("/unmuteAuthor");
    }
    assert_eq!(seen(&ben, &comment).await["bodyMarkdown"], "words");
    assert!(muted(&ben).await.is_empty());
    app.assert_no_drift().await;
}

/// What an author took back, or a moderator removed, stays what it is.
#[tokio::test]
async fn other_tombstones_come_before_a_mute() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let ben = app.reader("Ben").await;
    let comment = app.comment(&thread).by(&ana).insert().await;
    app.comment(&thread).under(&comment).insert().await;
    ben.mute(&ana).await.at("/muteAuthor");
    ana.delete(&comment_id(comment.id))
        .await
        .at("/deleteComment");
    let tombstone = seen(&ben, &comment).await;
    assert_eq!(tombstone["tombstone"], "DELETED");
    assert!(tombstone["author"].is_null());
}

/// While a newer text waits, nothing tells so of a muted author either.
#[tokio::test]
async fn a_mute_does_not_tell_that_a_newer_text_is_held() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let ben = app.reader("Ben").await;
    let comment = app.comment(&thread).by(&ana).insert().await;
    let sql = "UPDATE site SET mode = 'pre' WHERE id = $1";
    app.execute(sql, vec![app.site.id.into()]).await;
    ana.edit(&comment_id(comment.id), "newer")
        .await
        .at("/editComment");
    ben.mute(&ana).await.at("/muteAuthor");
    let tombstone = seen(&ben, &comment).await;
    assert_eq!(tombstone["tombstone"], "MUTED");
    assert_eq!(tombstone["status"], "APPROVED");
}

#[tokio::test]
async fn moderators_read_whom_they_have_muted() {
    let app = TestApp::new().await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let mo = app.moderator("Mo").await;
    let comment = app.comment(&thread).by(&ana).body("words").insert().await;
    mo.mute(&ana).await.at("/muteAuthor");
    assert_eq!(seen(&mo, &comment).await["bodyMarkdown"], "words");
}

#[tokio::test]
async fn who_can_be_muted_is_who_can_be_known() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.other_site("ships").await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let (mo, mut absent) = (app.moderator("Mo").await, app.reader("Gone").await);
    absent.member.as_mut().unwrap().id.0 = app.app.env.new_id();
    assert_eq!(app.anonymous().mute(&mo).await.code(), "UNAUTHENTICATED");
    assert_eq!(ben.mute(&ben).await.reason(), "ONESELF");
    let nothing = ben.mute(&absent).await;
    for hidden in [&ana, &cap] {
        assert_eq!(ben.mute(hidden).await.text, nothing.text);
        assert_eq!(unmute(&ben, hidden).await.code(), "NOT_FOUND");
    }
    ben.mute(&mo).await.at("/muteAuthor");
    let comment = app.comment(&thread).by(&ana).insert().await;
    ben.mute(&ana).await.at("/muteAuthor");
    // Whoever is muted can be heard again, even when nothing of theirs is left to be seen.
    ana.delete(&comment_id(comment.id))
        .await
        .at("/deleteComment");
    assert_eq!(muted(&ben).await.len(), 2);
    unmute(&ben, &ana).await.at("/unmuteAuthor");
    assert_eq!(muted(&ben).await, [json!("Mo")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_authors_can_be_muted_and_no_more_at_once_either() {
    let app = TestApp::new().await;
    let ben = app.reader("Ben").await;
    let node = app.node().await;
    let txn = app.app.db.begin_write().await.unwrap();
    for index in 0..998 {
        let name = format!("Author {index}");
        let id = accounts::insert_unclaimed(&app.app, &txn, app.site.id, &name).await;
        let pair = (ben.member_id(), id.unwrap());
        let now = app.app.env.now();
        storage::mutes::insert(&txn, pair, now).await.unwrap();
    }
    txn.commit().await.unwrap();
    let mut authors = Vec::new();
    for name in ["One", "Two", "Three", "Four"] {
        authors.push(app.moderator(name).await);
    }
    let mutes = authors.iter().enumerate().map(|(index, author)| {
        let (ben, author) = (ben.clone(), author.clone());
        let ben = if index % 2 == 0 {
            ben
        } else {
            ben.on(node.clone())
        };
        async move { ben.mute(&author).await }
    });
    let answers = together(mutes).await;
    let refused: Vec<_> = answers
        .iter()
        .filter(|answer| answer.json.get("errors").is_some())
        .collect();
    assert_eq!(refused.len(), 2);
    assert_eq!(refused[0].error("field"), "authorId");
    let rows = app.count("mute", "member_id = $1", vec![ben.member_id().into()]);
    assert_eq!(rows.await, 1_000);
    let through: Vec<_> = authors
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer.json.get("errors").is_none())
        .collect();
    ben.mute(through[0].0).await.at("/muteAuthor");
}

/// Nobody else's page changes, and no other reader's list.
#[tokio::test]
async fn a_banned_reader_mutes_as_well() {
    let app = TestApp::new().await;
    let (mo, ben) = (app.moderator("Mo").await, app.reader("Ben").await);
    mo.set_standing(&ben, "BANNED", json!({}))
        .await
        .at("/setStanding");
    ben.mute(&mo).await.at("/muteAuthor");
    assert_eq!(muted(&ben).await, [json!("Mo")]);
    let page = ben.at_page("https://elsewhere.example");
    assert_eq!(page.mute(&mo).await.reason(), "FOREIGN_ORIGIN");
}
