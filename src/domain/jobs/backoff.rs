//! When a failed call is made again, and when no more.
use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// In seconds, after the first failed attempt, the second, and so on: 20.6 hours in all, so that a
/// receiver's bad night is survived and the last attempt is within a day of the first.
const DELAYS: &[u64] = &[
    10,
    MINUTE,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    6 * HOUR,
    12 * HOUR,
];

/// Attempts in all.
pub(super) const ATTEMPTS: usize = DELAYS.len() + 1;

/// How long to wait after so many failed attempts; none when it is time to give up.
pub(super) fn delay(attempts: u32) -> Option<Duration> {
    let last = usize::try_from(attempts).ok()?.checked_sub(1)?;
    DELAYS
        .get(last)
        .map(|seconds| Duration::from_secs(*seconds))
}

#[cfg(test)]
mod tests {
    use super::{Duration, delay};

    #[test]
    fn the_waits_grow_and_end_within_a_day() {
        let waits: Vec<Duration> = (1..).map_while(delay).collect();
        assert!(
            waits.is_sorted_by(|one, next| *one * 2 <= *next),
            "{waits:?}"
        );
        assert_eq!(waits.first(), Some(&Duration::from_secs(10)));
        let all: Duration = waits.iter().sum();
        let hours = 12..24;
        assert!(hours.contains(&(all.as_secs() / 3_600)), "{all:?}");
    }

    #[test]
    fn there_is_no_wait_before_the_first_attempt_nor_after_the_last() {
        assert_eq!(delay(0), None);
        assert_eq!(delay(8), None);
        assert_eq!(delay(u32::MAX), None);
    }
}
