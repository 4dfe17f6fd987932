//! The systems that can be moved in from: the one place that knows all of them.
use super::{
    commento::Commento,
    disqus::Disqus,
    reading::{ImportError, Reader},
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
    }
}

pub(super) fn reader<'a>(
    format: ImportFormat,
    file: impl BufRead + Send + 'a,
) -> Result<Box<dyn Reader + Send + 'a>, ImportError> {
    Ok(match format {
        ImportFormat::Wordpress => Box::new(WordPress::new(file)?),
        ImportFormat::Disqus => Box::new(Disqus::new(file)?),
        ImportFormat::Commento => Box::new(Commento::new(file)?),
    })
}
