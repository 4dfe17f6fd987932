//! Whoever asks to be erased may think better of it for some days.
use super::{
    PASSWORD, erase, erase_member,
    erasing::{busy, with_password},
    finish, traces,
};
use crate::support::{Client, Setup, TestApp, together};
use chrono::Duration;
use rejoinder::{
    domain::{erasure, housekeeping},
    model::{Role, SessionKind},
};
use serde_json::json;
use std::sync::Arc;

const KEEP: &str = "mutation { keepMe { viewer { erasure { at } } } }";
const PLANNED: &str = "{ viewer { erasure { at comments } } }";

async fn patient() -> TestApp {
    TestApp::with(Setup {
        erasure_delay: Duration::days(7),
        ..Setup::default()
    })
    .await
}

fn proof() -> serde_json::Value {
    json!({ "password": PASSWORD })
}

/// As every node does every few seconds.
async fn housekeeping(app: &TestApp) {
    housekeeping::once(&app.app, None).await.unwrap();
}

async fn prove_address(app: &TestApp, email: &str) {
    let sql = "UPDATE account SET email_verified_at = created_at WHERE email = $1";
    app.execute(sql, vec![email.into()]).await;
}

#[tokio::test]
async fn an_account_goes_some_days_after_it_was_asked_for() {
    let app = patient().await;
    let quirina = busy(&app).await;
    prove_address(&app, "quirina@example.org").await;
    let other = app.again(&quirina).await;
    let answer = erase(
        &quirina,
        "DELETE",
        json!({ "password": PASSWORD, "locale": "de" }),
    )
    .await;
    assert_eq!(answer.at("/eraseMe/erased"), &json!(false));
    assert_eq!(
        answer.at("/eraseMe/erasure"),
        &json!({ "at": "2026-01-08T00:00:00+00:00", "comments": "DELETE" })
    );
    let seen = quirina.run(PLANNED, json!({})).await;
    assert_eq!(seen.at("/viewer/erasure"), answer.at("/eraseMe/erasure"));
    assert_eq!(
        other.run(PLANNED, json!({})).await.reason(),
        "SESSION_ENDED"
    );
    let mail = app.mail().await;
    assert_eq!(
        (mail.kind.as_str(), mail.language.as_str()),
        ("erasure_planned", "de")
    );
    assert!(mail.text.contains("8. Januar 2026"), "{}", mail.text);
    assert!(mail.html.contains("8. Januar 2026"), "{}", mail.html);
    let page = "http://comments.test/account?site=history";
    assert!(mail.text.contains(page), "{}", mail.text);
    assert!(
        mail.html.contains("account?site=history\""),
        "{}",
        mail.html
    );

    app.clock.advance(Duration::days(7) - Duration::seconds(1));
    housekeeping(&app).await;
    assert!(!traces(&app, "zanzibar").await.is_empty());
    // Signing in changes nothing.
    let quirina = app.again(&quirina).await;
    assert_ne!(
        quirina.run(PLANNED, json!({})).await.at("/viewer/erasure"),
        &json!(null)
    );
    app.clock.advance(Duration::seconds(1));
    housekeeping(&app).await;
    assert_eq!(
        quirina.run(PLANNED, json!({})).await.reason(),
        "SESSION_ENDED"
    );
    finish(&app).await;
    let mail = app.mail().await;
    assert_eq!(
        (mail.kind.as_str(), mail.language.as_str()),
        ("account_erased", "de")
    );
    for trace in ["zanzibar", "quirina"] {
        assert_eq!(traces(&app, trace).await, Vec::<String>::new(), "{trace}");
    }
    assert_eq!(app.count("planned_erasure", "1 = 1", vec![]).await, 0);
    app.assert_no_drift().await;
}

#[tokio::test]
async fn it_stays_where_its_owner_thinks_better_of_it() {
    let app = patient().await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    assert_eq!(quirina.run(KEEP, json!({})).await.reason(), "NOTHING_TO_DO");
    erase(&quirina, "DELETE", proof()).await.at("/eraseMe");
    app.clock.advance(Duration::days(6));
    let quirina = app.again(&quirina).await;
    let kept = quirina.run(KEEP, json!({})).await;
    assert_eq!(kept.at("/keepMe/viewer/erasure"), &json!(null));
    app.clock.advance(Duration::days(30));
    housekeeping(&app).await;
    let quirina = app.again(&quirina).await;
    let viewer = quirina.run("{ viewer { author { displayName } } }", json!({}));
    assert_eq!(viewer.await.text("/viewer/author/displayName"), "Quirina");
    assert_eq!(
        app.anonymous().run(KEEP, json!({})).await.reason(),
        "SIGNED_OUT"
    );
}

#[tokio::test]
async fn asked_for_again_the_choice_changes_and_the_day_does_not() {
    let app = patient().await;
    let quirina = busy(&app).await;
    prove_address(&app, "quirina@example.org").await;
    erase(&quirina, "DELETE", proof()).await.at("/eraseMe");
    app.mail().await;
    app.clock.advance(Duration::days(2));
    let quirina = app.again(&quirina).await;
    let again = erase(&quirina, "KEEP_ANONYMOUSLY", proof()).await;
    assert_eq!(
        again.at("/eraseMe/erasure"),
        &json!({ "at": "2026-01-08T00:00:00+00:00", "comments": "KEEP_ANONYMOUSLY" })
    );
    assert!(app.mails().await.is_empty());
    // Without a proof nothing changes.
    let wrong = erase(&quirina, "DELETE", json!({ "password": "another" })).await;
    assert_eq!(wrong.reason(), "WRONG_PASSWORD");
    app.clock.advance(Duration::days(5));
    housekeeping(&app).await;
    finish(&app).await;
    let by = vec![quirina.member_id().into()];
    let kept = "author_id = $1 AND status = 'approved'";
    assert_eq!(app.count("comment", kept, by).await, 2);
}

/// The rule is asked when somebody asks, and again when it is time: the other admin may have gone
/// meanwhile.
#[tokio::test]
async fn the_last_admin_waits_for_another_one() {
    let app = patient().await;
    let ada = with_password(&app, "Ada", Role::Admin).await;
    prove_address(&app, "ada@example.org").await;
    assert_eq!(erase(&ada, "DELETE", proof()).await.reason(), "LAST_ADMIN");
    let bo = app.admin("Bo").await;
    erase(&ada, "DELETE", proof()).await.at("/eraseMe");
    assert_eq!(app.mail().await.kind, "erasure_planned");
    let demoted = "UPDATE member SET role = 'commenter' WHERE id = $1";
    app.execute(demoted, vec![bo.member_id().into()]).await;
    app.clock.advance(Duration::days(7));
    for _ in 0..3 {
        housekeeping(&app).await;
        app.clock.advance(Duration::minutes(10));
    }
    let mail = app.mail().await;
    assert_eq!(mail.kind, "erasure_waits");
    let ada = app.again(&ada).await;
    assert_ne!(
        ada.run(PLANNED, json!({})).await.at("/viewer/erasure"),
        &json!(null)
    );
    let promoted = "UPDATE member SET role = 'admin' WHERE id = $1";
    app.execute(promoted, vec![bo.member_id().into()]).await;
    app.clock.advance(Duration::minutes(10));
    housekeeping(&app).await;
    assert_eq!(ada.run(PLANNED, json!({})).await.reason(), "SESSION_ENDED");
    assert_eq!(app.mail().await.kind, "account_erased");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_nodes_one_erases() {
    let app = patient().await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    prove_address(&app, "quirina@example.org").await;
    erase(&quirina, "DELETE", proof()).await.at("/eraseMe");
    app.clock.advance(Duration::days(7));
    let first = Arc::clone(&app.app);
    let second = if first.db.is_shared() {
        app.node_app().await
    } else {
        Arc::clone(&first)
    };
    let nodes = [first.clone(), second.clone(), first, second];
    let all = nodes.map(|node| Box::pin(async move { erasure::carry_out_due(&node).await }));
    let all = together(all).await;
    for done in all {
        done.unwrap();
    }
    let erased = "kind = 'account_erased'";
    assert_eq!(app.count("mail", erased, vec![]).await, 1);
    let logged = "action = 'erase_member'";
    assert_eq!(app.count("log_entry", logged, vec![]).await, 1);
}

#[tokio::test]
async fn an_admin_does_not_wait() {
    let app = patient().await;
    let ada = app.admin("Ada").await;
    let quirina = busy(&app).await;
    erase(&quirina, "KEEP_ANONYMOUSLY", proof())
        .await
        .at("/eraseMe");
    let ada = app.again(&ada).await;
    erase_member(&ada, &quirina, "DELETE")
        .await
        .at("/eraseMember");
    finish(&app).await;
    assert_eq!(traces(&app, "zanzibar").await, Vec::<String>::new());
    // The account has a password, and so its owner; it goes when it is time.
    app.clock.advance(Duration::days(7));
    housekeeping(&app).await;
    assert_eq!(app.count("planned_erasure", "1 = 1", vec![]).await, 0);
    app.mails().await;
    assert_eq!(traces(&app, "quirina").await, Vec::<String>::new());
}

/// Whatever the operator has set: a page may have more in it than its owner knows of.
#[tokio::test]
async fn what_is_asked_in_an_embed_waits_for_a_day() {
    let app = TestApp::new().await;
    with_password(&app, "Quirina", Role::Commenter).await;
    let kind = SessionKind::Embedded;
    let embedded = app
        .session(&app.site, "Quirina", Role::Commenter, kind)
        .await;
    let answer = erase(&embedded, "DELETE", proof()).await;
    let planned = json!({ "at": "2026-01-02T00:00:00+00:00", "comments": "DELETE" });
    assert_eq!(*answer.at("/eraseMe/erasure"), planned);
}

#[tokio::test]
async fn an_embed_plans_nothing_for_an_account_of_several_sites() {
    let app = patient().await;
    let politics = app.other_site("politics").await;
    with_password(&app, "Quirina", Role::Commenter).await;
    app.signed_in(&politics, "Quirina", Role::Commenter).await;
    let kind = SessionKind::Embedded;
    let embedded: Client = app
        .session(&app.site, "Quirina", Role::Commenter, kind)
        .await;
    let refused = erase(&embedded, "DELETE", proof()).await;
    assert_eq!(refused.reason(), "EMBEDDED_SESSION");
    assert_eq!(app.count("planned_erasure", "1 = 1", vec![]).await, 0);
}
