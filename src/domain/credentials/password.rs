//! Passwords: argon2id off the async threads, few at once, and the same work whatever the answer.
//!
//! A password is hashed as Unicode NFC of what was typed and nothing else is done to it: systems
//! differ in whether they send `é` as one character or two, and NFC is the form that undoes only
//! that (RFC 8265). NFKC would also make different characters equal, so that not all of what was
//! typed would count. Nothing is cut off.
pub use super::strength::{LONGEST, SHORTEST, WeakPassword, check_strength};
use super::{Secret, strength::normalised};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{self, phc::PasswordHash},
};
use std::{
    panic::resume_unwind,
    sync::{
        Arc,
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
    retry_after: Duration,
    computed: Arc<AtomicU64>,
    dummy: PasswordHash,
}

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
            retry_after: HASH_TIME.saturating_mul(rounds).max(Duration::from_secs(1)),
            computed: Arc::default(),
            dummy: dummy(),
        }
    }

    /// The text to store: a PHC string. `salt` comes from a secure source, new for each password.
    pub async fn hash(&self, password: Secret, salt: [u8; 16]) -> Result<String, Busy> {
        let hashed = self
            .compute(move |argon2| {
                argon2.hash_password_with_salt(normalised(password.expose()).as_bytes(), &salt)
            })
            .await?;
        hashed
            .map(|phc| phc.to_string())
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
            .compute(move |argon2| {
                argon2.verify_password(normalised(password.expose()).as_bytes(), &expected)
            })
            .await?;
        let matches = match outcome {
            Ok(()) => known,
            Err(password_hash::Error::PasswordInvalid) => false,
            Err(fault) => return Err(self.failed(fault)),
        };
        Ok(Verdict {
            matches,
            needs_rehash: matches && weaker,
        })
    }

    /// Hashes computed since the start, dummies included.
    pub fn computed(&self) -> u64 {
        self.computed.load(Ordering::Relaxed)
    }

    async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'_>) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let computed = Arc::clone(&self.computed);
        self.run(move || {
            computed.fetch_add(1, Ordering::Relaxed);
            work(&Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS))
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
mod tests {
    use super::*;
    use std::{sync::mpsc, task::Poll};
    use tokio::task::yield_now;

    const SALT: [u8; 16] = *b"sixteen bytes of";
    const NO: Verdict = Verdict {
        matches: false,
        needs_rehash: false,
    };
    const YES: Verdict = Verdict {
        matches: true,
        needs_rehash: false,
    };

    fn weaker(params: Params, algorithm: Algorithm) -> String {
        Argon2::new(algorithm, Version::V0x13, params)
            .hash_password_with_salt(b"correct horse", &SALT)
            .unwrap()
            .to_string()
    }

    #[tokio::test]
    async fn a_hash_says_its_parameters_and_verifies_only_its_own_password() {
        let passwords = Passwords::new(2, 8);
        let phc = passwords
            .hash("correct horse".to_owned().into(), SALT)
            .await
            .unwrap();
        assert!(
            phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlcyBvZg$"),
            "{phc}"
        );
        for (typed, verdict) in [
            ("correct horse", YES),
            ("correct horsf", NO),
            ("Correct horse", NO),
            ("", NO),
        ] {
            assert_eq!(
                passwords.verify(Secret::new(typed), Some(&phc)).await,
                Ok(verdict),
                "{typed}"
            );
        }
    }

    #[tokio::test]
    async fn every_character_of_a_long_password_counts() {
        let passwords = Passwords::new(2, 8);
        let long = "ü".repeat(127);
        let phc = passwords
            .hash(Secret::new(format!("{long}a")), SALT)
            .await
            .unwrap();
        let typed = |last: &str| Secret::new(format!("{long}{last}"));
        assert_eq!(passwords.verify(typed("a"), Some(&phc)).await, Ok(YES));
        assert_eq!(passwords.verify(typed("b"), Some(&phc)).await, Ok(NO));
        assert_eq!(passwords.verify(typed(""), Some(&phc)).await, Ok(NO));
    }

    #[tokio::test]
    async fn composed_and_decomposed_letters_are_the_same_but_look_alikes_are_not() {
        let passwords = Passwords::new(2, 8);
        let phc = passwords
            .hash(Secret::new("caf\u{e9} o'clock 1"), SALT)
            .await
            .unwrap();
        for (typed, verdict) in [
            ("cafe\u{301} o'clock 1", YES),
            ("caf\u{e9} o'clock \u{2460}", NO),
            ("cafe o'clock 1", NO),
        ] {
            assert_eq!(
                passwords.verify(Secret::new(typed), Some(&phc)).await,
                Ok(verdict),
                "{typed}"
            );
        }
    }

    #[tokio::test]
    async fn an_unknown_account_costs_one_hash_like_a_known_one() {
        let passwords = Passwords::new(2, 8);
        let phc = weaker(PARAMS, Algorithm::Argon2id);
        for stored in [Some(phc.as_str()), None, Some("$2b$10$nonsense"), Some("")] {
            let before = passwords.computed();
            let verdict = passwords.verify(Secret::new("wrong"), stored).await;
            assert_eq!(
                (verdict, passwords.computed() - before),
                (Ok(NO), 1),
                "{stored:?}"
            );
        }
    }

    #[test]
    fn the_dummy_has_the_parameters_of_today() {
        assert_eq!(Params::try_from(&dummy()), Ok(PARAMS));
        assert_eq!(dummy().salt.map(|salt| salt.len()), Some(16));
        assert!(!is_weaker(&dummy()));
        assert_eq!(readable(&dummy().to_string()), Some(dummy()));
    }

    #[tokio::test]
    async fn a_right_password_with_weaker_parameters_is_to_be_hashed_anew() {
        let passwords = Passwords::new(2, 8);
        let params = |memory, passes| Params::new(memory, passes, 1, Some(32)).unwrap();
        for (phc, needs_rehash) in [
            (weaker(params(8, 2), Algorithm::Argon2id), true),
            (weaker(params(MEMORY, 1), Algorithm::Argon2id), true),
            (weaker(params(MEMORY, 2), Algorithm::Argon2i), true),
            (
                weaker(
                    Params::new(MEMORY, 2, 1, Some(16)).unwrap(),
                    Algorithm::Argon2id,
                ),
                true,
            ),
            (weaker(params(MEMORY, 2), Algorithm::Argon2id), false),
            (weaker(params(MEMORY + 1024, 3), Algorithm::Argon2id), false),
        ] {
            let right = passwords
                .verify(Secret::new("correct horse"), Some(&phc))
                .await;
            assert_eq!(
                right,
                Ok(Verdict {
                    matches: true,
                    needs_rehash
                }),
                "{phc}"
            );
            assert_eq!(
                passwords.verify(Secret::new("wrong"), Some(&phc)).await,
                Ok(NO),
                "{phc}"
            );
        }
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_takes_again_when_one_is_done() {
        let passwords = Arc::new(Passwords::new(1, 1));
        let (release, released) = mpsc::channel::<()>();
        let spawned = |job: Box<dyn FnOnce() + Send>| {
            let passwords = Arc::clone(&passwords);
            tokio::spawn(async move { passwords.run(job).await })
        };
        let working = spawned(Box::new(move || released.recv().unwrap()));
        let waiting = spawned(Box::new(|| ()));
        while passwords.places.available_permits() > 0 {
            yield_now().await;
        }

        let refused = passwords.verify(Secret::new("any"), None).await;
        assert_eq!(
            refused,
            Err(Busy {
                retry_after: Duration::from_secs(1)
            })
        );
        assert_eq!(passwords.computed(), 0);

        release.send(()).unwrap();
        assert_eq!(
            (working.await.unwrap(), waiting.await.unwrap()),
            (Ok(()), Ok(()))
        );
        assert_eq!(passwords.verify(Secret::new("any"), None).await, Ok(NO));
    }

    #[tokio::test]
    async fn a_caller_that_goes_away_keeps_its_core_until_the_hash_is_done() {
        let passwords = Passwords::new(1, 0);
        let (release, released) = mpsc::channel::<()>();
        let mut given_up = Box::pin(passwords.run(move || released.recv()));
        assert!(matches!(
            futures_poll_once(given_up.as_mut()).await,
            Poll::Pending
        ));
        drop(given_up);
        assert_eq!(passwords.cores.available_permits(), 0);
        assert!(passwords.hash(Secret::new("any"), SALT).await.is_err());

        release.send(()).unwrap();
        while passwords.places.available_permits() == 0 {
            yield_now().await;
        }
        assert_eq!(passwords.cores.available_permits(), 1);
    }

    async fn futures_poll_once<F: Future + Unpin>(mut future: F) -> Poll<F::Output> {
        std::future::poll_fn(|context| Poll::Ready(std::pin::Pin::new(&mut future).poll(context)))
            .await
    }

    #[test]
    fn who_is_refused_is_told_to_come_back_when_the_queue_may_have_emptied() {
        assert_eq!(
            Passwords::new(2, 98).busy().retry_after,
            Duration::from_secs(5)
        );
        assert_eq!(
            Passwords::new(0, 0).busy().retry_after,
            Duration::from_secs(1)
        );
    }
}
