//! Signing in and out.
use crate::{
    domain::{
        accounts,
        credentials::{Secret, session_cookie},
        sessions::{self, SignIn, Tokens},
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{SignInPayload, Viewer},
    },
    model::MemberId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct SessionMutations;

/// Credentials.
#[derive(InputObject)]
struct SignInInput {
    /// The site to sign in to; the first time makes the account its member.
    site: String,
    /// The e-mail address of the account.
    email: String,
    /// The account's password.
    password: String,
}

/// A session to keep alive.
#[derive(InputObject)]
struct RefreshSessionInput {
    /// As the last sign-in or refresh gave it.
    refresh_token: String,
}

/// The session goes on.
#[derive(SimpleObject)]
struct RefreshSessionPayload {
    /// For `Authorization: Bearer …`; good for 10 minutes.
    access_token: String,
    /// When the access token ends.
    expires_at: DateTime<Utc>,
    /// In place of the one that was used up: presenting that again ends the session.
    refresh_token: String,
    /// Who is signed in.
    viewer: Viewer,
}

/// A session to end.
#[derive(InputObject)]
struct SignOutInput {
    /// The session's refresh token; without it, the session that the request is signed in with.
    refresh_token: Option<String>,
}

/// The session has ended; its tokens are refused from now on.
#[derive(SimpleObject)]
struct SignOutPayload {
    /// Always true.
    signed_out: bool,
}

/// An author to take over.
#[derive(InputObject)]
struct ClaimAuthorInput {
    /// One of `viewer.claimableAuthors`.
    author_id: ID,
}

/// The author's comments are the viewer's.
#[derive(SimpleObject)]
struct ClaimAuthorPayload {
    /// How many.
    comment_count: i64,
}

#[Object]
impl SessionMutations {
    /// Begins a session. At most 10 tries a minute from one network, and for one account.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and where.")] input: SignInInput,
    ) -> Result<SignInPayload, ApiError> {
        let attempt = SignIn {
            site: input.site,
            email: input.email,
            password: Secret::new(input.password),
        };
        let arrival = sessions::sign_in(ctx.app(), ctx.actor(), attempt).await?;
        Ok(SignInPayload::of(ctx, arrival))
    }

    /// Gives another access token, and another refresh token in place of the one presented.
    /// Presenting a refresh token twice ends its session, but for 30 seconds in which an answer
    /// may have been lost.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: RefreshSessionInput,
    ) -> Result<RefreshSessionPayload, ApiError> {
        let tokens = sessions::refresh(ctx.app(), ctx.actor(), &input.refresh_token).await?;
        Ok(RefreshSessionPayload {
            expires_at: tokens.expires_at,
            refresh_token: tokens.refresh.to_string(),
            viewer: viewer(ctx, &tokens),
            access_token: tokens.access,
        })
    }

    /// Ends a session.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: SignOutInput,
    ) -> Result<SignOutPayload, ApiError> {
        sessions::sign_out(ctx.app(), ctx.actor(), input.refresh_token.as_deref()).await?;
        if ctx.actor().wants_cookie {
            ctx.append_http_header("set-cookie", session_cookie::clear());
        }
        Ok(SignOutPayload { signed_out: true })
    }

    /// Makes the comments of an imported author the viewer's, whose e-mail address, once verified,
    /// is that author's.
    async fn claim_author(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The author.")] input: ClaimAuthorInput,
    ) -> Result<ClaimAuthorPayload, ApiError> {
        let author = MemberId::parse(&input.author_id)?;
        let moved = accounts::claim(ctx.app(), ctx.actor(), author).await?;
        Ok(ClaimAuthorPayload {
            comment_count: i64::try_from(moved).unwrap_or(i64::MAX),
        })
    }
}

fn viewer(ctx: &Context<'_>, tokens: &Tokens) -> Viewer {
    Viewer(tokens.signed_in(ctx.app().env.now()))
}
