//! The `episode` table: what people comment on, and the state of its thread.
use crate::{EpisodeId, SiteId, site::Mode};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "episode")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EpisodeId,
    pub site_id: SiteId,
    pub key: String,
    pub title: String,
    pub url: Option<String>,
    pub published_at: Option<DateTimeUtc>,
    /// A moderator, an import or the operator made it, not a first comment.
    pub vouched: bool,
    pub state: ThreadState,
    pub lock_reason: Option<String>,
    pub locked_until: Option<DateTimeUtc>,
    pub closed_message: Option<String>,
    /// A close ends by itself then.
    pub closed_until: Option<DateTimeUtc>,
    /// In place of the site's rule; 0 for never.
    pub close_after_days: Option<i32>,
    /// In place of any rule.
    pub closes_on: Option<DateTimeUtc>,
    /// In place of the site's mode.
    pub mode: Option<Mode>,
    /// Comments that all may read.
    pub comment_count: i32,
    pub approved_count: i32,
    /// Held comments.
    pub pending_count: i32,
    pub rejected_count: i32,
    pub spam_count: i32,
    /// Approved comments that nobody who moderates has looked at.
    pub unreviewed_count: i32,
    /// Comments with open reports.
    pub reported_count: i32,
    /// Comments and tombstones without a parent that every reader sees.
    pub top_count: i32,
    /// Goes up with each change that a reader of the thread could notice.
    pub version: i64,
    /// The version with which so much changed that no comment was named.
    pub renewed_version: i64,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// What may happen in a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum ThreadState {
    /// Members may post.
    Open,
    /// Only moderators may post; voting goes on.
    Locked,
    /// Nobody may post or vote.
    Closed,
}
