//! The systems that can be moved in from: the one place that knows all of them.
use super::{
    commento::Commento,
    disqus::Disqus,
    isso::Isso,
    reading::{ImportError, Problem, Reader},
    remark42::Remark42,
    wordpress::WordPress,
};
use crate::model::ImportFormat;
use std::io::BufRead;

/// What stands before the keys of authors and comments that come from it: never another again.
pub(super) fn source(format: ImportFormat) -> &'static str {
    match format {
        ImportFormat::Wordpress => "wordpress",
        ImportFormat::Disqus => "disqus",
        ImportFormat::Commento => "commento",
        ImportFormat::Remark42 => "remark42",
        ImportFormat::Isso => "isso",
        ImportFormat::Unknown => "unknown",
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
        ImportFormat::Unknown => return Err(Problem::UnknownFormat.anywhere()),
    })
}
