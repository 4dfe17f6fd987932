//! The `job` table: work that is done after the answer.
use crate::{CommentId, ImportId, JobId, MailId, MemberId, RevisionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub site_id: SiteId,
    pub kind: Kind,
    pub comment_id: Option<CommentId>,
    pub revision_id: Option<RevisionId>,
    pub mail_id: Option<MailId>,
    pub member_id: Option<MemberId>,
    pub import_id: Option<ImportId>,
    pub attempts: i32,
    pub due_at: DateTimeUtc,
    /// A worker has it until then.
    pub leased_until: Option<DateTimeUtc>,
    /// Given up.
    pub failed_at: Option<DateTimeUtc>,
    pub last_error: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Kind {
    /// Ask Akismet about a text.
    AkismetCheck,
    /// Tell Akismet that it missed spam.
    AkismetSpam,
    /// Tell Akismet that it was wrong.
    AkismetHam,
    /// Ask the site's own webhook about a text.
    WebhookOpinion,
    /// Send a mail.
    Mail,
    /// Fetch the picture of a member from their site.
    Picture,
    /// Bring in what another system has.
    Import,
}
