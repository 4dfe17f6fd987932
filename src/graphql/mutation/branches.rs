//! Locking a part of a thread.
use super::comments::dressed;
use crate::{
    domain::{comments, threads::Terms},
    graphql::{context::ContextExt, error::ApiError, id::GlobalId, types::Comment},
    model::CommentId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct BranchMutations;

/// A branch to lock.
#[derive(InputObject)]
struct LockBranchInput {
    /// Its uppermost comment.
    comment_id: ID,
    /// Shown to readers; at most 500 characters.
    reason: Option<String>,
    /// When the lock ends by itself; without it, when a moderator unlocks the branch.
    until: Option<DateTime<Utc>>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// The branch is locked: no answer of a commenter comes after this answer.
#[derive(SimpleObject)]
struct LockBranchPayload {
    /// The comment that was named.
    comment: Comment,
}

/// A branch to unlock.
#[derive(InputObject)]
struct UnlockBranchInput {
    /// The comment that was locked: `branchLock.commentId` names it.
    comment_id: ID,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// The lock is gone. A lock further above holds on: see `branchLock`.
#[derive(SimpleObject)]
struct UnlockBranchPayload {
    /// The comment that was named.
    comment: Comment,
}

#[Object]
impl BranchMutations {
    /// Lets only moderators answer a comment and whatever is below it; the rest of the thread goes
    /// on, and so do voting and editing. For moderators of the site.
    async fn lock_branch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The branch, and how long.")] input: LockBranchInput,
    ) -> Result<LockBranchPayload, ApiError> {
        let id = CommentId::parse(&input.comment_id)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: input.until,
        };
        let comment = comments::lock_branch(ctx.app(), ctx.actor(), id, terms).await?;
        Ok(LockBranchPayload {
            comment: dressed(ctx, comment).await?,
        })
    }

    /// Lets members answer again. For moderators of the site.
    async fn unlock_branch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The branch.")] input: UnlockBranchInput,
    ) -> Result<UnlockBranchPayload, ApiError> {
        let id = CommentId::parse(&input.comment_id)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: None,
        };
        let comment = comments::unlock_branch(ctx.app(), ctx.actor(), id, terms).await?;
        Ok(UnlockBranchPayload {
            comment: dressed(ctx, comment).await?,
        })
    }
}
