//! With whom people sign in by OpenID Connect, and what they have linked.
use crate::{domain::oidc::identities::Linked, graphql::id::GlobalId, model};
use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

pub struct Provider(pub model::Provider);

/// With whom people sign in: what stands on a button.
#[Object]
impl Provider {
    /// Names it in the address of the window: `/sign-in/oidc/start?site=…&provider=…&origin=…`.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Plain text.
    async fn name(&self) -> &str {
        &self.0.name
    }
}

pub struct ProviderSettings(pub model::Provider);

/// How a provider is set up. Its client's secret is never given out.
#[Object]
impl ProviderSettings {
    /// 1 to 40 characters of a-z, 0-9 and -.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Plain text.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whose word is taken; its discovery document is at `/.well-known/openid-configuration` below.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// As the provider calls this service.
    async fn client_id(&self) -> &str {
        &self.0.client_id
    }

    /// Whether this service proves to the provider with a secret that it is that client.
    async fn has_client_secret(&self) -> bool {
        self.0.client_secret.is_some()
    }

    /// What the provider is asked for.
    async fn scopes(&self) -> Vec<&str> {
        self.0.scopes.split(' ').collect()
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
}

pub struct Identity(pub Linked);

/// Who the viewer is elsewhere: another way into the account on this site.
#[Object]
impl Identity {
    /// For `unlinkIdentity`.
    async fn id(&self) -> ID {
        self.0.identity.id.global()
    }

    /// With whom; null for the site's own accounts, and for a provider that has been removed.
    async fn provider(&self) -> Option<Provider> {
        self.0.provider.clone().map(Provider)
    }

    /// The e-mail address that the provider vouched for last.
    async fn email(&self) -> Option<&str> {
        self.0.identity.email.as_deref()
    }

    /// When it was linked.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.identity.created_at
    }

    /// When it let the viewer in last.
    async fn last_used_at(&self) -> DateTime<Utc> {
        self.0.identity.last_used_at
    }
}
