//! A file of another system becomes threads of a site.
use super::{
    formats,
    moving::Moving,
    reading::{self, ImportError, Markup, Options, Report},
};
use crate::{
    app::App,
    domain::{Error, log, sites, text},
    model::ImportFormat,
};
use anyhow::Context;
use chrono::{DateTime, Utc};
use std::io::BufRead;

/// How an import goes about it.
pub struct Run<'a> {
    pub site: &'a str,
    /// Of a file that is opened; so it is known.
    pub format: ImportFormat,
    pub options: Options,
    /// Do everything, report, and undo it.
    pub dry_run: bool,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error(transparent)]
    File(#[from] ImportError),
    #[error(transparent)]
    Domain(#[from] Error),
}

/// Reads the file twice: `open` gives it from the start each time. All or nothing is written, in
/// one transaction; on `SQLite` other writers wait for it. What an earlier import has brought is
/// left as it is now.
pub async fn from_file<R: BufRead + Send>(
    app: &App,
    run: &Run<'_>,
    open: impl Fn() -> std::io::Result<R>,
    progress: impl FnMut(usize, usize),
) -> Result<Report, Fault> {
    let site = sites::get(app, run.site).await?;
    let reader = || Ok::<_, Fault>(formats::reader(run.format, reopened(&open)?)?);
    let options = Options {
        rules: run.options.rules.clone().below(&site.origins),
        ..run.options.clone()
    };
    let plan = reading::survey(reader()?, &options)?;
    let txn = app.db.begin_write().await.map_err(Error::from)?.unhurried();
    let to = Moving::new(app, &txn, &site, run.format);
    let report = to
        .write(log::By::NOBODY, (plan, reader()?), progress)
        .await?;
    if run.dry_run {
        txn.rollback().await.map_err(Error::from)?;
    } else {
        txn.commit().await.map_err(Error::from)?;
    }
    Ok(report)
}

pub(super) fn reopened<R>(open: impl Fn() -> std::io::Result<R>) -> Result<R, Error> {
    open().context("cannot read the file").map_err(Error::from)
}

/// A comment's text as the Markdown that is kept; none when nothing of it could be seen.
pub(super) fn body(text: &str, markup: Markup) -> Option<String> {
    match markup {
        Markup::Html => text::body::imported_body(&text::html::to_markdown(text)),
        Markup::Markdown => text::body::imported_body(text),
    }
}

/// As they are when nothing is asked for.
pub fn options(now: DateTime<Utc>) -> Options {
    Options::new(now, |text, markup| body(text, markup).is_some())
}
