//! What came of an import, as it is kept: numbers that add up, and what happened to single things.
use super::reading::{Fate, Id, Items, LeftOut, Line, PageTold, Report, Subject};
use crate::domain::Error;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub counts: Vec<Counted>,
    /// In the file's order, the first of them.
    pub notes: Vec<Note>,
    pub notes_in_all: u64,
    /// Which pages become which episodes, the first of them.
    #[serde(default)]
    pub pages: Vec<PageTold>,
    #[serde(default)]
    pub pages_in_all: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    pub what: What,
    /// Of what is left out.
    pub reason: Option<LeftOut>,
    pub count: u64,
}

/// What is counted. What was found is the sum of the others of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    ItemsFound,
    ItemsToImport,
    ItemsMerged,
    ItemsWithoutComments,
    ItemsWithNothingKept,
    ItemsLeftOut,
    CommentsFound,
    CommentsApproved,
    CommentsHeld,
    CommentsSpam,
    CommentsRejected,
    CommentsDeleted,
    CommentsLeftOut,
    CommentsImported,
    CommentsAlreadyThere,
    EpisodesCreated,
    EpisodesAlreadyThere,
    AuthorsCreated,
    AuthorsAlreadyThere,
    RecordsLeftOut,
}

/// Something that was left out or mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub line: u32,
    /// What the other system calls it.
    pub comment: Option<Id>,
    pub post: Option<Id>,
    pub is_loss: bool,
    pub text: String,
}

/// A file may have hundreds of thousands.
const NOTES: usize = 500;
const PAGES: usize = 500;

impl Outcome {
    pub(super) fn of(report: &Report) -> Self {
        let mut counts = items(&report.items);
        counts.extend(comments(report));
        counts.extend(done(report));
        Self {
            counts,
            notes: report.lines.iter().take(NOTES).map(note).collect(),
            notes_in_all: report.lines.len() as u64,
            pages: report.pages.iter().take(PAGES).cloned().collect(),
            pages_in_all: report.pages.len() as u64,
        }
    }

    pub(super) fn write(&self) -> Result<String, Error> {
        let written = serde_json::to_string(self);
        written.map_err(|fault| Error::Internal(fault.into()))
    }

    pub(super) fn read(text: &str) -> Result<Self, Error> {
        serde_json::from_str(text).map_err(|fault| Error::Internal(fault.into()))
    }
}

fn counted(what: What, count: u64) -> Counted {
    Counted {
        what,
        reason: None,
        count,
    }
}

fn left_out(what: What) -> impl Fn((&LeftOut, &u64)) -> Counted {
    move |(&reason, &count)| Counted {
        what,
        reason: Some(reason),
        count,
    }
}

fn items(items: &Items) -> Vec<Counted> {
    let mut counts = vec![
        counted(What::ItemsFound, items.found),
        counted(What::ItemsToImport, items.episodes),
        counted(What::ItemsMerged, items.merged),
        counted(What::ItemsWithoutComments, items.without_comments),
        counted(What::ItemsWithNothingKept, items.nothing_kept),
    ];
    counts.extend(items.left_out.iter().map(left_out(What::ItemsLeftOut)));
    counts
}

fn comments(report: &Report) -> Vec<Counted> {
    let comments = &report.comments;
    let to_import = comments.to_import.iter().map(|(fate, count)| {
        let what = match fate {
            Fate::Approved => What::CommentsApproved,
            Fate::Held => What::CommentsHeld,
            Fate::Spam => What::CommentsSpam,
            Fate::Trash => What::CommentsRejected,
            Fate::Deleted => What::CommentsDeleted,
        };
        counted(what, *count)
    });
    let mut counts = vec![counted(What::CommentsFound, comments.found)];
    counts.extend(to_import);
    counts.extend(
        comments
            .left_out
            .iter()
            .map(left_out(What::CommentsLeftOut)),
    );
    counts
}

fn done(report: &Report) -> Vec<Counted> {
    let done = report.done.unwrap_or_default();
    let mut counts = vec![
        counted(What::CommentsImported, done.comments_imported),
        counted(What::CommentsAlreadyThere, done.comments_already_there),
        counted(What::EpisodesCreated, done.episodes_created),
        counted(What::EpisodesAlreadyThere, done.episodes_already_there),
        counted(What::AuthorsCreated, done.authors_created),
        counted(What::AuthorsAlreadyThere, done.authors_already_there),
    ];
    if done.records_left_out > 0 {
        counts.push(counted(What::RecordsLeftOut, done.records_left_out));
    }
    counts
}

fn note(line: &Line) -> Note {
    let (comment, post) = match line.subject {
        Subject::Comment(id) => (id, None),
        Subject::Post(id) => (None, id),
        Subject::Author(_) | Subject::Setting(_) | Subject::Rule(_) => (None, None),
    };
    Note {
        line: line.line,
        comment,
        post,
        is_loss: line.what.is_loss(),
        text: match &line.subject {
            Subject::Author(_) | Subject::Setting(_) | Subject::Rule(_) => {
                format!("{}: {}", line.subject, line.what)
            }
            Subject::Comment(_) | Subject::Post(_) => line.what.to_string(),
        },
    }
}
