//! How much it reads like spam. Holds, and never rejects.
use super::{Draft, Opinion};
use crate::model::HoldReason;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    let threshold = draft.book.rules.spam_threshold?;
    (i16::from(draft.spam?) >= threshold).then_some(Opinion::Hold(HoldReason::SpamScore))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};

    #[test]
    fn a_score_from_the_threshold_on_is_held() {
        let of = |spam, threshold: fn(&mut crate::model::Rules)| {
            verdict(&Case {
                spam,
                rules: threshold,
                ..Case::default()
            })
        };
        assert_eq!(of(Some(79), |_| {}), "Approved []");
        assert_eq!(of(Some(80), |_| {}), "Pending [SpamScore]");
        assert_eq!(of(Some(100), |_| {}), "Pending [SpamScore]");
        assert_eq!(
            of(Some(100), |rules| rules.spam_threshold = None),
            "Approved []"
        );
        assert_eq!(of(None, |_| {}), "Approved []");
    }
}
