//! Commenting without an account: nothing is there until the mail has been answered.
mod kept;
mod page;

use crate::{
    sessions::{
        from_peer,
        proof_of_work::{challenge, solved},
    },
    support::{Answer, Client, ORIGIN, Setup, TestApp, comment_id, mail::token, named, together},
};
use rejoinder::{
    domain::threads::Setting,
    model::{Mode, Role},
};
use serde_json::{Value, json};

const SAY: &str = "mutation($input: PostCommentAsGuestInput!) { postCommentAsGuest(input: $input) {
    expiresAt clientMutationId } }";
const CONFIRM: &str = "mutation($input: ConfirmGuestCommentInput!) {
    confirmGuestComment(input: $input) { commentId status } }";
const WELCOME: &str = "mutation($input: UpdateWaysInInput!) { updateWaysIn(input: $input) {
    site { waysIn { guests } } } }";
const READ: &str =
    "query($id: ID!) { comment(id: $id) { bodyHtml status author { displayName } } }";

async fn welcoming(setup: Setup) -> TestApp {
    let app = TestApp::with(setup).await;
    welcome(&app, &json!({})).await;
    app
}

async fn welcome(app: &TestApp, more: &Value) {
    let mut input = json!({ "site": "history", "guests": true });
    merge(&mut input, more);
    let admin = app.admin("Ada").await;
    admin.send(WELCOME, input).await.at("/updateWaysIn");
}

fn merge(input: &mut Value, more: &Value) {
    for (field, value) in more.as_object().unwrap() {
        input[field] = value.clone();
    }
}

/// What Gil says, unless told otherwise.
fn saying(thread: &Setting, more: &Value) -> Value {
    let mut input = json!({
        "episode": named(thread), "name": "Gil", "email": "gil@example.org",
        "body": "The bells were **never** silent",
    });
    merge(&mut input, more);
    input
}

async fn say(app: &TestApp, thread: &Setting, more: Value) -> Answer {
    app.anonymous().send(SAY, saying(thread, &more)).await
}

/// Says it, and gives what the mail carries.
async fn mailed(app: &TestApp, thread: &Setting, more: Value) -> String {
    say(app, thread, more)
        .await
        .at("/postCommentAsGuest/expiresAt");
    token(&app.mail().await)
}

async fn confirm(client: &Client, token: &str) -> Answer {
    client.send(CONFIRM, json!({ "token": token })).await
}

async fn give_standing(app: &TestApp, member: &Client, standing: &str) {
    let values = vec![standing.into(), member.member_id().into()];
    app.execute("UPDATE member SET standing = $1 WHERE id = $2", values)
        .await;
}

async fn comments(app: &TestApp) -> i64 {
    app.count("comment", "1 = 1", vec![]).await
}

#[tokio::test]
async fn what_a_guest_says_is_nowhere_until_the_mail_is_answered() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let people = app.count("account", "1 = 1", vec![]).await;
    let members = app.count("member", "1 = 1", vec![]).await;
    say(&app, &thread, json!({ "locale": "de" }))
        .await
        .at("/postCommentAsGuest");
    let mail = app.mail().await;
    assert_eq!(mail.recipient, "gil@example.org");
    assert_eq!(mail.language, "de");
    assert!(!mail.text.contains("bells") && !mail.html.contains("bells"));
    assert_eq!(comments(&app).await, 0);
    assert_eq!(app.count("account", "1 = 1", vec![]).await, people);
    assert_eq!(app.count("member", "1 = 1", vec![]).await, members);
    assert_eq!(app.episode(&thread).await.queues.pending, 0);

    let answer = confirm(&app.anonymous(), &token(&mail)).await;
    assert_eq!(answer.text("/confirmGuestComment/status"), "APPROVED");
    let id = answer.text("/confirmGuestComment/commentId");
    let read = app.anonymous().run(READ, json!({ "id": id })).await;
    assert_eq!(read.text("/comment/author/displayName"), "Gil");
    assert!(
        read.text("/comment/bodyHtml")
            .contains("<strong>never</strong>")
    );
    let proved = "email = 'gil@example.org' AND email_verified_at IS NOT NULL";
    assert_eq!(app.count("account", proved, vec![]).await, 1);
    assert_eq!(
        app.count("log_entry", "action = 'confirm_guest'", vec![])
            .await,
        1
    );
    assert_eq!(app.episode(&thread).await.comment_count, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_confirmed_comment_is_held_as_a_newcomers_is() {
    for mode in [Mode::Newcomers, Mode::Pre] {
        let app = welcoming(Setup {
            mode,
            ..Setup::default()
        })
        .await;
        let thread = app.thread().await;
        let token = mailed(&app, &thread, json!({})).await;
        let answer = confirm(&app.anonymous(), &token).await;
        assert_eq!(answer.text("/confirmGuestComment/status"), "PENDING");
        let id = answer.text("/confirmGuestComment/commentId");
        let read = app.anonymous().run(READ, json!({ "id": id })).await;
        assert!(read.at("/comment").is_null());
        assert_eq!(app.episode(&thread).await.queues.pending, 1);
        app.assert_no_drift().await;
    }
}

#[tokio::test]
async fn whose_address_is_known_is_answered_the_same_and_speaks_under_their_own_name() {
    let app = welcoming(Setup::default()).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let unknown = say(&app, &thread, json!({})).await;
    app.mail().await;
    let hers = json!({ "email": " ANA@example.org", "name": "Somebody" });
    let known = say(&app, &thread, hers).await;
    assert_eq!(known.text, unknown.text);
    let answer = confirm(&app.anonymous(), &token(&app.mail().await)).await;
    let id = answer.text("/confirmGuestComment/commentId");
    let read = ana.run(READ, json!({ "id": id })).await;
    assert_eq!(read.text("/comment/author/displayName"), "Ana");
    let author = vec![ana.member_id().into()];
    assert_eq!(app.count("comment", "author_id = $1", author).await, 1);
    app.assert_no_drift().await;
}

/// Whoever signed up with the address may be a stranger, and has said nothing.
#[tokio::test]
async fn an_account_that_has_not_proved_its_address_is_not_spoken_for() {
    let app = welcoming(Setup::default()).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let unproved = "UPDATE account SET email_verified_at = NULL WHERE email = 'ana@example.org'";
    app.execute(unproved, vec![]).await;
    let token = mailed(&app, &thread, json!({ "email": "ana@example.org" })).await;
    confirm(&app.anonymous(), &token)
        .await
        .at("/confirmGuestComment");
    let author = vec![ana.member_id().into()];
    assert_eq!(app.count("comment", "author_id = $1", author).await, 0);
    assert_eq!(comments(&app).await, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_standing_of_the_addresss_owner_counts() {
    let app = welcoming(Setup::default()).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let token = mailed(&app, &thread, json!({ "email": "ana@example.org" })).await;
    give_standing(&app, &ana, "banned").await;
    let refusal = confirm(&app.anonymous(), &token).await;
    assert_eq!((refusal.code(), refusal.reason()), ("FORBIDDEN", "BANNED"));
    assert_eq!(comments(&app).await, 0);
    give_standing(&app, &ana, "watched").await;
    let answer = confirm(&app.anonymous(), &token).await;
    assert_eq!(answer.text("/confirmGuestComment/status"), "PENDING");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn the_state_of_the_thread_counts_when_it_is_said_and_when_it_is_confirmed() {
    let app = welcoming(Setup::default()).await;
    let (thread, mo) = (app.thread().await, app.moderator("Mo").await);
    let early = mailed(&app, &thread, json!({})).await;
    mo.close(&thread, json!({})).await.at("/closeThread");
    let refusal = say(&app, &thread, json!({ "email": "bo@example.org" })).await;
    assert_eq!(refusal.code(), "THREAD_CLOSED");
    assert!(app.mails().await.is_empty());
    assert_eq!(
        confirm(&app.anonymous(), &early).await.code(),
        "THREAD_CLOSED"
    );
    assert_eq!(comments(&app).await, 0);
    mo.reopen(&thread).await.at("/reopenThread");
    confirm(&app.anonymous(), &early)
        .await
        .at("/confirmGuestComment");
    app.assert_no_drift().await;
}

#[tokio::test]
async fn guests_answer_what_all_may_read() {
    let app = welcoming(Setup::default()).await;
    let (thread, ana) = (app.thread().await, app.reader("Ana").await);
    let shown = app.comment(&thread).by(&ana).insert().await;
    let held = app.comment(&thread).by(&ana).held().insert().await;
    for absent in [comment_id(held.id), "c_nothing".to_owned()] {
        let refusal = say(&app, &thread, json!({ "parentId": absent })).await;
        assert_eq!(refusal.code(), "NOT_FOUND", "{absent}");
    }
    let token = mailed(&app, &thread, json!({ "parentId": comment_id(shown.id) })).await;
    confirm(&app.anonymous(), &token)
        .await
        .at("/confirmGuestComment");
    assert_eq!(app.stored(shown.id).await.reply_count, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn guests_are_welcome_where_the_site_says_so_and_from_its_pages() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    let refusal = say(&app, &thread, json!({})).await;
    assert_eq!(
        (refusal.code(), refusal.reason()),
        ("FORBIDDEN", "GUESTS_NOT_WELCOME")
    );
    welcome(&app, &json!({})).await;
    let stranger = app.anonymous().at_page("https://elsewhere.example");
    let refusal = stranger.send(SAY, saying(&thread, &json!({}))).await;
    assert_eq!(refusal.reason(), "FOREIGN_ORIGIN");
    let reader = app.anonymous().at_page(ORIGIN);
    reader
        .send(SAY, saying(&thread, &json!({})))
        .await
        .at("/postCommentAsGuest");
}

#[tokio::test]
async fn what_is_wrong_is_told_by_field_and_costs_no_mail() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    app.signed_in(&app.site, "Moritz", Role::Moderator).await;
    for (field, input) in [
        ("email", json!({ "email": "nobody" })),
        ("name", json!({ "name": "" })),
        ("name", json!({ "name": "M\u{43e}ritz" })),
        ("body", json!({ "body": " " })),
        ("clientMutationId", json!({ "clientMutationId": "" })),
        ("locale", json!({ "locale": "a language of many words" })),
    ] {
        for _ in 0..3 {
            assert_eq!(
                say(&app, &thread, input.clone()).await.error("field"),
                field
            );
        }
    }
    assert!(app.mails().await.is_empty());
    say(&app, &thread, json!({}))
        .await
        .at("/postCommentAsGuest");
}

#[tokio::test]
async fn the_same_key_sends_one_mail() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let first = say(&app, &thread, json!({ "clientMutationId": "k1" })).await;
    let again = say(&app, &thread, json!({ "clientMutationId": "k1" })).await;
    assert_eq!(again.text, first.text);
    assert_eq!(first.text("/postCommentAsGuest/clientMutationId"), "k1");
    assert_eq!(app.mails().await.len(), 1);
    let other = json!({ "clientMutationId": "k1", "email": "bo@example.org" });
    say(&app, &thread, other).await.at("/postCommentAsGuest");
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn few_mails_go_to_one_address_and_few_are_caused_by_one_network() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    for host in 0..6 {
        let guest = Client::new(from_peer(app.router(), &format!("203.0.113.{host}")));
        guest.send(SAY, saying(&thread, &json!({}))).await;
    }
    assert_eq!(app.mails().await.len(), 3);
    for number in 0..9 {
        let email = format!("reader{number}@example.org");
        say(&app, &thread, json!({ "email": email })).await;
    }
    assert_eq!(app.mails().await.len(), 5);
}

#[tokio::test]
async fn work_is_asked_of_guests_where_it_is_asked_of_everybody() {
    let app = TestApp::new().await;
    let thread = app.thread().await;
    welcome(&app, &json!({ "proofOfWork": "EVERYBODY" })).await;
    assert_eq!(
        say(&app, &thread, json!({})).await.reason(),
        "PROOF_OF_WORK_NEEDED"
    );
    let wrong = say(&app, &thread, json!({ "proofOfWork": "e30=" })).await;
    assert_eq!(wrong.reason(), "PROOF_OF_WORK_WRONG");
    assert!(app.mails().await.is_empty());
    let work = solved(&challenge(&app, "history").await);
    say(&app, &thread, json!({ "proofOfWork": work }))
        .await
        .at("/postCommentAsGuest");
    let again = say(&app, &thread, json!({ "proofOfWork": work })).await;
    assert_eq!(again.reason(), "PROOF_OF_WORK_WRONG");
    assert_eq!(app.mails().await.len(), 1);
}

#[tokio::test]
async fn a_site_that_wants_no_more_guests_takes_none_that_wait() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let token = mailed(&app, &thread, json!({})).await;
    welcome(&app, &json!({ "guests": false })).await;
    let refusal = confirm(&app.anonymous(), &token).await;
    assert_eq!(refusal.reason(), "GUESTS_NOT_WELCOME");
    assert_eq!(comments(&app).await, 0);
    welcome(&app, &json!({})).await;
    confirm(&app.anonymous(), &token)
        .await
        .at("/confirmGuestComment");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_answers_to_one_mail_at_once_one_posts() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let token = mailed(&app, &thread, json!({})).await;
    let node = app.node().await;
    let answers = together((0..20).map(|number| {
        let router = if number % 2 == 0 {
            app.router()
        } else {
            node.clone()
        };
        let client = Client::new(from_peer(router, &format!("203.0.113.{number}")));
        let token = token.clone();
        async move { confirm(&client, &token).await }
    }))
    .await;
    let (posted, refused): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| answer.json.get("errors").is_none());
    assert_eq!(posted.len(), 1);
    for refusal in refused {
        assert!(
            ["LINK_OVER", "CHANGED"].contains(&refusal.reason()),
            "{:#}",
            refusal.json
        );
    }
    assert_eq!(comments(&app).await, 1);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn a_guest_names_a_moment_of_the_episode() {
    let app = welcoming(Setup::default()).await;
    let thread = app.thread().await;
    let link = mailed(&app, &thread, json!({ "momentSeconds": 754 })).await;
    let confirmed = confirm(&app.anonymous(), &link).await;
    let id = confirmed.text("/confirmGuestComment/commentId");
    let query = "query($id: ID!) { comment(id: $id) { momentSeconds } }";
    let read = app.anonymous().run(query, json!({ "id": id })).await;
    assert_eq!(read.number("/comment/momentSeconds"), 754);
    for wrong in [
        json!({ "momentSeconds": 360_000 }),
        json!({ "momentSeconds": 3, "parentId": id }),
    ] {
        let refused = say(&app, &thread, wrong).await;
        assert_eq!(refused.error("field"), "momentSeconds");
    }
}
