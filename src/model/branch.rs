//! A locked branch: a comment, and everything that answers it, however far below.
use super::{CommentId, EpisodeId};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchLock {
    /// The uppermost comment of the branch.
    pub comment_id: CommentId,
    pub episode_id: EpisodeId,
    /// The next locked comment above it.
    pub outer_id: Option<CommentId>,
    pub reason: Option<String>,
    pub locked_until: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

impl BranchLock {
    /// The clock, not a job, ends a lock.
    pub fn holds_at(&self, now: DateTime<Utc>) -> bool {
        self.locked_until.is_none_or(|until| until > now)
    }
}
