//! Copies of the whole installation, where it is a `SQLite` file: made while it runs, and looked
//! through before they count.
use super::doctor::{self, Findings};
use crate::{
    app::App,
    env::Env,
    storage::{Db, backup, db::DbOptions},
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::DbErr;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::{NamedTempFile, TempDir};
use tokio::time::sleep;

/// How backups are made without anybody asking for them.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub folder: PathBuf,
    pub every: TimeDelta,
    /// Of the newest.
    pub keep: usize,
}

/// A copy that is whole.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub bytes: u64,
    pub episodes: usize,
    /// What the doctor finds, and was wrong in the database already: a sentence for each. Nothing is lost
    /// by it.
    pub wrong: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(
        "the database is PostgreSQL: back it up with `pg_dump --format=custom`, and restore it with \
         `pg_restore`"
    )]
    NoFile,
    #[error("{} is there already: give another name", .0.display())]
    Taken(PathBuf),
    #[error("cannot write into {}: {}", .0.display(), .1.kind())]
    Folder(PathBuf, io::Error),
    #[error("cannot copy the database: {0}")]
    Copying(DbErr),
    #[error("the copy is not whole, and was not kept: {}", .0.join("; "))]
    Wrong(Vec<String>),
    #[error("cannot look through the copy, and did not keep it: {0}")]
    Looking(super::Error),
}

impl From<DbErr> for Fault {
    fn from(fault: DbErr) -> Self {
        Self::Copying(fault)
    }
}

/// A copy in a folder of its own, where it is made and looked through: with whatever `SQLite` keeps
/// beside a file, it is gone with that folder.
pub struct Copy {
    file: NamedTempFile,
    _folder: TempDir,
}

impl Copy {
    /// In a folder, so that it is on the same disk.
    fn into(folder: &Path) -> io::Result<Self> {
        let mut named = tempfile::Builder::new();
        let folder = named.prefix(UNFINISHED).tempdir_in(folder)?;
        Ok(Self {
            file: NamedTempFile::new_in(folder.path())?,
            _folder: folder,
        })
    }

    pub fn path(&self) -> &Path {
        self.file.path()
    }
}

/// How the names of such folders begin.
const UNFINISHED: &str = ".rejoinder-copy-";

/// Into a file that is not there.
pub async fn make(app: &App, path: &Path) -> Result<Made, Fault> {
    let source = app.db.path().ok_or(Fault::NoFile)?;
    let copy = copy(source, path).await?;
    let found = look_through(copy.path()).await?;
    keep(copy, path, found)
}

/// Beside a path, under another name, which is its owner's alone.
pub async fn copy(source: &Path, path: &Path) -> Result<Copy, Fault> {
    if path.exists() {
        return Err(Fault::Taken(path.to_owned()));
    }
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let refused = |fault| Fault::Folder(folder.to_owned(), fault);
    let copy = Copy::into(folder).map_err(refused)?;
    backup::copy(source.to_owned(), copy.path().to_owned()).await?;
    let broken = backup::broken(copy.path().to_owned()).await?;
    if !broken.is_empty() {
        return Err(Fault::Wrong(broken));
    }
    Ok(copy)
}

/// What the doctor finds in a copy whose tables are this version's.
pub async fn look_through(path: &Path) -> Result<Findings, Fault> {
    let db = Db::connect(&alone(path)).await?;
    let found = doctor::examine(&db, false, |_, _| {}).await;
    db.close().await?;
    backup::let_alone(path.to_owned()).await?;
    found.map_err(Fault::Looking)
}

/// What stands for itself in the address of a file.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.');

/// How to reach a copy.
pub fn alone(path: &Path) -> DbOptions {
    DbOptions {
        url: format!(
            "sqlite://{}",
            utf8_percent_encode(&path.to_string_lossy(), PATH)
        ),
        max_connections: 1,
        acquire_timeout: Duration::from_secs(30),
    }
}

/// Under its own name, once it is on the disk.
pub fn keep(copy: Copy, path: &Path, found: Findings) -> Result<Made, Fault> {
    let refused = |fault| Fault::Folder(path.to_owned(), fault);
    copy.file.as_file().sync_all().map_err(refused)?;
    let bytes = copy.file.as_file().metadata().map_err(refused)?.len();
    copy.file
        .persist_noclobber(path)
        .map_err(|fault| refused(fault.error))?;
    Ok(Made {
        path: path.to_owned(),
        bytes,
        episodes: found.episodes,
        wrong: found.wrong,
    })
}

/// Whether anything can be written into the folder, which is made where it is not there.
pub fn try_folder(schedule: &Schedule) -> Result<(), Fault> {
    let refused = |fault| Fault::Folder(schedule.folder.clone(), fault);
    fs::create_dir_all(&schedule.folder).map_err(refused)?;
    NamedTempFile::new_in(&schedule.folder).map_err(refused)?;
    Ok(())
}

/// One more in the folder; then the oldest go, of which there are too many.
pub async fn add(app: &App, schedule: &Schedule) -> Result<Made, Fault> {
    let path = schedule.folder.join(name(app.env.now()));
    let refused = |fault| Fault::Folder(schedule.folder.clone(), fault);
    fs::create_dir_all(&schedule.folder).map_err(refused)?;
    forget_unfinished(&schedule.folder, app.env.now()).map_err(refused)?;
    let made = make(app, &path).await?;
    let all = all_in(&schedule.folder).map_err(refused)?;
    // Those that a clock made which was ahead are nobody's newest.
    let now = app.env.now();
    let older = all.iter().filter(|(at, old)| *at <= now && *old != path);
    for (_, old) in older.rev().skip(schedule.keep.saturating_sub(1)) {
        fs::remove_file(old).map_err(refused)?;
    }
    Ok(made)
}

/// Between two tries after one that failed.
const AGAIN: Duration = Duration::from_mins(10);

/// Until `stop` is done. The first is made at once where none is new enough.
pub async fn run(app: &App, schedule: Option<&Schedule>, stop: impl Future<Output = ()>) {
    let making = async {
        match schedule {
            Some(schedule) => make_each(app, schedule).await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = stop => {}
        () = making => {}
    }
}

async fn make_each(app: &App, schedule: &Schedule) {
    loop {
        sleep(wait(&app.env, schedule)).await;
        match add(app, schedule).await {
            Ok(made) => {
                tracing::info!(file = %made.path.display(), bytes = made.bytes, "backed up");
                if !made.wrong.is_empty() {
                    let wrong = made.wrong.len();
                    tracing::warn!(wrong, "something is wrong: run `rejoinder doctor --repair`");
                }
            }
            Err(fault) => {
                tracing::error!(error = %fault, "there is no new backup");
                sleep(AGAIN).await;
            }
        }
    }
}

fn wait(env: &Env, schedule: &Schedule) -> Duration {
    let all = all_in(&schedule.folder).unwrap_or_default();
    let now = env.now();
    let last = all.iter().rev().find(|(made, _)| *made <= now);
    let due = last.map(|(made, _)| *made + schedule.every);
    let left = due.map_or(TimeDelta::zero(), |due| due - now);
    left.to_std().unwrap_or_default()
}

const NAME: &str = "rejoinder-%Y%m%dT%H%M%SZ.db";

fn name(now: DateTime<Utc>) -> String {
    now.format(NAME).to_string()
}

/// What was killed before it was whole. Of the last hours it may be somebody's who is at it.
fn forget_unfinished(folder: &Path, now: DateTime<Utc>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ours = entry.file_name().to_string_lossy().starts_with(UNFINISHED);
        let begun: DateTime<Utc> = entry.metadata()?.modified()?.into();
        if is_ours && now - begun > AT_IT {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// More than any copy takes.
const AT_IT: TimeDelta = TimeDelta::hours(6);

/// Those that were made by the clock, oldest first. What has another name is somebody else's.
fn all_in(folder: &Path) -> io::Result<Vec<(DateTime<Utc>, PathBuf)>> {
    let mut all = Vec::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let made = name.and_then(|name| NaiveDateTime::parse_from_str(name, NAME).ok());
        all.extend(made.map(|made| (made.and_utc(), path)));
    }
    all.sort();
    Ok(all)
}
