//! The `secret` table: the installation's own secrets, made at the first start.
use crate::signing_key::Seed;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "secret")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// Never printed.
    pub value: Seed,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
