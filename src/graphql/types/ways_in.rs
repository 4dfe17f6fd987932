//! How people sign in to a site.
use super::Provider;
use crate::{
    domain::{oidc::providers, ways_in},
    graphql::{context::ContextExt, error::ApiError},
    model,
};
use async_graphql::{Context, Enum, Object};

pub struct WaysIn(pub model::WaysIn);

/// Of whom a site asks work before they sign up or comment as guests: a few seconds of a browser's
/// time, which cost much to whoever needs them by the thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "model::ProofOfWork")]
pub enum ProofOfWork {
    /// Of networks that have tried too much.
    Suspects,
    /// Of everybody.
    Everybody,
}

/// How people sign in to a site.
#[Object]
impl WaysIn {
    /// With e-mail address and password.
    async fn password(&self) -> bool {
        self.0.password
    }

    /// With a link or code that is mailed to them; false where the installation sends no mails,
    /// whatever the site has chosen.
    async fn mail(&self) -> bool {
        self.0.mail
    }

    /// Whether a forgotten password can be replaced by mail.
    async fn password_reset(&self, ctx: &Context<'_>) -> bool {
        ways_in::resets_passwords(ctx.app(), &self.0)
    }

    /// With a provider, by OpenID Connect.
    #[graphql(complexity = "5 + 20 * child_complexity")]
    async fn providers(&self, ctx: &Context<'_>) -> Result<Vec<Provider>, ApiError> {
        ctx.take_read()?;
        let found = providers::list(ctx.app(), self.0.site_id).await?;
        Ok(found.into_iter().map(Provider).collect())
    }

    /// Without an account: with a name and an e-mail address, which a mail has to confirm before
    /// anybody sees the comment. False where the installation sends no mails.
    async fn guests(&self) -> bool {
        self.0.guests
    }

    /// With a passkey, on the service's own pages: true where the service has a domain name that
    /// browsers keep passkeys for.
    async fn passkeys(&self, ctx: &Context<'_>) -> bool {
        ctx.app().passkeys.is_some()
    }

    /// Of whom work is asked first.
    async fn proof_of_work(&self) -> ProofOfWork {
        self.0.proof_of_work.into()
    }

    /// Whether moderators and admins have to give a second factor.
    async fn second_factor_for_staff(&self) -> bool {
        self.0.second_factor_for_staff
    }

    /// Whether a token that the site signs may say which role its subject has.
    async fn roles_from_site_tokens(&self) -> bool {
        self.0.roles_from_site_tokens
    }
}
