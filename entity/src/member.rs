//! The `member` table: an account on one site.
use crate::{AccountId, MemberId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MemberId,
    pub site_id: SiteId,
    pub account_id: AccountId,
    pub display_name: String,
    /// The digest of the picture that is shown.
    pub picture: Option<String>,
    pub role: Role,
    pub standing: Standing,
    pub standing_until: Option<DateTimeUtc>,
    /// What the member was told of it.
    pub standing_reason: Option<String>,
    /// Comments of theirs that stand approved.
    pub approved_count: i32,
    pub pending_count: i32,
    pub rejected_count: i32,
    pub spam_count: i32,
    pub deleted_count: i32,
    /// Reports of theirs that moderators agreed with.
    pub reports_upheld: i32,
    pub reports_dismissed: i32,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a member may do on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Role {
    Commenter,
    Moderator,
    Admin,
}

/// How far a member is trusted on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Standing {
    Normal,
    /// Never held by the site's mode.
    Trusted,
    /// Always held.
    Watched,
    /// May not write until a time.
    Suspended,
    /// May not write.
    Banned,
}
