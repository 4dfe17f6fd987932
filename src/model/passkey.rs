//! A public key whose private half is on its owner's device.
use super::{AccountId, PasskeyId};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Passkey {
    pub id: PasskeyId,
    pub account_id: AccountId,
    /// As the authenticator calls it.
    pub credential_id: Vec<u8>,
    /// The public key and what else is checked of an answer, as JSON.
    pub credential: String,
    /// How often the authenticator says it has signed; 0 where it does not count.
    pub counter: i64,
    /// As its owner calls it.
    pub name: String,
    pub created_at: DateTime<Utc>,
    pub last_used_at: Option<DateTime<Utc>>,
}
