//! A comment, and who may see what of it.
use super::{
    CommentId, EpisodeId, HoldReason, Learned, LogEntryId, MemberId, RejectReason, RevisionId,
    SiteId, Status,
};
use chrono::{DateTime, Utc};

#[derive(Clone, Debug)]
pub struct Comment {
    pub id: CommentId,
    pub site_id: SiteId,
    pub episode_id: EpisodeId,
    /// What it answers.
    pub parent_id: Option<CommentId>,
    /// Under what it is shown.
    pub nested_under_id: Option<CommentId>,
    /// 0 for a comment without a parent.
    pub depth: i16,
    pub author_id: MemberId,
    pub status: Status,
    /// Every reader sees it, if only as a tombstone.
    pub shown: bool,
    pub revision_id: RevisionId,
    pub body_markdown: String,
    pub body_html: String,
    pub renderer: i16,
    pub score: i32,
    pub reply_count: i32,
    pub answer_count: i32,
    pub hold_reasons: Vec<HoldReason>,
    pub decision_id: Option<LogEntryId>,
    pub reject_reason: Option<RejectReason>,
    pub author_note: Option<String>,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub idempotency_key: Option<String>,
    pub idempotency_hash: Option<Vec<u8>>,
    pub external_key: Option<String>,
    /// Somebody who moderates has looked at the current text.
    pub reviewed: bool,
    /// The text that was approved last; see [`Comment::kept_for`].
    pub kept: Option<Kept>,
    /// The nearest comment, itself or above it, whose branch is locked.
    pub branch_lock_id: Option<CommentId>,
    pub pinned_at: Option<DateTime<Utc>>,
    pub featured_at: Option<DateTime<Utc>>,
    /// Reports that nobody has decided on, and what they weigh together.
    pub report_count: i32,
    pub report_weight: i32,
    /// 0 to 100, of the current text.
    pub spam_score: Option<i16>,
    /// What weighed most in the score, as the score encodes it.
    pub spam_words: Option<String>,
    /// What the spam score has learned from the current text.
    pub learned_as: Option<Learned>,
    /// Of the normalised text.
    pub text_hash: Option<Vec<u8>>,
    /// The second of the episode that it is about; replies have none.
    pub moment_seconds: Option<i32>,
}

/// A text that readers go on seeing while a newer one is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub revision_id: RevisionId,
    pub body_markdown: String,
    pub body_html: String,
    pub renderer: i16,
    pub edited_at: Option<DateTime<Utc>>,
}

/// What a comment has from its beginning.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    pub id: CommentId,
    pub revision_id: RevisionId,
    pub site_id: SiteId,
    pub episode_id: EpisodeId,
    pub author_id: MemberId,
    pub created_at: DateTime<Utc>,
}

impl Comment {
    /// At the top of its thread, held, without words, and not counted anywhere yet.
    pub fn blank(beginning: Beginning) -> Self {
        Self {
            id: beginning.id,
            site_id: beginning.site_id,
            episode_id: beginning.episode_id,
            parent_id: None,
            nested_under_id: None,
            depth: 0,
            author_id: beginning.author_id,
            status: Status::Pending,
            shown: false,
            revision_id: beginning.revision_id,
            body_markdown: String::new(),
            body_html: String::new(),
            renderer: 0,
            score: 0,
            reply_count: 0,
            answer_count: 0,
            hold_reasons: Vec::new(),
            decision_id: None,
            reject_reason: None,
            author_note: None,
            created_at: beginning.created_at,
            edited_at: None,
            idempotency_key: None,
            idempotency_hash: None,
            external_key: None,
            reviewed: false,
            kept: None,
            branch_lock_id: None,
            pinned_at: None,
            featured_at: None,
            report_count: 0,
            report_weight: 0,
            spam_score: None,
            spam_words: None,
            learned_as: None,
            text_hash: None,
            moment_seconds: None,
        }
    }

    /// Whether all may read a text of it: the current one, or the one approved before while a
    /// newer one is held.
    pub fn is_public(&self) -> bool {
        match self.status {
            Status::Approved => true,
            Status::Pending => self.kept.is_some(),
            Status::Rejected | Status::Spam | Status::Deleted => false,
        }
    }

    /// Whether every reader should see it: public, or held up as a tombstone by shown answers.
    pub fn is_to_be_shown(&self) -> bool {
        self.is_public() || self.reply_count > 0 || self.answer_count > 0
    }

    /// The older text, for viewers who may not read the held one.
    pub fn kept_for(&self, visibility: Visibility) -> Option<&Kept> {
        let held = self.status == Status::Pending && !visibility.is_full_for(self);
        self.kept.as_ref().filter(|_| held)
    }

    /// The current text becomes the one that readers go on seeing.
    #[must_use]
    pub fn keeping(&self) -> Kept {
        Kept {
            revision_id: self.revision_id,
            body_markdown: self.body_markdown.clone(),
            body_html: self.body_html.clone(),
            renderer: self.renderer,
            edited_at: self.edited_at,
        }
    }

    /// What stands in place of author and text for a viewer who may not read them.
    pub fn tombstone_for(&self, visibility: Visibility) -> Option<Tombstone> {
        match self.status {
            Status::Approved => None,
            Status::Deleted => Some(Tombstone::Deleted),
            _ if visibility.is_full_for(self) => None,
            Status::Pending if self.kept.is_some() => None,
            Status::Pending => Some(Tombstone::Held),
            Status::Rejected | Status::Spam => Some(Tombstone::Removed),
        }
    }
}

/// Why a comment shows no text, nor, but for `Muted`, its author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tombstone {
    /// Its author took it back.
    Deleted,
    /// A moderator removed it.
    Removed,
    /// It waits for a moderator.
    Held,
    /// The viewer does not want to read its author.
    Muted,
}

/// Which comments a viewer may see; policy makes it, storage turns it into `WHERE`. Comments that
/// their author deleted are seen only while answers hold them up, by anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    Shown,
    ShownAndOwn(MemberId),
    /// A moderator's; on other sites just what is shown.
    EverythingOn(SiteId),
}

impl Visibility {
    /// Whether the viewer sees the comment's text whatever its status.
    pub fn is_full_for(self, comment: &Comment) -> bool {
        match self {
            Self::Shown => false,
            Self::ShownAndOwn(member) => comment.author_id == member,
            Self::EverythingOn(site) => comment.site_id == site,
        }
    }
}

/// What a moderator decided, as others are told.
#[derive(Clone, Debug)]
pub struct Decision {
    pub id: LogEntryId,
    pub moderator_id: Option<MemberId>,
    pub status: Option<String>,
    pub created_at: DateTime<Utc>,
}
