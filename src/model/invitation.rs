//! A role that waits for the owner of an address.
use super::{InvitationId, MemberId, Role, SiteId};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub site_id: SiteId,
    /// Folded as accounts' are.
    pub email: String,
    pub role: Role,
    /// Of the mail, BCP 47.
    pub locale: String,
    pub invited_by: MemberId,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub accepted_at: Option<DateTime<Utc>>,
    /// Withdrawn, or replaced by another one.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Invitation {
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.accepted_at.is_none() && self.ended_at.is_none() && now < self.expires_at
    }
}
