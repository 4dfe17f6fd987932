//! The archive: written while it is sent, so that no file of it is ever whole in memory.
use super::{
    Whose, document,
    html::{self, Words},
    reader::Reader,
};
use crate::{app::App, domain::Error};
use anyhow::Context;
use chrono::{DateTime, Datelike, Timelike, Utc};
use std::{
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// Its files, in the order in which they follow one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum File {
    Readme,
    Page,
    Document,
}

impl File {
    fn name(self) -> &'static str {
        match self {
            Self::Readme => "README.txt",
            Self::Page => "account-data.html",
            Self::Document => "account-data.json",
        }
    }
}

pub struct Archive {
    whose: Whose,
    words: &'static Words,
    /// None once it is finished.
    zip: Option<ZipWriter<StreamWriter<Sent>>>,
    sent: Sent,
    /// What is being written, and how far that is.
    place: Option<(File, Reader)>,
}

/// What the archive has put out and nobody has fetched yet.
#[derive(Clone, Default)]
struct Sent(Arc<Mutex<Vec<u8>>>);

impl Sent {
    fn take(&self) -> Vec<u8> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Archive {
    pub(super) fn new(whose: Whose, words: &'static Words) -> Self {
        let sent = Sent::default();
        Self {
            whose,
            words,
            zip: Some(ZipWriter::new_stream(sent.clone())),
            sent,
            place: None,
        }
    }

    /// What the compressor keeps for the next piece is its own small window.
    pub(super) async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>, Error> {
        while self.zip.is_some() {
            self.step(app).await?;
            let bytes = self.sent.take();
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
        Ok(None)
    }

    async fn step(&mut self, app: &App) -> Result<(), Error> {
        let Some((file, mut reader)) = self.place.take() else {
            return self.begin(app, File::Readme);
        };
        let pieces = match file {
            File::Readme => None,
            File::Page | File::Document => reader.next(app, &self.whose).await?,
        };
        let Some(pieces) = pieces else {
            return self.end(app, file);
        };
        let text = match file {
            File::Page => html::text(self.words, &pieces),
            _ => document::text(&pieces),
        };
        self.write(&text)?;
        self.place = Some((file, reader));
        Ok(())
    }

    fn begin(&mut self, app: &App, file: File) -> Result<(), Error> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(time(app.env.now()))
            .unix_permissions(0o644);
        let zip = self.zip.as_mut().context("the archive is over")?;
        zip.start_file(file.name(), options)
            .context("a file cannot be begun")?;
        self.place = Some((file, Reader::new()));
        match file {
            File::Readme => {
                let text = html::readme(self.words, &self.whose.site.name, app.env.now());
                self.write(&text)
            }
            File::Page => self.write(&html::start(self.words, &self.whose.site.name)),
            File::Document => Ok(()),
        }
    }

    fn end(&mut self, app: &App, file: File) -> Result<(), Error> {
        match file {
            File::Readme => self.begin(app, File::Page),
            File::Page => {
                self.write(html::TAIL)?;
                self.begin(app, File::Document)
            }
            File::Document => {
                self.write(document::TAIL)?;
                let zip = self.zip.take().context("the archive is over")?;
                zip.finish().context("the archive cannot be finished")?;
                Ok(())
            }
        }
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        let zip = self.zip.as_mut().context("the archive is over")?;
        zip.write_all(text.as_bytes())
            .context("the archive cannot be written")?;
        Ok(())
    }
}

/// As archives tell time; the earliest they know where ours is none of theirs.
fn time(now: DateTime<Utc>) -> zip::DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(now.year()).unwrap_or_default();
    let (month, day) = (small(now.month()), small(now.day()));
    let (hour, minute, second) = (small(now.hour()), small(now.minute()), small(now.second()));
    zip::DateTime::from_date_and_time(year, month, day, hour, minute, second).unwrap_or_default()
}
