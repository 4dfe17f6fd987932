//! Nobody learns from an answer whether an address has an account.
use super::{ANA, ASK_MAIL, ASK_RESET, PASSWORD, SIGN_IN, SIGN_UP, account, new_account};
use crate::support::TestApp;
use chrono::Duration;
use serde_json::{Value, json};

const UNKNOWN: &str = "bea@example.org";

/// An answer without what is random in it.
fn plain(text: &str) -> String {
    let mut json: Value = serde_json::from_str(text).unwrap();
    for at in [
        "/data/signUp/requestToken",
        "/data/requestSignInMail/requestToken",
    ] {
        if let Some(token) = json.pointer_mut(at) {
            *token = json!(token.as_str().unwrap().len());
        }
    }
    json.to_string()
}

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_alike_after_the_same_work() {
    let app = TestApp::new().await;
    account(&app, ANA, "Ana").await;
    let site = |email: &str| json!({ "site": "history", "email": email });
    let sign_in =
        |email: &str| json!({ "site": "history", "email": email, "password": "not-this-one-17" });
    let cases: [(&str, Value, Value); 4] = [
        (
            SIGN_UP,
            new_account(ANA, PASSWORD, "A"),
            new_account(UNKNOWN, PASSWORD, "A"),
        ),
        (SIGN_IN, sign_in(ANA), sign_in(UNKNOWN)),
        (ASK_MAIL, site(ANA), site(UNKNOWN)),
        (ASK_RESET, site(ANA), site(UNKNOWN)),
    ];
    for (query, known, unknown) in cases {
        app.clock.advance(Duration::hours(2));
        let mut seen = Vec::new();
        for input in [known, unknown] {
            let (statements, hashes) = (app.app.db.statements(), app.app.passwords.computed());
            let answer = app.anonymous().send(query, input).await;
            let work = (
                app.app.db.statements() - statements,
                app.app.passwords.computed() - hashes,
            );
            seen.push((answer.status, plain(&answer.text), work));
        }
        assert_eq!(seen[0], seen[1], "{query}");
    }
}
