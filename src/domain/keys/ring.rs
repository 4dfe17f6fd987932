//! The keys of access tokens as this node knows them.
use crate::{
    app::App,
    domain::{
        Error,
        credentials::access_token::{Claims, KeyRing, SigningKey, TokenFault},
    },
    storage::{self, keys::StoredKey},
};
use anyhow::{Context, anyhow};
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// Tokens of keys that this node does not know have it look for them no more often.
const LOOK_EACH: Duration = Duration::from_secs(1);

pub struct Keys {
    ring: RwLock<Arc<KeyRing>>,
    /// When a token last had the node look, by the clock that never goes back.
    looked_at: Mutex<Option<Duration>>,
}

impl Keys {
    pub(super) fn new(ring: KeyRing) -> Self {
        Self {
            ring: RwLock::new(Arc::new(ring)),
            looked_at: Mutex::new(None),
        }
    }

    /// As it is at the moment.
    pub fn ring(&self) -> Arc<KeyRing> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, ring: KeyRing) {
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
    }
}

/// What the token says, or what is wrong with it. A key that was made a moment ago on another node
/// is looked for; requests that wait for the same look share it.
pub async fn verify(app: &App, token: &str) -> Result<Result<Claims, TokenFault>, Error> {
    let now = app.env.now();
    match app.keys.ring().verify(token, None, now) {
        Err(TokenFault::UnknownKey) => {}
        verdict => return Ok(verdict),
    }
    let mut looked_at = app.keys.looked_at.lock().await;
    let moment = app.env.monotonic();
    if looked_at.is_none_or(|last| moment.saturating_sub(last) >= LOOK_EACH) {
        *looked_at = Some(moment);
        reload(app).await?;
    }
    drop(looked_at);
    Ok(app.keys.ring().verify(token, None, now))
}

/// Learns what other nodes have done.
pub(super) async fn reload(app: &App) -> Result<(), Error> {
    let stored = storage::keys::list(app.db.read()).await?;
    install(app, &stored)
}

pub(super) fn install(app: &App, stored: &[StoredKey]) -> Result<(), Error> {
    app.keys.replace(build(&app.public_origin, stored)?);
    Ok(())
}

pub(super) fn build(issuer: &str, stored: &[StoredKey]) -> Result<KeyRing, Error> {
    let (first, later) = stored
        .split_first()
        .ok_or_else(|| anyhow!("there is no signing key"))?;
    let mut ring = KeyRing::new(issuer, key(first)?, vec![]);
    for stored in later {
        let from = stored.active_from.unwrap_or(stored.created_at);
        ring = ring.then(from, key(stored)?);
    }
    Ok(ring)
}

fn key(stored: &StoredKey) -> Result<SigningKey, Error> {
    let seed = stored.seed.as_slice().try_into();
    let seed: [u8; 32] = seed.context("a signing key has not 32 bytes")?;
    let seed = Zeroizing::new(seed);
    Ok(SigningKey::from_seed(
        &stored.id.0.simple().to_string(),
        &seed,
    ))
}
