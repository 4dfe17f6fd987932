//! The lines of the file, of one kind after the other.
use super::{at::At, bounds};
use crate::domain::{
    exports::{
        Kind,
        lines::{FORMAT, Line, VERSION},
    },
    imports::reading::{ImportError, Lines, Problem},
};
use std::io::BufRead;

pub(super) struct File<R> {
    lines: Lines<R>,
    kind: Kind,
}

impl<R: BufRead> File<R> {
    /// Reads the first line.
    pub(super) fn new(input: R) -> Result<Self, ImportError> {
        let mut lines = Lines::new(input)?;
        let first = lines.next()?;
        let at = At(lines.position());
        let head = match first {
            Some(Line::Export(head)) if head.format == FORMAT => head,
            _ => {
                let found = "the first line is not of the type `export`".to_owned();
                return Err(at.refuse(Problem::NotFrom(found, "Rejoinder")));
            }
        };
        if head.version != VERSION {
            return Err(at.refuse(Problem::OtherVersion(head.version, VERSION)));
        }
        let kind = Kind::Settings;
        Ok(Self { lines, kind })
    }

    /// Bytes of the last line.
    pub(super) fn length(&self) -> usize {
        self.lines.written().len()
    }

    /// None after the last line. What stands before lines of its kind's rank is out of order.
    pub(super) fn next(&mut self) -> Result<Option<(At, Kind, Line)>, ImportError> {
        loop {
            let Some(line) = self.lines.next()? else {
                return Ok(None);
            };
            let at = At(self.lines.position());
            let Some(kind) = Kind::of(&line) else {
                continue;
            };
            bounds::check(at, &line, self.lines.written())?;
            if kind < self.kind || self.kind == Kind::End || matches!(line, Line::Export(_)) {
                return Err(at.refuse(Problem::OutOfOrder));
            }
            self.kind = kind;
            return Ok(Some((at, kind, line)));
        }
    }
}
