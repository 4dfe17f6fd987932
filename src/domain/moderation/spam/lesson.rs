//! What a decision teaches: which counts change, and by how much.

use std::collections::{BTreeMap, BTreeSet};

use super::score::Counts;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lesson {
    Spam,
    Ham,
}

/// A comment's tokens and what they were, or are to be, learned as.
pub type Learned<'a> = Option<(&'a BTreeSet<String>, Lesson)>;

/// What is to be added to the counts of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    pub totals: Counts,
    /// In order of the tokens, so that all writers take the rows in one order; none without change.
    pub tokens: BTreeMap<String, Counts>,
}

/// From what had been learned of a comment, if anything, to what holds now, if anything: learning,
/// unlearning, another decision, or the same one on an edited text.
pub fn delta(before: Learned<'_>, after: Learned<'_>) -> Delta {
    let mut delta = Delta::default();
    for (learned, sign) in [(before, -1), (after, 1)] {
        let Some((tokens, lesson)) = learned else {
            continue;
        };
        delta.totals.add(lesson, sign);
        for token in tokens {
            delta
                .tokens
                .entry(token.clone())
                .or_default()
                .add(lesson, sign);
        }
    }
    delta
        .tokens
        .retain(|_, counts| *counts != Counts::default());
    delta
}

impl Counts {
    fn add(&mut self, lesson: Lesson, sign: i32) {
        match lesson {
            Lesson::Spam => self.spam += sign,
            Lesson::Ham => self.ham += sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use Lesson::{Ham, Spam};

    fn set(words: &str) -> BTreeSet<String> {
        words.split_whitespace().map(str::to_owned).collect()
    }

    fn written(before: Option<(&str, Lesson)>, after: Option<(&str, Lesson)>) -> String {
        let (old, new) = (
            before.map(|(words, _)| set(words)),
            after.map(|(words, _)| set(words)),
        );
        let delta = delta(
            old.as_ref().zip(before.map(|(_, lesson)| lesson)),
            new.as_ref().zip(after.map(|(_, lesson)| lesson)),
        );
        let mut out = format!("{:+}{:+}", delta.totals.spam, delta.totals.ham);
        for (token, counts) in delta.tokens {
            write!(out, " {token}{:+}{:+}", counts.spam, counts.ham).unwrap();
        }
        out
    }

    #[test]
    fn each_change_of_mind_has_its_counts() {
        for (before, after, expect) in [
            (None, None, "+0+0"),
            (None, Some(("b a", Spam)), "+1+0 a+1+0 b+1+0"),
            (None, Some(("a", Ham)), "+0+1 a+0+1"),
            (Some(("a", Spam)), None, "-1+0 a-1+0"),
            (Some(("a", Spam)), Some(("a", Ham)), "-1+1 a-1+1"),
            (Some(("a", Ham)), Some(("a", Ham)), "+0+0"),
            (Some(("a b", Ham)), Some(("b c", Ham)), "+0+0 a+0-1 c+0+1"),
            (
                Some(("a b", Ham)),
                Some(("b c", Spam)),
                "+1-1 a+0-1 b+1-1 c+1+0",
            ),
        ] {
            assert_eq!(written(before, after), expect, "{before:?} {after:?}");
        }
    }
}
