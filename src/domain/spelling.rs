//! How the API spells ids and words, for files that people take away and bring back.
use sea_orm::Iterable;
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

/// What [`id`] has written.
pub(super) fn read_id(kind: &str, text: &str) -> Option<Uuid> {
    let digits = text.strip_prefix(kind)?.strip_prefix('_')?;
    let found = Uuid::try_parse(digits).ok()?;
    (id(kind, found) == text).then_some(found)
}

/// What [`word`] has written.
pub(super) fn read_word<T: Iterable + Debug>(text: &str) -> Option<T> {
    T::iter().find(|value| word(value) == text)
}
