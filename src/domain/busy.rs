//! A clock for tests of speed.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

/// Seconds this thread has been computing; where the system does not tell, seconds that passed.
#[expect(
    clippy::disallowed_methods,
    reason = "a test of speed needs a real clock"
)]
pub(in crate::domain) fn seconds() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|ns| ns.parse().ok());
    let spent = nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos);
    spent.as_secs_f64()
}
