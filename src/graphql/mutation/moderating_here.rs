//! Moderating where the comments are read.
use crate::{
    domain::sessions,
    graphql::{context::ContextExt, error::ApiError, types::Viewer},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct ModeratingHereMutations;

/// Where to moderate.
#[derive(InputObject)]
struct BeginModeratingHereInput {
    /// One of the site's origins: scheme, host and port.
    origin: String,
}

/// The session has begun.
#[derive(SimpleObject)]
struct BeginModeratingHerePayload {
    /// For `Authorization: Bearer …`; good for 10 minutes, from the service's own frame in a page of
    /// that origin: send `X-Rejoinder-For-Origin` with it.
    access_token: String,
    /// When the access token ends.
    expires_at: DateTime<Utc>,
    /// For `refreshSession`, from the same frame.
    refresh_token: String,
    /// When the session ends: after four hours, or with the one that it was begun from.
    ends_at: DateTime<Utc>,
    /// Who moderates.
    viewer: Viewer,
}

#[Object]
impl ModeratingHereMutations {
    /// Begins a session for moderating in pages of one of the site's origins: to approve, reject and
    /// restore comments, to lock and unlock, pin and feature, to open and close threads, and to write
    /// as a moderator. It reaches no members, rules, log or settings. Only for a moderator on one of
    /// the service's own pages, whose session a cookie keeps (`OWN_PAGES_ONLY`).
    async fn begin_moderating_here(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where.")] input: BeginModeratingHereInput,
    ) -> Result<BeginModeratingHerePayload, ApiError> {
        let begun = sessions::begin_moderating(ctx.app(), ctx.actor(), &input.origin).await?;
        Ok(BeginModeratingHerePayload {
            expires_at: begun.expires_at,
            refresh_token: begun.refresh.to_string(),
            ends_at: begun.session.expires_at,
            viewer: Viewer(begun.signed_in(ctx.app().env.now())),
            access_token: begun.access,
        })
    }
}
