//! `rejoinder import`.
use super::{open_existing, say, told};
use crate::{
    config::Config,
    domain::imports::{self, Fault, Run, reading::Options},
    model::ImportFormat,
};
use anyhow::{Context, anyhow};
use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use std::{fs::File, io::BufReader, path::PathBuf, process::ExitCode};

pub(super) const EXAMPLE: &str = "\
Examples:
  rejoinder import wordpress export.xml --site history --dry-run
  rejoinder import wordpress export.xml --site history";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    from: From,
}

#[derive(Subcommand)]
enum From {
    /// From a WordPress export file (WXR): Tools, Export, All content.
    #[command(after_help = EXAMPLE)]
    Wordpress(Wordpress),
}

#[derive(clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
struct Wordpress {
    /// The export file, unpacked.
    file: PathBuf,
    /// The site that the threads come to.
    #[arg(long, value_name = "KEY")]
    site: String,
    /// Report what would become of everything, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Also bring in what the blog holds as spam, as spam.
    #[arg(long)]
    with_spam: bool,
    /// Also bring in what is in the blog's trash, as rejected.
    #[arg(long)]
    with_trash: bool,
    /// Also bring in comments of drafts and private posts.
    #[arg(long)]
    with_unpublished: bool,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let From::Wordpress(args) = args.from;
    let file = || File::open(&args.file).map(BufReader::new);
    file().with_context(|| format!("cannot read {}", args.file.display()))?;
    let app = open_existing(config).await?;
    let run = Run {
        site: &args.site,
        format: ImportFormat::Wordpress,
        options: Options {
            with_spam: args.with_spam,
            with_trash: args.with_trash,
            with_unpublished: args.with_unpublished,
            ..imports::options(app.env.now())
        },
        dry_run: args.dry_run,
    };
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
        "{bar:40} {pos}/{len} comments, {eta} left",
    )?);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let report = imports::from_file(&app, &run, file, progress).await;
    bar.finish_and_clear();
    let report = report.map_err(|fault| match fault {
        Fault::File(fault) => anyhow!("{}: {fault}. Nothing was imported", args.file.display()),
        Fault::Domain(crate::domain::Error::NotFound) => anyhow!(
            "there is no site {:?}: create it with `rejoinder site create`",
            args.site
        ),
        Fault::Domain(fault) => told(fault),
    })?;
    if args.json {
        say(&serde_json::to_string_pretty(&report)?);
    } else {
        say(&report.to_string());
        if args.dry_run {
            say("Dry run: nothing was changed.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
