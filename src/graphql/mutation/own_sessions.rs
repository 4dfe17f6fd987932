//! Ending one's own sessions.
use crate::{
    domain::sessions::{self, Reach},
    graphql::{context::ContextExt, error::ApiError, id::GlobalId},
    model::SessionId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

#[derive(Default)]
pub(super) struct OwnSessionMutations;

/// A session to end.
#[derive(InputObject)]
struct EndSessionInput {
    /// One of `viewer.sessions`.
    session_id: ID,
}

/// The session has ended; its tokens are refused from now on.
#[derive(SimpleObject)]
struct EndSessionPayload {
    /// The session that was named.
    ended_session_id: ID,
}

/// How far to go.
#[derive(InputObject)]
struct EndAllSessionsInput {
    /// Also the one that the request is signed in with.
    #[graphql(default = false)]
    including_this: bool,
    /// On all sites on which the account is a member. Not from a session begun in an embed.
    #[graphql(default = false)]
    everywhere: bool,
}

/// The sessions have ended; their tokens are refused from now on.
#[derive(SimpleObject)]
struct EndAllSessionsPayload {
    /// How many.
    ended_count: i64,
}

#[Object]
impl OwnSessionMutations {
    /// Ends one of the viewer's sessions on this site.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: EndSessionInput,
    ) -> Result<EndSessionPayload, ApiError> {
        let id = SessionId::parse(&input.session_id)?;
        sessions::end(ctx.app(), ctx.actor(), id).await?;
        Ok(EndSessionPayload {
            ended_session_id: id.global(),
        })
    }

    /// Ends the viewer's other sessions on this site, or also those elsewhere and this one.
    async fn end_all_sessions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: EndAllSessionsInput,
    ) -> Result<EndAllSessionsPayload, ApiError> {
        let reach = Reach {
            including_this: input.including_this,
            everywhere: input.everywhere,
        };
        let ended = sessions::end_all(ctx.app(), ctx.actor(), reach).await?;
        Ok(EndAllSessionsPayload {
            ended_count: i64::try_from(ended).unwrap_or(i64::MAX),
        })
    }
}
