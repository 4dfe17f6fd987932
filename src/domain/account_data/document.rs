//! The JSON document.
use super::{
    Whose,
    reader::{Piece, Reader},
};
use crate::{app::App, domain::Error};

/// By itself, not in an archive.
pub struct Document {
    whose: Whose,
    reader: Reader,
    is_over: bool,
}

/// After the last list.
pub(super) const TAIL: &str = "}\n";

impl Document {
    pub(super) fn new(whose: Whose) -> Self {
        Self {
            whose,
            reader: Reader::new(),
            is_over: false,
        }
    }

    pub(super) async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>, Error> {
        if let Some(pieces) = self.reader.next(app, &self.whose).await? {
            return Ok(Some(text(&pieces).into_bytes()));
        }
        if self.is_over {
            return Ok(None);
        }
        self.is_over = true;
        Ok(Some(TAIL.into()))
    }
}

pub(super) fn text(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Head(head) => {
                let head = head.to_string();
                // The lists follow inside of the same object.
                text.push_str(head.strip_suffix('}').unwrap_or(&head));
            }
            Piece::Begin(section) => {
                text.push_str(",\n\"");
                text.push_str(section.name());
                text.push_str("\":[");
            }
            Piece::Row { row, is_first, .. } => {
                text.push_str(if *is_first { "\n" } else { ",\n" });
                text.push_str(&row.to_string());
            }
            Piece::End { .. } => text.push(']'),
        }
    }
    text
}
