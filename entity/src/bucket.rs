//! The `bucket` table: how often what was tried, on all nodes together.
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bucket")]
pub struct Model {
    /// Keyed hash of the operation and of whom it counts.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: Vec<u8>,
    /// When it will be full again, in microseconds since 1970.
    pub full_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
