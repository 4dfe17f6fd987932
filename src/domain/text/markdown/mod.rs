//! Stored Markdown → the only HTML that pages may show.
//!
//! The subset of comments: paragraphs, emphasis, strong, strikethrough (`~~`), links, lists,
//! block quotes, code. A single newline is a line break, since people type comments that way.
//! Raw HTML is shown as the text it is, headings become strong paragraphs, images become links,
//! rules stay as typed; tables and footnotes are off.
//!
//! Three walls, each enough by itself: the rules know no raw HTML, the HTML writer escapes all
//! text, and an allow-list goes over the final HTML.

mod links;
mod rules;
mod sanitise;
mod shown;

use unicode_segmentation::UnicodeSegmentation;

pub(super) use links::{href, is_language};
pub use shown::{Link, Reading, Shown, reading, shown};

use super::characters;

/// Stored beside each rendered text; raised with every change to what [`render`] gives, so that
/// older texts can be rendered again.
pub const RENDERER: i16 = 1;

/// Quotes and lists shown within one another; deeper ones are shown level with the deepest.
pub const MAX_NESTING: usize = 10;

/// HTML that is safe in any page: tags `p br strong em del a ul ol li blockquote pre code`,
/// attributes `href`, `rel`, `start` and `class="language-…"`, schemes http, https, mailto.
/// Time and depth are bounded for any input.
pub fn render(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 2);
    let events = rules::events(markdown);
    let pieces = events.into_iter().flat_map(sanitise::in_pieces);
    pulldown_cmark::html::push_html(&mut html, pieces);
    sanitise::clean(&html)
}

/// The beginning of the text without any markup, on one line, at most `graphemes` long, `…`
/// included where it was cut. It is plain text: escape it for the place it is put in.
pub fn excerpt(markdown: &str, graphemes: usize) -> String {
    let Shown { text, .. } = shown(markdown);
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.grapheme_indices(true).nth(graphemes) else {
        return line;
    };
    let Some((last, _)) = line[..end].grapheme_indices(true).next_back() else {
        return String::new();
    };
    format!("{}…", line[..last].trim_end())
}

/// Whether a reader sees anything once it is rendered.
pub(super) fn shows_something(markdown: &str) -> bool {
    characters::has_ink(&shown(markdown).text)
}

#[cfg(test)]
pub(super) mod tests;
