//! Decisions on comments.
use crate::{
    domain::{
        decisions::{self, Item, Ruled},
        threads::{self, Threaded},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        plan,
        types::{Comment, DecisionResult, RejectReason},
    },
    model::{CommentId, LogEntryId, RevisionId},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
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
            results: decide(ctx, input.items, Ruled::Approve).await?,
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
            results: decide(ctx, input.items, ruled).await?,
        })
    }
}

async fn decide(
    ctx: &Context<'_>,
    items: Vec<DecisionItemInput>,
    ruled: Ruled,
) -> Result<Vec<DecisionResult>, ApiError> {
    let items = items.iter().map(item).collect();
    let results = decisions::decide(ctx.app(), ctx.actor(), items, ruled).await?;
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
