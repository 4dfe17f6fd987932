//! What every format gives: pages and comments, one in memory at a time.
use super::{
    author::Identity,
    error::ImportError,
    fate::{Fate, LeftOut},
    field::Field,
    id::Id,
    plan::Markup,
    source::Position,
};
use chrono::{DateTime, Utc};

/// A file as a run of records: twice the same from the same bytes.
pub(crate) trait Reader {
    /// `None` once the whole file has been read and found whole.
    fn next(&mut self) -> Result<Option<Record>, ImportError>;

    /// Where the last record begins, or the last step of it.
    fn position(&self) -> Position;
}

impl<R: Reader + ?Sized> Reader for Box<R> {
    fn next(&mut self) -> Result<Option<Record>, ImportError> {
        (**self).next()
    }

    fn position(&self) -> Position {
        (**self).position()
    }
}

/// In the file's order. A page may come before its comments, among them or behind.
#[derive(Debug)]
pub(crate) enum Record {
    Comment(Box<Comment>),
    Page(Box<Page>),
    Person(Box<Person>),
}

/// What the file says of a comment.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said or not by itself"
)]
pub(crate) struct Comment {
    pub(crate) line: u32,
    /// As the reader numbers its pages, from 0.
    pub(crate) page: u32,
    pub(crate) id: Id,
    pub(crate) answers: Answers,
    pub(crate) author: Identity,
    pub(crate) is_name_cut: bool,
    pub(crate) is_cleaned: bool,
    pub(crate) time: Time,
    /// If it is imported.
    pub(crate) fate: Fate,
    /// A state that is not known, for which it is held.
    pub(crate) unknown_state: Option<String>,
    /// Why it is not imported, whatever is asked for.
    pub(crate) left_out: Option<LeftOut>,
    /// Of [`LeftOut::OtherKind`].
    pub(crate) kind: String,
    pub(crate) text: Field,
    pub(crate) markup: Markup,
    /// It has votes, which are not taken: here a vote has a voter.
    pub(crate) is_voted: bool,
    pub(crate) is_pinned: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Answers {
    #[default]
    Page,
    Comment(Id),
    /// Something, but nothing that could be a comment.
    Unreadable,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Time {
    At(DateTime<Utc>),
    /// By a clock whose zone is not known.
    Local(DateTime<Utc>),
    #[default]
    Missing,
}

/// What the file says of a page that can have comments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) line: u32,
    pub(crate) number: u32,
    pub(crate) id: Id,
    /// It is as public as this one.
    pub(crate) inherits_from: Id,
    pub(crate) visibility: Visibility,
    pub(crate) title: String,
    /// By what the episode is known; pages that share it are one. Of none, its first address: then
    /// pages with addresses of one page are one.
    pub(crate) key: Option<String>,
    /// By what it is known instead where another page, with a smaller number, has that key.
    pub(crate) own_key: Option<String>,
    pub(crate) addresses: Vec<String>,
    /// How many addresses were too long to be kept.
    pub(crate) long_addresses: u8,
    /// There is one, but none of the web.
    pub(crate) has_odd_address: bool,
    pub(crate) thread: PageThread,
    pub(crate) published: Option<DateTime<Utc>>,
    /// The system does not keep when a page was published.
    pub(crate) is_undated: bool,
    /// No comment of it comes later: what has none by now has none.
    pub(crate) is_over: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Visibility {
    #[default]
    Public,
    Trashed,
    NotPublic,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum PageThread {
    #[default]
    Open,
    Closed,
    Unknown(String),
}

/// What the file says of an author apart from the comments, which name only the author's id.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) line: u32,
    pub(crate) identity: Identity,
    /// May not write there.
    pub(crate) is_blocked: bool,
}
