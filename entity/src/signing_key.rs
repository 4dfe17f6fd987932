//! The `signing_key` table: the keys of access tokens.
use crate::SigningKeyId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// Also the `kid` of the tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SigningKeyId,
    /// 1 for the first key; unique, so that two nodes that start together agree on one.
    pub slot: Option<i16>,
    pub seed: Seed,
    pub created_at: DateTimeUtc,
    /// The newest key whose time has come signs; none for the first one.
    pub active_from: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// An Ed25519 seed, 32 bytes; never printed.
#[derive(Clone, PartialEq, Eq, DeriveValueType)]
pub struct Seed(pub Vec<u8>);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}
