//! One line of the report: a thing skipped or repaired, and where it stands in the file.
use super::fate::LeftOut;
use super::id::Id;
use super::plan::PlanComment;
use serde::Serialize;
use serde::ser::SerializeStruct;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// In the file, from 1; 0 where it has no lines.
    pub line: u32,
    pub subject: Subject,
    pub what: What,
}

/// With the other system's own name, where the file gives one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Comment(Option<Id>),
    Post(Option<Id>),
    Author(Box<str>),
    /// What holds for the site.
    Setting(Box<str>),
    /// What was asked for with the file.
    Rule(Box<str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The comment is not imported.
    LeftOut(LeftOut),
    /// Not imported either; its `comment_type`.
    OtherKind(Box<str>),
    /// Held, for its `comment_approved` is not known.
    UnknownState(Box<str>),
    Cleaned,
    NameCut,
    TimeFromLocal,
    TimeFromPost,
    TimeFromImport,
    TimeInFuture,
    ParentUnreadable,
    ParentItself,
    ParentMissing(Id),
    ParentElsewhere(Id),
    /// What it answered, and what it is filed under now.
    ParentLeftOut(Id, Option<Id>),
    ParentCircle(Id),
    /// The post's comments are not imported, so many.
    PostLeftOut(LeftOut, u32),
    NothingKept,
    /// The line of the item with the same key.
    MergedWith(u32),
    KeyShared(u32),
    AddressTooLong,
    /// What no key or address may hold was taken out.
    AddressCleaned,
    NotAnAddress,
    AddressTaken(u32),
    NoPublicationDate,
    UnknownThreadState(Box<str>),
    Blocked,
    /// A rule that changed no address.
    RuleUnused,
    /// What became of a setting.
    Setting(&'static str),
    /// Somebody who may decide on others' comments, or on everything.
    Staff(&'static str),
}

impl Line {
    pub(super) fn of(comment: &PlanComment, what: What) -> Self {
        let subject = Subject::Comment(comment.source_id.some());
        Self {
            line: comment.line,
            subject,
            what,
        }
    }
}

impl What {
    /// Whether something is not imported; else it was repaired or is worth knowing.
    pub fn is_loss(&self) -> bool {
        matches!(
            self,
            Self::LeftOut(_) | Self::OtherKind(_) | Self::PostLeftOut(..) | Self::NothingKept
        )
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}, ", self.line)?;
        }
        write!(f, "{}: {}", self.subject, self.what)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comment(Some(id)) => write!(f, "comment {id}"),
            Self::Comment(None) => f.write_str("a comment"),
            Self::Post(Some(id)) => write!(f, "post {id}"),
            Self::Post(None) => f.write_str("a post"),
            Self::Author(id) => write!(f, "author {id}"),
            Self::Setting(name) => f.write_str(name),
            Self::Rule(rule) => write!(f, "rule {rule}"),
        }
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pingback => "a pingback",
            Self::Trackback => "a trackback",
            Self::Note => "an editor's private note",
            Self::OtherKind => "another kind of comment",
            Self::Spam => "spam",
            Self::Trash => "in the trash",
            Self::Empty => "no text",
            Self::TooLong => "longer than 1 MiB",
            Self::NoId => "without a number of its own",
            Self::Duplicate => "a number that came before",
            Self::PostTrashed => "the post is in the trash",
            Self::PostNotPublic => "the post is not public",
            Self::PostWithoutKey => "nothing tells the post from others",
            Self::PageMissing => "its page is not in the file",
            Self::Deleted => "deleted there",
        })
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LeftOut(reason) => write!(f, "left out: {reason}"),
            Self::OtherKind(kind) => write!(f, "left out: of the kind “{kind}”"),
            Self::UnknownState(state) => write!(f, "held: its state “{state}” is not known"),
            Self::Cleaned => f.write_str("control characters taken out"),
            Self::NameCut => f.write_str("the author's name was too long and is cut"),
            Self::TimeFromLocal => f.write_str("no time in GMT: its local time is taken as UTC"),
            Self::TimeFromPost => {
                f.write_str("no time that can be read: that of its post is taken")
            }
            Self::TimeFromImport => {
                f.write_str("no time that can be read, nor has its post: now is taken")
            }
            Self::TimeInFuture => f.write_str("its time is in the future: now is taken"),
            Self::ParentUnreadable => {
                f.write_str("what it answers is not a number: put at the top")
            }
            Self::ParentItself => f.write_str("it answers itself: put at the top"),
            Self::ParentMissing(id) => write!(
                f,
                "comment {id}, which it answers, is missing: put at the top"
            ),
            Self::ParentElsewhere(id) => {
                write!(f, "it answers {id} of another post: put at the top")
            }
            Self::ParentLeftOut(id, Some(now)) => {
                write!(f, "it answers {id}, left out: put under {now}")
            }
            Self::ParentLeftOut(id, None) => write!(f, "it answers {id}, left out: put at the top"),
            Self::ParentCircle(id) => write!(f, "it and {id} answer each other: put at the top"),
            Self::PostLeftOut(reason, comments) => {
                write!(f, "left out with its comments ({comments}): {reason}")
            }
            Self::NothingKept => f.write_str("no episode: none of its comments is imported"),
            Self::MergedWith(line) => {
                write!(f, "{} again: both make one episode", post(*line))
            }
            Self::KeyShared(line) => write!(
                f,
                "its guid is that of line {line}: known by its number instead"
            ),
            Self::AddressTooLong => f.write_str("an address that is too long to keep"),
            Self::AddressCleaned => f.write_str(
                "control characters, or a user and a password, taken out of what it is known by",
            ),
            Self::NotAnAddress => f.write_str("its link is not a web address: not kept"),
            Self::AddressTaken(line) => {
                write!(f, "its address belongs to {}: not kept", post(*line))
            }
            Self::NoPublicationDate => f.write_str("no date of publication that can be read"),
            Self::RuleUnused => f.write_str("fits no address that it was tried on"),
            Self::Setting(why) => f.write_str(why),
            Self::Staff(role) => write!(f, "comes in as {role}"),
            Self::Blocked => f.write_str("may not write there; here nobody is barred for it"),
            Self::UnknownThreadState(state) => {
                write!(f, "opened: its comment status “{state}” is not known")
            }
        }
    }
}

fn post(line: u32) -> String {
    match line {
        0 => "a post that came before".to_owned(),
        line => format!("the post of line {line}"),
    }
}

/// As `{"line": …, "comment", "post", "author", "setting" or "rule": …, "lost": …, "text": …}`.
impl Serialize for Line {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_struct("Line", 4)?;
        line.serialize_field("line", &self.line)?;
        match &self.subject {
            Subject::Comment(id) => line.serialize_field("comment", id)?,
            Subject::Post(id) => line.serialize_field("post", id)?,
            Subject::Author(id) => line.serialize_field("author", id)?,
            Subject::Setting(name) => line.serialize_field("setting", name)?,
            Subject::Rule(rule) => line.serialize_field("rule", rule)?,
        }
        line.serialize_field("lost", &self.what.is_loss())?;
        line.serialize_field("text", &self.what.to_string())?;
        line.end()
    }
}
