//! Who comes of a token: one account for each of the site's, and nobody else's.
use super::{allow_roles, arrive, bring, claims, fault, keyed, signed};
use crate::{
    sessions,
    support::{OWN_ORIGIN, TestApp, together},
};
use rejoinder::{domain::sessions::begin_for, model::SessionKind};
use serde_json::json;

#[tokio::test]
async fn a_token_begins_a_session() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let more =
        json!({ "name": "Noor", "email": "noor@example.org", "picture": "https://x.example/n" });
    let answer = arrive(&app, "reader-17", more).await;
    let viewer = answer.at("/signInWithSiteToken/viewer");
    assert_eq!(viewer["author"]["displayName"], "Noor");
    assert_eq!(
        (&viewer["role"], &viewer["site"]["key"]),
        (&json!("COMMENTER"), &json!("history"))
    );
    // The site's word for an address is not ours.
    assert_eq!(viewer["email"], json!(null));

    let noor = sessions::holding(&app.anonymous(), &answer, "signInWithSiteToken");
    let thread = app.thread().await;
    noor.post(&thread, "hello")
        .await
        .at("/postComment/comment/id");
    assert_eq!(
        app.count("identity", "email = $1", vec!["noor@example.org".into()])
            .await,
        1
    );
    assert_eq!(
        app.count("account", "email = $1", vec!["noor@example.org".into()])
            .await,
        0
    );
}

#[tokio::test]
async fn a_subject_is_one_account_for_ever() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let id = |answer: crate::support::Answer| answer.text("/signInWithSiteToken/viewer/author/id");
    let first = id(arrive(&app, "reader-17", json!({})).await);
    assert_eq!(
        id(arrive(&app, "reader-17", json!({ "email": "new@example.org" })).await),
        first
    );
    assert_ne!(id(arrive(&app, "reader-18", json!({})).await), first);
    assert_ne!(id(arrive(&app, "READER-17", json!({})).await), first);
}

#[tokio::test]
async fn a_subject_who_comes_many_times_at_once_is_one_account() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let node = app.node().await;
    let arrivals = (0..8).map(|number| {
        let token = signed(&claims(&app, "reader-17", json!({ "name": "Noor" })));
        let client = app.anonymous();
        let client = if number % 2 == 0 {
            client
        } else {
            client.on(node.clone())
        };
        async move { bring(&client, &token).await }
    });
    let mut ids = Vec::new();
    for answer in together(arrivals).await {
        ids.push(answer.text("/signInWithSiteToken/viewer/author/id"));
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(
        app.count("identity", "subject = 'reader-17'", vec![]).await,
        1
    );
    assert_eq!(
        app.count("account", "display_name = 'Noor'", vec![]).await,
        1
    );
}

/// Sites configure their own keys: their word must not open anybody's account.
#[tokio::test]
async fn an_address_opens_no_account_that_is_there() {
    let app = TestApp::new().await;
    keyed(&app).await;
    let ana = app.reader("Ana").await;
    let answer = arrive(&app, "reader-17", json!({ "email": "ana@example.org" })).await;
    let id = answer.text("/signInWithSiteToken/viewer/author/id");
    assert_ne!(id, format!("author_{}", ana.member_id().0.simple()));
    assert_eq!(answer.at("/signInWithSiteToken/viewer/email"), &json!(null));
}

#[tokio::test]
async fn a_name_is_made_fit_to_show() {
    let app = TestApp::new().await;
    keyed(&app).await;
    app.moderator("Mo").await;
    let name = async |subject: &str, name: &str| {
        let answer = arrive(&app, subject, json!({ "name": name })).await;
        answer.text("/signInWithSiteToken/viewer/author/displayName")
    };
    assert_eq!(
        name("1", "  Noor \u{202e} al-\nHadid ").await,
        "Noor al- Hadid"
    );
    assert_eq!(name("2", "noor@example.org").await, "Anonymous");
    assert_eq!(name("3", &"x".repeat(500)).await.len(), 40);
    assert_eq!(name("4", "").await, "Anonymous");
    // Not as one of the staff is called, in whatever letters.
    assert_eq!(name("5", "M\u{043e}").await, "M\u{043e} (2)");
    let nameless = arrive(&app, "6", json!({})).await;
    assert_eq!(
        nameless.text("/signInWithSiteToken/viewer/author/displayName"),
        "Anonymous"
    );
}

#[tokio::test]
async fn a_name_follows_the_site() {
    let app = TestApp::new().await;
    keyed(&app).await;
    app.moderator("Mo").await;
    let name = async |more| {
        let arrival = arrive(&app, "reader-17", more).await;
        let noor = sessions::holding(&app.anonymous(), &arrival, "signInWithSiteToken");
        let viewer = noor
            .run("{ viewer { author { displayName } } }", json!({}))
            .await;
        viewer.text("/viewer/author/displayName")
    };
    assert_eq!(name(json!({ "name": "Noor" })).await, "Noor");
    assert_eq!(name(json!({ "name": "Noor H." })).await, "Noor H.");
    assert_eq!(name(json!({})).await, "Noor H.");
    assert_eq!(name(json!({ "name": "Mo" })).await, "Noor H.");
}

#[tokio::test]
async fn a_role_is_given_only_where_the_site_has_said_so() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    let role = async |role: &str| {
        let answer = arrive(&app, "reader-17", json!({ "role": role })).await;
        answer.text("/signInWithSiteToken/viewer/role")
    };
    assert_eq!(role("MODERATOR").await, "COMMENTER");
    assert_eq!(role("ADMIN").await, "COMMENTER");
    allow_roles(&ada).await;
    assert_eq!(role("MODERATOR").await, "MODERATOR");
    let unsaid = arrive(&app, "reader-17", json!({})).await;
    assert_eq!(unsaid.text("/signInWithSiteToken/viewer/role"), "MODERATOR");
    assert_eq!(role("COMMENTER").await, "COMMENTER");
    for unfit in ["ADMIN", "OPERATOR", ""] {
        let refused = arrive(&app, "reader-17", json!({ "role": unfit })).await;
        assert!(
            fault(&refused).contains("COMMENTER or MODERATOR"),
            "{unfit}"
        );
    }

    let log = "{ site(key: \"history\") { log(filter: { actions: [GIVE_ROLE] }) {
        nodes { action from to actor { id } } } } }";
    let log = ada.run(log, json!({})).await;
    let entries = log.at("/site/log/nodes").as_array().unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (&entry["from"], &entry["to"], &entry["actor"]))
        .collect();
    let (commenter, moderator, nobody) = (json!("COMMENTER"), json!("MODERATOR"), json!(null));
    assert_eq!(
        told[..2],
        [
            (&moderator, &commenter, &nobody),
            (&commenter, &moderator, &nobody)
        ]
    );
}

/// An admin was made one here: the site's own directory does not take that away, nor does it raise
/// whom the moderators have suspended.
#[tokio::test]
async fn a_tokens_role_overrules_nobody_here() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    allow_roles(&ada).await;
    let arrival = arrive(&app, "reader-17", json!({})).await;
    let id = arrival.text("/signInWithSiteToken/viewer/author/id");
    let role = async |role: &str| {
        let answer = arrive(&app, "reader-17", json!({ "role": role })).await;
        answer.text("/signInWithSiteToken/viewer/role")
    };
    let give = "mutation($input: SetRoleInput!) { setRole(input: $input) { author { role } } }";
    ada.send(give, json!({ "authorId": id, "role": "ADMIN" }))
        .await
        .at("/setRole");
    assert_eq!(role("COMMENTER").await, "ADMIN");
    assert_eq!(role("MODERATOR").await, "ADMIN");
    ada.send(give, json!({ "authorId": id, "role": "COMMENTER" }))
        .await
        .at("/setRole");
    let set =
        "mutation($input: SetStandingInput!) { setStanding(input: $input) { author { id } } }";
    ada.send(set, json!({ "authorId": id, "standing": "BANNED" }))
        .await
        .at("/setStanding");
    assert_eq!(role("MODERATOR").await, "COMMENTER");
}

#[tokio::test]
async fn a_moderator_who_comes_by_an_embed_moderates_nothing_there() {
    let app = TestApp::new().await;
    let ada = keyed(&app).await;
    allow_roles(&ada).await;
    let token = || signed(&claims(&app, "reader-17", json!({ "role": "MODERATOR" })));
    let embedded = bring(&app.anonymous().at_page(crate::support::ORIGIN), &token()).await;
    assert_eq!(
        embedded.text("/signInWithSiteToken/viewer/role"),
        "COMMENTER"
    );
    let direct = bring(&app.anonymous().at_page(OWN_ORIGIN), &token()).await;
    assert_eq!(direct.text("/signInWithSiteToken/viewer/role"), "MODERATOR");
    let foreign = bring(&app.anonymous().at_page("https://evil.example"), &token()).await;
    assert_eq!(foreign.reason(), "FOREIGN_ORIGIN");
}

/// Ways in of other kinds are not touched by keys.
#[tokio::test]
async fn a_site_without_keys_takes_no_token() {
    let app = TestApp::new().await;
    let ana = app.reader("Ana").await;
    let account = ana.member.clone().unwrap();
    let refused = arrive(&app, "reader-17", json!({})).await;
    assert!(fault(&refused).contains("has not"));
    let found = rejoinder::domain::accounts::find(&app.app, account.account_id)
        .await
        .unwrap();
    let who = (&app.site, &found.unwrap(), &account);
    let ours = begin_for(&app.app, SessionKind::Direct, who).await.unwrap();
    assert!(!fault(&bring(&app.anonymous(), &ours.access).await).is_empty());
}
