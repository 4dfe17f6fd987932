//! A comment's body as typed, brought into the form that is stored, or refused with advice.

use unicode_segmentation::UnicodeSegmentation;

use super::{characters, grouped, markdown};

/// The limit where a site sets none, in graphemes (what a reader counts as characters).
pub const MAX_GRAPHEMES: usize = 10_000;

/// Bytes allowed for each grapheme of the limit: joined emoji and stacked marks are graphemes
/// of up to hundreds of bytes.
const BYTES_PER_GRAPHEME: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// Nothing in it that a reader could see, once rendered.
    Empty,
    /// More graphemes than `max`.
    TooLong { graphemes: usize, max: usize },
    /// Few enough graphemes, but of more than `max` bytes.
    TooManyBytes { bytes: usize, max: usize },
    /// A control character other than tab and newline.
    Control(char),
}

impl BodyFault {
    /// Tells the writer what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Empty => "Write something: there is nothing to see in this comment.".to_owned(),
            Self::TooLong { graphemes, max } => format!(
                "Shorten the comment: it has {} characters, and at most {} are allowed.",
                grouped(graphemes),
                grouped(max)
            ),
            Self::TooManyBytes { bytes, max } => format!(
                "Shorten the comment or use fewer joined emoji and accents: it takes {} bytes, \
                 and at most {} are allowed.",
                grouped(bytes),
                grouped(max)
            ),
            Self::Control(c) => format!(
                "Remove the control character U+{:04X}: only tabs and line breaks are allowed.",
                u32::from(c)
            ),
        }
    }

    /// The stable word for clients.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Empty => "EMPTY",
            Self::TooLong { .. } | Self::TooManyBytes { .. } => "TOO_LONG",
            Self::Control(_) => "CONTROL_CHARACTER",
        }
    }
}

/// NFC; line ends as LF; bidi controls removed; at most [`characters::MAX_MARKS`] marks on a
/// base, further ones dropped; blank lines before and white space after taken off.
///
/// Refuses controls, text that shows nothing once rendered, more than `max_chars` graphemes,
/// more than four bytes a grapheme of that limit.
pub fn body(input: &str, max_chars: usize) -> Result<String, BodyFault> {
    let max_bytes = max_chars.saturating_mul(BYTES_PER_GRAPHEME);
    // NFC shrinks text to a third at most: what is longer need not be looked at.
    if input.len() > max_bytes.saturating_mul(4).saturating_add(1_000) {
        return Err(BodyFault::TooManyBytes {
            bytes: input.len(),
            max: max_bytes,
        });
    }
    let lines = unix_lines(input);
    if let Some(c) = lines.chars().find(|&c| characters::is_forbidden_control(c)) {
        return Err(BodyFault::Control(c));
    }
    let text = trimmed(&characters::tame(&lines)).to_owned();
    let graphemes = text.graphemes(true).count();
    if graphemes > max_chars {
        return Err(BodyFault::TooLong {
            graphemes,
            max: max_chars,
        });
    }
    if text.len() > max_bytes {
        return Err(BodyFault::TooManyBytes {
            bytes: text.len(),
            max: max_bytes,
        });
    }
    if !markdown::shows_something(&text) {
        return Err(BodyFault::Empty);
    }
    Ok(text)
}

/// For importers: the same form, with controls dropped rather than refused, and of any length,
/// since nothing that was said elsewhere may be lost. `None` where there is nothing to see.
pub fn imported_body(input: &str) -> Option<String> {
    let text = trimmed(&characters::tame(&unix_lines(input))).to_owned();
    markdown::shows_something(&text).then_some(text)
}

/// CRLF, CR and the Unicode line and paragraph separators become LF.
fn unix_lines(input: &str) -> String {
    input
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}'], "\n")
        .replace('\u{2029}', "\n\n")
}

/// Indentation of the first line stays: it may be code.
fn trimmed(text: &str) -> &str {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
    let text = text.trim_end_matches(is_blank);
    let indent = text.len() - text.trim_start_matches(is_blank).len();
    let line = text[..indent].rfind('\n').map_or(0, |newline| newline + 1);
    text[line..].trim_start_matches(['\u{200B}', '\u{FEFF}'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(input: &str, expect: Result<&str, BodyFault>) {
        let found = body(input, 100);
        assert_eq!(
            found.as_deref(),
            expect.as_ref().map(|text| *text),
            "{}",
            input.escape_debug()
        );
    }

    #[test]
    fn a_body_is_brought_into_its_stored_form() {
        for (input, expect) in [
            ("Hello", "Hello"),
            ("one\r\ntwo\rthree\u{2028}four", "one\ntwo\nthree\nfour"),
            ("e\u{301}", "é"),
            ("\n \n  indented \t\n\n", "  indented"),
            ("\u{FEFF}hello\u{200B}", "hello"),
            ("a\tb\n\tc", "a\tb\n\tc"),
            ("ab\u{202E}cd\u{2066}ef", "abcdef"),
            ("👩‍👩‍👧‍👦 می‌خواهم เป็นน้ำ Nguyễn", "👩‍👩‍👧‍👦 می‌خواهم เป็นน้ำ Nguyễn"),
            ("<b>", "<b>"),
            ("0", "0"),
        ] {
            check(input, Ok(expect));
        }
        let zalgo = format!("a{}", "\u{336}".repeat(50));
        check(&zalgo, Ok(&format!("a{}", "\u{336}".repeat(8))));
    }

    #[test]
    fn controls_are_refused_by_name() {
        for c in [
            '\0', '\u{1}', '\u{8}', '\u{B}', '\u{C}', '\u{1B}', '\u{7F}', '\u{85}', '\u{9F}',
        ] {
            check(&format!("a{c}b"), Err(BodyFault::Control(c)));
        }
        assert!(BodyFault::Control('\0').sentence().contains("U+0000"));
    }

    #[test]
    fn text_that_shows_nothing_is_refused() {
        for input in [
            "",
            "   ",
            "\n\n",
            "\u{200B}",
            "\u{200D}\u{FE0F}",
            "\u{2800}\u{3164}",
            "\u{301}",
            "\u{202E}",
            "&nbsp;",
            "&#x200B;",
            "&#8206;&zwj;",
            "[x]: https://example.org",
            "> ",
            "-",
            "#",
            "```\n```",
            "\u{E0061}",
            "\u{FEFF}\n\u{FEFF}",
            "**\u{200B}**",
            "`\u{200B}`",
        ] {
            check(input, Err(BodyFault::Empty));
            assert_eq!(imported_body(input), None);
        }
    }

    #[test]
    fn length_counts_graphemes_and_bytes() {
        check(&"é".repeat(100), Ok(&"é".repeat(100)));
        check(&"e\u{301}".repeat(100), Ok(&"é".repeat(100)));
        check(
            &"a".repeat(101),
            Err(BodyFault::TooLong {
                graphemes: 101,
                max: 100,
            }),
        );
        check(
            &"👍".repeat(101),
            Err(BodyFault::TooLong {
                graphemes: 101,
                max: 100,
            }),
        );
        // 20 families of 25 bytes: few graphemes, too many bytes.
        check(
            &"👩‍👩‍👧‍👦".repeat(20),
            Err(BodyFault::TooManyBytes {
                bytes: 500,
                max: 400,
            }),
        );
        let huge = "a".repeat(1_000_000);
        check(
            &huge,
            Err(BodyFault::TooManyBytes {
                bytes: 1_000_000,
                max: 400,
            }),
        );
        assert_eq!(
            BodyFault::TooLong {
                graphemes: 12_345,
                max: MAX_GRAPHEMES
            }
            .sentence(),
            "Shorten the comment: it has 12,345 characters, and at most 10,000 are allowed."
        );
    }

    #[test]
    fn an_imported_body_is_repaired_and_never_too_long() {
        assert_eq!(imported_body("a\0b\r\n").as_deref(), Some("ab"));
        let long = "word ".repeat(20_000);
        assert_eq!(imported_body(&long).unwrap(), long.trim_end());
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(input in "\\PC{0,40}|[ae\u{301}\u{327}\u{202E}\u{200D}\\n\\r >*`#&;]{0,60}") {
            if let Ok(once) = body(&input, 100) {
                prop_assert_eq!(body(&once, 100), Ok(once.clone()));
                prop_assert!(!once.chars().any(|c| characters::is_bidi_control(c) || characters::is_forbidden_control(c)));
            }
        }
    }
}
