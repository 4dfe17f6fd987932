//! Where the buckets of one process are kept: see `limits`.
use super::limits::Monotonic;
use governor::{
    clock::Clock,
    nanos::Nanos,
    state::{StateStore, keyed::ShrinkableKeyedStateStore},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Buckets an operation keeps apart; the keys beyond share [`SHARED`] further ones, so that whoever
/// floods it with keys makes the limit coarser and never lifts it. 17 bytes a bucket, some 3 MB.
const KEPT: usize = 65_536;
const SHARED: u64 = 1_024;
/// The caller's clock, as governor wants it.
#[derive(Clone)]
pub(super) struct Ticks(pub(super) Monotonic);

impl Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        // 2^64 nanoseconds are 584 years.
        Nanos::new(u64::try_from((self.0)().as_nanos()).unwrap_or(u64::MAX >> 1))
    }
}

/// When each bucket will be full again, by the hash of its key.
#[derive(Clone, Default)]
pub(super) struct Buckets(Arc<Mutex<HashMap<u64, Nanos>>>);

impl Buckets {
    pub(super) fn lock(&self) -> MutexGuard<'_, HashMap<u64, Nanos>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn full_at(&self, key: u64) -> Option<Nanos> {
        let buckets = self.lock();
        buckets.get(&slot(&buckets, key)).copied()
    }
}

/// Its own, or one of those that are shared when there are too many.
fn slot(buckets: &HashMap<u64, Nanos>, key: u64) -> u64 {
    let own = buckets.contains_key(&key) || buckets.len() < KEPT;
    if own { key } else { key % SHARED }
}

impl StateStore for Buckets {
    type Key = u64;

    fn measure_and_replace<T, F, E>(&self, key: &u64, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut buckets = self.lock();
        let slot = slot(&buckets, *key);
        let (answer, full_at) = decide(buckets.get(&slot).copied())?;
        buckets.insert(slot, full_at);
        Ok(answer)
    }
}

impl ShrinkableKeyedStateStore<u64> for Buckets {
    fn retain_recent(&self, drop_below: Nanos) {
        let mut buckets = self.lock();
        buckets.retain(|_, full_at| *full_at > drop_below);
        let wanted = buckets.len() * 2;
        if wanted < buckets.capacity() / 4 {
            buckets.shrink_to(wanted);
        }
    }

    fn len(&self) -> usize {
        self.lock().len()
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }
}
