//! The `log_entry` table: what moderators and rules did, append only.
use crate::{EpisodeId, LogEntryId, MemberId, RevisionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "log_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LogEntryId,
    pub site_id: SiteId,
    /// Who; none for a rule or an operator at the command line.
    pub actor_id: Option<MemberId>,
    pub action: Action,
    /// The comment, episode, member or site it was done to.
    pub subject_id: Uuid,
    /// The text that was decided on.
    pub revision_id: Option<RevisionId>,
    pub from_state: Option<String>,
    pub to_state: Option<String>,
    pub reason: Option<String>,
    /// Where it happened, if in one thread.
    pub episode_id: Option<EpisodeId>,
    /// For moderators only.
    pub note: Option<String>,
    /// What undoing it needs, as JSON.
    pub details: Option<String>,
    /// The request that did it, as its log lines name it.
    pub correlation_id: Option<String>,
    /// The entry of the whole that this is a part of.
    pub batch_id: Option<LogEntryId>,
    /// The entry that this one undoes; unique.
    pub undoes_id: Option<LogEntryId>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(32))",
    rename_all = "snake_case"
)]
pub enum Action {
    ApproveComment,
    RejectComment,
    MarkSpam,
    RestoreComment,
    /// All comments of a member since a time; its parts name it.
    RejectAllBy,
    PinComment,
    UnpinComment,
    FeatureComment,
    UnfeatureComment,
    /// A rule held or released a new or edited text.
    JudgeComment,
    RemoveComment,
    EditComment,
    LockThread,
    CloseThread,
    ReopenThread,
    LockBranch,
    UnlockBranch,
    CreateEpisode,
    UpdateEpisode,
    GiveRole,
    InviteMember,
    WithdrawInvitation,
    SetStanding,
    UpdateSite,
    UpdateRules,
    /// In which ways people sign in.
    UpdateWaysIn,
    AddProvider,
    UpdateProvider,
    RemoveProvider,
    AddSiteKey,
    RemoveSiteKey,
    UpdateMailTemplate,
    /// A guest has proved the address that the comment was sent with.
    ConfirmGuest,
    /// A person's data were erased.
    EraseMember,
    /// Another entry was taken back.
    Undo,
    ImportComments,
    /// All of the site was taken away as a file.
    ExportSite,
    ClaimAuthor,
}
