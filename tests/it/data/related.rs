//! What hangs on a person besides their account: imports under their address, words that spam is known
//! by.
use super::{PASSWORD, erase, erasing::with_password, export, finish, traces};
use crate::{
    imports::{
        export::{comment, export as file, post},
        import,
    },
    support::{TestApp, item},
};
use rejoinder::model::{Role, SessionKind};
use serde_json::json;

/// Three comments of an import, one of them by somebody else.
async fn imported(app: &TestApp) {
    let comments = [
        comment(1).by("Zanzibar", "quirina@example.org"),
        comment(2).by("Zanzibar", "quirina@example.org").held(),
        comment(3).by("Bo", "bo@example.org").to(1),
    ];
    import(app, &file([post(1).with(comments)])).await;
}

async fn prove_address(app: &TestApp) {
    let sql = "UPDATE account SET email_verified_at = created_at WHERE email = $1";
    app.execute(sql, vec!["quirina@example.org".into()]).await;
}

#[tokio::test]
async fn imports_under_the_address_are_taken_away_and_erased_too() {
    let app = TestApp::new().await;
    imported(&app).await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    prove_address(&app).await;
    let (_, _, document) = export::get(&quirina).await;
    assert_eq!(document["comments"].as_array().unwrap().len(), 2);
    erase(&quirina, "DELETE", json!({ "password": PASSWORD }))
        .await
        .at("/eraseMe");
    finish(&app).await;
    assert_eq!(traces(&app, "zanzibar").await, Vec::<String>::new());
    assert_eq!(traces(&app, "quirina").await, ["mail.recipient"]);
    let left = app.count("comment", "status <> 'deleted'", vec![]).await;
    assert_eq!(left, 1, "what others wrote stays");
    app.assert_no_drift().await;
}

/// Anybody may type an address: until it is proved, nothing under it is theirs.
#[tokio::test]
async fn imports_under_an_address_that_is_not_proved_stay() {
    let app = TestApp::new().await;
    imported(&app).await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    let unproved = "UPDATE account SET email_verified_at = NULL WHERE email = $1";
    app.execute(unproved, vec!["quirina@example.org".into()])
        .await;
    let (_, _, document) = export::get(&quirina).await;
    assert_eq!(document["comments"], json!([]));
    erase(&quirina, "DELETE", json!({ "password": PASSWORD }))
        .await
        .at("/eraseMe");
    finish(&app).await;
    assert_eq!(app.count("comment", "status <> 'deleted'", vec![]).await, 3);
}

#[tokio::test]
async fn an_embed_erases_no_imports_of_other_sites() {
    let app = TestApp::new().await;
    imported(&app).await;
    let politics = app.other_site("politics").await;
    with_password(&app, "Quirina", Role::Commenter).await;
    prove_address(&app).await;
    let kind = SessionKind::Embedded;
    let embedded = app
        .session(&politics, "Quirina", Role::Commenter, kind)
        .await;
    let proof = json!({ "password": PASSWORD });
    let refused = erase(&embedded, "DELETE", proof).await;
    assert_eq!(refused.reason(), "EMBEDDED_SESSION");
}

#[tokio::test]
async fn words_that_only_they_used_count_for_nothing_any_more() {
    let app = TestApp::new().await;
    let quirina = with_password(&app, "Quirina", Role::Commenter).await;
    let (ana, mo) = (app.reader("Ana").await, app.moderator("Mo").await);
    let thread = app.thread().await;
    for (by, body) in [
        (&quirina, "greetings from zanzibar, yours quirina"),
        (&ana, "greetings from here"),
    ] {
        let held = app.comment(&thread).by(by).body(body).held().insert().await;
        mo.approve(vec![item(&held)]).await.at("/approveComments");
    }
    assert!(
        traces(&app, "zanzibar")
            .await
            .contains(&"spam_word.word".to_owned())
    );
    erase(&quirina, "DELETE", json!({ "password": PASSWORD }))
        .await
        .at("/eraseMe");
    finish(&app).await;
    assert_eq!(traces(&app, "zanzibar").await, Vec::<String>::new());
    let shared = "word = 'greetings' AND ham = 1";
    assert_eq!(app.count("spam_word", shared, vec![]).await, 1);
}
