//! `rejoinder restore`.
use super::{backup::sentence, migrate, say};
use crate::{
    config::Config,
    domain::{backups, doctor::Findings},
    storage::Db,
};
use anyhow::{Context, bail};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

pub(super) const EXAMPLE: &str = "\
Puts a backup where database_url says, a SQLite file that must not be there yet. The backup stays as
it is. Stop the service first, and move away the database that is there.

Example:
  rejoinder restore backups/rejoinder-20261205T030000Z.db";

#[derive(clap::Args)]
pub(super) struct Args {
    /// What `rejoinder backup` has made.
    file: PathBuf,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let Some(target) = config.database.url.file() else {
        bail!("database_url is no SQLite file: restore a PostgreSQL database with pg_restore");
    };
    if !args.file.is_file() {
        bail!("there is no file {}", args.file.display());
    }
    if target.exists() {
        bail!("{} is there already: move it away first", target.display());
    }
    for end in ["-wal", "-shm"] {
        let log = PathBuf::from(format!("{}{end}", target.display()));
        if log.exists() {
            bail!(
                "{} is left of another database: move it away together with that one",
                log.display()
            );
        }
    }
    let copy = backups::copy(&args.file, &target).await?;
    let made = match version(copy.path()).await? {
        Version::This => {
            let found = backups::look_through(copy.path()).await?;
            sentence(&backups::keep(copy, &target, found)?)
        }
        Version::Older => {
            backups::keep(copy, &target, Findings::default())?;
            format!(
                "{}: of an older version. `rejoinder migrate up` or the next start brings it up to \
                 date; `rejoinder doctor` looks through it then.",
                target.display()
            )
        }
    };
    say(&made);
    Ok(ExitCode::SUCCESS)
}

enum Version {
    This,
    Older,
}

/// Whose tables a copy has. A newer one's, and what is none of ours, are refused.
async fn version(path: &Path) -> anyhow::Result<Version> {
    let db = Db::connect(&backups::alone(path)).await?;
    let is_newer = migrate::refuse_newer(&db).await.is_err();
    let pending = migrate::pending(&db).await;
    db.close().await?;
    if is_newer {
        bail!("a newer version has made this backup: restore it with that one");
    }
    match pending.context("this is no backup of rejoinder")? {
        0 => Ok(Version::This),
        // Tables of nobody's, or none at all.
        all if all == migrate::steps() => bail!("this is no backup of rejoinder"),
        _ => Ok(Version::Older),
    }
}
