//! Erasing: what goes, what stays under no name, and who may.
use super::{PASSWORD, erase, erase_member, finish, traces};
use crate::{
    sessions, site_tokens,
    support::{Client, TestApp, comment_id, item},
};
use chrono::Duration;
use rejoinder::{
    domain::{
        accounts::{self, NewAccount},
        credentials::Secret,
    },
    model::{Role, SessionKind, Status},
};
use serde_json::json;

/// Somebody with a password, signed in on the service's own origin.
pub(crate) async fn with_password(app: &TestApp, name: &str, role: Role) -> Client {
    let client = app.signed_in(&app.site, name, role).await;
    let new = NewAccount {
        email: format!("{}@example.org", name.to_lowercase()),
        display_name: name.to_owned(),
        password: Some(Secret::new(PASSWORD)),
        site: None,
    };
    accounts::create(&app.app, new).await.unwrap();
    app.again(&client).await
}

/// A conversation in which Quirina wrote, voted, reported, muted and was noted.
pub(crate) async fn busy(app: &TestApp) -> Client {
    let quirina = with_password(app, "Quirina", Role::Commenter).await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    let first = quirina
        .post(&thread, "zanzibar one")
        .await
        .text("/postComment/comment/id");
    quirina
        .edit(&first, "zanzibar two")
        .await
        .at("/editComment");
    ana.reply(&thread, &first, "an answer")
        .await
        .at("/postComment");
    quirina
        .post(&thread, "zanzibar three")
        .await
        .at("/postComment");
    app.comment(&thread)
        .by(&quirina)
        .body("zanzibar held")
        .held()
        .insert()
        .await;
    let by_ana = app.comment(&thread).by(&ana).insert().await;
    let other = comment_id(by_ana.id);
    quirina.vote(&other, "UP").await.at("/voteComment");
    ana.vote(&first, "UP").await.at("/voteComment");
    let report = "mutation($input: ReportCommentInput!) {
        reportComment(input: $input) { report { id } } }";
    let mut input = item(&by_ana);
    input["reason"] = "OTHER".into();
    input["text"] = "zanzibar report".into();
    quirina.send(report, input).await.at("/reportComment");
    let mute = "mutation($input: MuteAuthorInput!) { muteAuthor(input: $input) { author { id } } }";
    let id = |client: &Client| format!("author_{}", client.member_id().0.simple());
    quirina
        .send(mute, json!({ "authorId": id(&ana) }))
        .await
        .at("/muteAuthor");
    ana.send(mute, json!({ "authorId": id(&quirina) }))
        .await
        .at("/muteAuthor");
    let note =
        "mutation($input: AddMemberNoteInput!) { addMemberNote(input: $input) { note { id } } }";
    let input = json!({ "authorId": id(&quirina), "text": "zanzibar note" });
    mo.send(note, input).await.at("/addMemberNote");
    quirina
}

#[tokio::test]
async fn nothing_is_left_of_who_has_all_deleted() {
    let app = TestApp::new().await;
    let quirina = busy(&app).await;
    assert!(!traces(&app, "zanzibar").await.is_empty());
    let answer = erase(&quirina, "DELETE", json!({ "password": PASSWORD })).await;
    assert_eq!(answer.at("/eraseMe/erased"), &json!(true));
    // What is told them at the end is on its way.
    assert_eq!(traces(&app, "quirina").await, ["mail.recipient"]);
    assert_eq!(
        app.count("mail", "kind = 'account_erased'", vec![]).await,
        1
    );
    finish(&app).await;
    assert_eq!(traces(&app, "zanzibar").await, Vec::<String>::new());
    app.assert_no_drift().await;

    let viewer = quirina.run("{ viewer { role } }", json!({})).await;
    assert_eq!(viewer.reason(), "SESSION_ENDED");
    let by = vec![quirina.member_id().into()];
    assert_eq!(
        app.count(
            "comment",
            "author_id = $1 AND status <> 'deleted'",
            by.clone()
        )
        .await,
        0
    );
    assert_eq!(app.count("vote", "member_id = $1", by.clone()).await, 0);
    assert_eq!(
        app.count("mute", "member_id = $1 OR muted_id = $1", by)
            .await,
        0
    );
}

#[tokio::test]
async fn comments_that_are_kept_stand_under_no_name() {
    let app = TestApp::new().await;
    let quirina = busy(&app).await;
    erase(
        &quirina,
        "KEEP_ANONYMOUSLY",
        json!({ "password": PASSWORD }),
    )
    .await
    .at("/eraseMe");
    finish(&app).await;
    assert_eq!(traces(&app, "quirina").await, ["mail.recipient"]);
    app.assert_no_drift().await;
    let by = vec![quirina.member_id().into()];
    assert_eq!(
        app.count("comment", "author_id = $1 AND status = 'approved'", by)
            .await,
        2
    );
    let all = "{ episodes: site(key: \"history\") { episodes(first: 5) { nodes {
        comments(first: 10) { nodes { bodyMarkdown author { displayName } } } } } } }";
    let seen = app.anonymous().run(all, json!({})).await;
    assert!(seen.text.contains("zanzibar two"), "{}", seen.text);
    assert!(
        seen.text.contains("\"displayName\":\"Anonymous\""),
        "{}",
        seen.text
    );
}

#[tokio::test]
async fn the_address_is_free_afterwards() {
    let app = TestApp::new().await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    erase(&quirina, "DELETE", json!({ "password": PASSWORD }))
        .await
        .at("/eraseMe");
    let again = with_password(&app, "Quirina", Role::Commenter).await;
    assert_ne!(again.member_id(), quirina.member_id());
    let viewer = again
        .run("{ viewer { email author { displayName } } }", json!({}))
        .await;
    assert_eq!(viewer.text("/viewer/author/displayName"), "Quirina");
}

#[tokio::test]
async fn an_access_token_alone_erases_nothing() {
    let app = TestApp::new().await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    let missing = erase(&quirina, "DELETE", json!({})).await;
    assert_eq!(
        (missing.code(), missing.error("field")),
        ("INVALID", "password")
    );
    let wrong = erase(&quirina, "DELETE", json!({ "password": "another" })).await;
    assert_eq!(wrong.reason(), "WRONG_PASSWORD");
    assert_eq!(
        app.anonymous()
            .send(super::ERASE, json!({ "comments": "DELETE" }))
            .await
            .reason(),
        "SIGNED_OUT"
    );
    assert_eq!(traces(&app, "quirina@example.org").await, ["account.email"]);
}

#[tokio::test]
async fn who_has_no_password_has_signed_in_just_now() {
    let app = TestApp::new().await;
    site_tokens::keyed(&app).await;
    let arrive = async || {
        let token = site_tokens::signed(&site_tokens::claims(
            &app,
            "reader-17",
            json!({ "name": "Quirina", "email": "quirina@example.org" }),
        ));
        let answer = site_tokens::bring(&app.anonymous(), &token).await;
        sessions::holding(&app.anonymous(), &answer, "signInWithSiteToken")
    };
    let quirina = arrive().await;
    app.clock
        .advance(Duration::minutes(10) + Duration::seconds(1));
    let refreshed = sessions::refresh(&quirina).await;
    let quirina = sessions::holding(&quirina, &refreshed, "refreshSession");
    let stale = erase(&quirina, "DELETE", json!({})).await;
    assert_eq!(stale.reason(), "SIGN_IN_AGAIN");
    let quirina = arrive().await;
    erase(&quirina, "DELETE", json!({})).await.at("/eraseMe");
    finish(&app).await;
    assert_eq!(traces(&app, "quirina").await, Vec::<String>::new());
    assert_eq!(traces(&app, "reader-17").await, Vec::<String>::new());
    let back = arrive().await;
    let viewer = back
        .run("{ viewer { author { displayName } } }", json!({}))
        .await;
    assert_eq!(viewer.text("/viewer/author/displayName"), "Quirina");
}

#[tokio::test]
async fn the_last_admin_hands_over_first() {
    let app = TestApp::new().await;
    let ada = with_password(&app, "Ada", Role::Admin).await;
    let proof = || json!({ "password": PASSWORD });
    assert_eq!(erase(&ada, "DELETE", proof()).await.reason(), "LAST_ADMIN");
    app.admin("Bo").await;
    erase(&ada, "DELETE", proof()).await.at("/eraseMe");
}

/// A page that embeds the thread could ask for the password, and reach other sites with it.
#[tokio::test]
async fn an_embed_erases_no_account_of_several_sites() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    let embedded = app
        .session(&app.site, "Quirina", Role::Commenter, SessionKind::Embedded)
        .await;
    app.signed_in(&politics, "Quirina", Role::Commenter).await;
    let proof = || json!({ "password": PASSWORD });
    assert_eq!(
        erase(&embedded, "DELETE", proof()).await.reason(),
        "EMBEDDED_SESSION"
    );
    erase(&quirina, "DELETE", proof()).await.at("/eraseMe");
    finish(&app).await;
    assert_eq!(traces(&app, "quirina").await, ["mail.recipient"]);
}

#[tokio::test]
async fn an_admin_erases_from_their_own_site_alone() {
    let app = TestApp::new().await;
    let politics = app.other_site("politics").await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let quirina = busy(&app).await;
    let there = app.signed_in(&politics, "Quirina", Role::Commenter).await;
    for (client, reason) in [(&mo, "NOT_ADMIN"), (&quirina, "NOT_ADMIN")] {
        assert_eq!(
            erase_member(client, &quirina, "DELETE").await.reason(),
            reason
        );
    }
    assert_eq!(erase_member(&ada, &ada, "DELETE").await.reason(), "ONESELF");
    assert_eq!(
        erase_member(&ada, &there, "DELETE").await.code(),
        "NOT_FOUND"
    );
    erase_member(&ada, &quirina, "DELETE")
        .await
        .at("/eraseMember/erased");
    finish(&app).await;
    assert_eq!(traces(&app, "zanzibar").await, Vec::<String>::new());
    app.assert_no_drift().await;
    let gone = quirina.run("{ viewer { role } }", json!({})).await;
    assert_eq!(gone.reason(), "SESSION_ENDED");
    // The account is the person's, and a member elsewhere.
    let viewer = there
        .run("{ viewer { email author { displayName } } }", json!({}))
        .await;
    assert_eq!(viewer.text("/viewer/email"), "quirina@example.org");
    // Coming back, they are somebody new.
    let back = app.reader("Quirina").await;
    assert_ne!(back.member_id(), quirina.member_id());

    let log = "{ site(key: \"history\") { log(filter: { actions: [ERASE_MEMBER] }) {
        nodes { from to reason note actor { displayName } } } } }";
    let log = app.again(&ada).await.run(log, json!({})).await;
    assert!(log.text.contains("Ada") && !log.text.to_lowercase().contains("quirina"));
}

/// In many steps, interrupted after each, with answers in between; nothing is lost count of.
#[tokio::test]
async fn much_is_erased_a_little_at_a_time() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let (quirina, ana) = (app.reader("Quirina").await, app.reader("Ana").await);
    for _ in 0..4 {
        let thread = app.thread().await;
        for number in 0..60 {
            let writer = if number % 3 == 0 { &ana } else { &quirina };
            let status = [Status::Approved, Status::Pending, Status::Rejected][number % 4 % 3];
            let comment = app
                .comment(&thread)
                .by(writer)
                .status(status)
                .insert()
                .await;
            if status == Status::Approved && number % 3 == 0 {
                app.clock.advance(Duration::seconds(1));
                let quirina = app.again(&quirina).await;
                quirina
                    .vote(&comment_id(comment.id), "UP")
                    .await
                    .at("/voteComment");
            }
        }
    }
    let ada = app.again(&ada).await;
    erase_member(&ada, &quirina, "DELETE")
        .await
        .at("/eraseMember");
    let by = vec![quirina.member_id().into()];
    let left = app
        .count(
            "comment",
            "author_id = $1 AND status <> 'deleted'",
            by.clone(),
        )
        .await;
    assert!(left > 0, "the request does not wait for all of it");
    app.assert_no_drift().await;
    finish(&app).await;
    assert_eq!(
        app.count(
            "comment",
            "author_id = $1 AND status <> 'deleted'",
            by.clone()
        )
        .await,
        0
    );
    assert_eq!(app.count("vote", "member_id = $1", by).await, 0);
    app.assert_no_drift().await;
}
