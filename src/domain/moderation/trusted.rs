//! Those whom a moderator trusts are not held for being new, for their style, or by the mode.
use super::{Draft, Opinion};
use crate::model::Standing;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    (draft.standing == Standing::Trusted).then_some(Opinion::Approve)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};
    use crate::model::{Mode, Standing};

    #[test]
    fn a_trusted_author_passes_the_mode_and_the_score_but_not_the_lists() {
        let of = |body: &'static str| {
            verdict(&Case {
                body,
                standing: Standing::Trusted,
                mode: Mode::Pre,
                spam: Some(99),
                rules: |rules| rules.suspect_words = vec!["lawyer".to_owned()],
                ..Case::default()
            })
        };
        assert_eq!(of("Well said"), "Approved []");
        assert_eq!(of("My lawyer says so"), "Pending [SuspectWord]");
    }
}
