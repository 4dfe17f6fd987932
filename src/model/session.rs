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
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}
