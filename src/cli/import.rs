//! `rejoinder import`.
use super::{open, open_existing, say, told};
use crate::{
    config::Config,
    domain::imports::{
        self, Fault, Opened, Run,
        reading::{Options, Report, Rules},
    },
    model::ImportFormat,
};
use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    process::ExitCode,
};

pub(super) const EXAMPLE: &str = "\
Examples:
  rejoinder import wordpress export.xml --site history --dry-run
  rejoinder import disqus.xml.gz --site history --map-url http://old.example/=https://history.example/
  rejoinder import isso comments.db --site history --dry-run --pages
  rejoinder import rejoinder history.jsonl.gz --site history
  ssh elsewhere cat backup.gz | rejoinder import remark42 - --site history";

#[derive(clap::Args)]
#[command(allow_missing_positional = true)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct Args {
    /// The system that it comes from. Guessed from the file if it is left out.
    format: Option<Format>,
    /// The file, as it is or packed with gzip; `-` reads the standard input.
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
    /// Print which pages become which episodes.
    #[arg(long)]
    pages: bool,
    /// Where pages are now: an address that begins with FROM begins with TO instead. `re:` before FROM
    /// makes it a regular expression, whose groups are $1, $2 … in TO. May be given again; the first
    /// one that fits counts.
    #[arg(long, value_name = "FROM=TO")]
    map_url: Vec<String>,
    /// Also bring in what is held as spam there, as spam.
    #[arg(long)]
    with_spam: bool,
    /// Also bring in what is in the trash there, as rejected.
    #[arg(long)]
    with_trash: bool,
    /// Also bring in comments of drafts and private posts.
    #[arg(long)]
    with_unpublished: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// An export file (WXR): Tools, Export, All content.
    Wordpress,
    /// An export file: Moderation, Export.
    Disqus,
    /// An export of Commento, Commento++ or Comentario.
    #[value(alias = "comentario")]
    Commento,
    /// A backup: /api/v1/admin/export.
    #[value(name = "remark42")]
    Remark42,
    /// The database, copied while Isso is stopped.
    Isso,
    /// What `rejoinder export` has written. Without a site of that key, makes it.
    Rejoinder,
}

impl From<Format> for ImportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Wordpress => Self::Wordpress,
            Format::Disqus => Self::Disqus,
            Format::Commento => Self::Commento,
            Format::Remark42 => Self::Remark42,
            Format::Isso => Self::Isso,
            Format::Rejoinder => Self::Rejoinder,
        }
    }
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let rules = Rules::parse(&args.map_url).context("--map-url")?;
    let given = given(&args.file)?;
    let opened = imports::opened(given, args.format.map(Into::into)).await;
    let opened = opened.map_err(|fault| why(fault, &args))?;
    let file = config.database.url.file();
    let is_nowhere = file.is_some_and(|file| !file.exists());
    // An export of our own makes its site, and the file for it; tables that are there stay as they are.
    let app = if is_nowhere && opened.format == ImportFormat::Rejoinder {
        open(config).await?
    } else {
        open_existing(config).await?
    };
    let run = Run {
        site: &args.site,
        format: opened.format,
        options: Options {
            with_spam: args.with_spam,
            with_trash: args.with_trash,
            with_unpublished: args.with_unpublished,
            rules,
            ..imports::options(app.env.now())
        },
        dry_run: args.dry_run,
    };
    let report = bring_in(&app, &run, &opened).await?;
    let report = report.map_err(|fault| why(fault, &args))?;
    print(&report, (&args, opened.format))?;
    Ok(ExitCode::SUCCESS)
}

async fn bring_in(
    app: &crate::app::App,
    run: &Run<'_>,
    opened: &Opened,
) -> anyhow::Result<Result<Report, Fault>> {
    let bar = ProgressBar::new(0).with_style(ProgressStyle::with_template(
        "{bar:40} {pos}/{len} comments, {eta} left",
    )?);
    let progress = |done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    };
    let report = imports::from_file(app, run, || opened.read(), progress).await;
    bar.finish_and_clear();
    Ok(report)
}

/// What is packed, or comes from the standard input, is copied to a file that has no name.
fn given(path: &Path) -> anyhow::Result<File> {
    if path == Path::new("-") {
        return imports::unpacked(io::stdin().lock())
            .map_err(whole)
            .context("cannot read the standard input");
    }
    let cannot = || format!("cannot read {}", path.display());
    let is_left = |what| {
        let mut log = path.as_os_str().to_owned();
        log.push(what);
        std::fs::metadata(&log).is_ok_and(|log| log.len() > 0)
    };
    if is_left("-wal") || is_left("-journal") {
        bail!(
            "{} is in use, or was not closed: stop what writes to it, or copy it with `sqlite3 {0} \".backup copy.db\"`",
            path.display()
        );
    }
    let file = File::open(path).with_context(cannot)?;
    imports::unpacked_if_packed(file)
        .map_err(whole)
        .with_context(cannot)
}

/// A file that is packed, and cut off or broken.
fn whole(fault: io::Error) -> anyhow::Error {
    match fault.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            anyhow!("it is no whole gzip file: export or copy it again. Nothing was imported")
        }
        _ => fault.into(),
    }
}

/// The report, and what it is of.
#[derive(serde::Serialize)]
struct Told<'a> {
    format: &'static str,
    site: &'a str,
    dry_run: bool,
    #[serde(flatten)]
    report: &'a Report,
}

fn print(report: &Report, (args, format): (&Args, ImportFormat)) -> anyhow::Result<()> {
    let (format, site) = (imports::name(format), args.site.as_str());
    if args.json {
        let told = Told {
            format,
            site,
            dry_run: args.dry_run,
            report,
        };
        say(&serde_json::to_string_pretty(&told)?);
        return Ok(());
    }
    say(report.to_string().trim_end());
    if args.pages {
        say(report.preview().trim_end());
    }
    say(&if args.dry_run {
        format!("Dry run of a file of {format}: nothing was changed.")
    } else {
        format!("The file of {format} is imported into {site:?}.")
    });
    Ok(())
}

fn why(fault: Fault, args: &Args) -> anyhow::Error {
    match fault {
        Fault::File(fault) => anyhow!("{}: {fault}. Nothing was imported", args.file.display()),
        Fault::Domain(crate::domain::Error::NotFound) => anyhow!(
            "there is no site {:?}: create it with `rejoinder site create`",
            args.site
        ),
        Fault::Domain(fault) => told(fault),
    }
}
