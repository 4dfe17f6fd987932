//! The `site_key` table: the keys with which sites sign tokens for their own accounts.
use crate::{SiteId, SiteKeyId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteKeyId,
    pub site_id: SiteId,
    /// What tokens call it; unique within the site. None for a key set, whose keys have their own,
    /// and for at most one other.
    pub kid: Option<String>,
    pub kind: Kind,
    /// The only one that its signatures are checked with.
    pub algorithm: Algorithm,
    /// The secret, the public key as a JWK, or where the key set is. Never printed.
    pub material: KeyText,
    /// What was fetched last of a key set, as a list of JWKs.
    pub key_set: Option<String>,
    /// When a node set out last to fetch it.
    pub asked_at: Option<DateTimeUtc>,
    /// When `key_set` came.
    pub fetched_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    /// Not taken any more from then on.
    pub expires_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The text of a key; never printed.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct KeyText(pub String);

impl std::fmt::Debug for KeyText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyText(…)")
    }
}

/// What a site hands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Kind {
    /// Shared by both.
    Secret,
    PublicKey,
    /// The address of a key set (JWKS).
    JwksUrl,
}

/// How tokens are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    #[sea_orm(string_value = "HS256")]
    Hs256,
    /// RSA (PKCS#1 v1.5) with SHA-256.
    #[sea_orm(string_value = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[sea_orm(string_value = "ES256")]
    Es256,
    /// Ed25519.
    #[sea_orm(string_value = "EdDSA")]
    EdDsa,
}
