//! How the API spells ids and words, for files that people take away.
use std::fmt::Debug;
use uuid::Uuid;

pub(super) fn id(kind: &str, id: Uuid) -> String {
    format!("{kind}_{}", id.simple())
}

/// `NewEmail` is `NEW_EMAIL`.
pub(super) fn word(value: &impl Debug) -> String {
    let mut word = String::new();
    for letter in format!("{value:?}").chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_uppercase());
    }
    word
}
