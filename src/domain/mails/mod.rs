//! Mails: written in the transaction that causes them, sent as jobs.
use crate::{
    app::App,
    model::{Job, JobId, JobKind, Mail, MailId, MailKind, MailedTokenId, SiteId},
    storage::{self, Txn},
};
use sea_orm::DbErr;

/// A mail to come.
pub struct NewMail<'a> {
    /// In whose name it is sent.
    pub site_id: SiteId,
    pub kind: MailKind,
    pub recipient: &'a str,
    /// As the reader prefers, BCP 47; the nearest that there is is taken.
    pub locale: &'a str,
    /// Whose link and code it carries.
    pub token: Option<MailedTokenId>,
    /// What its text needs besides: an object. Never a comment.
    pub details: serde_json::Value,
}

/// After the commit, `jobs::wake` has it sent at once.
pub async fn send(app: &App, txn: &Txn, new: NewMail<'_>) -> Result<(), DbErr> {
    let now = app.env.now();
    let mail = Mail {
        id: MailId(app.env.new_id()),
        site_id: new.site_id,
        kind: new.kind,
        recipient: new.recipient.to_owned(),
        locale: new.locale.to_owned(),
        mailed_token_id: new.token,
        details: new.details.to_string(),
        created_at: now,
        sent_at: None,
    };
    let job = Job {
        id: JobId(app.env.new_id()),
        site_id: new.site_id,
        kind: JobKind::Mail,
        comment_id: None,
        revision_id: None,
        mail_id: Some(mail.id),
        attempts: 0,
        due_at: now,
        leased_until: None,
        failed_at: None,
        last_error: None,
        created_at: now,
    };
    storage::mails::insert(txn, mail).await?;
    storage::jobs::insert(txn, job).await
}
