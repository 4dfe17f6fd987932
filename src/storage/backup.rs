//! Copies of a `SQLite` database, each as it was at one moment, made while it is written to.
use super::Db;
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};
use sea_orm::{DbErr, RuntimeErr};
use std::{
    path::{Path, PathBuf},
    thread,
    time::Duration,
};
use tokio::task::spawn_blocking;

/// Until a database that is just being closed or recovered is asked again.
const BUSY: Duration = Duration::from_millis(50);
const TRIES: u32 = 100;

impl Db {
    /// The file that it is; none on a server.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(super::file::File::path)
    }
}

/// Into an empty file. Writers go on meanwhile, and readers too.
pub async fn copy(source: PathBuf, target: PathBuf) -> Result<(), DbErr> {
    blocking(move || copy_now(&source, &target)).await
}

/// What is wrong with a file as such: none where it is whole.
pub async fn broken(path: PathBuf) -> Result<Vec<String>, DbErr> {
    blocking(move || broken_now(&path)).await
}

/// Brings all of the write-ahead log into the file, for whoever copies the file alone. Others who have
/// it open do not mind.
pub fn settle(path: &Path) -> Result<(), DbErr> {
    let settled = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .and_then(|file| file.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
    settled.map_err(|error| fault(&error))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, DbErr> {
    let worked = spawn_blocking(work).await;
    let lost = |_| DbErr::Query(RuntimeErr::Internal("it was broken off".to_owned()));
    worked.map_err(lost)?.map_err(|error| fault(&error))
}

/// In one step, so that what is written meanwhile does not make it begin again.
fn copy_now(source: &Path, target: &Path) -> rusqlite::Result<()> {
    let from = Connection::open_with_flags(source, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    from.pragma_update(None, "query_only", true)?;
    // Made by whoever asks, for its owner alone: where it has gone meanwhile there is none.
    let mut to = Connection::open_with_flags(target, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut tries = 0;
    {
        let backup = Backup::new(&from, &mut to)?;
        loop {
            match backup.step(-1)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ if tries < TRIES => {
                    tries += 1;
                    thread::sleep(BUSY);
                }
                _ => return Err(busy()),
            }
        }
    }
    to.close().map_err(|(_, fault)| fault)
}

/// So that it is one file, which can be opened where nothing can be written, and not one with a log
/// beside it.
pub async fn let_alone(path: PathBuf) -> Result<(), DbErr> {
    blocking(move || {
        let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let set = "PRAGMA journal_mode = delete";
        let mode: String = file.query_row(set, [], |row| row.get(0))?;
        if mode == "delete" {
            Ok(())
        } else {
            Err(busy())
        }
    })
    .await
}

/// In `SQLite`'s words: who makes a copy has to know whether it is the disk.
fn fault(fault: &rusqlite::Error) -> DbErr {
    DbErr::Query(RuntimeErr::Internal(fault.to_string()))
}

fn busy() -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
    rusqlite::Error::SqliteFailure(code, None)
}

fn broken_now(path: &Path) -> rusqlite::Result<Vec<String>> {
    let file = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut integrity = file.prepare("PRAGMA integrity_check")?;
    let found = integrity.query_map([], |row| row.get(0))?;
    let mut found: Vec<String> = found.collect::<rusqlite::Result<_>>()?;
    found.retain(|line| line != "ok");
    let mut keys = file.prepare("PRAGMA foreign_key_check")?;
    let orphans = keys.query_map([], |row| {
        let (table, of): (String, String) = (row.get(0)?, row.get(2)?);
        Ok(format!("a row of {table} points at none of {of}"))
    })?;
    found.extend(orphans.collect::<rusqlite::Result<Vec<_>>>()?);
    Ok(found)
}
