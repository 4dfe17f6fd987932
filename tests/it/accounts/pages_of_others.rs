//! What a page that embeds the threads cannot do with its reader's session.
use super::{CHANGE_EMAIL, CHANGE_PASSWORD, OTHER_PASSWORD, PASSWORD, VERIFY};
use crate::support::{Client, ORIGIN, TestApp};
use rejoinder::model::{Role, SessionKind};
use serde_json::{Value, json};

const FOREIGN: &str = "https://evil.example";

/// What a session asks for that its owner alone may change.
fn changes() -> [(&'static str, Value); 3] {
    let new = "thief@example.org";
    let passwords = json!({ "currentPassword": PASSWORD, "newPassword": OTHER_PASSWORD });
    [
        (CHANGE_EMAIL, json!({ "newEmail": new })),
        (VERIFY, json!({})),
        (CHANGE_PASSWORD, passwords),
    ]
}

#[tokio::test]
async fn an_embed_cannot_give_the_account_another_address() {
    let app = TestApp::new().await;
    let (role, kind) = (Role::Moderator, SessionKind::Embedded);
    let mo = app.session(&app.site, "Mo", role, kind).await;
    for sql in [
        "UPDATE account SET email = NULL, email_verified_at = NULL",
        "UPDATE account SET email = 'mo@example.org'",
    ] {
        app.execute(sql, vec![]).await;
        let input = json!({ "newEmail": "thief@example.org" });
        let refusal = mo.at_page(ORIGIN).send(CHANGE_EMAIL, input).await;
        assert_eq!(refusal.reason(), "EMBEDDED_SESSION");
    }
    assert!(app.mails().await.is_empty());
}

#[tokio::test]
async fn a_foreign_page_changes_nothing_of_an_account() {
    let app = TestApp::new().await;
    let ana: Client = app.reader("Ana").await;
    for (mutation, input) in changes() {
        let refusal = ana.at_page(FOREIGN).send(mutation, input).await;
        assert_eq!(refusal.reason(), "FOREIGN_ORIGIN", "{mutation}");
    }
    assert_eq!(app.app.passwords.computed(), 0);
    assert!(app.mails().await.is_empty());
}
