//! A comment, and who may see what of it.
use super::{CommentId, EpisodeId, LogEntryId, MemberId, RevisionId, SiteId, Status};
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
        }
    }

    /// Whether every reader sees it: approved, or held up as a tombstone by shown answers.
    pub fn is_shown_as(&self, status: Status) -> bool {
        status == Status::Approved || self.reply_count > 0 || self.answer_count > 0
    }

    /// What stands in place of author and text for a viewer who may not read them.
    pub fn tombstone_for(&self, visibility: Visibility) -> Option<Tombstone> {
        match self.status {
            Status::Approved => None,
            Status::Deleted => Some(Tombstone::Deleted),
            _ if visibility.is_full_for(self) => None,
            Status::Pending => Some(Tombstone::Held),
            Status::Rejected | Status::Spam => Some(Tombstone::Removed),
        }
    }
}

/// Why a comment shows neither author nor text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tombstone {
    /// Its author took it back.
    Deleted,
    /// A moderator removed it.
    Removed,
    /// It waits for a moderator.
    Held,
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

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// The name that is stored.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

named! {
    /// Why the rules held a comment.
    HoldReason {
        /// The author's comments are all looked at first.
        Watched = "WATCHED",
        /// The author has few approved comments on this site.
        Newcomer = "NEWCOMER",
        /// The site or the episode holds every comment.
        Premoderation = "PREMODERATION",
        /// It was held on the system that it was imported from.
        Imported = "IMPORTED",
    }
}

named! {
    /// Why a moderator rejected a comment.
    RejectReason {
        OffTopic = "OFF_TOPIC",
        Abuse = "ABUSE",
        Spam = "SPAM",
        PersonalInformation = "PERSONAL_INFORMATION",
        Illegal = "ILLEGAL",
        Other = "OTHER",
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
