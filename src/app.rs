//! What the program is made of; built once, passed first. Wiring, no rules.
use crate::{
    domain::credentials::{access_token::KeyRing, limits::Limits, password::Passwords},
    env::Env,
    storage::Db,
};

pub struct App {
    pub db: Db,
    pub env: Env,
    /// Scheme, host and port under which browsers reach this service.
    pub public_origin: String,
    pub passwords: Passwords,
    pub keys: KeyRing,
    pub limits: Limits,
    /// Mixed into the hashes of client addresses, so that they say nothing elsewhere.
    pub address_key: [u8; 32],
}
