//! The `episode_url` table: every address under which an episode's page is known.
use crate::{EpisodeId, EpisodeUrlId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "episode_url")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EpisodeUrlId,
    pub site_id: SiteId,
    pub episode_id: EpisodeId,
    /// The address without what does not tell pages apart; unique within a site.
    pub page_key: String,
    pub url: String,
}

impl ActiveModelBehavior for ActiveModel {}
