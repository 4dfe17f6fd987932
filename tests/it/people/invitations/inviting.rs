//! Who invites whom, what they are told, and how many.
use super::{ASK_MAIL, LIST, NINA, account, comes, invite, open, withdraw};
use crate::{data::export, people::author_id, sessions::from_peer, support::TestApp};
use chrono::Duration;
use rejoinder::model::{Role, SessionKind};
use serde_json::json;

#[tokio::test]
async fn only_admins_of_the_site_invite_and_those_who_have_just_signed_in() {
    let app = TestApp::new().await;
    let other = app.other_site("ships").await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    let cap = app.signed_in(&other, "Cap", Role::Admin).await;
    let embedded = app
        .session(&app.site, "Ada", Role::Admin, SessionKind::Embedded)
        .await;
    let anonymous = invite(&app.anonymous(), NINA, "ADMIN").await;
    assert_eq!(anonymous.code(), "UNAUTHENTICATED");
    for who in [&mo, &embedded, &app.reader("Ana").await] {
        assert_eq!(invite(who, NINA, "ADMIN").await.reason(), "NOT_ADMIN");
        assert_eq!(who.run(LIST, json!({})).await.reason(), "NOT_ADMIN");
    }
    assert_eq!(invite(&cap, NINA, "ADMIN").await.code(), "NOT_FOUND");
    let foreign = invite(&ada.at_page("https://elsewhere.example"), NINA, "ADMIN").await;
    assert_eq!(foreign.reason(), "FOREIGN_ORIGIN");

    let old = app.app.env.now() - Duration::minutes(11);
    app.execute("UPDATE session SET proved_at = $1", vec![old.into()])
        .await;
    let refused = invite(&ada, NINA, "ADMIN").await;
    assert_eq!(refused.reason(), "SIGN_IN_AGAIN");
    assert_eq!(app.count("invitation", "1 = 1", vec![]).await, 0);
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_the_address_has_an_account() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    app.reader("Ana").await;
    account(&app, NINA).await;
    let mut answers = Vec::new();
    for email in ["nobody@example.org", NINA, "ana@example.org"] {
        let answer = invite(&ada, email, "MODERATOR").await;
        let id = answer.text("/inviteMember/invitation/id");
        answers.push(answer.text.replace(email, "…").replace(&id, "…"));
        assert_eq!(app.mail().await.recipient, email);
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[tokio::test]
async fn a_member_who_has_the_role_is_not_invited_to_it() {
    let app = TestApp::new().await;
    let (ada, mo) = (app.admin("Ada").await, app.moderator("Mo").await);
    for (email, role) in [
        ("mo@example.org", "MODERATOR"),
        ("ada@example.org", "MODERATOR"),
        ("ada@example.org", "ADMIN"),
    ] {
        let refused = invite(&ada, email, role).await;
        let told = (refused.code(), refused.reason());
        assert_eq!(told, ("CONFLICT", "NOTHING_TO_DO"), "{email} {role}");
    }
    invite(&ada, "mo@example.org", "ADMIN")
        .await
        .at("/inviteMember");
    // Under an address that nobody has proved anybody may be.
    let unprove = "UPDATE account SET email_verified_at = NULL WHERE id = \
        (SELECT account_id FROM member WHERE id = $1)";
    app.execute(unprove, vec![mo.member_id().into()]).await;
    invite(&ada, "mo@example.org", "MODERATOR")
        .await
        .at("/inviteMember");
    for (role, email, field) in [("COMMENTER", NINA, "role"), ("MODERATOR", "nina", "email")] {
        let refused = invite(&ada, email, role).await;
        assert_eq!((refused.code(), refused.error("field")), ("INVALID", field));
    }
}

#[tokio::test]
async fn another_one_to_the_same_address_replaces_it() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    let ada = app.admin("Ada").await;
    let first = invite(&ada, NINA, "ADMIN").await;
    let second = invite(&ada, "NINA@example.org", "MODERATOR").await;
    assert_eq!(open(&app).await, 1);
    let listed = ada.run(LIST, json!({})).await;
    assert_eq!(
        listed.text("/site/invitations/nodes/0/id"),
        second.text("/inviteMember/invitation/id")
    );
    let old = first.text("/inviteMember/invitation/id");
    assert_eq!(withdraw(&ada, &old).await.code(), "NOT_FOUND");
    let letter = app.mail().await;
    assert!(letter.text.contains("moderator"), "{}", letter.text);
    assert_eq!(comes(&app, NINA).await, "MODERATOR");
}

#[tokio::test]
async fn few_mails_go_to_one_address_and_few_wait_on_one_site() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for _ in 0..3 {
        invite(&ada, NINA, "MODERATOR").await.at("/inviteMember");
    }
    let refused = invite(&ada, NINA, "MODERATOR").await;
    assert_eq!(refused.code(), "RATE_LIMITED");
    assert_eq!(open(&app).await, 1);

    let mut last = String::new();
    for number in 1..50 {
        let ada = ada.on(from_peer(app.router(), &format!("203.0.113.{number}")));
        last = format!("n{number}@example.org");
        invite(&ada, &last, "MODERATOR").await.at("/inviteMember");
    }
    let page = json!({ "first": 2 });
    let listed = ada.run(LIST, page).await;
    assert_eq!(listed.number("/site/invitations/totalCount"), 50);
    assert_eq!(listed.text("/site/invitations/nodes/0/email"), last);
    let cursor = listed.text("/site/invitations/pageInfo/endCursor");
    let next = ada.run(LIST, json!({ "first": 1, "after": cursor })).await;
    let third = "n47@example.org";
    assert_eq!(next.text("/site/invitations/nodes/0/email"), third);

    let refused = invite(&ada, "one.more@example.org", "MODERATOR").await;
    assert_eq!(
        (refused.code(), refused.error("field")),
        ("INVALID", "email")
    );
    invite(&ada, &last, "ADMIN").await.at("/inviteMember");
}

#[tokio::test]
async fn who_is_invited_again_and_again_can_still_sign_in_by_mail() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    account(&app, NINA).await;
    for _ in 0..4 {
        invite(&ada, NINA, "MODERATOR").await;
    }
    let ask = json!({ "site": "history", "email": NINA });
    let asked = app.anonymous().send(ASK_MAIL, ask).await;
    asked.at("/requestSignInMail");
}

#[tokio::test]
async fn a_site_mails_a_hundred_invitations_and_then_few() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for number in 0..100 {
        let ada = ada.on(from_peer(app.router(), &format!("203.0.113.{number}")));
        let email = format!("n{number}@example.org");
        invite(&ada, &email, "MODERATOR").await.at("/inviteMember");
        app.execute("UPDATE invitation SET ended_at = created_at", vec![])
            .await;
    }
    let refused = invite(&ada, NINA, "MODERATOR").await;
    assert_eq!(refused.code(), "RATE_LIMITED");
}

#[tokio::test]
async fn where_no_mail_leaves_nobody_is_invited() {
    let app = TestApp::without_mail().await;
    let ada = app.admin("Ada").await;
    let refused = invite(&ada, NINA, "MODERATOR").await;
    assert_eq!(refused.reason(), "NO_MAIL");
    assert_eq!(app.count("invitation", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn whoever_takes_their_data_away_has_what_waits_for_their_proved_address() {
    let app = TestApp::new().await;
    let (ada, nina) = (app.admin("Ada").await, app.reader("Nina").await);
    invite(&ada, NINA, "MODERATOR").await.at("/inviteMember");
    let (_, _, document) = export::get(&nina).await;
    let found = document["invitations"].as_array().unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["role"], "MODERATOR");
    assert!(!found[0].to_string().contains("author_"), "{found:?}");
    app.execute("UPDATE account SET email_verified_at = NULL", vec![])
        .await;
    let (_, _, document) = export::get(&nina).await;
    assert_eq!(document["invitations"], json!([]));
}

#[tokio::test]
async fn who_is_erased_from_a_site_is_not_invited_there_any_more() {
    let app = TestApp::new().await;
    app.other_site("ships").await;
    let (ada, nina) = (app.admin("Ada").await, app.reader("Nina").await);
    account(&app, NINA).await;
    for email in [NINA, "nils@example.org"] {
        invite(&ada, email, "MODERATOR").await.at("/inviteMember");
    }
    let erase = "mutation($input: EraseMemberInput!) { eraseMember(input: $input) { erased } }";
    let input = json!({ "authorId": author_id(&nina), "comments": "DELETE" });
    ada.send(erase, input).await.at("/eraseMember");
    assert_eq!(open(&app).await, 1, "what waits for somebody else stays");
    assert_eq!(comes(&app, NINA).await, "COMMENTER");
}
