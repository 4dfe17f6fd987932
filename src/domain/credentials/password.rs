//! Passwords: argon2id off the async threads, few at once, and the same work whatever the answer.
//!
//! A password is hashed as Unicode NFC of what was typed and nothing else is done to it: systems
//! differ in whether they send `é` as one character or two, and NFC is the form that undoes only
//! that (RFC 8265). NFKC would also make different characters equal, so that not all of what was
//! typed would count. Nothing is cut off.
pub use super::strength::{LONGEST, SHORTEST, WeakPassword, check_strength};
use super::{Secret, strength::normalised};
use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{
        self,
        phc::{Output, ParamsString, PasswordHash, Salt},
    },
};
use std::{
    panic::resume_unwind,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Memory a hash takes, in KiB.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const HASH_BYTES: usize = 32;

/// What one hash is reckoned to take, for telling a refused caller when to come back.
const HASH_TIME: Duration = Duration::from_millis(100);

const PARAMS: Params = match Params::new(MEMORY, PASSES, LANES, Some(HASH_BYTES)) {
    Ok(params) => params,
    Err(_) => panic!("argon2 must accept the parameters"),
};

/// Hashes at most `parallel` passwords at once, lets `queue` more wait and refuses the rest.
pub struct Passwords {
    /// For those that wait and those that work together.
    places: Arc<Semaphore>,
    cores: Arc<Semaphore>,
    parallel: usize,
    capacity: usize,
    retry_after: Duration,
    computed: Arc<AtomicU64>,
    memories: Arc<Memories>,
    dummy: PasswordHash,
}

/// What hashes work in, kept from one to the next, as many as ever worked at once. The allocator
/// would keep several for each thread that ever hashed: half a gigabyte under a flood.
#[derive(Default)]
struct Memories(Mutex<Vec<Vec<Block>>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub matches: bool,
    /// The password is right, but was hashed with weaker parameters than today's: hash it anew.
    pub needs_rehash: bool,
}

/// The queue is full, or the machine had no memory for a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    pub retry_after: Duration,
}

impl Passwords {
    /// `parallel` is the number of cores; each hash takes 19 MiB while it runs.
    pub fn new(parallel: usize, queue: usize) -> Self {
        let parallel = parallel.clamp(1, 1024);
        let places = parallel + queue.min(100_000);
        let rounds = u32::try_from(places.div_ceil(parallel)).unwrap_or(u32::MAX);
        Self {
            places: Arc::new(Semaphore::new(places)),
            cores: Arc::new(Semaphore::new(parallel)),
            parallel,
            capacity: places,
            retry_after: HASH_TIME.saturating_mul(rounds).max(Duration::from_secs(1)),
            computed: Arc::default(),
            memories: Arc::default(),
            dummy: dummy(),
        }
    }

    /// The text to store: a PHC string. `salt` comes from a secure source, new for each password.
    pub async fn hash(&self, password: Secret, salt: [u8; 16]) -> Result<String, Busy> {
        let hashed = self
            .compute(move |memories| {
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS);
                let salt = Salt::new(&salt)?;
                let typed = normalised(password.expose());
                let hash = memories.hash(&argon2, (typed.as_bytes(), &salt))?;
                Ok(PasswordHash {
                    algorithm: argon2::ARGON2ID_IDENT,
                    version: Some(Version::V0x13.into()),
                    params: ParamsString::try_from(argon2.params())?,
                    salt: Some(salt),
                    hash: Some(hash),
                })
            })
            .await?;
        hashed
            .map(|phc: PasswordHash| phc.to_string())
            .map_err(|fault| self.failed(fault))
    }

    /// `None` (nobody of that name, or nobody with a password) and a stored text that cannot be
    /// read are answered "no" after the same work as a wrong password.
    pub async fn verify(&self, password: Secret, phc: Option<&str>) -> Result<Verdict, Busy> {
        let stored = phc.and_then(readable);
        let known = stored.is_some();
        let expected = stored.unwrap_or_else(|| self.dummy.clone());
        let weaker = is_weaker(&expected);
        let outcome = self
            .compute(move |memories| memories.matches(&expected, &password))
            .await?;
        let matches = outcome.map_err(|fault| self.failed(fault))? && known;
        Ok(Verdict {
            matches,
            needs_rehash: matches && weaker,
        })
    }

    /// Callers whose hash is being computed, and those who wait for a free core.
    pub fn at_work(&self) -> (usize, usize) {
        let working = self.parallel - self.cores.available_permits();
        let inside = self.capacity - self.places.available_permits();
        (working, inside.saturating_sub(working))
    }

    /// Hashes computed since the start, dummies included.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Memories) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let computed = Arc::clone(&self.computed);
        let memories = Arc::clone(&self.memories);
        self.run(move || {
            computed.fetch_add(1, Ordering::Relaxed);
            work(&memories)
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_full| self.busy())?;
        let core = Arc::clone(&self.cores)
            .acquire_owned()
            .await
            .map_err(|_closed| self.busy())?;
        let running = spawn_blocking(move || {
            // Held by the thread: a caller that has gone away must not let another one in while
            // its hash still takes memory.
            let _held = (place, core);
            job()
        });
        running
            .await
            .map_err(|stopped| match stopped.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_shutting_down) => self.busy(),
            })
    }

    fn failed(&self, fault: password_hash::Error) -> Busy {
        tracing::error!(%fault, "a password could not be hashed");
        self.busy()
    }

    fn busy(&self) -> Busy {
        Busy {
            retry_after: self.retry_after,
        }
    }
}

impl Memories {
    /// Compares in constant time.
    fn matches(&self, expected: &PasswordHash, typed: &Secret) -> password_hash::Result<bool> {
        let (Some(salt), Some(hash)) = (&expected.salt, &expected.hash) else {
            return Ok(false);
        };
        let algorithm = Algorithm::try_from(expected.algorithm.as_str())?;
        let version = expected.version.map(Version::try_from).transpose()?;
        let params = Params::try_from(expected)?;
        let argon2 = Argon2::new(algorithm, version.unwrap_or_default(), params);
        let typed = normalised(typed.expose());
        Ok(self.hash(&argon2, (typed.as_bytes(), salt))? == *hash)
    }

    fn hash(
        &self,
        argon2: &Argon2<'_>,
        (typed, salt): (&[u8], &[u8]),
    ) -> password_hash::Result<Output> {
        let params = argon2.params();
        let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        let mut buffer = [0; Output::MAX_LENGTH];
        let out = buffer
            .get_mut(..length)
            .ok_or(password_hash::Error::OutputSize)?;
        let mut memory = self.take(params.block_count());
        let done = argon2.hash_password_into_with_memory(typed, salt, out, &mut memory);
        self.put_back(memory);
        done?;
        Ok(Output::new(out)?)
    }

    /// Of exactly so many blocks; what stands in them is written over.
    fn take(&self, blocks: usize) -> Vec<Block> {
        let mut memory = self.lock().pop().unwrap_or_default();
        memory.resize(blocks, Block::new());
        memory
    }

    fn put_back(&self, memory: Vec<Block>) {
        self.lock().push(memory);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What no password hashes to, with the parameters of today.
fn dummy() -> PasswordHash {
    let (salt, hash) = ("A".repeat(22), "A".repeat(43));
    PasswordHash::new(&format!(
        "$argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}${salt}${hash}"
    ))
    .expect("the dummy is well formed")
}

fn readable(phc: &str) -> Option<PasswordHash> {
    let read = PasswordHash::new(phc).ok().filter(|phc| {
        phc.salt.is_some()
            && phc.hash.is_some()
            && Params::try_from(phc).is_ok()
            && Algorithm::try_from(phc.algorithm.as_str()).is_ok()
            && phc
                .version
                .is_none_or(|version| Version::try_from(version).is_ok())
    });
    if read.is_none() {
        tracing::error!("a stored password hash cannot be read");
    }
    read
}

fn is_weaker(phc: &PasswordHash) -> bool {
    let Ok(params) = Params::try_from(phc) else {
        return true;
    };
    phc.algorithm != argon2::ARGON2ID_IDENT
        || phc.version != Some(Version::V0x13.into())
        || params.m_cost() < MEMORY
        || params.t_cost() < PASSES
        || params.output_len().is_none_or(|bytes| bytes < HASH_BYTES)
}

#[cfg(test)]
#[path = "password_tests.rs"]
mod tests;
