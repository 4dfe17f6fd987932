//! When two texts are the same text.

use sha2::{Digest, Sha256};

use super::{
    Draft, Opinion,
    words::{Folded, weight},
};
use crate::model::HoldReason;

/// Letters of a text that is worth telling apart: everybody says "Thanks!" twice.
const MIN_LETTERS: usize = 12;

/// Of texts that differ only in case, accents, punctuation, white space and letters that look
/// alike, one and the same; none for short ones. May be stored: a change to the folding only lets
/// a repeat of an older text pass.
pub fn fingerprint(text: &Folded) -> Option<[u8; 32]> {
    let key = text.key();
    let letters: usize = key.chars().map(weight).sum();
    (letters >= MIN_LETTERS).then(|| Sha256::digest(key).into())
}

pub(super) fn phase(draft: &Draft<'_>) -> Option<Opinion> {
    draft.is_repeat.then_some(Opinion::Hold(HoldReason::Repeat))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<[u8; 32]> {
        fingerprint(&Folded::of(text))
    }

    #[test]
    fn the_same_text_in_other_clothes_has_the_same_fingerprint() {
        for (a, b) in [
            ("The same old text!!", "the same  old text"),
            ("The same old text", "THE SAME, OLD\n\nTEXT…"),
            ("The same old text", "Thé säme old téxt"),
            ("The same old text", "The s\u{430}me old t\u{435}xt"),
            ("The same old text", "The same 0ld text 👍"),
            ("The same old text", "The same\u{200B} old te\u{AD}xt"),
            ("The same old text", "Ｔｈｅ ｓａｍｅ ｏｌｄ ｔｅｘｔ"),
            ("Опять тот же текст", "опять тот же текст."),
            ("又是同一段文字", "又是同一段文字！！"),
        ] {
            assert!(of(a).is_some() && of(a) == of(b), "{a} {b}");
        }
    }

    #[test]
    fn other_texts_have_others() {
        for (a, b) in [
            ("The same old text", "The same odd text"),
            ("The same old text", "The sameold text"),
            ("Episode 12 was the best", "Episode 13 was the best"),
            ("Это был мой кот Василий", "Это были мои коты Василии"),
        ] {
            assert_ne!(of(a), of(b), "{a} {b}");
        }
    }

    #[test]
    fn short_texts_have_none() {
        for text in [
            "",
            "Thanks!",
            "Great show!!",
            "👍👍👍👍👍👍👍👍👍👍👍👍👍",
            "--- ... ---",
            "Спасибо!",
            "谢谢你们",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn a_repeated_text_is_held() {
        use super::super::tests::{Case, verdict};
        let case = |is_repeat| {
            verdict(&Case {
                is_repeat,
                ..Case::default()
            })
        };
        assert_eq!(case(true), "Pending [Repeat]");
        assert_eq!(case(false), "Approved []");
    }
}
