//! Foreign HTML → our Markdown, for importers.
//!
//! `render(to_markdown(html))` shows the words, links, emphasis, quotes, lists and code of the
//! source. As in `WordPress`, a single newline is a line break and a blank line a new paragraph,
//! so plain text with bare newlines comes out as it was typed; what Markdown would read as
//! markup is escaped.
//!
//! No element tree is built: a tokenizer's flat stream is turned into a flat list of blocks, so
//! nothing recurses and nothing can overflow, and time grows with the length of the text. Safety is not
//! this module's duty: its result is Markdown like any other, and `render` trusts none.

mod blocks;
mod inline;
mod reader;
mod writer;

/// Drops scripts, styles, frames, form fields and media; an image becomes its description, or
/// else a link to it. Headings become strong paragraphs, table rows paragraphs with `|` between the cells. Tags that HTML does
/// not know, and a `<` that opens nothing, are words.
pub fn to_markdown(html: &str) -> String {
    writer::write(&blocks::collect(reader::read(html)))
}

#[cfg(test)]
mod tests;
