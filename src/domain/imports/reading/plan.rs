//! What an import will do, decided before anything is written.
use super::author::{Author, AuthorKey, Identity};
use super::fate::{Fate, Verdict};
use super::id::Id;
use super::report::Report;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

pub(super) const NONE: u32 = u32::MAX;

/// The outcome of [`super::survey()`]. Comments are numbered by their place in the file,
/// those left out included; `u32` is wide enough by [`super::Options::max_comments`].
#[derive(Debug)]
pub struct Plan {
    /// Every page that has at least one comment to import.
    pub episodes: Vec<Episode>,
    /// Every comment in the file, in its order.
    pub comments: Vec<PlanComment>,
    /// The authors of what is imported, each once.
    pub authors: Vec<AuthorKey>,
    /// What the file says of them apart from their comments.
    pub(in crate::domain::imports) people: HashMap<AuthorKey, Identity>,
    pub report: Report,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// Unique in the plan, the same in every export of the page.
    pub key: String,
    /// Plain text; may be empty.
    pub title: String,
    /// Web addresses of the page. Where the first one is another episode's too, they are one page.
    pub aliases: Vec<String>,
    pub thread: Thread,
    pub published: Option<DateTime<Utc>>,
    /// How many of its comments are imported; never 0.
    pub comments: u32,
    /// Of its longest branch: 1 where nothing answers anything.
    pub depth: u32,
    /// Of the page in the file.
    pub line: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    Open,
    Closed,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    #[default]
    Html,
    Markdown,
}

/// 48 bytes, for there may be hundreds of thousands.
#[derive(Clone, Debug)]
pub struct PlanComment {
    /// The other system's own: unique in an episode only; none where the file gives none.
    pub source_id: Id,
    pub(super) time: i64,
    pub(super) parent: u32,
    /// Until they are settled, the number of its page.
    pub(super) episode: u32,
    pub(super) author: u32,
    /// Of the comment in the file.
    pub line: u32,
    pub(super) verdict: Verdict,
    /// By the file, so that it is the same in every import.
    pub(in crate::domain::imports) is_dated: bool,
    pub(super) is_voted: bool,
    pub(super) is_pinned: bool,
}

impl PlanComment {
    /// `None`: left out, and then nothing else of it counts.
    pub fn fate(&self) -> Option<Fate> {
        match self.verdict {
            Verdict::Import(fate) => Some(fate),
            Verdict::LeaveOut(_) => None,
        }
    }

    /// The comment that this one answers, which is imported too: its place in
    /// [`Plan::comments`]. Without circles, of any depth; may stand later in the file.
    pub fn parent(&self) -> Option<usize> {
        (self.parent != NONE).then_some(self.parent as usize)
    }

    /// The place in [`Plan::episodes`].
    pub fn episode(&self) -> usize {
        self.episode as usize
    }

    /// To the second; after 1970 and not after [`super::Options::now`].
    pub fn time(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_secs(self.time).unwrap_or_default()
    }
}

impl Plan {
    /// What is imported, with its place in [`Plan::comments`].
    pub fn kept(&self) -> impl Iterator<Item = (usize, &PlanComment)> {
        self.comments
            .iter()
            .enumerate()
            .filter(|(_, comment)| comment.fate().is_some())
    }

    pub fn author_of(&self, comment: &PlanComment) -> Option<AuthorKey> {
        self.authors.get(comment.author as usize).copied()
    }

    /// With what is said elsewhere of who wrote a comment.
    pub(super) fn author(&self, key: AuthorKey, said: Identity) -> Author {
        match self.people.get(&key) {
            Some(person) => said.or(person).into_author(key),
            None => said.into_author(key),
        }
    }
}
