//! A text as it is compared: in lower case, without accents and what nobody sees, in plain
//! letters, and for each of these the bytes it was written with.

use std::{iter, ops::Range};

use unicode_normalization::{
    UnicodeNormalization,
    char::{compose, is_combining_mark},
};

use super::guise::{self, Guise};
use crate::domain::text::characters;

/// Letters weigh as much as in [`weight`]; fewer standing one by one are no word.
const MIN_SPELLED: usize = 4;
/// Signs and spaces between letters that stand one by one.
const MAX_GAP: usize = 3;

/// One character of a text, and where it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// In the case it was written in; a space for whatever leaves a gap.
    pub(super) c: char,
    pub(super) low: char,
    from: usize,
    to: usize,
}

/// A text made ready for [`super::WordList::find`], of several lists. Takes time and memory in
/// proportion to the text's length.
#[derive(Clone, Debug)]
pub struct Folded {
    readings: Vec<Reading>,
    /// The one of `readings` in which most texts that look alike are the same.
    plainest: usize,
}

/// The words of a text, read in one way.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Words between single spaces, ` buy now `; then, a line each, words whose letters stand one
    /// by one.
    pub(super) text: String,
    pub(super) spelled_from: usize,
    /// Whether letters are taken for others than were written.
    pub(super) is_guess: bool,
    places: Vec<Place>,
}

/// Where a character of a reading comes from.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: usize,
    from: usize,
    to: usize,
}

impl Folded {
    /// Of text in NFC, as bodies are stored.
    pub fn of(text: &str) -> Self {
        let glyphs = glyphs(text);
        let plain = Wording::of(&glyphs, |_| false);
        let disguised = Wording::of(&glyphs, |at| guise::is_letter(&glyphs, at));
        let context = guise::Context::of(&plain.words);
        let mut readings = vec![Reading::of(&plain, false, |word| {
            word.iter().map(|glyph| glyph.low).collect()
        })];
        let mut plainest = 0;
        for guise in [Guise::LatinI, Guise::LatinL, Guise::Native] {
            let reading = Reading::of(&disguised, true, |word| context.read(word, guise));
            let known = readings.iter().position(|known| known.text == reading.text);
            let at = known.unwrap_or(readings.len());
            if known.is_none() {
                readings.push(reading);
            }
            if guise == Guise::LatinI {
                plainest = at;
            }
        }
        Self { readings, plainest }
    }

    pub(super) fn readings(&self) -> &[Reading] {
        &self.readings
    }

    /// The words with single spaces between them, look-alike letters read as Latin ones: a key to
    /// compare texts by, not for showing. Changes with the tables of this module.
    pub fn key(&self) -> &str {
        let reading = &self.readings[self.plainest];
        reading.text[..reading.spelled_from].trim()
    }
}

/// The words of a text, and those that may be made of single letters.
struct Wording<'a> {
    words: Vec<&'a [Glyph]>,
    spelled: Vec<Vec<Glyph>>,
}

impl<'a> Wording<'a> {
    fn of(glyphs: &'a [Glyph], is_letter: impl Fn(usize) -> bool) -> Self {
        let ranges = words(glyphs, is_letter);
        Self {
            spelled: spelled(glyphs, &ranges),
            words: ranges.into_iter().map(|range| &glyphs[range]).collect(),
        }
    }
}

impl Reading {
    fn of(wording: &Wording<'_>, is_guess: bool, read: impl Fn(&[Glyph]) -> Vec<char>) -> Self {
        let mut reading = Self {
            text: " ".to_owned(),
            spelled_from: 0,
            is_guess,
            places: Vec::new(),
        };
        for word in &wording.words {
            reading.push(word, &read(word));
        }
        reading.spelled_from = reading.text.len();
        for word in &wording.spelled {
            reading.text.push_str("\n ");
            reading.push(word, &read(word));
        }
        reading
    }

    fn push(&mut self, word: &[Glyph], read: &[char]) {
        for (glyph, &c) in word.iter().zip(read) {
            self.places.push(Place {
                at: self.text.len(),
                from: glyph.from,
                to: glyph.to,
            });
            self.text.push(c);
        }
        self.text.push(' ');
    }

    pub(super) fn letters(&self, range: &Range<usize>) -> usize {
        self.at(range).len()
    }

    /// The bytes of the text as written that make up `range`, spaces at its ends left out.
    pub(super) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let places = &self.places[self.at(range)];
        match (places.first(), places.last()) {
            (Some(first), Some(last)) => first.from..last.to,
            _ => 0..0,
        }
    }

    /// Which of `places` stand in `range`.
    fn at(&self, range: &Range<usize>) -> Range<usize> {
        let before = |end: usize| self.places.partition_point(|place| place.at < end);
        before(range.start)..before(range.end)
    }
}

/// Letters, digits, and the marks that are part of a letter.
pub(super) fn is_word(c: char) -> bool {
    // Numbers of notes stand at the end of words and are none of their letters.
    let is_raised = matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{2089}');
    (c.is_alphanumeric() && !is_raised) || is_combining_mark(c)
}

/// Of a script that writes words without spaces between them.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3040}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{A9E0}'..='\u{A9FF}'
        | '\u{AA60}'..='\u{AA7F}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A letter or digit counts one, a character of a script without spaces, which says more, two.
pub(in crate::domain::moderation) fn weight(c: char) -> usize {
    match c {
        _ if !is_word(c) || is_combining_mark(c) => 0,
        _ if is_spaceless(c) => 2,
        _ => 1,
    }
}

pub(super) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
    for (from, typed) in text.char_indices() {
        let to = from + typed.len_utf8();
        if is_gap(typed) {
            glyphs.push(glyph(' ', from, to));
        } else if characters::is_invisible(typed) || typed == 'ـ' {
            // Nobody sees it; the Arabic one only stretches the word.
        } else if is_word(typed) {
            for c in iter::once(boxed(typed)).nfkc() {
                push(c, from, to, &mut glyphs);
            }
        } else {
            glyphs.push(glyph(ascii_sign(typed), from, to));
        }
    }
    glyphs
}

/// Where words stand among the glyphs: letters, and whatever else `is_letter` takes for one. A
/// word also ends where a script without spaces begins or ends.
pub(super) fn words(glyphs: &[Glyph], is_letter: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let c = glyph.c;
        if !is_word(c) && !is_letter(at) {
            continue;
        }
        match words.last_mut() {
            Some(word) if word.end == at && !is_border(glyphs[at - 1].c, c) => word.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}

fn is_border(before: char, c: char) -> bool {
    let is_mark_or_sign = |c: char| !is_word(c) || is_combining_mark(c);
    !is_mark_or_sign(before) && !is_mark_or_sign(c) && is_spaceless(before) != is_spaceless(c)
}

/// Each run of single letters as one word, also without its first and its last letter, which may
/// be a word by itself: `I want a v i a g r a`.
fn spelled(glyphs: &[Glyph], words: &[Range<usize>]) -> Vec<Vec<Glyph>> {
    let is_single = |word: &Range<usize>| word.len() == 1;
    let is_near = |a: &Range<usize>, b: &Range<usize>| b.start - a.end <= MAX_GAP;
    let runs = words.chunk_by(|a, b| is_single(a) && is_single(b) && is_near(a, b));
    let mut spelled = Vec::new();
    for run in runs.filter(|run| run.len() > 1) {
        let letters: Vec<Glyph> = run.iter().map(|word| glyphs[word.start]).collect();
        let (whole, last) = (letters.len(), letters.len() - 1);
        for range in [0..whole, 1..whole, 0..last, 1..last] {
            let word = letters[range].to_vec();
            if word.iter().map(|glyph| weight(glyph.c)).sum::<usize>() >= MIN_SPELLED {
                spelled.push(word);
            }
        }
    }
    spelled
}

/// Seen as a gap: white space, and letters that draw nothing.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}'
        )
}

fn glyph(c: char, from: usize, to: usize) -> Glyph {
    let low = match c.to_lowercase().next().unwrap_or(c) {
        'ς' => 'σ',
        'ı' => 'i',
        // Persian and Urdu have their own characters for these Arabic letters.
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        low => low,
    };
    Glyph { c, low, from, to }
}

/// One character in its normal form, with its accents taken off and letters for two written as
/// two.
fn push(c: char, from: usize, to: usize, glyphs: &mut Vec<Glyph>) {
    if is_combining_mark(c) {
        let before = glyphs.last_mut().filter(|before| is_word(before.c));
        let is_short = c == '\u{306}' && before.as_ref().is_some_and(|g| matches!(g.c, 'и' | 'И'));
        if is_accent(c) && !is_short {
            if let Some(before) = before {
                before.to = to;
            }
            return;
        }
        if let Some(before) = before
            && let Some(whole) = compose(before.c, c)
        {
            *before = glyph(whole, before.from, to);
            return;
        }
    }
    for c in unaccented(c) {
        match pair(c) {
            "" => glyphs.push(glyph(c, from, to)),
            two => glyphs.extend(two.chars().map(|c| glyph(c, from, to))),
        }
    }
}

/// Russian й is no и with an accent.
fn unaccented(c: char) -> Vec<char> {
    let parts = || iter::once(c).nfd();
    if matches!(c, 'й' | 'Й') || !parts().any(is_accent) {
        return vec![c];
    }
    parts().filter(|&c| !is_accent(c)).collect()
}

/// Marks without which a word is still the same word: Latin, Greek and Cyrillic accents, Hebrew
/// points, Arabic vowels and hamzas. The vowel signs of India and the voicing of kana are letters.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5C7}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6ED}'
        | '\u{711}' | '\u{730}'..='\u{74A}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
        && is_combining_mark(c)
}

/// Letters that Unicode does not take apart.
fn pair(c: char) -> &'static str {
    match c {
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ł' => "l",
        'Ł' => "L",
        'ŧ' => "t",
        'Ŧ' => "T",
        'þ' => "th",
        'Þ' => "TH",
        _ => "",
    }
}

/// Letters on black discs and squares, which normal forms leave as they are.
fn boxed(c: char) -> char {
    let letter = match c {
        '\u{1F150}'..='\u{1F169}' => u32::from(c) - 0x1F150,
        '\u{1F170}'..='\u{1F189}' => u32::from(c) - 0x1F170,
        _ => return c,
    };
    char::from_u32(u32::from('A') + letter).unwrap_or(c)
}

/// Full-width signs as the plain ones.
fn ascii_sign(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '∗' | '⁎' | '﹡' => '*',
        _ => c,
    }
}
