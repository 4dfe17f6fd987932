//! The `mute` table: whom a reader does not want to read.
use crate::MemberId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub muted_id: MemberId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
