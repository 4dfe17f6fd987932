//! What is known of a token before a site has decided anything.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Virtual documents behind one token at most: as many of a site's own decisions weigh the same.
#[cfg(test)]
const MAX_DOCUMENTS: u32 = 10;

/// Virtual documents that hold a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Prior {
    pub(super) spam: u32,
    pub(super) ham: u32,
}

static PRIORS: LazyLock<HashMap<&str, Prior>> = LazyLock::new(|| {
    lines()
        .flat_map(|(prior, words)| words.map(move |word| (word, prior)))
        .collect()
});

pub(super) fn of(token: &str) -> Option<Prior> {
    PRIORS.get(token).copied()
}

/// Whether a name with this word advertises.
pub(super) fn is_advert(word: &str) -> bool {
    of(word).is_some_and(|prior| 2 * prior.spam >= 7 * prior.ham)
}

/// A line that cannot be read is left out; the tests see that there is none.
fn lines() -> impl Iterator<Item = (Prior, std::str::SplitWhitespace<'static>)> {
    let lines = include_str!("priors.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(read)
}

fn read(line: &str) -> Option<(Prior, std::str::SplitWhitespace<'_>)> {
    let mut words = line.split_whitespace();
    let spam = words.next()?.parse().ok()?;
    let ham = words.next()?.parse().ok()?;
    Some((Prior { spam, ham }, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moderation::spam::{fold, signs};

    #[test]
    fn every_line_is_read_and_every_word_is_folded_and_said_once() {
        let mut seen = std::collections::BTreeSet::new();
        for line in include_str!("priors.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (prior, words) = read(line).unwrap_or_else(|| panic!("{line}"));
            assert!(
                (2..=MAX_DOCUMENTS).contains(&(prior.spam + prior.ham)),
                "{line}"
            );
            assert!(words.clone().count() > 0, "{line}");
            for word in words {
                assert!(seen.insert(word), "twice: {word}");
                if !word.starts_with(signs::PREFIX) {
                    assert_eq!(fold::words(word).words, [word]);
                }
            }
        }
        assert!((250..=1_000).contains(&seen.len()), "{}", seen.len());
        assert_eq!(PRIORS.len(), seen.len());
    }

    #[test]
    fn no_script_and_no_host_has_a_prior() {
        assert!(
            PRIORS
                .keys()
                .all(|token| { !token.starts_with("~script") && !token.starts_with("~host") })
        );
    }
}
