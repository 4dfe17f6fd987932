//! Commenting without an account.
use super::comments::EpisodeRefInput;
use crate::{
    domain::guests::{self, NewGuestComment},
    graphql::{context::ContextExt, error::ApiError, id::GlobalId, types::CommentStatus},
    model::CommentId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct GuestMutations;

/// A guest's comment.
#[derive(InputObject)]
struct PostCommentAsGuestInput {
    /// Where.
    episode: EpisodeRefInput,
    /// The comment it answers; none at the top of the thread.
    parent_id: Option<ID>,
    /// Markdown, at most 10,000 characters.
    body: String,
    /// The second of the episode that it is about, 0 to 359999; replies have none.
    moment_seconds: Option<i32>,
    /// Shown with the comment: 1 to 40 characters, and not the likeness of a moderator's name. If the
    /// address has an account, that account's name is shown instead.
    name: String,
    /// Where the mail goes; at most 254 bytes, and nobody else sees it.
    email: String,
    /// In which language the mail is written, BCP 47; the nearest that there is.
    locale: Option<String>,
    /// A key of the client's own, at most 64 characters, new for each comment: the same key with the
    /// same address sends one mail.
    client_mutation_id: Option<String>,
    /// The solution of a challenge of `proofOfWork`, where work is asked (`PROOF_OF_WORK_NEEDED`).
    proof_of_work: Option<String>,
}

/// A mail is on its way. The same whether or not the address is known.
#[derive(SimpleObject)]
struct PostCommentAsGuestPayload {
    /// Until when the link in it can be followed; then the words are forgotten.
    expires_at: DateTime<Utc>,
    /// As it was sent.
    client_mutation_id: Option<String>,
}

/// A mail that has been read.
#[derive(InputObject)]
struct ConfirmGuestCommentInput {
    /// From the mail's link.
    token: String,
}

/// The comment is posted.
#[derive(SimpleObject)]
struct ConfirmGuestCommentPayload {
    /// Its id.
    comment_id: ID,
    /// Whether it is shown or held.
    status: CommentStatus,
}

#[Object]
impl GuestMutations {
    /// Comments without an account, on sites that want guests (`waysIn.guests`). Nobody sees the
    /// comment until the link in a mail to the address has been followed; then it is posted as the
    /// address's account, which is made if there is none. At most 5 at once from one network and then
    /// one in 12 minutes; at most 3 mails at once to one address and then one in 20 minutes.
    async fn post_comment_as_guest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The comment.")] input: PostCommentAsGuestInput,
    ) -> Result<PostCommentAsGuestPayload, ApiError> {
        let new = NewGuestComment {
            episode: input.episode.into(),
            parent_id: input.parent_id.as_ref().map(CommentId::parse).transpose()?,
            name: input.name,
            email: input.email,
            body: input.body,
            moment_seconds: input.moment_seconds,
            locale: input.locale,
            idempotency_key: input.client_mutation_id.clone(),
            proof_of_work: input.proof_of_work,
        };
        Ok(PostCommentAsGuestPayload {
            expires_at: guests::post(ctx.app(), ctx.actor(), new).await?,
            client_mutation_id: input.client_mutation_id,
        })
    }

    /// What the page behind the mail's link does: posts a guest's comment, once. `LINK_OVER` when the
    /// link is not good, or no longer.
    async fn confirm_guest_comment(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The mail.")] input: ConfirmGuestCommentInput,
    ) -> Result<ConfirmGuestCommentPayload, ApiError> {
        let comment = guests::confirm(ctx.app(), ctx.actor(), &input.token).await?;
        Ok(ConfirmGuestCommentPayload {
            comment_id: comment.id.global(),
            status: comment.status.into(),
        })
    }
}
