//! The installation's own secrets, made at the first start and kept in the database.
use super::{
    Error,
    credentials::access_token::{KeyRing, SigningKey},
};
use crate::{
    env::Env,
    model::SigningKeyId,
    storage::{self, Db, keys::StoredKey},
};
use anyhow::{Context, anyhow};
use sha2::{Digest, Sha256};

/// The keys of access tokens, and the secret that client addresses are hashed with.
pub struct Secrets {
    pub keys: KeyRing,
    pub address_key: [u8; 32],
    pub mail_key: [u8; 32],
}

/// Nodes that start together on an empty database agree on one key.
pub async fn load(db: &Db, env: &Env, issuer: &str) -> Result<Secrets, Error> {
    let mut stored = storage::keys::list(db.read()).await?;
    if !stored.iter().any(|key| key.signs) {
        let key = StoredKey {
            id: SigningKeyId(env.new_id()),
            signs: true,
            seed: env.random::<32>().to_vec(),
            created_at: env.now(),
        };
        let txn = db.begin_write().await?;
        storage::keys::insert_if_none_signs(&txn, key).await?;
        txn.commit().await?;
        stored = storage::keys::list(db.write()).await?;
    }
    let oldest = stored
        .first()
        .ok_or_else(|| anyhow!("no signing key was kept"))?;
    let derive = |purpose: &[u8]| -> [u8; 32] {
        let digest = Sha256::new_with_prefix(purpose).chain_update(&oldest.seed);
        digest.finalize().into()
    };
    let address_key = derive(b"rejoinder client addresses:");
    let mail_key = derive(b"rejoinder mailed secrets:");
    let mut current = None;
    let mut verifying = Vec::new();
    for key in &stored {
        let seed = key
            .seed
            .as_slice()
            .try_into()
            .context("a signing key has not 32 bytes")?;
        let signing = SigningKey::from_seed(&key.id.0.simple().to_string(), seed);
        verifying.push(signing.verifying().clone());
        if key.signs {
            current = Some(signing);
        }
    }
    let current = current.ok_or_else(|| anyhow!("no key signs"))?;
    Ok(Secrets {
        keys: KeyRing::new(issuer, current, verifying),
        address_key,
        mail_key,
    })
}
