//! The `erasure` table: members whose data are being erased, and were.
use crate::{EpisodeId, MemberId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "erasure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: MemberId,
    /// Else they stay, under no name.
    pub delete_comments: bool,
    pub created_at: DateTimeUtc,
    /// When the last of it was gone.
    pub finished_at: Option<DateTimeUtc>,
    /// The last thread, by id, whose readers were told.
    pub told_until: Option<EpisodeId>,
}

impl ActiveModelBehavior for ActiveModel {}
