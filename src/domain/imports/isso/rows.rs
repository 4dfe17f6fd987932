//! The rows of the database as lines.
use crate::{
    domain::{
        Error,
        imports::{
            Fault,
            reading::{ImportError, MAX_COMMENTS, MAX_ITEMS, Problem},
        },
    },
    storage::isso::{Broken, Database},
};
use anyhow::Context;
use futures_util::StreamExt;
use serde::Serialize;
use std::{
    fs::File,
    io::{BufWriter, Write},
};
use tempfile::TempPath;

/// In a file that has no name. Nor has the database one once it is open, for it holds addresses of
/// people, and whoever is killed tidies nothing up.
pub(in crate::domain::imports) async fn written_down(path: TempPath) -> Result<File, Fault> {
    let file = tempfile::tempfile().context("no room for a file");
    let mut lines = Lines {
        file: BufWriter::new(file.map_err(Error::from)?),
        room: MAX_BYTES.into(),
    };
    let database = Database::open(&path).await.map_err(broken)?;
    let unnamed = path.close().context("cannot remove the copy's name");
    unnamed.map_err(Error::from)?;
    let mut threads = database.threads();
    for number in 0.. {
        let Some(thread) = threads.next().await else {
            break;
        };
        too_many("items", number, MAX_ITEMS)?;
        lines.write(&thread.map_err(broken)?)?;
    }
    drop(threads);
    let mut comments = database.comments();
    for number in 0.. {
        let Some(comment) = comments.next().await else {
            break;
        };
        too_many("comments", number, MAX_COMMENTS)?;
        lines.write(&comment.map_err(broken)?)?;
    }
    drop(comments);
    database.close().await;
    let file = lines.file.into_inner().context("no room for the lines");
    Ok(file.map_err(Error::from)?)
}

/// Bytes that the rows may become, as of a file that is sent.
const MAX_BYTES: u32 = 2 << 30;

/// What is written down, and how much may follow.
struct Lines {
    file: BufWriter<File>,
    room: u64,
}

impl Lines {
    fn write(&mut self, row: &impl Serialize) -> Result<(), Fault> {
        let mut line = serde_json::to_vec(row)
            .context("cannot write a row down")
            .map_err(Error::from)?;
        line.push(b'\n');
        let room = self.room.checked_sub(line.len() as u64);
        self.room = room.ok_or_else(|| too_much("bytes", MAX_BYTES))?;
        let written = self.file.write_all(&line);
        let written = written.context("cannot write a row down");
        Ok(written.map_err(Error::from)?)
    }
}

/// Of a row that comes after so many.
fn too_many(what: &'static str, number: u32, limit: u32) -> Result<(), ImportError> {
    if number < limit {
        return Ok(());
    }
    Err(too_much(what, limit))
}

fn too_much(what: &'static str, limit: u32) -> ImportError {
    Problem::TooMany { what, limit }.anywhere()
}

fn broken(broken: Broken) -> ImportError {
    match broken {
        Broken::NoTable(table) => {
            let found = format!("the database has no table {table} as Isso makes it");
            Problem::NotFrom(found, "Isso")
        }
        Broken::Row { table, after, why } => Problem::Row { table, after, why },
        Broken::NotUtf8 { table, row, column } => Problem::NotUtf8InRow { table, row, column },
    }
    .anywhere()
}

#[cfg(test)]
mod tests {
    use super::{BufWriter, Lines, too_many};

    #[test]
    fn rows_end_where_they_are_too_many_or_too_long() {
        let file = BufWriter::new(tempfile::tempfile().unwrap());
        let mut lines = Lines { file, room: 4 };
        lines.write(&1).unwrap();
        lines.write(&2).unwrap();
        let fault = lines.write(&3).unwrap_err().to_string();
        assert!(fault.contains("more than 2147483648 bytes"), "{fault}");

        too_many("items", 4, 5).unwrap();
        let fault = too_many("items", 5, 5).unwrap_err().to_string();
        assert!(fault.contains("more than 5 items"), "{fault}");
    }
}
