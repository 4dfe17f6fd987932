//! A file of another system becomes threads of a site.
use super::{
    formats::{self, To},
    own::Trust,
    reading::{ImportError, Markup, Options, Report},
};
use crate::{
    app::App,
    domain::{Error, log, sites, text},
    model::ImportFormat,
};
use anyhow::Context;
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
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

impl From<DbErr> for Fault {
    fn from(fault: DbErr) -> Self {
        Self::Domain(fault.into())
    }
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
    let site = sites::find(app, run.site).await?;
    if site.is_none() && run.format != ImportFormat::Rejoinder {
        return Err(Error::NotFound.into());
    }
    let origins = site.as_ref().map_or(&[][..], |site| &site.origins);
    let options = Options {
        rules: run.options.rules.clone().below(origins),
        ..run.options.clone()
    };
    let trust = Trust::Operator;
    let found = formats::look((run.format, trust), reopened(&open)?, &options)?;
    let txn = app.db.begin_write().await?.unhurried();
    let to = To {
        app,
        txn: &txn,
        site,
        key: run.site,
        format: run.format,
        trust,
        by: log::By::NOBODY,
    };
    let report = to.write(found, reopened(&open)?, progress).await?;
    if run.dry_run {
        txn.rollback().await?;
    } else {
        txn.commit().await?;
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
    Options::new(now, |text, markup| Some(body(text, markup)?.len()))
}
