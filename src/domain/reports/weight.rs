//! What a report weighs.
use crate::model::Standing;

/// What a reader weighs of whom nothing is known.
pub(super) const FULL: i32 = 100;
/// So that nobody's reports come to nothing.
const LEAST: i32 = 10;

/// By how often moderators agreed with the reader's reports. Two reports that nobody disputed are
/// given on trust, so that one dismissed report halves nobody.
pub(super) fn weight(upheld: i32, dismissed: i32, standing: Standing) -> i32 {
    let (upheld, dismissed) = (i64::from(upheld.max(0)), i64::from(dismissed.max(0)));
    let earned = i64::from(FULL) * (upheld + 2) / (upheld + dismissed + 2);
    let earned = i32::try_from(earned).unwrap_or(FULL).max(LEAST);
    if standing == Standing::Trusted {
        return earned.max(FULL);
    }
    earned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_weighs_what_it_has_earned() {
        use Standing::{Normal, Trusted, Watched};
        for (upheld, dismissed, standing, expect) in [
            (0, 0, Normal, 100),
            (9, 0, Normal, 100),
            (0, 1, Normal, 66),
            (0, 2, Normal, 50),
            (1, 1, Normal, 75),
            (0, 8, Normal, 20),
            (8, 8, Normal, 55),
            (0, 18, Normal, 10),
            (0, 1_000, Normal, 10),
            (0, i32::MAX, Normal, 10),
            (i32::MAX, i32::MAX, Normal, 50),
            (-1, -1, Normal, 100),
            (0, 2, Watched, 50),
            (0, 2, Trusted, 100),
            (0, i32::MAX, Trusted, 100),
        ] {
            let got = weight(upheld, dismissed, standing);
            assert_eq!(got, expect, "{upheld} {dismissed} {standing:?}");
        }
    }
}
