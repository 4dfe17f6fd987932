//! Decisions on comments.
use crate::{
    domain::{
        decisions::{self, Item, RejectAllBy, Ruled, Ruling},
        log,
        threads::{self, Threaded},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        plan,
        types::{Comment, DecisionResult, LogEntry, RejectReason, entry_plan},
    },
    model::{CommentId, LogEntryId, MemberId, RevisionId},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct ModerationMutations;

/// A comment, and the text of it that was read.
#[derive(InputObject)]
struct DecisionItemInput {
    /// Which comment.
    comment_id: ID,
    /// The text that the moderator read: refused as `STALE_REVISION` when there is a newer one.
    revision_id: ID,
    /// The earlier decision on the same text, to overrule it knowingly.
    overrules: Option<ID>,
}

/// Comments to approve.
#[derive(InputObject)]
struct ApproveCommentsInput {
    /// 1 to 100.
    items: Vec<DecisionItemInput>,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
}

/// Comments to reject.
#[derive(InputObject)]
struct RejectCommentsInput {
    /// 1 to 100.
    items: Vec<DecisionItemInput>,
    /// Why; their authors see it.
    reason: RejectReason,
    /// For their authors, at most 1,000 characters.
    note: Option<String>,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
}

/// Comments to mark as spam.
#[derive(InputObject)]
struct MarkSpamInput {
    /// 1 to 100.
    items: Vec<DecisionItemInput>,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
}

/// Comments to take back into the queue.
#[derive(InputObject)]
struct RestoreInput {
    /// 1 to 100.
    items: Vec<DecisionItemInput>,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
}

/// All that an author has written.
#[derive(InputObject)]
struct RejectAllByInput {
    /// Whose comments.
    author_id: ID,
    /// Comments created from this moment on.
    since: DateTime<Utc>,
    /// Why; the author sees it.
    reason: RejectReason,
    /// For the author, at most 1,000 characters.
    note: Option<String>,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
}

/// Something to take back.
#[derive(InputObject)]
struct UndoInput {
    /// The entry of the log: a decision's id is its entry's.
    log_entry_id: ID,
    /// For other moderators, at most 1,000 characters; stands in the log.
    private_note: Option<String>,
}

/// What came of each, in the order given.
#[derive(SimpleObject)]
struct ApproveCommentsPayload {
    /// One for each item.
    results: Vec<DecisionResult>,
}

/// What came of each, in the order given.
#[derive(SimpleObject)]
struct RejectCommentsPayload {
    /// One for each item.
    results: Vec<DecisionResult>,
}

/// What came of each, in the order given.
#[derive(SimpleObject)]
struct MarkSpamPayload {
    /// One for each item.
    results: Vec<DecisionResult>,
}

/// What came of each, in the order given.
#[derive(SimpleObject)]
struct RestorePayload {
    /// One for each item.
    results: Vec<DecisionResult>,
}

/// The comments are rejected.
#[derive(SimpleObject)]
struct RejectAllByPayload {
    /// The entry that undoes all of it.
    log_entry_id: ID,
    /// The comments that were rejected, at most 1,000, the oldest first.
    comment_ids: Vec<ID>,
    /// Whether the author has more: send it again, as an act of its own.
    has_more: bool,
}

/// It has been taken back.
#[derive(SimpleObject)]
struct UndoPayload {
    /// What the log says of taking it back.
    entry: LogEntry,
    /// Of `rejectAllBy`: comments that stay as they are, since somebody has decided anew.
    left_comment_ids: Vec<ID>,
}

#[Object]
impl ModerationMutations {
    /// Lets all read the comments. Each item is answered for itself; of two moderators on one text
    /// the second is told of the first's decision.
    async fn approve_comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comments.")] input: ApproveCommentsInput,
    ) -> Result<ApproveCommentsPayload, ApiError> {
        Ok(ApproveCommentsPayload {
            results: decide(ctx, input.items, ruling(Ruled::Approve, input.private_note)).await?,
        })
    }

    /// Takes the comments for spam: out of sight, and a lesson for the spam score. Each item is
    /// answered for itself.
    async fn mark_spam(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comments.")] input: MarkSpamInput,
    ) -> Result<MarkSpamPayload, ApiError> {
        Ok(MarkSpamPayload {
            results: decide(ctx, input.items, ruling(Ruled::Spam, input.private_note)).await?,
        })
    }

    /// Takes rejected comments and spam back into the queue, to be decided on anew; a moderator's
    /// decision is named in `overrules`. Each item is answered for itself.
    async fn restore(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comments.")] input: RestoreInput,
    ) -> Result<RestorePayload, ApiError> {
        Ok(RestorePayload {
            results: decide(ctx, input.items, ruling(Ruled::Restore, input.private_note)).await?,
        })
    }

    /// Rejects all held and shown comments of an author since a time, as one act that `undo` takes
    /// back. Moderators reject commenters' comments, admins moderators' too.
    async fn reject_all_by(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose comments, since when, and why.")] input: RejectAllByInput,
    ) -> Result<RejectAllByPayload, ApiError> {
        let all = RejectAllBy {
            author: MemberId::parse(&input.author_id)?,
            since: input.since,
            reason: input.reason.into(),
            note: input.note,
            private_note: input.private_note,
        };
        let rejected = decisions::reject_all_by(ctx.app(), ctx.actor(), all).await?;
        let ids = rejected.comments.into_iter();
        Ok(RejectAllByPayload {
            log_entry_id: rejected.entry_id.global(),
            comment_ids: ids.map(GlobalId::global).collect(),
            has_more: rejected.has_more,
        })
    }

    /// Takes back a decision, a state of a thread or branch, or a standing, as the log tells it:
    /// once, and only while nothing later stands on it. Is itself logged.
    async fn undo(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to take back.")] input: UndoInput,
    ) -> Result<UndoPayload, ApiError> {
        let (app, actor) = (ctx.app(), ctx.actor());
        let id = LogEntryId::parse(&input.log_entry_id)?;
        let undone = decisions::undo(app, actor, id, input.private_note).await?;
        let plan = entry_plan(&ctx.look_ahead().field("entry"));
        let entry = log::find(app, actor, undone.entry_id, &plan).await?;
        Ok(UndoPayload {
            entry: LogEntry(entry),
            left_comment_ids: undone.left.into_iter().map(GlobalId::global).collect(),
        })
    }

    /// Takes the comments out of sight; their authors see why. Each item is answered for itself.
    async fn reject_comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comments, and why.")] input: RejectCommentsInput,
    ) -> Result<RejectCommentsPayload, ApiError> {
        let ruled = Ruled::Reject {
            reason: input.reason.into(),
            note: input.note,
        };
        Ok(RejectCommentsPayload {
            results: decide(ctx, input.items, ruling(ruled, input.private_note)).await?,
        })
    }
}

fn ruling(ruled: Ruled, private_note: Option<String>) -> Ruling {
    Ruling {
        ruled,
        private_note,
    }
}

async fn decide(
    ctx: &Context<'_>,
    items: Vec<DecisionItemInput>,
    ruling: Ruling,
) -> Result<Vec<DecisionResult>, ApiError> {
    let items = items.iter().map(item).collect();
    let results = decisions::decide(ctx.app(), ctx.actor(), items, ruling).await?;
    let comments: Vec<_> = results
        .iter()
        .filter_map(|(_, result)| decisions::subject(result))
        .cloned()
        .collect();
    let plan = plan::comment(&ctx.look_ahead().field("results").field("comment"));
    let dressed = threads::comments(ctx.app(), ctx.actor(), comments, &plan).await?;
    let dressed: HashMap<CommentId, Threaded> = dressed
        .into_iter()
        .map(|threaded| (threaded.comment.id, threaded))
        .collect();
    let result = |(id, result): (CommentId, Result<_, _>)| {
        let comment = dressed.get(&id).cloned().map(Comment);
        match result {
            Ok(_) => DecisionResult::done(id, comment),
            Err(fault) => DecisionResult::refused(id, comment, &fault),
        }
    };
    Ok(results.into_iter().map(result).collect())
}

/// What is no id names nothing: it is answered as not found, item by item.
fn item(input: &DecisionItemInput) -> Item {
    let nil = uuid::Uuid::nil();
    Item {
        comment_id: CommentId::find(&input.comment_id).unwrap_or(CommentId(nil)),
        revision_id: RevisionId::find(&input.revision_id).unwrap_or(RevisionId(nil)),
        overrules: input.overrules.as_ref().and_then(|id| LogEntryId::find(id)),
    }
}
