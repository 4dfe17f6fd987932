//! An export of Commento, Commento++ or Comentario: one JSON object with lists.
//!
//! - Versions 1 name pages by host and path in each comment; version 3 lists them, with paths only,
//!   and the host is taken from the address of a comment.
//! - Commenters stand behind the comments, and in version 1 once for each of their comments.
//! - A text is Markdown. What was deleted has none, or `[deleted]`.
//! - Votes are numbers without voters.
mod item;
mod reader;
#[cfg(test)]
mod tests;

pub(super) use reader::Commento;
