//! From a text to words in one spelling.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_script::{Script, UnicodeScript};

use crate::domain::text::characters;

/// In characters; a longer word is cut, a shorter one tells nothing.
const WORD: std::ops::RangeInclusive<usize> = 3..=24;

/// In bytes, of any token.
pub(super) const MAX_BYTES: usize = 40;

static STOP_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("stop_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// The words of a text in order, with repetitions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) words: Vec<String>,
    /// Whether one of them was spelt with letters of another script that pass for Latin ones.
    pub(super) mixed: bool,
}

/// Words of letters and digits, folded; where a script puts no spaces between words, each pair of
/// neighbouring characters. Bare numbers and the words of [`STOP_WORDS`] are left out.
pub(super) fn words(text: &str) -> Words {
    let mut found = Words::default();
    let folded = fold(text);
    for run in folded.split(|c: char| !is_part_of_word(c)) {
        let latin = latin_twin(run);
        found.mixed |= latin.is_some();
        found.take(latin.as_deref().unwrap_or(run));
    }
    found
}

impl Words {
    fn take(&mut self, run: &str) {
        let chars: Vec<char> = run.chars().collect();
        for piece in chars.chunk_by(|a, b| is_unspaced(*a) == is_unspaced(*b)) {
            if piece.first().is_some_and(|&c| is_unspaced(c)) {
                let pairs = piece.windows(2).map(|pair| pair.iter().collect::<String>());
                self.words.extend(pairs.filter(|pair| is_telling(pair)));
            } else if *WORD.start() <= piece.len() {
                let word: String = piece.iter().take(*WORD.end()).collect();
                let word = word[..word.floor_char_boundary(MAX_BYTES)].to_owned();
                if is_telling(&word) {
                    self.words.push(word);
                }
            }
        }
    }
}

/// Lower case, compatibility letters plain, without accents and invisible characters. The vowel
/// signs of Indic scripts and the voice marks of kana are letters and stay.
fn fold(text: &str) -> String {
    let is_lost = |c: char| {
        matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{670}')
            || (characters::is_invisible(c) && !c.is_whitespace())
    };
    text.nfkc()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|&c| !is_lost(c))
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .nfc()
        .collect()
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Of a script that is written without spaces between words, or, as Korean, with endings that
/// grow onto the word.
fn is_unspaced(c: char) -> bool {
    use Script::{Han, Hangul, Hiragana, Katakana, Khmer, Lao, Myanmar, Thai};
    let script = c.script();
    c == 'ー'
        || matches!(
            script,
            Han | Hangul | Hiragana | Katakana | Khmer | Lao | Myanmar | Thai
        )
}

fn is_telling(word: &str) -> bool {
    !word.chars().all(char::is_numeric) && !STOP_WORDS.contains(word)
}

/// `саsino` with a Cyrillic beginning → `casino`. `None` for a word of one script, and for one
/// that has letters no reader takes for Latin ones, such as a foreign word with a native ending.
fn latin_twin(word: &str) -> Option<String> {
    let is_latin = |c: char| c.is_ascii_alphabetic();
    let is_foreign = |c: char| matches!(c.script(), Script::Cyrillic | Script::Greek);
    if !(word.chars().any(is_latin) && word.chars().any(is_foreign)) {
        return None;
    }
    word.chars()
        .map(|c| {
            let mut utf8 = [0; 4];
            let mut twin = unicode_security::skeleton(c.encode_utf8(&mut utf8));
            match (is_foreign(c), twin.next(), twin.next()) {
                (false, ..) => Some(c),
                (true, Some(latin), None) if latin.is_ascii() => Some(latin),
                _ => None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> String {
        words(text).words.join(" ")
    }

    #[test]
    fn words_are_folded_and_bounded() {
        for (text, expect) in [
            ("Café CAFÉ ｃａｆｅ́", "cafe cafe cafe"),
            ("Käufer, Größe!", "kaufer große"),
            ("ΛΟΓΟΣ λόγος", "λογοσ λογοσ"),
            ("Сейчас", "сеичас"),
            ("ca\u{200B}si\u{AD}no", "casino"),
            ("the cat and you", "cat"),
            ("1932 s01e05 12:40", "s01e05"),
            ("a bc", ""),
            ("don't", "don"),
            ("Abcdefghijklmnopqrstuvwxyzabc", "abcdefghijklmnopqrstuvwx"),
            ("中文字", "中文 文字"),
            ("字", ""),
            ("VIP会员2024", "vip 会员"),
            ("ガイド", "ガイ イド"),
            ("サーバー", "サー ーバ バー"),
            ("किताब", "किताब"),
            ("", ""),
        ] {
            assert_eq!(listed(text), expect, "{text}");
        }
        let long = listed(&"щ".repeat(50));
        assert_eq!(long.len(), MAX_BYTES);
    }

    #[test]
    fn look_alikes_within_a_latin_word_become_latin_and_honest_mixtures_stay() {
        for (text, expect, mixed) in [
            ("с\u{430}sino", "casino", true),
            ("g\u{430}mes", "games", true),
            ("casino", "casino", false),
            ("ночь", "ночь", false),
            ("PDFшный", "pdfшныи", false),
            ("IT-компания", "компания", false),
            ("10μm", "10μm", false),
        ] {
            let found = words(text);
            assert_eq!(found.words.join(" "), expect, "{text}");
            assert_eq!(found.mixed, mixed, "{text}");
        }
    }

    #[test]
    fn stop_words_are_in_the_form_in_which_they_are_met() {
        for word in STOP_WORDS.iter() {
            assert_eq!(fold(word), *word);
        }
    }
}
