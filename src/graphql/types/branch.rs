//! A locked part of a thread.
use crate::{graphql::id::GlobalId, model};
use async_graphql::{ID, SimpleObject};
use chrono::{DateTime, Utc};

/// The lock on a branch: a comment, and everything that answers it, however far below. Only
/// moderators answer there; voting and editing go on.
#[derive(SimpleObject)]
pub struct BranchLock {
    /// The uppermost comment of the branch.
    comment_id: ID,
    /// Why, as its moderator put it.
    reason: Option<String>,
    /// When the lock ends by itself; null when it does not.
    until: Option<DateTime<Utc>>,
    /// Since when it holds.
    locked_at: DateTime<Utc>,
}

impl From<&model::BranchLock> for BranchLock {
    fn from(lock: &model::BranchLock) -> Self {
        Self {
            comment_id: lock.comment_id.global(),
            reason: lock.reason.clone(),
            until: lock.locked_until,
            locked_at: lock.created_at,
        }
    }
}
