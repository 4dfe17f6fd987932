//! A key with which a site signs tokens for its own accounts.
use super::{SiteId, SiteKeyAlgorithm, SiteKeyId, SiteKeyKind};
use chrono::{DateTime, Utc};
pub use entity::site_key::KeyText;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteKey {
    pub id: SiteKeyId,
    pub site_id: SiteId,
    /// What tokens call it.
    pub kid: Option<String>,
    pub kind: SiteKeyKind,
    pub algorithm: SiteKeyAlgorithm,
    /// The secret, the public key as a JWK, or where the key set is.
    pub material: KeyText,
    /// What was fetched last of a key set, as a list of JWKs.
    pub key_set: Option<String>,
    /// When a node set out last to fetch it.
    pub asked_at: Option<DateTime<Utc>>,
    pub fetched_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
}

impl SiteKey {
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}
