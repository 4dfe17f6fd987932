//! The word lists of a site: which of its patterns occur in a text, and where.
//!
//! A pattern is a word or a phrase. It matches whole words; between the words of a phrase any
//! white space and punctuation may stand. `*` stands for any run of letters and digits within a
//! word, also none: `casino*`, `*coin`, `f*ck`. Alone between the words of a phrase it stands for
//! one word: `buy * pills`.
//!
//! Pattern and text are folded alike ([`fold`]): case, accents, full-width and styled letters,
//! invisible characters. The text is then read in further ways ([`guise`]) in which a letter may
//! stand for the one it looks like, and letters that stand one by one make a word.
//!
//! Chinese, Japanese, Thai, Lao, Khmer and Burmese put no spaces between words: there a pattern
//! matches anywhere. Korean, Arabic and Hebrew put particles and articles on the word itself: a
//! pattern wants a `*` at that end.

mod fold;
mod guise;
mod pattern;
mod search;

pub use fold::Folded;
pub(super) use fold::weight;
pub use pattern::{Fault, FaultKind};

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use pattern::Pattern;

pub const MAX_PATTERNS: usize = 1_000;

/// Places told of one pattern; further ones would tell a moderator nothing new.
pub const MAX_PLACES: usize = 10;

/// Where a pattern was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// As the site wrote it.
    pub pattern: &'a str,
    /// The bytes of the text, the whole word where the pattern has a `*`.
    pub range: Range<usize>,
}

/// Patterns made ready for matching, in memory in proportion to their length. Cheap to look with,
/// dear to make: keep it for as long as the site's list stays the same.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    patterns: Vec<Pattern>,
    automaton: Option<AhoCorasick>,
    /// For each needle of the automaton, the steps it takes.
    uses: Vec<Vec<usize>>,
    /// Bytes of the longest needle.
    longest: usize,
    steps: Vec<Step>,
}

/// One part of a pattern after those before it. Patterns that begin with the same parts share
/// their steps.
#[derive(Clone, Debug)]
struct Step {
    before: Option<usize>,
    /// The pattern that is complete with this part.
    pattern: Option<usize>,
}

impl WordList {
    /// Of several patterns that fold to the same, the first one counts. Tells all faults.
    pub fn compile(patterns: &[String]) -> Result<Self, Vec<Fault>> {
        let too_many = vec![Fault {
            line: MAX_PATTERNS + 1,
            kind: FaultKind::TooMany,
        }];
        if patterns.len() > MAX_PATTERNS {
            return Err(too_many);
        }
        let mut parsed: Vec<Pattern> = Vec::new();
        let mut seen = HashSet::new();
        let mut faults = Vec::new();
        for (index, typed) in patterns.iter().enumerate() {
            match Pattern::parse(typed) {
                Ok(pattern) if seen.insert(pattern.parts.clone()) => parsed.push(pattern),
                Ok(_) => {}
                Err(kind) => faults.push(Fault {
                    line: index + 1,
                    kind,
                }),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Self::of(parsed).ok_or(too_many)
    }

    /// None when there is too much for the automaton to count.
    fn of(patterns: Vec<Pattern>) -> Option<Self> {
        let mut needles: HashMap<&str, usize> = HashMap::new();
        let mut known: HashMap<(Option<usize>, usize), usize> = HashMap::new();
        let mut list = Self::default();
        for (index, pattern) in patterns.iter().enumerate() {
            let mut before = None;
            for part in &pattern.parts {
                let next = needles.len();
                let needle = *needles.entry(part).or_insert(next);
                if needle == next {
                    list.uses.push(Vec::new());
                }
                before = Some(*known.entry((before, needle)).or_insert_with(|| {
                    list.steps.push(Step {
                        before,
                        pattern: None,
                    });
                    list.uses[needle].push(list.steps.len() - 1);
                    list.steps.len() - 1
                }));
            }
            if let Some(last) = before {
                list.steps[last].pattern = Some(index);
            }
        }
        list.longest = needles.keys().map(|part| part.len()).max().unwrap_or(0);
        let mut in_order: Vec<_> = needles.into_iter().collect();
        in_order.sort_by_key(|&(_, needle)| needle);
        if !in_order.is_empty() {
            // A DFA would be some times quicker and a hundred times larger.
            let automaton = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(in_order.iter().map(|(part, _)| part));
            list.automaton = Some(automaton.ok()?);
        }
        list.patterns = patterns;
        Some(list)
    }

    /// By place; of each pattern at most [`MAX_PLACES`]. One pass over each of the at most four
    /// readings of the text, with a bounded look at each part of a pattern where it ends.
    pub fn find(&self, text: &Folded) -> Vec<Match<'_>> {
        search::Search::of(self, text.readings())
    }
}

#[cfg(test)]
mod tests;
