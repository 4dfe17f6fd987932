//! The `totp` table: the secret that an account shares with its owner's authenticator app.
use crate::{AccountId, signing_key::Seed};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "totp")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// Never printed.
    pub secret: Seed,
    /// The step of the last code that was taken: none is taken again, nor an older one.
    pub last_step: Option<i64>,
    pub created_at: DateTimeUtc,
    /// When a first code showed that the app has the secret; nothing is asked for before.
    pub confirmed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
