//! A person, and what they are on one site.
use super::{AccountId, MemberId, Role, SiteId, Standing};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub email: Option<String>,
    pub email_verified_at: Option<DateTime<Utc>>,
    pub display_name: String,
    pub created_at: DateTime<Utc>,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub id: MemberId,
    pub site_id: SiteId,
    pub account_id: AccountId,
    pub display_name: String,
    pub role: Role,
    /// As a moderator left it; see [`Member::standing_at`].
    pub standing: Standing,
    pub standing_until: Option<DateTime<Utc>>,
    pub approved_count: i32,
    pub created_at: DateTime<Utc>,
}

impl Member {
    /// A suspension ends by the clock.
    pub fn standing_at(&self, now: DateTime<Utc>) -> Standing {
        match (self.standing, self.standing_until) {
            (Standing::Suspended, Some(until)) if until <= now => Standing::Normal,
            (standing, _) => standing,
        }
    }
}
