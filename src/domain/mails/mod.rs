//! Mails: written in the transaction that causes them, put together when a job sends them.
mod kinds;
mod languages;
mod letter;
mod own;
mod render;
mod templates;
mod told;

pub use templates::{NewTemplate, Words, list, remove, set};
pub use told::FactorChange;

pub(super) use letter::letter;

use crate::{
    app::App,
    domain::Error,
    model::{Job, JobId, JobKind, Mail, MailId, MailKind, MailedTokenId, SiteId},
    storage::{self, Txn},
};
use chrono::TimeDelta;
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

/// For how long it is known which mails were sent, and what they could be used for.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// After the commit, `jobs::wake` has it sent at once.
pub async fn send(app: &App, txn: &Txn, new: NewMail<'_>) -> Result<(), DbErr> {
    let now = app.env.now();
    let mail = Mail {
        id: MailId(app.env.new_id()),
        site_id: new.site_id,
        kind: new.kind,
        recipient: new.recipient.to_owned(),
        locale: languages::nearest(new.locale).tag.to_owned(),
        mailed_token_id: new.token,
        details: new.details.to_string(),
        created_at: now,
        sent_at: None,
    };
    let job = Job {
        mail_id: Some(mail.id),
        ..Job::new(JobId(app.env.new_id()), new.site_id, JobKind::Mail, now)
    };
    storage::mails::insert(txn, mail).await?;
    storage::jobs::insert(txn, job).await
}

/// The last that is written to an address: nobody's account has it any more, so nobody could have
/// it erased.
const LAST: [MailKind; 2] = [MailKind::AccountErased, MailKind::EmailChanged];

/// It has left. Of the last mail to an address nothing is kept.
pub(super) async fn sent(app: &App, txn: &Txn, id: MailId) -> Result<(), DbErr> {
    storage::mails::mark_sent(txn, id, app.env.now()).await?;
    for kind in LAST {
        storage::mails::forget_at_once(txn, kind).await?;
    }
    Ok(())
}

/// Removes mails, and what they carried, a month after they were over; what they could have brought
/// about at once.
pub(super) async fn forget(app: &App) -> Result<(), Error> {
    let (db, now) = (&app.db, app.env.now());
    let before = now - REMEMBERED;
    storage::mailed_tokens::forget_details(db, now).await?;
    storage::mails::forget(db, before).await?;
    // Also where they could not be delivered.
    for kind in LAST {
        storage::mails::forget_without_token(db, kind).await?;
    }
    Ok(storage::mailed_tokens::forget(db, before).await?)
}
