//! The `invitation` table: roles that wait for the owner of an address.
use crate::{InvitationId, MemberId, SiteId, member::Role};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub site_id: SiteId,
    /// Folded as accounts' are. Of a site, unique among those neither accepted nor ended.
    pub email: String,
    pub role: Role,
    /// Of the mail, BCP 47.
    pub locale: String,
    /// Without whom as an admin it does not count.
    pub invited_by: MemberId,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub accepted_at: Option<DateTimeUtc>,
    /// Withdrawn, or replaced by another one.
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
