//! The `vote` table: one row for each member and comment voted up.
use crate::{CommentId, MemberId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "vote")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub comment_id: CommentId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
