//! Who reads which comments.
use crate::{
    domain::queues::{self, Claiming},
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        page::page_size,
        plan,
        types::{Comment, QueueFilterInput, QueueKind},
    },
    model::CommentId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct ClaimMutations;

/// What to be handed.
#[derive(InputObject)]
struct ClaimCommentsInput {
    /// The site's key.
    site: String,
    /// From which queue.
    kind: QueueKind,
    /// How many at most, 1 to 50; 10 unless given.
    first: Option<i32>,
    /// Which of its comments.
    filter: Option<QueueFilterInput>,
}

/// What was handed out.
#[derive(SimpleObject)]
struct ClaimCommentsPayload {
    /// In the order of the queue, those that the moderator had claimed before first; fewer than
    /// asked for when no more are free.
    comments: Vec<Comment>,
    /// Until then nobody else is handed them.
    expires_at: DateTime<Utc>,
}

/// What to give back.
#[derive(InputObject)]
struct ReleaseClaimsInput {
    /// The site's key.
    site: String,
    /// Which comments, at most 100; all that the moderator has claimed unless given.
    comment_ids: Option<Vec<ID>>,
}

/// What was given back.
#[derive(SimpleObject)]
struct ReleaseClaimsPayload {
    /// How many comments others can be handed again.
    released_count: i32,
}

#[Object]
impl ClaimMutations {
    /// Hands a moderator the next comments of a queue for five minutes, in which nobody else is
    /// handed them; claiming again goes on with the same ones, for another five minutes, and fills
    /// up behind them. A claim keeps nobody from deciding, and a decision ends it.
    #[graphql(complexity = "10 + page_size(input.first, 10) * (1 + child_complexity)")]
    async fn claim_comments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which comments, and how many.")] input: ClaimCommentsInput,
    ) -> Result<ClaimCommentsPayload, ApiError> {
        let claiming = Claiming {
            site: input.site,
            kind: input.kind.into(),
            filter: input.filter.unwrap_or_default().into(),
            first: input.first.unwrap_or(Claiming::DEFAULT),
        };
        let plan = plan::comment(&ctx.look_ahead().field("comments"));
        let handed = queues::claim(ctx.app(), ctx.actor(), claiming, &plan).await?;
        Ok(ClaimCommentsPayload {
            comments: handed.comments.into_iter().map(Comment).collect(),
            expires_at: handed.expires_at,
        })
    }

    /// Gives back what the moderator has claimed and not decided on.
    async fn release_claims(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which comments.")] input: ReleaseClaimsInput,
    ) -> Result<ReleaseClaimsPayload, ApiError> {
        let id = |id: &ID| CommentId::find(id).unwrap_or(CommentId(Uuid::nil()));
        let ids = input.comment_ids.map(|ids| ids.iter().map(id).collect());
        let released = queues::release(ctx.app(), ctx.actor(), &input.site, ids).await?;
        Ok(ReleaseClaimsPayload {
            released_count: i32::try_from(released).unwrap_or(i32::MAX),
        })
    }
}
