//! What others think of a comment: asked after it was posted, so that nobody waits for them.
pub mod akismet;
pub mod webhook;
mod weigh;

pub use weigh::{Adviser, correction, is_open, keep_held, weigh};

use crate::{
    model::{Comment, Episode, Member, Site},
    outbound::{Fault, Refusal},
};

/// What is asked about: a comment as it stands, and where.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub site: &'a Site,
    pub episode: &'a Episode,
    pub comment: &'a Comment,
    pub author: &'a Member,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// A moderator should look at it; why, in a line for them.
    Hold(String),
    /// It need not wait.
    Release,
    None,
}

/// Why there is no opinion. Holds nothing of what a webhook has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The same might succeed later.
    pub retry: bool,
    /// A line for the site's admins.
    pub what: String,
}

impl Failure {
    pub(super) fn passing(what: impl Into<String>) -> Self {
        Self {
            retry: true,
            what: what.into(),
        }
    }

    pub(super) fn lasting(what: impl Into<String>) -> Self {
        Self {
            retry: false,
            what: what.into(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::lasting(refusal.sentence())
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(refusal) => refusal.into(),
            fault => Self::passing(format!("No answer: {fault}.")),
        }
    }
}
