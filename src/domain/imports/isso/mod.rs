//! The database of Isso: a `SQLite` file.
//!
//! - Its rows are written down as lines of JSON first, in order, so that it is read twice as any other
//!   file. They have no lines that anybody could look up: reports name comments by their numbers.
//! - Pages are paths without a host.
//! - A text is Markdown; one that begins with a paragraph's tag came from Disqus, and is HTML.
//! - Numbers of votes have no voters; the addresses of networks are not even read.
mod reader;
mod rows;
#[cfg(test)]
mod tests;

pub(super) use reader::Isso;
pub(super) use rows::written_down;
