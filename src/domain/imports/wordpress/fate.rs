//! What becomes of one comment and one item by themselves: pure tables.
use super::item::{RawComment, RawItem};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// The state an imported comment gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Approved,
    Held,
    Spam,
    /// Thrown away by the site's moderators, but kept.
    Trash,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Import(Fate),
    LeaveOut(LeftOut),
}

/// What the person who imports decides.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Import what the blog holds as spam, as spam.
    pub with_spam: bool,
    /// Import comments in the trash, and those of posts in the trash.
    pub with_trash: bool,
    /// Import comments of drafts, of private, scheduled and password-protected posts, and of
    /// posts in a state that is not known here.
    pub with_unpublished: bool,
    /// Whether anything is left of a comment's HTML once it is converted. Asked once for each.
    pub says_something: fn(&str) -> bool,
    /// The time of import: no comment may be later, for ids are in order of time.
    pub now: DateTime<Utc>,
    /// Bounds memory, at about 100 bytes a comment.
    pub max_comments: u32,
    pub max_items: u32,
}

impl Options {
    pub fn new(now: DateTime<Utc>, says_something: fn(&str) -> bool) -> Self {
        Self {
            with_spam: false,
            with_trash: false,
            with_unpublished: false,
            says_something,
            now,
            max_comments: 500_000,
            max_items: 500_000,
        }
    }
}

/// Order is policy: the first reason counts. The second value says that the state is not
/// known, so that the comment is held.
pub(super) fn judge(comment: &RawComment, options: &Options) -> (Verdict, bool) {
    let (fate, is_unknown) = match comment.approved.as_str() {
        "1" | "approve" | "approved" => (Fate::Approved, false),
        "0" | "hold" | "unapproved" => (Fate::Held, false),
        "spam" => (Fate::Spam, false),
        "trash" | "post-trashed" => (Fate::Trash, false),
        _ => (Fate::Held, true),
    };
    let reason = match comment.kind.as_str() {
        "" | "comment" => None,
        "pingback" => Some(LeftOut::Pingback),
        "trackback" => Some(LeftOut::Trackback),
        "note" => Some(LeftOut::Note),
        _ => Some(LeftOut::OtherKind),
    };
    let reason = reason
        .or(match fate {
            Fate::Spam if !options.with_spam => Some(LeftOut::Spam),
            Fate::Trash if !options.with_trash => Some(LeftOut::Trash),
            _ => None,
        })
        .or_else(|| comment.id.number().is_none().then_some(LeftOut::NoId))
        .or_else(|| comment.content.is_cut.then_some(LeftOut::TooLong))
        .or_else(|| {
            (!(options.says_something)(comment.content.as_str())).then_some(LeftOut::Empty)
        });
    match reason {
        Some(reason) => (Verdict::LeaveOut(reason), false),
        None => (Verdict::Import(fate), is_unknown),
    }
}

/// Why the comments of a post in this state are not imported. Attachments have `inherit`:
/// theirs is the state of the post they belong to, and so the caller's question.
pub(super) fn judge_item(status: &str, has_password: bool, options: &Options) -> Option<LeftOut> {
    match status {
        "trash" => (!options.with_trash).then_some(LeftOut::PostTrashed),
        "" | "publish" | "inherit" if !has_password => None,
        _ => (!options.with_unpublished).then_some(LeftOut::PostNotPublic),
    }
}

/// When a post was published.
pub(super) fn published(item: &RawItem) -> Option<DateTime<Utc>> {
    time(item.post_date_gmt.as_str())
        .or_else(|| {
            let date = DateTime::parse_from_rfc2822(item.pub_date.as_str())
                .ok()?
                .to_utc();
            (date.timestamp() > 0).then_some(date)
        })
        .or_else(|| time(item.post_date.as_str()))
}

/// `2014-01-14 17:31:03`, as UTC. Zeros, other nonsense and what lies before 1970 are `None`.
pub(super) fn time(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
        .ok()?
        .and_utc();
    (naive.timestamp() > 0).then_some(naive)
}
