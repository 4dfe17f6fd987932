//! The bytes of the file, with a count of lines and a bound on what one event may take.
use super::error::{ImportError, Problem};
use std::io::{self, BufRead, Chain, Cursor, Read};

/// The longest text, CDATA section, tag or comment, in bytes. Posts with pictures inside
/// reach a few megabytes. What the parser buffers is bounded by it.
pub(crate) const MAX_PIECE: usize = 16 << 20;

/// How much is handed to the parser at once, so that the bound acts on input in memory too.
const CHUNK: usize = 64 << 10;

/// A place in the file: both count from 1, or are 0 where there are no lines, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

impl Position {
    pub(crate) const START: Self = Self { line: 1, column: 1 };
    /// In a file without lines.
    pub(crate) const NOWHERE: Self = Self { line: 0, column: 0 };

    pub(crate) fn advance(&mut self, bytes: &[u8]) {
        let tail = match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(last) => {
                self.line = self
                    .line
                    .saturating_add(count(&bytes[..=last], |byte| byte == b'\n'));
                self.column = 1;
                &bytes[last + 1..]
            }
            None => bytes,
        };
        self.column = self
            .column
            .saturating_add(count(tail, |byte| byte & 0xC0 != 0x80));
    }
}

fn count(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| wanted(**byte)).count()).unwrap_or(u32::MAX)
}

pub(crate) struct Source<R> {
    input: Chain<Cursor<Vec<u8>>, R>,
    at: Position,
    taken: usize,
    overflow: bool,
}

impl<R: BufRead> Source<R> {
    /// Looks at the first bytes: what is plainly no UTF-8 XML is refused here, by name.
    pub(crate) fn new(mut input: R) -> Result<Self, ImportError> {
        let mut head = Vec::with_capacity(4);
        input
            .by_ref()
            .take(4)
            .read_to_end(&mut head)
            .map_err(|error| Problem::Unreadable(error.to_string()).at(Position::START))?;
        if let Some(problem) = refused(&head) {
            return Err(problem.at(Position::START));
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        let input = Cursor::new(head).chain(input);
        Ok(Self {
            input,
            at: Position::START,
            taken: 0,
            overflow: false,
        })
    }

    /// The first byte that says something, which stays.
    pub(crate) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.fill_buf()?;
            let Some(first) = bytes.first().copied() else {
                return Ok(None);
            };
            if !first.is_ascii_whitespace() {
                return Ok(Some(first));
            }
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace());
            let blank = blank.count();
            self.consume(blank);
        }
    }

    pub(crate) fn position(&self) -> Position {
        self.at
    }

    /// Gives the next event its full allowance.
    pub(crate) fn begin_piece(&mut self) {
        self.taken = 0;
    }

    pub(crate) fn has_overflown(&self) -> bool {
        self.overflow
    }
}

fn refused(head: &[u8]) -> Option<Problem> {
    Some(match head {
        [] => Problem::Empty,
        [0x1F, 0x8B, ..] => Problem::Packed("gzip"),
        [b'P', b'K', 3 | 5, ..] => Problem::Packed("zip"),
        [b'B', b'Z', b'h', ..] => Problem::Packed("bzip2"),
        [0xFD, b'7', b'z', ..] => Problem::Packed("xz"),
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, b'<', ..] | [b'<', 0, ..] => {
            Problem::Encoding("UTF-16".into())
        }
        _ => return None,
    })
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > MAX_PIECE {
            self.overflow = true;
            return Err(io::Error::other("one piece of the file is too long"));
        }
        let bytes = self.input.fill_buf()?;
        Ok(&bytes[..bytes.len().min(CHUNK)])
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What is buffered is returned again without reading.
        if let Ok(bytes) = self.input.fill_buf() {
            self.at.advance(&bytes[..amount.min(bytes.len())]);
        }
        self.taken += amount;
        self.input.consume(amount);
    }
}
