//! A key with which a site signs tokens for its own accounts.
use crate::{
    graphql::id::GlobalId,
    model::{self, SiteKeyAlgorithm as Algorithm, SiteKeyKind as Kind},
};
use async_graphql::{Enum, ID, Object};
use chrono::{DateTime, Utc};

pub struct SiteKey(pub model::SiteKey);

/// What a site hands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Kind")]
pub enum SiteKeyKind {
    /// A secret that both have.
    Secret,
    /// The public half of a pair.
    PublicKey,
    /// The address of a key set (JWKS), from which keys are fetched as they are needed.
    JwksUrl,
}

/// How tokens are signed: one way for each key, whatever a token says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Algorithm")]
pub enum SiteKeyAlgorithm {
    /// HMAC with SHA-256: for secrets, and for nothing else.
    #[graphql(name = "HS256")]
    Hs256,
    /// RSA (PKCS#1 v1.5) of 2,048 to 4,096 bits with SHA-256.
    #[graphql(name = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[graphql(name = "ES256")]
    Es256,
    /// Ed25519; `EdDSA` in tokens.
    #[graphql(name = "EDDSA")]
    EdDsa,
}

/// A key with which a site signs tokens for its own accounts. What signs is told to nobody.
#[Object]
impl SiteKey {
    /// Names it.
    async fn id(&self) -> ID {
        self.0.id.global()
    }

    /// What tokens call it in their header. Null for a key set, whose keys have their own, and for
    /// the key of tokens that name none.
    async fn kid(&self) -> Option<&str> {
        self.0.kid.as_deref()
    }

    /// What it is.
    async fn kind(&self) -> SiteKeyKind {
        self.0.kind.into()
    }

    /// How tokens of it are signed.
    async fn algorithm(&self) -> SiteKeyAlgorithm {
        self.0.algorithm.into()
    }

    /// Where the key set is.
    async fn url(&self) -> Option<&str> {
        (self.0.kind == Kind::JwksUrl).then_some(self.0.material.0.as_str())
    }

    /// When the key set was fetched last; null when it never was.
    async fn fetched_at(&self) -> Option<DateTime<Utc>> {
        self.0.fetched_at
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// From when on it is not taken any more; null when it stays.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }
}
