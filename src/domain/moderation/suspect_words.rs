//! Words that somebody should look at.
use super::{Draft, Opinion};
use crate::model::HoldReason;

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    let found = draft.book.suspect.find(&draft.reading.folded);
    (!found.is_empty()).then_some(Opinion::Hold(HoldReason::SuspectWord))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Case, verdict};

    #[test]
    fn a_suspect_word_holds_and_a_banned_one_beside_it_rejects() {
        let of = |body: &'static str| {
            verdict(&Case {
                body,
                rules: |rules| {
                    rules.banned_words = vec!["blockhead".to_owned()];
                    rules.suspect_words = vec!["lawyer".to_owned()];
                },
                ..Case::default()
            })
        };
        assert_eq!(of("My lawyer says so"), "Pending [SuspectWord]");
        assert_eq!(
            of("A lawyer is no blockhead"),
            "Rejected [BannedWord, SuspectWord]"
        );
        assert_eq!(of("The law is the law"), "Approved []");
    }
}
