//! Mails: what they say, and how they leave.
mod sending;
mod server;
mod templates;

use crate::support::TestApp;
use rejoinder::{
    domain::{
        credentials::mailed_secret,
        jobs,
        mails::{self, NewMail},
    },
    model::{MailKind, MailedToken, MailedTokenId, Purpose},
    storage,
};
use serde_json::json;

/// For whom the mails of these stories are.
const ANA: &str = "ana@example.org";

/// What the mail carries, as whoever sends one writes it.
async fn token(app: &TestApp, purpose: Purpose) -> MailedTokenId {
    let (app, site) = (&app.app, &app.site);
    let id = MailedTokenId(app.env.new_id());
    let token = mailed_secret::token(&app.mail_key, id.0);
    let now = app.env.now();
    let row = MailedToken {
        id,
        site_id: site.id,
        purpose,
        account_id: None,
        email: ANA.to_owned(),
        token_hash: mailed_secret::token_hash(&token).to_vec(),
        code_hash: None,
        request_hash: None,
        browser_hash: None,
        details: None,
        tries: 0,
        created_at: now,
        expires_at: now + chrono::Duration::hours(24),
        approved_at: None,
        used_at: None,
    };
    let txn = app.db.begin_write().await.unwrap();
    storage::mailed_tokens::insert(&txn, row).await.unwrap();
    txn.commit().await.unwrap();
    id
}

/// Writes a mail and its job.
async fn write(app: &TestApp, kind: MailKind, locale: &str, token: Option<MailedTokenId>) {
    let txn = app.app.db.begin_write().await.unwrap();
    let new = NewMail {
        site_id: app.site.id,
        kind,
        recipient: ANA,
        locale,
        token,
        details: json!({}),
    };
    mails::send(&app.app, &txn, new).await.unwrap();
    txn.commit().await.unwrap();
}

/// All that is due, once.
async fn run(app: &TestApp) {
    jobs::run_due(&app.app).await.unwrap();
}
