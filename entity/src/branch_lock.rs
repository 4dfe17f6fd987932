//! The `branch_lock` table: comments whose branch is locked.
use crate::{CommentId, EpisodeId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "branch_lock")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub comment_id: CommentId,
    pub episode_id: EpisodeId,
    /// The next locked comment above it.
    pub outer_id: Option<CommentId>,
    pub reason: Option<String>,
    pub locked_until: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
