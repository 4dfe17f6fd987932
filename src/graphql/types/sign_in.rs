//! What signing in gives, whichever way it was done.
use super::Viewer;
use crate::{
    domain::{
        credentials::session_cookie,
        sessions::{Arrival, Challenge, Tokens},
    },
    graphql::context::ContextExt,
};
use async_graphql::{Context, SimpleObject};
use chrono::{DateTime, Utc};

/// A session has begun, or a second factor is asked for. A session begun by a page of another
/// origin is an embed's and carries no moderator's rights. For one of the service's own pages that
/// sends `X-Rejoinder-Session: cookie` the session is kept in a cookie, and there are no tokens.
#[derive(SimpleObject, Default)]
pub(in crate::graphql) struct SignInPayload {
    /// For `Authorization: Bearer …`; good for 10 minutes. Null while a second factor is to come,
    /// and where a cookie keeps the session.
    access_token: Option<String>,
    /// When the access token ends.
    expires_at: Option<DateTime<Utc>>,
    /// For `refreshSession`, good for one use within 30 days. Keep it secret.
    refresh_token: Option<String>,
    /// Who is signed in.
    viewer: Option<Viewer>,
    /// What has to be given before a session begins; null once one has.
    second_factor: Option<SecondFactorChallenge>,
}

/// The first factor was right, and the account has a second one.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SecondFactorChallenge {
    /// To be given back with the second factor.
    challenge: String,
    /// Until when.
    expires_at: DateTime<Utc>,
    /// Whether a one-time password of an authenticator app, or a recovery code, is taken.
    totp: bool,
    /// Whether a passkey is taken.
    passkeys: bool,
}

impl SignInPayload {
    pub(in crate::graphql) fn of(ctx: &Context<'_>, arrival: Arrival) -> Self {
        match arrival {
            Arrival::SignedIn(tokens) => Self::signed_in(ctx, *tokens),
            Arrival::InCookie(kept) => {
                ctx.append_http_header("set-cookie", session_cookie::set(&kept.cookie));
                Self {
                    viewer: Some(Viewer(kept.signed_in(ctx.app().env.now()))),
                    ..Self::default()
                }
            }
            Arrival::SecondFactor(challenge) => Self {
                second_factor: Some(challenge.into()),
                ..Self::default()
            },
        }
    }

    fn signed_in(ctx: &Context<'_>, tokens: Tokens) -> Self {
        let viewer = Viewer(tokens.signed_in(ctx.app().env.now()));
        Self {
            access_token: Some(tokens.access),
            expires_at: Some(tokens.expires_at),
            refresh_token: Some(tokens.refresh.to_string()),
            viewer: Some(viewer),
            second_factor: None,
        }
    }
}

impl From<Challenge> for SecondFactorChallenge {
    fn from(challenge: Challenge) -> Self {
        Self {
            challenge: challenge.token.to_string(),
            expires_at: challenge.expires_at,
            totp: challenge.totp,
            passkeys: challenge.passkeys,
        }
    }
}
