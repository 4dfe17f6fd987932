//! Display names: what may be one, what an import makes of one, and which look alike.

mod skeleton;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

pub use skeleton::{resembles, skeleton};

use super::{characters, email};

pub const MAX_GRAPHEMES: usize = 40;
pub const MAX_BYTES: usize = 160;

/// Marks on one base. Names need fewer than running text: Vietnamese has one after NFC, Thai two.
const MAX_MARKS: usize = 4;

/// The name of imported authors who have none that can be shown.
pub const ANONYMOUS: &str = "Anonymous";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing in it that a reader could see.
    Empty,
    TooLong,
    /// A line break, tab or other control character.
    Control,
    /// A character that draws nothing or reorders its neighbours.
    Invisible(char),
    /// More than four marks stacked on one letter.
    Marks,
    /// It is, or holds, an e-mail address.
    Email,
}

impl NameFault {
    /// Tells the writer what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Empty => "Enter a name that others can see.".to_owned(),
            Self::TooLong => {
                format!(
                    "Shorten the name: at most {MAX_GRAPHEMES} characters ({MAX_BYTES} bytes) are allowed."
                )
            }
            Self::Control => {
                "Enter the name on one line, without tabs or control characters.".to_owned()
            }
            Self::Invisible(c) => {
                format!(
                    "Remove the invisible character U+{:04X} from the name.",
                    u32::from(c)
                )
            }
            Self::Marks => format!("Remove accents: at most {MAX_MARKS} may stand on one letter."),
            Self::Email => {
                "Choose a name that is not an e-mail address: everybody will see it.".to_owned()
            }
        }
    }

    /// The stable word for clients.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "EMPTY",
            Self::TooLong => "TOO_LONG",
            Self::Control => "CONTROL_CHARACTER",
            Self::Invisible(_) => "INVISIBLE_CHARACTER",
            Self::Marks => "TOO_MANY_MARKS",
            Self::Email => "EMAIL_AS_NAME",
        }
    }
}

/// NFC, trimmed, white space inside collapsed to single spaces; 1 to 40 graphemes, at most 160
/// bytes. Joiners are kept where writing needs them: between letters outside ASCII and in emoji.
pub fn display_name(input: &str) -> Result<String, NameFault> {
    let name = collapsed(&input.trim().nfc().collect::<String>());
    if input.trim().chars().any(is_line_or_control) {
        return Err(NameFault::Control);
    }
    if let Some(c) = stray(&name).next() {
        return Err(if characters::has_ink(&name) {
            NameFault::Invisible(c)
        } else {
            NameFault::Empty
        });
    }
    if !characters::has_ink(&name) {
        return Err(NameFault::Empty);
    }
    if name.len() > MAX_BYTES || name.graphemes(true).count() > MAX_GRAPHEMES {
        return Err(NameFault::TooLong);
    }
    if characters::is_zalgo(&name, MAX_MARKS) {
        return Err(NameFault::Marks);
    }
    if words(&name).any(is_email) {
        return Err(NameFault::Email);
    }
    Ok(name)
}

/// For importers: repairs where [`display_name`] refuses. Controls and invisible characters go,
/// words that are e-mail addresses go, what is too long is cut; what is left empty becomes
/// [`ANONYMOUS`]. The result always passes [`display_name`].
pub fn imported_name(input: &str) -> String {
    let spaced: String = input
        .nfc()
        .take(2_000)
        .map(|c| if is_line_or_control(c) { ' ' } else { c })
        .collect();
    let without_mail: Vec<&str> = words(&spaced).filter(|word| !is_email(word)).collect();
    let joined = without_mail.join(" ");
    let strays: Vec<char> = stray(&joined).collect();
    let visible: String = joined.chars().filter(|c| !strays.contains(c)).collect();
    let name = cut(&collapsed(&bounded_marks(&visible)));
    display_name(&name).unwrap_or_else(|_| ANONYMOUS.to_owned())
}

fn is_line_or_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace()
}

fn collapsed(name: &str) -> String {
    words(name).collect::<Vec<_>>().join(" ")
}

/// Invisible characters that no writing system needs where they stand.
fn stray(name: &str) -> impl Iterator<Item = char> {
    let chars: Vec<char> = name.chars().collect();
    (0..chars.len()).filter_map(move |at| {
        let before = at.checked_sub(1).map(|index| chars[index]);
        let after = chars.get(at + 1).copied();
        (!is_wanted(chars[at], before, after)).then_some(chars[at])
    })
}

fn is_wanted(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_foreign =
        |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !characters::is_invisible(c));
    match c {
        ' ' => true,
        // In emoji a variation selector may stand before the joiner.
        '\u{200C}' | '\u{200D}' => {
            (is_foreign(before) || before == Some('\u{FE0F}')) && is_foreign(after)
        }
        '\u{FE0E}' | '\u{FE0F}' => {
            before.is_some_and(|c| is_foreign(Some(c)) || c.is_ascii_digit() || c == '#')
        }
        // Flags of regions: a black flag and tag letters.
        '\u{E0020}'..='\u{E007F}' => {
            matches!(before, Some('\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'))
        }
        _ => !characters::is_invisible(c),
    }
}

/// Also in full-width letters, in brackets, or behind `mailto:`.
fn is_email(word: &str) -> bool {
    let plain: String = word
        .nfkc()
        .filter(|&c| !characters::is_invisible(c))
        .collect();
    let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    let looks_like = bare.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.')
    });
    looks_like || email::email(bare).is_ok()
}

fn bounded_marks(name: &str) -> String {
    let mut marks = 0;
    let keep = |c: &char| {
        marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
        marks <= MAX_MARKS
    };
    name.chars().filter(keep).collect()
}

/// The longest run of whole graphemes within both limits.
fn cut(name: &str) -> String {
    let mut out = String::new();
    for grapheme in name.graphemes(true).take(MAX_GRAPHEMES) {
        if out.len() + grapheme.len() > MAX_BYTES {
            break;
        }
        out.push_str(grapheme);
    }
    out.trim_end().to_owned()
}

/// For a mail to somebody who may not know its owner: no mail program makes a link of it.
pub fn spoken(name: &str) -> String {
    let mut letters = name.chars().peekable();
    let mut spoken = String::new();
    while let Some(c) = letters.next() {
        let binds = letters.peek().is_some_and(|next| !next.is_whitespace());
        let links = ".:/\\@。．｡".contains(c);
        spoken.push(if links && binds { ' ' } else { c });
    }
    spoken.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_spoken_name_holds_no_link() {
        for (name, said) in [
            ("Maria Chen", "Maria Chen"),
            ("J. R. Reader", "J. R. Reader"),
            ("Nguyễn Thị Ngọc Diệp.", "Nguyễn Thị Ngọc Diệp."),
            ("https://evil.example/win", "https evil example win"),
            ("see evil。example", "see evil example"),
            ("me@evil.example", "me evil example"),
            ("\\\\evil\\share", "evil share"),
        ] {
            assert_eq!(spoken(name), said);
        }
    }

    #[test]
    fn names_of_many_kinds_pass() {
        let forty = "x".repeat(40);
        for (input, expect) in [
            ("Maria Chen", "Maria Chen"),
            ("  Maria \u{A0} \u{3000} Chen ", "Maria Chen"),
            ("Zoe\u{308}", "Zoë"),
            ("Nguyễn Thị Ngọc Diệp", "Nguyễn Thị Ngọc Diệp"),
            ("กุ้ง", "กุ้ง"),
            ("علی\u{200C}رضا", "علی\u{200C}رضا"),
            ("क्\u{200D}ष", "क्\u{200D}ष"),
            ("👩‍🚀 Ana", "👩‍🚀 Ana"),
            ("🏳️‍🌈", "🏳️‍🌈"),
            ("❤️", "❤️"),
            ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"),
            ("@ana", "@ana"),
            ("ana@home", "ana@home"),
            ("李", "李"),
            ("O'Neil, Jr. <3", "O'Neil, Jr. <3"),
            (forty.as_str(), forty.as_str()),
        ] {
            assert_eq!(
                display_name(input).as_deref(),
                Ok(expect),
                "{}",
                input.escape_debug()
            );
        }
    }

    #[test]
    fn names_that_mislead_or_vanish_are_refused() {
        let long = "x".repeat(41);
        let heavy = "👩‍👩‍👧‍👦".repeat(10);
        let zalgo = format!("a{}", "\u{336}".repeat(5));
        for (input, expect) in [
            ("", NameFault::Empty),
            (" \u{3000}\t", NameFault::Empty),
            ("\u{200B}", NameFault::Empty),
            ("\u{3164}\u{2800}", NameFault::Empty),
            ("\u{301}", NameFault::Empty),
            (long.as_str(), NameFault::TooLong),
            (heavy.as_str(), NameFault::TooLong),
            ("a\nb", NameFault::Control),
            ("a\r\nb", NameFault::Control),
            ("a\u{2028}b", NameFault::Control),
            ("a\tb", NameFault::Control),
            ("a\0", NameFault::Control),
            ("a\u{9B}b", NameFault::Control),
            ("a\u{202E}b", NameFault::Invisible('\u{202E}')),
            ("a\u{2066}b", NameFault::Invisible('\u{2066}')),
            ("a\u{200B}b", NameFault::Invisible('\u{200B}')),
            ("a\u{200D}b", NameFault::Invisible('\u{200D}')),
            ("ana\u{AD}", NameFault::Invisible('\u{AD}')),
            ("ana\u{3164}", NameFault::Invisible('\u{3164}')),
            ("a\u{E0061}b", NameFault::Invisible('\u{E0061}')),
            (zalgo.as_str(), NameFault::Marks),
            ("ana@example.org", NameFault::Email),
            ("Ana <ana@example.org>", NameFault::Email),
            ("ａｎａ＠example．org", NameFault::Email),
            ("mailto:ana@example.org", NameFault::Email),
            ("(ána@example.org)", NameFault::Email),
        ] {
            assert_eq!(display_name(input), Err(expect), "{}", input.escape_debug());
        }
        assert!(
            NameFault::Invisible('\u{200B}')
                .sentence()
                .contains("U+200B")
        );
    }

    #[test]
    fn imported_names_are_repaired() {
        let long = "Ana ".repeat(1_000);
        for (input, expect) in [
            ("Letzter :/", "Letzter :/"),
            ("a\nb\0c", "a b c"),
            ("ana@example.org", ANONYMOUS),
            ("Ana <ana@example.org>", "Ana"),
            ("", ANONYMOUS),
            ("\u{200B}\u{202E}", ANONYMOUS),
            ("Ma\u{200B}ria\u{202E} Chen", "Maria Chen"),
            (
                "e\u{301}\u{336}\u{336}\u{336}\u{336}\u{336}",
                "e\u{301}\u{336}\u{336}\u{336}\u{336}\u{336}"
                    .nfc()
                    .take(5)
                    .collect::<String>()
                    .as_str(),
            ),
            (long.as_str(), "Ana Ana Ana Ana Ana Ana Ana Ana Ana Ana"),
        ] {
            assert_eq!(imported_name(input), expect, "{}", input.escape_debug());
        }
    }

    proptest! {
        #[test]
        fn an_imported_name_always_passes(input in "\\PC{0,60}|[a\u{301}\u{336}\u{200B}\u{200D}\u{202E}👩@. \\n\u{FE0F}\u{E0061}é]{0,80}") {
            let name = imported_name(&input);
            prop_assert_eq!(display_name(&name), Ok(name.clone()));
        }

        #[test]
        fn a_name_that_passed_passes_unchanged(input in "\\PC{0,40}") {
            if let Ok(name) = display_name(&input) {
                prop_assert_eq!(display_name(&name), Ok(name.clone()));
            }
        }
    }
}
