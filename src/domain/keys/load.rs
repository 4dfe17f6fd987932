//! Reading the secrets, or making them.
use super::{Keys, ring::build};
use crate::{
    domain::Error,
    env::Env,
    model::SigningKeyId,
    storage::{self, Db, keys::StoredKey},
};
use anyhow::{Context, anyhow};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub struct Secrets {
    /// Of access tokens.
    pub keys: Keys,
    /// What client addresses are hashed with.
    pub address_key: [u8; 32],
    /// What links and codes in mails are made with.
    pub mail_key: [u8; 32],
}

/// Nodes that start together on an empty database agree on them.
pub async fn load(db: &Db, env: &Env, issuer: &str) -> Result<Secrets, Error> {
    let mut stored = storage::keys::list(db.read()).await?;
    if stored.is_empty() {
        let key = StoredKey {
            id: SigningKeyId(env.new_id()),
            seed: env.random::<32>().to_vec(),
            created_at: env.now(),
            active_from: None,
        };
        let txn = db.begin_write().await?;
        storage::keys::insert_first(&txn, key).await?;
        txn.commit().await?;
        stored = storage::keys::list(db.write()).await?;
    }
    let oldest = stored
        .first()
        .ok_or_else(|| anyhow!("no signing key was kept"))?;
    let address_key = secret(db, env, ("address_key", b"client addresses"), oldest).await?;
    let mail_key = secret(db, env, ("mail_key", b"mailed secrets"), oldest).await?;
    Ok(Secrets {
        keys: Keys::new(build(issuer, &stored)?),
        address_key,
        mail_key,
    })
}

/// The secret of this name. The first time it is made from the oldest key, which it then outlives:
/// so it was made before there was a place for it.
async fn secret(
    db: &Db,
    env: &Env,
    (name, purpose): (&str, &[u8]),
    oldest: &StoredKey,
) -> Result<[u8; 32], Error> {
    let mut found = storage::secrets::find(db.read(), name).await?;
    if found.is_none() {
        let prefix = [b"rejoinder ", purpose, b":"].concat();
        let made = Sha256::new_with_prefix(prefix).chain_update(&oldest.seed);
        let txn = db.begin_write().await?;
        let secret = (name, made.finalize().to_vec());
        storage::secrets::insert_if_none(&txn, secret, env.now()).await?;
        txn.commit().await?;
        found = storage::secrets::find(db.write(), name).await?;
    }
    let found = Zeroizing::new(found.ok_or_else(|| anyhow!("no {name} was kept"))?);
    let bytes = found.as_slice().try_into();
    Ok(bytes.with_context(|| format!("the {name} has not 32 bytes"))?)
}
