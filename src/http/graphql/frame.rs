//! An event of a stream, as it is sent.
use axum::body::Bytes;

const NEXT: &str = "event: next\ndata: ";
const END: &str = "\n\n";

/// As server-sent events have it, a GraphQL answer in it. A copy is cheap.
#[derive(Clone, Debug)]
pub struct Frame(Bytes);

impl Frame {
    /// Of an answer in JSON on one line.
    pub(super) fn next(answer: &str) -> Self {
        Self([NEXT, answer, END].concat().into())
    }

    /// Without data a browser's `EventSource` would pass it over.
    pub(super) const COMPLETE: Bytes = Bytes::from_static(b"event: complete\ndata: null\n\n");
    /// A line without a meaning, so that nothing on the way takes a quiet stream for a dead one, and a
    /// client that has gone is noticed.
    pub(super) const QUIET: Bytes = Bytes::from_static(b":\n\n");

    pub(super) fn bytes(&self) -> Bytes {
        self.0.clone()
    }

    /// The answer alone.
    pub fn answer(&self) -> Bytes {
        self.0.slice(NEXT.len()..self.0.len() - END.len())
    }
}
