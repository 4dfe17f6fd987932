//! The `import` table: a file of another system, on its way in, and what came of it.
#![expect(
    clippy::struct_excessive_bools,
    reason = "what else is wanted is wanted or not by itself"
)]
use crate::{ImportId, MemberId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    pub site_id: SiteId,
    pub started_by: MemberId,
    pub format: Format,
    pub state: State,
    pub is_dry_run: bool,
    pub with_spam: bool,
    pub with_trash: bool,
    pub with_unpublished: bool,
    /// As JSON: where the pages are now.
    pub url_rules: Option<String>,
    pub file_name: String,
    /// Of the file as it was sent.
    pub bytes: i64,
    /// Until somebody begins to send the file.
    pub ticket_hash: Option<Vec<u8>>,
    /// Then the file goes, and what has not begun is called off.
    pub kept_until: Option<DateTimeUtc>,
    pub done: i64,
    pub total: Option<i64>,
    /// As JSON.
    pub report: Option<String>,
    pub error: Option<String>,
    pub created_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// From what system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Format {
    Wordpress,
    Disqus,
    Commento,
    Remark42,
    Isso,
    /// An export of this service.
    Rejoinder,
    /// Until somebody has looked into the file.
    Unknown,
}

/// How far it has come. Of each site one is in the first four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum State {
    AwaitingFile,
    /// The file is there.
    Ready,
    /// For a worker.
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}
