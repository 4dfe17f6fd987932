//! The `site` table.
use crate::SiteId;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SiteId,
    pub key: String,
    pub name: String,
    /// Origins whose pages may embed the site's threads and write to them, one a line.
    pub origins: String,
    pub mode: Mode,
    /// How many levels of replies are shown, 1 to 10.
    pub nesting: i16,
    /// Approvals after which `NEWCOMERS` no longer holds an author.
    pub newcomer_approvals: i32,
    /// Seconds in which authors may edit and delete what they wrote.
    pub edit_window_seconds: i32,
    pub episodes_must_exist: bool,
    pub close_after_days: Option<i32>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// Which comments wait for a moderator before others see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Mode {
    /// All of them.
    Pre,
    /// Those of authors with few approved comments.
    Newcomers,
    /// None: they are shown at once.
    Post,
}
