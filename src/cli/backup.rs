//! `rejoinder backup`.
use super::{open_existing, say};
use crate::{
    config::Config,
    domain::backups::{self, Made, Schedule},
};
use anyhow::bail;
use chrono::TimeDelta;
use std::{path::PathBuf, process::ExitCode};

pub(super) const EXAMPLE: &str = "\
Copies the database, which is a SQLite file, as it is at one moment, while the service runs or not.
The copy is opened and looked through (integrity, foreign keys, doctor) before it gets its name.

Examples:
  rejoinder backup before-the-move.db
  rejoinder backup --folder backups --keep 14";

#[derive(clap::Args)]
pub(super) struct Args {
    /// A new file for the copy.
    #[arg(conflicts_with = "folder", required_unless_present = "folder")]
    file: Option<PathBuf>,
    /// Name the copy after the time, and put it beside others.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// So many of the newest stay in the folder, 1 to 1000.
    #[arg(long, value_name = "N", requires = "folder", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=1000))]
    keep: u16,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let app = open_existing(config).await?;
    let made = match (args.file, args.folder) {
        (Some(file), _) => backups::make(&app, &file).await?,
        (None, Some(folder)) => {
            let schedule = Schedule {
                folder,
                every: TimeDelta::zero(),
                keep: args.keep.into(),
            };
            backups::add(&app, &schedule).await?
        }
        (None, None) => bail!("name a file, or a folder with --folder"),
    };
    app.db.close().await?;
    say(&sentence(&made));
    Ok(ExitCode::SUCCESS)
}

pub(super) fn sentence(made: &Made) -> String {
    let wrong = match made.wrong.len() {
        0 => "nothing wrong.".to_owned(),
        many => format!(
            "whole, but the doctor finds {many} things wrong in it: run `rejoinder doctor --repair` on \
             it once it is in use."
        ),
    };
    format!(
        "{}: {} bytes, {} episodes, {wrong}",
        made.path.display(),
        made.bytes,
        made.episodes
    )
}
