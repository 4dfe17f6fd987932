//! Mails, and what they carry.
use super::{AccountId, MailId, MailKind, MailedTokenId, Purpose, SiteId};
use chrono::{DateTime, Utc};

/// A mail to one person, to be sent by a job.
#[derive(Clone, Debug)]
pub struct Mail {
    pub id: MailId,
    pub site_id: SiteId,
    pub kind: MailKind,
    pub recipient: String,
    pub locale: String,
    /// Whose link and code it carries.
    pub mailed_token_id: Option<MailedTokenId>,
    /// What its text needs besides, as a JSON object. Never a comment.
    pub details: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
}

/// A site's own words for a kind of mail in a language.
#[derive(Clone, Debug)]
pub struct MailTemplate {
    pub site_id: SiteId,
    pub kind: MailKind,
    pub locale: String,
    pub subject: String,
    pub text: String,
    /// What stands between `<body>` and `</body>`.
    pub html: String,
    pub updated_at: DateTime<Utc>,
}

/// What was mailed to prove that somebody reads an address. The secrets are made from the id when
/// they are needed, and only their hashes are kept.
#[derive(Clone, Debug)]
pub struct MailedToken {
    pub id: MailedTokenId,
    pub site_id: SiteId,
    pub purpose: Purpose,
    pub account_id: Option<AccountId>,
    pub email: String,
    pub token_hash: Vec<u8>,
    pub code_hash: Option<Vec<u8>>,
    pub request_hash: Option<Vec<u8>>,
    pub browser_hash: Option<Vec<u8>>,
    /// What it is to bring about, as JSON.
    pub details: Option<String>,
    /// Wrong codes so far.
    pub tries: i32,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    /// The link was followed in the browser that asked.
    pub approved_at: Option<DateTime<Utc>>,
    pub used_at: Option<DateTime<Utc>>,
}

impl MailedToken {
    /// Wrong codes after which nothing but the link is good any more.
    pub const TRIES_MAX: i32 = 5;

    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && now < self.expires_at
    }

    /// Whether its code can still be tried.
    pub fn takes_code(&self) -> bool {
        self.tries < Self::TRIES_MAX
    }
}
