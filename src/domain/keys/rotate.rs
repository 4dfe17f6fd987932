//! Another key signs, and those that nobody needs any more go.
use super::ring::{install, reload};
use crate::{
    app::App,
    domain::{
        Error,
        credentials::access_token::{LEEWAY, TTL},
        error::Conflict,
    },
    model::SigningKeyId,
    storage::{self, Txn, keys::StoredKey},
};
use chrono::{DateTime, TimeDelta, Utc};

/// A key is known everywhere for so long before it signs: nodes look every few seconds, and others
/// keep the published keys for half a minute.
const AHEAD: TimeDelta = TimeDelta::minutes(1);
/// A key stays for so long after its last token has ended, for nodes whose clocks are behind.
const BEHIND: TimeDelta = TimeDelta::minutes(1);

/// A key as operators see it: never its private half.
pub struct Listed {
    /// As tokens and the published keys name it.
    pub kid: String,
    pub created_at: DateTime<Utc>,
    pub state: KeyState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// Signs from then on.
    Coming(DateTime<Utc>),
    Signs,
    /// Verifies what it has signed; goes then.
    Verifies(DateTime<Utc>),
}

/// In the order in which they sign.
pub async fn list(app: &App) -> Result<Vec<Listed>, Error> {
    let stored = storage::keys::list(app.db.read()).await?;
    let now = app.env.now();
    let listed = stored.iter().enumerate().map(|(at, key)| Listed {
        kid: kid(key.id),
        created_at: key.created_at,
        state: match key.active_from.filter(|from| *from > now) {
            Some(from) => KeyState::Coming(from),
            None => over(&stored, at)
                .filter(|_| stored[at + 1].active_from <= Some(now))
                .map_or(KeyState::Signs, KeyState::Verifies),
        },
    });
    Ok(listed.collect())
}

/// Makes a key that signs in a minute. Refused while one is on its way.
pub async fn rotate(app: &App) -> Result<Listed, Error> {
    let txn = app.db.begin_write().await?;
    storage::keys::lock(&txn).await?;
    let stored = storage::keys::list(&txn).await?;
    let now = app.env.now();
    if stored
        .last()
        .is_some_and(|newest| newest.active_from > Some(now))
    {
        return Err(Conflict::Nothing("a new key is about to sign").into());
    }
    let made = make(app, &txn, now).await?;
    txn.commit().await?;
    reload(app).await?;
    Ok(made)
}

/// What each node does every few seconds: learns what others have done, makes a key when the newest
/// has signed for longer than `after`, and removes those whose last token has ended.
pub async fn tend(app: &App, after: Option<TimeDelta>) -> Result<(), Error> {
    let stored = storage::keys::list(app.db.read()).await?;
    let now = app.env.now();
    if !is_due(&stored, after, now) && over_by(&stored, now).is_empty() {
        return install(app, &stored);
    }
    let txn = app.db.begin_write().await?;
    // Of several nodes the first does it; the others find it done.
    storage::keys::lock(&txn).await?;
    let stored = storage::keys::list(&txn).await?;
    if is_due(&stored, after, now) {
        let made = make(app, &txn, now).await?;
        tracing::info!(key.id = made.kid, "another key signs in a minute");
    }
    for id in over_by(&stored, now) {
        storage::keys::delete(&txn, id).await?;
        tracing::info!(key.id = %kid(id), "a key's last token has ended: it is removed");
    }
    txn.commit().await?;
    reload(app).await
}

async fn make(app: &App, txn: &Txn, now: DateTime<Utc>) -> Result<Listed, Error> {
    let (id, from) = (SigningKeyId(app.env.new_id()), now + AHEAD);
    let key = StoredKey {
        id,
        seed: app.env.random::<32>().to_vec(),
        created_at: now,
        active_from: Some(from),
    };
    storage::keys::insert(txn, key).await?;
    Ok(Listed {
        kid: kid(id),
        created_at: now,
        state: KeyState::Coming(from),
    })
}

fn is_due(stored: &[StoredKey], after: Option<TimeDelta>, now: DateTime<Utc>) -> bool {
    let since = stored
        .last()
        .map(|key| key.active_from.unwrap_or(key.created_at));
    after
        .zip(since)
        .is_some_and(|(after, since)| now - since >= after)
}

/// When the last token of the key at this place has ended everywhere; none while no other key
/// follows.
fn over(stored: &[StoredKey], at: usize) -> Option<DateTime<Utc>> {
    let next = stored.get(at + 1)?;
    Some(next.active_from.unwrap_or(next.created_at) + TTL + LEEWAY + BEHIND)
}

fn over_by(stored: &[StoredKey], now: DateTime<Utc>) -> Vec<SigningKeyId> {
    let ended = |at: &usize| over(stored, *at).is_some_and(|over| over <= now);
    let ended = (0..stored.len()).filter(ended);
    ended.map(|at| stored[at].id).collect()
}

fn kid(id: SigningKeyId) -> String {
    id.0.simple().to_string()
}
