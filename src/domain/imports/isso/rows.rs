//! The rows of the database as lines.
use crate::{
    domain::{
        Error,
        imports::{
            Fault,
            reading::{ImportError, Problem},
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
    let mut lines = BufWriter::new(file.map_err(Error::from)?);
    let database = Database::open(&path).await.map_err(broken)?;
    let unnamed = path.close().context("cannot remove the copy's name");
    unnamed.map_err(Error::from)?;
    let mut threads = database.threads();
    while let Some(thread) = threads.next().await {
        write(&mut lines, &thread.map_err(broken)?)?;
    }
    drop(threads);
    let mut comments = database.comments();
    while let Some(comment) = comments.next().await {
        write(&mut lines, &comment.map_err(broken)?)?;
    }
    drop(comments);
    database.close().await;
    let file = lines.into_inner().context("no room for the lines");
    Ok(file.map_err(Error::from)?)
}

fn write(lines: &mut impl Write, row: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *lines, row).context("cannot write a row down")?;
    writeln!(lines).context("cannot write a row down")?;
    Ok(())
}

fn broken(broken: Broken) -> ImportError {
    let Broken { table, after, why } = broken;
    Problem::Row { table, after, why }.anywhere()
}
