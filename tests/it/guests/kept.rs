//! What is kept of guests, for how long, and who gets it out or away.
use super::{comments, confirm, mailed, say, welcoming};
use crate::{
    data::{export::get, traces},
    factors::given_an_app,
    support::{ORIGIN, Setup},
};
use chrono::Duration;
use rejoinder::domain::jobs;
use serde_json::json;

#[tokio::test]
async fn a_link_is_good_for_a_day_and_then_the_words_are_forgotten() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let (one, other) = (
        mailed(&app, &thread, json!({})).await,
        mailed(&app, &thread, json!({ "email": "bo@example.org" })).await,
    );
    app.clock
        .advance(Duration::hours(24) - Duration::seconds(1));
    confirm(&app.anonymous(), &one)
        .await
        .at("/confirmGuestComment");
    app.clock.advance(Duration::seconds(1));
    for token in [&one, &other, "rjm_nothing", ""] {
        assert_eq!(confirm(&app.anonymous(), token).await.reason(), "LINK_OVER");
    }
    let mut kept = traces(&app, "bo@example.org").await;
    kept.sort();
    assert_eq!(kept, ["mail.recipient", "mailed_token.email"]);
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(traces(&app, "bo@example.org").await, Vec::<String>::new());
    assert_eq!(app.count("mailed_token", "1 = 1", vec![]).await, 0);
    assert_eq!(app.count("mail", "1 = 1", vec![]).await, 0);
    assert_eq!(comments(&app).await, 1);
}

#[tokio::test]
async fn a_mail_that_is_on_its_way_is_not_forgotten() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    say(&app, &thread, json!({}))
        .await
        .at("/postCommentAsGuest");
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.mails().await.len(), 1);
    say(&app, &thread, json!({ "email": "bo@example.org" }))
        .await
        .at("/postCommentAsGuest");
    app.clock.advance(Duration::hours(25));
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("mail", "1 = 1", vec![]).await, 1);
    // There is nothing left to send, and then it goes too.
    assert!(app.mails().await.is_empty());
    jobs::clear_out(&app.app).await.unwrap();
    assert_eq!(app.count("mail", "1 = 1", vec![]).await, 0);
}

#[tokio::test]
async fn what_waits_under_ones_address_is_among_ones_data() {
    let app = welcoming(Setup::default()).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    mailed(&app, &thread, json!({ "email": "ana@example.org" })).await;
    mailed(&app, &thread, json!({ "body": "Of Gil" })).await;
    let (_, _, data) = get(&ana.at_page(ORIGIN)).await;
    let waiting = data["guestComments"].as_array().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        waiting[0]["bodyMarkdown"],
        "The bells were **never** silent"
    );
    assert_eq!(waiting[0]["name"], "Gil");
    let unproved = "UPDATE account SET email_verified_at = NULL WHERE email = 'ana@example.org'";
    app.execute(unproved, vec![]).await;
    let (_, _, data) = get(&ana.at_page(ORIGIN)).await;
    assert_eq!(data["guestComments"], json!([]));
}

/// They have nothing but the address: when it goes, it is nowhere.
#[tokio::test]
async fn an_admin_erases_a_guest_with_the_address() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let gil = mailed(&app, &thread, json!({})).await;
    confirm(&app.anonymous(), &gil)
        .await
        .at("/confirmGuestComment");
    say(&app, &thread, json!({ "body": "Bells again" }))
        .await
        .at("/postCommentAsGuest");
    let erase = "mutation($input: EraseMemberInput!) { eraseMember(input: $input) { erased } }";
    let found = "{ site(key: \"history\") { members(first: 10) { nodes { id displayName } } } }";
    let admin = app.admin("Ada").await;
    let members = admin.run(found, json!({})).await;
    let members = members.at("/site/members/nodes").as_array().unwrap();
    let gil = members
        .iter()
        .find(|member| member["displayName"] == "Gil")
        .unwrap();
    let input = json!({ "authorId": gil["id"], "comments": "DELETE" });
    admin.send(erase, input).await.at("/eraseMember");
    for trace in ["gil@example.org", "Gil", "bells"] {
        assert_eq!(traces(&app, trace).await, Vec::<String>::new(), "{trace}");
    }
    app.assert_no_drift().await;
}

/// One look into a mailbox is not enough to speak as one of the staff, or as somebody who signs in
/// with more than a mail.
#[tokio::test]
async fn nobody_speaks_by_mail_as_the_staff_or_past_a_second_factor() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    app.moderator("Mo").await;
    app.reader("Ana").await;
    given_an_app(&app, "ana@example.org").await;
    for email in ["mo@example.org", "ana@example.org"] {
        let token = mailed(&app, &thread, json!({ "email": email })).await;
        let refusal = confirm(&app.anonymous(), &token).await;
        assert_eq!(refusal.reason(), "SIGN_IN_AGAIN", "{email}");
    }
    assert_eq!(comments(&app).await, 0);
}
