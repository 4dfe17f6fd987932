//! A sign-in on one site.
use super::{AccountId, MemberId, SessionId, SessionKind, SiteId};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    pub site_id: SiteId,
    pub member_id: MemberId,
    pub kind: SessionKind,
    pub address_hash: Vec<u8>,
    /// Browser and system in words.
    pub device: Option<String>,
    /// ISO 3166-1, two letters.
    pub country: Option<String>,
    /// To the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When the account's owner gave a proof of their own, such as the password; none where a
    /// provider or a site vouched for them.
    pub proved_at: Option<DateTime<Utc>>,
    /// When a second factor was given.
    pub second_factor_at: Option<DateTime<Utc>>,
    /// The page that a moderating session is for, and that alone may use it.
    pub origin: Option<String>,
    /// For a session that a browser keeps in a cookie.
    pub cookie_hash: Option<Vec<u8>>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// A moment, and since when a session must have been used to live at it.
#[derive(Clone, Copy, Debug)]
pub struct LiveAt {
    pub now: DateTime<Utc>,
    /// For a session kept in tokens.
    pub tokens_since: DateTime<Utc>,
    /// For one that a browser keeps in a cookie.
    pub cookies_since: DateTime<Utc>,
}

impl Session {
    pub fn is_live(&self, at: LiveAt) -> bool {
        let since = match self.cookie_hash {
            None => at.tokens_since,
            Some(_) => at.cookies_since,
        };
        let unused = self.last_used_at.is_some_and(|used| used <= since);
        self.ended_at.is_none() && at.now < self.expires_at && !unused
    }
}
