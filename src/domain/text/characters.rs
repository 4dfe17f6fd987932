//! Which characters leave no ink, which harm their neighbours, and how many marks a letter may carry.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Combining marks kept on one base character of running text; further ones are dropped.
/// The longest stacks of living scripts (Hebrew with cantillation, Tibetan) stay below it.
pub const MAX_MARKS: usize = 8;

/// Embeddings, overrides and isolates: they reorder text far beyond the place they stand in.
/// The marks U+200E, U+200F and U+061C only colour their own place and are not among them.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// C0 and C1 (NUL included), but for tab and newline.
pub fn is_forbidden_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n')
}

/// Draws nothing by itself: white space, format characters, fillers, blanks.
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}'
            | '\u{16FE4}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D159}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a reader sees anything at all. Marks without a base do not count.
pub fn has_ink(text: &str) -> bool {
    text.chars()
        .any(|c| !is_invisible(c) && !is_combining_mark(c))
}

/// NFC, without bidi controls and forbidden controls, at most [`MAX_MARKS`] marks on a base.
/// Safe for text that has been decoded from entities; applying it twice changes nothing more.
pub fn tame(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| matches!(b, b'\t' | b'\n' | b' '..=b'~'))
    {
        return Cow::Borrowed(text);
    }
    let kept = text
        .chars()
        .filter(|&c| !is_bidi_control(c) && !is_forbidden_control(c));
    Cow::Owned(bound_marks(kept.nfc(), MAX_MARKS))
}

/// Whether some base carries more than `limit` marks.
pub fn is_zalgo(text: &str, limit: usize) -> bool {
    bound_marks(text.nfc(), limit) != text.nfc().collect::<String>()
}

/// Invisible characters between marks do not start a new base.
fn bound_marks(text: impl Iterator<Item = char>, limit: usize) -> String {
    let mut marks = 0;
    text.filter(|&c| {
        if is_combining_mark(c) {
            marks += 1;
        } else if c.is_whitespace() || !is_invisible(c) {
            marks = 0;
        }
        marks <= limit || !is_combining_mark(c)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_without_ink_is_recognised() {
        for blank in [
            "",
            " \t\n",
            "\u{200B}\u{200D}",
            "\u{2800}",
            "\u{3164}\u{115F}",
            "\u{FEFF}",
            "\u{AD}",
            "\u{301}\u{302}",
            "\u{E0041}",
            "\u{FE0F}",
            "\u{202E}",
            "\u{2028}",
            "\u{1D159}",
        ] {
            assert!(!has_ink(blank), "{}", blank.escape_unicode());
        }
        for seen in [
            ".",
            "a",
            "ก็",
            "👍",
            "ـ",
            "\u{200F}א",
            "☃\u{FE0F}",
            "0\u{20E3}",
        ] {
            assert!(has_ink(seen), "{}", seen.escape_unicode());
        }
    }

    #[test]
    fn living_scripts_and_emoji_are_left_as_they_are() {
        for text in [
            "👩‍👩‍👧‍👦 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿 5️⃣",
            "می‌خواهم",
            "กุ้งเต้นเป็นน้ำ",
            "Nguyễn Thị Ngọc Diệp",
            "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים".nfc().collect::<String>().as_str(),
            "हिन्दी क्ष्म्य",
            "བརྒྱུད",
            "\u{200F}שלום (hello)\u{200E}!",
        ] {
            assert_eq!(tame(text), text);
        }
    }

    #[test]
    fn marks_beyond_the_limit_fall_away_even_with_joiners_between() {
        let tower = format!("Z{}algo", "\u{309}".repeat(30));
        assert_eq!(
            tame(&tower),
            format!("Z{}algo", "\u{309}".repeat(MAX_MARKS))
        );
        let sly = format!("Z{}", "\u{309}\u{200D}".repeat(30));
        assert_eq!(tame(&sly).matches('\u{309}').count(), MAX_MARKS);
        assert!(is_zalgo(&tower, 8) && !is_zalgo("Nguyễn ก็", 4));
    }

    #[test]
    fn overrides_and_controls_are_taken_out() {
        assert_eq!(
            tame("a\u{202E}b\u{2066}c\u{0}d\u{9B}e\u{7F}\tf\n"),
            "abcde\tf\n"
        );
        // What a control kept apart is composed once it is gone.
        assert_eq!(tame("e\u{202C}\u{301}"), "é");
    }
}
