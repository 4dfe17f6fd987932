//! Access tokens whose signature has been found good: most are shown with many requests, and to check
//! a signature takes as long as several look-ups in the database.
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use std::fmt;

/// Tokens that are kept, with what they say; a token itself is not.
const MOST: u64 = 4_096;

/// What each says that was found to be ours, whenever it holds. Kept by a ring of keys and gone with
/// it, so that a key that is withdrawn takes all of its tokens along.
pub(super) struct Seen<T>(Cache<[u8; 32], T>);

impl<T: Clone + Send + Sync + 'static> Seen<T> {
    pub(super) fn new() -> Self {
        Self(Cache::new(MOST))
    }

    /// What it says, or what `check` finds wrong with it, which is not kept.
    pub(super) fn or_check<E>(
        &self,
        token: &str,
        check: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        if let Some(said) = self.0.get(&hash) {
            return Ok(said);
        }
        let said = check()?;
        self.0.insert(hash, said.clone());
        Ok(said)
    }
}

impl<T> fmt::Debug for Seen<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seen")
    }
}
