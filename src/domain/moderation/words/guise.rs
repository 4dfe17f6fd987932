//! What a word in disguise reads as: `v1agra`, `pоrn` with a Cyrillic о, `a$$`.
//!
//! A guess must not turn one ordinary word into another. So a word is only read as another where
//! it mixes: digits or signs with letters, or letters of two scripts. A word of Cyrillic or Greek
//! letters alone is read as Latin only if all of its letters are drawn like Latin ones, beside
//! words in Latin letters and no word that can only be Russian or Greek.

use super::fold::{self, Glyph};

/// In which way to read what is in disguise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guise {
    /// As Latin letters, `1` and whatever else may be both as `i`.
    LatinI,
    /// As Latin letters, `1` as `l`.
    LatinL,
    /// Latin letters among Cyrillic or Greek ones as Cyrillic or Greek.
    Native,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Other,
}

/// Stands for both `i` and `l` until a guise decides.
const I_OR_L: char = '1';

/// Longer rows of signs stand for no letters.
const MAX_SIGNS: usize = 4;

/// Which scripts a text is written in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    has_latin: bool,
    has_cyrillic: bool,
    has_greek: bool,
}

impl Context {
    pub(super) fn of(words: &[&[Glyph]]) -> Self {
        let mut context = Self::default();
        for word in words {
            let is_only = |script| letters(word).all(|glyph| script_of(glyph.c) == script);
            let is_told_apart = || letters(word).any(|glyph| twin(glyph.c).is_none());
            match letters(word).next().map(|glyph| script_of(glyph.c)) {
                Some(Script::Latin) => context.has_latin |= is_only(Script::Latin),
                Some(Script::Cyrillic) if is_only(Script::Cyrillic) => {
                    context.has_cyrillic |= is_told_apart();
                }
                Some(Script::Greek) if is_only(Script::Greek) => {
                    context.has_greek |= is_told_apart();
                }
                _ => {}
            }
        }
        context
    }

    /// The word's letters as read, as many as it has.
    pub(super) fn read(self, word: &[Glyph], guise: Guise) -> Vec<char> {
        let read = match guise {
            Guise::LatinI => self.as_latin(word, 'i'),
            Guise::LatinL => self.as_latin(word, 'l'),
            Guise::Native => as_native(word),
        };
        read.unwrap_or_else(|| word.iter().map(|glyph| glyph.low).collect())
    }

    fn as_latin(self, word: &[Glyph], i_or_l: char) -> Option<Vec<char>> {
        let has_latin = letters(word).any(|glyph| script_of(glyph.c) == Script::Latin);
        if !has_latin && !self.may_pass_for_latin(word) {
            return None;
        }
        let small = word.iter().position(|glyph| glyph.c.is_lowercase());
        let read = |at: usize| {
            let Glyph { c, low, .. } = word[at];
            let read = match c {
                'l' if is_among_capitals(word, at) => I_OR_L,
                'I' if small.is_some_and(|small| small < at) => I_OR_L,
                _ if c.is_ascii_alphabetic() => low,
                _ => digit_or_sign(c)
                    .or_else(|| twin(c))
                    .or_else(|| similar(low))
                    .or_else(|| is_left_alone(c).then_some(low))?,
            };
            Some(if read == I_OR_L { i_or_l } else { read })
        };
        (0..word.len()).map(read).collect()
    }

    /// A word without a Latin letter.
    fn may_pass_for_latin(self, word: &[Glyph]) -> bool {
        let passes = |glyph: &Glyph| {
            let is_spoken = match script_of(glyph.c) {
                Script::Cyrillic => self.has_cyrillic,
                Script::Greek => self.has_greek,
                Script::Latin | Script::Other => true,
            };
            !is_spoken && twin(glyph.c).is_some()
        };
        self.has_latin && letters(word).next().is_some() && letters(word).all(passes)
    }
}

fn as_native(word: &[Glyph]) -> Option<Vec<char>> {
    let native = |script| letters(word).any(|glyph| script_of(glyph.c) == script);
    if native(Script::Cyrillic) {
        word.iter().map(cyrillic).collect()
    } else if native(Script::Greek) {
        word.iter().map(greek).collect()
    } else {
        None
    }
}

/// What has no Latin look-alike, and keeps no word from being read as Latin.
fn is_left_alone(c: char) -> bool {
    !c.is_alphabetic() || script_of(c) == Script::Latin
}

fn letters(word: &[Glyph]) -> impl Iterator<Item = &Glyph> {
    word.iter().filter(|glyph| glyph.c.is_alphabetic())
}

/// Small l in `VlAGRA`.
fn is_among_capitals(word: &[Glyph], at: usize) -> bool {
    let is_capital = |glyph: Option<&Glyph>| glyph.map(|glyph| glyph.c.is_uppercase());
    let before = is_capital(at.checked_sub(1).map(|before| &word[before]));
    let after = is_capital(word.get(at + 1));
    before != Some(false) && after != Some(false) && before.or(after).is_some()
}

/// Whether a sign may be a letter where it stands: `sh!t`, `a$$`, `f**k`.
pub(super) fn is_letter(glyphs: &[Glyph], at: usize) -> bool {
    let sign = glyphs[at].c;
    let is_sign = |c: char| matches!(c, '@' | '$' | '!' | '|' | '€' | '*');
    if !is_sign(sign) {
        return false;
    }
    let is_word = |glyph: &Glyph| fold::is_word(glyph.c) && !fold::is_spaceless(glyph.c);
    let is_other = |glyph: &&Glyph| !is_sign(glyph.c);
    let (before, after) = (&glyphs[..at], &glyphs[at + 1..]);
    let before = before.iter().rev().take(MAX_SIGNS).find(is_other);
    let after = after.iter().take(MAX_SIGNS).find(is_other);
    match sign {
        '@' | '$' => before.is_some_and(is_word) || after.is_some_and(is_word),
        _ => before.is_some_and(is_word) && after.is_some_and(is_word),
    }
}

fn digit_or_sign(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' | '!' | '|' => I_OR_L,
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => return None,
    })
}

/// The Latin letter that is drawn just like `c`, in lower case.
fn twin(c: char) -> Option<char> {
    if c.is_ascii() || matches!(c, 'г' | 'Г') {
        return c.is_ascii_alphabetic().then(|| c.to_ascii_lowercase());
    }
    let mut bytes = [0; 4];
    let mut prototype = unicode_security::skeleton(c.encode_utf8(&mut bytes)).fuse();
    match (prototype.next(), prototype.next()) {
        // The prototype of all upright strokes.
        (Some('l'), None) => Some(I_OR_L),
        (Some(latin), None) if latin.is_ascii_alphabetic() => Some(latin.to_ascii_lowercase()),
        _ => None,
    }
}

/// The Latin letter that the small letter `c` passes for among Latin ones.
fn similar(c: char) -> Option<char> {
    Some(match c {
        'ᴀ' | 'д' | 'ʌ' | 'λ' => 'a',
        'ʙ' | 'в' | 'ь' | 'β' | 'б' => 'b',
        'ᴄ' => 'c',
        'ᴅ' => 'd',
        'ᴇ' | 'є' | 'э' | 'з' | 'ε' | 'ɛ' | 'ɜ' | 'ə' | 'ǝ' => 'e',
        'ꜰ' => 'f',
        'ɢ' => 'g',
        'ʜ' | 'н' | 'ɥ' => 'h',
        'ᴊ' => 'j',
        'ᴋ' | 'к' | 'κ' | 'ĸ' => 'k',
        'ʟ' => 'l',
        'ᴍ' | 'м' => 'm',
        'ɴ' | 'п' | 'и' | 'й' | 'η' | 'ŋ' => 'n',
        'ᴏ' | 'θ' | 'ө' | 'ѳ' => 'o',
        'ᴘ' => 'p',
        'ʀ' | 'г' | 'я' | 'ɾ' => 'r',
        'ꜱ' => 's',
        'ᴛ' | 'т' | 'τ' => 't',
        'ᴜ' | 'ц' | 'μ' => 'u',
        'ᴠ' => 'v',
        'ᴡ' | 'ш' | 'ω' | 'ѡ' => 'w',
        'χ' => 'x',
        'ʏ' | 'ч' | 'γ' => 'y',
        'ᴢ' | 'ζ' => 'z',
        _ => return None,
    })
}

fn cyrillic(glyph: &Glyph) -> Option<char> {
    if script_of(glyph.c) == Script::Cyrillic {
        return Some(glyph.low);
    }
    Some(match glyph.c {
        'B' => 'в',
        'H' => 'н',
        'P' => 'р',
        'Y' => 'у',
        _ => match glyph.low {
            'a' | '4' | '@' => 'а',
            'b' => 'ь',
            'c' => 'с',
            'e' => 'е',
            'h' => 'н',
            'i' => 'і',
            'j' => 'ј',
            'k' => 'к',
            'm' => 'м',
            'n' => 'п',
            'o' | '0' => 'о',
            'p' => 'р',
            'r' => 'г',
            's' => 'ѕ',
            't' => 'т',
            'u' => 'и',
            'w' => 'ш',
            'x' => 'х',
            'y' => 'у',
            '3' => 'з',
            '6' => 'б',
            c if c.is_ascii_digit() || c == '*' => c,
            _ => return None,
        },
    })
}

fn greek(glyph: &Glyph) -> Option<char> {
    if script_of(glyph.c) == Script::Greek {
        return Some(glyph.low);
    }
    Some(match glyph.c {
        'H' => 'η',
        'N' => 'ν',
        'P' => 'ρ',
        'Y' => 'υ',
        'X' => 'χ',
        _ => match glyph.low {
            'a' | '4' | '@' => 'α',
            'b' => 'β',
            'e' | '3' => 'ε',
            'i' | '1' => 'ι',
            'k' => 'κ',
            'm' => 'μ',
            'n' => 'η',
            'o' | '0' => 'ο',
            'p' => 'ρ',
            's' | '5' => 'σ',
            't' | '7' => 'τ',
            'u' => 'υ',
            'v' => 'ν',
            'w' => 'ω',
            'x' => 'χ',
            'y' => 'γ',
            'z' => 'ζ',
            c if c.is_ascii_digit() || c == '*' => c,
            _ => return None,
        },
    })
}

fn script_of(c: char) -> Script {
    match c {
        'A'..='Z'
        | 'a'..='z'
        | '\u{AA}'..='\u{2AF}'
        | '\u{1D00}'..='\u{1D7F}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}' => Script::Latin,
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => {
            Script::Cyrillic
        }
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        _ => Script::Other,
    }
}
