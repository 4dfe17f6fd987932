//! What moderators write about members, for each other.
use super::{ADD_NOTE, author_id};
use crate::support::{Answer, Client, TestApp};
use rejoinder::model::Role;
use serde_json::{Value, json};

const REMOVE: &str = "mutation($input: RemoveMemberNoteInput!) {
    removeMemberNote(input: $input) { removedNoteId author { id } } }";

async fn add(by: &Client, about: &Client, text: &str) -> Answer {
    let input = json!({ "authorId": author_id(about), "text": text });
    by.send(ADD_NOTE, input).await
}

async fn remove(by: &Client, note: &str) -> Answer {
    by.send(REMOVE, json!({ "noteId": note })).await
}

async fn notes(seen_by: &Client, about: &Client) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Author {
        notes { id text author { displayName } } } } }";
    let id = json!({ "id": author_id(about) });
    let answer = seen_by.run(query, id).await;
    answer.at("/node").get("notes").cloned().unwrap_or_default()
}

#[tokio::test]
async fn notes_are_there_for_the_sites_moderators_and_nobody_else() {
    let app = TestApp::new().await;
    let (thread, other) = (app.thread().await, app.other_site("ships").await);
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let (ana, ben) = (app.reader("Ana").await, app.reader("Ben").await);
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    app.comment(&thread).by(&ana).insert().await;
    add(&mo, &ana, "Was warned.\nPolitely.")
        .await
        .at("/addMemberNote");
    let second = add(&mia, &ana, "And again.").await;
    assert_eq!(second.text("/addMemberNote/note/author/displayName"), "Mia");

    let seen = notes(&mo, &ana).await;
    let texts: Vec<&Value> = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|note| &note["text"])
        .collect();
    assert_eq!(texts, ["And again.", "Was warned.\nPolitely."]);
    for other in [&ana, &ben, &cap, &app.anonymous()] {
        assert_eq!(notes(other, &ana).await, Value::Null);
    }
    // Nor does one read what is noted of oneself.
    add(&mo, &mia, "Needs a rest.").await.at("/addMemberNote");
    assert_eq!(notes(&mia, &mia).await, Value::Null);
    assert_eq!(notes(&mo, &mia).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn only_moderators_of_the_site_note_and_nobody_of_themselves() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    assert_eq!(
        add(&app.anonymous(), &ana, "x").await.code(),
        "UNAUTHENTICATED"
    );
    assert_eq!(add(&ana, &mo, "x").await.reason(), "NOT_MODERATOR");
    assert_eq!(add(&mo, &mo, "x").await.reason(), "ONESELF");
    for (who, whom) in [(&cap, &ana), (&mo, &cap)] {
        assert_eq!(add(who, whom, "x").await.code(), "NOT_FOUND");
    }
    for text in ["", " \n ", "\u{200b}", "a\u{7}b", &"x".repeat(1_001)] {
        let refused = add(&mo, &ana, text).await;
        assert_eq!(refused.error("field"), "text", "{text:?}");
    }
    assert_eq!(app.count("member_note", "body <> ''", vec![]).await, 0);
}

#[tokio::test]
async fn a_note_is_removed_by_who_wrote_it_or_by_an_admin() {
    let app = TestApp::new().await;
    let (mo, mia) = (app.moderator("Mo").await, app.moderator("Mia").await);
    let (ada, ana) = (app.admin("Ada").await, app.reader("Ana").await);
    let other = app.other_site("ships").await;
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let mut ids = Vec::new();
    for text in ["one", "two"] {
        ids.push(add(&mo, &ana, text).await.text("/addMemberNote/note/id"));
    }
    assert_eq!(remove(&mia, &ids[0]).await.reason(), "NOT_AUTHOR");
    assert_eq!(remove(&ana, &ids[0]).await.reason(), "NOT_MODERATOR");
    let foreign = remove(&cap, &ids[0]).await;
    let absent = format!("note_{}", app.app.env.new_id().simple());
    let absent = remove(&cap, &absent).await;
    assert_eq!(foreign.text, absent.text);
    assert_eq!(foreign.code(), "NOT_FOUND");
    let removed = remove(&mo, &ids[0]).await;
    assert_eq!(removed.text("/removeMemberNote/removedNoteId"), ids[0]);
    assert_eq!(remove(&mo, &ids[0]).await.code(), "NOT_FOUND");
    remove(&ada, &ids[1]).await.at("/removeMemberNote");
    assert_eq!(notes(&mo, &ana).await, json!([]));
    // What is noted of a moderator is not there for them.
    let about = add(&ada, &mo, "three").await.text("/addMemberNote/note/id");
    assert_eq!(remove(&mo, &about).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn the_newest_fifty_are_shown() {
    let app = TestApp::new().await;
    let (mo, ana) = (app.moderator("Mo").await, app.reader("Ana").await);
    for number in 0..52 {
        app.clock.advance(chrono::Duration::seconds(2));
        add(&mo, &ana, &number.to_string())
            .await
            .at("/addMemberNote");
    }
    let seen = notes(&mo, &ana).await;
    let seen = seen.as_array().unwrap();
    assert_eq!(seen.len(), 50);
    assert_eq!(
        (&seen[0]["text"], &seen[49]["text"]),
        (&json!("51"), &json!("2"))
    );
}
