//! One line of a word list, and what may be wrong with it.

use unicode_normalization::UnicodeNormalization;

use super::{MAX_PATTERNS, fold};

const MAX_CHARS: usize = 100;
/// Some single characters fold to a whole sentence.
const MAX_FOLDED_BYTES: usize = 400;
const MIN_LETTERS: usize = 2;
/// `*` between other characters.
const MAX_INNER_STARS: usize = 3;

/// What is wrong with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1.
    pub line: usize,
    pub kind: FaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    TooMany,
    TooLong,
    TooShort,
    TooManyStars,
}

impl Fault {
    /// Tells the moderator what to do.
    pub fn sentence(self) -> String {
        let what = match self.kind {
            FaultKind::TooMany => {
                return format!(
                    "Shorten the list: it may have at most {MAX_PATTERNS} lines. \
                     A * often stands for several."
                );
            }
            FaultKind::TooLong => {
                format!("shorten it, a pattern may have at most {MAX_CHARS} characters")
            }
            FaultKind::TooShort => format!(
                "write at least {MIN_LETTERS} letters or digits besides *, or remove the line"
            ),
            FaultKind::TooManyStars => {
                format!("use at most {MAX_INNER_STARS} * between other characters")
            }
        };
        format!("Line {}: {what}.", self.line)
    }
}

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// As the site wrote it.
    pub(super) typed: String,
    /// What stands between the stars, folded; a space at an end is the end of a word. Never empty.
    pub(super) parts: Vec<String>,
    /// As [`fold::weight`] counts them.
    pub(super) letters: usize,
    /// A star stands at the beginning: the match begins where the word does.
    pub(super) opens_before: bool,
    pub(super) opens_after: bool,
}

impl Pattern {
    pub(super) fn parse(typed: &str) -> Result<Self, FaultKind> {
        if typed.chars().nth(MAX_CHARS).is_some() {
            return Err(FaultKind::TooLong);
        }
        let glyphs = fold::glyphs(&typed.nfc().collect::<String>());
        let words: Vec<String> = fold::words(&glyphs, |at| glyphs[at].c == '*')
            .into_iter()
            .map(|word| glyphs[word].iter().map(|glyph| glyph.low).collect())
            .collect();
        let phrase = phrase(&words);
        if phrase.len() > MAX_FOLDED_BYTES {
            return Err(FaultKind::TooLong);
        }
        let letters = phrase.chars().map(fold::weight).sum();
        if letters < MIN_LETTERS {
            return Err(FaultKind::TooShort);
        }
        let stem = phrase.trim_matches('*');
        let has_bound = |c: Option<char>| c.is_some_and(|c| !fold::is_spaceless(c));
        let (before, after) = (
            has_bound(stem.chars().next()),
            has_bound(stem.chars().next_back()),
        );
        let (opens_before, opens_after) = (phrase.starts_with('*'), phrase.ends_with('*'));
        let space = |is_there: bool| if is_there { " " } else { "" };
        let whole = format!(
            "{}{stem}{}",
            space(before && !opens_before),
            space(after && !opens_after)
        );
        let parts: Vec<String> = whole.split('*').map(str::to_owned).collect();
        if parts.len() > MAX_INNER_STARS + 1 {
            return Err(FaultKind::TooManyStars);
        }
        Ok(Self {
            typed: typed.to_owned(),
            parts,
            letters,
            opens_before: before && opens_before,
            opens_after: after && opens_after,
        })
    }
}

/// Lone stars at the ends ask for nothing, two stars in a row for no more than one.
fn phrase(words: &[String]) -> String {
    let is_star = |word: &String| word.chars().all(|c| c == '*');
    let begin = words.iter().take_while(|word| is_star(word)).count();
    let end = words.iter().rposition(|word| !is_star(word)).unwrap_or(0);
    let words = words.get(begin..=end).unwrap_or_default();
    let mut chars: Vec<char> = words.join(" ").chars().collect();
    chars.dedup_by(|next, c| *next == '*' && *c == '*');
    chars.into_iter().collect()
}
