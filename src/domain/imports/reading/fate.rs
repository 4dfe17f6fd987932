//! What becomes of one comment and one page by themselves: pure tables.
use super::address::Rules;
use super::field::MAX_CONTENT;
use super::plan::Markup;
use super::record::{Comment, Visibility};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The state an imported comment gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    #[default]
    Approved,
    Held,
    Spam,
    /// Thrown away by the site's moderators, but kept.
    Trash,
    /// By its author, or with them: only its place is there.
    Deleted,
}

/// Why a comment is not imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    Pingback,
    Trackback,
    /// Editors' private notes, in newer blogs.
    Note,
    /// A plugin's own kind: an order note, a review …
    OtherKind,
    Spam,
    Trash,
    Empty,
    TooLong,
    NoId,
    Duplicate,
    PostTrashed,
    PostNotPublic,
    PostWithoutKey,
    PageMissing,
    /// By whoever wrote it or a moderator; other systems keep the place for what answers it.
    Deleted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Import(Fate),
    LeaveOut(LeftOut),
}

/// At once.
pub(crate) const MAX_COMMENTS: u32 = 2_000_000;
pub(crate) const MAX_ITEMS: u32 = 500_000;

/// What the person who imports decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// Import what is held as spam there, as spam.
    pub with_spam: bool,
    /// Import comments in the trash, and those of posts in the trash.
    pub with_trash: bool,
    /// Import comments of drafts, of private, scheduled and password-protected posts, and of
    /// posts in a state that is not known here.
    pub with_unpublished: bool,
    /// Bytes of a comment's text once it is converted; none where nothing of it could be seen. Asked once
    /// for each.
    pub kept: fn(&str, Markup) -> Option<usize>,
    /// The time of import: no comment may be later, for ids are in order of time.
    pub now: DateTime<Utc>,
    /// Where the pages are now.
    pub rules: Rules,
    /// Bounds memory, at about 150 bytes a comment from the plan to the last one written.
    pub max_comments: u32,
    pub max_items: u32,
}

impl Options {
    pub fn new(now: DateTime<Utc>, kept: fn(&str, Markup) -> Option<usize>) -> Self {
        Self {
            with_spam: false,
            with_trash: false,
            with_unpublished: false,
            kept,
            now,
            rules: Rules::default(),
            max_comments: MAX_COMMENTS,
            max_items: MAX_ITEMS,
        }
    }
}

/// Order is policy: the first reason counts.
pub(super) fn judge(comment: &Comment, options: &Options) -> Verdict {
    let reason = comment
        .left_out
        .or(match comment.fate {
            Fate::Spam if !options.with_spam => Some(LeftOut::Spam),
            Fate::Trash if !options.with_trash => Some(LeftOut::Trash),
            _ => None,
        })
        .or_else(|| comment.id.is_none().then_some(LeftOut::NoId))
        .or_else(|| comment.text.is_cut.then_some(LeftOut::TooLong))
        .or_else(
            || match (options.kept)(comment.text.as_str(), comment.markup) {
                None => Some(LeftOut::Empty),
                // Marks of Markdown may double it, and an export has to come back.
                Some(bytes) => (bytes > MAX_CONTENT).then_some(LeftOut::TooLong),
            },
        );
    reason.map_or(Verdict::Import(comment.fate), Verdict::LeaveOut)
}

/// Why the comments of a page are not imported.
pub(super) fn judge_page(visibility: Visibility, options: &Options) -> Option<LeftOut> {
    match visibility {
        Visibility::Public => None,
        Visibility::Trashed => (!options.with_trash).then_some(LeftOut::PostTrashed),
        Visibility::NotPublic => (!options.with_unpublished).then_some(LeftOut::PostNotPublic),
    }
}
