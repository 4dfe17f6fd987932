//! Whose comments they are, and who may take them over.
use super::{
    contents,
    export::{SAMPLE, comment, export, post},
    import, thread,
};
use crate::support::{Answer, Client, TestApp};
use rejoinder::model::Role;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const KEY: &str = "https://history.example/?p=1";
const VIEWER: &str =
    "{ viewer { author { id } claimableAuthors { authorId displayName commentCount } } }";
const CLAIM: &str = "mutation($input: ClaimAuthorInput!) {
    claimAuthor(input: $input) { commentCount } }";

async fn claimable(client: &Client) -> Value {
    client
        .run(VIEWER, json!({}))
        .await
        .at("/viewer/claimableAuthors")
        .clone()
}

async fn claim(client: &Client, author: &Value) -> Answer {
    client.send(CLAIM, json!({ "authorId": author })).await
}

/// Three by Ana, one of them held; two by others with her address; one by a namesake.
fn file() -> String {
    export([
        post(1).with([
            comment(1).by("Ana", "ANA@Example.ORG"),
            comment(2).by("Ana", "ana@example.org").held(),
            comment(3).by("Ana's mother", "ana@example.org").to(1),
            comment(4).by("Ana", "other.ana@example.org").to(1),
        ]),
        post(2).with([
            comment(5).by("Ana", "ana@example.org"),
            comment(6).by("Ana’s brother", "ana@example.org"),
        ]),
    ])
}

#[tokio::test]
async fn one_address_with_two_names_is_two_authors() {
    let app = TestApp::new().await;

    let report = import(&app, &file()).await;

    assert_eq!(report.authors, 4);
    let rows = contents(&app).await;
    assert_eq!(
        (rows["account"].len(), rows["imported_author"].len()),
        (4, 4)
    );
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        comments { nodes { author { id } replies { nodes { author { id } } } } } } }";
    let seen = app.anonymous().run(query, json!({ "key": KEY })).await;
    let first = seen.at("/episode/comments/nodes/0").clone();
    let replies = first["replies"]["nodes"].as_array().unwrap().iter();
    let mut authors: BTreeSet<_> = replies
        .map(|reply| reply["author"]["id"].to_string())
        .collect();
    authors.insert(first["author"]["id"].to_string());
    assert_eq!(authors.len(), 3);
}

#[tokio::test]
async fn nobody_can_sign_in_as_an_author_who_has_not_been_claimed() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    let rows = contents(&app).await;
    assert!(
        rows["account"]
            .iter()
            .all(|row| !row.to_lowercase().contains("ana@example.org"))
    );

    let signing_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
    for password in ["", "password"] {
        let input = json!({ "site": "history", "email": "ana@example.org", "password": password });
        let answer = app.anonymous().send(signing_in, input).await;
        assert!(answer.json["data"].is_null(), "{:#}", answer.json);
    }
}

#[tokio::test]
async fn addresses_of_authors_are_in_no_answer() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    import(&app, SAMPLE).await;
    let query = include_str!("everything.graphql");
    let (rosa, mo) = (app.reader("Rosa").await, app.moderator("Mo").await);

    let mut seen = 0;
    for client in [app.anonymous(), rosa, mo] {
        for key in [
            KEY,
            "https://history.example/?p=2",
            "http://blog.lamp.example/2013/skarn/",
        ] {
            let answer = client.run(query, json!({ "key": key })).await;
            let nodes = answer
                .at("/episode/comments/nodes")
                .as_array()
                .unwrap()
                .len();
            assert!(nodes > 0);
            let text = answer.json.to_string().to_lowercase();
            for private in ["ana@", "@lamp", "odo@", "mail.example", "odo.example"] {
                assert!(!text.contains(private), "{private} in {text}");
            }
            seen += nodes;
        }
        for comment in thread(&client, KEY).await {
            assert!(!comment.to_string().contains('@'));
        }
    }
    assert!(seen > 15, "{seen}");
    let rows = format!("{:?}", contents(&app).await);
    for address in ["192.0.2.", "198.51.100.", "203.0.113."] {
        assert!(
            !rows.contains(address),
            "networks' addresses are not kept: {address}"
        );
    }
}

#[tokio::test]
async fn whoever_has_proved_the_address_claims_author_by_author() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    let ana = app.reader("Ana").await;

    let found = claimable(&ana).await;
    let found: Vec<_> = found.as_array().unwrap().iter().collect();
    let names: BTreeSet<_> = found
        .iter()
        .map(|author| {
            (
                author["displayName"].as_str().unwrap(),
                author["commentCount"].as_u64().unwrap(),
            )
        })
        .collect();
    let wanted = [("Ana", 3), ("Ana's mother", 1), ("Ana’s brother", 1)];
    assert_eq!(names, BTreeSet::from(wanted), "and not the namesake");
    let own = found
        .iter()
        .find(|author| author["displayName"] == "Ana")
        .unwrap();

    let answer = claim(&ana, &own["authorId"]).await;

    assert_eq!(answer.number("/claimAuthor/commentCount"), 3);
    assert_eq!(claimable(&ana).await.as_array().unwrap().len(), 2);
    let me = ana.run(VIEWER, json!({})).await.text("/viewer/author/id");
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        comments { nodes { author { id } status viewerCan { delete { allowed } } } } } }";
    let seen = ana.run(query, json!({ "key": KEY })).await;
    for index in [0, 1] {
        let comment = seen.at(&format!("/episode/comments/nodes/{index}"));
        assert_eq!(comment["author"]["id"], me, "{comment}");
    }
    assert_eq!(seen.text("/episode/comments/nodes/1/status"), "PENDING");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn an_author_is_claimed_once() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    let ana = app.reader("Ana").await;
    let author = claimable(&ana).await[0]["authorId"].clone();

    let (one, other) = tokio::join!(claim(&ana, &author), claim(&ana, &author));

    let refused: Vec<_> = [&one, &other]
        .into_iter()
        .filter(|answer| answer.json.get("errors").is_some())
        .collect();
    assert_eq!(refused.len(), 1, "{:#} {:#}", one.json, other.json);
    assert_eq!(refused[0].code(), "NOT_FOUND");
    assert_eq!(claim(&ana, &author).await.code(), "NOT_FOUND");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn nobody_else_can_claim() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    let author = claimable(&app.reader("Ana").await).await[0]["authorId"].clone();

    let elsewhere = app.other_site("geography").await;
    let strangers = [
        app.reader("Bo").await,
        app.moderator("Mo").await,
        app.signed_in(&elsewhere, "Ana", Role::Admin).await,
    ];
    for stranger in &strangers {
        assert_eq!(claimable(stranger).await, json!([]));
        assert_eq!(claim(stranger, &author).await.code(), "NOT_FOUND");
    }
    assert_eq!(
        claim(&app.anonymous(), &author).await.code(),
        "UNAUTHENTICATED"
    );
}

#[tokio::test]
async fn an_address_that_is_not_proved_claims_nothing() {
    let app = TestApp::new().await;
    import(
        &app,
        &export([post(1).with([comment(1).by("Cleo", "cleo@example.org")])]),
    )
    .await;
    let author = claimable(&app.reader("Cleo").await).await[0]["authorId"].clone();
    let other = TestApp::without_mail().await;
    import(
        &other,
        &export([post(1).with([comment(1).by("Cleo", "cleo@example.org")])]),
    )
    .await;
    let page = other.anonymous().at_page("https://history.example");
    let who = json!({ "site": "history", "email": "cleo@example.org",
        "password": "a lantern over the harbour" });
    let mut new = who.clone();
    new["displayName"] = json!("Cleo");
    let signing_up = "mutation($input: SignUpInput!) { signUp(input: $input) { next } }";
    page.send(signing_up, new).await.at("/signUp/next");
    let signing_in = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";
    let token = page.send(signing_in, who).await.text("/signIn/accessToken");
    let mut cleo = page.clone();
    cleo.access = Some(token);

    assert_eq!(claimable(&cleo).await, json!([]));
    let theirs = contents(&other).await["member"].len();
    assert_eq!(theirs, 2, "the author and the account are two");
    // Ids are seeded: the author has the same one in both.
    assert_eq!(claim(&cleo, &author).await.code(), "NOT_FOUND");
}

#[tokio::test]
async fn who_was_erased_does_not_come_back_with_the_same_file() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    let anas = "DELETE FROM imported_author WHERE email = 'ana@example.org'";
    app.execute(anas, vec![]).await;
    let before = contents(&app).await;

    let done = import(&app, &file()).await.done.unwrap();

    let authors = (
        done.authors_created,
        done.authors_already_there,
        done.authors_gone,
    );
    assert_eq!(authors, (0, 1, 3));
    assert_eq!(contents(&app).await, before);

    let later = export([post(1).with([comment(9).by("Ana", "ana@example.org")])]);
    let done = import(&app, &later).await.done.unwrap();
    assert_eq!(done.authors_created, 1, "who writes anew is an author");
}

#[tokio::test]
async fn what_was_claimed_stays_claimed_when_it_is_imported_again() {
    let app = TestApp::new().await;
    import(&app, &file()).await;
    let ana = app.reader("Ana").await;
    for author in claimable(&ana).await.as_array().unwrap() {
        claim(&ana, &author["authorId"]).await.at("/claimAuthor");
    }
    let before = contents(&app).await;

    import(&app, &file()).await;
    assert_eq!(contents(&app).await, before);

    import(&app, &export([post(1).with([comment(9).says("Later")])])).await;
    let me = ana.run(VIEWER, json!({})).await.text("/viewer/author/id");
    let query = "query($key: String!) { episode(site: \"history\", key: $key) {
        comments(first: 1, orderBy: NEWEST) { nodes { bodyMarkdown author { id } } } } }";
    let newest = ana.run(query, json!({ "key": KEY })).await;
    assert_eq!(
        newest.text("/episode/comments/nodes/0/bodyMarkdown"),
        "Later"
    );
    assert_eq!(newest.text("/episode/comments/nodes/0/author/id"), me);
    app.assert_no_drift().await;
}
