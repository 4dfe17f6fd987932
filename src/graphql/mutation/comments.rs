//! Posting, changing, taking back and voting.
use crate::{
    domain::{
        comments::{self, Edit, EpisodeRef, NewComment, Posted, Vote},
        threads,
    },
    graphql::{context::ContextExt, error::ApiError, given, id::GlobalId, plan, types::Comment},
    model::{self, CommentId, RevisionId},
};
use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};

#[derive(Default)]
pub(super) struct CommentMutations;

/// An episode as the page names it.
#[derive(InputObject)]
pub(super) struct EpisodeRefInput {
    /// The site's key.
    site: String,
    /// The episode's key on the site.
    key: String,
    /// For an episode that does not exist yet: its title, at most 500 characters.
    title: Option<String>,
    /// For an episode that does not exist yet: the address of its page, within the site's origins.
    url: Option<String>,
}

impl From<EpisodeRefInput> for EpisodeRef {
    fn from(input: EpisodeRefInput) -> Self {
        Self {
            site: input.site,
            key: input.key,
            title: input.title,
            url: input.url,
        }
    }
}

/// A new comment.
#[derive(InputObject)]
struct PostCommentInput {
    /// Where. The first comment makes the episode, unless the site wants episodes to be created
    /// first.
    episode: EpisodeRefInput,
    /// The comment it answers; none at the top of the thread.
    parent_id: Option<ID>,
    /// Markdown, at most 10,000 characters: paragraphs, emphasis, links, lists, quotes and code.
    body: String,
    /// The second of the episode that it is about, 0 to 359999; replies have none.
    moment_seconds: Option<i32>,
    /// A key of the client's own, at most 64 characters, new for each comment: the same key gives
    /// the same comment, so a request whose answer was lost can be sent again.
    client_mutation_id: Option<String>,
}

/// What became of a new comment.
#[derive(SimpleObject)]
struct PostCommentPayload {
    /// Its `status` tells whether it is shown or held.
    comment: Comment,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// Another text for a comment.
#[derive(InputObject)]
struct EditCommentInput {
    /// Which comment.
    comment_id: ID,
    /// Markdown, at most 10,000 characters.
    body: String,
    /// Another second of the episode, 0 to 359999; null takes it away, left out it stays.
    moment_seconds: MaybeUndefined<i32>,
    /// The text that was edited: refused as `STALE_REVISION` when there is a newer one. Without
    /// it, whatever text there is gives way.
    revision_id: Option<ID>,
}

/// What became of an edited comment.
#[derive(SimpleObject)]
struct EditCommentPayload {
    /// Its `status` tells whether the new text is shown or held.
    comment: Comment,
}

/// A comment to take back.
#[derive(InputObject)]
struct DeleteCommentInput {
    /// Which comment.
    comment_id: ID,
}

/// The comment is gone.
#[derive(SimpleObject)]
struct DeleteCommentPayload {
    /// The tombstone that stands for it; null when it had no answers and has vanished.
    comment: Option<Comment>,
    /// The comment that was named.
    deleted_comment_id: ID,
}

/// A vote.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
enum VoteValue {
    /// For it.
    Up,
    /// Not, or no longer, for it.
    None,
}

/// A vote on a comment.
#[derive(InputObject)]
struct VoteCommentInput {
    /// Which comment.
    comment_id: ID,
    /// One for each account; voting the same again changes nothing.
    vote: VoteValue,
}

/// The vote counts.
#[derive(SimpleObject)]
struct VoteCommentPayload {
    /// With its new score.
    comment: Comment,
}

#[Object]
impl CommentMutations {
    /// Posts a comment or a reply. It is shown at once or held, as the site's mode says. At most 8
    /// at once and then one in 6 seconds.
    async fn post_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: PostCommentInput,
    ) -> Result<PostCommentPayload, ApiError> {
        let new = NewComment {
            episode: input.episode.into(),
            parent_id: input.parent_id.as_ref().map(CommentId::parse).transpose()?,
            body: input.body,
            moment_seconds: input.moment_seconds,
            idempotency_key: input.client_mutation_id.clone(),
        };
        let (app, actor) = (ctx.app(), ctx.actor());
        let posting = Box::pin(comments::post(app, actor, new));
        let Posted { comment, setting } = posting.await?;
        let look = ctx.look_ahead().field("comment");
        let comment = match setting {
            Some(setting) if !plan::has_episodes(&look) => {
                let around = (&setting, comment);
                let plan = plan::comment(&look);
                Comment(threads::comment_in(app, actor, around, &plan).await?)
            }
            _ => dressed(ctx, comment).await?,
        };
        Ok(PostCommentPayload {
            comment,
            client_mutation_id: input.client_mutation_id,
        })
    }

    /// Replaces the text of one's own comment, within the site's time for editing. A new text goes
    /// through the rules again and may be held.
    async fn edit_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new text.")] input: EditCommentInput,
    ) -> Result<EditCommentPayload, ApiError> {
        let edit = Edit {
            comment_id: CommentId::parse(&input.comment_id)?,
            body: input.body,
            moment_seconds: given::change(input.moment_seconds),
            revision_id: input
                .revision_id
                .as_ref()
                .map(RevisionId::parse)
                .transpose()?,
        };
        let comment = comments::edit(ctx.app(), ctx.actor(), edit).await?;
        Ok(EditCommentPayload {
            comment: dressed(ctx, comment).await?,
        })
    }

    /// Takes back one's own comment for good, at any time. Its words are erased; answers to it
    /// stay, under a tombstone.
    async fn delete_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: DeleteCommentInput,
    ) -> Result<DeleteCommentPayload, ApiError> {
        let id = CommentId::parse(&input.comment_id)?;
        comments::delete(ctx.app(), ctx.actor(), id).await?;
        let plan = plan::comment(&ctx.look_ahead().field("comment"));
        let left = threads::find_comment(ctx.app(), ctx.actor(), id, &plan).await?;
        Ok(DeleteCommentPayload {
            comment: left.map(Comment),
            deleted_comment_id: id.global(),
        })
    }

    /// Votes for a comment, or takes the vote back.
    async fn vote_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The vote.")] input: VoteCommentInput,
    ) -> Result<VoteCommentPayload, ApiError> {
        let id = CommentId::parse(&input.comment_id)?;
        let vote = match input.vote {
            VoteValue::Up => Vote::Up,
            VoteValue::None => Vote::None,
        };
        let comment = comments::vote(ctx.app(), ctx.actor(), id, vote).await?;
        Ok(VoteCommentPayload {
            comment: dressed(ctx, comment).await?,
        })
    }
}

/// With what the payload's `comment` asks for.
pub(super) async fn dressed(
    ctx: &Context<'_>,
    comment: model::Comment,
) -> Result<Comment, ApiError> {
    let plan = plan::comment(&ctx.look_ahead().field("comment"));
    let dressed = threads::comment(ctx.app(), ctx.actor(), comment, &plan).await?;
    Ok(Comment(dressed))
}
