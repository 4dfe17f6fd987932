//! Accounts that are to be erased.
use crate::domain::erasure::{self, Comments};
use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};

/// What becomes of what somebody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Comments")]
pub enum ErasedComments {
    /// The words go, of every text they had. Answers stay, under tombstones.
    Delete,
    /// They stay, under the name `Anonymous`.
    KeepAnonymously,
}

/// An account that is to be erased, unless its owner thinks better of it: `keepMe`.
#[derive(SimpleObject)]
pub struct Erasure {
    /// When. Later only where a site would be left without an admin: then as soon as it has another.
    at: DateTime<Utc>,
    /// What becomes of what was written.
    comments: ErasedComments,
}

impl From<erasure::Planned> for Erasure {
    fn from(planned: erasure::Planned) -> Self {
        Self {
            at: planned.at,
            comments: planned.comments.into(),
        }
    }
}
