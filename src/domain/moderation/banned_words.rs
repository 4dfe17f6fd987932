//! Words that the site does not take.
use super::{Draft, Opinion};
use crate::model::HoldReason;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    let found = draft.book.banned.find(&draft.reading.folded);
    (!found.is_empty()).then_some(Opinion::Reject(HoldReason::BannedWord))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};
    use crate::model::Standing;

    #[test]
    fn a_banned_word_rejects_whoever_says_it_but_the_staff() {
        let of = |body: &'static str, standing| {
            verdict(&Case {
                body,
                standing,
                rules: |rules| rules.banned_words = vec!["blockhead*".to_owned()],
                ..Case::default()
            })
        };
        assert_eq!(
            of("You blockheads!", Standing::Normal),
            "Rejected [BannedWord]"
        );
        assert_eq!(of("You BL0CK-head", Standing::Trusted), "Approved []");
        assert_eq!(
            of("You BL0CKHEAD", Standing::Trusted),
            "Rejected [BannedWord]"
        );
        assert_eq!(of("A head like a block", Standing::Normal), "Approved []");
        let link = "[look](https://blockhead.example)";
        assert_eq!(of(link, Standing::Normal), "Rejected [BannedWord]");
    }

    /// Standing comes first, but nothing is lost of what the lists say.
    #[test]
    fn a_watched_authors_banned_word_is_held_with_both_reasons() {
        let case = Case {
            body: "blockhead",
            standing: Standing::Watched,
            rules: |rules| rules.banned_words = vec!["blockhead".to_owned()],
            ..Case::default()
        };
        assert_eq!(verdict(&case), "Pending [Watched, BannedWord]");
    }
}
