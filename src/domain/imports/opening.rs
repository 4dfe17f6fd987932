//! A file that somebody gave: of what system it is, and in a form that can be read twice.
use super::{
    Fault,
    formats::name,
    isso,
    packing::{UNPACKED_MAX, Unfit},
    reading::Problem,
};
use crate::{domain::Error, model::ImportFormat};
use anyhow::Context;
use flate2::read::MultiGzDecoder;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, Write},
};

/// Unpacked, and where its system keeps a database, its rows written down.
pub struct Opened {
    pub(super) file: File,
    pub format: ImportFormat,
}

/// The first bytes of a file of Isso.
const SQLITE: &[u8] = b"SQLite format 3\0";
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// So much is looked at to guess.
const HEAD: u64 = 64 << 10;

/// What is packed or comes through a pipe, in a file that has no name.
pub fn unpacked(given: impl Read) -> io::Result<File> {
    unpacked_within(given, UNPACKED_MAX)
}

fn unpacked_within(given: impl Read, max: u64) -> io::Result<File> {
    let mut given = BufReader::new(given);
    let mut file = tempfile::tempfile()?;
    if given.fill_buf()?.starts_with(&GZIP) {
        let mut given = MultiGzDecoder::new(given).take(max + 1);
        if io::copy(&mut given, &mut file)? > max {
            return Err(io::Error::other(Unfit::UnpacksTooLarge));
        }
    } else {
        io::copy(&mut given, &mut file)?;
    }
    Ok(file)
}

/// The file itself, where it is not packed.
pub fn unpacked_if_packed(mut file: File) -> io::Result<File> {
    let mut first = Vec::new();
    (&file).take(GZIP.len() as u64).read_to_end(&mut first)?;
    file.rewind()?;
    if first == GZIP {
        unpacked(file)
    } else {
        Ok(file)
    }
}

pub async fn opened(mut file: File, wanted: Option<ImportFormat>) -> Result<Opened, Fault> {
    let head = head(&mut file).context("cannot read the file");
    let head = head.map_err(Error::from)?;
    let guessed = guess(&head);
    if let (Some(wanted), Some(guessed)) = (wanted, guessed)
        && wanted != guessed
    {
        return Err(Problem::OtherSystem(name(guessed)).anywhere().into());
    }
    let format = wanted.or(guessed);
    let format = format.ok_or_else(|| Problem::UnknownFormat.anywhere())?;
    if format == ImportFormat::Isso {
        if !head.starts_with(SQLITE) {
            let found = "this is no SQLite database".to_owned();
            return Err(Problem::NotFrom(found, "Isso").anywhere().into());
        }
        file = rows(file).await?;
    }
    Ok(Opened { file, format })
}

fn head(file: &mut File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.rewind()?;
    file.take(HEAD).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(head)
}

/// `SQLite` reads files that have a name.
async fn rows(mut file: File) -> Result<File, Fault> {
    let named = tempfile::NamedTempFile::new().context("no room for a file");
    let mut named = named.map_err(Error::from)?;
    let copied = io::copy(&mut file, &mut named).and_then(|_| named.flush());
    copied
        .context("no room for the file")
        .map_err(Error::from)?;
    isso::written_down(named.into_temp_path()).await
}

impl Opened {
    /// From its start.
    pub fn read(&self) -> io::Result<BufReader<&File>> {
        (&self.file).rewind()?;
        Ok(BufReader::with_capacity(64 << 10, &self.file))
    }
}

/// By what stands first of what only one system writes.
fn guess(head: &[u8]) -> Option<ImportFormat> {
    if head.starts_with(SQLITE) {
        return Some(ImportFormat::Isso);
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}');
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let signs: &[(&str, ImportFormat)] = match text.bytes().next()? {
        b'<' => &[
            ("<disqus", ImportFormat::Disqus),
            ("<rss", ImportFormat::Wordpress),
        ],
        b'{' => &[
            ("\"type\":\"export\"", ImportFormat::Rejoinder),
            ("\"comments\"", ImportFormat::Commento),
            ("\"commenters\"", ImportFormat::Commento),
            ("\"pages\"", ImportFormat::Commento),
            ("\"users\"", ImportFormat::Remark42),
            ("\"posts\"", ImportFormat::Remark42),
            ("\"locator\"", ImportFormat::Remark42),
        ],
        _ => &[],
    };
    let found = signs
        .iter()
        .filter_map(|(sign, format)| Some((text.find(sign)?, *format)));
    found.min_by_key(|(at, _)| *at).map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use super::{guess, unpacked, unpacked_within};
    use crate::model::ImportFormat;
    use flate2::{Compression, write::GzEncoder};
    use std::io::{Read, Seek, Write};

    #[test]
    fn a_format_is_known_by_what_only_it_has() {
        for (head, format) in [
            (
                "<?xml version=\"1.0\"?>\n<!-- <x> -->\n<rss version=\"2.0\">",
                Some(ImportFormat::Wordpress),
            ),
            (
                "\u{FEFF} <disqus xmlns=\"http://disqus.com\">",
                Some(ImportFormat::Disqus),
            ),
            (
                "{\n \"version\": 1, \"comments\": [{\"users\": 1}]",
                Some(ImportFormat::Commento),
            ),
            (
                "{\"version\":3,\"pages\":[],\"comments\":[]",
                Some(ImportFormat::Commento),
            ),
            (
                "{\"version\":1,\"users\":[],\"posts\":[]}\n{\"id\":\"comments\"}",
                Some(ImportFormat::Remark42),
            ),
            (
                "{\"type\":\"export\",\"format\":\"rejoinder\"}\n{\"pages\":[]}",
                Some(ImportFormat::Rejoinder),
            ),
            (
                "{\n  \"format\": \"rejoinder\",\n  \"type\": \"export\"\n}\n{ \"pages\": [] }",
                Some(ImportFormat::Rejoinder),
            ),
            (
                "{\"id\":\"1\",\"locator\":{}}",
                Some(ImportFormat::Remark42),
            ),
            ("SQLite format 3\0\u{10}", Some(ImportFormat::Isso)),
            ("<html>", None),
            ("{\"a\": 1}", None),
            ("hello", None),
            ("", None),
        ] {
            assert_eq!(guess(head.as_bytes()), format, "{head:?}");
        }
    }

    #[test]
    fn a_packed_file_is_unpacked_and_another_is_not() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(b"hello").unwrap();
        let packed = packed.finish().unwrap();
        for (given, expected) in [(&packed[..], "hello"), (b"hello", "hello"), (b"h", "h")] {
            let mut file = unpacked(given).unwrap();
            let mut text = String::new();
            file.rewind().unwrap();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
        unpacked_within(&packed[..], 5).unwrap();
        let fault = unpacked_within(&packed[..], 4).unwrap_err().to_string();
        assert!(fault.contains("more than 2 GiB"), "{fault}");
    }
}
