//! Time, ids and randomness: the only place they are made.
use chrono::{DateTime, SubsecRound, Utc};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use uuid::Uuid;

pub trait Clock: Send + Sync {
    /// What the wall says.
    fn now(&self) -> DateTime<Utc>;

    /// Time since some fixed moment; never goes back, whatever happens to the wall clock.
    fn monotonic(&self) -> Duration;
}

pub struct Env {
    clock: Arc<dyn Clock>,
    /// What the wall said when monotonic time began.
    started_at: DateTime<Utc>,
    random: Mutex<Random>,
}

struct Random {
    rng: ChaCha20Rng,
    /// The last id's millisecond and the counter within it.
    last: (u64, u16),
}

impl Env {
    /// The machine's clock and the operating system's randomness.
    pub fn real() -> Self {
        Self::new(Arc::new(MachineClock::new()), ChaCha20Rng::from_os_rng())
    }

    pub fn new(clock: Arc<dyn Clock>, rng: ChaCha20Rng) -> Self {
        let started_at = clock.now() - clock.monotonic();
        Self {
            clock,
            started_at,
            random: Mutex::new(Random { rng, last: (0, 0) }),
        }
    }

    /// To the millisecond, which is as fine as ids tell time.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now().trunc_subsecs(3)
    }

    /// Now by a clock that was set at the start and goes on evenly, whatever happens to the wall's.
    pub fn steady_now(&self) -> DateTime<Utc> {
        self.started_at + self.monotonic()
    }

    pub fn monotonic(&self) -> Duration {
        self.clock.monotonic()
    }

    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// A `UUIDv7` of now. Ids of one process rise strictly, even when the clock steps back.
    pub fn new_id(&self) -> Uuid {
        let now = millis(self.now());
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        random.last = match random.last {
            (last, counter) if now > last || counter == 0x0fff => (now.max(last + 1), 0),
            (last, counter) => (last, counter + 1),
        };
        let (at, counter) = random.last;
        id(at, counter, &mut random.rng)
    }

    /// A `UUIDv7` that carries another time than now, as an imported comment's does; `sequence`
    /// orders ids of one millisecond (its lowest 12 bits count).
    pub fn id_at(&self, time: DateTime<Utc>, sequence: u16) -> Uuid {
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        id(millis(time), sequence & 0x0fff, &mut random.rng)
    }

    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        let mut random = self.random.lock().unwrap_or_else(PoisonError::into_inner);
        random.rng.fill_bytes(&mut bytes);
        bytes
    }
}

fn id(millis: u64, counter: u16, rng: &mut ChaCha20Rng) -> Uuid {
    let mut tail = [0; 10];
    rng.fill_bytes(&mut tail);
    tail[..2].copy_from_slice(&counter.to_be_bytes());
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

/// Times before 1970 count as 1970: an id cannot carry them.
fn millis(time: DateTime<Utc>) -> u64 {
    u64::try_from(time.timestamp_millis()).unwrap_or(0)
}

struct MachineClock {
    start: std::time::Instant,
}

impl MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is where time comes in")]
    fn new() -> Self {
        Self {
            start: std::time::Instant::now(),
        }
    }
}

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is where time comes in")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Stepping(Mutex<DateTime<Utc>>);

    impl Clock for Stepping {
        fn now(&self) -> DateTime<Utc> {
            *self.0.lock().unwrap()
        }

        fn monotonic(&self) -> Duration {
            Duration::ZERO
        }
    }

    #[test]
    fn ids_rise_even_when_the_clock_steps_back() {
        let clock = Arc::new(Stepping(Mutex::new(
            "2026-01-01T00:00:10Z".parse().unwrap(),
        )));
        let env = Env::new(clock.clone(), ChaCha20Rng::seed_from_u64(1));
        let mut ids: Vec<Uuid> = (0..5_000).map(|_| env.new_id()).collect();
        *clock.0.lock().unwrap() = "2026-01-01T00:00:00Z".parse().unwrap();
        ids.extend((0..5_000).map(|_| env.new_id()));
        assert!(ids.is_sorted_by(|one, next| one < next));
    }

    #[test]
    fn a_clock_that_is_set_does_not_take_steady_time_along() {
        let start = "2026-01-01T00:00:10Z".parse().unwrap();
        let clock = Arc::new(Stepping(Mutex::new(start)));
        let env = Env::new(clock.clone(), ChaCha20Rng::seed_from_u64(1));
        for wall in ["2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z"] {
            *clock.0.lock().unwrap() = wall.parse().unwrap();
            assert_eq!(env.steady_now(), start);
        }
    }

    #[test]
    fn an_id_carries_its_time_and_its_place_within_it() {
        let clock = Arc::new(Stepping(Mutex::new(
            "2026-01-01T00:00:00Z".parse().unwrap(),
        )));
        let env = Env::new(clock, ChaCha20Rng::seed_from_u64(1));
        let time = "2014-01-14T17:32:12Z".parse().unwrap();
        let (first, second) = (env.id_at(time, 1), env.id_at(time, 2));
        assert!(first < second);
        let (seconds, _) = first.get_timestamp().unwrap().to_unix();
        assert_eq!(i64::try_from(seconds).unwrap(), time.timestamp());
    }
}
