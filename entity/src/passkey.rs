//! The `passkey` table: public keys whose private halves are on their owners' devices.
use crate::{AccountId, PasskeyId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    pub account_id: AccountId,
    /// As the authenticator calls it; one account has it.
    pub credential_id: Vec<u8>,
    /// The public key and what else is checked of an answer, as JSON.
    pub credential: String,
    /// How often the authenticator says it has signed; 0 where it does not count.
    pub counter: i64,
    /// As its owner calls it.
    pub name: String,
    pub created_at: DateTimeUtc,
    pub last_used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
