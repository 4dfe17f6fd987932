//! The `site_rules` table: a site's rules for new and edited texts; without a row, the shipped ones hold.
use crate::SiteId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_rules")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub site_id: SiteId,
    /// Goes up with each change.
    pub version: i64,
    /// Characters; 0 for any.
    pub min_length: i32,
    pub max_length: i32,
    pub hold_repeats: bool,
    /// One pattern a line.
    pub banned_words: String,
    pub suspect_words: String,
    /// More links than this are held; none: any number may stand.
    pub links_max: Option<i32>,
    /// A spam score from here on is held; none: never.
    pub spam_threshold: Option<i16>,
    /// As many readers of good record hide a comment by reporting it; none: never.
    pub report_threshold: Option<i32>,
    pub akismet_key: Option<String>,
    pub webhook_url: Option<String>,
    pub webhook_secret: Option<String>,
    /// Signs too, while the receiver changes over.
    pub webhook_secret_before: Option<String>,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
