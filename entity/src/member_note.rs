//! The `member_note` table: what moderators write about a member, for each other.
use crate::{MemberId, MemberNoteId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member_note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberNoteId,
    pub site_id: SiteId,
    /// About whom.
    pub member_id: MemberId,
    pub author_id: MemberId,
    pub body: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
