//! Writing an export into a file, or wherever else.
use super::{
    lines::{Counts, Line},
    read::{Of, Reader},
    wxr,
};
use crate::{app::App, domain::Error, model::Site, storage};
use flate2::{Compression, write::GzEncoder};
use std::io::{self, Write};

/// What is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// E-mail addresses, and what providers call people.
    pub with_addresses: bool,
    pub language: Language,
}

/// What the file is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Everything, as lines of JSON.
    #[default]
    Lines,
    /// Conversations alone, as WordPress exports them.
    Wxr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain,
    Gzip,
}

/// How many comments there are to tell of.
pub async fn count(app: &App, site: &Site) -> Result<u64, Error> {
    // A snapshot is given the time that it takes.
    let snapshot = app.db.snapshot().await?;
    Ok(storage::exports::count_comments(&snapshot, site.id).await?)
}

/// Blocks its thread while it writes. `progress` is told how many comments are out, and says whether
/// to go on; what was stopped has no last line.
pub async fn write(
    app: &App,
    (site, choice): (&Site, Choice),
    (out, form): (impl Write, Form),
    progress: impl FnMut(u64) -> bool,
) -> Result<Counts, Error> {
    let snapshot = app.db.snapshot().await?;
    let of = Of {
        db: &snapshot,
        site,
        with_addresses: choice.with_addresses,
    };
    match form {
        Form::Plain => write_as(choice.language, of, out, progress)
            .await
            .map(|(_, counts)| counts),
        Form::Gzip => {
            let packed = GzEncoder::new(out, Compression::default());
            let (packed, counts) = write_as(choice.language, of, packed, progress).await?;
            let mut out = packed.finish().map_err(unwritten)?;
            out.flush().map_err(unwritten)?;
            Ok(counts)
        }
    }
}

async fn write_as<W: Write>(
    language: Language,
    of: Of<'_>,
    out: W,
    progress: impl FnMut(u64) -> bool,
) -> Result<(W, Counts), Error> {
    match language {
        Language::Lines => write_lines(of, out, progress).await,
        Language::Wxr => wxr::write(of, out, progress).await,
    }
}

async fn write_lines<W: Write>(
    of: Of<'_>,
    mut out: W,
    mut progress: impl FnMut(u64) -> bool,
) -> Result<(W, Counts), Error> {
    let mut reader = Reader::new();
    while let Some(lines) = reader.next(of).await? {
        write_page(&mut out, &lines).map_err(unwritten)?;
        if !progress(reader.counts().comments) {
            break;
        }
    }
    out.flush().map_err(unwritten)?;
    Ok((out, reader.counts()))
}

fn write_page(out: &mut impl Write, lines: &[Line]) -> io::Result<()> {
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line)?;
        text.push(b'\n');
    }
    out.write_all(&text)
}

pub(super) fn unwritten(fault: io::Error) -> Error {
    Error::Internal(anyhow::Error::new(fault).context("an export cannot be written"))
}
