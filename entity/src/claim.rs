//! The `claim` table: which moderator is reading what.
use crate::{CommentId, MemberId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub comment_id: CommentId,
    pub site_id: SiteId,
    pub member_id: MemberId,
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
