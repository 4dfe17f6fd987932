//! The systems that can be moved in from: the one place that knows all of them.
use super::{
    Fault,
    commento::Commento,
    disqus::Disqus,
    isso::Isso,
    moving::Moving,
    own::{self, Survey, Trust},
    reading::{self, ImportError, Options, Plan, Problem, Reader, Report},
    remark42::Remark42,
    wordpress::WordPress,
};
use crate::{
    app::App,
    domain::{Error, log},
    model::{ImportFormat, Site},
    storage::Txn,
};
use std::io::BufRead;

/// What stands before the keys of authors and comments that come from it: never another again.
pub(super) fn source(format: ImportFormat) -> &'static str {
    match format {
        ImportFormat::Wordpress => "wordpress",
        ImportFormat::Disqus => "disqus",
        ImportFormat::Commento => "commento",
        ImportFormat::Remark42 => "remark42",
        ImportFormat::Isso => "isso",
        ImportFormat::Rejoinder => "rejoinder",
        ImportFormat::Unknown => "unknown",
    }
}

/// As its makers write it.
pub fn name(format: ImportFormat) -> &'static str {
    match format {
        ImportFormat::Wordpress => "WordPress",
        ImportFormat::Disqus => "Disqus",
        ImportFormat::Commento => "Commento",
        ImportFormat::Remark42 => "Remark42",
        ImportFormat::Isso => "Isso",
        ImportFormat::Rejoinder => "Rejoinder",
        ImportFormat::Unknown => "an unknown system",
    }
}

/// What the first look through a file has found.
pub(super) enum Found {
    Plan(Box<Plan>),
    /// In an export of our own.
    Survey(Box<Survey>),
}

/// Of a file that was opened.
pub(super) fn look(
    (format, trust): (ImportFormat, Trust),
    file: impl BufRead + Send,
    options: &Options,
) -> Result<Found, ImportError> {
    if format != ImportFormat::Rejoinder {
        let plan = reading::survey(reader(format, file)?, options)?;
        return Ok(Found::Plan(Box::new(plan)));
    }
    if options.rules.has_any() {
        return Err(Problem::RulesForOwn.anywhere());
    }
    Ok(Found::Survey(Box::new(own::survey(file, trust)?)))
}

/// Where a file goes, and who has it brought in.
pub(super) struct To<'a> {
    pub(super) app: &'a App,
    pub(super) txn: &'a Txn,
    /// None where it is not there yet: only an export of our own can tell what it was.
    pub(super) site: Option<Site>,
    pub(super) key: &'a str,
    pub(super) format: ImportFormat,
    pub(super) trust: Trust,
    pub(super) by: log::By<'a>,
}

impl To<'_> {
    /// What was found goes into the database, of the same file from its start.
    pub(super) async fn write(
        self,
        found: Found,
        file: impl BufRead + Send,
        progress: impl FnMut(usize, usize),
    ) -> Result<Report, Fault> {
        match (found, self.site) {
            (Found::Survey(survey), site) => {
                let to = (site, self.key, self.trust);
                let from = (*survey, file);
                own::bring_back((self.app, self.txn), to, self.by, from, progress).await
            }
            (Found::Plan(_), None) => Err(Error::NotFound.into()),
            (Found::Plan(plan), Some(site)) => {
                let reader = reader(self.format, file)?;
                let moving = Moving::new(self.app, self.txn, &site, self.format);
                moving.write(self.by, (*plan, reader), progress).await
            }
        }
    }
}

/// Of a file that was opened.
pub(super) fn reader<'a>(
    format: ImportFormat,
    file: impl BufRead + Send + 'a,
) -> Result<Box<dyn Reader + Send + 'a>, ImportError> {
    Ok(match format {
        ImportFormat::Wordpress => Box::new(WordPress::new(file)?),
        ImportFormat::Disqus => Box::new(Disqus::new(file)?),
        ImportFormat::Commento => Box::new(Commento::new(file)?),
        ImportFormat::Remark42 => Box::new(Remark42::new(file)?),
        ImportFormat::Isso => Box::new(Isso::new(file)?),
        ImportFormat::Rejoinder | ImportFormat::Unknown => {
            return Err(Problem::UnknownFormat.anywhere());
        }
    })
}
