//! A file on its way into the database: unpacked where it came packed, cut, and each piece
//! compressed. No database.
use flate2::{
    Compression,
    read::GzDecoder,
    write::{GzEncoder, MultiGzDecoder},
};
use std::io::{self, Read, Write};

/// The file as it is sent.
pub(super) const SENT_MAX: u64 = 512 << 20;
/// The same unpacked: what a small file can be made to unpack to has to end somewhere.
pub(super) const UNPACKED_MAX: u64 = 2 << 30;
/// Of the unpacked file in one piece.
const PIECE: usize = 1 << 20;
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("The file is larger than 512 MiB: pack it with gzip, or export in parts.")]
    TooLarge,
    #[error("The file unpacks to more than 2 GiB: export in parts.")]
    UnpacksTooLarge,
    #[error(
        "The file cannot be unpacked: it is no whole gzip file. Begin the import again, with one that is."
    )]
    NotGzip,
}

pub(super) type Pieces = Vec<Vec<u8>>;

pub(super) struct Packer {
    form: Form,
    sent: u64,
    sent_max: u64,
    unpacked_max: u64,
}

/// Known by its first two bytes.
enum Form {
    Unknown(Vec<u8>),
    Plain(Cutter),
    Gzip(Box<MultiGzDecoder<Cutter>>),
}

impl Packer {
    pub(super) fn new() -> Self {
        Self::within(SENT_MAX, UNPACKED_MAX)
    }

    fn within(sent_max: u64, unpacked_max: u64) -> Self {
        Self {
            form: Form::Unknown(Vec::new()),
            sent: 0,
            sent_max,
            unpacked_max,
        }
    }

    /// What has been sent so far.
    pub(super) fn sent(&self) -> u64 {
        self.sent
    }

    /// Takes what comes next, and gives the pieces that are full.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<Pieces, Unfit> {
        self.sent += bytes.len() as u64;
        if self.sent > self.sent_max {
            return Err(Unfit::TooLarge);
        }
        if let Form::Unknown(first) = &mut self.form {
            first.extend_from_slice(bytes);
            if first.len() < GZIP.len() {
                return Ok(Pieces::new());
            }
            let first = std::mem::take(first);
            self.form = Form::of(&first, Cutter::within(self.unpacked_max));
            return self.form.write(&first);
        }
        self.form.write(bytes)
    }

    /// The file is at its end.
    pub(super) fn finish(self) -> Result<Pieces, Unfit> {
        match self.form {
            Form::Unknown(first) => {
                let mut form = Form::Plain(Cutter::within(self.unpacked_max));
                form.write(&first)?;
                Self { form, ..self }.finish()
            }
            Form::Plain(cutter) => cutter.finish().map_err(|_| Unfit::NotGzip),
            Form::Gzip(mut decoder) => {
                if decoder.try_finish().is_err() {
                    return Err(decoder.get_ref().unfit());
                }
                let cutter = decoder.finish().map_err(|_| Unfit::NotGzip)?;
                cutter.finish().map_err(|_| Unfit::NotGzip)
            }
        }
    }
}

impl Form {
    fn of(first: &[u8], cutter: Cutter) -> Self {
        if first.starts_with(&GZIP) {
            Self::Gzip(Box::new(MultiGzDecoder::new(cutter)))
        } else {
            Self::Plain(cutter)
        }
    }

    fn write(&mut self, bytes: &[u8]) -> Result<Pieces, Unfit> {
        let (written, cutter) = match self {
            Self::Unknown(_) => return Ok(Pieces::new()),
            Self::Plain(cutter) => (cutter.write_all(bytes), cutter),
            Self::Gzip(decoder) => (decoder.write_all(bytes), decoder.get_mut()),
        };
        match written {
            Ok(()) => Ok(std::mem::take(&mut cutter.full)),
            Err(_) => Err(cutter.unfit()),
        }
    }
}

/// Cuts what is written to it.
struct Cutter {
    rest: Vec<u8>,
    full: Pieces,
    /// For so much more; none when more has come.
    room: Option<u64>,
}

impl Cutter {
    fn within(max: u64) -> Self {
        Self {
            rest: Vec::new(),
            full: Pieces::new(),
            room: Some(max),
        }
    }

    /// Why no more could be written.
    fn unfit(&self) -> Unfit {
        match self.room {
            None => Unfit::UnpacksTooLarge,
            Some(_) => Unfit::NotGzip,
        }
    }

    fn finish(mut self) -> io::Result<Pieces> {
        if !self.rest.is_empty() {
            self.full.push(packed(&self.rest)?);
        }
        Ok(self.full)
    }
}

impl Write for Cutter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        self.room = self.room.and_then(|room| room.checked_sub(length));
        if self.room.is_none() {
            return Err(io::Error::other("too large"));
        }
        self.rest.extend_from_slice(bytes);
        while self.rest.len() >= PIECE {
            self.full.push(packed(&self.rest[..PIECE])?);
            self.rest.drain(..PIECE);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A piece as it was before.
pub(super) fn unpacked(piece: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(PIECE);
    GzDecoder::new(piece).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Packer, Pieces, Unfit, packed, unpacked};

    fn sent(file: &[u8], at_once: usize) -> Result<Vec<u8>, Unfit> {
        let mut packer = Packer::new();
        let mut pieces = Pieces::new();
        for bytes in file.chunks(at_once) {
            pieces.extend(packer.take(bytes)?);
        }
        assert_eq!(packer.sent(), file.len() as u64);
        pieces.extend(packer.finish()?);
        let pieces = pieces.iter().map(|piece| unpacked(piece).unwrap());
        let pieces: Vec<Vec<u8>> = pieces.collect();
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE));
        Ok(pieces.concat())
    }

    fn text(length: usize) -> Vec<u8> {
        let letters = b"<item>A comment on the old lamps.</item>\n";
        let letters = letters.iter().copied().cycle();
        letters.take(length).collect()
    }

    #[test]
    fn a_file_comes_out_as_it_went_in_packed_or_not() {
        for length in [0, 1, 2, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 17] {
            let text = text(length);
            let gzip = packed(&text).unwrap();
            let twice = [gzip.clone(), gzip.clone()].concat();
            for at_once in [1 << 10, 1 << 18, usize::MAX] {
                assert_eq!(sent(&text, at_once).unwrap(), text, "{length}");
                assert_eq!(sent(&gzip, at_once).unwrap(), text, "{length}");
                let both = sent(&twice, at_once).unwrap();
                assert_eq!(both.len(), 2 * length);
            }
        }
    }

    #[test]
    fn its_first_bytes_may_come_one_by_one() {
        let text = text(5_000);
        assert_eq!(sent(&packed(&text).unwrap(), 1).unwrap(), text);
        assert_eq!(sent(&text, 1).unwrap(), text);
    }

    #[test]
    fn half_a_gzip_file_and_a_spoilt_one_are_none() {
        let whole = packed(&text(100_000)).unwrap();
        let mut spoilt = whole.clone();
        let last = spoilt.len() - 6;
        spoilt[last] ^= 1;
        for file in [&whole[..whole.len() / 2], &whole[..12], &spoilt] {
            assert_eq!(sent(file, 1 << 10), Err(Unfit::NotGzip));
        }
    }

    #[test]
    fn too_much_ends_where_it_is_too_much() {
        let mut packer = Packer::within(10, 100);
        packer.take(b"<rss/>...").unwrap();
        packer.take(b".").unwrap();
        assert_eq!(packer.take(b"."), Err(Unfit::TooLarge));

        for (length, expected) in [(5_000, Ok(())), (5_001, Err(Unfit::UnpacksTooLarge))] {
            let mut packer = Packer::within(1_000, 5_000);
            let bomb = packed(&vec![0; length]).unwrap();
            let taken = packer.take(&bomb).map(drop);
            let all = taken.and_then(|()| packer.finish().map(drop));
            assert_eq!(all, expected);
        }
    }
}
