//! What became of everything, in numbers that must come out, and in lines.
use super::fate::{Fate, LeftOut, Verdict};
use super::line::{Line, Subject, What};
use super::plan::PlanComment;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    pub items: Items,
    pub comments: Comments,
    /// Authors of what is to be imported.
    pub authors: u64,
    /// Filled in by whoever writes; `None` while nothing has been written.
    pub done: Option<Done>,
    /// Filled in by whoever writes: which pages become which episodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageTold>,
    /// In the file's order.
    pub lines: Vec<Line>,
}

/// An episode with what becomes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageTold {
    pub key: String,
    pub title: String,
    /// Where the pages are now that it is made of.
    pub addresses: Vec<String>,
    /// To import.
    pub comments: u32,
    /// How many answer one another in the longest branch; 1 where none does.
    pub depth: u32,
    pub is_new: bool,
}

/// Posts, pages, attachments …
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Items {
    pub found: u64,
    pub episodes: u64,
    /// Another part of a post that came before.
    pub merged: u64,
    pub without_comments: u64,
    /// All their comments are left out.
    pub nothing_kept: u64,
    pub left_out: BTreeMap<LeftOut, u64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comments {
    pub found: u64,
    pub to_import: BTreeMap<Fate, u64>,
    pub left_out: BTreeMap<LeftOut, u64>,
    /// By `comment_type`: what [`LeftOut::OtherKind`] consists of.
    pub other_kinds: BTreeMap<String, u64>,
    /// Of those to import: with votes, which are not taken, for here a vote has a voter.
    #[serde(skip_serializing_if = "is_zero")]
    pub with_votes: u64,
    /// Of those to import: pinned, as some are here.
    #[serde(skip_serializing_if = "is_zero")]
    pub pinned: u64,
}

/// What the database had and got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Done {
    pub comments_imported: u64,
    pub comments_already_there: u64,
    pub episodes_created: u64,
    pub episodes_already_there: u64,
    pub authors_created: u64,
    pub authors_already_there: u64,
    /// Of those already there: whom somebody has claimed.
    pub authors_claimed: u64,
    /// Whose comments are all there, while they themselves are known no more.
    #[serde(skip_serializing_if = "is_zero")]
    pub authors_gone: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub comments_pinned: u64,
    /// Only an export of our own has these.
    #[serde(skip_serializing_if = "is_zero")]
    pub reports_imported: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub notes_imported: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub log_entries_imported: u64,
    /// Of all three.
    #[serde(skip_serializing_if = "is_zero")]
    pub records_left_out: u64,
}

impl Done {
    pub(in crate::domain::imports) fn has_changed_anything(&self) -> bool {
        let written = [
            self.comments_imported,
            self.episodes_created,
            self.authors_created,
            self.reports_imported,
            self.notes_imported,
            self.log_entries_imported,
        ];
        written.iter().any(|count| *count > 0)
    }
}

impl Report {
    pub(super) fn count(&mut self, comments: &[PlanComment], episodes: usize, authors: usize) {
        self.items.episodes = episodes as u64;
        self.authors = authors as u64;
        self.comments.found = comments.len() as u64;
        for comment in comments {
            let is_kept = comment.fate().is_some();
            self.comments.with_votes += u64::from(is_kept && comment.is_voted);
            self.comments.pinned += u64::from(is_kept && comment.is_pinned);
            *match comment.verdict {
                Verdict::Import(fate) => self.comments.to_import.entry(fate).or_default(),
                Verdict::LeaveOut(reason) => self.comments.left_out.entry(reason).or_default(),
            } += 1;
        }
    }

    /// An item is of an episode that another one has brought, which only the database could tell; that
    /// one's line, where it is new.
    pub(in crate::domain::imports) fn joined(&mut self, line: u32, first: Option<u32>) {
        self.items.episodes -= 1;
        self.items.merged += 1;
        let joined = Line {
            line,
            subject: Subject::Post(None),
            what: What::MergedWith(first.unwrap_or(0)),
        };
        self.lines.push(joined);
    }

    pub fn to_import(&self) -> u64 {
        self.comments.to_import.values().sum()
    }

    pub fn left_out(&self) -> u64 {
        self.comments.left_out.values().sum()
    }

    /// What was found is what is imported and what is left out; each thing left out has its
    /// line; and, once written, what was to be imported is there. The first sum that does not
    /// come out is the error.
    pub fn check(&self) -> Result<(), String> {
        let items = &self.items;
        let left_out: u64 = items.left_out.values().sum();
        let accounted =
            items.episodes + items.merged + items.without_comments + items.nothing_kept + left_out;
        equal("items", items.found, accounted)?;
        equal(
            "comments",
            self.comments.found,
            self.to_import() + self.left_out(),
        )?;
        let lines = self
            .lines
            .iter()
            .filter(|line| matches!(line.what, What::LeftOut(_) | What::OtherKind(_)));
        equal(
            "lines of comments left out",
            self.left_out(),
            lines.count() as u64,
        )?;
        let other = self
            .comments
            .left_out
            .get(&LeftOut::OtherKind)
            .copied()
            .unwrap_or(0);
        equal(
            "other kinds",
            other,
            self.comments.other_kinds.values().sum(),
        )?;
        within("with votes", self.comments.with_votes, self.to_import())?;
        within("pinned", self.comments.pinned, self.to_import())?;
        self.done
            .as_ref()
            .map_or(Ok(()), |done| self.check_done(done))
    }

    fn check_done(&self, done: &Done) -> Result<(), String> {
        equal(
            "comments written",
            self.to_import(),
            done.comments_imported + done.comments_already_there,
        )?;
        let of_pages = self.pages.iter().map(|page| u64::from(page.comments));
        equal("comments of pages", self.to_import(), of_pages.sum())?;
        equal(
            "episodes written",
            self.items.episodes,
            done.episodes_created + done.episodes_already_there,
        )?;
        equal(
            "authors written",
            self.authors,
            done.authors_created + done.authors_already_there + done.authors_gone,
        )
    }

    /// Which pages become which episodes: for people.
    pub fn preview(&self) -> String {
        self.pages.iter().map(ToString::to_string).collect()
    }

    /// The numbers, without the lines.
    pub fn summary(&self) -> Summary<'_> {
        Summary(self)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn equal(what: &str, found: u64, accounted: u64) -> Result<(), String> {
    if found == accounted {
        return Ok(());
    }
    Err(format!(
        "{what}: {found} found, but {accounted} accounted for"
    ))
}

fn within(what: &str, part: u64, whole: u64) -> Result<(), String> {
    if part <= whole {
        return Ok(());
    }
    Err(format!("{what}: {part} of {whole} to import"))
}

impl fmt::Display for PageTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = if self.is_new { "new" } else { "there" };
        let (key, comments, depth) = (&self.key, self.comments, self.depth);
        writeln!(f, "{key} ({state}): {comments} comments, {depth} deep")?;
        let others = self.addresses.iter().filter(|address| *address != key);
        others
            .into_iter()
            .try_for_each(|address| writeln!(f, "  also {address}"))
    }
}

/// At most 60 columns wide.
pub struct Summary<'a>(&'a Report);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report {
            items, comments, ..
        } = self.0;
        row(f, 0, "pages and other items found", items.found)?;
        row(f, 1, "become episodes", items.episodes)?;
        rare(f, 1, "belong to an episode named before", items.merged)?;
        rare(f, 1, "have no comments", items.without_comments)?;
        rare(f, 1, "have none that is imported", items.nothing_kept)?;
        for (reason, number) in &items.left_out {
            row(f, 1, &format!("left out: {reason}"), *number)?;
        }
        row(f, 0, "comments found", comments.found)?;
        row(f, 1, "to import", self.0.to_import())?;
        for (fate, number) in &comments.to_import {
            row(f, 2, fate.name(), *number)?;
        }
        rare(f, 2, "with votes, which are not taken", comments.with_votes)?;
        rare(
            f,
            2,
            "pinned, of which three an episode are kept",
            comments.pinned,
        )?;
        row(f, 1, "left out", self.0.left_out())?;
        for (reason, number) in &comments.left_out {
            row(f, 2, &reason.to_string(), *number)?;
            let kinds = comments
                .other_kinds
                .iter()
                .filter(|_| *reason == LeftOut::OtherKind);
            for (kind, number) in kinds {
                let kind: String = kind.chars().take(30).collect();
                row(f, 3, &format!("“{kind}”"), *number)?;
            }
        }
        row(f, 0, "authors", self.0.authors)?;
        self.0.done.map_or(Ok(()), |done| write_done(f, &done))
    }
}

fn write_done(f: &mut fmt::Formatter<'_>, done: &Done) -> fmt::Result {
    row(f, 0, "comments imported", done.comments_imported)?;
    rare(f, 1, "were already there", done.comments_already_there)?;
    row(f, 0, "episodes created", done.episodes_created)?;
    rare(f, 1, "were already there", done.episodes_already_there)?;
    row(f, 0, "authors created", done.authors_created)?;
    rare(f, 1, "were already there", done.authors_already_there)?;
    rare(f, 2, "of whom are claimed", done.authors_claimed)?;
    rare(f, 1, "are not known any more", done.authors_gone)?;
    rare(f, 0, "reports imported", done.reports_imported)?;
    rare(f, 0, "notes imported", done.notes_imported)?;
    rare(f, 0, "log entries imported", done.log_entries_imported)?;
    rare(
        f,
        0,
        "reports, notes, log entries left out",
        done.records_left_out,
    )
}

/// The numbers, and then every line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.summary().fmt(f)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Held => "held for a moderator",
            Self::Spam => "as spam",
            Self::Trash => "as thrown away",
            Self::Deleted => "as deleted",
        }
    }
}

fn row(f: &mut fmt::Formatter<'_>, depth: usize, what: &str, number: u64) -> fmt::Result {
    let indent = depth * 2;
    writeln!(
        f,
        "{:indent$}{what:<width$} {number:>10}",
        "",
        width = 48 - indent
    )
}

fn rare(f: &mut fmt::Formatter<'_>, depth: usize, what: &str, number: u64) -> fmt::Result {
    if number == 0 {
        Ok(())
    } else {
        row(f, depth, what, number)
    }
}
