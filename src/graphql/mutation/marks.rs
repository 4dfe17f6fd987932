//! Pinning and featuring comments.
use super::comments::dressed;
use crate::{
    domain::comments::{self, Mark},
    graphql::{context::ContextExt, error::ApiError, id::GlobalId, types::Comment},
    model::CommentId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct MarkMutations;

/// A comment to pin.
#[derive(InputObject)]
struct PinCommentInput {
    /// Which comment: one that all may read.
    comment_id: ID,
}

/// The comment is pinned.
#[derive(SimpleObject)]
struct PinCommentPayload {
    /// The comment that was named.
    comment: Comment,
}

/// A comment to take from the head of its thread.
#[derive(InputObject)]
struct UnpinCommentInput {
    /// Which comment.
    comment_id: ID,
}

/// The comment is pinned no longer.
#[derive(SimpleObject)]
struct UnpinCommentPayload {
    /// The comment that was named.
    comment: Comment,
}

/// A comment to feature.
#[derive(InputObject)]
struct FeatureCommentInput {
    /// Which comment: one that all may read.
    comment_id: ID,
}

/// The comment is featured.
#[derive(SimpleObject)]
struct FeatureCommentPayload {
    /// The comment that was named.
    comment: Comment,
}

/// A comment to feature no longer.
#[derive(InputObject)]
struct UnfeatureCommentInput {
    /// Which comment.
    comment_id: ID,
}

/// The comment is featured no longer.
#[derive(SimpleObject)]
struct UnfeatureCommentPayload {
    /// The comment that was named.
    comment: Comment,
}

#[Object]
impl MarkMutations {
    /// Holds a comment up at the head of its thread, wherever it stands in it. At most three of an
    /// episode: the fourth is a `CONFLICT` with the reason `TOO_MANY_PINS`. For moderators of the
    /// site.
    async fn pin_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: PinCommentInput,
    ) -> Result<PinCommentPayload, ApiError> {
        Ok(PinCommentPayload {
            comment: mark(ctx, &input.comment_id, Mark::Pin).await?,
        })
    }

    /// Takes a comment from the head of its thread. For moderators of the site.
    async fn unpin_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: UnpinCommentInput,
    ) -> Result<UnpinCommentPayload, ApiError> {
        Ok(UnpinCommentPayload {
            comment: mark(ctx, &input.comment_id, Mark::Unpin).await?,
        })
    }

    /// Puts a comment among the episode's `featuredComments`. For moderators of the site.
    async fn feature_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: FeatureCommentInput,
    ) -> Result<FeatureCommentPayload, ApiError> {
        Ok(FeatureCommentPayload {
            comment: mark(ctx, &input.comment_id, Mark::Feature).await?,
        })
    }

    /// Takes a comment from the `featuredComments`. For moderators of the site.
    async fn unfeature_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: UnfeatureCommentInput,
    ) -> Result<UnfeatureCommentPayload, ApiError> {
        Ok(UnfeatureCommentPayload {
            comment: mark(ctx, &input.comment_id, Mark::Unfeature).await?,
        })
    }
}

async fn mark(ctx: &Context<'_>, id: &ID, mark: Mark) -> Result<Comment, ApiError> {
    let id = CommentId::parse(id)?;
    let comment = comments::mark(ctx.app(), ctx.actor(), id, mark).await?;
    dressed(ctx, comment).await
}
