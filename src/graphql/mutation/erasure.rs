//! Taking a person out of what is kept.
use crate::{
    domain::{
        credentials::Secret,
        erasure::{self, Erased, Erasing},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{ErasedComments, Erasure, Viewer},
    },
    model::MemberId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct ErasureMutations;

/// One's own account, to be erased.
#[derive(InputObject)]
struct EraseMeInput {
    /// What becomes of what was written.
    comments: ErasedComments,
    /// Of an account that has one. Any other has to have signed in within the last 10 minutes.
    password: Option<String>,
    /// The language of the mails about it, BCP 47; English where there are none in it.
    locale: Option<String>,
}

/// What came of it.
#[derive(SimpleObject)]
struct EraseMePayload {
    /// Whether the account is gone: nobody is signed in to it any more, and its e-mail address is
    /// free. Of many comments and votes the last goes within minutes. False when it will be.
    erased: bool,
    /// When it will be; null when it is gone.
    erasure: Option<Erasure>,
}

/// The account stays.
#[derive(SimpleObject)]
struct KeepMePayload {
    /// Whose.
    viewer: Viewer,
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
    /// signs in, votes and mutes, and what moderators noted. That happens some days later, as the
    /// operator has set, and until then `keepMe` takes it back; all other sessions end at once, and
    /// a mail tells the day. Asked for again, what becomes of the comments changes, and the day does
    /// not. The last admin of a site makes another one first: `LAST_ADMIN`.
    async fn erase_me(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proof, and what stays.")] input: EraseMeInput,
    ) -> Result<EraseMePayload, ApiError> {
        let erasing = Erasing {
            comments: input.comments.into(),
            password: input.password.map(Secret::new),
            locale: input.locale,
        };
        let erasure = match erasure::erase_me(ctx.app(), ctx.actor(), erasing).await? {
            Erased::Done => None,
            Erased::Planned(planned) => Some(planned.into()),
        };
        Ok(EraseMePayload {
            erased: erasure.is_none(),
            erasure,
        })
    }

    /// Keeps the viewer's account, of which `eraseMe` was asked. Signing in does not do that by
    /// itself.
    async fn keep_me(&self, ctx: &Context<'_>) -> Result<KeepMePayload, ApiError> {
        let viewer = erasure::keep_me(ctx.app(), ctx.actor()).await?;
        Ok(KeepMePayload {
            viewer: Viewer(viewer),
        })
    }

    /// Erases somebody from this site for good, at once. For its admins, who erase no other admin. An
    /// account that is also on other sites goes on there.
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
