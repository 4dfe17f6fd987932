//! How far the imports of this node have come. In memory: on `SQLite` nothing else can be written
//! while an import is.
use crate::model::ImportId;
use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufReader, Read, Seek},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// By import.
#[derive(Default)]
pub struct Board(Mutex<HashMap<ImportId, Arc<Progress>>>);

#[derive(Default)]
pub(super) struct Progress {
    done: AtomicU64,
    /// 0 before they have been counted.
    total: AtomicU64,
    is_stopped: AtomicBool,
}

impl Board {
    pub(super) fn begin(&self, id: ImportId) -> Arc<Progress> {
        let progress = Arc::new(Progress::default());
        self.entries().insert(id, Arc::clone(&progress));
        progress
    }

    pub(super) fn end(&self, id: ImportId) {
        self.entries().remove(&id);
    }

    /// None when another node has it, or nobody.
    pub(super) fn of(&self, id: ImportId) -> Option<(u64, Option<u64>)> {
        self.entries().get(&id).map(|progress| progress.get())
    }

    fn entries(&self) -> std::sync::MutexGuard<'_, HashMap<ImportId, Arc<Progress>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    pub(super) fn get(&self) -> (u64, Option<u64>) {
        let total = self.total.load(Ordering::Relaxed);
        let done = self.done.load(Ordering::Relaxed);
        (done, (total > 0).then_some(total))
    }

    pub(super) fn set(&self, done: usize, total: usize) {
        self.total.store(total as u64, Ordering::Relaxed);
        self.done.store(done as u64, Ordering::Relaxed);
    }

    /// Whoever reads the file reads no further.
    pub(super) fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// The file from its start, until it is stopped.
    pub(super) fn read<'a>(&'a self, mut file: &'a File) -> io::Result<impl io::BufRead + 'a> {
        file.rewind()?;
        let progress = self;
        Ok(BufReader::with_capacity(
            64 << 10,
            Stoppable { progress, file },
        ))
    }
}

struct Stoppable<'a> {
    progress: &'a Progress,
    file: &'a File,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_stopped.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        self.file.read(buffer)
    }
}
