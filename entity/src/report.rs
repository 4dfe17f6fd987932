//! The `report` table: readers' flags on comments.
use crate::{CommentId, LogEntryId, MemberId, ReportId, RevisionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    pub site_id: SiteId,
    pub comment_id: CommentId,
    /// The text that was read; with comment and reporter unique.
    pub revision_id: RevisionId,
    pub reporter_id: MemberId,
    /// The name of a reason.
    pub reason: String,
    pub body: Option<String>,
    /// 100 for a reader of good record, less for one of bad.
    pub weight: i32,
    /// Who gives notice of illegal content (Digital Services Act, article 16).
    pub notifier_name: Option<String>,
    pub notifier_email: Option<String>,
    /// The law that it is said to break.
    pub legal_basis: Option<String>,
    /// The notifier believes in good faith that the notice is right and complete.
    pub good_faith: Option<bool>,
    /// Where the comment stood when the notice was given.
    pub location: Option<String>,
    pub created_at: DateTimeUtc,
    pub resolved_at: Option<DateTimeUtc>,
    pub outcome: Option<Outcome>,
    /// The decision that resolved it.
    pub decision_id: Option<LogEntryId>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What came of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Outcome {
    /// The comment was taken down.
    Upheld,
    /// The comment stays.
    Dismissed,
    /// Its author took the comment back first.
    Moot,
}
