//! The second half of signing in, and signing in with a passkey alone.
use crate::{
    domain::{
        Error,
        credentials::Secret,
        sessions::{self, Whom},
    },
    graphql::{context::ContextExt, error::ApiError, types::SignInPayload},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

#[derive(Default)]
pub(super) struct FinishSignInMutations;

/// A code in answer to what was asked.
#[derive(InputObject)]
struct FinishSignInInput {
    /// `secondFactor.challenge` of the sign-in.
    challenge: String,
    /// The six digits that the authenticator app shows, or a recovery code. Spaces and hyphens do
    /// not count. Good once.
    code: String,
}

/// Who is to be asked for a passkey: give one of the two.
#[derive(InputObject)]
struct BeginPasskeySignInInput {
    /// `secondFactor.challenge` of a sign-in: one of that account's passkeys is the second factor.
    challenge: Option<String>,
    /// The key of the site to sign in to with nothing but a passkey, whoever's it is.
    site: Option<String>,
}

/// What the browser is to be asked.
#[derive(SimpleObject)]
struct BeginPasskeySignInPayload {
    /// To be given back with the answer.
    challenge: String,
    /// Until when.
    expires_at: DateTime<Utc>,
    /// JSON for `PublicKeyCredential.parseRequestOptionsFromJSON`, whose result goes to
    /// `navigator.credentials.get` as `publicKey`.
    options: String,
}

/// The browser's answer.
#[derive(InputObject)]
struct FinishPasskeySignInInput {
    /// As `beginPasskeySignIn` gave it.
    challenge: String,
    /// The credential as JSON: `JSON.stringify(credential)`, at most 20,000 bytes.
    credential: String,
}

#[Object]
impl FinishSignInMutations {
    /// Gives the second factor that a sign-in asked for. After five wrong codes, or five minutes, one
    /// has to sign in again. At most 10 tries a minute from one network; and of six-digit codes, for
    /// one account, 12 an hour from where its owner has not signed in before. Recovery codes are not
    /// counted there.
    async fn finish_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: FinishSignInInput,
    ) -> Result<SignInPayload, ApiError> {
        let answer = (input.challenge.as_str(), Secret::new(input.code));
        let arrival = sessions::finish_sign_in(ctx.app(), ctx.actor(), answer).await?;
        Ok(SignInPayload::of(ctx, arrival))
    }

    /// Asks for a passkey, on pages of the service's own origin only. It verifies its owner, so that
    /// it counts as both factors.
    async fn begin_passkey_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of whom.")] input: BeginPasskeySignInInput,
    ) -> Result<BeginPasskeySignInPayload, ApiError> {
        let whom = match (input.challenge, input.site) {
            (Some(challenge), None) => Whom::Challenged(challenge),
            (None, Some(site)) => Whom::Anybody(site),
            _ => return Err(Error::invalid("site", "give either this or a challenge").into()),
        };
        let asked = sessions::begin_passkey_sign_in(ctx.app(), ctx.actor(), whom).await?;
        Ok(BeginPasskeySignInPayload {
            challenge: asked.challenge.to_string(),
            expires_at: asked.expires_at,
            options: asked.options,
        })
    }

    /// Begins a session with a passkey. An answer is good once.
    async fn finish_passkey_sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The answer.")] input: FinishPasskeySignInInput,
    ) -> Result<SignInPayload, ApiError> {
        let answer = (input.challenge.as_str(), input.credential.as_str());
        let arrival = sessions::finish_passkey_sign_in(ctx.app(), ctx.actor(), answer).await?;
        Ok(SignInPayload::of(ctx, arrival))
    }
}
