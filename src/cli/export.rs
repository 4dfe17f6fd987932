//! `rejoinder export`.
use super::{open_existing, told};
use crate::{
    app::App,
    config::Config,
    domain::{
        Error,
        exports::{self, Choice, Form, Language},
        sites,
    },
    http::server::Signals,
    model::Site,
};
use anyhow::{Context, anyhow, bail};

use indicatif::{ProgressBar, ProgressStyle};
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};
use tempfile::NamedTempFile;

pub(super) const EXAMPLE: &str = "\
Examples:
  rejoinder export --site history --output history.jsonl.gz
  rejoinder export --site history --as wxr --with-addresses --output history.xml
  rejoinder export --site history --as html --output pages
  rejoinder export --site history | jq -c 'select(.type == \"comment\")'";

#[derive(clap::Args)]
pub(super) struct Args {
    /// The site to export.
    #[arg(long, value_name = "KEY")]
    site: String,
    /// Write into a new file, packed where its name ends with .gz, instead of standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Everything as lines of JSON, or conversations alone: as WordPress exports them, which WordPress
    /// and Disqus import, or a page of HTML for each episode, in a new folder.
    #[arg(long = "as", value_name = "FORM", default_value = "lines")]
    language: As,
    /// Also tell e-mail addresses, and what providers of sign-ins call people.
    #[arg(long)]
    with_addresses: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum As {
    Lines,
    Wxr,
    Html,
}

pub(super) async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let app = open_existing(config).await?;
    let site = sites::get(&app, &args.site)
        .await
        .map_err(|fault| match fault {
            Error::NotFound => anyhow!(
                "there is no site {:?}: `rejoinder site list` has them all",
                args.site
            ),
            fault => told(fault),
        })?;
    let bar = ProgressBar::new(exports::count(&app, &site).await.map_err(told)?);
    bar.set_style(ProgressStyle::with_template(
        "{bar:40} {pos}/{len} comments, {eta} left",
    )?);
    let progress = |comments| {
        bar.set_position(comments);
        true
    };
    let choice = Choice {
        with_addresses: args.with_addresses,
        language: match args.language {
            As::Wxr => Language::Wxr,
            As::Lines | As::Html => Language::Lines,
        },
    };
    if args.language == As::Html {
        let counts = pages(&app, &site, args.output.as_deref(), &bar).await?;
        return Ok(counts);
    }
    let what = (&site, choice);
    if let Some(path) = args.output.filter(|path| path.as_os_str() != "-") {
        let file = beside(&path)?;
        let out = (BufWriter::new(&file), form(&path));
        let stop = Signals::listen()?.came(1);
        let counts = tokio::select! {
            counts = exports::write(&app, what, out, progress) => counts,
            () = stop => bail!("stopped: nothing was written"),
        };
        bar.finish_and_clear();
        let counts = counts.map_err(told)?;
        keep(file, &path)?;
        super::say(&format!(
            "{}: {} comments, {} episodes, {} authors.",
            path.display(),
            counts.comments,
            counts.episodes,
            counts.authors
        ));
    } else {
        let out = (BufWriter::new(io::stdout().lock()), Form::Plain);
        match exports::write(&app, what, out, |_| true).await {
            // Whoever reads has seen enough.
            Err(fault) if is_closed_pipe(&fault) => return Ok(ExitCode::FAILURE),
            counts => counts.map_err(told)?,
        };
    }
    Ok(ExitCode::SUCCESS)
}

async fn pages(
    app: &App,
    site: &Site,
    folder: Option<&Path>,
    bar: &ProgressBar,
) -> anyhow::Result<ExitCode> {
    let Some(folder) = folder else {
        bail!("pages are written into a folder: name a new one with --output");
    };
    if folder.exists() {
        bail!("{} is there already: name a new folder", folder.display());
    }
    let unwritten = || format!("cannot write {}", folder.display());
    // Under another name until it is whole; what is within is to be read by a web server.
    let mut named = tempfile::Builder::new();
    let unfinished = named.prefix(".rejoinder-pages-").tempdir_in(around(folder));
    let unfinished = unfinished.with_context(unwritten)?;
    let pages = unfinished.path().join("pages");
    fs::create_dir(&pages).with_context(unwritten)?;
    let progress = |comments| bar.set_position(comments);
    let stop = Signals::listen()?.came(1);
    let counts = tokio::select! {
        counts = exports::pages::write(app, site, &pages, progress) => counts,
        () = stop => bail!("stopped: nothing was written"),
    };
    bar.finish_and_clear();
    let counts = counts.map_err(told)?;
    fs::rename(&pages, folder).with_context(unwritten)?;
    super::say(&format!(
        "{}: {} comments on {} episodes.",
        folder.display(),
        counts.comments,
        counts.episodes
    ));
    Ok(ExitCode::SUCCESS)
}

fn is_closed_pipe(fault: &Error) -> bool {
    let Error::Internal(cause) = fault else {
        return false;
    };
    let cause = cause.downcast_ref::<io::Error>();
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

fn form(path: &Path) -> Form {
    let is_packed = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("gz"));
    if is_packed { Form::Gzip } else { Form::Plain }
}

/// Under another name until it is whole, and its owner's alone.
fn beside(path: &Path) -> anyhow::Result<NamedTempFile> {
    if path.exists() {
        bail!("{} is there already: give another name", path.display());
    }
    let folder = around(path);
    NamedTempFile::new_in(folder).map_err(|fault| {
        let why = fault.kind();
        anyhow!("cannot write into {}: {why}", folder.display())
    })
}

/// The folder that a path is in.
fn around(path: &Path) -> &Path {
    let folder = path.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn keep(mut file: NamedTempFile, path: &Path) -> anyhow::Result<()> {
    file.flush()?;
    file.as_file().sync_all()?;
    let kept = file.persist_noclobber(path);
    kept.with_context(|| format!("cannot write {}", path.display()))?;
    Ok(())
}
