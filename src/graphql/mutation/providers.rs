//! Providers of sign-ins, and what people link of them.
use crate::{
    domain::{
        credentials::Secret,
        oidc::{
            identities,
            providers::{self, Change, NewProvider},
        },
        threads::Terms,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{ProviderSettings, Site},
    },
    model::IdentityId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct ProviderMutations;

/// A provider of sign-ins to set up.
#[derive(InputObject)]
struct AddProviderInput {
    /// The site's key.
    site: String,
    /// Names the provider: 1 to 40 characters of a-z, 0-9 and -.
    key: String,
    /// Stands on its button: 1 to 60 characters.
    name: String,
    /// Its issuer, such as `https://accounts.example.org`, as its discovery document spells it.
    issuer: String,
    /// As the provider calls this service.
    client_id: String,
    /// What it gave along, if it did.
    client_secret: Option<String>,
    /// With spaces between; `openid email profile` unless given.
    scopes: Option<String>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
}

/// A provider to change: what is left out stays.
#[derive(InputObject)]
struct UpdateProviderInput {
    /// The site's key.
    site: String,
    /// The provider's key.
    key: String,
    /// Stands on its button: 1 to 60 characters.
    name: Option<String>,
    /// As the provider calls this service.
    client_id: Option<String>,
    /// Another one; an empty text for none.
    client_secret: Option<String>,
    /// With spaces between.
    scopes: Option<String>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
}

/// A provider to remove.
#[derive(InputObject)]
struct RemoveProviderInput {
    /// The site's key.
    site: String,
    /// The provider's key.
    key: String,
    /// For the log; at most 500 characters.
    reason: Option<String>,
}

/// People can sign in with it.
#[derive(SimpleObject)]
struct AddProviderPayload {
    /// As it is set up.
    provider: ProviderSettings,
    /// Whose it is.
    site: Site,
}

/// The provider has changed.
#[derive(SimpleObject)]
struct UpdateProviderPayload {
    /// As it is now.
    provider: ProviderSettings,
    /// Whose it is.
    site: Site,
}

/// Nobody signs in with it any more.
#[derive(SimpleObject)]
struct RemoveProviderPayload {
    /// Whose it was.
    site: Site,
}

/// Something to link.
#[derive(InputObject)]
struct BeginLinkInput {
    /// One of `site.waysIn.providers`.
    provider: String,
}

/// Where to go to link it.
#[derive(SimpleObject)]
struct BeginLinkPayload {
    /// For a new window; good for one visit.
    url: String,
    /// Until when.
    expires_at: DateTime<Utc>,
}

/// A way in to give up.
#[derive(InputObject)]
struct UnlinkIdentityInput {
    /// One of `viewer.identities`.
    identity_id: ID,
}

/// It leads here no more.
#[derive(SimpleObject)]
struct UnlinkIdentityPayload {
    /// What was unlinked.
    unlinked_identity_id: ID,
}

#[Object]
impl ProviderMutations {
    /// Sets up a provider with which people sign in by OpenID Connect. The provider is asked for its
    /// discovery document first. At the provider, enter `/sign-in/oidc/callback/SITE/PROVIDER` below
    /// this service's address as where it leads back to, with both keys. For admins of the site.
    async fn add_provider(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] input: AddProviderInput,
    ) -> Result<AddProviderPayload, ApiError> {
        let new = NewProvider {
            key: input.key,
            name: input.name,
            issuer: input.issuer,
            client_id: input.client_id,
            client_secret: input.client_secret.map(Secret::new),
            scopes: input.scopes,
        };
        let change = (new, terms(input.reason));
        let (app, actor) = (ctx.app(), ctx.actor());
        let (site, provider) = providers::add(app, actor, &input.site, change).await?;
        Ok(AddProviderPayload {
            provider: ProviderSettings(provider),
            site: Site(Arc::new(site)),
        })
    }

    /// Changes how a provider is set up; not its issuer: add another one. For admins of the site.
    /// Where nothing changes, it is a `CONFLICT` with the reason `NOTHING_TO_DO`.
    async fn update_provider(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateProviderInput,
    ) -> Result<UpdateProviderPayload, ApiError> {
        let change = Change {
            name: input.name,
            client_id: input.client_id,
            client_secret: input.client_secret.map(Secret::new),
            scopes: input.scopes,
        };
        let which = (input.site.as_str(), input.key.as_str());
        let change = (change, terms(input.reason));
        let (site, provider) = providers::update(ctx.app(), ctx.actor(), which, change).await?;
        Ok(UpdateProviderPayload {
            provider: ProviderSettings(provider),
            site: Site(Arc::new(site)),
        })
    }

    /// Removes a provider. Who signed in with it stays signed in, and cannot come that way again;
    /// adding it anew does not bring them back. For admins of the site.
    async fn remove_provider(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The provider.")] input: RemoveProviderInput,
    ) -> Result<RemoveProviderPayload, ApiError> {
        let which = (input.site.as_str(), input.key.as_str());
        let why = terms(input.reason);
        let site = providers::remove(ctx.app(), ctx.actor(), which, why).await?;
        Ok(RemoveProviderPayload {
            site: Site(Arc::new(site)),
        })
    }

    /// Gives an address for a window in which the viewer signs in with a provider, to link it to
    /// their account. For sessions begun on the service's own pages.
    async fn begin_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With whom.")] input: BeginLinkInput,
    ) -> Result<BeginLinkPayload, ApiError> {
        let begun = identities::begin_link(ctx.app(), ctx.actor(), &input.provider).await?;
        let (url, expires_at) = begun;
        Ok(BeginLinkPayload { url, expires_at })
    }

    /// Gives up a way in. The last one stays: it is a `CONFLICT` with the reason `LAST_WAY_IN`. For
    /// sessions begun on the service's own pages.
    async fn unlink_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: UnlinkIdentityInput,
    ) -> Result<UnlinkIdentityPayload, ApiError> {
        let id = IdentityId::parse(&input.identity_id)?;
        identities::unlink(ctx.app(), ctx.actor(), id).await?;
        Ok(UnlinkIdentityPayload {
            unlinked_identity_id: input.identity_id,
        })
    }
}

fn terms(reason: Option<String>) -> Terms {
    Terms {
        reason,
        private_note: None,
        until: None,
    }
}
