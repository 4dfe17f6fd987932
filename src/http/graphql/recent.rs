//! Documents that clients send as text: programs send the same few again and again, so what has been read
//! of one is kept as long as it is asked for.
use crate::graphql::limits::{Gate, Known, Refusal};
use moka::sync::Cache;
use std::sync::Arc;

/// Bytes of all texts. What is read of one takes some twenty times as many, of short names a hundred
/// times.
const TEXTS: u64 = 64 * 1024;

/// Bytes of a text, and what an entry takes besides. A longer one is read each time.
const LONGEST: usize = 8 * 1024;
const ENTRY: usize = 128;

pub(super) struct Recent(Cache<Arc<str>, Known>);

impl Recent {
    pub(super) fn new() -> Self {
        let weigh =
            |text: &Arc<str>, _: &Known| u32::try_from(text.len() + ENTRY).unwrap_or(u32::MAX);
        let texts = Cache::builder().weigher(weigh).max_capacity(TEXTS);
        Self(texts.build())
    }

    /// As the gate reads it.
    pub(super) fn read(&self, text: &str, gate: &Gate) -> Result<Known, Refusal> {
        if !is_kept(text) {
            return gate.read(text);
        }
        if let Some(known) = self.0.get(text) {
            return Ok(known);
        }
        let known = gate.read(text)?;
        self.0.insert(text.into(), known.clone());
        Ok(known)
    }
}

/// One with words of somebody's in it may hold a secret, and hardly comes twice.
fn is_kept(text: &str) -> bool {
    text.len() <= LONGEST && !text.contains('"')
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Recent};
    use crate::graphql::{
        limits::{CREDENTIAL_MUTATIONS, Gate},
        schema,
    };

    /// How many texts are kept once these have been read, and whether each was read.
    fn kept(texts: &[&str]) -> (u64, Vec<bool>) {
        let gate = Gate::new(|| schema().sdl(), CREDENTIAL_MUTATIONS);
        let recent = Recent::new();
        let read = texts.iter().map(|text| recent.read(text, &gate).is_ok());
        let read = read.collect();
        recent.0.run_pending_tasks();
        (recent.0.entry_count(), read)
    }

    #[test]
    fn a_text_that_comes_again_is_kept_once() {
        let named = "query Who { viewer { email } }";
        assert_eq!(kept(&[named, named]), (1, vec![true, true]));
    }

    #[test]
    fn what_is_refused_or_may_hold_a_secret_or_is_long_is_not_kept() {
        let secret = "{ site(key: \"hunter2\") { name } }";
        let long = format!("{{ viewer {{ email }} }}{}", " ".repeat(LONGEST));
        let outcome = kept(&["{", secret, &long, "{"]);
        assert_eq!(outcome, (0, vec![false, true, true, false]));
    }

    #[test]
    fn a_kept_document_is_the_one_that_was_read() {
        let gate = Gate::new(|| schema().sdl(), CREDENTIAL_MUTATIONS);
        let recent = Recent::new();
        for name in ["One", "Two", "One"] {
            let text = format!("query {name} {{ viewer {{ email }} }}");
            let known = recent.read(&text, &gate).unwrap();
            assert_eq!(known.name(), Some(name));
        }
    }
}
