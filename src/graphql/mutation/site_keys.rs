//! Tokens that a site signs for its own accounts, and its keys.
use crate::{
    domain::{
        credentials::Secret,
        sessions,
        site_keys::{self, NewKey},
        threads::Terms,
    },
    graphql::{
        context::ContextExt,
        error::ApiError,
        id::GlobalId,
        types::{SignInPayload, Site, SiteKey, SiteKeyAlgorithm, SiteKeyKind},
    },
    model::SiteKeyId,
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use std::sync::Arc;

#[derive(Default)]
pub(super) struct SiteKeyMutations;

/// Somebody whom the site has signed in.
#[derive(InputObject)]
struct SignInWithSiteTokenInput {
    /// The site's key.
    site: String,
    /// A JWT that the site has signed, at most 8,192 bytes: `iss` the site's key, `aud` this
    /// service's public address, `sub`, `iat`, `exp` within 10 minutes, and a `jti` of its own;
    /// `name`, `email` and `role` as the site likes.
    token: String,
}

/// A new key of a site.
#[derive(InputObject)]
struct AddSiteKeyInput {
    /// The site's key.
    site: String,
    /// What tokens will call it in their header, at most 255 characters; one key of a site may do
    /// without. The keys of a key set have their own.
    kid: Option<String>,
    /// What it is.
    kind: SiteKeyKind,
    /// How tokens will be signed: `HS256` with a secret, which needs not be said; one of the others
    /// with public keys.
    algorithm: Option<SiteKeyAlgorithm>,
    /// For a `SECRET`: 32 to 512 bytes, which sign as they stand here. Left out, one is made and
    /// told this once.
    secret: Option<String>,
    /// For a `PUBLIC_KEY`: a PEM or a JWK.
    public_key: Option<String>,
    /// For a `JWKS_URL`: where the key set is, with https.
    url: Option<String>,
    /// From when on it is not taken any more.
    expires_at: Option<DateTime<Utc>>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// The site's tokens may be signed with it from now on.
#[derive(SimpleObject)]
struct AddSiteKeyPayload {
    /// What has been added.
    site_key: SiteKey,
    /// The secret that was made, if one was. Nobody is told it again.
    secret: Option<String>,
}

/// A key that is to be taken no longer.
#[derive(InputObject)]
struct RemoveSiteKeyInput {
    /// One of `Site.siteKeys`.
    site_key_id: ID,
    /// From when on; at once without it. The key stays in the list until it is removed for good.
    until: Option<DateTime<Utc>>,
    /// For the log; at most 500 characters.
    reason: Option<String>,
    /// For other moderators, in the log; at most 1,000 characters.
    private_note: Option<String>,
}

/// Sessions that were begun with it go on.
#[derive(SimpleObject)]
struct RemoveSiteKeyPayload {
    /// As it is now.
    site: Site,
}

#[Object]
impl SiteKeyMutations {
    /// Begins a session for one of the site's own accounts, with a token that the site has signed
    /// and that is good for this once. At most 60 tries at once, and one more every 2 seconds, from
    /// one network.
    async fn sign_in_with_site_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The site's word for who they are.")] input: SignInWithSiteTokenInput,
    ) -> Result<SignInPayload, ApiError> {
        let given = (input.site.as_str(), input.token.as_str());
        let arrival = sessions::sign_in_with_site_token(ctx.app(), ctx.actor(), given).await?;
        Ok(SignInPayload::of(ctx, arrival))
    }

    /// Adds a key with which the site signs tokens for its own accounts; at most 20. For admins of
    /// the site.
    async fn add_site_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key.")] input: AddSiteKeyInput,
    ) -> Result<AddSiteKeyPayload, ApiError> {
        let new = NewKey {
            kid: input.kid,
            kind: input.kind.into(),
            algorithm: input.algorithm.map(Into::into),
            secret: input.secret.map(Secret::new),
            public_key: input.public_key,
            url: input.url,
            expires_at: input.expires_at,
        };
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: None,
        };
        let added = site_keys::add(ctx.app(), ctx.actor(), &input.site, (new, terms)).await?;
        Ok(AddSiteKeyPayload {
            site_key: SiteKey(added.key),
            secret: added.secret.map(|secret| secret.expose().to_owned()),
        })
    }

    /// Takes a key away, at once or from a time on. For admins of the site.
    async fn remove_site_key(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveSiteKeyInput,
    ) -> Result<RemoveSiteKeyPayload, ApiError> {
        let id = SiteKeyId::parse(&input.site_key_id)?;
        let terms = Terms {
            reason: input.reason,
            private_note: input.private_note,
            until: input.until,
        };
        let site = site_keys::remove(ctx.app(), ctx.actor(), id, terms).await?;
        Ok(RemoveSiteKeyPayload {
            site: Site(Arc::new(site)),
        })
    }
}
