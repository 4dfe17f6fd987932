//! A text as the phases read it: folded once, for all of them.
use super::{links, repeats, words::Folded};
use crate::domain::text::markdown;
use unicode_segmentation::UnicodeSegmentation;

pub struct Reading {
    pub folded: Folded,
    /// Characters that a reader sees.
    pub length: usize,
    pub links: usize,
}

impl Reading {
    pub fn of(body_markdown: &str) -> Self {
        let shown = markdown::shown(body_markdown);
        // Where a link leads counts as what it says.
        let mut text = shown.text.clone();
        for link in &shown.links {
            text.push('\n');
            text.push_str(&link.href);
        }
        Self {
            folded: Folded::of(&text),
            length: shown.text.trim().graphemes(true).count(),
            links: links::count(&shown),
        }
    }

    /// The same for texts that read the same; none for short ones.
    pub fn fingerprint(&self) -> Option<Vec<u8>> {
        repeats::fingerprint(&self.folded).map(Vec::from)
    }
}
