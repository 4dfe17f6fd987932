//! The `comment` table.
use crate::{CommentId, EpisodeId, LogEntryId, MemberId, RevisionId, SiteId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommentId,
    pub site_id: SiteId,
    pub episode_id: EpisodeId,
    /// What it answers; never changes.
    pub parent_id: Option<CommentId>,
    /// Under what it is shown.
    pub nested_under_id: Option<CommentId>,
    /// The level it is shown on, 0 for those without a parent.
    pub depth: i16,
    pub author_id: MemberId,
    pub status: Status,
    /// Every reader sees it, if only as a tombstone.
    pub shown: bool,
    pub revision_id: RevisionId,
    pub body_markdown: String,
    pub body_html: String,
    /// The version of the renderer that made `body_html`.
    pub renderer: i16,
    pub score: i32,
    /// Shown comments filed under this one.
    pub reply_count: i32,
    /// Shown comments that answer this one, wherever they are filed.
    pub answer_count: i32,
    /// Why the rules held it: names of reasons, separated by commas.
    pub hold_reasons: String,
    /// The moderator's decision on the current revision.
    pub decision_id: Option<LogEntryId>,
    /// Why it was rejected: the name of a reason.
    pub reject_reason: Option<String>,
    /// What the moderator told the author.
    pub author_note: Option<String>,
    pub created_at: DateTimeUtc,
    pub edited_at: Option<DateTimeUtc>,
    /// The author's own key for this post, unique for them.
    pub idempotency_key: Option<String>,
    /// Tells the same post from another one under the same key.
    pub idempotency_hash: Option<Vec<u8>>,
    /// What another system called it; unique within the episode.
    pub external_key: Option<String>,
    /// Somebody who moderates has looked at the current text.
    pub reviewed: bool,
    /// The text that was approved last, while a newer one is held.
    pub kept_revision_id: Option<RevisionId>,
    pub kept_markdown: Option<String>,
    pub kept_html: Option<String>,
    pub kept_renderer: Option<i16>,
    pub kept_edited_at: Option<DateTimeUtc>,
    /// The nearest comment, itself or above it, whose branch is locked.
    pub branch_lock_id: Option<CommentId>,
    pub pinned_at: Option<DateTimeUtc>,
    pub featured_at: Option<DateTimeUtc>,
    /// Reports that nobody has decided on.
    pub report_count: i32,
    /// What these reports weigh together; a reader of good record weighs 100.
    pub report_weight: i32,
    /// 0 to 100, of the current text; none when it was not scored.
    pub spam_score: Option<i16>,
    /// What weighed most in the score.
    pub spam_words: Option<String>,
    /// What the spam score has learned from the current text: `spam` or `ham`.
    pub learned_as: Option<String>,
    /// Of the normalised text: equal for what reads the same.
    pub text_hash: Option<Vec<u8>>,
    /// The second of the episode that it is about; replies have none.
    pub moment_seconds: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Where a comment stands with the moderators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(
    rs_type = "String",
    db_type = "String(StringLen::N(16))",
    rename_all = "snake_case"
)]
pub enum Status {
    /// Held: waits for a moderator.
    Pending,
    /// All may read it.
    Approved,
    Rejected,
    Spam,
    /// Taken back by its author; final.
    Deleted,
}
