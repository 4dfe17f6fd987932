//! What has been asked of somebody.
use super::{AccountId, ChallengeId, ChallengePurpose, SiteId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// To be answered once, within minutes.
#[derive(Clone, Debug)]
pub struct Challenge {
    pub id: ChallengeId,
    pub token_hash: Vec<u8>,
    pub purpose: ChallengePurpose,
    pub site_id: SiteId,
    /// Who has given the first factor; none while nobody has said who they are.
    pub account_id: Option<AccountId>,
    /// Whether the first factor was the owner's own, and not somebody else's word.
    pub proved: bool,
    /// Whether the first factor was the site's word.
    pub by_site: bool,
    /// What an authenticator's answer is checked against, as JSON.
    pub state: Option<String>,
    /// Another way into the account, which it gets with the right answer.
    pub gained: Option<Gained>,
    /// Wrong answers so far.
    pub tries: i32,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// Who an account's owner is for a provider of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gained {
    pub provider: String,
    pub subject: String,
    pub email: Option<String>,
}

impl Challenge {
    /// Wrong answers after which it is void.
    pub const TRIES_MAX: i32 = 5;

    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && self.tries < Self::TRIES_MAX && now < self.expires_at
    }
}
