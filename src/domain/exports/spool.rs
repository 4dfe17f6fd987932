//! An export on its way to somebody whose line may be slow: written into a file as fast as the disk
//! takes it, and sent from there, so that the snapshot is not held for longer than the reading takes.
use super::write::{Choice, Form, write};
use crate::{app::App, domain::Error, model::Site};
use anyhow::Context;
use std::{
    fs::File,
    io::{self, Read, Write},
    sync::Arc,
    time::Duration,
};
use tempfile::NamedTempFile;
use tokio::{
    runtime::Handle,
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::spawn_blocking,
};

/// Each holds a connection to the database while it is written.
const AT_ONCE: usize = 2;
/// When somebody who found no place may come again.
const AGAIN: Duration = Duration::from_secs(30);
const PIECE: usize = 64 << 10;

/// How many exports a node writes at a time.
pub struct Places(Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Places {
    pub(super) fn take(&self) -> Result<Place, Error> {
        let place = Arc::clone(&self.0).try_acquire_owned();
        place.map(Place).map_err(|_| Error::Unavailable(AGAIN))
    }
}

/// Given back when it is dropped.
pub(super) struct Place(#[expect(dead_code, reason = "held for its end")] OwnedSemaphorePermit);

/// How far the file is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    UpTo(u64),
    Whole(u64),
    Broken,
}

/// Reads what has been written, in order. Whoever drops it stops the writing.
pub struct Follower {
    file: File,
    at: u64,
    written: watch::Receiver<Written>,
}

/// Begins to write, compressed by gzip.
pub(super) fn begin(
    app: &Arc<App>,
    place: Place,
    (site, choice): (Site, Choice),
) -> Result<Follower, Error> {
    let spool = NamedTempFile::new().context("no room for an export")?;
    let file = spool.reopen().context("an export cannot be read")?;
    // Without a name it goes with its last user, however the process ends.
    let (spool, _) = spool.into_parts();
    let (tell, written) = watch::channel(Written::UpTo(0));
    let app = Arc::clone(app);
    let handle = Handle::current();
    spawn_blocking(move || {
        let _place = place;
        let telling = Telling {
            file: &spool,
            length: 0,
            tell: &tell,
        };
        let is_wanted = |_| !tell.is_closed();
        let writing = write(&app, (&site, choice), (telling, Form::Gzip), is_wanted);
        let written = handle.block_on(writing);
        let outcome = match written {
            Ok(counts) => {
                let (comments, is_wanted) = (counts.comments, !tell.is_closed());
                tracing::info!(site.id = %site.id.0, comments, is_wanted, "an export is over");
                whole(*tell.borrow())
            }
            Err(fault) => {
                tracing::error!(site.id = %site.id.0, error = ?fault, "an export broke off");
                Written::Broken
            }
        };
        tell.send_replace(outcome);
    });
    Ok(Follower {
        file,
        at: 0,
        written,
    })
}

fn whole(written: Written) -> Written {
    match written {
        Written::UpTo(length) => Written::Whole(length),
        written => written,
    }
}

impl Follower {
    /// The next piece; none after the last one.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let at = self.at;
        let written = self.written.wait_for(|written| match written {
            Written::UpTo(length) => *length > at,
            Written::Whole(_) | Written::Broken => true,
        });
        let written = *written.await.map_err(|_| broken_off())?;
        match written {
            Written::Broken => Err(broken_off()),
            Written::Whole(length) if length == at => Ok(None),
            Written::UpTo(length) | Written::Whole(length) => {
                self.read(length - at).await.map(Some)
            }
        }
    }

    async fn read(&mut self, there: u64) -> io::Result<Vec<u8>> {
        let mut file = self.file.try_clone()?;
        let length = usize::try_from(there).unwrap_or(PIECE).min(PIECE);
        let reading = spawn_blocking(move || {
            let mut piece = vec![0; length];
            file.read_exact(&mut piece)?;
            Ok::<_, io::Error>(piece)
        });
        let piece = reading.await.map_err(io::Error::other)??;
        self.at += piece.len() as u64;
        Ok(piece)
    }
}

fn broken_off() -> io::Error {
    io::Error::other("the export broke off")
}

/// Tells how long the file is.
struct Telling<'a> {
    file: &'a File,
    length: u64,
    tell: &'a watch::Sender<Written>,
}

impl Write for Telling<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.length += written as u64;
        self.tell.send_replace(Written::UpTo(self.length));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::{AGAIN, AT_ONCE, Places};
    use crate::domain::Error;

    #[test]
    fn whoever_comes_to_a_full_node_is_told_when_to_come_back() {
        let places = Places::default();
        let mut taken: Vec<_> = (0..AT_ONCE).map(|_| places.take().unwrap()).collect();
        assert!(matches!(places.take(), Err(Error::Unavailable(wait)) if wait == AGAIN));
        taken.pop();
        assert!(places.take().is_ok());
    }
}
