//! Taking a person out of what is kept.
use crate::{
    domain::{
        credentials::Secret,
        erasure::{self, Comments, Erasing},
    },
    graphql::{context::ContextExt, error::ApiError, id::GlobalId},
    model::MemberId,
};
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct ErasureMutations;

/// What becomes of what somebody wrote.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Comments")]
enum ErasedComments {
    /// The words go, of every text they had. Answers stay, under tombstones.
    Delete,
    /// They stay, under the name `Anonymous`.
    KeepAnonymously,
}

/// One's own account, to be erased.
#[derive(InputObject)]
struct EraseAccountInput {
    /// What becomes of what was written.
    comments: ErasedComments,
    /// Of an account that has one. Any other has to have signed in within the last 10 minutes.
    password: Option<String>,
}

/// The account is gone. Nobody is signed in to it any more, and its e-mail address is free.
#[derive(SimpleObject)]
struct EraseAccountPayload {
    /// Always true. Of many comments and votes the last goes within minutes.
    erased: bool,
}

/// Somebody to erase from the site.
#[derive(InputObject)]
struct EraseMemberInput {
    /// Whom.
    author_id: ID,
    /// What becomes of what they wrote.
    comments: ErasedComments,
}

/// They are nobody on this site any more.
#[derive(SimpleObject)]
struct EraseMemberPayload {
    /// Always true. Of many comments and votes the last goes within minutes.
    erased: bool,
}

#[Object]
impl ErasureMutations {
    /// Erases the viewer's account for good, on every site: address, names, sessions, everything that
    /// signs in, votes and mutes, and what moderators noted. The last admin of a site makes another
    /// one first: `LAST_ADMIN`.
    async fn erase_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proof, and what stays.")] input: EraseAccountInput,
    ) -> Result<EraseAccountPayload, ApiError> {
        let erasing = Erasing {
            comments: input.comments.into(),
            password: input.password.map(Secret::new),
        };
        erasure::erase_account(ctx.app(), ctx.actor(), erasing).await?;
        Ok(EraseAccountPayload { erased: true })
    }

    /// Erases somebody from this site for good. For its admins, who erase no other admin. An account
    /// that is also on other sites goes on there.
    async fn erase_member(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom, and what stays.")] input: EraseMemberInput,
    ) -> Result<EraseMemberPayload, ApiError> {
        let id = MemberId::parse(&input.author_id)?;
        let whom = (id, input.comments.into());
        erasure::erase_member(ctx.app(), ctx.actor(), whom).await?;
        Ok(EraseMemberPayload { erased: true })
    }
}
