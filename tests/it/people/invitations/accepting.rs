//! Who gets the role, when and how, and who does not.
use super::{
    ASK_MAIL, CONFIRM, LIST, NINA, PASSWORD, SIGN_UP, WITH_MAIL, account, comes, gives_code,
    invite, invite_with, letter, listed, logged, open, sign_in, withdraw,
};
use crate::{
    factors::given_an_app,
    site_tokens,
    support::{TestApp, mail, together},
};
use chrono::Duration;
use rejoinder::domain::jobs;
use serde_json::json;

#[tokio::test]
async fn who_signs_in_by_mail_has_the_role_and_the_log_says_who_gave_it() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    let input = json!({
        "email": "Nina@Example.org", "role": "MODERATOR", "locale": "de-AT", "reason": "She knows it all",
    });
    let invited = invite_with(&ada, input).await;
    let invitation = invited.at("/inviteMember/invitation").clone();
    assert_eq!(invitation["email"], NINA);
    assert_eq!(invitation["invitedBy"]["displayName"], "Ada");
    let listed = ada.run(LIST, json!({})).await;
    assert_eq!(listed.at("/site/invitations/nodes"), &json!([invitation]));

    let invited = letter(&app, "member_invited").await;
    assert_eq!(invited.recipient, NINA);
    let link = format!("{}/desk?site=history&locale=de", app.app.public_origin);
    for said in [link.as_str(), "Moderation", "14 Tage"] {
        assert!(invited.text.contains(said), "{said}: {}", invited.text);
    }
    let linked = invited.html.contains("desk?site=history&amp;locale=de");
    assert!(linked, "{}", invited.html);
    for unsaid in ["Ada", "knows it all"] {
        assert!(!invited.text.contains(unsaid) && !invited.html.contains(unsaid));
    }

    let ask = json!({ "site": "history", "email": NINA, "displayName": "Nina" });
    let asked = app.anonymous().send(ASK_MAIL, ask).await;
    let code = mail::code(&letter(&app, "sign_in").await);
    let request = asked.text("/requestSignInMail/requestToken");
    let input = json!({ "requestToken": request, "code": code });
    let arrived = app.anonymous().send(WITH_MAIL, input).await;
    assert_eq!(arrived.text("/signInWithMail/viewer/role"), "MODERATOR");

    let gone = ada.run(LIST, json!({})).await;
    assert_eq!(gone.number("/site/invitations/totalCount"), 0);
    let given = "action = 'give_role' AND actor_id = $1 AND from_state = 'COMMENTER' AND \
        to_state = 'MODERATOR' AND subject_id = (SELECT member.id FROM member JOIN account \
        ON account.id = account_id WHERE email = $2)";
    let who = vec![ada.member_id().into(), NINA.into()];
    assert_eq!(app.count("log_entry", given, who).await, 1);
    let told = "action = 'invite_member' AND actor_id = $1 AND reason = 'She knows it all' AND \
        to_state = $2";
    let masked = json!({ "email": "n…@example.org", "role": "MODERATOR" }).to_string();
    let who = vec![ada.member_id().into(), masked.into()];
    assert_eq!(app.count("log_entry", told, who).await, 1);
}

#[tokio::test]
async fn who_signs_up_has_the_role() {
    let app = TestApp::new().await;
    invite(&app.admin("Ada").await, NINA, "ADMIN")
        .await
        .at("/inviteMember");
    let input = json!({
        "site": "history", "email": NINA, "password": PASSWORD, "displayName": "Nina",
    });
    let asked = app.anonymous().send(SIGN_UP, input).await;
    let code = mail::code(&letter(&app, "confirm_sign_up").await);
    let request = asked.text("/signUp/requestToken");
    let input = json!({ "requestToken": request, "code": code });
    let arrived = app.anonymous().send(CONFIRM, input).await;
    assert_eq!(arrived.text("/confirmSignUp/viewer/role"), "ADMIN");
}

/// Between the password and the code, nobody has proved the address any more.
#[tokio::test]
async fn an_address_that_is_not_proved_gets_nothing_until_it_is() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    invite(&app.admin("Ada").await, NINA, "MODERATOR")
        .await
        .at("/inviteMember");
    let prove = "UPDATE account SET email_verified_at = created_at WHERE email = $1";
    let unprove = "UPDATE account SET email_verified_at = NULL WHERE email = $1";
    for (sql, role, left) in [(unprove, "COMMENTER", 1), (prove, "MODERATOR", 0)] {
        app.execute(prove, vec![NINA.into()]).await;
        app.execute("DELETE FROM totp", vec![]).await;
        let code = given_an_app(&app, NINA).await;
        let answer = sign_in(&app.anonymous(), "history", NINA).await;
        app.execute(sql, vec![NINA.into()]).await;
        let challenge = answer.text("/signIn/secondFactor/challenge");
        assert_eq!(gives_code(&app, &challenge, &code).await, role);
        assert_eq!(open(&app).await, left);
    }
}

/// Even where its account has proved the address by itself, with a second factor or without.
#[tokio::test]
async fn a_sites_word_accepts_nothing() {
    let app = TestApp::new().await;
    let ada = site_tokens::keyed(&app).await;
    let arrive = || async {
        let claims = site_tokens::claims(&app, "nina", json!({}));
        let token = site_tokens::signed(&claims);
        site_tokens::bring(&app.anonymous(), &token).await
    };
    arrive().await.at("/signInWithSiteToken/viewer");
    let sql = "UPDATE account SET email = $1, email_verified_at = created_at WHERE email IS NULL";
    app.execute(sql, vec![NINA.into()]).await;
    invite(&ada, NINA, "MODERATOR").await.at("/inviteMember");
    let again = arrive().await;
    assert_eq!(again.text("/signInWithSiteToken/viewer/role"), "COMMENTER");

    let code = given_an_app(&app, NINA).await;
    let ask = "mutation($input: SignInWithSiteTokenInput!) { signInWithSiteToken(input: $input) {
        secondFactor { challenge } } }";
    let token = site_tokens::signed(&site_tokens::claims(&app, "nina", json!({})));
    let input = json!({ "site": "history", "token": token });
    let asked = app.anonymous().send(ask, input).await;
    let challenge = asked.text("/signInWithSiteToken/secondFactor/challenge");
    assert_eq!(gives_code(&app, &challenge, &code).await, "COMMENTER");
    assert_eq!(open(&app).await, 1);
}

#[tokio::test]
async fn on_another_site_it_gives_nothing() {
    let app = TestApp::new().await;
    app.other_site("ships").await;
    account(&app, NINA).await;
    invite(&app.admin("Ada").await, NINA, "MODERATOR")
        .await
        .at("/inviteMember");
    let elsewhere = sign_in(&app.anonymous(), "ships", NINA).await;
    assert_eq!(elsewhere.text("/signIn/viewer/role"), "COMMENTER");
    assert_eq!(app.count("member", "role = 'moderator'", vec![]).await, 0);
    assert_eq!(comes(&app, NINA).await, "MODERATOR");
}

#[tokio::test]
async fn what_was_withdrawn_is_not_mailed_and_gives_nothing() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    let ada = app.admin("Ada").await;
    let invited = invite(&ada, NINA, "MODERATOR").await;
    let id = invited.text("/inviteMember/invitation/id");
    let withdrawn = withdraw(&ada, &id).await;
    let left = "/withdrawInvitation/site/invitations/totalCount";
    assert_eq!(withdrawn.number(left), 0);
    assert_eq!(
        withdrawn.text("/withdrawInvitation/withdrawnInvitationId"),
        id
    );
    assert!(app.mails().await.is_empty());
    assert_eq!(comes(&app, NINA).await, "COMMENTER");
    assert_eq!(withdraw(&ada, &id).await.code(), "NOT_FOUND");
    let told = "action = 'withdraw_invitation' AND from_state LIKE '%n…@example.org%'";
    assert_eq!(app.count("log_entry", told, vec![]).await, 1);
    assert_eq!(logged(&app, "give_role").await, 0);
}

#[tokio::test]
async fn it_is_good_for_fourteen_days_and_kept_for_a_month_more() {
    let app = TestApp::new().await;
    let ada = app.admin("Ada").await;
    for email in [NINA, "nils@example.org"] {
        account(&app, email).await;
        invite(&ada, email, "MODERATOR").await.at("/inviteMember");
    }
    app.clock.advance(Duration::days(14) - Duration::minutes(1));
    assert_eq!(comes(&app, NINA).await, "MODERATOR");
    app.clock.advance(Duration::minutes(1));
    assert_eq!(comes(&app, "nils@example.org").await, "COMMENTER");
    let ada = app.again(&ada).await;
    let listed = ada.run(LIST, json!({})).await;
    assert_eq!(listed.number("/site/invitations/totalCount"), 0);

    app.clock.advance(Duration::days(30) - Duration::minutes(5));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("invitation", "1 = 1", vec![]).await, 2);
    app.clock.advance(Duration::minutes(6));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("invitation", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn it_is_good_once() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    let ada = app.admin("Ada").await;
    invite(&ada, NINA, "MODERATOR").await.at("/inviteMember");
    assert_eq!(comes(&app, NINA).await, "MODERATOR");
    let take = "UPDATE member SET role = 'commenter' WHERE role = 'moderator'";
    app.execute(take, vec![]).await;
    assert_eq!(comes(&app, NINA).await, "COMMENTER");
    assert_eq!(logged(&app, "give_role").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_sign_ins_at_once_one_accepts_it() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    let ada = app.admin("Ada").await;
    let (here, there) = (app.anonymous(), app.anonymous().on(app.node().await));
    for round in 0..5 {
        app.clock.advance(Duration::minutes(20));
        let ada = app.again(&ada).await;
        invite(&ada, NINA, "MODERATOR").await.at("/inviteMember");
        let both = [here.clone(), there.clone()];
        let answers =
            together(both.map(|client| async move { sign_in(&client, "history", NINA).await }))
                .await;
        for answer in answers {
            answer.at("/signIn/viewer");
        }
        assert_eq!(open(&app).await, 0);
        assert_eq!(logged(&app, "give_role").await, round + 1);
        let sql = "UPDATE member SET role = 'commenter' WHERE role = 'moderator'";
        app.execute(sql, vec![]).await;
    }
}

#[tokio::test]
async fn it_counts_only_while_who_invited_is_an_admin() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    let (ada, abe) = (app.admin("Ada").await, app.admin("Abe").await);
    invite(&abe, NINA, "ADMIN").await.at("/inviteMember");
    ada.set_role(&abe, "MODERATOR").await.at("/setRole");
    assert_eq!(comes(&app, NINA).await, "COMMENTER");
    assert_eq!(open(&app).await, 1);
    assert_eq!(listed(&ada).await, 0);
    ada.set_role(&abe, "ADMIN").await.at("/setRole");
    assert_eq!(listed(&ada).await, 1);
    assert_eq!(comes(&app, NINA).await, "ADMIN");
}

#[tokio::test]
async fn who_is_suspended_or_banned_gets_nothing_and_it_stays() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    assert_eq!(comes(&app, NINA).await, "COMMENTER");
    invite(&app.admin("Ada").await, NINA, "MODERATOR")
        .await
        .at("/inviteMember");
    let judge = "UPDATE member SET standing = $1 WHERE role = 'commenter'";
    for standing in ["suspended", "banned"] {
        app.execute(judge, vec![standing.into()]).await;
        assert_eq!(comes(&app, NINA).await, "COMMENTER", "{standing}");
        assert_eq!(open(&app).await, 1);
        assert_eq!(app.count("member", "role = 'moderator'", vec![]).await, 0);
    }
    app.execute(judge, vec!["normal".into()]).await;
    assert_eq!(comes(&app, NINA).await, "MODERATOR");
}

/// Whoever has a higher role by then keeps it; and when it is taken, the old word does not give another.
#[tokio::test]
async fn no_role_is_lowered() {
    let app = TestApp::new().await;
    account(&app, NINA).await;
    let ada = app.admin("Ada").await;
    invite(&ada, NINA, "MODERATOR").await.at("/inviteMember");
    let nina = app.admin("Nina").await;
    let given = logged(&app, "give_role").await;
    assert_eq!(comes(&app, NINA).await, "ADMIN");
    assert_eq!(
        (open(&app).await, logged(&app, "give_role").await),
        (0, given)
    );
    ada.set_role(&nina, "COMMENTER").await.at("/setRole");
    assert_eq!(comes(&app, NINA).await, "COMMENTER");
}
