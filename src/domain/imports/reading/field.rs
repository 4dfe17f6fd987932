//! A text out of a file: trimmed, bounded, and without what neither XML nor the database may hold.
use super::MAX_KEY;
use quick_xml::escape::{resolve_xml_entity, unescape_with};

/// Bytes kept of a short field (name, date, link, …).
pub(crate) const MAX_ATOM: usize = 4 << 10;
/// Bytes kept of a page's title.
pub(crate) const MAX_TITLE: usize = 500;
/// Bytes of a comment's text; a longer comment is left out.
pub(crate) const MAX_CONTENT: usize = 1 << 20;

#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    text: String,
    /// More was there than fits.
    pub(crate) is_cut: bool,
    /// Control characters were taken out.
    pub(crate) is_cleaned: bool,
}

impl Field {
    pub(crate) fn of(text: &str, limit: usize) -> Self {
        let mut field = Self::default();
        field.push(text, limit);
        field
    }

    /// Of an address: what is too long to be kept stays longer than that.
    pub(crate) fn of_address(text: &str) -> Self {
        Self::of(text.trim(), MAX_KEY + char::MAX.len_utf8())
    }

    pub(crate) fn push(&mut self, piece: &str, limit: usize) {
        for part in piece.split_inclusive(is_forbidden) {
            let clean = part.strip_suffix(is_forbidden).unwrap_or(part);
            self.is_cleaned |= clean.len() < part.len();
            let room = limit.saturating_sub(self.text.len());
            self.is_cut |= clean.len() > room;
            self.text
                .push_str(&clean[..clean.floor_char_boundary(room)]);
        }
    }

    /// Without white space at both ends.
    pub(crate) fn as_str(&self) -> &str {
        self.text.trim()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.as_str().is_empty()
    }

    pub(crate) fn into_text(self) -> String {
        if self.as_str().len() == self.text.len() {
            self.text
        } else {
            self.as_str().to_owned()
        }
    }

    /// A positive whole number.
    pub(crate) fn number(&self) -> Option<u64> {
        self.as_str().parse().ok().filter(|number| *number > 0)
    }

    /// For names and titles, which are kept with HTML's entities in them: those
    /// resolved, runs of white space made one space.
    pub(crate) fn plain(&self) -> String {
        let text = unescape_with(self.as_str(), resolve_entity).unwrap_or(self.as_str().into());
        let clean: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
        clean.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn resolve_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "nbsp" => "\u{A0}",
        "hellip" => "…",
        "ndash" => "–",
        "mdash" => "—",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "laquo" => "«",
        "raquo" => "»",
        _ => return resolve_xml_entity(name),
    })
}

fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
